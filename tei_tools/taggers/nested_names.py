"""Names inside long names, where they are asked for: ``Chicago`` in ``University of Chicago Press``.

Looked into are the names of bodies, and of persons that a title is part of (``Archbishop of Canterbury``).
What is found there has three sources, in this order: the project's authority file, the names that the
document has elsewhere, and the gazetteer (places that are well known, or that a word like "of" leads to;
given name and surname). Never proposed are the whole words of the outer name, and a place inside a place.

It runs after all other taggers, so that these do not see its proposals: with it or without it the outer names
are the same.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tei_tools.sources import SourceDocument
from tei_tools.taggers import Context, Tag
from tei_tools.taggers._name_cues import cues_for
from tei_tools.taggers._name_parts import parts_of
from tei_tools.taggers._name_tokens import CAPITAL, INITIAL, POINT, UPPER, Token, tokens_of
from tei_tools.taggers._name_words import Words

if TYPE_CHECKING:
    from tei_tools.taggers._gazetteer import GazetteerEntry

ELEMENTS = ("placeName", "geogName", "orgName", "persName", "forename", "surname", "nameLink")
AFTER = (
    "authority",
    "dates",
    "heideltime",
    "language_model",
    "names",
    "quotations",
    "references",
    "spacy",
)
ON_REQUEST = True

_WHOLES = ("persName", "orgName", "placeName", "geogName")
_KINDS = {"person": "persName", "organisation": "orgName", "place": "placeName"}
_MOST_WORDS = 6
# A town in a name without a word that leads to it has to be well known; inhabitants.
_WELL_KNOWN = 100_000
_LED_TO = 5_000
_LEADS = frozenset(
    "of in at from near for von vom zu zum zur in im am bei aus de du des d' d’ à au aux en".split()
)
_SAINTS = frozenset("st saint sainte san santa santo sankt".split())
_ARTICLES = frozenset("the der die das den dem des le la les l' l’".split())
_PLACE_TYPES = frozenset(("settlement", "country", "region", "bloc"))


class _Known(NamedTuple):
    """What a name means elsewhere: its element, and the authority's entry where it is one."""

    element: str
    ref: str
    confidence: float


def tag(document: SourceDocument, context: Context) -> Iterable[Tag]:
    """Proposals inside the names that other taggers proposed, each not surer than the name around it."""
    language = context.language or "en"
    outers = [each for each in _longest(context.tags) if each.element in ("orgName", "persName")]
    if not outers:
        return
    tokens = [token for block in tokens_of(document, language) for token in block]
    starts = [token.start for token in tokens]
    words = Words(context.resources.gazetteer(), cues_for(language))
    known = _known(context, tokens, starts)
    for outer in outers:
        inside = tokens[bisect_left(starts, outer.start) : bisect_left(starts, outer.end)]
        if outer.element == "persName":
            inside = _role(inside, outer, context.tags, language)
        if len(inside) > 1:
            yield from _found(_Inside(inside, outer, words, known, language))


class _Inside(NamedTuple):
    tokens: list[Token]
    outer: Tag
    words: Words
    known: dict[tuple[str, ...], _Known]
    language: str


def _longest(tags: Sequence[Tag]) -> Iterator[Tag]:
    """The names of which none lies in another, in order."""
    reached = -1
    for each in sorted(tags, key=lambda each: (each.start, -each.end)):
        if each.element in _WHOLES and each.end > reached:
            reached = each.end
            yield each


