"""What a worker does with a task: read the input once, do the steps that do not hold any more, say what came
of it.

:class:`Work` is what all tasks of a run share; it goes to another process as it is. :class:`Worker` is made
of it there, and loads grammars, models and gazetteers once.
"""

from __future__ import annotations

import contextlib
import io
import logging
import os
import time
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tei_tools import rooms
from tei_tools.batch import Known, Made, Outcome, Result, Task
from tei_tools.batch._causes import ADVICE, cause_of
from tei_tools.batch._parts import Parts
from tei_tools.errors import TeiToolsError, UnreadableError
from tei_tools.inputs import Input, read_bytes

if TYPE_CHECKING:
    from types import ModuleType

    from tei_tools.api import Encoder
    from tei_tools.batch._fingerprints import Step
    from tei_tools.batch._plan import Plan
    from tei_tools.exporters import Options
    from tei_tools.records import Record
    from tei_tools.resources import Resources
    from tei_tools.validation._validator import Validator

__all__ = ["Work", "Worker"]

# So many findings of a file are kept word for word; all are counted.
_MOST_FINDINGS = 100
_CSV = "csv"


@dataclass(frozen=True, slots=True)
class Work:
    """What every task of a run shares: the plan and its steps with their fingerprints."""

    plan: Plan
    steps: tuple[Step, ...]


class _Stopped(Exception):  # noqa: N818 (no error: the steps after a failed one are not done)
    pass


class Worker:
    """Does tasks, one after the other. What it makes lies among the parts of the output folder, and is on the
    disk after :meth:`sync`.
    """

    def __init__(self, work: Work) -> None:
        from tei_tools import api
        from tei_tools.exporters import Options
        from tei_tools.resources import Resources

        self.work = work
        self.plan = work.plan
        self.output = Path(work.plan.output)
        self.parts = Parts(self.output)
        self.resources: Resources = Resources()
        base = work.plan.settings.header.base
        self.options: Options = Options(base=base) if base else Options()
        self._exporters: dict[str, ModuleType] = {}
        self._encoder: Encoder | None = None
        self._validator: Validator | None = None
        encodes = work.plan.encode
        limit = work.plan.settings.encode.max_size if encodes else work.plan.settings.convert.max_size
        self.max_size = limit or (api.ENCODE_MAX_SIZE if encodes else api.READ_MAX_SIZE)

    def sync(self) -> None:
        """Have what the tasks so far made on the disk."""
        self.parts.sync()

    def warm(self) -> None:
        """Load what every file needs, so that it does not count as what a file needs."""
        if self.plan.encode:
            self.encoder()
            self.resources.gazetteer()
            self.resources.names_model()
        if self.plan.validate:
            self.validator()

    def end(self) -> None:
        """Keep what the grammars learned for the next worker."""
        if self._validator is not None:
            self._validator.schemas.remember()

    def do(self, task: Task) -> Outcome:
        """The outcome of a task; whatever is wrong with its input, it raises nothing for that."""
        return _Doing(self, task).outcome()

    def encoder(self) -> Encoder:
        """The encoder, made when it is first asked for."""
        from tei_tools import api

        if self._encoder is None:
            settings = self.plan.settings
            self._encoder = api.Encoder(
                language=settings.encode.language,
                date=settings.encode.date,
                authority=settings.encode.authority,
                taggers=settings.encode.taggers,
                nested=bool(settings.encode.nested),
                also=settings.encode.also,
                options=dict(settings.encode.options),
                settings=settings,
                encoded_on=self.plan.encoded_on,
                max_size=self.max_size,
                resources=self.resources,
            )
        return self._encoder

    def exporter(self, name: str) -> ModuleType:
        """The exporter of a format, looked for once."""
        if name not in self._exporters:
            self._exporters[name] = rooms.load("exporters", name)
        return self._exporters[name]

    def validator(self) -> Validator:
        """The validator, made when it is first asked for."""
        from tei_tools.validation._validator import Checks, Validator

        if self._validator is None:
            said = self.plan.settings.validate
            checks = Checks(
                schema=said.schema or "tei_tools",
                catalogs=(said.catalog,) if said.catalog else (),
                severities=said.rules,
                local_entities=bool(said.local_entities),
                roots=tuple(Path(word) for word in self.plan.words if Path(word).is_dir()),
            )
            self._validator = Validator(checks, self.resources)
        return self._validator


