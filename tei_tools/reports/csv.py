"""CSV by RFC 4180: a row a finding. Free text that a spreadsheet would run as a formula is guarded."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from tei_tools.exporters._guard import guarded
from tei_tools.reports import UNREADABLE, FileReport

COLUMNS = (
    "file",
    "line",
    "column",
    "severity",
    "code",
    "xpath",
    "message",
    "suggestion",
    "expected",
    "chapter",
)


def report(files: Iterable[FileReport]) -> Iterator[str]:
    """The header, then a row for each finding and for each file that can't be read."""
    yield _row(COLUMNS)
    for each in files:
        if each.fault is not None:
            place = (each.fault_line or "", each.fault_column or "")
            yield _row((guarded(each.file), *place, "error", UNREADABLE, "", guarded(each.fault), "", "", ""))
        for finding in each.findings:
            yield _row(
                (
                    guarded(finding.file),
                    finding.line or "",
                    finding.column or "",
                    finding.severity,
                    finding.code,
                    finding.xpath,
                    guarded(finding.message),
                    guarded(finding.suggestion),
                    guarded(" ".join(finding.expected)),
                    finding.chapter,
                )
            )


def _row(cells: Iterable[object]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()
