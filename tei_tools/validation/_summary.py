"""A summary: which faults, how often, in how many files, with one example of each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tei_tools.reports import UNREADABLE, FileReport

if TYPE_CHECKING:
    from tei_tools.validation import Finding

__all__ = ["Summary"]

FORMAT_VERSION = 1
# So many kinds are told apart; a folder that has more gets the rest by their codes alone.
_MOST_KINDS = 10_000
_STEP = re.compile(r"([^/\[\]]+)(?:\[\d+\])?(/@[^/]+)?$")


@dataclass(slots=True)
class _Kind:
    code: str
    severity: str
    at: str
    times: int = 0
    files: int = 0
    last_file: str | None = None
    example: str = ""
    message: str = ""


class Summary:
    """Counts the findings of reports by their code and the name of the element or attribute they are at."""

    def __init__(self) -> None:
        self._kinds: dict[tuple[str, str], _Kind] = {}

    def add(self, report: FileReport) -> None:
        """Count what is in a report."""
        for finding in report.findings:
            at = _at(finding)
            self._count(finding.code, finding.severity, at, report.file, _place(finding), finding.message)
        if report.fault is not None:
            # "file:3:1: what" without the file, that like faults are told as one
            said = report.fault.removeprefix(report.file).lstrip(":0123456789 ")
            place = ":".join(
                str(each) for each in (report.file, report.fault_line, report.fault_column) if each
            )
            self._count(UNREADABLE, "error", "", report.file, place, said)

    def _count(self, code: str, severity: str, at: str, file: str, place: str, message: str) -> None:
        key = (code, at)
        kind = self._kinds.get(key)
        if kind is None:
            if len(self._kinds) >= _MOST_KINDS:
                at = ""
            kind = self._kinds.setdefault((code, at), _Kind(code, severity, at))
        if not kind.times:
            kind.example, kind.message = place, message
        kind.times += 1
        if kind.last_file != file:
            kind.last_file = file
            kind.files += 1

    def kinds(self) -> list[_Kind]:
        """The kinds, those in most files first."""
        return sorted(self._kinds.values(), key=lambda kind: (-kind.files, -kind.times, kind.code, kind.at))

    def text(self) -> Iterator[str]:
        """A table for a person; empty where nothing was found."""
        rows = [("files", "times", "code", "at", "example")]
        for kind in self.kinds():
            said = " ".join(kind.message.partition("; ")[0].split())
            rows.append((str(kind.files), str(kind.times), kind.code, kind.at, f"{kind.example}: {said}"))
        if len(rows) == 1:
            return
        wide = [min(max(len(row[place]) for row in rows), 40) for place in range(4)]
        for files, times, code, at, example in rows:
            cells = (files.rjust(wide[0]), times.rjust(wide[1]), code.ljust(wide[2]), at.ljust(wide[3]))
            yield "  ".join((*cells, example)) + "\n"

    def json(self) -> Iterator[str]:
        """The same as one JSON document."""
        rows = [
            {
                "code": kind.code,
                "severity": kind.severity,
                "at": kind.at,
                "files": kind.files,
                "times": kind.times,
                "example": {"place": kind.example, "message": kind.message},
            }
            for kind in self.kinds()
        ]
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        yield f'{{"formatVersion": {FORMAT_VERSION}, "summary": [\n{lines}\n]}}\n'

    def csv(self) -> Iterator[str]:
        """The same as CSV (RFC 4180)."""
        import csv
        import io

        from tei_tools.exporters._guard import guarded

        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(("files", "times", "severity", "code", "at", "example", "message"))
        for kind in self.kinds():
            cells = (kind.files, kind.times, kind.severity, kind.code, guarded(kind.at))
            writer.writerow((*cells, guarded(kind.example), guarded(kind.message)))
        yield out.getvalue()


def _at(finding: Finding) -> str:
    """The element or attribute that a finding is at, as in ``persName/@ref``."""
    match = _STEP.search(finding.xpath)
    if match is None:
        return ""
    name = match[1].removeprefix("tei:")
    return f"{name}{match[2] or ''}"


def _place(finding: Finding) -> str:
    return ":".join(str(each) for each in (finding.file, finding.line, finding.column) if each)
