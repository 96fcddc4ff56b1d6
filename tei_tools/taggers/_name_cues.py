"""What stands in and around names, language by language: titles, prepositions, verbs, heads of names of
bodies.

All words in small letters, without a final full stop. The tables are general usage, written for this
project; each language's are in a module of its own (``_name_cues_en``, ``_de``, ``_fr``) and are built when
first asked for.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from functools import cache

__all__ = ["Cues", "cues_for"]

#: small words that stand inside a person's name before the surname (TEI ``nameLink``)
PARTICLES = frozenset(
    """
    von van der den de du des del della dello di da dal dos das do la le las los vom ten ter af av
    ibn bin ben el al bint y e
    """.split()
)
#: what tells generations apart (TEI ``genName``)
GENERATIONS = frozenset(
    """
    jr sr junior senior ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi xxii xxiii
    """.split()
)


@dataclass(frozen=True, slots=True)
class Cues:
    """The cue words of one language."""

    language: str
    #: titles, ranks, offices and kinship that stand before a name; modifiers that stand before such a title
    titles: frozenset[str]
    title_modifiers: frozenset[str]
    #: titles that take "of" and a place: Duke of Wellington
    titles_of_land: frozenset[str]
    #: titles that alone make a name of the next word, whatever it is
    firm_titles: frozenset[str]
    #: words that are never (part of) a name at the start of a sentence
    function_words: frozenset[str]
    articles: frozenset[str]
    #: prepositions and nouns after which a place is likely; after which a person is
    before_place: frozenset[str]
    before_person: frozenset[str]
    #: verbs of saying and thinking; verbs that have a person or body as their subject
    speech_verbs: frozenset[str]
    agent_verbs: frozenset[str]
    #: last words of names of bodies, first words that take "of"/"for"
    body_tails: frozenset[str]
    body_heads: frozenset[str]
    #: endings of one-word names of bodies (German)
    body_endings: tuple[str, ...]
    #: last and first words of names of places; those of rivers, seas, mountains
    place_tails: frozenset[str]
    nature_tails: frozenset[str]
    nature_heads: frozenset[str]
    #: common nouns before a place's own name: city of Paris
    place_nouns: frozenset[str]
    #: small words inside names of bodies
    body_links: frozenset[str]
    #: words that stand for a person in a family: Papa
    family_words: frozenset[str] = frozenset()
    #: whether every noun has a capital
    nouns_capital: bool = False


@cache
def cues_for(language: str) -> Cues:
    """The cues of a BCP 47 language; English ones where there are none of its own."""
    primary = language.split("-")[0].lower()
    if primary not in ("en", "de", "fr"):
        primary = "en"
    cues: Cues = importlib.import_module(f"tei_tools.taggers._name_cues_{primary}").CUES
    return cues
