"""Descriptions that the document itself settles: "the U.S. secretary of state", "the Soviet leader".

A description is a definite noun phrase whose noun is an office. It is settled where the document gives
exactly one person an office that fits: as a title before the name ("Secretary of State James Baker") or
beside it ("Angela Merkel, the German chancellor,"). A general noun ("leader") takes any office of state,
but only together with the same nation or body ("Soviet leader" – "Soviet President"). What fits two
persons, or none, stays untagged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from tei_tools.identity._words import folded

# Offices by language; a name of several words is matched as such. Compiled by us from general knowledge.
_OFFICES = {
    "en": (
        "secretary of state|secretary of defense|secretary of defence|secretary general|"
        "secretary-general|general secretary|"
        "foreign secretary|home secretary|defense secretary|defence secretary|treasury secretary|"
        "prime minister|foreign minister|"
        "defense minister|defence minister|finance minister|interior minister|chief executive|"
        "chief justice|attorney general|"
        "vice president|president|premier|chancellor|minister|ambassador|governor|mayor|senator|"
        "king|queen|emperor|empress|"
        "tsar|czar|pope|archbishop|bishop|general|admiral|marshal|commander|chairman|chairwoman|"
        "director|prince|princess|duke|"
        "sultan|shah|dictator|leader|ruler|statesman|head of state|head of government"
    ),
    "de": (
        "Außenminister|Innenminister|Verteidigungsminister|Finanzminister|Bundeskanzler|"
        "Bundeskanzlerin|Reichskanzler|"
        "Bundespräsident|Reichspräsident|Ministerpräsident|Premierminister|Generalsekretär|"
        "Staatssekretär|Präsident|Präsidentin|"
        "Kanzler|Kanzlerin|Minister|Botschafter|Bürgermeister|König|Königin|Kaiser|Kaiserin|Zar|"
        "Papst|Bischof|General|Admiral|"
        "Fürst|Herzog|Sultan|Diktator|Staatschef|Regierungschef|Führer"
    ),
    "fr": (
        "ministre des Affaires étrangères|ministre de la Défense|ministre de l'Intérieur|"
        "premier ministre|secrétaire d'État|"
        "secrétaire général|chef de l'État|chef du gouvernement|président|présidente|chancelier|"
        "chancelière|ministre|"
        "ambassadeur|maire|roi|reine|empereur|impératrice|tsar|pape|évêque|général|amiral|prince|"
        "duc|sultan|dictateur|dirigeant"
    ),
}
_ARTICLES = {"en": "the", "de": "der|die|den|dem|des", "fr": "le|la|l['’]"}
_GENERAL = frozenset(
    (
        "leader",
        "ruler",
        "statesman",
        "head of state",
        "head of government",
        "staatschef",
        "regierungschef",
        "dirigeant",
    )
)
# An office of state: what a general noun may stand for.
_OF_STATE = re.compile(
    r"\b(president|premier|prime minister|chancellor|general secretary|king|queen|emperor|tsar|"
    r"czar|shah|sultan|dictator|"
    r"leader|prasident|kanzler|kanzlerin|ministerprasident|generalsekretar|konig|konigin|kaiser|"
    r"zar|diktator|"
    r"presidente?|chancelier|roi|reine|empereur|premier ministre|secretaire general)\b"
)


@dataclass(frozen=True, slots=True)
class Role:
    """An office that the document gives a person: the folded words, and the person's identifier."""

    words: str
    person: str


@dataclass(frozen=True, slots=True)
class Description:
    """A definite description in the text: its span, the words before its office, and the office, folded."""

    start: int
    end: int
    modifiers: str
    office: str


def descriptions(text: str, language: str) -> Iterator[Description]:
    """Every definite description of an office in ``text``, in order."""
    for match in _pattern(_known(language)).finditer(text):
        modifiers = (match["before"] or "") + " " + (match["after"] or "")
        yield Description(match.start(), match.end(), folded(modifiers), folded(match["office"]))


def apposed_office(text: str, end: int, language: str) -> str:
    """The office said of a name that ends at ``end``: "…, the German chancellor," gives ``german
    chancellor``."""
    match = _apposition(_known(language)).match(text, end)
    return folded(match["words"]) if match else ""