class _Doing:
    """One task that is being done."""

    def __init__(self, worker: Worker, task: Task) -> None:
        self.worker = worker
        self.task = task
        self.known = dict(task.known)
        self.results: list[Result] = []
        self.lines: list[str] = []
        self.records: list[Record] | None = None
        self.documents: tuple[tuple[str, str, str], ...] = ()

    def outcome(self) -> Outcome:
        task = self.task
        try:
            data, stat = _read(task.item, self.worker.max_size)
        except Exception as fault:
            first = self.worker.work.steps[0] if self.worker.work.steps else None
            name = first.name if first else "read"
            result = self._failure(name, fault, first.fingerprint if first else "")
            return Outcome(task.id, results=(result,), lines=tuple(self.lines))
        digest = sha256(data).hexdigest()
        with contextlib.suppress(_Stopped):
            self._steps(data, digest)
        return Outcome(task.id, digest, stat, tuple(self.results), tuple(self.lines))

    def _steps(self, data: bytes, digest: str) -> None:
        # What has other names in an export than its own is not what another run would make of the same.
        source = f"{digest} {_digest_of(self.task.identifiers)}" if self.task.identifiers else digest
        tei: bytes | None = data
        item = self.task.item
        name = self.task.place
        for step in self.worker.work.steps:
            wanted = self._source_of_encoding(source) if step.name == "encode" else source
            known = self.known.get(step.name)
            if step.name == "encode" and known is not None and self._was_edited(known, step, wanted):
                tei = self._adopted(step, wanted)
                source = self.results[-1].made[0].digest
            elif known is not None and self._holds(known, step, wanted):
                self.results.append(Result(step.name, "kept", wanted))
                if step.name == "encode":
                    tei, source = None, known.made[0][1]
            else:
                if tei is None:
                    tei = self._made_before(source)
                    source = wanted = sha256(tei).hexdigest()
                self._one(step, wanted, partial(self._do, step.name, tei, item, name))
                if step.name == "encode":
                    tei, source = self.tei, self.results[-1].made[0].digest
            if step.name == "encode":
                path = self.worker.output / self.task.target
                content = tei
                item = Input(str(path), None, partial(_content, content, path), path)
                name = self.task.target.partition("/")[2]

    def _holds(self, known: Known, step: Step, source: str) -> bool:
        """Whether a step was done with the same means of the same thing, and what it made is there."""
        if (known.fingerprint, known.source) != (step.fingerprint, source):
            return False
        if step.name == "encode" and not known.made:
            return False
        return all(_size_of(self.worker.output / path) == size for path, _, size in known.made)

    def _source_of_encoding(self, digest: str) -> str:
        """The digest of all that an encoding is of: the file, what a manifest says of it, its decisions."""
        from tei_tools.decisions import log_of

        log = b""
        if self.task.item.path is not None:
            with contextlib.suppress(OSError):
                log = log_of(self.task.item.path).read_bytes()
        if log or self.task.about:
            digest = sha256(f"{digest}{self.task.about}{sha256(log).hexdigest()}".encode()).hexdigest()
        # The desk writes beside the TEI that it opened; apart, since an edited TEI stands whatever it says.
        with contextlib.suppress(OSError):
            digest += f"+{sha256(log_of(self.worker.output / self.task.target).read_bytes()).hexdigest()}"
        return digest

    def _was_edited(self, known: Known, step: Step, source: str) -> bool:
        """Whether an encoding still holds, and somebody has worked on it since."""
        same = known.source.partition("+")[0] == source.partition("+")[0]
        if known.fingerprint != step.fingerprint or not same or not known.made:
            return False
        return _size_of(self.worker.output / self.task.target) not in (-1, known.made[0][2])

    def _adopted(self, step: Step, source: str) -> bytes:
        """An encoding that somebody worked on is kept as it is, and all else is made of it."""
        data = (self.worker.output / self.task.target).read_bytes()
        made = Made("", (self.task.target,), sha256(data).hexdigest(), len(data))
        from tei_tools.parsing import parse

        detail: dict[str, Any] = {"edited": True}
        with contextlib.suppress(TeiToolsError):
            detail |= _counted(parse(data, self.task.target, self.worker.max_size))
        self.results.append(Result(step.name, "done", source, step.fingerprint, made=(made,), detail=detail))
        return data

    def _made_before(self, digest: str) -> bytes:
        """The TEI that an earlier run made, if it is still that."""
        path = self.worker.output / self.task.target
        try:
            data = path.read_bytes()
        except OSError:
            data = b""
        if data and sha256(data).hexdigest() != digest:
            step, before = self.worker.work.steps[0], self.results.pop()
            return self._adopted(step, before.source)
        return data

    def _one(self, step: Step, source: str, do: Any) -> None:
        begun = time.perf_counter()
        try:
            result: Result = do()
        except Exception as fault:
            failed = self._failure(step.name, fault, step.fingerprint)
            took = round(time.perf_counter() - begun, 6)
            self.results.append(replace(failed, source=source, seconds=took))
            if step.name != "validate" or isinstance(fault, UnreadableError):
                raise _Stopped from None
            return
        took = round(time.perf_counter() - begun, 6)
        self.results.append(replace(result, source=source, fingerprint=step.fingerprint, seconds=took))

    def _do(self, step: str, tei: bytes, item: Input, name: str) -> Result:
        if step == "encode":
            return self._encode(tei)
        whole = Input(item.name, len(tei), partial(io.BytesIO, tei), item.path)
        if step == "validate":
            return self._validate(whole)
        return self._convert(step, whole, name)

    def _encode(self, data: bytes) -> Result:
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
            return Result("encode", "done", made=(made,), detail=_counted(tree))
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
        return Result("encode", "done", made=(made,), detail=_counted(tree))

    def _validate(self, item: Input) -> Result:
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

    def _convert(self, step: str, item: Input, name: str) -> Result:
        from tei_tools.batch._distinct_documents import named
        from tei_tools.batch._formats import files_of
        from tei_tools.exporters import permitted
        from tei_tools.records import iter_read

        if self.records is None:
            read = iter_read(item, reading=self.worker.plan.reading, name=name)
            self.records, self.documents = named(permitted(read, self.worker.options), self.task.identifiers)
        if step == "record":
            return Result(step, "done", detail={"documents": len(self.records)})
        if step == _CSV:
            from tei_tools.batch._tables import pieces

            tables = tuple(pieces(self.records, self.worker.options))
            return Result(
                step, "done", tables=tables, detail={"documents": len(self.records)}, documents=self.documents
            )
        made: list[Made] = []
        for paths, content in files_of(self.worker.exporter(step), self.records, self.worker.options):
            made.append(self.worker.parts.write(tuple(f"{step}/{path}" for path in paths), content))
        return Result(
            step, "done", made=tuple(made), detail={"documents": len(self.records)}, documents=self.documents
        )

    def _failure(self, step: str, fault: Exception, fingerprint: str) -> Result:
        cause = cause_of(fault)
        advice = ADVICE.get(cause, "")
        if isinstance(fault, TeiToolsError):
            if fault.file is None or self.task.name.endswith(fault.file):
                fault.file = self.task.name
            what, code = fault.what, fault.exit_code
            advice = fault.advice or advice
            place = ":".join(str(part) for part in (fault.line, fault.column) if part)
            message = f"{what} (at {place})" if place else what
            line = f"error: {fault}"
        elif cause == "memory":
            message, code = "there is not enough memory for it", 3
            line = f"error: {self.task.name}: {message}; {advice}"
        else:
            logging.getLogger(__name__).info("%s", self.task.name, exc_info=fault)
            message, code = f"a fault of tei-tools itself: {type(fault).__name__}: {fault}", 70
            line = f"error: {self.task.name}: {' '.join(message.split())}; {advice}"
        self.lines.append(line)
        return Result(
            step, "failed", fingerprint=fingerprint, code=code, cause=cause,
            message=" ".join(message.split())[:1000], advice=advice,
        )  # fmt: skip


