"""A TEI file while it is reviewed: its text, its tags, its log, and what of it is not yet in the file."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tei_tools.decisions import Decision, Tagged, log_of, read
from tei_tools.decisions._outcomes import Outcome, outcomes
from tei_tools.editing import digest
from tei_tools.errors import UnreadableError
from tei_tools.importing._source import RefusedError
from tei_tools.reviewing import Proposal, Reviewer
from tei_tools.reviewing._applying import LARGEST, Applied, Step, applied
from tei_tools.reviewing._proposals import found
from tei_tools.reviewing._signing import signed, with_rejections

if TYPE_CHECKING:
    from tei_tools.text import PlainText

Key = tuple[str, int, int]


@dataclass(slots=True)
class Document:
    """One file. ``digest`` is that of its bytes when they were last read or written here."""

    path: Path
    name: str
    digest: str
    text: str
    text_sha256: str
    tags: list[Proposal]
    decisions: list[Decision]
    lost: list[Decision]
    steps: list[Step] = field(default_factory=list)
    by_decision: dict[str, Step] = field(default_factory=dict)
    _keys: dict[Key, Proposal] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._keys = {key_of(tag): tag for tag in reversed(self.tags)}

    def tag(self, key: Key) -> Proposal | None:
        """The tag with this element and span, as it stands after all that was decided."""
        return self._keys.get(key)

    def take(self, step: Step) -> None:
        """Let a tag be another in what is shown; the file follows."""
        if step.before is not None and key_of(step.before) in self._keys:
            gone = self._keys.pop(key_of(step.before))
            self.tags.remove(gone)
        if step.after is not None and key_of(step.after) not in self._keys:
            insort(self.tags, step.after, key=lambda tag: (tag.start, -tag.end))
            self._keys[key_of(step.after)] = step.after
        self.steps.append(step)


def key_of(tag: Proposal | Tagged) -> Key:
    """What a tag is told by."""
    return tag.element, tag.start, tag.end


def opened(path: Path, name: str) -> Document:
    """The document of a file; decisions of its log that the file lacks (the program was killed) are its
    steps. Raises :class:`~tei_tools.errors.UnreadableError`.
    """
    source = _bytes(path, name)
    plain, tags = _tags(source, name)
    decisions = read(log_of(path))
    document = Document(path, name, digest(source), plain.text, plain.sha256, tags, decisions, [])
    known, document.lost = outcomes(decisions, plain.text, plain.sha256)
    for step in _missing(document, known):
        document.take(step)
    return document


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be put into a file: taken while nobody decides, done while they may."""

    path: Path
    name: str
    digest: str
    steps: tuple[Step, ...]
    decisions: tuple[Decision, ...]


def work_of(document: Document) -> Work:
    """What the file lacks now."""
    return Work(
        document.path, document.name, document.digest, tuple(document.steps), tuple(document.decisions)
    )


def written(work: Work, reviewer: Reviewer, day: str) -> tuple[Applied, str] | None:
    """Put the steps into the file: what was done, and the digest of the file now. ``None``, and nothing is
    written, where the file is another than it was: someone else edits it.

    Raises :class:`~tei_tools.errors.TeiToolsError` where the file cannot be read or written.
    """
    from tei_tools.writing import write

    source = _bytes(work.path, work.name)
    if digest(source) != work.digest:
        return None
    made = applied(source, work.steps, work.name)
    content = made.content
    try:
        content = with_rejections(content, work.name, work.decisions, reviewer)
        if content != source:
            content = signed(content, work.name, reviewer, day)
    except RefusedError:
        pass  # a file without a header has the decisions in its log alone
    if content != source:
        write(work.path, content, force=True)
    return made, digest(content)


def reread(document: Document) -> None:
    """Take the file as it is now; what was decided and is not in it yet is found again by its words.

    Raises :class:`~tei_tools.errors.UnreadableError`.
    """
    _reread(document, _bytes(document.path, document.name))


def proposal_of(tag: Tagged, text: str, by: str) -> Proposal:
    """A decision's tag as a proposal that was decided on."""
    cert = dict(tag.attributes).get("cert", "")
    return Proposal(tag.element, tag.start, tag.end, text[tag.start : tag.end], cert, by, tag.attributes)


def _reread(document: Document, source: bytes) -> None:
    """Take the file as it is now; what was decided and is not in it yet is found again by its words."""
    plain, tags = _tags(source, document.name)
    document.digest, document.text, document.text_sha256 = digest(source), plain.text, plain.sha256
    document.tags, document.steps = tags, []
    document.__post_init__()
    known, document.lost = outcomes(document.decisions, plain.text, plain.sha256)
    for step in _missing(document, known):
        document.take(step)


def _missing(document: Document, known: Iterable[Outcome]) -> list[Step]:
    """The steps from what the file has to what was decided."""
    steps = []
    for outcome in known:
        there = outcome.tag and document.tag(key_of(outcome.tag))
        before = next((tag for each in reversed(outcome.before) if (tag := document.tag(key_of(each)))), None)
        if outcome.tag is None:
            if before is not None:
                steps.append(Step(before, None))
            continue
        after = proposal_of(outcome.tag, document.text, outcome.last.who)
        if there:
            if set(after.attributes) - set(there.attributes):
                steps.append(Step(there, after))
            if before is not None and before is not there:
                steps.append(Step(before, None))
        elif before is not None or outcome.last.verdict == "added" or not outcome.before:
            steps.append(Step(before, after))
        else:
            document.lost.append(outcome.last)
    return steps


def _tags(source: bytes, name: str) -> tuple[PlainText, list[Proposal]]:
    from tei_tools.parsing import parse

    plain, pairs = found(parse(source, name, LARGEST))
    return plain, [proposal for _, proposal in pairs]


def _bytes(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise UnreadableError(f"can't be read: {fault.strerror}", file=name) from None
