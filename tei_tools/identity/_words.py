"""Comparing and spelling names: folding, identifiers, and the parts a tagger marked inside a name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tei_tools.taggers import Tag

PART_ELEMENTS = ("roleName", "forename", "nameLink", "surname", "genName", "addName")
_PARTICLES = frozenset("von vom van der den de du des di da del della la le zu zur ten ter af av y e".split())
_NOT_WORD = re.compile(r"[\W_]+")
# Of two names, one inside the other, the longer stays in the encoding unless it is less sure by more than
# this.
_LENIENCE = 0.25


@dataclass(frozen=True, slots=True)
class Mention:
    """A tag that names something, with its words and the parts marked inside it (element, words)."""

    tag: Tag
    words: str
    parts: tuple[tuple[str, str], ...] = ()

    def part(self, element: str) -> str:
        """The words of all parts of this element, joined by a space; empty where there is none."""
        return " ".join(words for kind, words in self.parts if kind == element)


def folded(words: str) -> str:
    """``words`` for comparison: no case, no diacritics, no points, single spaces."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", bare.replace(".", "").replace("’", "'").casefold()).strip()


def identifier(kind: str, name: str, taken: Iterable[str]) -> str:
    """An ``xml:id`` from a name (``person-mikhail-gorbachev``), with ``-2`` and so on where it is taken."""
    slug = folded(name.replace("'", "").replace("’", "")).replace(" ", "-")[:60].strip("-") or "unnamed"
    base = f"{kind}-{slug}"
    used = taken if isinstance(taken, (set, frozenset, dict)) else set(taken)
    if base not in used:
        return base
    number = 2
    while f"{base}-{number}" in used:
        number += 1
    return f"{base}-{number}"


def mentions(text: str, tags: Sequence[Tag], elements: Sequence[str]) -> list[Mention]:
    """The tags of these elements in order of the text, each with the parts that lie inside it: those that its
    own tagger marked, if it marked any.

    A person's name inside a longer one ("Alan" in "Barrow, Alan") names nobody by itself.
    """
    wanted = sorted((tag for tag in tags if tag.element in elements), key=lambda tag: (tag.start, -tag.end))
    if "persName" in elements:
        wanted = _not_inside(wanted)
    parts = sorted((tag for tag in tags if tag.element in PART_ELEMENTS), key=lambda tag: tag.start)
    found: list[Mention] = []
    at = 0
    for tag in wanted:
        while at < len(parts) and parts[at].start < tag.start:
            at += 1
        within: list[Tag] = []
        for number in range(at, len(parts)):
            part = parts[number]
            if part.start >= tag.end:
                break
            if part.end <= tag.end:
                within.append(part)
        own = [part for part in within if part.tagger == tag.tagger] or within
        inside = [(part.element, text[part.start : part.end]) for part in own]
        found.append(
            Mention(tag, text[tag.start : tag.end], tuple(inside) or split_name(text[tag.start : tag.end]))
        )
    return found


def _not_inside(names: list[Tag]) -> list[Tag]:
    """The names without those inside a longer one that goes before them, as the encoding settles it."""
    kept: list[Tag] = []
    longer: Tag | None = None
    for name in names:
        if (
            longer is not None
            and name.end <= longer.end
            and (name.start, name.end) != (longer.start, longer.end)
        ):
            if longer.confidence >= name.confidence - _LENIENCE:
                continue
        else:
            longer = name
        kept.append(name)
    return kept


def split_name(words: str) -> tuple[tuple[str, str], ...]:
    """Forename, link and surname of a person's name without marked parts, by position and particles."""
    pieces = words.split()
    if len(pieces) < 2:
        return (("surname", words),) if pieces else ()
    cut = len(pieces) - 1
    while cut > 1 and pieces[cut - 1] in _PARTICLES:
        cut -= 1
    link = [piece for piece in pieces[cut:-1] if piece in _PARTICLES]
    fore = ("forename", " ".join(pieces[:cut]))
    if pieces[0] in _PARTICLES:
        return (("nameLink", " ".join(pieces[:-1])), ("surname", pieces[-1]))
    return (fore, *([("nameLink", " ".join(link))] if link else []), ("surname", pieces[-1]))