@dataclass(frozen=True, slots=True)
class _Holders:
    """Who holds an office, and by each word of their roles who holds it so."""

    persons: tuple[str, ...]
    by_word: dict[str, set[str]]

    def only_one(self, words: set[str]) -> str | None:
        """The one who holds it with any of these words; none where several do."""
        found: set[str] = set()
        for word in words:
            persons = self.by_word.get(word, set())
            if len(persons) > 1:
                return None
            found |= persons
        return found.pop() if len(found) == 1 else None


class Roles:
    """The offices that a document gives its persons, looked up by office."""

    def __init__(self, roles: Iterable[Role]) -> None:
        self._roles = list(dict.fromkeys(roles))
        self._words: dict[str, set[str]] = {}
        for role in self._roles:
            self._words.setdefault(role.person, set()).update(role.words.split())
        self._holders: dict[str, _Holders] = {}

    def settled(self, description: Description) -> tuple[str, float] | None:
        """Whose description it is, and how sure, if the roles of the document leave exactly one person."""
        modifiers = set(description.modifiers.split())
        if description.office in _GENERAL:
            fitting = self._of("").only_one(modifiers)
            return (fitting, 0.8) if fitting is not None else None
        holders = self._of(description.office)
        person = holders.persons[0] if len(holders.persons) == 1 else holders.only_one(modifiers)
        if person is None:
            return None
        others = self._words[person] - set(description.office.split())
        if modifiers and others and not modifiers & others and _nations(modifiers) and _nations(others):
            return None
        return person, 0.85

    def _of(self, office: str) -> _Holders:
        """Who holds that office; empty: an office of state."""
        known = self._holders.get(office)
        if known is None:
            by_word: dict[str, set[str]] = {}
            persons: dict[str, None] = {}
            for role in self._roles:
                if _names_office(role.words, office) if office else _OF_STATE.search(role.words):
                    persons[role.person] = None
                    for word in role.words.split():
                        by_word.setdefault(word, set()).add(role.person)
            known = self._holders[office] = _Holders(tuple(persons), by_word)
        return known


def settled(description: Description, roles: Iterable[Role]) -> tuple[str, float] | None:
    """Whose description it is, and how sure, if these roles leave exactly one person."""
    return Roles(roles).settled(description)


def _names_office(role: str, office: str) -> bool:
    return f" {office} " in f" {role} "


def _nations(words: set[str]) -> set[str]:
    """The words that look like a nation or body rather than like "former" or "new"."""
    return words - _COMMON


_COMMON = frozenset(
    "former then new old late first second last next current future acting deputy vice of the "
    "and ehemalige ehemaligen neue neuen "
    "damalige damaligen ancien nouveau futur own said same great young".split()
)


def _known(language: str) -> str:
    code = language.split("-")[0]
    return code if code in _OFFICES else "en"


@cache
def _pattern(language: str) -> re.Pattern[str]:
    offices, articles = _OFFICES[language], _ARTICLES[language]
    word = r"(?:[A-Z](?:\.[A-Z])+\.?|[^\W\d_][\w’'-]{1,24})"
    if language == "fr":
        return re.compile(
            rf"(?<!\w)(?i:(?:{articles})\s|l['’])(?P<before>)(?P<office>(?i:{offices}))(?P<after>(?:\s[^\W\d_]\w{{1,24}})?)(?!\w)"
        )
    office = offices if language == "de" else f"(?i:{offices})"
    return re.compile(
        rf"(?<!\w)(?i:{articles}) (?P<before>(?:{word} ){{0,2}}?)"
        rf"(?P<office>{office})(?P<after>)(?![\w-]|\s[A-Z])"
    )


@cache
def _apposition(language: str) -> re.Pattern[str]:
    offices, articles = _OFFICES[language], _ARTICLES[language]
    return re.compile(
        rf", (?:(?:{articles}) )?(?P<words>(?:[\w.’'-]{{1,24}} ){{0,3}}?(?:{offices})"
        r"(?: (?:of|von|de|du) (?:the )?[A-Z]\w+)?)(?=[,.;:)]| who| qui)",
        re.I if language != "de" else 0,
    )
