"""Bibliographies: the blocks of a document → those that are entries of a bibliography, by the heading they
stand under."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tei_tools.sources import Block
from tei_tools.taggers._reference_people import authors_end

__all__ = ["Bibliography", "bibliographies", "notes_of"]


@dataclass(slots=True)
class Bibliography:
    """The indices of a bibliography's entries among the leaf blocks, and that of its heading where this is a
    paragraph."""

    heading: int | None = None
    entries: list[int] = field(default_factory=list)


_OF = (
    r"(?:selected|select|selective|works|further|additional|primary|secondary|printed|unprinted|unpublished"
    r"|cited|annotated|archival|published|manuscript|list of|recommended|general|critical|modern|online"
    r"|gedruckte|ungedruckte|veröffentlichte|unveröffentlichte|weiterführende|zitierte|verwendete|benutzte"
    r"|digital|ausgewählte|archivalische|edierte|wichtige|sources|éléments de|orientations?|indications?"
    r"|repères|notices?)"
)
_KIND = (
    r"(?:references?(?: cited| list)?|reference list|bibliograph(?:y|ie|ien|ies)|bibliografi[ae]|works cited"
    r"|works consulted|literature(?: cited)?|sources(?: cited| consulted)?|readings?"
    r"|(?:sekundär|primär|forschungs)?literatur(?:verzeichnis|hinweise|angaben|auswahl|liste)?"
    r"|quellen(?:verzeichnis|nachweise?|angaben|editionen)?|archivalien|archivquellen|nachweise"
    r"|références(?: bibliographiques)?|bibliographiques?|ouvrages(?: cités)?|travaux(?: cités)?|études"
    r"|œuvres citées|archives|archival material|manuscripts?|secondary works|primary works)"
)
_AFTER = (
    r"(?: (?:imprimées|manuscrites|secondaires|primaires|citées?|cités|consultées|sélective|sommaire"
    r"|générale|indicative|critique|archivistiques|publiées|d['’]archives|in auswahl|\(auswahl\)"
    r"|\(sélection\)))"
)
_HEADING = re.compile(
    rf"^(?:(?:\d+|[IVX]+|[A-D])[.)]?\s)?(?:{_OF}\s(?:(?:and|und|et)\s)?)*{_KIND}{_AFTER}?"
    rf"(?:-?(?:,| and| und| et|\s?&|\s?/)\s?(?:notes|(?:{_OF}\s)*{_KIND}{_AFTER}?)){{0,2}}\s?:?$",
    re.IGNORECASE,
)
# Words that a paragraph may be for other reasons.
_BARE = frozenset("reading readings archives reference literature manuscript manuscripts études".split())
_NOTES = re.compile(
    r"^(?:end|foot)?notes?:?$|^anmerkungen:?$|^(?:fuß|fuss|end)noten:?$|^about the authors?$", re.IGNORECASE
)
_TELLING = re.compile(
    r"\b(?:1[4-9]|20)\d\d|\bin press|\bn\.\s?d\.|\bo\.\s?J\.|\bs\.\s?d\.|https?:|\bwww\.|\bMSS?\b"
    r"|\bforthcoming|\bim Druck|à paraître|\bed\.|\b(?:Bd|vol|Jg)\.\s\d"
    r"|\b(?:Box|Fonds?|Nachlass|Bestand|Rep\.|RG|Record Group)\s\S"
    r"|\b[A-Z]{1,4}\s?\d{1,4}[/ ]\d|\bAbt\.|\bms\.|\bCod\.|\bISBN\b|\bdoi\b"
)
_FINITE = re.compile(
    r"(?<![\w’'])(?:was|were|is|are|had|has|have|did|does|said|would|could|will|can|should|there|this|we|I"
    r"|our|they"
    r"|war|waren|ist|sind|hatte|hatten|hat|haben|wurde|wurden|wird|werden|kann|dass|sich|wir|ich"
    r"|était|étaient|est|sont|avait|fut|furent|ont|sera|cette|nous|qui|été)(?![\w’'])"
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|„[^“”]*[“”]|‘[^’]*’(?!\w)")
_OPENING = re.compile(r"\s*(?:\[[\w+.: -]{1,16}\]|\(?\d{1,3}[.)]|[•*–—-])?\s*(?P<after>[“\"«„‘]?)")
_LONGEST_HEADING = 70
_LONGEST_ENTRY = 3000
_LONGEST_SOURCE = 300
_HEADINGS = frozenset({"heading", "title"})
_ENTRIES = frozenset({"paragraph", "item", "line", "cell"})


def bibliographies(text: str, leaves: Sequence[Block]) -> Iterator[Bibliography]:
    """Each bibliography with its entries: what follows a heading such as "References", to the next
    heading."""
    current: Bibliography | None = None
    level = 0
    for index, block in enumerate(leaves):
        length = block.end - block.start
        words = text[block.start : min(block.end, block.start + _LONGEST_ENTRY + 1)]
        heads = length < _LONGEST_HEADING and block.kind in {*_HEADINGS, "paragraph", "label"}
        if heads and _HEADING.match(words.strip()):
            if current is not None and current.entries:
                yield current
            structural = block.kind in _HEADINGS
            bare = words.strip().casefold() in _BARE
            current = None if bare and not structural else Bibliography(None if structural else index)
            level = block.level
            continue
        ends = block.kind in _HEADINGS and (block.level <= level or not level)
        if ends or (heads and _NOTES.match(words.strip())):
            if current is not None and current.entries:
                yield current
            current = None
        if current is None or block.kind not in _ENTRIES:
            continue
        if length <= _LONGEST_ENTRY and _is_entry(words, listed=block.kind == "item"):
            current.entries.append(index)
        elif block.kind == "paragraph" and not level and length > 600:
            if current.entries:
                yield current
            current = None
    if current is not None and current.entries:
        yield current


def notes_of(text: str, blocks: Sequence[Block], leaves: Sequence[tuple[int, Block]]) -> dict[int, str]:
    """The marks of the notes that leaves are, by their index among the leaves ("" for none): blocks that the
    source calls so, and what stands under a heading such as "Notes"."""
    found: dict[int, str] = {}
    under = False
    for index, (number, block) in enumerate(leaves):
        place: int | None = number
        for _ in range(4):
            if place is None:
                break
            if blocks[place].kind == "note":
                found[index] = blocks[place].identifier or ""
                break
            place = blocks[place].parent
        if index in found:
            continue
        length = block.end - block.start
        words = text[block.start : min(block.end, block.start + _LONGEST_HEADING)]
        if block.kind in _HEADINGS or (length < _LONGEST_HEADING and _NOTES.match(words.strip())):
            under = _NOTES.match(words.strip()) is not None and "about" not in words.casefold()
        elif _is_source_line(text, blocks, number, block):
            found[index] = ""
        elif under:
            mark = re.match(r"\W*(\d{1,4})\b", words)
            found[index] = mark[1] if mark else ""
    return found


def _is_source_line(text: str, blocks: Sequence[Block], number: int, block: Block) -> bool:
    """Whether a block may say where the quotation that it ends or follows is from: a short one, the last in a
    block quotation or right behind one, and there in brackets or after a dash."""
    if block.kind not in {"paragraph", "line"} or block.end - block.start > _LONGEST_SOURCE or number == 0:
        return False
    parent = block.parent
    if parent is not None and blocks[parent].kind == "quotation":
        following = number + 1
        return blocks[number - 1].parent == parent and (
            following == len(blocks) or blocks[following].parent != parent
        )
    before = blocks[number - 1]
    quoted = before.parent is not None and blocks[before.parent].kind == "quotation"
    return (quoted or before.kind == "quotation") and text[block.start] in "(—–-["


def _is_entry(words: str, *, listed: bool) -> bool:
    """Whether a block under such a heading is a reference rather than a sentence about some; an item of a
    list needs no more than to be no sentence."""
    opening = _OPENING.match(words)
    begin = opening.end() if opening else 0
    people = authors_end(words[begin : begin + 400], 0) > 0
    telling = _TELLING.search(words) is not None
    if len(words.split()) < (2 if listed else 3) or not (telling or people or listed):
        return False
    if opening and (opening["after"] or (opening.end() > 1 and telling)):
        return True
    bare = _QUOTED.sub("", words)
    finite = len(_FINITE.findall(bare))
    # Titles have verbs, too; who is named at the head of an entry is followed by a mark.
    if people:
        return finite < 4 + len(bare) // 300
    return finite < 2
