"""The parts of a person's name, after the TEI Guidelines, chapter 14.2.1 (Personal Names).

A name is read from both ends: titles before it and honours behind it, a byname or what tells generations
apart at its end, links before the surname, and forenames for the rest. No two parts share a character.
"""

from __future__ import annotations

from typing import NamedTuple

from tei_tools.taggers._name_bynames import (
    AFTER_NAME,
    BEFORE_BYNAME,
    BYNAMES,
    COURTESY,
    GENERATION_BYNAMES,
    LINKS,
    ORDINALS,
    RANKS,
    ROYAL,
    SET_PHRASES,
    honours_at_the_end,
    is_roman,
)
from tei_tools.taggers._name_cues import GENERATIONS, PARTICLES, Cues, cues_for
from tei_tools.taggers._name_tokens import CAPITAL, INITIAL, POINT, SMALL, UPPER, Token

__all__ = ["Part", "parts_of"]

_QUOTES = frozenset("\"“”„«»‘’'‹›")
_OPENING = _QUOTES | {"("}
_CLOSING = _QUOTES | {")"}
# After an office these lead to what it is of: Secretary of State, Minister for Foreign Affairs.
_OF_OFFICE = frozenset("of for the".split())
# and these are followed by one more word of it: Minister of Foreign Affairs.
_FIRST_OF_TWO = frozenset("foreign internal home public social religious economic military naval".split())
# Titles whose land belongs to the title: Erzbischof von Köln, roi de Prusse.
_OF_LAND = frozenset(
    """
    king queen emperor empress duke duchess bishop archbishop prince princess elector margrave landgrave
    könig königs königin kaiser kaisers kaiserin herzog herzogs herzogin großherzog großherzogs großherzogin
    erzherzog bischof bischofs erzbischof erzbischofs kurfürst kurfürsten markgraf markgrafen landgraf
    landgrafen pfalzgraf pfalzgrafen prinz prinzen prinzessin abt
    roi reine empereur impératrice évêque archevêque électeur landgrave margrave archiduc archiduchesse
    """.split()
)
_PEERS = frozenset("lord lady baron baroness viscount viscountess earl".split())
# Particles that nobody has for a forename, also where they have a capital: Mr. De Witt, Robert De Niro.
_CAPITAL_LINKS = frozenset("de du des van von vom della dello del di da le la vander vanden d' d’".split())
# A number written as a word, and bynames without an article: François Ier, Charles Quint.
_FIRSTS = frozenset("ier ire".split())
_ADDED = frozenset("quint".split())
_FIRST_NAMED = frozenset(
    """
    sir dame king queen prince princess pope saint st sainte uncle aunt auntie cousin brother sister
    father emperor empress tsar czar könig königin kaiser kaiserin papst onkel tante roi reine oncle
    kronprinz prinz prinzessin pape königs kaisers papstes prinzen zar zaren tsarine zarin sankt
    """.split()
)


class Part(NamedTuple):
    """``text[start:end]`` of the document is this ``element`` of a person's name."""

    start: int
    end: int
    element: str


def parts_of(tokens: list[Token], language: str) -> list[Part]:
    """The parts of the name that these tokens are, in order."""
    cues = cues_for(language)
    called, rest = _without_nicknames(tokens)
    parts = _inverted(rest, cues) or _straight([token for token in rest if token.shape != POINT], cues)
    apart = [one for one in called if all(one.end <= each.start or each.end <= one.start for each in parts)]
    return sorted((*parts, *apart))


def _without_nicknames(tokens: list[Token]) -> tuple[list[Part], list[Token]]:
    """What stands in quotation marks or brackets inside the name, and all the other tokens."""
    called: list[Part] = []
    rest: list[Token] = []
    at = 0
    while at < len(tokens):
        if tokens[at].text in _OPENING and tokens[at].shape == POINT and 0 < at < len(tokens) - 2:
            close = next(
                (n for n in range(at + 2, min(len(tokens) - 1, at + 6)) if tokens[n].text in _CLOSING), 0
            )
            if close:
                called.append(Part(tokens[at + 1].start, _end(tokens[close - 1]), "addName"))
                at = close + 1
                continue
        rest.append(tokens[at])
        at += 1
    return called, rest


