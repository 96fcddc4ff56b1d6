"""Validation: a TEI tree and a grammar → :class:`Finding` values, every fault once.

A module of this room is one rule that no grammar can say. It says ::

    CODES: dict[str, str]                # {"TEI-PTR-001": "a pointer has no target"}, for the docs
    CHAPTER: str                         # the chapter of the TEI Guidelines it comes from
    def check(tree: etree._ElementTree) -> Iterator[Finding]

and is found by standing in this folder (or by an entry point ``tei_tools.validation``). It makes its findings
with :class:`tei_tools.validation._paths.Paths`. To add one: the module, its tests in ``tests/validation/``,
and ``make docs`` puts its codes on the page of findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.grammar import Grammar
    from tei_tools.inputs import Input
    from tei_tools.resources import Resources

__all__ = ["Finding", "is_valid", "validate", "validate_input"]

MAX_SIZE = 200_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: a stable ``code``, where it is, what it is, what was expected, and what to do.

    ``severity`` is ``error`` or ``warning``; ``line`` and ``column`` count from 1 and are those of the
    element's start tag (``column`` 0: not known); ``xpath`` leads to the element, or to its attribute
    (``…/@when``), with the prefix ``tei`` for TEI's namespace; ``expected`` lists what may stand there;
    ``suggestion`` is the likeliest mend, or empty.
    """

    code: str
    severity: str
    file: str
    line: int
    column: int
    xpath: str
    message: str
    expected: tuple[str, ...] = ()
    suggestion: str = ""


def validate(
    tree: etree._ElementTree,
    grammar: Grammar | None,
    *,
    file: str = "",
    rules: Iterable[str] | None = None,
    data: bytes | None = None,
) -> Iterator[Finding]:
    """The faults of ``tree`` by ``grammar`` and by the rules of this room, each once, in order of the file.

    ``grammar`` may be ``None`` (the rules alone); ``rules`` names those to ask (by default all). With
    ``data``, the bytes that ``tree`` was parsed from, lines and columns are exact; without, lines are
    libxml2's and columns 0.
    """
    from tei_tools.validation import _findings

    return iter(_findings.findings(tree, grammar, file=file, rules=rules, data=data))


def validate_input(
    source: Input | Path | str | bytes,
    schema: str = "tei_tools",
    resources: Resources | None = None,
    *,
    max_size: int = MAX_SIZE,
    rules: Iterable[str] | None = None,
) -> Iterator[Finding]:
    """The faults of a file, by the grammar called ``schema`` (or in that RELAX NG file) and the rules.

    Raises :class:`~tei_tools.errors.UnreadableError` where it can't be read or is no well-formed XML, and
    :class:`~tei_tools.errors.UsageError` where there is no such schema; both before the first finding.
    """
    from tei_tools.inputs import as_input, read_bytes
    from tei_tools.parsing import parse
    from tei_tools.resources import Resources

    item = as_input(source)
    data = read_bytes(item, max_size)
    tree = parse(data, item.name, max_size)
    grammar = (resources or Resources()).grammar(schema)
    return validate(tree, grammar, file=item.name, rules=rules, data=data)


def is_valid(findings: Iterable[Finding]) -> bool:
    """Whether none of ``findings`` is an error (warnings are not)."""
    return all(finding.severity != "error" for finding in findings)
