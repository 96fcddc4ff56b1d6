"""One JSON document for a program, valid by ``schemas/findings.schema.json``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tei_tools.reports import FileReport

if TYPE_CHECKING:
    from tei_tools.validation import Finding

FORMAT_VERSION = 1


def report(files: Iterable[FileReport]) -> Iterator[str]:
    """An object for each file, one a line."""
    yield f'{{"formatVersion": {FORMAT_VERSION}, "files": ['
    between = "\n"
    for each in files:
        yield between + json.dumps(_object(each), ensure_ascii=False)
        between = ",\n"
    yield "\n]}\n"


def _object(each: FileReport) -> dict[str, object]:
    if each.fault is not None:
        return {"file": each.file, "readable": False, "fault": each.fault}
    from tei_tools.validation import is_valid

    found: dict[str, object] = {
        "file": each.file,
        "readable": True,
        "valid": is_valid(each.findings),
        "findings": [finding_object(finding) for finding in each.findings],
    }
    if each.schema:
        found["schema"] = each.schema
    if each.instead_of:
        found["insteadOf"] = each.instead_of
    if each.left_out:
        found["leftOut"] = each.left_out
    return found


def finding_object(finding: Finding) -> dict[str, object]:
    """A finding as the schema describes it."""
    found: dict[str, object] = {
        "code": finding.code,
        "severity": finding.severity,
        "line": finding.line or None,
        "column": finding.column or None,
        "xpath": finding.xpath,
        "message": finding.message,
        "expected": list(finding.expected),
        "suggestion": finding.suggestion,
    }
    if finding.chapter:
        found["chapter"] = finding.chapter
    if finding.mend:
        found["mend"] = {"replaces": finding.mend.replaces, "choices": list(finding.mend.choices)}
    return found
