"""One identity for all names of one person in a document.

A full name opens an identity; the same forenames (or initials that fit) with the same surname belong to it,
unless both have a generation and not the same, or the sentence names both side by side. A surname alone, with
or without a title, belongs to the person of that surname who was named last, or, where none was named yet, to
the only one who will be; a forename alone to the only person of that forename; a forename with a byname or a
number to nobody else. "Mr" and "Mrs" of one surname are two persons. Two names that the text says are one
person's ("Samuel Clemens, better known as Mark Twain") are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from tei_tools.identity._kin import are_two, byname_of, is_accession, is_alias, is_family, is_listed, stem_of
from tei_tools.identity._words import Mention, folded

_MALE = frozenset(
    "mr mister sir lord herr herrn monsieur m king prince duke count baron father uncle brother konig roi "
    "kaiser prinz herzog graf bruder onkel empereur duc comte emperor tsar pope papst pape".split()
)
_WIVES = frozenset("mrs lady frau madame mme".split())
_MISSES = frozenset("miss fraulein frl mademoiselle mlle".split())
_FEMALE = (
    _WIVES
    | _MISSES
    | frozenset(
        "ms dame madam queen princess duchess countess aunt sister konigin kaiserin reine prinzessin "
        "herzogin grafin schwester tante empress empresse imperatrice duchesse comtesse".split()
    )
)
# What a woman called Miss or Mrs was not, where somebody of her name was.
_PROFESSIONS = frozenset(
    "dr doctor doktor captain capt colonel col general gen major maj lieutenant lieut lt rev reverend "
    "admiral sergeant sgt hauptmann oberst leutnant capitaine".split()
)
_ROYAL = frozenset(
    "king queen emperor empress prince princess pope tsar tsarina konig konigin kaiser kaiserin prinz "
    "prinzessin papst zar zarin roi reine empereur imperatrice pape sultan saint st sainte sankt".split()
)

Given = Callable[[str], str | None]


@dataclass(slots=True, eq=False)
class Person:
    """The mentions of one person while they are gathered; ``entry`` is the authority file's."""

    forename: str = ""
    surname: str = ""
    gender: str = ""
    generation: str = ""
    entry: str = ""
    titles: set[str] = field(default_factory=set, repr=False)
    mentions: list[Mention] = field(default_factory=list)
    doubtful: dict[int, tuple[Person, ...]] = field(default_factory=dict, repr=False)

    @property
    def start(self) -> int:
        """Where the person is first named, of the mentions gathered so far."""
        return min(mention.tag.start for mention in self.mentions)

    def take(
        self,
        mention: Mention,
        *,
        sure: bool = True,
        rivals: tuple[Person, ...] = (),
        given: Given | None = None,
    ) -> None:
        """Add a mention, and keep the fullest forename and surname met. ``rivals`` may be meant as well."""
        if not sure:
            self.doubtful[mention.tag.start] = tuple(each for each in rivals if each is not self)
        self.mentions.append(mention)
        self.entry = self.entry or _entry(mention)
        fore, sur = folded(mention.part("forename")), folded(mention.part("surname"))
        if len(fore) > len(self.forename):
            self.forename = fore
        if sur and not self.surname:
            self.surname = sur
        self.titles |= _titles(mention)
        self.generation = self.generation or byname_of(mention)
        self.gender = self.gender or _gender(mention)
        if not self.gender and given is not None and fore:
            self.gender = (given(fore.split(" ")[0]) or "")[:1]


def persons(
    mentions: list[Mention], given: Given | None = None, *, genitives: bool = False, text: str = ""
) -> list[Person]:
    """The persons that these mentions name, in order of first appearance in the text.

    ``given`` tells ``male`` or ``female`` of a given name: Florence Linden is not Mr Linden. ``genitives``: a
    name alone may have the ending of the German genitive (Goethes). ``text`` is what stands between mentions:
    without it nobody is told apart or gathered by it.
    """
    return _Gathering(mentions, given, genitives, text).persons()


