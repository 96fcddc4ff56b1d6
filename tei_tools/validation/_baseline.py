"""A baseline: the findings that are known already, so that only new ones are told.

A finding is known again by its file, its code, where it is (without the numbers of its XPath) and the names
and values that its message quotes: not by its line, and not by words of ours. Of several that are alike, as
many are known as there were.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tei_tools.errors import UsageError
from tei_tools.reports import UNREADABLE, FileReport

if TYPE_CHECKING:
    from tei_tools.validation import Finding

__all__ = ["Baseline", "fingerprint"]

FORMAT_VERSION = 1
_PLACES = re.compile(r"\[\d+\]")
_QUOTED = re.compile(r"`[^`]*`|'[^']*'|#\S+")


def fingerprint(finding: Finding, file: str) -> str:
    """Sixteen hexadecimal digits that stay the same when the finding moves to another line."""
    said = finding.message.partition("; ")[0]
    parts = (file, finding.code, _PLACES.sub("", finding.xpath), *_QUOTED.findall(said))
    return _digest(parts)


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Baseline:
    """The known findings in ``path`` (none where there is no such file yet and ``must_exist`` is not set).

    Files are called by their path from the folder of the baseline, wherever the command is run.
    """

    def __init__(self, path: Path, *, must_exist: bool = True) -> None:
        self.path = path
        self._folder = os.path.abspath(path.parent)  # noqa: PTH100 (links are to stay as they are written)
        self._known: Counter[str] = Counter()
        self._met: dict[str, dict[str, object]] = {}
        if must_exist:
            self._known.update(_read(path))

    def new(self, report: FileReport) -> FileReport:
        """The report with only what is not known; a fault that is known is no fault."""
        file = self._name(report.file)
        found = []
        for finding in report.findings:
            if not self._take(fingerprint(finding, file)):
                found.append(finding)
        if report.fault is not None and self._take(_digest((file, UNREADABLE))):
            return replace(report, fault=None, exit_code=0)
        return replace(report, findings=tuple(found))

    def add(self, report: FileReport) -> None:
        """Keep all that is in a report for :meth:`content`."""
        file = self._name(report.file)
        for finding in report.findings:
            self._keep(fingerprint(finding, file), file, finding.code, _PLACES.sub("", finding.xpath))
        if report.fault is not None:
            self._keep(_digest((file, UNREADABLE)), file, UNREADABLE, "")

    def content(self) -> bytes:
        """The baseline as a file: JSON, sorted, so that a version control shows what changed."""
        rows = sorted(
            self._met.items(), key=lambda pair: (str(pair[1]["file"]), str(pair[1]["code"]), pair[0])
        )
        lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(row, ensure_ascii=False)}" for key, row in rows)
        return f'{{"formatVersion": {FORMAT_VERSION}, "findings": {{\n{lines}\n}}}}\n'.encode()

    def _take(self, key: str) -> bool:
        if self._known[key] <= 0:
            return False
        self._known[key] -= 1
        return True

    def _keep(self, key: str, file: str, code: str, place: str) -> None:
        row = self._met.setdefault(key, {"file": file, "code": code, "at": place, "count": 0})
        row["count"] = int(str(row["count"])) + 1

    def _name(self, file: str) -> str:
        if not os.path.lexists(file):
            return file  # in an archive, or standard input
        try:
            return os.path.relpath(os.path.abspath(file), self._folder).replace("\\", "/")  # noqa: PTH100
        except ValueError:
            return file


def _read(path: Path) -> dict[str, int]:
    try:
        content = json.loads(path.read_bytes())
        if content["formatVersion"] != FORMAT_VERSION:
            raise ValueError
        return {str(key): int(row["count"]) for key, row in content["findings"].items()}
    except FileNotFoundError:
        advice = "make it with --write-baseline FILE"
        raise UsageError("no such baseline", file=str(path), advice=advice) from None
    except OSError as fault:
        raise UsageError(f"the baseline can't be read: {fault.strerror}", file=str(path)) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UsageError(
            "is no baseline of this version", file=str(path), advice="make it again with --write-baseline"
        ) from None
