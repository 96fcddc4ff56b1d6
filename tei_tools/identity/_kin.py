"""What stands between and before names of persons and says that they are two, or one, or a family; and the
forms of one byname."""

from __future__ import annotations

import re
from collections.abc import Container

from tei_tools.identity._words import Mention, folded

__all__ = ["are_two", "byname_of", "is_accession", "is_alias", "is_family", "is_listed", "stem_of"]

_RELATIVES = (
    "sons?|daughters?|brothers?|sisters?|father|mother|cousins?|wife|husband|nephews?|nieces?|uncle|aunt|"
    "grandson|grandfather|Söhne|Sohn|Töchter|Tochter|Bruder|Brüder|Schwestern?|Vater|Mutter|Vetter|Neffen?|"
    "Enkel|Frau|Mann|fils|fille|frères?|sœurs?|père|mère|cousine?|épouse|mari|neveu|nièce"
)
_AND = r"(?:and|or|&|und|oder|et|ou|with|mit|avec)"
_OWN = r"(?:his|her|their|the|sein(?:e[mnr]?)?|ihr(?:e[mnr]?)?|son|sa|ses|leurs?)"
# "X and Y", "X, his son Y", "X's brother, Y"; of the same length as what it looks at, so that it is linear.
_TWO = re.compile(
    rf"(?:,? {_AND} (?:{_OWN} (?:\w+ )?(?:{_RELATIVES}),? )?|,? {_OWN} (?:\w+ )?(?:{_RELATIVES}),? |"
    rf"['’]s? (?:\w+ )?(?:{_RELATIVES}),? )\Z"
)
_ALIAS = re.compile(
    r"""
    (?:,|\ \(|,?\ who\ was)?\ ?(?:
      (?:(?:better|best|also|formerly|later|otherwise|then|commonly|popularly)\ )*
         known\ (?:as|to\ the\ world\ as)
      |alias|a\.k\.a\.|aka|née?|geb\.|geborene?r?|gen\.|genannt|dite?|surnommée?
      |(?:besser\ |auch\ )?bekannt\ (?:als|unter\ dem\ Namen)
      |(?:plus\ |mieux\ )?connue?\ (?:comme|sous\ le\ nom\ d[e'’])
    )\ ?\Z
    |(?:,\ |\ \()(?:
      called|named|born|nee|later|the\ future|whose\ real\ name\ was|whose\ pen\ name\ was
      |eigentlich|später|(?:der|die)\ spätere|de\ son\ vrai\ nom|futur|future
    )\ ?\Z
    """,
    re.X,
)
_BECAME = re.compile(r",? (?:who )?(?:became|wurde|devint|was elected)(?: as)? ?\Z")
_AND_NEXT = re.compile(rf",? {_AND} ")
_FAMILY = re.compile(
    r"(?:family|families|house|Familie|Familien|Gebrüder|Brüdern?|Geschwister|Ehepaar|Eheleute|famille|"
    r"brothers|sisters|frères|sœurs|époux|[Ll]es|Misses)(?: (?:of|de|von))? \Z"
)
_PLURAL = re.compile(r"\b[Dd]ie \Z")
_ORDINALS = {
    word: numeral
    for numeral, words in {
        "i": "first erste ersten premier ier 1er ire",
        "ii": "second zweite zweiten deux",
        "iii": "third dritte dritten trois",
        "iv": "fourth vierte vierten",
        "v": "fifth fünfte funfte funften quint",
        "vi": "sixth sechste sechsten",
        "vii": "seventh siebte siebten",
        "viii": "eighth achte achten",
    }.items()
    for word in words.split()
}
_ARTICLES = frozenset("the der die den dem des le la l".split())
_SAME = {
    "junior": "jr",
    "jun": "jr",
    "younger": "jr",
    "senior": "sr",
    "sen": "sr",
    "elder": "sr",
    "fils": "jr",
}
_SAME |= {
    "pere": "sr",
    "j": "jr",
    "a": "sr",
    "jungere": "jr",
    "jungeren": "jr",
    "altere": "sr",
    "alteren": "sr",
}
_ENDINGS = ("en", "er", "em", "es", "e")


def are_two(between: str) -> bool:
    """Whether the words between two names say that two persons are named: "X and his son Y"."""
    return len(between) < 60 and _TWO.match(between) is not None


def is_alias(between: str) -> bool:
    """Whether the words between two names say that both are one person's: "X, better known as Y"."""
    return len(between) < 60 and _ALIAS.match(between) is not None


def is_accession(between: str) -> bool:
    """Whether the words between two names say that one became the other: "X became Pope Y"."""
    return len(between) < 60 and _BECAME.match(between) is not None


def is_family(before: str, name: str = "", *, german: bool = False) -> bool:
    """Whether the words before a name say that it is a family's: "die Familie Meier", "les Dupont", and in
    German "die Meiers"."""
    if german and name.endswith("s") and _PLURAL.search(before):
        return True
    return _FAMILY.search(before) is not None


def is_listed(after: str, named: bool) -> bool:
    """Whether a list goes on with the words after a name, ``named`` saying that another name is next."""
    return _AND_NEXT.match(after) is not None or (named and after[:2] == ", ")


def byname_of(mention: Mention) -> str:
    """What tells a person from others of the name, in one form for all its cases: "der Große" and "des
    Großen", "II" and "the Second", "Jr." and "junior"."""
    said = folded(f"{mention.part('addName')} {mention.part('genName')}")
    if mention.part("addName") and not _ARTICLES & set(said.split()) and mention.part("surname"):
        said = folded(mention.part("genName"))  # a nickname is nobody else's
    words = []
    for word in said.split():
        if word in _ARTICLES or (word == "d" and len(said) < 5):
            continue
        word = _ORDINALS.get(word, _SAME.get(word, word))
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) > len(ending) + 3:
                word = word[: -len(ending)]
                break
        words.append(word)
    return " ".join(words)


def stem_of(name: str, known: Container[str]) -> str:
    """The name without the ending of the German genitive, where it is known so and not with it."""
    return name[:-1] if name.endswith("s") and name not in known and name[:-1] in known else name