def _read(item: Input, limit: int) -> tuple[bytes, tuple[int, int, int]]:
    """The bytes of an input, and (size, mtime, ctime) of the file that they are of.

    A file that changes while it is read is read again; if it does not keep still, that is a fault.
    """
    if item.path is None:
        return read_bytes(item, limit), (-1, -1, -1)
    for _ in range(3):
        before = _stat(item.path)
        data = read_bytes(item, limit)
        after = _stat(item.path)
        if before == after and (after[0] == len(data) or after[0] == 0):
            return data, _settled(after)
    raise UnreadableError("changes while it is read", file=item.name, advice="run again when it is whole")


def _stat(path: Path) -> tuple[int, int, int]:
    try:
        status = os.stat(path)  # noqa: PTH116
    except OSError:
        return (-1, -1, -1)
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _settled(stat: tuple[int, int, int]) -> tuple[int, int, int]:
    """The times of a file, unless it was changed so lately that another change could leave them as they are:
    a file system's clock goes on in steps of some milliseconds.
    """
    lately = abs(time.time_ns() - max(stat[1:])) < 50_000_000
    return (stat[0], -2, -2) if lately else stat


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _digest_of(names: tuple[str, ...]) -> str:
    return sha256(repr(names).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _content(content: bytes | None, path: Path) -> Any:
    return io.BytesIO(content) if content is not None else path.open("rb")


def _counted(tree: Any) -> dict[str, Any]:
    """What was tagged, as the end of a run tells it."""
    from tei_tools.encoding import _counts

    return {"tags": _counts.counts(tree), "entries": _counts.entities(tree)}
