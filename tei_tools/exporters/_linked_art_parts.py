"""The shared structures of Linked Art: names, identifiers, statements, types, time-spans, languages.

Linked Art API 1.0, "Shared Data Structures" (https://linked.art/api/1.0/shared/). Classes of names and
statements are those of the Art & Architecture Thesaurus (Getty, ODC-By 1.0) that its model documents name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from tei_tools._languages import shortest
from tei_tools.exporters._nodes import Node
from tei_tools.records._edtf import bounds

AAT = "http://vocab.getty.edu/aat/"
_LEXVO = "http://lexvo.org/id/iso639-"

# Linked Art, "Names", "Identifiers", "Statements about a Resource", "Texts and Documents".
CLASSES = {
    "primary name": "300404670",
    "alternate name": "300264273",
    "given name": "300404651",
    "family name": "300404652",
    "unique identifier": "300404012",
    "call number": "300311706",
    "brief text": "300418049",
    "note": "300027200",
    "citation": "300311705",
    "source statement": "300404764",
    "rights statement": "300435434",
    "access statement": "300133046",
    "credit statement": "300026687",
    "physical statement": "300435452",
    "material statement": "300435429",
    "production statement": "300435436",
    "provenance statement": "300435438",
    "publishing": "300054686",
    "gender": "300055147",
    "male": "300189559",
    "female": "300189557",
    "occupation": "300263369",
    "nation": "300128207",
    "type of work": "300435443",
    "correspondence": "300026877",
}
# BCP 47's primary subtag → AAT's language.
_LANGUAGES = {
    "ar": "300387843", "cs": "300388191", "cy": "300389555", "da": "300388204", "de": "300388344",
    "el": "300388361", "en": "300388277", "es": "300389311", "fi": "300388299", "fr": "300388306",
    "ga": "300388467", "grc": "300387827", "he": "300388401", "hr": "300388185", "hu": "300388770",
    "is": "300388449", "it": "300388474", "ja": "300388486", "la": "300388693", "lt": "300388723",
    "nl": "300388256", "no": "300388992", "pl": "300389109", "pt": "300389115", "ro": "300389157",
    "ru": "300389168", "sk": "300389290", "sl": "300389291", "sr": "300389247", "sv": "300389336",
    "tr": "300389470", "zh": "300388113",
}  # fmt: skip
# The values of @sex that TEI names (13.3.2.1): vCard's letters, ISO 5218's figures.
_SEX = {"m": "male", "1": "male", "male": "male", "f": "female", "2": "female", "female": "female"}


@cache
def aat(name: str) -> tuple[tuple[str, str], ...]:
    return (("id", f"{AAT}{CLASSES[name]}"), ("type", "Type"), ("_label", name))


def term(name: str, *above: str) -> Node:
    """The type of this name in the thesaurus, itself of the type ``above``."""
    node: Node = dict(aat(name))
    if above:
        node["classified_as"] = [term(each) for each in above]
    return node


def name(words: str, kind: str = "primary name") -> Node:
    return {"type": "Name", "content": words, "classified_as": [term(kind)]}


def names(primary: str, others: Iterable[str] = ()) -> list[Node]:
    """The name of a thing and its other ones."""
    return [
        name(primary),
        *(name(other, "alternate name") for other in dict.fromkeys(others) if other and other != primary),
    ]


def identifier(words: str, scheme: str = "", kind: str = "unique identifier") -> Node:
    node: Node = {"type": "Identifier", "content": words, "classified_as": [term(kind)]}
    if scheme:
        node["_label"] = scheme
    return node


def statement(words: str, kind: str, *also: Node) -> Node:
    """A short text about a thing."""
    return {
        "type": "LinguisticObject",
        "classified_as": [term(kind, "brief text"), *also],
        "content": words,
    }


def statements(**said: str | None) -> list[Node]:
    """Statements by their kind, ``_`` for a space, of what there is."""
    return [statement(words, kind.replace("_", " ")) for kind, words in said.items() if words]


def gender(said: str | None) -> Node | None:
    found = _SEX.get((said or "").strip().lower())
    return term(found, "gender") if found else None


def languages(tags: Iterable[str]) -> list[Node]:
    """Languages by their BCP 47 tags; one that is not of two or three letters has no address."""
    found: dict[str, Node] = {}
    for tag in tags:
        code = shortest(tag.strip().lower()).partition("-")[0]
        if code in _LANGUAGES:
            address = f"{AAT}{_LANGUAGES[code]}"
        elif re.fullmatch("[a-z]{2,3}", code):
            address = f"{_LEXVO}{1 if len(code) == 2 else 3}/{code}"
        else:
            continue
        found.setdefault(address, {"id": address, "type": "Language", "_label": tag.strip()})
    return list(found.values())


def timespan(edtf: str | None, words: str | None = None) -> Node | None:
    """The time-span of an EDTF date (Linked Art, "TimeSpan Structure"; ISO 8601-2, 4 to 7).

    What lies somewhere between two days begins at the first at the earliest and ends at the last at the
    latest; of an interval that lasts, it is also known when it begins at the latest and ends at the earliest.
    Years before Christ are XML Schema 1.1's: 1 BC is 0000.
    """
    if not edtf:
        return None
    try:
        earliest, latest = bounds(edtf)
        ends = [bounds(end) if end not in ("", "..") else (None, None) for end in edtf.split("/")]
    except ValueError:
        return None
    node: Node = {"type": "TimeSpan", "_label": words or edtf, "identified_by": [name(edtf)]}
    if words and words != edtf:
        node["identified_by"].append(name(words, "alternate name"))
    begins_latest = ends[0][1] if len(ends) == 2 else None
    ends_earliest = ends[1][0] if len(ends) == 2 else None
    for member, day, hour in (
        ("begin_of_the_begin", earliest, "T00:00:00Z"),
        ("end_of_the_begin", begins_latest, "T23:59:59Z"),
        ("begin_of_the_end", ends_earliest, "T00:00:00Z"),
        ("end_of_the_end", latest, "T23:59:59Z"),
    ):
        if day:
            node[member] = f"{day}{hour}"
    return node
