"""Steps (a tag is another tag, is gone, is there) → the bytes of a TEI file.

Every other byte stays. What is made is read again: where the words or the tags are not what was asked for,
the step is refused and the file stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tei_tools.editing import apply
from tei_tools.errors import TeiToolsError
from tei_tools.importing._source import RefusedError, Source
from tei_tools.reviewing import Proposal
from tei_tools.reviewing._placing import Places
from tei_tools.reviewing._proposals import found
from tei_tools.reviewing._tagging import Tagging

LARGEST = 200_000_000


@dataclass(frozen=True, slots=True)
class Step:
    """A tag before and after: ``None`` before is a new tag, ``None`` after is a tag that goes.

    ``markup`` is what stood between the bytes of the span before a step that this one takes back.
    """

    before: Proposal | None
    after: Proposal | None
    markup: str | None = None

    def back(self, markup: str | None = None) -> Step:
        """The step that takes this one back."""
        return Step(self.after, self.before, markup)

    @property
    def structural(self) -> bool:
        """Whether tags are put or taken, and not only named otherwise."""
        if self.before is None or self.after is None:
            return True
        return (self.before.start, self.before.end) != (self.after.start, self.after.end)

    def spans(self) -> list[tuple[int, int]]:
        """The stretches of text that it touches."""
        return [(each.start, each.end) for each in (self.before, self.after) if each is not None]


@dataclass(slots=True)
class Applied:
    """A file after steps: its bytes, which steps are in it, which are not and why, what was taken away."""

    content: bytes
    done: set[int] = field(default_factory=set)
    refused: dict[int, str] = field(default_factory=dict)
    markup: dict[int, str] = field(default_factory=dict)


def applied(source: bytes, steps: Sequence[Step], name: str) -> Applied:
    """``source`` with the steps in it, one after the other. Raises
    :class:`~tei_tools.errors.UnreadableError` for a file that is no XML.
    """
    result = Applied(source)
    for batch in _batches(steps):
        if not _together(result, steps, batch, name) and len(batch) > 1:
            for number in batch:
                _together(result, steps, [number], name)
    return result


def encoding_of(source: bytes, name: str) -> str:
    """The encoding of a file in which bytes can be edited; refused where it is none."""
    from tei_tools.validation._document import encoding_of as said

    encoding = said(source).removesuffix("-sig")
    if encoding.startswith(("utf-16", "utf-32")):
        raise RefusedError(f"{name} is {encoding.upper()}, which is not edited; save it as UTF-8")
    return encoding


def _together(result: Applied, steps: Sequence[Step], batch: list[int], name: str) -> bool:
    """Take these steps at once; where that fails for one of several, take none."""
    from tei_tools.parsing import parse

    source = result.content
    tree = parse(source, name, LARGEST)
    plain, pairs = found(tree)
    here: dict[tuple[str, int, int], Any] = {}
    for element, proposal in reversed(pairs):
        here[proposal.element, proposal.start, proposal.end] = (element, proposal)
    try:
        encoding = encoding_of(source, name)
        tagging = Tagging(Places(Source(source, tree.getroot()), plain, encoding))
        for number in batch:
            _take(tagging, steps[number], here, result, number)
        edits = tagging.all()
        content = apply(source, edits, None, encoding=encoding) if edits else source
        if edits:
            _check(content, name, plain.text, [steps[number] for number in batch])
    except (RefusedError, TeiToolsError) as why:
        for number in batch:
            result.markup.pop(number, None)
        if len(batch) == 1:
            result.refused[batch[0]] = str(why)
        return False
    result.content = content
    result.done.update(batch)
    return True


def _take(tagging: Tagging, step: Step, here: dict[Any, Any], result: Applied, number: int) -> None:
    before, after = step.before, step.after
    there = here.get((after.element, after.start, after.end)) if after else None
    was = here.get((before.element, before.start, before.end)) if before else None
    if after is None:
        if was is not None:
            result.markup[number] = tagging.markup(was[0])
            tagging.remove(was[0])
        return
    wanted = dict(after.attributes)
    if there is not None:
        tagging.set(there[0], _differing(dict(there[1].attributes), wanted, before))
    elif was is not None and before is not None:
        changes = _differing(dict(was[1].attributes), wanted, before)
        result.markup[number] = tagging.markup(was[0])
        if step.markup is not None or (before.start, before.end) != (after.start, after.end):
            tagging.move(was[0], after.element, after.start, after.end, changes, step.markup)
        else:
            tagging.rename(was[0], after.element, changes)
    elif before is None:
        tagging.put(after.element, after.start, after.end, wanted, step.markup)
    else:
        raise RefusedError(f"there is no {before.element} {before.exact!r} at {before.start} any more")


def _differing(now: dict[str, str], wanted: dict[str, str], before: Proposal | None) -> dict[str, str | None]:
    """The attributes to write: those that are wanted, and away with those that the step takes away."""
    changes: dict[str, str | None] = {name: value for name, value in wanted.items() if now.get(name) != value}
    if before is not None:
        changes.update({name: None for name, _ in before.attributes if name not in wanted and name in now})
    return changes


def _check(content: bytes, name: str, text: str, steps: Iterable[Step]) -> None:
    """Raise :class:`RefusedError` where the file does not say what was asked for."""
    from tei_tools.parsing import parse

    plain, pairs = found(parse(content, name, LARGEST))
    if plain.text != text:
        raise RefusedError("the words of the document would change")
    there = {(proposal.element, proposal.start, proposal.end) for _, proposal in pairs}
    for step in steps:
        if step.after and (step.after.element, step.after.start, step.after.end) not in there:
            raise RefusedError(f"{step.after.exact!r} cannot be tagged there")


def _batches(steps: Sequence[Step]) -> Iterable[list[int]]:
    """Steps that can be taken at once, in their order: those that put or take tags touch no others."""
    batch: list[int] = []
    every: list[tuple[int, int]] = []
    structural: list[tuple[int, int]] = []
    exact: set[tuple[int, int]] = set()
    for number, step in enumerate(steps):
        spans = step.spans()
        near = every if step.structural else structural
        clash = any(span in exact for span in spans) or any(
            start <= other_end and other_start <= end
            for other_start, other_end in near
            for start, end in spans
        )
        if batch and clash:
            yield batch
            batch, every, structural, exact = [], [], [], set()
        batch.append(number)
        every += spans
        exact.update(spans)
        if step.structural:
            structural += spans
    if batch:
        yield batch
