"""Words that report speech and writing, in English, German and French: which verbs do, and the small words
around them.
"""

from __future__ import annotations

import re

from tei_tools.taggers._speech_verbs import SPEECH, THOUGHT, WRITING, forms_of_reporting_verbs

__all__ = ["SPEECH", "THOUGHT", "WRITING", "is_speech_verb", "is_writing_verb", "verb_kind"]


_PARTICLE = re.compile(
    r"(?:mit|an|hinzu|ein|aus|vor|zu|fest)(teilt|teilten?|teilte|geteilt|fügte?n?|fügt|gefügt|kündigte?n?|kündigt"
    r"|gekündigt|räumte?n?|räumt|geräumt|gab|gaben|gibt|rief|riefen|ruft|gerufen|stellte?n?|stellt|las|liest|sprach)"
)


def verb_kind(word: str) -> str | None:
    """``speech``, ``writing``, ``thought`` for a form of a verb that reports such, else ``None``."""
    low = word.casefold()
    return forms_of_reporting_verbs().get(low) or _with_particle(low)


def _with_particle(word: str) -> str | None:
    """The same for a German verb behind its particle: *mitteilte*, *hinzufügt*, *angekündigt*."""
    match = _PARTICLE.fullmatch(word)
    return forms_of_reporting_verbs().get(match[1]) if match else None


def is_speech_verb(word: str) -> bool:
    """Whether ``word`` is a form of a verb that reports speech."""
    return verb_kind(word) == SPEECH


def is_writing_verb(word: str) -> bool:
    """Whether ``word`` is a form of a verb that reports writing."""
    return verb_kind(word) == WRITING


SUBJECT_PRONOUNS = {
    **dict.fromkeys(("he", "er", "il"), "male"),
    **dict.fromkeys(("she", "elle"), "female"),
    **dict.fromkeys(("they", "ils", "elles", "we", "wir", "nous", "on", "man"), "many"),
    **dict.fromkeys(("i", "ich", "je", "j", "you", "du", "tu", "vous", "ihr"), "first"),
    **dict.fromkeys(("who", "which", "that", "qui", "der", "die", "welcher", "welche"), "relative"),
    **dict.fromkeys(("it", "es", "sie"), "other"),
}

DETERMINERS = frozenset(
    """the a an this that these those his her my our your their its one another some every each no
    der die das dem den ein eine einer einem einen dieser diese mein meine sein seine ihr ihre unser unsere
    le la les l un une des ce cet cette son sa ses mon ma notre leur""".split()
)

AUXILIARIES = frozenset(
    """has had have having did do does would will could can may might must should shall then also once again
    later
    already only always never often just even still soon further once now first simply merely
    hat hatte habe wird würde dann auch noch nun darauf a avait ayant alors aussi ensuite lui leur me nous
    vous se s""".split()
)

# Words at which a noun phrase ends (English, German, French).
PHRASE_ENDS = frozenset(
    """in on at by with from to for as and or but if when while who whom whose which that where after before
    during into onto upon
    over under about against through without within between is was were are be been being has had have not
    so than then
    because since until whether what how why says said would will could did does do
    im am auf bei mit von zu für als und oder aber wenn während dass daß ob ist war waren sind wird nicht
    nach vor über unter
    en dans sur par avec pour à au aux et ou mais si quand que qui est était sont après avant sans
    sous""".split()
)
