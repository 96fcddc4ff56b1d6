"""JSON Lines: a finding a line, with its file; a file that can't be read is a line with ``fault``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from tei_tools.reports import UNREADABLE, FileReport
from tei_tools.reports.json import finding_object


def report(files: Iterable[FileReport]) -> Iterator[str]:
    """A line for each finding."""
    for each in files:
        rows: list[dict[str, object]] = [
            {"file": each.file, **finding_object(finding)} for finding in each.findings
        ]
        if each.fault is not None:
            rows.append({"file": each.file, "code": UNREADABLE, "severity": "error", "fault": each.fault})
        for row in rows:
            yield json.dumps(row, ensure_ascii=False) + "\n"
