"""The program's own tags of marked texts: those that stand after its decisions between proposals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from tei_tools.evaluation import Marked, Span
from tei_tools.evaluation._reading import ELEMENTS, date_values
from tei_tools.sources import Block, SourceDocument

if TYPE_CHECKING:
    from tei_tools.api import Encoder
    from tei_tools.taggers import Tag


def by_encoder(gold: Iterable[Marked], encoder: Encoder) -> Iterator[Marked]:
    """See :func:`tei_tools.evaluation.tagged`."""
    for each in gold:
        if each.fields is not None:
            yield replace(each, spans=(), fields=_fields(each.text))
        else:
            yield replace(each, spans=tuple(_spans(each, encoder)))


def document_of(text: str, name: str, language: str) -> SourceDocument:
    """A text whose lines are its paragraphs; what XML cannot hold is a space, so that offsets stay."""
    from tei_tools.encoding._attributes import illegal_at
    from tei_tools.sources import Metadata

    while (bad := illegal_at(text)) is not None:
        text = text.replace(text[bad], " ")
    blocks, position = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("paragraph", position, position + len(line)))
        position += len(line) + 1
    return SourceDocument(name, "plain", "", text, tuple(blocks), metadata=Metadata(language=language))


def _spans(gold: Marked, encoder: Encoder) -> Iterator[Span]:
    from tei_tools.encoded import explained
    from tei_tools.encoding._attributes import cert

    language = gold.language if gold.language not in ("", "und") else "en"
    document = document_of(gold.text, gold.id, language)
    made = replace(encoder, language=language, date=_day(gold.date) or encoder.date, decisions=()).encoded(
        document
    )
    dropped = {
        (row["start"], row["end"], row["element"], row["tagger"])
        for row in explained(made)
        if row["outcome"] == "dropped"
    }
    kept = [tag for tag in made.tags if (tag.start, tag.end, tag.element, tag.tagger) not in dropped]
    named: dict[str, list[str]] = {}
    for tag in kept:
        if tag.attributes.get("ref") and tag.element in ELEMENTS:
            named.setdefault(tag.attributes["ref"], []).append(gold.text[tag.start : tag.end])
    for tag in kept:
        kind = ELEMENTS.get(tag.element)
        if kind is not None:
            who = tuple(
                words for ref in tag.attributes.get("who", "").split() for words in named.get(ref, ())
            )
            yield Span(
                tag.start,
                tag.end,
                kind,
                tag.attributes.get("ref", ""),
                _value(tag) if kind == "date" else (),
                speakers=who,
                cert=cert(tag.confidence),
                speaker=who,
            )


def _value(tag: Tag) -> tuple[str, ...]:
    return date_values(tag.attributes)


def _day(date: str | None) -> str | None:
    from tei_tools.records._edtf import is_edtf

    return date if date and is_edtf(date) and len(date) in (4, 7, 10) else None


def _fields(text: str) -> tuple[Span, ...]:
    from tei_tools.taggers._reference_fields import parse_reference

    return tuple(Span(field.start, field.end, field.kind) for field in parse_reference(text))
