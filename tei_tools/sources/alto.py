"""ALTO: the pages of a digitised book or newspaper, as text recognition and libraries write them.

Read after the ALTO schema of the Library of Congress, versions 1 to 4: ``Layout/Page/PrintSpace`` with
``TextBlock``, ``TextLine``, ``String/@CONTENT``, ``SP``, ``HYP``; a word that a line's end divides has
``SUBS_TYPE`` ``HypPart1`` and ``HypPart2`` and its whole self in ``SUBS_CONTENT``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tei_tools.sources import Dropped, Metadata, SourceDocument
from tei_tools.sources._assembly import Assembly
from tei_tools.sources._columns import Box, columns
from tei_tools.sources._pictured import Pictured, PicturedLine, is_divided
from tei_tools.sources._xml import children, line_of, local, only, start_tag

if TYPE_CHECKING:
    from lxml import etree

EXTENSIONS: tuple[str, ...] = (".xml", ".alto")
MEDIA_TYPES: tuple[str, ...] = ("application/alto+xml",)

# A block's own word for what it is (TAGREFS to LayoutTag or StructureTag, or TYPE), lower case.
_KINDS = {
    "heading": "heading", "headline": "heading", "title": "heading", "header-title": "heading",
    "caption": "caption", "footnote": "note", "marginalia": "note", "note": "note",
}  # fmt: skip
_FURNITURE = {
    "page-number": "a page number", "pagenum": "a page number", "page_number": "a page number",
    "header": "a running header", "running-head": "a running header", "runningtitle": "a running header",
    "footer": "a running footer", "catch-word": "a catchword", "signature-mark": "a signature mark",
}  # fmt: skip
# Where a note stands, as TEI's ``@place`` says it.
_PLACES = {"footnote": "bottom", "marginalia": "margin"}
_MARGINS = {
    "TopMargin": "the page's top margin",
    "BottomMargin": "the page's bottom margin",
    "LeftMargin": "the page's left margin",
    "RightMargin": "the page's right margin",
}


def recognises(data: bytes) -> bool:
    """Whether the root element is ``alto``."""
    return start_tag(data)[0] == "alto"


def read(data: bytes, name: str) -> SourceDocument:
    """Each block of text as a paragraph, in the order of the file, with its lines marked. Raises
    :class:`~tei_tools.errors.UnreadableError` for what is no ALTO or holds no words.
    """
    from tei_tools.errors import UnreadableError
    from tei_tools.parsing import parse
    from tei_tools.sources._structured import finished

    root = parse(data, name).getroot()
    if local(root) != "alto":
        raise UnreadableError(f"is no ALTO: its root element is {local(root)}", file=name)
    reader = _Reader(_tags(root), _picture(root), order=_order(root))
    for layout in children(root, "Layout"):
        for page in children(layout, "Page"):
            reader.page(page)
    notes = []
    if reader.joined:
        notes.append(f"Words divided at a line's end, joined as the file says: {reader.joined}.")
    notes += [f"Left out, having no words: {what}." for what in _counted(reader.wordless)]
    return finished(
        data,
        name,
        format="alto",
        assembly=reader.assembly,
        metadata=Metadata(language=_language(root)),
        sample=" ".join(reader.sample),
        dropped=reader.dropped,
        notes=notes,
        surfaces=reader.pictured.finished(),
    )


@dataclass(slots=True)
class _Reader:
    tags: dict[str, str]
    picture: str
    pictured: Pictured = field(default_factory=Pictured)
    assembly: Assembly = field(default_factory=Assembly)
    dropped: list[Dropped] = field(default_factory=list)
    sample: list[str] = field(default_factory=list)
    joined: int = 0
    order: dict[str, int] = field(default_factory=dict)
    columns: set[str] = field(default_factory=set)  # the blocks with which a column begins
    wordless: Counter[str] = field(default_factory=Counter)

    def page(self, page: etree._Element) -> None:
        surface = self.pictured.page(
            self.picture,
            _number(page.get("WIDTH")),
            _number(page.get("HEIGHT")),
            page.get("ID") or "",
        )
        self.picture = ""  # the file names one picture, that of its first page
        number = (page.get("PRINTED_IMG_NR") or "").strip()
        self.assembly.pagebreak(number or None, surface)
        for part in page:
            reason = _MARGINS.get(local(part))
            if local(part) == "PrintSpace":
                told = self.ordered(list(_text_blocks(part)))
                running = [block for block in told if not self.is_beside(block)]
                begins = columns([_box(block) for block in running], _number(page.get("WIDTH")))
                self.columns = {running[at].get("ID", "") for at in begins}
                self.blocks(part)
            elif reason:
                words = " ".join(
                    one.get("CONTENT", "") for one in part.iter("{*}String") if one.get("CONTENT")
                )
                if words:
                    self.dropped.append(Dropped(words, reason, line_of(part)))

    def ordered(self, blocks: list[etree._Element]) -> list[etree._Element]:
        """Blocks as ``ReadingOrder`` (ALTO 4.3) names them, if it names any of them: those that it does not
        name stay behind the one that they follow in the file.
        """
        place, places = -1, []
        for block in blocks:
            named = [self.order[one] for one in _ids(block) if one in self.order]
            place = min(named) if named else place
            places.append(place)
        return [block for _, block in sorted(zip(places, blocks, strict=True), key=lambda pair: pair[0])]

    def is_beside(self, block: etree._Element) -> bool:
        """Whether a block stands beside the columns of its page."""
        named = self.named(block)
        return any(one in _FURNITURE or _KINDS.get(one) in ("note", "caption") for one in named)

    def named(self, block: etree._Element) -> list[str]:
        """What a block says that it is."""
        named = [self.tags.get(one, "") for one in (block.get("TAGREFS") or "").split()]
        return [*named, (block.get("TYPE") or "").lower()]

    def blocks(self, parent: etree._Element) -> None:
        for block in self.ordered([child for child in parent if local(child)]):
            what = local(block)
            if what == "ComposedBlock":
                self.blocks(block)
            elif what == "TextBlock":
                self.block(block)
            elif what in ("Illustration", "GraphicalElement"):
                self.zone(block, what.lower())
                self.wordless[f"{what} blocks"] += 1

    def block(self, block: etree._Element) -> None:
        named = self.named(block)
        reason = next((_FURNITURE[one] for one in named if one in _FURNITURE), None)
        kind = next((_KINDS[one] for one in named if one in _KINDS), "paragraph")
        zone = self.zone(block, next((one for one in named if one), "text"))
        parts = _parts(block)
        lines = [self.line(line, parts) for line in children(block, "TextLine")]
        words = " ".join(line.words for line, _ in lines if line.words)
        if not words:
            return
        if reason:
            self.dropped.append(Dropped(words, reason, line_of(block)))
            return
        self.sample.append(words)
        if block.get("ID", "-") in self.columns:
            self.assembly.columnbreak()
        if kind == "caption":
            self.assembly.open("figure")
        level = 1 if kind == "heading" else 0
        place = next((_PLACES[one] for one in named if one in _PLACES), None)
        self.assembly.open(kind, level=level, line=line_of(block), facs=zone, place=place)
        self.joined += sum(each.get("SUBS_TYPE") == "HypPart1" for each in parts)
        self.lines(lines)
        self.assembly.close()
        if kind == "caption":
            self.assembly.close()

    def zone(self, element: etree._Element, kind: str) -> str | None:
        """The place of a block or line on the page: its outline, else its box."""
        polygon = only(element, "Shape", "Polygon")
        points = _points(polygon.get("POINTS") or "") if polygon is not None else ""
        return self.pictured.zone(kind, element.get("ID") or "", points, _box(element))

    def lines(self, lines: list[tuple[PicturedLine, bool]]) -> None:
        """Feed the lines of a block; where a word goes on in the next line, nothing parts its pieces."""
        before = ""
        for line, goes_on in lines:
            if not line.words:
                continue
            if before:
                self.assembly.linebreak(line.zone, in_word=goes_on or is_divided(before, line.words))
            elif line.zone:
                self.assembly.line(line.zone)
            self.assembly.add(line.words)
            before = line.words

    def line(self, line: etree._Element, parts: dict[etree._Element, str]) -> tuple[PicturedLine, bool]:
        """The words of a line, and whether they begin with the rest of a word; ``parts`` are those of divided
        words.
        """
        words: list[str] = []
        goes_on = False
        for piece in line:
            what = local(piece)
            if what == "String":
                if not words and piece in parts and piece.get("SUBS_TYPE") == "HypPart2":
                    goes_on = bool(parts[piece])
                words.append(parts.get(piece, piece.get("CONTENT", "")))
            elif what == "HYP" and words and not _is_divided(line):
                words[-1] += piece.get("CONTENT", "-")
        return PicturedLine(" ".join(" ".join(words).split()), self.zone(line, "line")), goes_on


def _text_blocks(parent: etree._Element) -> Iterator[etree._Element]:
    for block in parent:
        if local(block) == "ComposedBlock":
            yield from _text_blocks(block)
        elif local(block) == "TextBlock":
            yield block


def _ids(block: etree._Element) -> Iterator[str]:
    """The identifiers of a block and of those in it."""
    for one in block.iter("{*}TextBlock", "{*}ComposedBlock", "{*}Illustration", "{*}GraphicalElement"):
        yield one.get("ID", "")


def _box(block: etree._Element) -> Box | None:
    left, top = _number(block.get("HPOS")), _number(block.get("VPOS"))
    width, height = _number(block.get("WIDTH")), _number(block.get("HEIGHT"))
    if left is None or top is None or width is None or height is None:
        return None
    return (left, top, left + width, top + height)


def _order(root: etree._Element) -> dict[str, int]:
    """The place of each block in ``ReadingOrder``, in its ordered and unordered groups (ALTO 4.3)."""
    order = only(root, "ReadingOrder")
    named = order.iter("{*}ElementRef") if order is not None else ()
    found: dict[str, int] = {}
    for place, one in enumerate(named):
        found.setdefault(one.get("REF", ""), place)
    return found


def _parts(block: etree._Element) -> dict[etree._Element, str]:
    """The pieces of the words that lines' ends divide, without hyphen. Where the second does not follow in
    the block, or the pieces do not make the whole that the file states, the first piece is the whole.
    """
    strings = [each for each in block.iter("{*}String") if each.get("SUBS_CONTENT") and each.get("SUBS_TYPE")]
    found: dict[etree._Element, str] = {}
    for place, each in enumerate(strings):
        whole = each.get("SUBS_CONTENT", "")
        if each.get("SUBS_TYPE") == "HypPart1":
            following = strings[place + 1] if place + 1 < len(strings) else None
            ends = following is not None and (following.get("SUBS_TYPE"), following.get("SUBS_CONTENT")) == (
                "HypPart2",
                whole,
            )
            bare = each.get("CONTENT", "").rstrip("-‐¬⸗\u00ad")
            split = ends and 0 < len(bare) < len(whole) and whole.startswith(bare)
            found[each] = bare if split else whole
            if following is not None and ends:
                found[following] = whole[len(bare) :] if split else ""
        else:
            found.setdefault(each, "")
    return found


def _is_divided(line: etree._Element) -> bool:
    """Whether the line ends in the first piece of a word."""
    strings = children(line, "String")
    return (
        bool(strings) and strings[-1].get("SUBS_TYPE") == "HypPart1" and bool(strings[-1].get("SUBS_CONTENT"))
    )


def _picture(root: etree._Element) -> str:
    name = only(root, "Description", "sourceImageInformation", "fileName")
    return "" if name is None else (name.text or "").strip()


def _points(said: str) -> str:
    """``x,y x,y`` of ALTO's polygon, which may be written with commas or spaces alone."""
    numbers = said.replace(",", " ").split()
    return " ".join(f"{x},{y}" for x, y in zip(numbers[::2], numbers[1::2], strict=False))


def _number(said: str | None) -> float | None:
    try:
        found = float(said) if said else None
    except ValueError:
        return None
    return found if found is not None and abs(found) < 1e9 else None


def _tags(root: etree._Element) -> dict[str, str]:
    tags = only(root, "Tags")
    if tags is None:
        return {}
    return {
        tag.get("ID", ""): (tag.get("LABEL") or tag.get("TYPE") or "").lower() for tag in tags if local(tag)
    }


def _language(root: etree._Element) -> str | None:
    """The language of most blocks (``LANG``, in version 1 ``language``), where the file says it."""
    said = Counter(
        found for block in root.iter("{*}TextBlock") if (found := block.get("LANG") or block.get("language"))
    )
    # ISO 639-2 codes of three letters are BCP 47 tags only where there is no code of two letters.
    found = said.most_common(1)[0][0] if said else None
    return found if found and len(found.split("-")[0]) == 2 else None


def _counted(counts: Counter[str]) -> list[str]:
    return [f"{number} {what}" for what, number in sorted(counts.items())]