def _inverted(tokens: list[Token], cues: Cues) -> list[Part]:
    """The parts of a name whose surname stands first ("Barrow, Alan"); none where it does not."""
    comma = next((at for at, token in enumerate(tokens) if token.text == ","), 0)
    behind = [token for token in tokens[comma + 1 :] if token.shape != POINT]
    before = [token for token in tokens[:comma] if token.shape != POINT]
    if not before or not behind or behind[0].small in AFTER_NAME or behind[0].small in GENERATIONS:
        return []
    if behind[0].shape not in (CAPITAL, INITIAL, UPPER) or honours_at_the_end([*before, *behind]):
        return []
    link = 0
    while link < len(before) - 1 and before[link].small in LINKS:
        link += 1
    if len(before) - link > 2 or any(token.small in cues.titles for token in before[:-1]):
        return []
    parts = [Part(before[0].start, before[link - 1].end, "nameLink")] if link else []
    parts.append(Part(before[link].start, before[-1].end, "surname"))
    last = len(behind)
    while last > 1 and behind[last - 1].small in LINKS:
        last -= 1
    forenames, roles = behind[:last], 0
    while roles < len(forenames) - 1 and forenames[roles].small in cues.titles:
        parts.append(Part(forenames[roles].start, _end(forenames[roles]), "roleName"))
        roles += 1
    parts += [Part(token.start, _end(token), "forename") for token in forenames[roles:]]
    if last < len(behind):
        parts.append(Part(behind[last].start, behind[-1].end, "nameLink"))  # Humboldt, Wilhelm von
    return parts


def _straight(words: list[Token], cues: Cues) -> list[Part]:
    """The parts of a name in its usual order: role, forenames, links, surname, generation, honours."""
    if not words:
        return []
    count = honours_at_the_end(words)
    behind = [Part(words[-count].start, _end(words[-1]), "roleName")] if count else []
    words = words[: len(words) - count]
    rank = next((at for at, token in enumerate(words[1:-1], 1) if token.small in RANKS), 0)
    if rank and not any(token.small in cues.titles or token.shape == SMALL for token in words[:rank]):
        # Otto Graf Lambsdorff: in German the rank of the nobility stands behind the forenames.
        before = [Part(token.start, _end(token), "forename") for token in words[:rank]]
        return [*before, *_straight(words[rank:], cues), *behind]
    roles = _roles(words, cues)
    parts = [Part(words[0].start, _end(words[roles - 1]), "roleName")] if roles else []
    rest = words[roles:]
    title = words[roles - 1].small if roles else ""
    of = next((index for index, token in enumerate(rest) if token.small == "of"), None)
    land = len(rest) > 1 and rest[0].small in LINKS and title in _OF_LAND
    if of == 0 or (land and len(rest) <= _links(rest, 0) + 1):
        return [Part(words[0].start, _end(words[-1]), "roleName"), *behind]  # the Earl of Derby
    if of is not None:
        if title in _PEERS:
            return [*parts, *_named(rest[:of], title), *behind]  # Lord Mountbatten of Burma
        return [*parts, *_regnal(rest[:of]), *behind]  # Isabella of France, George VI of Great Britain
    rest, tail, ruler = _tail(rest, title, cues)
    return [*parts, *_named(rest, title, alone=not (roles or tail), ruler=ruler), *tail, *behind]


def _roles(words: list[Token], cues: Cues) -> int:
    """How many words before the name are titles, with what they are of."""
    roles = 0
    if len(words) > 2 and words[0].small not in cues.titles and words[1].small in cues.titles:
        roles = 2 if words[0].shape != INITIAL and not words[0].point else 0  # Soviet President
    while roles < len(words) - 1:
        word, before = words[roles].small, words[roles - 1].small if roles else ""
        more = len(words) - 1 - roles
        pieces = word.strip(".").split(".")  # Dr. h.c.
        modifies = word not in LINKS and all(piece in cues.title_modifiers for piece in pieces)
        of_office = word in _OF_OFFICE and before not in COURTESY
        if modifies or (word in cues.titles and not (roles and word in _FAMILY_TOO and more < 1)):
            roles += 1
        elif roles and more > 1 and (of_office or (before in _OF_LAND and word in LINKS)):
            roles += 2
            while roles < len(words) - 1 and (
                words[roles - 1].small in _OF_OFFICE or words[roles - 1].small in _FIRST_OF_TWO
            ):
                roles += 1
        else:
            break
    return roles


# Titles that are surnames as well: Sir Thomas Bishop.
_FAMILY_TOO = frozenset("bishop king prince pope earl dean abbott marshal".split())


