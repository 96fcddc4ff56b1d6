"""Small words by which noun phrases are read: prepositions, adverbs, what opens a modifier."""

from __future__ import annotations

PREPOSITIONS = frozenset(
    """of in on at by with from to for as after before during into onto upon over under about against
    through without within between among like near toward towards via per than besides despite
    outside inside behind beside beyond von in im am an auf bei mit zu für nach vor über unter durch
    gegen aus seit ohne zwischen neben hinter vom zum zur beim laut d de du des à au aux en dans sur
    par avec pour chez selon après avant depuis contre sous vers entre""".split()
)

ADVERBS = frozenset(
    "again then also too aloud softly here there now once twice even abruptly weiter knapp".split()
)

OPENING_ADVERBS = frozenset(
    """later earlier yesterday today meanwhile instead still then now here there später früher zuvor vorher
    nachher danach daraufhin darauf dann dazu dabei zudem außerdem schließlich bald gestern heute
    hier dort so auch einst anschließend gleichzeitig trotzdem deshalb weiter kürzlich jüngst
    montags plus puis ensuite alors enfin hier aujourd'hui ici là aussi pourtant cependant ainsi""".split()
)
"""Words that open a sentence before its verb and are no subject: "Später sagte sie"."""

OF = frozenset({"of", "von", "vom", "de", "du", "des", "d"})

MODIFYING = OF | frozenset(
    "for from at in with on by near der für aus bei im in zu zur zum beim am à au aux chez pour en".split()
)

INDEFINITE = frozenset(
    "someone somebody everyone everybody anyone anybody jemand einer manche andere quelqu'un chacun".split()
)
"""Pronouns for persons whom nobody names."""
