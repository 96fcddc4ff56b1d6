"""The steps themselves, each over the bytes of one document: encode, validate, convert into a format."""

from __future__ import annotations

import io
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tei_tools.batch import Made, Result, Task
from tei_tools.batch._causes import ADVICE
from tei_tools.inputs import Input

if TYPE_CHECKING:
    from tei_tools.batch._work import Worker
    from tei_tools.records import Record

__all__ = ["Steps", "counted"]

# So many findings of a file are kept word for word; all are counted.
_MOST_FINDINGS = 100
_CSV = "csv"


class Steps:
    """The steps of one task. ``tei`` is what :meth:`encode` made, ``lines`` what is told of it, ``records``
    are read once for all formats, ``documents`` are their identifiers.
    """

    def __init__(self, worker: Worker, task: Task, lines: list[str]) -> None:
        self.worker = worker
        self.task = task
        self.lines = lines
        self.tei = b""
        self.records: list[Record] | None = None
        self.documents: tuple[tuple[str, str, str], ...] = ()

    def encode(self, data: bytes) -> Result:
        from tei_tools import api
        from tei_tools.batch._manifest import described
        from tei_tools.encoding import serialize
        from tei_tools.further import is_tei, tag_further
        from tei_tools.parsing import parse

        encoder = self.worker.encoder()
        if is_tei(data):
            item = Input(self.task.name, len(data), partial(io.BytesIO, data), self.task.item.path)
            self.tei = tag_further(data, item, encoder).content
            tree = parse(self.tei, self.task.name, self.worker.max_size)
            made = self.worker.parts.write((self.task.target,), self.tei)
            return Result("encode", "done", made=(made,), detail=counted(tree))
        earlier = self.worker.output / self.task.target
        document = api.read_source(
            Input(self.task.name, len(data), partial(io.BytesIO, data), self.task.item.path),
            max_size=self.worker.max_size,
        )
        article = described(document, dict(self.task.about))
        tree = encoder.encoded(
            article, beside=self.task.item.path, earlier=earlier if earlier.is_file() else None
        ).tree
        self.tei = serialize(tree)
        made = self.worker.parts.write((self.task.target,), self.tei)
        return Result("encode", "done", made=(made,), detail=counted(tree))

    def validate(self, item: Input) -> Result:
        from collections import Counter

        from tei_tools.reports import line

        report = self.worker.validator().examine(item)
        lines = [line(finding) for finding in report.findings]
        self.lines += lines
        errors = sum(finding.severity == "error" for finding in report.findings)
        codes = Counter((finding.code, finding.severity) for finding in report.findings)
        detail = {
            "findings": len(lines),
            "errors": errors,
            "schema": Path(report.schema).name,
            "codes": {f"{code} {severity}": number for (code, severity), number in sorted(codes.items())},
        }
        if lines:
            detail["first"] = [
                [each.code, each.severity, each.line, each.column, each.message]
                for each in report.findings[:_MOST_FINDINGS]
            ]
        fails = self.worker.plan.settings.validate.fail_on
        invalid = bool(errors or (fails == "warning" and lines))
        cause, message = ("invalid", f"{errors or len(lines)} faults") if invalid else ("", "")
        return Result(
            "validate", "done", detail=detail, code=int(invalid), cause=cause, message=message,
            advice=ADVICE["invalid"] if invalid else "",
        )  # fmt: skip

    def convert(self, step: str, item: Input, name: str) -> Result:
        from tei_tools.batch._distinct_documents import named
        from tei_tools.batch._formats import files_of
        from tei_tools.exporters import permitted
        from tei_tools.records import iter_read

        if self.records is None:
            read = iter_read(item, reading=self.worker.plan.reading, name=name)
            self.records, self.documents = named(permitted(read, self.worker.options), self.task.identifiers)
        detail = _read_of(self.records)
        if step == "record":
            return Result(step, "done", detail=detail)
        if step == _CSV:
            from tei_tools.batch._tables import pieces

            tables = tuple(pieces(self.records, self.worker.options))
            return Result(step, "done", tables=tables, detail=detail, documents=self.documents)
        made: list[Made] = []
        for paths, content in files_of(self.worker.exporter(step), self.records, self.worker.options):
            made.append(self.worker.parts.write(tuple(f"{step}/{path}" for path in paths), content))
        return Result(step, "done", made=tuple(made), detail=detail, documents=self.documents)


def _read_of(records: list[Record]) -> dict[str, Any]:
    """How many documents were read, and what of them was not understood: [code, words, times, example]."""
    sums: dict[tuple[str, str], list[Any]] = {}
    for record in records:
        for code, message, times, example in record.warnings:
            sums.setdefault((code, message), [code, message, 0, " ".join(example.split())[:200]])[2] += times
    detail: dict[str, Any] = {"documents": len(records)}
    return detail | {"warnings": [sums[key] for key in sorted(sums)]} if sums else detail


def counted(tree: Any) -> dict[str, Any]:
    """What was tagged, as the end of a run tells it."""
    from tei_tools.encoding import _counts

    return {"tags": _counts.counts(tree), "entries": _counts.entities(tree)}
