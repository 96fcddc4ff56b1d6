"""The desk: what comes next, decisions taken, undone, written down at once and put into the TEI files.

A decision is on the disk (in the log) before :meth:`Desk.decide` returns. The TEI file follows a moment
later, in :meth:`Desk.flush`; if the program is killed between the two, the next desk puts it in. Tags that
are put or moved are tried on the file first, so that what cannot be tagged is refused and not decided.
"""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from tei_tools.decisions import CONTEXT, Decision, Tagged, Verdict, append, log_of, standing
from tei_tools.errors import TeiToolsError, UsageError
from tei_tools.importing._source import RefusedError
from tei_tools.reviewing import KINDS, Proposal, Reviewer
from tei_tools.reviewing._applying import Applied, Step, applied
from tei_tools.reviewing._documents import (
    Document,
    Key,
    key_of,
    opened,
    proposal_of,
    reread,
    work_of,
)
from tei_tools.reviewing._feasible import Feasible
from tei_tools.reviewing._shelf import Shelf
from tei_tools.reviewing._writing import Writer

# So many documents are kept open; one that is opened again is read again.
_OPEN = 16
# So many are ready for tags to be put into them without being read again.
_READY = 2
XML_ID = "xml:id"


@dataclass(frozen=True, slots=True)
class Action:
    """What is to become of one tag of a document: ``before`` is the tag (``None``: a new one), ``element``,
    ``start``, ``end`` what it is to be, ``attributes`` those to set (``None`` takes one away).
    """

    path: str
    before: Key | None
    verdict: Verdict
    element: str = ""
    start: int = 0
    end: int = 0
    attributes: tuple[tuple[str, str | None], ...] = ()


@dataclass(slots=True)
class Result:
    """What was decided, and what could not be and why."""

    decided: list[Decision] = field(default_factory=list)
    refused: list[tuple[Action, str]] = field(default_factory=list)


