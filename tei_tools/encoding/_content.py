"""What may stand in what, inside a block's words: tables for the encoder, stricter than TEI where a record
would suffer.

Each row follows the element's content model (TEI P5, Appendix C) and narrows it: TEI lets a ``persName``
stand in an ``orgName``, but then one mention would count twice, so that the tables leave it out.
"""

from __future__ import annotations

NAME_PARTS = frozenset(("forename", "surname", "roleName", "nameLink", "addName", "genName"))
"""Parts of a person's name: TEI 13.2.1."""

PLACE_PARTS = frozenset(("country", "region", "settlement", "district", "bloc", "geogName", "geogFeat"))
"""Parts of a place's name: TEI 13.2.3."""

BIBL_PARTS = frozenset(
    ("author", "editor", "publisher", "pubPlace", "biblScope", "citedRange", "edition", "idno", "title")
)
"""Parts of a reference: TEI 3.12.2."""

NAMES = frozenset(("persName", "placeName", "orgName", "name", "rs", "eventName", "objectName")) | (
    PLACE_PARTS - {"geogFeat"}
)
DATES = frozenset(("date", "time"))
AMOUNTS = frozenset(("measure", "num", "unit"))
QUOTATIONS = frozenset(("said", "quote", "q"))
WORDS = frozenset(("soCalled", "mentioned", "term", "gloss", "foreign", "distinct", "emph", "abbr", "email"))
SOURCES_MARKS = frozenset(("hi", "add"))
REFERENCES = frozenset(("bibl", "ref", "title"))
EMPTY = frozenset(("lb", "pb", "cb", "milestone", "graphic"))
"""No ``gap``: readers of TEI see an ellipsis there, which would be a character that the source has not."""

DATA = NAMES | DATES | AMOUNTS | WORDS | {"title", "ref", "code", "idno", "docAuthor"} | SOURCES_MARKS | EMPTY
"""What all phrase-level content takes (TEI ``model.phrase``, ``macro.phraseSeq``)."""

PARAGRAPH = DATA | QUOTATIONS | {"cit", "bibl"}
"""What a paragraph's content takes besides (TEI ``model.inter``, ``macro.paraContent``)."""

_MARKS = SOURCES_MARKS | EMPTY
_NAME = _MARKS | {"ref", "foreign"}

ALLOWED: dict[str, frozenset[str]] = {
    # blocks
    **dict.fromkeys(("p", "ab", "head", "item", "cell", "l", "note", "trailer"), PARAGRAPH - {"docAuthor"}),
    "figDesc": PARAGRAPH - {"docAuthor"},
    "addrLine": DATA - {"docAuthor"},
    "byline": DATA,
    **dict.fromkeys(("dateline", "label"), DATA - {"docAuthor"}),
    **dict.fromkeys(("salute", "signed"), PARAGRAPH - {"docAuthor"}),
    # speech and quotation; scare quotes
    **dict.fromkeys(("said", "quote", "q"), PARAGRAPH - {"docAuthor"}),
    "cit": frozenset(("quote", "bibl", "ref")),
    **dict.fromkeys(
        ("soCalled", "mentioned", "term", "gloss", "distinct"), NAMES | DATES | AMOUNTS | _NAME | {"title"}
    ),
    "foreign": NAMES | DATES | AMOUNTS | _NAME | WORDS | {"title"},
    "emph": PARAGRAPH - {"docAuthor", "emph"},
    "hi": PARAGRAPH - {"docAuthor"},
    "add": PARAGRAPH - {"docAuthor"},
    "ref": PARAGRAPH - {"docAuthor", "ref", "cit"},
    # names
    "docAuthor": frozenset(("persName", "orgName", "name", "rs")) | _MARKS | {"ref"},
    "persName": NAME_PARTS | _NAME,
    "roleName": frozenset(("placeName", "orgName")) | _NAME,
    **dict.fromkeys(NAME_PARTS - {"roleName"}, _NAME),
    "placeName": PLACE_PARTS | _NAME,
    "geogName": frozenset(("geogFeat",)) | _NAME,
    **dict.fromkeys(PLACE_PARTS - {"geogName"}, _NAME),
    **dict.fromkeys(("orgName", "name", "eventName", "objectName"), _NAME),
    "rs": (NAMES - {"rs"}) | DATES | _NAME,
    # dates and amounts
    **dict.fromkeys(("date", "time"), _NAME),
    **dict.fromkeys(("measure", "num"), frozenset(("num", "unit")) | _NAME),
    **dict.fromkeys(("unit", "abbr", "email"), _MARKS),
    # references
    "title": NAMES | DATES | _NAME | {"term", "soCalled"},
    "bibl": NAMES | DATES | BIBL_PARTS | _NAME - {"graphic"} | {"email"},
    **dict.fromkeys(("author", "editor"), NAME_PARTS | _NAME | {"persName", "orgName", "name", "rs"}),
    "publisher": frozenset(("orgName", "persName", "placeName", "name")) | _NAME,
    "pubPlace": (PLACE_PARTS | {"placeName"}) | _NAME,
    # No date: the number of a page or a file is no year.
    **dict.fromkeys(("biblScope", "citedRange"), frozenset(("num",)) | _NAME),
    "edition": frozenset(("date", "num")) | _NAME,
    # text alone, or nothing; "block of code" is the content of an ``ab`` whose lines are ``code``
    "block of code": EMPTY,
    "idno": frozenset(),
    "code": frozenset(),
}
"""By element, the elements that may stand directly in it."""

