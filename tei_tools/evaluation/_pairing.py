"""Texts by their ids, and one text in two spellings of its white space."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tei_tools.errors import UnreadableError
from tei_tools.evaluation import Marked, Span

_AHEAD = 20


def in_pairs(gold: Iterable[Marked], found: Iterable[Marked]) -> list[tuple[Marked, Marked]]:
    """See :func:`tei_tools.evaluation.paired`."""
    wanted = list({(each.source, each.id): each for each in gold}.values())
    given = list(found)
    if len(wanted) == len(given) == 1:
        return [(wanted[0], _on(wanted[0], given[0]))]
    by_both = {(each.source, each.id): each for each in given}
    by_id = {each.id: each for each in given}
    if given and not any(each.id in by_id for each in wanted):
        raise UnreadableError(
            f"none of these texts is among those that people tagged: {given[0].id!r} is not",
            advice="texts are paired by their ids, TEI files by their paths in the folder without the ending",
        )
    pairs = []
    for each in wanted:
        other = by_both.get((each.source, each.id)) or by_id.get(each.id)
        nothing = replace(each, spans=(), fields=None if each.fields is None else ())
        pairs.append((each, nothing if other is None else _on(each, other)))
    return pairs


def _on(gold: Marked, found: Marked) -> Marked:
    """What was found, counted in the characters of the gold."""
    if not found.text or found.text == gold.text:
        return found
    ours, theirs = _visible(gold.text), _visible(found.text)
    one, other = ([text[at] for at in places] for text, places in ((gold.text, ours), (found.text, theirs)))
    if one != other:
        at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
        least = min(len(one), len(other)) if at is None else at
        place = theirs[least] if least < len(theirs) else len(found.text)
        here = ours[least] if least < len(ours) else len(gold.text)
        raise UnreadableError(
            f"the text of {found.id} is another from character {place} on: "
            f"{found.text[place : place + _AHEAD]!r} where people tagged {gold.text[here : here + _AHEAD]!r}",
            advice="tags of one text can be compared, not those of two",
        )
    # The number of visible characters before each place.
    before, count = [0], 0
    for character in found.text:
        count += not character.isspace()
        before.append(count)

    def moved(span: Span) -> Span | None:
        if not 0 <= span.start < span.end <= len(found.text):
            return span
        first, last = before[span.start], before[span.end]
        return replace(span, start=ours[first], end=ours[last - 1] + 1) if first < last else None

    def all_of(spans: Iterable[Span]) -> tuple[Span, ...]:
        return tuple(place for span in spans if (place := moved(span)) is not None)

    return replace(
        found,
        text=gold.text,
        spans=all_of(found.spans),
        fields=None if found.fields is None else all_of(found.fields),
    )


def _visible(text: str) -> list[int]:
    return [at for at, character in enumerate(text) if not character.isspace()]
