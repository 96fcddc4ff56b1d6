"""The elements that most TEI documents are made of, the commonest first: so are they named when many may
stand.

They are those of TEI Lite (``tei_lite.odd``, the TEI Consortium's smallest general customisation) and the
common names of chapters 13 (*Names, Dates, People, and Places*) and 12 (*Critical Apparatus*) of the
Guidelines.
"""

from __future__ import annotations

from tei_tools.grammar._names import local, namespace

__all__ = ["likelihood"]

_TEI = "http://www.tei-c.org/ns/1.0"

_COMMON = """ TEI teiHeader text body div head p ab hi note ref persName placeName orgName date title quote
name rs q emph foreign term ptr cit said list item label lg l sp speaker stage table row cell figure graphic
figDesc lb pb milestone gap seg fileDesc titleStmt publicationStmt sourceDesc author editor respStmt resp
publisher authority distributor pubPlace availability licence idno extent encodingDesc profileDesc
revisionDesc change langUsage language textClass keywords projectDesc editorialDecl classDecl taxonomy
category catDesc catRef classCode creation editionStmt edition seriesStmt notesStmt principal sponsor funder
refsDecl samplingDecl front back group opener closer salute signed dateline byline postscript trailer
argument epigraph titlePage docTitle titlePart docAuthor docDate docImprint docEdition imprimatur divGen bibl
biblStruct monogr analytic imprint biblScope listBibl listPerson person listPlace place listOrg org listEvent
event standOff forename surname roleName settlement country region geogName location geo birth death sex
occupation app lem rdg choice sic corr orig reg abbr expan add del unclear supplied desc address addrLine num
measure time gloss mentioned soCalled index anchor w s pc interp interpGrp formula code eg gi att val ident
relatedItem teiCorpus
"""
_RANKS = {common: rank for rank, common in enumerate(_COMMON.split())}


def likelihood(name: str) -> int:
    """How far down the element stands among the common ones; one of another schema, or a rarer one, stands
    last."""
    return _RANKS.get(local(name), len(_RANKS)) if namespace(name) == _TEI else len(_RANKS)
