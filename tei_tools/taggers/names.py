"""Persons, places and organisations, and the parts of persons' names, by gazetteer, rules of context, and a
statistical model over both; by rules alone in a language that the model does not know, or without its file.

``persName`` (with ``roleName``, ``forename``, ``surname``, ``nameLink``, ``addName``, ``genName`` proposed
inside it, TEI Guidelines chapter 14.2.1), ``placeName`` with ``@type`` ``settlement``, ``country``,
``region`` or ``bloc`` where known (14.2.3), ``geogName`` for rivers, seas and mountains, ``orgName``
(14.2.2). Nothing is tagged inside code, addresses of the web or of e-mail, or words that the authority
tagger has claimed. The option ``model`` is the file of a project's own model (``tei-tools train``).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path

from tei_tools.sources import SourceDocument
from tei_tools.taggers import Context, Tag
from tei_tools.taggers._gazetteer import Gazetteer
from tei_tools.taggers._name_cues import cues_for
from tei_tools.taggers._name_learned import LANGUAGES, names_by_model
from tei_tools.taggers._name_limits import with_right_limits
from tei_tools.taggers._name_parts import parts_of
from tei_tools.taggers._name_rules import names_by_rules
from tei_tools.taggers._name_tokens import Token, tokens_of
from tei_tools.taggers._name_words import Found, Words, end_of

ELEMENTS = (
    "persName",
    "placeName",
    "geogName",
    "orgName",
    "roleName",
    "forename",
    "surname",
    "nameLink",
    "addName",
    "genName",
)
AFTER = ("authority",)

_WHOLES = frozenset(("persName", "placeName", "geogName", "orgName"))
_PLACE_TYPES = frozenset(("settlement", "country", "region", "bloc"))


def tag(document: SourceDocument, context: Context) -> Iterable[Tag]:
    """Proposals for every name in the text; the parts of a person's name follow their whole."""
    language = context.language or "en"
    cues = cues_for(language)
    blocks = tokens_of(document, language)
    gazetteer = context.resources.gazetteer()
    own = context.options.get("model")
    known = language.split("-")[0].lower() in LANGUAGES
    model = context.resources.names_model(*([Path(own)] if own else [])) if known else None
    if model is None:
        found = names_by_rules(blocks, gazetteer, cues)
    else:
        found = names_by_model(blocks, gazetteer, cues, model)
    found = with_right_limits(blocks, found, Words(gazetteer, cues))
    parts = _parts_met(blocks, found, language)
    claimed = [tag.end for tag in claims] if (claims := _claims(context.tags)) else []
    for tokens, names in zip(blocks, found, strict=True):
        for name in names:
            at = bisect_right(claimed, tokens[name.first].start)
            if at < len(claims) and claims[at].start < tokens[name.last - 1].end:
                continue
            yield from _tags(tokens, name, language, parts, gazetteer)


def _parts_met(blocks: list[list[Token]], found: list[list[Found]], language: str) -> dict[str, str]:
    """Words of the longer names of persons with the part they are there: what they are where they stand
    alone."""
    met: dict[str, str] = {}
    for tokens, names in zip(blocks, found, strict=True):
        for name in names:
            if name.kind != "person" or name.last - name.first < 2:
                continue
            words = {token.start: token.small for token in tokens[name.first : name.last]}
            for part in parts_of(tokens[name.first : name.last], language):
                if part.element == "surname" or (part.element == "forename" and words[part.start] not in met):
                    met[words[part.start]] = part.element
    return met


def _claims(tags: tuple[Tag, ...]) -> list[Tag]:
    """The whole names of the authority tagger, in order; none overlaps another."""
    return sorted((tag for tag in tags if tag.tagger == "authority" and tag.element in _WHOLES), key=_start)


def _start(tag: Tag) -> int:
    return tag.start


def _tags(
    tokens: list[Token], name: Found, language: str, met: dict[str, str], gazetteer: Gazetteer
) -> Iterator[Tag]:
    start, end = tokens[name.first].start, end_of(tokens, name)
    confidence = round(name.confidence, 3)
    if name.kind == "person":
        yield Tag(start, end, "persName", {}, confidence, "names")
        if name.last - name.first == 1:
            word = tokens[name.first].small
            if cues_for(language).nouns_capital and word.endswith("s") and word not in met:
                word = word[:-1] if word[:-1] in met or gazetteer.word(word[:-1]).given else word
            element = met.get(word) or ("forename" if gazetteer.word(word).given else "surname")
            yield Tag(start, end, element, {}, confidence, "names")
            return
        for part in parts_of(tokens[name.first : name.last], language):
            yield Tag(part.start, part.end, part.element, {}, confidence, "names")
    elif name.kind == "organisation":
        yield Tag(start, end, "orgName", {}, confidence, "names")
    elif name.element == "geogName":
        yield Tag(start, end, "geogName", {}, confidence, "names")
    else:
        kind = "region" if name.element == "continent" else name.element
        yield Tag(
            start, end, "placeName", {"type": kind} if kind in _PLACE_TYPES else {}, confidence, "names"
        )
