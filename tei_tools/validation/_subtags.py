"""IANA's Language Subtag Registry: which parts a language tag may have, and which are no longer to be used.

The table ``subtags.txt`` is made by ``scripts/build_validation_tables.py``.
"""

from __future__ import annotations

from functools import cache

__all__ = ["fault"]

# The parts of a tag in their order (RFC 5646, 2.2): what they are called.
_CALLED = {
    "language": "language",
    "extlang": "extended language",
    "script": "script",
    "region": "region",
    "variant": "variant",
}


def fault(tag: str) -> tuple[str, str, str, str] | None:
    """What is wrong with a tag that has the right form: severity, code, what to write, what it is."""
    table = _table()
    lower = tag.lower()
    for kind in ("grandfathered", "redundant"):
        if lower in table[kind]:
            preferred = table[kind][lower]
            if not preferred:
                return None
            return "warning", "TEI-LNG-002", f"write {preferred}", "BCP 47 has another tag for it"
    preferred_parts: list[str] = []
    for called, part in _parts(lower):
        if called is None:  # extensions and private use are anyone's
            preferred_parts.append(part)
            continue
        if _is_private(called, part):
            preferred_parts.append(part)
        elif part not in table[called]:
            what = f"no {_CALLED[called]} {part!r} is registered for BCP 47"
            return "error", "TEI-LNG-003", "", what
        else:
            preferred_parts.append(table[called][part] or part)
    preferred = "-".join(preferred_parts)
    if preferred.lower() != lower:
        return "warning", "TEI-LNG-002", f"write {preferred}", "BCP 47 has another tag for it"
    return None


def _parts(tag: str) -> list[tuple[str | None, str]]:
    """The parts of a tag with their kinds, by their lengths and places (RFC 5646, 2.1)."""
    found: list[tuple[str | None, str]] = []
    parts = tag.split("-")
    for place, part in enumerate(parts):
        if len(part) == 1:
            found += [(None, each) for each in parts[place:]]
            break
        if place == 0:
            found.append(("language", part))
        elif len(part) == 3 and part.isalpha() and found[-1][0] in ("language", "extlang"):
            found.append(("extlang", part))
        elif len(part) == 4 and part.isalpha():
            found.append(("script", part))
        elif len(part) == 2 or (len(part) == 3 and part.isdigit()):
            found.append(("region", part))
        else:
            found.append(("variant", part))
    return found


def _is_private(kind: str, part: str) -> bool:
    """Codes that the registry keeps for private use."""
    if kind == "language":
        return len(part) == 3 and "qaa" <= part <= "qtz"
    if kind == "script":
        return "qaaa" <= part <= "qabx"
    return kind == "region" and (part in ("aa", "zz") or "qm" <= part <= "qz" or "xa" <= part <= "xz")


@cache
def _table() -> dict[str, dict[str, str]]:
    """By kind: each subtag in lower case, with the one that is preferred to it, or nothing."""
    from importlib import resources

    text = resources.files("tei_tools.validation").joinpath("subtags.txt").read_text(encoding="utf-8")
    table: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        kind, *entries = line.split(" ")
        table[kind] = {
            name.lower(): preferred for name, _, preferred in (entry.partition("=") for entry in entries)
        }
    return table
