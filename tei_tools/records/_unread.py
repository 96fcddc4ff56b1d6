"""What a document has that went into no table: counted, so that nothing is lost silently.

An element is counted by its name, unless it only gives the text its shape (``p``, ``lb``), is decided on
by the reading of the text (``choice``, ``del``, ``gap`` …: ``docs/text.md``), or is a part of what has a row
(``surname``, ``biblScope``). What stays is known to the plain text at most: ``term``, ``w``, ``interp`` …
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from tei_tools.records._rows import Unread
from tei_tools.text._kinds import TEI

# TEI Guidelines, chapters 3, 4, 6, 7: no more than the shape of text and document.
_SHAPE = """
    TEI TEI.2 teiCorpus teiHeader standOff text front body back group floatingText facsimile sourceDoc p
    ab l lg lb cb gb head list item table row cell hi emph s opener closer salute signed dateline byline
    trailer postscript epigraph argument titlePage titlePart docTitle docImprint docAuthor docEdition
    imprimatur addrLine address cit castList castGroup set prologue epilogue performance spGrp speaker
    sense hom form gramGrp annotationBlock listBibl listPerson listPlace listOrg listEvent listNym
    listObject listRelation listApp listWit
"""
# Chapters 3.5, 5, 11, 12: the reading of the text decides on these.
_READ = """
    choice sic corr orig reg abbr expan ex am add del subst supplied surplus gap unclear damage restore
    fw metamark space g lem rdg rdgGrp
"""
# Parts of entries, names, citations, letters, manuscripts, dictionaries, and of the header.
_PARTS = """
    person personGrp persona place org object nym bibl biblStruct biblFull msDesc forename surname
    genName nameLink roleName addName sex occupation location idno geo author editor analytic monogr
    series imprint biblScope citedRange publisher pubPlace distributor authority correspDesc
    correspAction orth pron pos gen gram def etym msIdentifier altIdentifier institution repository
    collection msName msContents textLang objectDesc objectType material supportDesc extent history
    origin origPlace provenance incipit explicit locus physDesc support fileDesc titleStmt
    publicationStmt sourceDesc respStmt resp principal sponsor funder availability licence license
    encodingDesc profileDesc creation langUsage language textClass keywords geoDecl prefixDef
    listPrefixDef particDesc settingDesc char glyph charDecl mapping graphic media
"""
_SPACE = f"{{{TEI}}}"
_NAMES = f"{_SHAPE}{_READ}{_PARTS}".split()
_KNOWN = frozenset((*_NAMES, *(_SPACE + name for name in _NAMES)))


def unread(tags: Mapping[Any, int], consumed: dict[str, int]) -> tuple[Unread, ...]:
    """How often each element of these tags stands that has no table, by name; of other namespaces than
    TEI's with it. ``consumed`` are those that an entry has taken up although their name has no table.
    """
    counts: Counter[str] = Counter()
    for tag, times in tags.items():
        if tag in _KNOWN or not isinstance(tag, str):
            continue
        counts[tag.removeprefix(_SPACE)] += times
    counts.subtract({name: times for name, times in consumed.items() if name in counts})
    return tuple(Unread(name, times) for name, times in sorted(counts.items()) if times > 0)
