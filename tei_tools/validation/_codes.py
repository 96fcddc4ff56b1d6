"""All codes of findings, and the page of the documentation that lists them (``docs/findings.md``)."""

from __future__ import annotations

from tei_tools import rooms

__all__ = ["codes", "page"]

_HEAD = """# Findings

Every finding of `tei-tools validate` has a code that never changes its meaning. This page is made from the
code (`python -m tei_tools.validation._codes > docs/findings.md`).
"""


def codes() -> dict[str, dict[str, str]]:
    """The codes with their meanings, by the chapter of the TEI Guidelines or the specification they come
    from.
    """
    from tei_tools.grammar import _faults
    from tei_tools.validation import _findings

    found = {
        _findings.CHAPTER: dict(_findings.CODES),
        "The schema (RELAX NG)": dict(_faults.CODES),
    }
    for module in rooms.load_all("validation").values():
        found.setdefault(module.CHAPTER, {}).update(module.CODES)
    return found


def page() -> str:
    """The page, in Markdown."""
    parts = [_HEAD]
    for chapter, meanings in codes().items():
        rows = "\n".join(f"| `{code}` | {meaning} |" for code, meaning in sorted(meanings.items()))
        parts.append(f"\n## {chapter}\n\n| code | what it is |\n|---|---|\n{rows}\n")
    return "".join(parts)


if __name__ == "__main__":
    import sys

    sys.stdout.write(page())
