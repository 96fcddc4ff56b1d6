"""Reports: what was found in each file, as lines for a person or as one JSON document for a program."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tei_tools.errors import UsageError
from tei_tools.validation import is_valid

if TYPE_CHECKING:
    from tei_tools.validation import Finding

__all__ = ["FORMATS", "FORMAT_VERSION", "FileReport", "report"]

FORMATS = ("text", "json")
FORMAT_VERSION = 1


@dataclass(frozen=True, slots=True)
class FileReport:
    """What was found in ``file``; ``fault`` says why it could not be read, or is ``None``."""

    file: str
    findings: Sequence[Finding] = ()
    fault: str | None = None


def report(files: Iterable[FileReport], form: str = "text") -> Iterator[str]:
    """The report in pieces, each written as soon as its file is done.

    ``text``: a line for each finding, ``file:line:column: severity CODE: message; suggestion``; nothing for a
    valid file, and nothing for one that could not be read (that goes to standard error). ``json``: one
    document that is valid by ``schemas/findings.schema.json``.
    """
    if form == "text":
        return _text(files)
    if form == "json":
        return _json(files)
    raise UsageError(f"there is no report format {form!r}", advice=f"choose of: {', '.join(FORMATS)}")


def _text(files: Iterable[FileReport]) -> Iterator[str]:
    for each in files:
        for finding in each.findings:
            yield line(finding) + "\n"


def line(finding: Finding) -> str:
    """A finding in one line."""
    place = ":".join(
        str(part) for part in (finding.file, finding.line or "", finding.column or "") if part != ""
    )
    mend = f"; {finding.suggestion}" if finding.suggestion else ""
    said = f"{finding.severity} {finding.code}: {finding.message}{mend}"
    return " ".join(f"{place}: {said}".split())


def _json(files: Iterable[FileReport]) -> Iterator[str]:
    yield f'{{"formatVersion": {FORMAT_VERSION}, "files": ['
    between = "\n"
    for each in files:
        yield between + json.dumps(_object(each), ensure_ascii=False)
        between = ",\n"
    yield "\n]}\n"


def _object(each: FileReport) -> dict[str, object]:
    if each.fault is not None:
        return {"file": each.file, "readable": False, "fault": each.fault}
    return {
        "file": each.file,
        "readable": True,
        "valid": is_valid(each.findings),
        "findings": [_finding(finding) for finding in each.findings],
    }


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "line": finding.line or None,
        "column": finding.column or None,
        "xpath": finding.xpath,
        "message": finding.message,
        "expected": list(finding.expected),
        "suggestion": finding.suggestion,
    }
