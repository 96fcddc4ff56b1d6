"""Commands that GitHub's runners turn into annotations of a change ("Workflow commands for GitHub Actions").

Values of properties escape ``%``, line ends, ``:`` and ``,``; messages the first two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tei_tools.reports import UNREADABLE, FileReport


def report(files: Iterable[FileReport]) -> Iterator[str]:
    """A command for each finding."""
    for each in files:
        place: dict[str, str | int]
        if each.fault is not None:
            place = {"file": each.file, "line": each.fault_line, "col": each.fault_column}
            yield _command("error", place, UNREADABLE, each.fault)
        for finding in each.findings:
            said = f"{finding.message}; {finding.suggestion}" if finding.suggestion else finding.message
            place = {"file": finding.file, "line": finding.line, "col": finding.column}
            yield _command(finding.severity, place, finding.code, said)


def _command(severity: str, place: dict[str, str | int], code: str, said: str) -> str:
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in place.items() if value)
    return f"::{severity} {properties},title={_property(code)}::{_message(said)}\n"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
