"""Places and bodies whose names give themselves away: listed ones, and those with a telling first or
last word."""

from __future__ import annotations

from tei_tools.taggers._name_tokens import CAPITAL, INITIAL, POINT, UPPER, Token
from tei_tools.taggers._name_words import MOST_WORDS, Found, Words

__all__ = ["FRENCH_STREETS", "body", "listed", "place", "street"]

_OF_FRENCH = frozenset(("de", "du", "des", "la", "le", "l'", "l’", "d'", "d’", "les"))
FRENCH_STREETS = frozenset("rue avenue boulevard boulev quai faubourg passage impasse square".split())
_FIRM_TAILS = frozenset(
    """
    co sons son company cie bros brothers associates partners daughters cia comp inc ltd
    """.split()
)


#: heads of names of posts: Fort Snelling, Camp David
_POSTS = frozenset(("fort", "camp", "port"))
#: as papers of the nineteenth century write them: Ludlow street
_SMALL_STREETS = frozenset(("street", "avenue", "lane", "square"))


def listed(words: Words, tokens: list[Token], index: int) -> Found | None:
    """A name of two or more words that the gazetteer has."""
    said = [tokens[index].text + ("." if tokens[index].point else "")]
    end = index + 1
    while end < len(tokens) and end - index < MOST_WORDS:
        token = tokens[end]
        if token.shape == POINT and not (token.text == "." and tokens[end - 1].point):
            break
        if token.shape != POINT:
            if not token.joined:
                break
            said.append(token.text + ("." if token.point else ""))
        end += 1
    if len(said) < 2:
        return None
    count = words.gazetteer.longest(said, 0)
    if count < 2:
        return None
    last = index
    while count:
        count -= tokens[last].shape != POINT
        last += 1
    capitals = any(token.shape in (CAPITAL, UPPER) for token in tokens[index + 1 : last])
    entries = words.gazetteer.find(" ".join(said[: sum(t.shape != POINT for t in tokens[index:last])]))
    if not entries:
        return None
    entry = entries[0]
    if entry.element == "region":
        entry = next((e for e in entries if e.element == "settlement" and e.population > 500_000), entry)
    if entry.element == "settlement" and tokens[index].small in words.cues.titles:
        return None
    if not capitals and (entry.element == "settlement" or len(tokens[last - 1].text) < 5):
        return None
    if entry.element == "settlement":
        if entry.alternate and entry.population < 100_000:
            return None
        # A town called like a person is rarer in a text than the person.
        if words.gazetteer.word(tokens[index].small).given and entry.population < 200_000:
            return None
        if tokens[index].first and words.ordinary(tokens[index]) and entry.population < 100_000:
            return None
        if entry.population < 20_000 and all(words.ordinary(token) for token in tokens[index:last]):
            return None
    kind = entry.kind
    confidence = 0.82 if kind == "organisation" else 0.88 if entry.element != "settlement" else 0.84
    return Found(index, last, kind, entry.element, f"listed {kind}", confidence)


