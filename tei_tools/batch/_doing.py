"""One task: read the input once, do the steps that do not hold any more, say what came of it."""

from __future__ import annotations

import contextlib
import io
import logging
import time
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tei_tools.batch import Known, Made, Outcome, Result, Task
from tei_tools.batch._causes import ADVICE, cause_of
from tei_tools.batch._file_state import read, settled, state_of
from tei_tools.batch._parts import is_file_of
from tei_tools.batch._steps import Steps, counted
from tei_tools.errors import TeiToolsError, UnreadableError
from tei_tools.inputs import Input

if TYPE_CHECKING:
    from tei_tools.batch._fingerprints import Step
    from tei_tools.batch._work import Worker

__all__ = ["Doing"]


# So often an encoding is looked at again that somebody works on at this moment.
_TRIES = 3


class _Stopped(Exception):  # noqa: N818 (no error: the steps after a failed one are not done)
    pass


class _ChangedMeanwhile(Exception):  # noqa: N818 (no error: it is looked at again)
    pass


class Doing:
    """One task that is being done; whatever is wrong with its input, it raises nothing for that."""

    def __init__(self, worker: Worker, task: Task) -> None:
        self.worker = worker
        self.task = task
        self.known = dict(task.known)
        self.results: list[Result] = []
        self.lines: list[str] = []
        # Files whose times are others than the ledger says, and whose content is not.
        self.seen: tuple[Made, ...] = ()
        self.steps = Steps(worker, task, self.lines)

    def outcome(self) -> Outcome:
        task = self.task
        try:
            data, stat = read(task.item, self.worker.max_size)
        except Exception as fault:
            first = self.worker.work.steps[0] if self.worker.work.steps else None
            name = first.name if first else "read"
            result = self._failure(name, fault, first.fingerprint if first else "")
            return Outcome(task.id, results=(result,), lines=tuple(self.lines))
        digest = sha256(data).hexdigest()
        for _ in range(_TRIES):
            try:
                with contextlib.suppress(_Stopped):
                    self._all(data, digest)
                break
            except _ChangedMeanwhile:
                self.results.clear()
        return Outcome(task.id, digest, stat, tuple(self.results), tuple(self.lines))

    def _all(self, data: bytes, digest: str) -> None:
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
                self.results.append(Result(step.name, "kept", wanted, made=self.seen))
                if step.name == "encode":
                    tei, source = None, known.made[0][1]
            else:
                if tei is None:
                    tei = self._made_before(source)
                    source = wanted = sha256(tei).hexdigest()
                self._one(step, wanted, partial(self._do, step.name, tei, item, name))
                if step.name == "encode":
                    tei, source = self.steps.tei, self.results[-1].made[0].digest
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
        self.seen = ()
        return all(self._stands(*made) for made in known.made)

    def _stands(self, path: str, digest: str, size: int, mtime: int) -> bool:
        """Whether an output is what the ledger says: it is read where its time is another."""
        whole = self.worker.output / path
        state = state_of(whole)
        if state[0] != size:
            return False
        if mtime in (0, state[1]):
            return True
        if not is_file_of(whole, digest, size):
            return False
        self.seen += (Made("", (path,), digest, size, settled(state)[1]),)
        return True

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
        is_there = state_of(self.worker.output / self.task.target)[0] >= 0
        return is_there and not self._stands(self.task.target, *known.made[0][1:])

    def _adopted(self, step: Step, source: str) -> bytes:
        """An encoding that somebody worked on is kept as it is, and all else is made of it."""
        path = self.worker.output / self.task.target
        mtime = settled(state_of(path))[1]
        data = path.read_bytes()
        made = Made("", (self.task.target,), sha256(data).hexdigest(), len(data), mtime)
        from tei_tools.parsing import parse

        detail: dict[str, Any] = {"edited": True}
        with contextlib.suppress(TeiToolsError):
            detail |= counted(parse(data, self.task.target, self.worker.max_size))
        self.results.append(Result(step.name, "done", source, step.fingerprint, made=(made,), detail=detail))
        return data

    def _made_before(self, digest: str) -> bytes:
        """The TEI that an earlier run made, if it is still that."""
        path = self.worker.output / self.task.target
        try:
            data = path.read_bytes()
        except OSError:
            data = b""
        if sha256(data).hexdigest() != digest:
            raise _ChangedMeanwhile
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
            return self.steps.encode(tei)
        whole = Input(item.name, len(tei), partial(io.BytesIO, tei), item.path)
        if step == "validate":
            return self.steps.validate(whole)
        return self.steps.convert(step, whole, name)

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


def _digest_of(names: tuple[str, ...]) -> str:
    return sha256(repr(names).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _content(content: bytes | None, path: Path) -> Any:
    return io.BytesIO(content) if content is not None else path.open("rb")
