"""What was cited before and is cited again: "ibid.", "Keller, op. cit., p. 51", "ders., a. a. O.", "Ashworth,
Corn Laws, 112", "Müller (wie Anm. 3)" → the reference that is meant.

"Ibid." is what was cited last, whatever stood between; "op. cit." the work of that author that was cited last
(Chicago Manual of Style, 14.29–36); a short title the work that has its words. Where two works would do,
there is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tei_tools.taggers._digits import has_digit
from tei_tools.taggers._late_patterns import late
from tei_tools.taggers._reference_calls import NAME, SCOPE, Entry

__all__ = ["Cited", "Register", "Repeat", "repeats", "title_words"]


class Cited(NamedTuple):
    """Where something is cited, the reference that is meant (``None``: one that has no place of its own), the
    names of its authors and the words of its title, folded, and the mark of the note in which that is."""

    place: int
    target: tuple[int, int] | None
    authors: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    note: str | None = None


class Repeat(NamedTuple):
    """``text[start:end]`` cites again; ``names`` are whom it names, ``title`` what it calls the work,
    ``note`` the note it leads to; ``short`` where only a short title says so, which stands at ``place``."""

    start: int
    end: int
    names: tuple[str, ...] = ()
    title: frozenset[str] = frozenset()
    note: str | None = None
    short: bool = False
    place: tuple[int, int] | None = None


_AGAIN = (
    r"(?:op\.\s?cit\.|loc\.\s?cit\.|l\.\s?c\.|a\.\s?a\.\s?O\.|a\.a\.O\.|art\.\s?cit\.|art\.\s?cité"
    r"|ouvr\.\s?cit(?:é|\.)"
    r"|ouvrage cité|opus cité|cit\.)"
)
_SAME = r"(?:[Dd]ers\.|[Dd]ies\.|[Dd]erselbe|[Dd]ieselbe|[Ii]d\.|[Ii]dem|[Ee]ad\.|[Ee]adem)"
_PERSON = (
    rf"(?:(?:[A-ZÀ-Þ]\.[\s-]?){{1,3}}|(?!See\b|Cf\b|In\b|But\b|And\b|Voir\b"
    rf"|Vgl\b)[A-ZÀ-Þ][\wÀ-ÿ’'-]{{1,20}}\s){{0,2}}{NAME}"
)
_PEOPLE = (
    rf"(?!(?:See|Cf|In|But|And|Voir|Vgl|Siehe|So|Also|Compare|Auch|For)\b){_PERSON}(?:(?:\s(?:and|&|und"
    rf"|et)\s|,\s(?:and|und|et)\s|\s?/\s?)"
    rf"(?!(?:La|Le|Les|The|Die|Der|Das|Une?|Eine?|An?)\s){_PERSON}){{0,2}}(?:\set\sal\.|\su\.\s?a\.)?"
)
_NOTE = (
    r"\s?\((?:(?:wie|s\.|siehe|vgl\.|as in|see|cf\.|voir|cité(?:e)?)\s(?:oben,?\s|above,?\s|ci-dessus,?\s"
    r"|supra,?\s)?"
    r"(?:in\s)?(?:Anm\.|Fn\.|FN|Fußn\.|note|n\.)|note|n\.|Anm\.|Fn\.)\s?(?P<note{n}>\d{{1,4}})\)"
)
_TITLE = r"[“\"«„‘]?\s?(?P<title{n}>[A-ZÀ-ÖØ-Þ][^,;:()“”\"«»‘.\n]{{1,70}}?)(?:…|\.\.\.)?\s?"
_SCOPED = rf"(?:[,:]?\s(?P<scope>{SCOPE}))?(?!\w)"
_REPEATED = late(
    rf"(?<![\w’'-])(?:(?P<ibid>(?:[Ii]bid(?:em)?\.?|[Ii]b\.|[Ee]b(?:en)?da\b|[Ee]bd\.?(?![\w])|ibd\.|{_AGAIN}"
    rf"|[Ll]oc\.\s?cit\.|[Oo]p\.\s?cit\.|A\.\s?a\.\s?O\.|[Ii]d\.(?=,\s(?:p|S)p?\.|$|[.;])))"
    rf"|(?P<name>{_PEOPLE}|{_SAME}),?\s(?:{_TITLE.format(n='')}[,:”\"»’]{{1,2}}\s)?"
    rf"(?P<opcit>{_AGAIN})){_SCOPED}"
)
_NOTED = late(
    rf"(?<![\w’'-])(?P<name>{_PEOPLE}"
    rf"|{_SAME})(?:[,:]\s{_TITLE.format(n='')}[”\"»’]?)?{_NOTE.format(n='')}{_SCOPED}"
)
_SHORT = late(
    rf"(?<![\w’'-])(?P<name>{_PEOPLE}|{_SAME})[,:]\s{_TITLE.format(n='')}[,”\"»“’]{{1,2}}\s?"
    rf"(?P<scope>{SCOPE})"
    r"(?=\s?[.,;)\n]|\s(?:and|und|et)\s|$)"
)
_INNER_LEADS = late(
    r"(?:See|Cf\.|Compare|Vgl\.|Siehe|Voir|So|But|And|In|For|Also|As|Auch|Dazu|Ebenso|Ferner)\s(?:also\s"
    r"|auch\s|dazu\s|aussi\s)?"
)
_TAIL = late(r"[\s,;:]+\Z")


def repeats(text: str, start: int, end: int) -> Iterator[Repeat]:
    """Everything in ``text[start:end]`` that may cite again, the surest first where some overlap."""
    for pattern in (_REPEATED, _NOTED, _SHORT) if has_digit(text, start, end) else (_REPEATED, _SHORT):
        for match in pattern.finditer(text, start, end):
            begin, stop = match.span()
            groups = match.groupdict()
            name = groups.get("name") or ""
            lead = _INNER_LEADS.match(name)
            if lead:
                begin += lead.end()
                name = name[lead.end() :]
            if groups.get("ibid") in {"idem", "Idem", "cit."} or not text[begin:stop].strip():
                continue
            tail = _TAIL.search(text[begin:stop])
            stop -= len(tail[0]) if tail else 0
            yield Repeat(
                begin,
                stop,
                () if re.fullmatch(_SAME, name) else _folded(name),
                title_words(groups.get("title") or ""),
                groups.get("note"),
                pattern is _SHORT,
                match.span("title") if groups.get("title") else None,
            )


def _folded(name: str) -> tuple[str, ...]:
    """The names of the first person whom ``name`` has, the surname first."""
    words = re.findall(r"[^\W\d_][\w’'-]+", re.split(r",\s|\s(?:and|und|et|&)\s|/", name)[0])
    return tuple(word.casefold() for word in reversed(words) if word[0].isupper())


def title_words(title: str) -> frozenset[str]:
    """The words by which a title is told: those of four letters or more, of three where it has no longer
    ones."""
    words = [word.casefold() for word in re.findall(r"[^\W\d_]{3,}", title)]
    return frozenset(word for word in words if len(word) > 3) or frozenset(words)


class Register:
    """What was cited so far, in the order of the text."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._last: Cited | None = None
        self._by_author: dict[str, list[Cited]] = {}
        self._by_note: dict[str, list[Cited]] = {}
        self._entries_by_name: dict[str, list[Entry]] | None = None

    @property
    def authors(self) -> tuple[str, ...]:
        """Those of what was cited last."""
        return self._last.authors if self._last else ()

    def add(self, cited: Cited) -> None:
        """Note that something is cited."""
        self._last = cited
        for author in dict.fromkeys(cited.authors):
            self._by_author.setdefault(author, []).append(cited)
        if cited.note is not None:
            self._by_note.setdefault(cited.note, []).append(cited)

    def meant(self, repeat: Repeat) -> Cited | None:
        """What is cited again; ``None`` where nothing, or more than one thing, would do."""
        if not repeat.names and not repeat.title and repeat.note is None:
            return self._last
        names = repeat.names or self.authors
        if repeat.note is not None and repeat.note in self._by_note:
            noted = self._by_note[repeat.note]
            of_author = [cited for cited in noted if names and names[0] in cited.authors]
            titled = [cited for cited in of_author if repeat.title and _agree(repeat.title, cited.words)]
            of_author = titled or of_author
            if of_author or len(noted) == 1:
                return (of_author or noted)[-1]
        if not names:
            return None
        earlier = self._by_author.get(names[0], [])[-50:]
        if repeat.title:
            return self._titled(names[0], repeat.title, earlier)
        if repeat.short:
            return None
        if earlier:
            return earlier[-1]
        own = self._named(names[0])
        return _cited(own[0]) if len(own) == 1 else None

    def _titled(self, name: str, title: frozenset[str], earlier: Sequence[Cited]) -> Cited | None:
        for cited in reversed(earlier):
            if _agree(title, cited.words):
                return cited
        found = [entry for entry in self._named(name) if _agree(title, entry.words)]
        return _cited(found[0]) if len(found) == 1 else None

    def _named(self, name: str) -> list[Entry]:
        if self._entries_by_name is None:
            self._entries_by_name = {}
            for entry in self._entries:
                for each in dict.fromkeys(entry.surnames or entry.names):
                    self._entries_by_name.setdefault(each, []).append(entry)
        return self._entries_by_name.get(name, [])


def _agree(title: frozenset[str], words: frozenset[str]) -> bool:
    """Whether a short title is made of the words of the whole one: of all but one where it has several."""
    common = sum(
        1 for word in title if word in words or any(w.startswith(word[:5]) for w in words if len(word) > 5)
    )
    return common > 0 and common >= len(title) - (len(title) > 2)


def _cited(entry: Entry) -> Cited:
    return Cited(entry.start, (entry.start, entry.end), entry.surnames or entry.names, entry.words)
