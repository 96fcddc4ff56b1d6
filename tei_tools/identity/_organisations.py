"""One identity for all names of one body in a document.

The same words, without an article, are the same body; an acronym is the body whose name it abbreviates, by
the initials of its words or because it stands in brackets behind it; a shorter name that ends exactly one
longer one ("the Security Council" – "UN Security Council") is that one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from tei_tools.identity import Identifier
from tei_tools.identity._words import Mention, folded

if TYPE_CHECKING:
    from tei_tools.taggers._gazetteer import Gazetteer

_ARTICLE = re.compile(r"^(?:(?:the|der|die|das|den|dem|des|le|la|les)\s+|l['’]\s*)", re.I)
_BEFORE = re.compile(r"(?<!\w)(?:the|der|die|das|den|dem|des|la|le|l['’])\s?\Z", re.I)
_CLOSING = frozenset(')]"“”»')
_SMALL = frozenset(
    "of the and for in on at to de du des la le les et der die das und für von des the".split()
)
_ACRONYM = re.compile(r"^[A-ZÄÖÜÉÈÀ](?:\.?[A-ZÄÖÜÉÈÀ&]){1,7}\.?s?$")
# Between a name and its acronym: "X (Y)"; and without brackets, where the letters have to be those of X.
_IN_BRACKETS = frozenset((" (", " [", ' ("', " („", " (“", " (the ", " («"))
_BESIDE = re.compile(
    r"(?:,? or |, kurz:? |, abgekürzt |, oder |, ou |, en abrégé |, short(?:ened)? (?:to|as) )\Z"
)


@dataclass(slots=True)
class Body:
    """The mentions of one body while they are gathered; ``forms`` in order of first appearance."""

    name: str
    forms: list[str] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    identifiers: tuple[Identifier, ...] = ()

    def take(self, other: Body) -> None:
        """Add all of another body's mentions; the longer name is kept unless it is an acronym's expansion
        already."""
        self.mentions = sorted((*self.mentions, *other.mentions), key=lambda mention: mention.tag.start)
        self.forms += [form for form in other.forms if form not in self.forms]


def bodies(mentions: list[Mention], text: str, gazetteer: Gazetteer | None = None) -> list[Body]:
    """The bodies that these mentions name, in order of first appearance in the text.

    Where a gazetteer is given, two names of one of its bodies ("NATO", "North Atlantic Treaty
    Organization") are one.
    """
    by_name: dict[str, Body] = {}
    for mention in mentions:
        words = _ARTICLE.sub("", mention.words)
        body = by_name.setdefault(folded(words), Body(words))
        body.mentions.append(mention)
        if words not in body.forms:
            body.forms.append(words)
    same = {
        **_heads(by_name, text),
        **_suffixes(by_name),
        **_acronyms(by_name, mentions, text),
        **_listed(by_name, gazetteer),
    }
    merged = _merged(by_name, same)
    return sorted(merged, key=lambda body: body.mentions[0].tag.start)


def _merged(by_name: dict[str, Body], same: dict[str, str]) -> list[Body]:
    for shorter in sorted(same, key=len):
        longer = same[shorter]
        seen = {shorter}
        while longer in same and longer not in seen:
            seen.add(longer)
            longer = same[longer]
        if shorter in by_name and longer in by_name and shorter != longer:
            by_name[longer].take(by_name.pop(shorter))
    return list(by_name.values())


def _listed(by_name: dict[str, Body], gazetteer: Gazetteer | None) -> dict[str, str]:
    """Name → the first other name here of the same body of the gazetteer."""
    first: dict[int, str] = {}
    found: dict[str, str] = {}
    for name, body in by_name.items():
        for entry in gazetteer.find(body.name) if gazetteer else ():
            if entry.kind == "organisation" and first.setdefault(entry.number, name) != name:
                found[name] = first[entry.number]
    return found


def _heads(by_name: dict[str, Body], text: str) -> dict[str, str]:
    """A word that always has an article → the only longer name that begins with it: "the Bank" – "Bank of
    England"."""
    first: dict[str, list[str]] = defaultdict(list)
    for name in by_name:
        words = name.split()
        if len(words) > 1:
            first[words[0]].append(name)
    return {
        name: first[name][0]
        for name, body in by_name.items()
        if len(first.get(name, ())) == 1 and all(_has_article(mention, text) for mention in body.mentions)
    }


def _has_article(mention: Mention, text: str) -> bool:
    before = text[max(0, mention.tag.start - 4) : mention.tag.start]
    return _ARTICLE.match(mention.words) is not None or _BEFORE.search(before) is not None


def _suffixes(by_name: dict[str, Body]) -> dict[str, str]:
    """Shorter name → the only longer one that ends with it."""
    endings: dict[str, list[str]] = defaultdict(list)
    for name in by_name:
        words = name.split()
        for cut in range(1, len(words)):
            endings[" ".join(words[cut:])].append(name)
    return {name: endings[name][0] for name in by_name if len(endings.get(name, ())) == 1}


def _acronyms(by_name: dict[str, Body], mentions: list[Mention], text: str) -> dict[str, str]:
    """Acronym → the name that it abbreviates, where the document has one such name."""
    initials: dict[str, list[str]] = defaultdict(list)
    for name, body in by_name.items():
        letters = "".join(
            word[0] for word in re.split(r"[\s-]+", body.name) if word and word.lower() not in _SMALL
        )
        if len(letters) >= 2:
            initials[letters.lower()].append(name)
    found: dict[str, str] = {}
    for name, body in by_name.items():
        if (
            _ACRONYM.match(body.name)
            and len(expanded := initials.get(name.replace(" ", ""), [])) == 1
            and expanded[0] != name
        ):
            found[name] = expanded[0]
    for name, body in by_name.items():
        if _ACRONYM.match(body.name) and body.name.endswith("s") and name[:-1] in by_name:
            found[name] = name[:-1]  # the MPs of the MP
    for one, other in pairwise(mentions):
        between = text[one.tag.end : other.tag.start]
        bracketed = between in _IN_BRACKETS and text[other.tag.end : other.tag.end + 1] in _CLOSING
        beside = len(between) < 20 and _BESIDE.match(between) is not None
        if not bracketed and not (beside and _abbreviates(other.words, one.words)):
            continue
        first, second = (folded(_ARTICLE.sub("", mention.words)) for mention in (one, other))
        if _ACRONYM.match(other.words):
            found.setdefault(second, first)
        elif _ACRONYM.match(one.words):
            found.setdefault(first, second)
    return found


def _abbreviates(short: str, long: str) -> bool:
    """Whether the letters of an acronym come in the name in their order, the first one beginning a word."""
    letters = [letter for letter in short.lower() if letter.isalpha()]
    at = next(
        (match.start() for match in re.finditer(r"\w+", long.lower()) if match[0][:1] in letters[:1]), -1
    )
    for letter in letters:
        at = long.lower().find(letter, at) + 1 if at >= 0 else -1
        if at <= 0:
            return False
    return bool(letters)
