"""What each TEI element does to the plain text, as data. ``docs/text.md`` states the rule in words.

The classes follow the content models of the TEI Guidelines: chapters 3 (elements in all documents), 4
(default text structure), 5 (characters), 6 (verse), 7 (performance texts), 8 (speech), 9 (dictionaries), 11
(primary sources), 12 (critical apparatus), 13 (names), 14 (tables).
"""

from __future__ import annotations

TEI = "http://www.tei-c.org/ns/1.0"

BLOCK = 1  # parted from what surrounds it by a newline
STRUCTURE = 2  # contains blocks: a quotation or note directly inside it is a block too
PARTED = 4  # has no text of its own, only elements, so a space parts its children
SPACED = 8  # inline, but set off by a space on each side
BY_PARENT = 16  # a block directly inside a structure, inline elsewhere
HOLLOW = 32  # white space directly inside it says nothing (choice, app, subst)
SPECIAL = 64  # decided element by element, in ``_choices``
BREAK = 128  # stands for a space
GLUE = 256  # joins the words around it
LEFT_OUT = 512  # the reading does not have it

_BLOCKS = """
    p ab head l speaker byline dateline salute signed trailer titlePart docImprint item cell castItem addrLine
    figDesc eg u opener closer sense hom re dictScrap superEntry entryFree
"""
_STRUCTURES = """
    text front body back group floatingText div div0 div1 div2 div3 div4 div5 div6 div7 list table row lg sp
    spGrp castList castGroup set prologue epilogue performance titlePage docTitle argument epigraph postscript
    listBibl annotationBlock msContents sourceDesc listWit witness
"""
_PARTED_BLOCKS = """
    person personGrp persona place org event object nym entry msDesc msPart msFrag msIdentifier physDesc
    history additional msItem msItemStruct
"""
_REGISTERS = "listPerson listPlace listOrg listEvent listNym listObject listRelation"
_BY_PARENT = """
    q quote said bibl biblFull stage move sound camera caption tech view label desc docAuthor docDate
    docEdition imprimatur roleDesc formula pause kinesic incident vocal writing shift code
"""
_PARTED = """
    analytic monogr series imprint form gramGrp location state trait birth death relation respStmt
"""
_ANNOTATIONS = """
    index interp interpGrp span spanGrp certainty precision respons fs fvLib fLib listAnnotation listTranspose
    link linkGrp join joinGrp alt altGrp teiHeader standOff facsimile sourceDoc xenoData TEI
"""
_SPECIAL = """
    lb pb cb gb space gap g choice app subst rdgGrp del surplus fw metamark ex am supplied
    sic corr orig reg abbr expan
"""


def _table() -> dict[str, int]:
    kinds: dict[str, int] = {}
    for names, kind in (
        (_BLOCKS, BLOCK),
        (_STRUCTURES, BLOCK | STRUCTURE),
        (_REGISTERS, BLOCK | STRUCTURE | SPECIAL),
        (_PARTED_BLOCKS, BLOCK | STRUCTURE | PARTED),
        (_BY_PARENT, BY_PARENT),
        (_PARTED, PARTED),
        (_ANNOTATIONS, SPECIAL),
        (_SPECIAL, SPECIAL),
        ("cit figure", BY_PARENT | STRUCTURE),
        ("biblStruct address", BY_PARENT | PARTED),
        ("choice app subst rdgGrp", HOLLOW | SPECIAL),
        ("rt", SPACED),
        ("note noteGrp", BY_PARENT | SPACED),
    ):
        for name in names.split():
            kinds[name] = kind
    return kinds


_LOCAL = _table()

KINDS: dict[str, int] = {**_LOCAL, **{f"{{{TEI}}}{name}": kind for name, kind in _LOCAL.items()}}
"""Kind by tag, as lxml writes it, for TEI's namespace and for TEI without one. Absent: inline."""

ANNOTATIONS = frozenset(_ANNOTATIONS.split())
REGISTERS = frozenset(_REGISTERS.split())
BREAKS = frozenset(("lb", "pb", "cb", "gb"))

# What an editor wrote, and what the source has: chapter 3.5 (editorial interventions), 11.3 (transcription).
OF_EDITOR = ("corr", "reg", "expan", "ex", "supplied")
OF_SOURCE = ("sic", "orig", "abbr", "am", "surplus")

LEFT_OUT_BY = {
    "edited": frozenset(("del", "surplus", "fw", "metamark")),
    "diplomatic": frozenset(("supplied", "ex")),
}
"""Elements that a reading leaves out wherever they stand."""

P4_ATTRIBUTES = {
    "edited": {"sic": "corr", "orig": "reg", "abbr": "expan"},
    "diplomatic": {"corr": "sic", "reg": "orig", "expan": "abbr"},
}
"""TEI P4's attributes that hold the other reading (P4, chapter 6.5), by reading and element."""