class _Gathering:
    def __init__(self, mentions: list[Mention], given: Given | None, genitives: bool, text: str) -> None:
        self.mentions = mentions
        self.given = given
        self.genitives = genitives
        self.text = text
        self.found: list[Person] = []
        self.by_surname: dict[str, list[Person]] = defaultdict(list)
        self.by_forename: dict[str, list[Person]] = defaultdict(list)
        self.recent: dict[str, list[tuple[int, Person]]] = defaultdict(list)
        self.owner: dict[int, Person] = {}
        self.husbands: dict[str, Person] = {}
        self.titles_of: dict[str, set[str]] = defaultdict(set)
        self.surnames = {folded(each.part("surname")) for each in mentions if each.part("forename")}
        for mention in mentions:
            if not mention.part("forename"):
                self.titles_of[folded(mention.part("surname"))] |= _titles(mention)

    def persons(self) -> list[Person]:
        """The persons, each with its mentions in order."""
        waiting = []
        for number, mention in enumerate(self.mentions):
            if mention.part("forename") and mention.part("surname"):
                self._full(number, mention)
            else:
                waiting.append(mention)
        for mention in sorted(waiting, key=lambda each: not (_gender(each) or byname_of(each))):
            self._short(mention)
        self._merge_aliases()
        for person in self.found:
            person.mentions.sort(key=lambda mention: mention.tag.start)
        return sorted(self.found, key=lambda person: person.mentions[0].tag.start)

    def _give(self, person: Person, mention: Mention, **how: object) -> None:
        person.take(mention, given=self.given, **how)  # type: ignore[arg-type]
        self.owner[mention.tag.start] = person

    def _new(self, key: str) -> Person:
        person = Person()
        self.found.append(person)
        self.by_surname[key].append(person)
        return person

    def _beside(self, number: int) -> Person | None:
        """The person of the mention before, where the sentence says that this is another one."""
        if not self.text or not number:
            return None
        before, mention = self.mentions[number - 1], self.mentions[number]
        if are_two(self.text[before.tag.end : mention.tag.start]):
            return self.owner.get(before.tag.start)
        return None

    def _full(self, number: int, mention: Mention) -> None:
        surname, forename = folded(mention.part("surname")), folded(mention.part("forename"))
        if self.genitives:
            surname = stem_of(surname, self.surnames - {surname})
        generation, beside = byname_of(mention), self._beside(number)
        fitting = [
            person
            for person in self.by_surname[surname]
            if _fits(person.forename, forename)
            and _agrees(person, mention)
            and person is not beside
            and _one_entry(person.entry, _entry(mention))
            and (not generation or not person.generation or person.generation == generation)
        ]
        same = [person for person in fitting if person.forename == forename] or fitting
        if generation:
            same = [person for person in same if person.generation == generation] or same
        person = self._last_named(same, surname) if len(same) > 1 else same[0] if same else None
        if person is None:
            person = self._new(surname)
        self._give(person, mention, sure=len(same) < 2, rivals=tuple(same))
        self.recent[surname].append((mention.tag.start, person))
        first = mention.part("forename").split()
        for name in dict.fromkeys((folded(first[0]), person.forename.split(" ")[0])):
            if person not in self.by_forename[name]:
                self.by_forename[name].append(person)

    def _last_named(self, among: list[Person], surname: str) -> Person:
        return next((person for _, person in reversed(self.recent[surname]) if person in among), among[0])

    def _short(self, mention: Mention) -> None:
        surname, forename = folded(mention.part("surname")), folded(mention.part("forename"))
        byname = byname_of(mention) if not surname else ""
        if self.genitives:
            surname = stem_of(surname, self.by_surname)
            forename = stem_of(forename, self.by_forename)
        key = surname or (f"{forename} {byname}" if byname else forename) or folded(mention.words)
        before = self.text[max(0, mention.tag.start - 24) : mention.tag.start]
        if not _titles(mention) and is_family(before, mention.words, german=self.genitives):
            key = f"family {key}"
        namesakes = [each for each in self.by_surname.get(key, []) if self._may_be(each, mention)]
        husband = self._husband(key, mention, namesakes)
        person, sure = (husband, True) if husband else _nearest(namesakes, self.recent[key], mention)
        offices = _titles(mention) - _MALE - _FEMALE - _PROFESSIONS
        holders = [each for each in namesakes if offices & each.titles]
        if len(holders) == 1 and person not in holders:
            person, sure = holders[0], True  # President Clinton
        if entry := _entry(mention):
            # The authority file says who it is, and nothing of others of the name.
            person = next((each for each in self.found if each.entry == entry), None)
            sure = True
        elif person is None and not byname and (not surname or not mention.part("roleName")):
            fitting = [each for each in self.by_forename.get(key, []) if self._may_be(each, mention)]
            if len(fitting) == 1 and (
                _titles(mention) & _ROYAL <= fitting[0].titles or not fitting[0].surname
            ):
                person, sure = fitting[0], False
        if person is None and " " not in key:
            holders = [each for each in self.found if key in each.titles]
            person, sure = (holders[0], False) if len(holders) == 1 else (None, sure)  # the Duke
        if person is None:
            person, sure = self._new(key), True
            if not surname:
                self.by_forename[forename or key].append(person)
        self._give(person, mention, sure=sure, rivals=tuple(namesakes))

    def _may_be(self, person: Person, mention: Mention) -> bool:
        if not _agrees(person, mention):
            return False
        titles = self.titles_of[person.surname]
        profession = _titles(mention) & _PROFESSIONS
        return not (
            profession and person.gender == "f" and titles & _MISSES and not person.titles & profession
        )

    def _husband(self, key: str, mention: Mention, namesakes: list[Person]) -> Person | None:
        """Who is Mr where there is a Mrs of the name, and all men of that name whose forenames are told come
        later: their father."""
        titles = _titles(mention)
        if "mr" not in titles or not self.titles_of[key] & _WIVES:
            return None
        known = self.husbands.get(key)
        if known is None and namesakes and all(each.start > mention.tag.start for each in namesakes):
            known = self.husbands[key] = self._new(key)
        return known

    def _merge_aliases(self) -> None:
        """Make one person of two whose names the text says are one person's."""
        if not self.text:
            return
        instead: dict[int, Person] = {}
        for number, (one, other) in enumerate(pairwise(self.mentions)):
            between = self.text[one.tag.end : other.tag.start]
            alias = is_alias(between) or (is_accession(between) and _titles(other) & _ROYAL)
            if not alias and not self._apposed(number, between):
                continue
            kept, gone = self._now(instead, one), self._now(instead, other)
            if kept is gone or _differ(kept, gone) or not _one_entry(kept.entry, gone.entry):
                continue
            if alias and not other.part("forename") and len(gone.mentions) > 1:
                gone.mentions.remove(other)  # née Brentano: her name, and another's besides
                gone.doubtful.pop(other.tag.start, None)
                kept.mentions.append(other)
                continue
            instead[id(gone)] = kept
            kept.entry = kept.entry or gone.entry
            kept.mentions += gone.mentions
            kept.doubtful.update(gone.doubtful)
            kept.titles |= gone.titles
            kept.gender = kept.gender or gone.gender
            self.found.remove(gone)
        if instead:
            for person in self.found:
                for start, rivals in person.doubtful.items():
                    now = dict.fromkeys(_settled(instead, each) for each in rivals)
                    person.doubtful[start] = tuple(each for each in now if each is not person)

    def _apposed(self, number: int, between: str) -> bool:
        """Whether an office and a name stand beside each other, and in no list: "the Bishop of Ely, Ann Hart,
        came" or "Louis, roi de France"."""
        one, other = self.mentions[number], self.mentions[number + 1]
        office = [_is_office(each) for each in (one, other)]
        if sum(office) != 1 or between not in (", ", ", the ", ", der ", ", die ", ", le ", ", la "):
            return False
        end = other.tag.end
        following = self.mentions[number + 2].tag.start - end if number + 2 < len(self.mentions) else 99
        if is_listed(self.text[end : end + 12], following < 9):
            return False
        before = self.mentions[number - 1].tag.end if number else -100
        return one.tag.start - before > 6

    def _now(self, instead: dict[int, Person], mention: Mention) -> Person:
        return _settled(instead, self.owner[mention.tag.start])


