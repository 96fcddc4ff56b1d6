"""Descriptions that the document itself settles: "the U.S. secretary of state", "the Soviet leader".

A description is a definite noun phrase whose noun is an office. It is settled where the document gives
exactly one person an office that fits: as a title before the name ("Secretary of State James Baker") or
beside it ("Angela Merkel, the German chancellor,"). A general noun ("leader") takes any office of state,
but only together with the same nation or body ("Soviet leader" – "Soviet President"). What fits two
persons, or none, stays untagged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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


def settled(description: Description, roles: Sequence[Role]) -> tuple[str, float] | None:
    """Whose description it is, and how sure, if the roles of the document leave exactly one person."""
    named = {role.person for role in roles if _names_office(role.words, description.office)}
    modifiers = set(description.modifiers.split())
    if description.office in _GENERAL:
        if not modifiers:
            return None
        fitting = {
            role.person
            for role in roles
            if _OF_STATE.search(role.words) and modifiers & set(role.words.split())
        }
        return (fitting.pop(), 0.8) if len(fitting) == 1 else None
    if len(named) > 1 and modifiers:
        named = {
            role.person
            for role in roles
            if _names_office(role.words, description.office) and modifiers & set(role.words.split())
        }
    if len(named) != 1:
        return None
    person = named.pop()
    theirs = [role.words for role in roles if role.person == person]
    others = {word for words in theirs for word in words.split()} - set(description.office.split())
    if modifiers and others and not modifiers & others and _nations(modifiers) and _nations(others):
        return None
    return person, 0.85


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
