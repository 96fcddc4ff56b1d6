"""One identity for all names of one person in a document.

A full name opens an identity; the same forenames (or initials that fit) with the same surname belong to it;
a surname alone, with or without a title, belongs to the person of that surname who was named last, or,
where none was named yet, to the only one who will be; a forename alone to the only person of that forename.
"Mr" and "Mrs" of one surname are two persons.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from tei_tools.identity._words import Mention, folded

_MALE = frozenset(
    "mr mister sir lord herr monsieur m king prince duke count baron father uncle könig konig roi".split()
)
_FEMALE = frozenset(
    "mrs miss ms lady dame madam frau fräulein fraulein madame mme mademoiselle mlle queen "
    "princess duchess countess aunt königin konigin reine".split()
)


Given = Callable[[str], str | None]


@dataclass(slots=True, eq=False)
class Person:
    """The mentions of one person while they are gathered."""

    forename: str = ""
    surname: str = ""
    gender: str = ""
    mentions: list[Mention] = field(default_factory=list)
    doubtful: dict[int, tuple[Person, ...]] = field(default_factory=dict, repr=False)

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
        fore, sur = folded(mention.part("forename")), folded(mention.part("surname"))
        if len(fore) > len(self.forename):
            self.forename = fore
        if sur and not self.surname:
            self.surname = sur
        self.gender = self.gender or _gender(mention)
        if not self.gender and given is not None and fore:
            self.gender = (given(fore.split(" ")[0]) or "")[:1]


def persons(mentions: list[Mention], given: Given | None = None, *, genitives: bool = False) -> list[Person]:
    """The persons that these mentions name, in order of first appearance in the text.

    ``given`` tells ``male`` or ``female`` of a given name: Florence Linden is not Mr Linden. ``genitives``: a
    surname alone may have the ending of the German genitive (Goethes).
    """
    found: list[Person] = []
    by_surname: dict[str, list[Person]] = defaultdict(list)
    by_forename: dict[str, list[Person]] = defaultdict(list)
    waiting: list[Mention] = []
    recent: dict[str, list[tuple[int, Person]]] = defaultdict(list)

    for mention in mentions:
        if not (mention.part("forename") and mention.part("surname")):
            waiting.append(mention)
            continue
        surname, forename = folded(mention.part("surname")), folded(mention.part("forename"))
        person = next(
            (p for p in by_surname[surname] if _fits(p.forename, forename) and _agrees(p, mention)), None
        )
        if person is None:
            person = Person()
            found.append(person)
            by_surname[surname].append(person)
        person.take(mention, given=given)
        recent[surname].append((mention.tag.start, person))
        first = person.forename.split(" ")[0]
        if person not in by_forename[first]:
            by_forename[first].append(person)

    for mention in waiting:
        surname, forename = folded(mention.part("surname")), folded(mention.part("forename"))
        # Charles the Bald and Louis XIV are nobody else of their forename.
        byname = folded(f"{mention.part('addName')} {mention.part('genName')}") if not surname else ""
        if genitives and surname.endswith("s") and surname not in by_surname and surname[:-1] in by_surname:
            surname = surname[:-1]
        key = surname or (f"{forename} {byname}" if byname else forename) or folded(mention.words)
        person, sure = _nearest(by_surname.get(key, []), recent[key], mention)
        rivals = tuple(each for each in by_surname.get(key, []) if _agrees(each, mention))
        if person is None and not surname:
            namesakes = by_forename.get(key, [])
            person = namesakes[0] if len(namesakes) == 1 else None
            sure = False
        if person is None and surname and not mention.part("roleName"):
            namesakes = by_forename.get(key, [])
            person = namesakes[0] if len(namesakes) == 1 else None
            sure = False
        if person is None:
            person, sure = Person(), True
            found.append(person)
            by_surname[key].append(person)
            if not surname:
                by_forename[key].append(person)
        person.take(mention, sure=sure, rivals=rivals, given=given)
    for person in found:
        person.mentions.sort(key=lambda mention: mention.tag.start)
    return sorted(found, key=lambda person: person.mentions[0].tag.start)


def _nearest(
    namesakes: list[Person], recent: list[tuple[int, Person]], mention: Mention
) -> tuple[Person | None, bool]:
    """The namesake named last before this mention, else the only one; and whether that is sure."""
    fitting = [person for person in namesakes if _agrees(person, mention)]
    if not fitting:
        return None, False
    if len(fitting) == 1:
        return fitting[0], True
    before = None
    for start, person in recent:
        if start > mention.tag.start:
            break
        if person in fitting:
            before = person
    return (before or fitting[0]), False


def _gender(mention: Mention) -> str:
    words = set(folded(mention.part("roleName")).split())
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
