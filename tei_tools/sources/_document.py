"""The end that all readers of this room share: an assembly and what was learnt on the way → a
SourceDocument.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace

from tei_tools.errors import UnreadableError
from tei_tools.sources import Dropped, Metadata, SourceDocument, Surface
from tei_tools.sources._assembly import Assembly, Leaf
from tei_tools.sources._dateline import DayOrder, authors, find_date, is_day
from tei_tools.sources._decoding import Decoded
from tei_tools.sources._lines import RULE, RULE_BETWEEN
from tei_tools.sources._plain_notes import label_notes

__all__ = ["cut", "document"]

_FIRST_WORDS = 160
# Formats whose files say nothing of notes but by their words.
_UNMARKED = frozenset(("plain", "pdf"))


def cut(words: str) -> str:
    """The first words of what was dropped, on one line, and how many characters were meant."""
    line = " ".join(words.split())
    if len(line) <= _FIRST_WORDS:
        return line
    return f"{line[:_FIRST_WORDS].rsplit(' ', 1)[0]} … ({len(line)} characters)"


def document(
    data: bytes,
    name: str,
    *,
    format: str,
    decoded: Decoded,
    assembly: Assembly,
    relabel: Callable[[list[Leaf]], None],
    order: DayOrder,
    metadata: Metadata,
    dropped: Sequence[Dropped],
    notes: Sequence[str] = (),
    surfaces: tuple[Surface, ...] = (),
) -> SourceDocument:
    """A reader's result; metadata that the file does not state is taken from its title, byline and dateline.

    Raises :class:`UnreadableError` where no words are left.
    """
    leaves: list[Leaf] = []
    rules: list[Dropped] = []

    def relabel_and_keep(found: list[Leaf]) -> None:
        relabel(found)
        if format in _UNMARKED:
            label_notes(found)
        rules.extend(_without_rules(found))
        leaves.extend(leaf for leaf in found if not leaf.drop)

    text, blocks, marks = assembly.finish(relabel_and_keep)
    if not text:
        raise UnreadableError(
            "no words of an article were found in the file",
            file=name,
            advice="look whether it is the right file",
        )
    all_dropped = [*decoded.dropped, *dropped, *rules]
    all_notes = [*decoded.notes, *notes]
    if assembly.forbidden:
        count = f"{assembly.forbidden} characters"
        all_dropped.append(Dropped(count, "characters that XML 1.0 forbids, written as references"))
        all_notes.append("Character references to characters that XML 1.0 forbids were left out.")
    all_dropped.extend(Dropped(cut(one), "a picture without words") for one in assembly.pictures_alone)
    return SourceDocument(
        name=name,
        format=format,
        digest=hashlib.sha256(data).hexdigest(),
        text=text,
        blocks=blocks,
        encoding=decoded.encoding,
        marks=marks,
        metadata=_completed(metadata, leaves, order),
        dropped=tuple(all_dropped),
        notes=tuple(all_notes),
        surfaces=surfaces,
    )


def _without_rules(leaves: Sequence[Leaf]) -> list[Dropped]:
    """Drops the paragraphs that are asterisks or dashes between two parts; they are marks of a rule."""
    kept = [leaf for leaf in leaves if not leaf.drop]
    found = [leaf for leaf in kept if leaf.kind == "paragraph" and RULE.fullmatch(leaf.words)]
    if len(found) == len(kept):
        return []  # nothing else is there
    for leaf in found:
        leaf.drop = leaf.rule = True
    return [Dropped(leaf.words, RULE_BETWEEN, leaf.line) for leaf in found]


def _completed(metadata: Metadata, leaves: Sequence[Leaf], order: DayOrder) -> Metadata:
    if metadata.title is None:
        metadata = replace(
            metadata, title=next((leaf.words for leaf in leaves if leaf.kind == "title"), None)
        )
    lines = [
        leaf.words
        for number, leaf in enumerate(leaves)
        if leaf.kind in ("byline", "dateline") or (number == 0 and is_day(leaf.words))
    ]
    if not metadata.authors:
        metadata = replace(metadata, authors=next((found for line in lines if (found := authors(line))), ()))
    if metadata.date is None:
        reading = next((one for line in lines if (one := find_date(line, order))), None)
        if reading is not None:
            metadata = replace(
                metadata,
                date=reading.value,
                date_alternative=reading.alternative,
                date_order=reading.order,
            )
    return metadata