BY_HAND: dict[str, frozenset[str]] = {
    **ALLOWED,
    **{
        holder: ALLOWED[holder] | NAMES | DATES | AMOUNTS | WORDS | {"title", "ref"} | NAME_PARTS
        for holder in sorted(
            (NAMES | NAME_PARTS | PLACE_PARTS | DATES | AMOUNTS | WORDS | {"soCalled"}) & set(ALLOWED)
        )
    },
}
"""The same for tags that a person decided on: as far as TEI goes (``macro.phraseSeq``)."""

NESTED: dict[str, frozenset[str]] = {
    **ALLOWED,
    "persName": ALLOWED["persName"] | {"placeName", "geogName", "orgName"},
    "roleName": ALLOWED["roleName"] | {"persName", "geogName"},
    **{
        holder: ALLOWED[holder] | {"persName", "placeName", "geogName", "orgName"}
        for holder in ("orgName", "name", "eventName", "objectName")
    },
}
"""The same where names inside names are asked for. What may hold a place stands in no place, so that no place
stands in one, however deep."""

PARTS = NAME_PARTS | {"geogFeat"} | (BIBL_PARTS - {"title", "idno"})
"""Elements that are nothing without their whole: dropped where it is not there."""

FAMILIES: dict[str, str] = {
    **dict.fromkeys(NAMES, "name"),
    **dict.fromkeys(DATES, "date"),
    **dict.fromkeys(QUOTATIONS | {"soCalled"}, "quotation"),
    **dict.fromkeys(REFERENCES, "reference"),
}
"""Two tags of one family over the same words are rival readings; only one of them can be right."""

SAME_WORDS = frozenset(
    [("persName", part) for part in NAME_PARTS]
    + [("placeName", part) for part in PLACE_PARTS]
    + [("bibl", "title"), ("bibl", "ref"), ("ref", "bibl"), ("ref", "title"), ("title", "ref")]
)
"""(outer, inner): pairs of one family that may cover the same words all the same."""

TIERS: dict[str, int] = {
    **dict.fromkeys(BIBL_PARTS, 2),
    **dict.fromkeys(("code",), 0),
    **dict.fromkeys(QUOTATIONS | {"soCalled", "bibl", "title"}, 1),
    **dict.fromkeys(NAME_PARTS | {"geogFeat"}, 4),
    "cit": 5,
}
"""The order in which proposals are settled; what is not here is in :data:`ORDINARY_TIER`.

Quotations and references first: their borders are written in the text (quotation marks, punctuation), so
that a name that crosses one is wrong. Then the parts of references: what a reference calls its author is no
place. Then names and dates, then the parts of names, then ``cit``, which needs a ``quote``
and a ``bibl``.
"""

ORDINARY_TIER = 3

TEXTLESS = frozenset(("cit",))
"""Elements that have no text of their own: what lies between their children must be white space or
punctuation."""
