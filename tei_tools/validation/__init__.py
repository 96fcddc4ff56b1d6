"""Validation: a TEI tree and a grammar → :class:`Finding` values, every fault once.

A module of this room is one rule that no grammar can say. It says ::

    CODES: dict[str, str]                # {"TEI-PTR-001": "a pointer has no target"}, for the docs
    CHAPTER: str                         # the chapter of the TEI Guidelines it comes from
    def check(tree: etree._ElementTree) -> Iterator[Finding]

and is found by standing in this folder (or by an entry point ``tei_tools.validation``). To add one: the module,
its tests in ``tests/validation/``, and ``make docs`` puts its codes on the page of findings.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Finding"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: a stable ``code``, where it is, what it is, what was expected, and what to do.

    ``severity`` is ``error`` or ``warning``; ``line`` and ``column`` count from 1 and are those of the element's
    start tag (``column`` 0: not known); ``xpath`` leads to the element; ``expected`` lists what may stand there;
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
