"""Entries of bibliographies and whole references → by whom, when, under which title and number they are
called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tei_tools.sources import Block
from tei_tools.taggers import Tag
from tei_tools.taggers._reference_calls import Entry
from tei_tools.taggers._reference_fields import ReferenceField
from tei_tools.taggers._reference_people import people_in
from tei_tools.taggers._reference_repeats import Cited, title_words

__all__ = ["cited_in", "entry_of", "numbers_of", "with_same_author"]

_SAME = re.compile(
    r"\W*(?:ders|dies|derselbe|dieselbe|id|idem|ead|eadem|—+|–+|-{2,}|_{2,})\W*", re.IGNORECASE
)
_TITLES = frozenset({"title", "container"})
_YEAR = re.compile(r"\d{4}[a-h]?")
_PARTICLES = frozenset("van von zu de der den del della di da du la le ten ter".split())


def entry_of(
    text: str,
    base: int,
    place: tuple[int, int],
    fields: Sequence[ReferenceField],
    number: str | None,
    previous: Entry | None,
) -> Entry:
    """The entry whose ``bibl`` is ``place`` and whose fields begin at ``base``; dashes for the author stand
    for those of the ``previous`` one."""
    names: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    years: list[str] = []
    words: frozenset[str] = frozenset()
    for field in fields:
        start, end = base + field.start, base + field.end
        said = text[start:end]
        heads = field.kind in {"publisher", "institution", "repository"} and field is fields[0]
        if (field.kind in {"author", "editor"} or heads) and not names:
            names = tuple(word.casefold() for word in re.findall(r"[^\W\d_][\w’'-]+", said))
            people = tuple(_surname(text[a:b]) for a, b in people_in(text, start, end))
        elif field.kind == "date":
            years += _YEAR.findall(said)
        elif field.kind == "number" and number is None:
            found = re.search(r"\w+", said)
            number = found[0] if found else None
        elif field.kind in _TITLES:
            words |= title_words(said)
    lead = text[place[0] : place[0] + 12]
    if previous is not None and _SAME.match(lead):
        names, people = previous.names, previous.surnames
    if not words:
        words = title_words(text[place[0] : place[1]])
    known = tuple(name for name in people if name)
    return Entry(*place, names, years[0] if years else None, number, known, words, tuple(years[1:]))


def _surname(words: str) -> str:
    """The surname of a person as bibliographies write it: before the comma, else the last word that is no
    initial."""
    head, comma, _ = words.partition(",")
    bracketed = re.match(r"([^(]+)\s\(", words)
    if bracketed:
        head, comma = bracketed[1], ","
    found = [w for w in re.findall(r"[^\W\d_][\w’'-]*", head) if not re.fullmatch(r"[A-ZÀ-Þ]{1,3}", w)]
    capitals = [w for w in found if len(w) > 2 and w.isupper()]
    if capitals and len(capitals) < len(found):  # "LE ROY LADURIE Emmanuel"
        return str(capitals[-1]).casefold()
    found = [w for w in found if w not in {"Jr", "Sr", "Hg", "Hrsg", "ed", "eds", "et", "al", "dir"}]
    if not found:
        return ""
    if comma:
        return str(next((word for word in reversed(found) if word not in _PARTICLES), found[-1])).casefold()
    initials_last = re.search(r"\s[A-ZÀ-Þ]{1,3}\.?\Z", words)
    return str(found[0] if initials_last else found[-1]).casefold()


def cited_in(text: str, made: Tag, inner: Sequence[Tag], before: tuple[str, ...], note: str | None) -> Cited:
    """What a whole reference says to those who cite it again; ``before`` are the authors of what was cited
    before it, for "ders."."""
    authors: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    for tag in inner:
        said = text[tag.start : tag.end]
        if tag.element in ("author", "editor"):
            authors += tuple(word.casefold() for word in re.findall(r"[^\W\d_]{3,}(?:[-’'][^\W\d_]+)*", said))
        elif tag.element == "title":
            words |= title_words(said)
    lead = text[made.start : made.start + 12]
    if _SAME.match(lead) or re.match(r"(?:[Dd]ers|[Dd]ies|[Ii]d|[Ee]ad)\.", lead):
        authors = before
    return Cited(made.start, (made.start, made.end), authors, words, note)


_SAME_AUTHOR = re.compile(r"(?:[Dd]ers|[Dd]ies|[Ii]d|[Ee]ad)\.|[Dd](?:er|ie)selbe|[Ii]dem|[Ee]adem")


def with_same_author(text: str, made: Tag, inner: Iterable[Tag]) -> list[Tag]:
    """The parts of a reference that begins with "ders." or its like: that is its author, and no part of the
    title."""
    same = _SAME_AUTHOR.match(text, made.start, made.end)
    if same is None or text[same.end() : same.end() + 1] not in {",", ":", " "}:
        return list(inner)
    parts: list[Tag] = [Tag(*same.span(), "author", {}, 0.85, made.tagger)]
    for tag in inner:
        if tag.start >= same.end():
            parts.append(tag)
        elif tag.element in ("author", "editor") and tag.end > same.end() + 2:
            parts[0] = tag
        elif tag.end > same.end() + 3:
            start = same.end() + len(re.match(r"[\s,:]*", text[same.end() : tag.end])[0])  # type: ignore[index]
            parts.append(replace(tag, start=start))
    return parts


def numbers_of(text: str, blocks: Sequence[Block], leaves: Sequence[tuple[int, Block]]) -> dict[int, str]:
    """The numbers of items by the index of their leaf: the label before, else the place in a numbered
    list."""
    numbers: dict[int, str] = {}
    counted: dict[int, int] = {}
    label = ""
    for index, (_, block) in enumerate(leaves):
        if block.kind == "label":
            found = re.search(r"\d+", text[block.start : block.end])
            label = found[0] if found else ""
            continue
        parent = block.parent
        if parent is not None and blocks[parent].kind == "item":
            parent = blocks[parent].parent
        listed = parent is not None and blocks[parent].kind == "list" and blocks[parent].rend == "numbered"
        if listed and parent is not None:
            counted[parent] = counted.get(parent, 0) + 1
            numbers[index] = label or str(counted[parent])
        label = ""
    return numbers