def _known(context: Context, tokens: list[Token], starts: list[int]) -> dict[tuple[str, ...], _Known]:
    """The names of the document by their words; of persons with a forename the surname alone as well. Those
    of the authority file go before.
    """
    found: dict[tuple[str, ...], set[_Known]] = {}
    persons = {(each.start, each.end) for each in context.tags if each.element == "persName"}
    for each in context.tags:
        inside = tokens[bisect_left(starts, each.start) : bisect_left(starts, each.end)]
        said = _spoken(inside)
        if each.element in _WHOLES and said and (len(said) > 1 or each.element != "persName"):
            ref = each.attributes.get("ref", "")
            found.setdefault(said, set()).add(_Known(each.element, ref, 0.8))
            if each.element == "persName":
                for part in parts_of(inside, context.language or "en"):
                    if part.element == "surname" and (each.start, each.end) in persons and len(said) > 1:
                        own = _spoken(tokens[bisect_left(starts, part.start) : bisect_left(starts, part.end)])
                        found.setdefault(own, set()).add(_Known("persName", "", 0.75))
    known = {said: _best(meant) for said, meant in found.items() if len({one.element for one in meant}) == 1}
    for entity in context.authority.entities if context.authority else ():
        for name in (entity.name, *entity.variants):
            said = tuple(name.split())
            element = "geogName" if entity.place_type == "geogName" else _KINDS[entity.kind]
            if said and entity.kind in _KINDS:
                there = known.get(said)
                shared = there is not None and there.confidence > 0.9 and there.ref != f"#{entity.identifier}"
                known[said] = _Known(element, "" if shared else f"#{entity.identifier}", 0.95)
    return known


def _best(meant: set[_Known]) -> _Known:
    refs = {one.ref for one in meant if one.ref}
    first = min(meant, key=lambda one: (-one.confidence, one.ref))
    return first._replace(ref=refs.pop() if len(refs) == 1 else "")


def _spoken(tokens: Sequence[Token]) -> tuple[str, ...]:
    return tuple(token.text for token in tokens if token.shape != POINT)


def _role(inside: list[Token], outer: Tag, tags: Sequence[Tag], language: str) -> list[Token]:
    """The words of a person's title."""
    for part in parts_of(inside, language):
        if part.element == "roleName":
            return [token for token in inside if part.start <= token.start < part.end]
    return []


def _found(where: _Inside) -> Iterator[Tag]:
    """The names inside, from left to right, the longest first; what is found is looked into again."""
    tokens, index = where.tokens, 0
    while index < len(tokens):
        last = index
        if tokens[index].shape in (CAPITAL, UPPER, INITIAL):
            for end in range(min(len(tokens), index + _MOST_WORDS), index, -1):
                if end - index == len(tokens) or tokens[end - 1].shape == POINT:
                    continue
                made = list(_named(where, index, end))
                if made:
                    yield from made
                    last = end
                    break
        index = max(last, index + 1)


def _named(where: _Inside, first: int, end: int) -> Iterator[Tag]:
    tokens = where.tokens[first:end]
    if where.outer.element == "orgName" and _spoken(tokens) == _spoken(
        [token for token in where.tokens if token.small not in _ARTICLES]
    ):
        return  # all but its article
    known = where.known.get(_spoken(tokens))
    if known is not None and (known.ref or _is_telling(where, first, end, known.element)):
        attributes = {"ref": known.ref} if known.ref else {}
        yield from _tags(where, tokens, known.element, attributes, known.confidence)
    elif _is_person(where, tokens):
        yield from _tags(where, tokens, "persName", {}, 0.65)
    elif all(token.shape == UPPER for token in tokens) and any(
        each.kind == "organisation" for each in where.words.gazetteer.find(" ".join(_spoken(tokens)))
    ):
        yield from _tags(where, tokens, "orgName", {}, 0.75)  # UN Security Council
    elif (place := _place(where, first, end)) is not None:
        element = "geogName" if place.element == "geogName" else "placeName"
        kind = "region" if place.element == "continent" else place.element
        attributes = {"type": kind} if element == "placeName" and kind in _PLACE_TYPES else {}
        yield from _tags(where, tokens, element, attributes, 0.75)


def _is_telling(where: _Inside, first: int, end: int, element: str) -> bool:
    """Whether a name that the document has elsewhere is surely meant inside another: bodies by their words or
    as an acronym, no saint ("Rhum St James").
    """
    tokens, words = where.tokens[first:end], where.words
    if element == "persName":
        return not first or where.tokens[first - 1].small not in _SAINTS
    if element != "orgName":
        return True
    if len(tokens) == 1:
        return tokens[0].shape == UPPER and len(tokens[0].text) > 2
    return words.tail(tokens[-1].small) or any(token.small in words.cues.body_heads for token in tokens)


