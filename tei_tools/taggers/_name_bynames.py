"""Words in and behind persons' names that tell one of a name from another: bynames, numbers, generations,
honours, and the particles of surnames. General knowledge, in small letters, for English, German and French.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tei_tools.taggers._name_cues import GENERATIONS, PARTICLES
from tei_tools.taggers._name_tokens import INITIAL, UPPER, Token

__all__ = [
    "AFTER_NAME",
    "BEFORE_BYNAME",
    "BYNAMES",
    "COURTESY",
    "EPITHETS",
    "GENERATION_BYNAMES",
    "LINKS",
    "ORDINALS",
    "RANKS",
    "ROYAL",
    "SET_PHRASES",
    "honours_at_the_end",
    "is_roman",
]

#: particles of surnames, with those that stand between two of them (von und zu)
LINKS: Final = PARTICLES | frozenset("zu zum zur und d' d’ l' l’ vander vanden".split()) - {"y", "e"}
#: ranks of the German nobility, which stand between forenames and surname
RANKS: Final = frozenset(
    """
    graf gräfin freiherr freifrau freiin fürst fürstin edler edle ritter reichsgraf reichsfreiherr
    grafen freiherrn fürsten reichsgrafen reichsfreiherrn
    """.split()
)
#: after these "de" and "von" begin a name: M. de La Fontaine
COURTESY: Final = frozenset(
    """
    m mr mrs ms miss mme mlle monsieur madame mademoiselle herr herrn frau fräulein hr hrn frl messieurs
    mesdames
    """.split()
)
#: titles of those who are called by their forename and number
ROYAL: Final = frozenset(
    """
    king queen emperor empress pope tsar czar kaiser prince princess sultan shah duke archduke
    könig königs königin kaisers kaiserin papst papstes zar zaren zarin herzog herzogs großherzog fürst
    kurfürst kurfürsten markgraf markgrafen graf landgraf
    roi reine empereur impératrice pape tsar duc électeur
    """.split()
)
#: articles before a byname
BEFORE_BYNAME: Final = frozenset("the der die den dem des le la l' l’".split())

ORDINALS: Final = frozenset(
    """
    first second third fourth fifth sixth seventh eighth
    erste ersten zweite zweiten dritte dritten vierte vierten fünfte fünften sechste sechsten siebte siebten
    achte achten
    """.split()
)
#: bynames that tell generations apart (TEI ``genName``): the Younger, der Ältere, the Second
GENERATION_BYNAMES: Final = (
    frozenset(
        """
    elder younger ältere älteren jüngere jüngeren aeltere juengere jeune ancien aîné aînée ä j
    """.split()
    )
    | ORDINALS
)
#: bynames of persons who have no surname by their side (TEI ``addName``): the Great
EPITHETS: Final = frozenset(
    """
    great terrible conqueror bald bold good wise pious confessor lion magnificent fair fat black red short
    simple lionheart navigator impaler unready peaceful martyr apostate just bad cruel mad silent
    große grosse großen grossen deutsche deutschen fromme frommen kahle kahlen kühne kühnen weise weisen
    starke starken schöne schönen schreckliche schrecklichen eroberer eroberers gute guten kurze kurzen
    großmütige großmütigen gütige sanftmütige beharrliche bärtige standhafte siegreiche
    dicke dicken löwe löwen bär bären zänker seefahrer seefahrers heilige heiligen stolze gerechte streitbare
    grand grande bel bon hardi chauve pieux téméraire vieux bègue gros bref juste fou cruel débonnaire
    conquérant magnifique terrible victorieux sage
    """.split()
)
BYNAMES: Final = EPITHETS | GENERATION_BYNAMES
#: two words that are a byname together
SET_PHRASES: Final = {
    ("sans", "terre"): "addName",
    ("sans", "peur"): "addName",
    ("ohne", "land"): "addName",
    ("ohne", "furcht"): "addName",
    ("d", "ä"): "genName",
    ("d", "j"): "genName",
}
#: words behind a surname that tell generations apart
AFTER_NAME: Final = frozenset("père fils sen jun ier ire vater sohn".split())

_NUMBERS = GENERATIONS - {"jr", "sr", "junior", "senior"}
_HONOURS = frozenset(
    """
    phd dphil md dd lld ma ba bsc msc mba jd edd frcs frs fsa mp mep qc kc kg kt om ch cb kcb gcb cbe kbe obe
    mbe dso mc vc esq esqr esquire sj osb op ofm cssr ret usn usmc usa mdb mdl mdr
    """.split()
)
# Those that nothing else is, so that no comma need stand before them.
_PLAIN_HONOURS = frozenset("phd dphil esq esqr esquire lld".split())
_MOST_PIECES = 2


def is_roman(token: Token) -> bool:
    """Whether a word is a Roman number, as it stands behind a ruler's name."""
    return token.text.isupper() and (token.small == "i" or token.small in _NUMBERS)


def honours_at_the_end(words: Sequence[Token]) -> int:
    """How many of the last words (marks left out) are honours and degrees: Ph.D., K.C.B., Esq."""
    count = 0
    while count < len(words) - 1:
        size = _honour(words[: len(words) - count])
        if not size:
            break
        count += size
    return count


def _honour(words: Sequence[Token]) -> int:
    """How many words the honour at the end has: "Ph.D." is two, "M.D." one; 0 where there is none."""
    for size in range(1, _MOST_PIECES + 1):
        if len(words) <= size:
            break
        pieces = words[-size:]
        key = "".join(piece.small for piece in pieces).replace(".", "")
        parted = words[-size].start - words[-size - 1].end >= 2  # a comma between
        written = all(piece.shape in (UPPER, INITIAL) or size > 1 for piece in pieces)
        if key in _PLAIN_HONOURS or (key in _HONOURS and parted and written):
            return size
    return 0
