"""Reports: what was found in each file → the report in one format, piece by piece.

A module of this room is one format. It says ::

    def report(files: Iterable[FileReport]) -> Iterator[str]

and gives its pieces as the files come, so that a report of a million files needs no memory. It is found by
standing in this folder (or by an entry point ``tei_tools.reports``); its name is that of the format
(``--format sarif``). To add one: the module, and its tests in ``tests/reports/``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tei_tools import rooms
from tei_tools.errors import UsageError

if TYPE_CHECKING:
    from tei_tools.validation import Finding

__all__ = ["UNREADABLE", "FileReport", "formats", "line", "report"]

# The code of what could not be read at all, in the formats that know nothing but findings.
UNREADABLE = "TEI-XML-001"


@dataclass(frozen=True, slots=True)
class FileReport:
    """What was found in ``file``.

    ``fault`` says why it could not be read (``exit_code`` is then that of the fault, ``fault_line`` and
    ``fault_column`` where it is, 0 where that isn't known), or is ``None``. ``schema`` is what it was held
    against; ``instead_of`` the schema that it names and that is not there, where ``schema`` took its place;
    ``left_out`` a Schematron that it names and that is not there.
    """

    file: str
    findings: Sequence[Finding] = ()
    fault: str | None = None
    fault_line: int = 0
    fault_column: int = 0
    exit_code: int = 0
    schema: str = ""
    instead_of: str = ""
    left_out: str = ""


def formats() -> tuple[str, ...]:
    """The names of the formats; none is imported."""
    return rooms.names("reports")


def report(files: Iterable[FileReport], form: str = "text") -> Iterator[str]:
    """The report of ``files`` in the format ``form``, each piece as soon as its file is done.

    Raises :class:`~tei_tools.errors.UsageError` where there is no such format.
    """
    if form not in formats():
        raise UsageError(f"there is no report format {form!r}", advice=f"choose of: {', '.join(formats())}")
    pieces: Iterator[str] = rooms.load("reports", form).report(files)
    return pieces


def line(finding: Finding) -> str:
    """A finding in one line: ``file:line:column: severity CODE: message; suggestion (TEI chapter)``."""
    place = ":".join(
        str(part) for part in (finding.file, finding.line or "", finding.column or "") if part != ""
    )
    mend = f"; {finding.suggestion}" if finding.suggestion else ""
    chapter = f" (TEI {finding.chapter})" if finding.chapter else ""
    said = f"{finding.severity} {finding.code}: {finding.message}{mend}{chapter}"
    return " ".join(f"{place}: {said}".split())
