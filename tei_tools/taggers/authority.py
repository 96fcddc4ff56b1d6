"""The names of the project's authority file, wherever the text has them: they win before all other taggers.

A tag carries ``@ref`` with the entity's identifier where one entity alone has that name; where several share
it, the tag has none, and identity has to find out. A name that is only a part of a longer one that the rules
know is left to that ("Gorbachev" in "Gorbachev Foundation Archive"); a person's is widened to the whole
("President Gorbachev").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tei_tools.sources import SourceDocument
from tei_tools.taggers import Context, Tag
from tei_tools.taggers._name_cues import cues_for
from tei_tools.taggers._name_parts import parts_of
from tei_tools.taggers._name_rules import names_by_rules
from tei_tools.taggers._name_tokens import POINT, UPPER, Token, tokens_of
from tei_tools.taggers._name_words import Found

if TYPE_CHECKING:
    from tei_tools.identity import Authority, Entity

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
AFTER: tuple[str, ...] = ()

_SURE, _SHARED = 0.99, 0.75
_Names = dict[str, list[tuple[tuple[str, ...], list["Entity"]]]]


def tag(document: SourceDocument, context: Context) -> Iterable[Tag]:
    """A tag for each longest name of the authority file in the text, none overlapping another."""
    if context.authority is None:
        return
    language = context.language or "en"
    names = _by_first_word(context.authority, language)
    german = language.split("-")[0].lower() == "de"
    blocks = tokens_of(document, language)
    by_rules = names_by_rules(blocks, context.resources.gazetteer(), cues_for(language))
    for tokens, longer in zip(blocks, by_rules, strict=True):
        around = {index: name for name in longer for index in range(name.first, name.last)}
        index = 0
        while index < len(tokens):
            found = _longest(tokens, index, names, german)
            if found is None:
                index += 1
                continue
            last, entities = found
            yield from _tags(tokens, index, last, around.get(index), entities, language)
            index = last


def _by_first_word(authority: Authority, language: str) -> _Names:
    """For each first word the names that begin with it, longest first."""
    found: dict[tuple[str, ...], list[Entity]] = {}
    for entity in authority.entities:
        for name in dict.fromkeys((entity.name, *entity.variants)):
            words = _words_of(name, language)
            if words and entity not in found.setdefault(words, []):
                found[words].append(entity)
    names: _Names = {}
    for words, entities in found.items():
        names.setdefault(words[0].casefold(), []).append((words, entities))
    for same in names.values():
        same.sort(key=lambda item: (-len(item[0]), item[0]))
    return names


def _words_of(name: str, language: str) -> tuple[str, ...]:
    return tuple(token.text for token in _tokens_of(name, language))


def _tokens_of(name: str, language: str) -> list[Token]:
    from tei_tools.sources import Block

    alone = SourceDocument("", "", "", name, (Block("paragraph", 0, len(name)),))
    return [token for tokens in tokens_of(alone, language) for token in tokens]


def _longest(tokens: list[Token], index: int, names: _Names, german: bool) -> tuple[int, list[Entity]] | None:
    for words, entities in names.get(tokens[index].text.casefold(), ()):
        if _matches(tokens, index, words, german=False):
            return index + len(words), entities
    if german:
        # The genitive: Goethes, Frankfurts.
        first = tokens[index].small
        for key in (first, first[:-1]) if first.endswith("s") else (first,):
            for words, entities in names.get(key, ()):
                if _matches(tokens, index, words, german=True):
                    return index + len(words), entities
    return None


def _matches(tokens: list[Token], index: int, words: tuple[str, ...], german: bool) -> bool:
    if index + len(words) > len(tokens):
        return False
    last = len(words) - 1
    for offset, word in enumerate(words):
        token = tokens[index + offset]
        if token.text == word or (token.shape == UPPER and token.text == word.upper()):
            continue
        if german and offset == last and token.text == word + "s" and token.shape != POINT:
            continue
        return False
    return True


def _tags(
    tokens: list[Token], first: int, last: int, longer: Found | None, entities: list[Entity], language: str
) -> Iterator[Tag]:
    kind = entities[0].kind
    if any(entity.kind != kind for entity in entities):
        return
    if longer is None or longer.last - longer.first <= last - first or longer.last < last:
        longer = None
    elif longer.kind != "person" or kind != "person":
        return
    entity = entities[0]
    alone = len(entities) == 1
    attributes = {"ref": f"#{entity.identifier}"} if alone else {}
    confidence = _SURE if alone else _SHARED
    notes = () if alone else (f"{len(entities)} entries of the authority file have the name {entity.name!r}",)
    start, end = tokens[first].start, tokens[last - 1].end
    if kind == "organisation":
        yield Tag(start, end, "orgName", attributes, confidence, "authority", notes=notes)
    elif kind == "place":
        element = "geogName" if entity.place_type == "geogName" else "placeName"
        if element == "placeName" and entity.place_type and alone:
            attributes["type"] = entity.place_type
        yield Tag(start, end, element, attributes, confidence, "authority", notes=notes)
    elif longer is not None:
        start, end = tokens[longer.first].start, tokens[longer.last - 1].end
        yield Tag(start, end, "persName", attributes, confidence, "authority", notes=notes)
        for part in parts_of(tokens[longer.first : longer.last], language):
            yield Tag(part.start, part.end, part.element, {}, confidence, "authority")
    else:
        yield Tag(start, end, "persName", attributes, confidence, "authority", notes=notes)
        if alone and entity.parts:
            yield from _parts(tokens[first:last], entity, confidence)
        elif last - first > 1:
            for part in parts_of(tokens[first:last], language):
                yield Tag(part.start, part.end, part.element, {}, confidence, "authority")
        elif alone:
            element = _part_alone(tokens[first], entities, language)
            yield Tag(start, end, element, {}, confidence, "authority")


def _part_alone(token: Token, entities: list[Entity], language: str) -> str:
    """What a word alone is in the longer names of its entries: a forename in some and a surname in none."""
    found = set()
    for name in {name for entity in entities for name in (entity.name, *entity.variants)}:
        tokens = _tokens_of(name, language)
        if len(tokens) > 1:
            words = {each.start: each.text for each in tokens}
            found |= {
                part.element
                for part in parts_of(tokens, language)
                if words.get(part.start) in (token.text, token.text.removesuffix("s"))
            }
    return "forename" if "forename" in found and "surname" not in found else "surname"


def _parts(tokens: list[Token], entity: Entity, confidence: float) -> Iterator[Tag]:
    words = [token for token in tokens if token.shape != POINT]
    for part in entity.parts:
        wanted = part.words.split()
        for index in range(len(words) - len(wanted) + 1):
            if [token.text for token in words[index : index + len(wanted)]] == wanted:
                last = words[index + len(wanted) - 1]
                yield Tag(words[index].start, last.end, part.element, {}, confidence, "authority")
                break