def _settled(instead: dict[int, Person], person: Person) -> Person:
    while id(person) in instead:
        person = instead[id(person)]
    return person


def _nearest(
    fitting: list[Person], recent: list[tuple[int, Person]], mention: Mention
) -> tuple[Person | None, bool]:
    """The namesake named last before this mention, else the only one; and whether that is sure: where no
    other was named so far, it is."""
    if not fitting:
        return None, False
    if len(fitting) == 1:
        return fitting[0], True
    before: list[Person] = []
    for start, person in recent:
        if start > mention.tag.start:
            break
        if person in fitting:
            before.append(person)
    return (before[-1] if before else fitting[0]), len(set(map(id, before))) == 1


def _is_office(mention: Mention) -> bool:
    return bool(mention.parts) and all(element == "roleName" for element, _ in mention.parts)


def _differ(one: Person, other: Person) -> bool:
    """Whether titles say that one is a man and the other a woman; given names say less."""
    return any(
        first.titles & _MALE and second.titles & _FEMALE for first, second in ((one, other), (other, one))
    )


def _entry(mention: Mention) -> str:
    """The entry of the authority file at which the mention points already."""
    return mention.tag.attributes.get("ref", "").removeprefix("#")


def _one_entry(one: str, other: str) -> bool:
    return not one or not other or one == other


def _titles(mention: Mention) -> set[str]:
    return set(folded(mention.part("roleName")).split())


def _gender(mention: Mention) -> str:
    words = _titles(mention)
    if words & _FEMALE:
        return "f"
    return "m" if words & _MALE else ""


def _agrees(person: Person, mention: Mention) -> bool:
    gender = _gender(mention)
    return not (gender and person.gender and gender != person.gender)


def _fits(one: str, other: str) -> bool:
    """Whether two strings of forenames may be one person's: equal, or initials of one another, in order."""
    first, second = one.split(), other.split()
    if not first or not second:
        return True
    return all(
        a == b or (len(a) == 1 and b.startswith(a)) or (len(b) == 1 and a.startswith(b))
        for a, b in zip(first, second, strict=False)
    )