def _tags(
    where: _Inside, tokens: list[Token], element: str, attributes: dict[str, str], confidence: float
) -> Iterator[Tag]:
    confidence = round(min(confidence, where.outer.confidence), 3)
    start, end = tokens[0].start, tokens[-1].end
    yield Tag(start, end, element, attributes, confidence, "nested_names", inside=True)
    if element == "persName":
        parts = parts_of(tokens, where.language)
        if len(tokens) == 1:
            yield Tag(start, end, "surname", {}, confidence, "nested_names")
        for part in parts if len(tokens) > 1 else ():
            yield Tag(part.start, part.end, part.element, {}, confidence, "nested_names")
    elif element == "orgName":
        yield from _found(where._replace(tokens=tokens, outer=Tag(start, end, "orgName", {}, confidence)))


def _is_person(where: _Inside, tokens: list[Token]) -> bool:
    """A given name, perhaps more or initials, and a surname: Friedrich Ebert; John F. Kennedy."""
    words = where.words
    if len(tokens) < 2 or tokens[0].shape != CAPITAL or tokens[-1].shape not in (CAPITAL, UPPER):
        return False
    last, first = tokens[-1], words.gazetteer.word(tokens[0].small)
    if (
        not first.given
        or last.small in _LEADS
        or words.tail(last.small)
        or last.small in words.cues.body_heads
    ):
        return False
    between = tokens[1:-1]
    if not all(each.shape in (CAPITAL, INITIAL) or each.small in _LEADS for each in between):
        return False
    listed = words.gazetteer.find(" ".join(token.text for token in tokens))
    if listed:
        return False  # San Francisco, Saint Louis
    known = words.gazetteer.word(last.small)
    return known.family or not words.ordinary(last)


def _place(where: _Inside, first: int, end: int) -> GazetteerEntry | None:
    tokens, words = where.tokens[first:end], where.words
    spoken = _spoken(tokens)
    if len(spoken) != len(tokens) or tokens[-1].shape not in (CAPITAL, UPPER):
        return None
    entries = [each for each in words.gazetteer.find(" ".join(spoken)) if each.kind == "place"]
    if not entries:
        return None
    before = where.tokens[first - 1] if first else None
    led = before is not None and (before.small in _LEADS or before.small in words.cues.body_heads)
    if before is not None and before.small in _ARTICLES and first > 1:
        led = where.tokens[first - 2].small in _LEADS
    entry = max(entries, key=lambda each: (each.element != "settlement", each.population))
    if entry.element == "region":  # New York, São Paulo
        entry = next(
            (each for each in entries if each.element == "settlement" and each.population > 500_000), entry
        )
    if entry.element == "geogName" and len(spoken) == 1 and not led:
        return None  # Canadian Pacific
    if entry.element != "settlement":
        if len(spoken) == 1 and words.ordinary(tokens[0]):
            return None
        return entry if led or not entry.alternate else None
    if words.tail(spoken[-1].lower()) or spoken[0].lower() in words.cues.titles:
        return None
    if words.cues.nouns_capital and len(spoken) == 1:
        # After "Universität" or "zu" a town is meant, unless a small one has the name of a thing.
        small = words.gazetteer.word(tokens[0].small).german_small and entry.population < _WELL_KNOWN
        if small if led else words.common(tokens[0]):
            return None
    following = where.tokens[end].small if end < len(where.tokens) else ""
    if following == "memorial":
        return None
    ordinary = any(words.ordinary(token) for token in tokens)
    least = _LED_TO if led else _WELL_KNOWN
    if ordinary and not led:
        return None
    if not led and len(spoken) == 1 and words.gazetteer.word(tokens[0].small).given:
        return None
    return (
        entry if entry.population >= least and (not entry.alternate or entry.population > 500_000) else None
    )
