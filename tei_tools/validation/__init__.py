"""Validation: a TEI tree and a grammar → :class:`Finding` values, every fault once.

A module of this room is one rule that no grammar can say. It says ::

    CODES: dict[str, str]                # {"TEI-PTR-001": "a pointer has no target"}, for the docs
    CHAPTER: str                         # the chapter of the TEI Guidelines it comes from
    HELP: dict[str, tuple[str, str]]     # for the docs, if it likes: an example of each code, and what to do
    def check(tree: etree._ElementTree) -> Iterator[Finding]

and is found by standing in this folder (or by an entry point ``tei_tools.validation``). It makes its findings
with :class:`tei_tools.validation._paths.Paths`. A rule that needs more than the tree (the bytes of the file,
its folder, other files) has ``check_document(document)`` beside ``check``, with a
:class:`tei_tools.validation._document.Document`; the attributes named in its ``ATTRIBUTES`` are then looked
up for all rules in one walk. To add a rule: the module, its tests in ``tests/validation/``, and
``python -m tei_tools.validation._codes`` makes the page of findings.
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

__all__ = ["Finding", "Mend", "is_valid", "validate", "validate_input"]

MAX_SIZE = 200_000_000


@dataclass(frozen=True, slots=True)
class Mend:
    """What may be written in the place of what is wrong.

    ``replaces`` says what that is: ``element`` (its name), ``attribute`` (its name), ``value`` (the
    attribute's), ``namespace`` (the missing declaration). One of ``choices`` is the only possible reading,
    which ``--fix`` applies; of several a person has to choose.
    """

    replaces: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: a stable ``code``, where it is, what it is, what was expected, and what to do.

    ``severity`` is ``error`` or ``warning``; ``line`` and ``column`` count from 1 and are those of the
    element's start tag (``column`` 0: not known); ``xpath`` leads to the element, or to its attribute
    (``…/@when``), with the prefix ``tei`` for TEI's namespace; ``expected`` lists what may stand there;
    ``suggestion`` is the likeliest mend in words, or empty; ``mend`` the same for a program; ``chapter`` the
    number of the chapter of the TEI Guidelines that it comes from (``14.4``), or empty.
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
    mend: Mend | None = None
    chapter: str = ""


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

    around = _findings.Surroundings(data=data)
    chosen = _findings.chosen(rules, {})
    return iter(_findings.findings(tree, grammar, file=file, rules=chosen, around=around))


def validate_input(
    source: Input | Path | str | bytes,
    schema: str = "auto",
    resources: Resources | None = None,
    *,
    max_size: int = MAX_SIZE,
    rules: Iterable[str] | None = None,
    stream: bool = False,
) -> Iterator[Finding]:
    """The faults of a file, by the grammar called ``schema`` (or in that RELAX NG file) and the rules.

    ``auto`` takes the RELAX NG file that the document names (``<?xml-model?>``) where it is on this disk,
    else ``tei_all``. Raises :class:`~tei_tools.errors.UnreadableError` where it can't be read or is no
    well-formed XML, and :class:`~tei_tools.errors.UsageError` where there is no such schema; both before the
    first finding. With ``stream`` the file is not held in memory, and some rules are left out.
    """
    from tei_tools.inputs import as_input
    from tei_tools.validation._validator import Checks, Validator

    chosen = None if rules is None else tuple(rules)
    validator = Validator(Checks(schema=schema, max_size=max_size, rules=chosen, stream=stream), resources)
    item = as_input(source)
    return iter((validator.streamed(item) if stream else validator.examine(item)).findings)


def is_valid(findings: Iterable[Finding]) -> bool:
    """Whether none of ``findings`` is an error (warnings are not)."""
    return all(finding.severity != "error" for finding in findings)