class Desk:
    """The documents below a folder while one person reviews them; safe to use from several threads."""

    def __init__(
        self,
        folder: Path,
        reviewer: Reviewer,
        *,
        cache: Path | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.folder = folder.resolve()
        self.reviewer = reviewer
        self.shelf = Shelf(self.folder, cache)
        self.notices: list[str] = []
        self._clock = clock
        self._lock = threading.RLock()
        # Files are written beside the deciding; who needs them as they are waits for this first.
        self._files = threading.RLock()
        self._writer = Writer()
        self._feasible: OrderedDict[str, Feasible] = OrderedDict()
        self._documents: OrderedDict[str, Document] = OrderedDict()
        self._done: list[list[tuple[str, str]]] = []
        self._late: dict[str, str] = {}
        self._seen: dict[str, tuple[int, int]] = {}

    def close(self) -> None:
        """Put everything into the files, and let go of them."""
        self.flush()
        self._writer.close()
        self.shelf.close()

    def document(self, path: str) -> Document:
        """A document of the folder, opened if need be. Raises
        :class:`~tei_tools.errors.UsageError` for what is not in it, and what cannot be read as
        :class:`~tei_tools.errors.UnreadableError`.
        """
        with self._lock:
            known = self._documents.get(path)
            if known is not None and not known.steps and self._state(known) != self._seen.get(path):
                self._tell(f"{path} was changed elsewhere meanwhile, and is shown as it is now")
                del self._documents[path]
                self._feasible.pop(path, None)
                known = None
            if known is not None:
                self._documents.move_to_end(path)
                return known
            file = self._inside(path)
            document = opened(file, path)
            self._documents[path] = document
            self._enter(document)
            self._tell_lost(document)
            for other in [name for name, each in self._documents.items() if not each.steps][:-1]:
                if len(self._documents) <= _OPEN:
                    break
                if other != path:
                    del self._documents[other]
            return document

    def decide(self, actions: Sequence[Action]) -> Result:
        """Take decisions together: they are undone together too."""
        try:
            with self._lock:
                return self._decided(actions, with_files=False)
        except _NeedsFilesError:
            # In this order always: who writes files holds them first.
            with self._files, self._lock:
                return self._decided(actions, with_files=True)

    def _decided(self, actions: Sequence[Action], *, with_files: bool) -> Result:
        result = Result()
        by_path: dict[str, list[Action]] = {}
        for action in actions:
            by_path.setdefault(action.path, []).append(action)
        made = [
            (document, self._possible(document, several, result, with_files=with_files))
            for path, several in by_path.items()
            for document in (self.document(path),)
        ]
        together: list[tuple[str, str]] = []
        for document, pairs in made:
            self._take(document, pairs, result, together)
        if together:
            self._done.append(together)
        return result

    def undo(self) -> Result:
        """Take back what was decided last, in this session or, before it, by this reviewer."""
        result = Result()
        with self._files, self._lock:
            together = self._done.pop() if self._done else self._last_of_before()
            for path, identifier in reversed(together):
                document = self.document(path)
                decision = next((each for each in document.decisions if each.id == identifier), None)
                if decision is not None:
                    self._withdraw(document, decision, result)
        return result

    def flush(self) -> list[str]:
        """Put what was decided into the TEI files; gives what went wrong. It is tried again next time."""
        with self._lock:
            paths = [path for path, document in self._documents.items() if document.steps]
        return [fault for path in paths if (fault := self._flush(path))]

    def prepare(self, path: str) -> None:
        """Make ready for tags to be put into a document; of a large one that takes a second."""
        with self._lock:
            document = self._documents.get(path)
            if document is None or path in self._feasible:
                return
            file = document.path
        try:
            made = Feasible(file.read_bytes(), path)
        except (RefusedError, TeiToolsError, OSError):
            return
        with self._lock:
            document = self._documents.get(path)
            if document is None or made.text_sha256 != document.text_sha256:
                return
            for step in document.steps:
                made.touch(step)
            self._feasible[path] = made
            while len(self._feasible) > _READY:
                self._feasible.popitem(last=False)

    @property
    def waiting(self) -> int:
        """How many documents have decisions that are not in their file yet."""
        with self._lock:
            return sum(1 for each in self._documents.values() if each.steps)

    def _inside(self, path: str) -> Path:
        file = (self.folder / path).resolve()
        if not file.is_relative_to(self.folder) or not file.is_file():
            raise UsageError("is no document of this folder", file=path)
        return file

    def _possible(
        self, document: Document, actions: list[Action], result: Result, *, with_files: bool
    ) -> list[tuple[Decision, Step]]:
        """The decisions that can be taken; the others are refused."""
        pairs: list[tuple[Action, Decision, Step]] = []
        for action in actions:
            try:
                pairs.append((action, *self._decision(document, action)))
            except RefusedError as why:
                result.refused.append((action, str(why)))
        structural = [each for each in pairs if each[2].after and each[2].structural]
        if structural:
            refused = self._tried(document, [step for _, _, step in structural], with_files=with_files)
            result.refused += [(structural[number][0], reason) for number, reason in refused.items()]
            bad = {id(structural[number][1]) for number in refused}
            pairs = [each for each in pairs if id(each[1]) not in bad]
        return [(decision, step) for _, decision, step in pairs]

    def _take(
        self,
        document: Document,
        pairs: list[tuple[Decision, Step]],
        result: Result,
        together: list[tuple[str, str]],
    ) -> None:
        if not pairs:
            return
        append(log_of(document.path), [decision for decision, _ in pairs])
        for decision, step in pairs:
            document.decisions.append(decision)
            document.by_decision[decision.id] = step
            document.take(step)
            self._touch(document, step)
            self.shelf.put(document.name, step.before, step.after)
            together.append((document.name, decision.id))
            result.decided.append(decision)

    def _decision(self, document: Document, action: Action) -> tuple[Decision, Step]:
        text = document.text
        before = document.tag(action.before) if action.before else None
        if action.before and before is None:
            raise RefusedError("is not there any more")
        if action.verdict == "rejected":
            assert before is not None
            return self._made(document, action.verdict, before, None), Step(before, None)
        element = action.element or (before.element if before else "")
        start, end = (before.start, before.end) if before and not action.end else (action.start, action.end)
        if element not in KINDS or not 0 <= start < end <= len(text):
            raise RefusedError(f"{element or 'nothing'} cannot stand at {start} to {end}")
        attributes = dict(before.attributes) if before and before.element == element else {}
        if before and before.get(XML_ID):
            attributes[XML_ID] = before.get(XML_ID)
        for name, value in action.attributes:
            if value is None:
                attributes.pop(name, None)
            else:
                attributes[name] = value
        attributes["cert"] = "high"
        attributes["resp"] = f"#{self.reviewer.id}"
        tag = Tagged(element, start, end, tuple(attributes.items()))
        after = proposal_of(tag, text, self.reviewer.name)
        other = document.tag(key_of(tag))
        if other is not None and (before is None or other is not before):
            raise RefusedError(f"{after.exact!r} is tagged so already")
        return self._made(document, action.verdict, before, tag), Step(before, after)

    def _made(
        self, document: Document, verdict: Verdict, before: Proposal | None, tag: Tagged | None
    ) -> Decision:
        proposal = Tagged(before.element, before.start, before.end, before.attributes) if before else None
        place = tag or proposal
        assert place is not None
        text = document.text
        return Decision(
            secrets.token_hex(8),
            document.text_sha256,
            verdict,
            text[place.start : place.end],
            text[max(0, place.start - CONTEXT) : place.start],
            text[place.end : place.end + CONTEXT],
            proposal,
            tag,
            self.reviewer.name,
            self._clock().strftime("%Y-%m-%dT%H:%M:%SZ"),
        )

    def _tried(self, document: Document, steps: list[Step], *, with_files: bool) -> dict[int, str]:
        """Which of these cannot be put into the file, and why."""
        ready = self._feasible.get(document.name)
        if ready is not None and ready.text_sha256 == document.text_sha256 and _apart(steps):
            judged = [ready.judged(step) for step in steps]
            if all(known for known, _ in judged):
                return {number: why for number, (_, why) in enumerate(judged) if why is not None}
        if not with_files:
            raise _NeedsFilesError
        self._flush(document.name)
        try:
            source = document.path.read_bytes()
            return applied(source, steps, document.name).refused
        except (TeiToolsError, OSError) as fault:
            return dict.fromkeys(range(len(steps)), str(fault))

    def _withdraw(self, document: Document, decision: Decision, result: Result) -> None:
        step = document.by_decision.pop(decision.id, None)
        if step is None:
            before = decision.proposal and proposal_of(decision.proposal, document.text, "")
            after = decision.tag and proposal_of(decision.tag, document.text, decision.who)
            step = Step(before or None, after or None)
        withdrawal = Decision(
            secrets.token_hex(8), "", "withdrawn", "", "", "", None, None, self.reviewer.name,
            self._clock().strftime("%Y-%m-%dT%H:%M:%SZ"), decision.id,
        )  # fmt: skip
        append(log_of(document.path), [withdrawal])
        document.decisions.append(withdrawal)
        if step in document.steps:
            # Not in the file yet: then it need not be taken out of it.
            document.steps.remove(step)
            back = step.back()
            document.take(back)
            document.steps.remove(back)
        else:
            back = step.back(self._late.get(decision.id) or decision.markup)
            document.take(back)
        self._touch(document, back)
        self.shelf.put(document.name, back.before, back.after)
        result.decided.append(decision)

    def _last_of_before(self) -> list[tuple[str, str]]:
        """The last standing decision of this reviewer in the logs of the folder."""
        best: tuple[str, str, str] | None = None
        for path in self.shelf.paths():
            log = log_of(self.folder / path)
            if not log.is_file():
                continue
            document = self.document(path)
            for decision in standing(document.decisions):
                if decision.who == self.reviewer.name and (best is None or decision.when >= best[0]):
                    best = (decision.when, path, decision.id)
        return [best[1:]] if best else []

    def _flush(self, path: str) -> str | None:
        with self._files:
            for _ in range(3):  # someone else may edit the file again and again
                with self._lock:
                    document = self._documents.get(path)
                    if document is None or not document.steps:
                        return None
                    work = work_of(document)
                try:
                    day = self._clock().date().isoformat()
                    done = self._writer.write(work, len(document.text), self.reviewer, day)
                    with self._lock:
                        if done is not None:
                            self._put(document, work.steps, *done)
                            return None
                        reread(document)
                        self._feasible.pop(path, None)
                        self._tell(f"{path} was changed elsewhere; the decisions go into it as it is now")
                        self._tell_lost(document)
                        self._enter(document)
                except TeiToolsError as fault:
                    self._tell(str(fault))
                    return str(fault)
        return None

    def _put(self, document: Document, steps: tuple[Step, ...], made: Applied, now: str) -> None:
        """Note what is in the file now."""
        by_step = {id(step): identifier for identifier, step in document.by_decision.items()}
        for number, markup in made.markup.items():
            if identifier := by_step.get(id(steps[number])):
                self._late[identifier] = markup
        for why in made.refused.values():
            self._tell(f"{document.name}: {why}")
        document.digest = now
        put = {id(step) for step in steps}
        document.steps = [step for step in document.steps if id(step) not in put]
        self._enter(document)

    def _tell_lost(self, document: Document) -> None:
        for lost in document.lost:
            what = f"{lost.verdict} {lost.element} {lost.exact!r}"
            self._tell(f"{document.name}: {what}: its words are not found any more")

    def _enter(self, document: Document) -> None:
        state = self._state(document)
        self._seen[document.name] = state
        self.shelf.enter(document.name, state, document.text, document.tags)

    @staticmethod
    def _state(document: Document) -> tuple[int, int]:
        try:
            state = document.path.stat()
        except OSError:
            return -1, -1
        return state.st_size, state.st_mtime_ns

    def _touch(self, document: Document, step: Step) -> None:
        ready = self._feasible.get(document.name)
        if ready is not None:
            ready.touch(step)

    def _tell(self, notice: str) -> None:
        if notice not in self.notices[-50:]:
            self.notices.append(notice)


class _NeedsFilesError(Exception):
    """A decision hangs on what stands in a file, which somebody may be writing."""


def accept(path: str, tags: Iterable[Key]) -> list[Action]:
    """The actions that confirm these tags of a document."""
    return [Action(path, key, "accepted") for key in tags]


def _apart(steps: list[Step]) -> bool:
    """Whether these touch each other nowhere, so that each can be judged by itself."""
    spans = sorted(
        span
        for step in steps
        for span in {(min(s for s, _ in step.spans()), max(e for _, e in step.spans()))}
    )
    return all(end < start for (_, end), (start, _) in pairwise(spans))