def body(words: Words, tokens: list[Token], index: int) -> Found | None:
    """University of Chicago Press; Ministry of Foreign Affairs; Smith & Sons."""
    cues = words.cues
    if tokens[index].small in cues.function_words or tokens[index].weak:
        return None
    if tokens[index].small in cues.firm_titles:
        return None
    end, last, linked = index + 1, 0, False
    if tokens[index].small in cues.body_heads and not words.links(tokens, end):
        return None
    while end < len(tokens) and end - index < MOST_WORDS:
        token = tokens[end]
        if words.in_run(tokens, end):
            telling = token.small in cues.body_tails and not (cues.nouns_capital and token.small == "post")
            if telling or (linked and last in (0, end) and _headed(words, tokens, index, end)):
                last = end + 1
            end += 1
            continue
        links = words.links(tokens, end)
        if not links or end + links >= len(tokens):
            break
        previous = tokens[end - 1].small
        word = token.small
        if word == "&":
            other = tokens[end + links]
            both_upper = other.shape == UPPER and tokens[end - 1].shape in (UPPER, INITIAL)
            tail = tokens[words.run(tokens, end + links) - 1].small
            if other.small in cues.titles or not (
                both_upper or other.small in _FIRM_TAILS or tail in cues.body_tails
            ):
                break
            last = end + links + 1
        elif word in ("and", "et", "und", ","):
            if not linked or links > 1 or _separate(words, tokens[end + links]):
                break
        elif previous in cues.body_heads:
            linked = True
            last = end + links + 1
        elif not linked:
            break
        end += links + 1
        if linked and last == end - 1 - links:
            last = end
    if last - index < 2:
        return None
    firm = linked or tokens[last - 1].small in ("gmbh", "ag", "inc", "ltd")
    if cues.nouns_capital and not firm and not _proper(words, tokens, index, last):
        return None
    return Found(index, last, "organisation", "orgName", "pattern body", 0.72)


def _headed(words: Words, tokens: list[Token], index: int, end: int) -> bool:
    return any(token.small in words.cues.body_heads for token in tokens[index:end])


def _proper(words: Words, tokens: list[Token], index: int, last: int) -> bool:
    return any(not words.common(token) for token in tokens[index : last - 1])


def _separate(words: Words, token: Token) -> bool:
    word = words.gazetteer.word(token.small)
    if word.given:
        return True
    entries = words.gazetteer.find(token.text)
    return bool(entries) and entries[0].kind == "place" and not words.ordinary(token)


def place(words: Words, tokens: list[Token], index: int) -> Found | None:
    """Hyde Park; Lake Erie; the River Thames; Isle of Wight."""
    cues = words.cues
    token = tokens[index]
    if token.small in cues.function_words or token.weak or token.shape == INITIAL:
        return None
    after = min(index + 1, len(tokens) - 1)
    post = token.small in _POSTS and token.shape == CAPITAL and not cues.nouns_capital
    if post and words.in_run(tokens, after):
        last = min(words.run(tokens, index), index + 3)
        return Found(index, last, "place", "place", "pattern place", 0.78)
    if token.small in cues.nature_heads and index + 1 < len(tokens):
        if words.in_run(tokens, index + 1) and not cues.nouns_capital:
            end = words.run(tokens, index)
            return Found(index, min(end, index + 3), "place", "geogName", "pattern nature", 0.8)
        links = words.links(tokens, index + 1)
        if links and tokens[index + 1].small in ("of", "de", "du", "d'"):
            return Found(index, index + 2 + links, "place", "geogName", "pattern nature", 0.8)
    if cues.nouns_capital:
        return None
    end = words.run(tokens, index)
    for last in range(end, index + 1, -1):
        tail = tokens[last - 1].small
        if tail in cues.nature_tails:
            return Found(index, last, "place", "geogName", "pattern nature", 0.8)
        if tail in cues.place_tails:
            element = "settlement" if tail in ("village", "town", "city") else "place"
            element = "region" if tail in ("county", "district", "province", "territory") else element
            return Found(index, last, "place", element, "pattern place", 0.72)
    streets = end < len(tokens) and tokens[end].joined and tokens[end].text in _SMALL_STREETS
    if streets and (end - index > 1 or not words.ordinary(tokens[end - 1])):
        return Found(index, end + 1, "place", "place", "street", 0.75)
    return None


def street(words: Words, tokens: list[Token], index: int) -> Found | None:
    """French: rue de Rivoli, boulevard Saint-Michel; ``index`` is at the small first word."""
    end = index + 1
    while end < len(tokens) and end - index < 4 and tokens[end].small in _OF_FRENCH:
        end += 1
    if end >= len(tokens) or tokens[end].shape not in (CAPITAL, UPPER) or not tokens[end].joined:
        return None
    return Found(index, words.run(tokens, end), "place", "place", "street", 0.8)
