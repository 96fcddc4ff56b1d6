"""ALTO: the pages of a digitised book or newspaper, as text recognition and libraries write them.

Read after the ALTO schema of the Library of Congress, versions 1 to 4: ``Layout/Page/PrintSpace`` with
``TextBlock``, ``TextLine``, ``String/@CONTENT``, ``SP``, ``HYP``; a word that a line's end divides has
``SUBS_TYPE`` ``HypPart1`` and ``HypPart2`` and its whole self in ``SUBS_CONTENT``.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tei_tools.sources import Dropped, Metadata, SourceDocument
from tei_tools.sources._assembly import Assembly
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
    reader = _Reader(_tags(root))
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
    )


@dataclass(slots=True)
class _Reader:
    tags: dict[str, str]
    assembly: Assembly = field(default_factory=Assembly)
    dropped: list[Dropped] = field(default_factory=list)
    sample: list[str] = field(default_factory=list)
    joined: int = 0
    wordless: Counter[str] = field(default_factory=Counter)

    def page(self, page: etree._Element) -> None:
        for part in page:
            reason = _MARGINS.get(local(part))
            if local(part) == "PrintSpace":
                self.blocks(part)
            elif reason:
                words = " ".join(
                    one.get("CONTENT", "") for one in part.iter("{*}String") if one.get("CONTENT")
                )
                if words:
                    self.dropped.append(Dropped(words, reason, line_of(part)))

    def blocks(self, parent: etree._Element) -> None:
        for block in parent:
            what = local(block)
            if what == "ComposedBlock":
                self.blocks(block)
            elif what == "TextBlock":
                self.block(block)
            elif what in ("Illustration", "GraphicalElement"):
                self.wordless[f"{what} blocks"] += 1

    def block(self, block: etree._Element) -> None:
        named = [self.tags.get(one, "") for one in (block.get("TAGREFS") or "").split()]
        named.append((block.get("TYPE") or "").lower())
        lines = [self.line(line) for line in children(block, "TextLine")]
        reason = next((_FURNITURE[one] for one in named if one in _FURNITURE), None)
        words = " ".join(line for line in lines if line)
        if not words:
            return
        if reason:
            self.dropped.append(Dropped(words, reason, line_of(block)))
            return
        self.sample.append(words)
        kind = next((_KINDS[one] for one in named if one in _KINDS), "paragraph")
        if kind == "caption":
            self.assembly.open("figure")
        level = 1 if kind == "heading" else 0
        self.assembly.open(kind, level=level, line=line_of(block))
        for number, line in enumerate(lines):
            if number:
                self.assembly.linebreak()
            self.assembly.add(line)
        self.assembly.close()
        if kind == "caption":
            self.assembly.close()

    def line(self, line: etree._Element) -> str:
        """The words of a line; a divided word stands whole in the line where it begins."""
        words: list[str] = []
        for piece in line:
            what = local(piece)
            if what == "String":
                whole, part = piece.get("SUBS_CONTENT"), piece.get("SUBS_TYPE")
                if whole and part == "HypPart2":
                    continue
                if whole and part == "HypPart1":
                    self.joined += 1
                words.append(whole if whole and part else piece.get("CONTENT", ""))
            elif what == "HYP" and words and not self._divided(line):
                words[-1] += piece.get("CONTENT", "-")
        return " ".join(" ".join(words).split())

    def _divided(self, line: etree._Element) -> bool:
        strings = children(line, "String")
        return (
            bool(strings)
            and strings[-1].get("SUBS_TYPE") == "HypPart1"
            and bool(strings[-1].get("SUBS_CONTENT"))
        )


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