def _tail(rest: list[Token], title: str, cues: Cues) -> tuple[list[Token], list[Part], bool]:
    """The name without a byname, a number or a generation at its end; these; and whether it is that of
    somebody who is called by forenames alone."""
    last = rest[-1] if rest else None
    if last is None or len(rest) < 2:
        return rest, [], False
    before = rest[-2]
    if len(rest) > 2 and rest[-3].small not in LINKS:
        telling = last.small in BYNAMES or (len(rest) == 3 and before.small not in PARTICLES)
        capital = last.shape == CAPITAL or last.small in GENERATION_BYNAMES
        if before.small in BEFORE_BYNAME and before.shape == SMALL and capital and telling:
            generation = last.small in GENERATION_BYNAMES  # Hans Holbein der Jüngere
            element = "genName" if generation else "addName"  # Catherine the Great
            ruler = not generation or last.small in ORDINALS
            tail = [Part(before.start, _end(last), element)]
            if is_roman(rest[-3]) and len(rest) > 3:  # Robert II le Pieux
                return rest[:-3], [Part(rest[-3].start, _end(rest[-3]), "genName"), *tail], ruler
            return rest[:-2], tail, ruler
        if (before.small, last.small) in SET_PHRASES:
            element = SET_PHRASES[before.small, last.small]
            return rest[:-2], [Part(before.start, _end(last), element)], element == "addName"
    royal = title in ROYAL or len(rest) == 2
    if is_roman(last) and (last.small != "i" or royal or last.point):
        called = royal or title in _FIRST_NAMED or cues.language != "en"
        return rest[:-1], [Part(last.start, _end(last), "genName")], called
    if last.small in AFTER_NAME or (last.small in GENERATIONS and last.small != "i"):
        ruler = last.small in _FIRSTS
        return rest[:-1], [Part(last.start, _end(last), "genName")], ruler
    if last.small in _ADDED and last.shape == CAPITAL:
        return rest[:-1], [Part(last.start, _end(last), "addName")], True
    number = next((at for at, token in enumerate(rest[1:-1], 1) if is_roman(token)), 0)
    if number and rest[number + 1].small in LINKS:
        # Albrecht V. von Bayern: where he is from is none of these parts.
        return rest[:number], [Part(rest[number].start, _end(rest[number]), "genName")], True
    return rest, [], False


def _regnal(rest: list[Token]) -> list[Part]:
    number = len(rest) > 1 and is_roman(rest[-1])
    parts = [Part(token.start, _end(token), "forename") for token in (rest[:-1] if number else rest)]
    return [*parts, Part(rest[-1].start, _end(rest[-1]), "genName")] if number else parts


def _named(rest: list[Token], title: str, *, alone: bool = False, ruler: bool = False) -> list[Part]:
    """Forenames, links and surname; of a ruler forenames alone."""
    if not rest:
        return []
    if ruler:
        return [Part(token.start, _end(token), "forename") for token in rest if token.small not in LINKS]
    first = _first_link(rest)
    link = first + _links(rest, first)
    parts = [Part(token.start, _end(token), "forename") for token in rest[:first]]
    if link > first:
        parts.append(Part(rest[first].start, rest[link - 1].end, "nameLink"))
    last = rest[-1]
    if last.shape == INITIAL:
        return [*parts, *(Part(token.start, _end(token), "forename") for token in rest[link:])]
    if len(rest) == 1 and alone:
        return parts  # what a single word is, its document says
    element = "forename" if len(rest) == 1 and title in _FIRST_NAMED else "surname"
    return [*parts, Part(rest[link].start, last.end, element)]


def _first_link(rest: list[Token]) -> int:
    """Where links and surname begin: at the first link, at the first of two surnames (Ortega y Gasset), else
    at the last word."""
    for at, token in enumerate(rest[:-1]):
        if token.small == "y" and token.shape == SMALL and at:
            return at - 1
        if token.small in LINKS and (token.shape == SMALL or token.small in _CAPITAL_LINKS):
            return at
    return len(rest) - 1


def _links(rest: list[Token], first: int) -> int:
    """How many links stand from ``first`` on, with a word left for the surname: von und zu, de La."""
    count = 0
    while first + count < len(rest) - 1:
        token = rest[first + count]
        if token.small not in LINKS or (
            token.shape != SMALL and not count and token.small not in _CAPITAL_LINKS
        ):
            break
        count += 1
    return count


def _end(token: Token) -> int:
    return token.end + token.point
