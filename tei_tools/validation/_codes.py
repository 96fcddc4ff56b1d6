"""All codes of findings, and the page of the documentation that explains them (``docs/findings.md``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tei_tools import rooms
from tei_tools.reports import UNREADABLE

__all__ = ["Code", "codes", "described", "page", "refuse_unknown"]

_HEAD = """# Findings

Every finding of `tei-tools validate` has a code that never changes its meaning. This page says of each what
it is, shows what has it, and says what to do. (It is made from the code:
`python -m tei_tools.validation._codes > docs/findings.md`.)
"""
_XML = "The file"
_SCHEMA = "The schema (RELAX NG)"


@dataclass(frozen=True, slots=True)
class Code:
    """A code: what it means, an example (a piece of TEI, or empty), what to do, where it comes from.

    ``address`` is the page of the TEI Guidelines on the web.
    """

    code: str
    meaning: str
    example: str
    advice: str
    chapter: str
    address: str


def codes() -> dict[str, dict[str, str]]:
    """The codes with their meanings, by the chapter of the TEI Guidelines or the specification they come
    from.
    """
    found: dict[str, dict[str, str]] = {}
    for each in described():
        found.setdefault(each.chapter, {})[each.code] = each.meaning
    return found


def described() -> tuple[Code, ...]:
    """Every code, those of the file and the schema first, then the rules' in the order of their names."""
    return tuple(_described())


def _described() -> Iterator[Code]:
    from tei_tools.grammar import _faults
    from tei_tools.validation import _doctype, _findings, _grammar_help, _inclusions, _schemas, _schematron

    yield from _of(_grammar_help.UNREADABLE, _XML, {UNREADABLE: _grammar_help.UNREADABLE_HELP})
    for module in (_doctype, _inclusions, _findings, _schemas):
        yield from _of(module.CODES, module.CHAPTER, module.HELP)
    yield from _of(_faults.CODES, _SCHEMA, _grammar_help.HELP)
    yield from _of(_schematron.CODES, _schematron.CHAPTER, _schematron.HELP)
    for rule in rooms.load_all("validation").values():
        yield from _of(rule.CODES, rule.CHAPTER, getattr(rule, "HELP", {}))


def _of(meanings: dict[str, str], chapter: str, help_: Any) -> Iterator[Code]:
    from tei_tools.validation._chapters import address

    for code, meaning in sorted(meanings.items()):
        example, advice = help_.get(code, ("", ""))
        yield Code(code, meaning, example, advice, chapter, address(chapter))


def refuse_unknown(names: Iterable[str]) -> None:
    """Raise :class:`~tei_tools.errors.UsageError` for a name that is neither a rule's nor a code."""
    import difflib

    from tei_tools.errors import UsageError

    known = {*rooms.names("validation"), *(each.code for each in described())}
    for name in names:
        if name not in known:
            near = difflib.get_close_matches(name, sorted(known), 1)
            advice = (
                f"did you mean {near[0]}?" if near else f"rules are: {', '.join(rooms.names('validation'))}"
            )
            raise UsageError(f"[validate] rules: there is no rule or code {name!r}", advice=advice)


def page() -> str:
    """The page, in Markdown: a section for each code."""
    parts = [_HEAD]
    chapter = ""
    for each in described():
        if each.chapter != chapter:
            chapter = each.chapter
            parts.append(f"\n## {chapter}\n")
        meaning = each.meaning[0].upper() + each.meaning[1:]
        parts.append(f"\n### {each.code}\n\n{meaning}.\n")
        if each.example:
            parts.append(f"\n```xml\n{each.example}\n```\n")
        if each.advice:
            parts.append(f"\n{each.advice}\n")
    return "".join(parts)


if __name__ == "__main__":
    import sys

    sys.stdout.write(page())
