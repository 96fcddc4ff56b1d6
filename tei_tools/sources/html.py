"""HTML: the article of a web page, with its structure, its notes, its links and what the page says of
itself.
"""

from __future__ import annotations

import re
from dataclasses import replace

from tei_tools.sources import Dropped, SourceDocument
from tei_tools.sources._assembly import Assembly, Leaf
from tei_tools.sources._dateline import day_order
from tei_tools.sources._decoding import decode
from tei_tools.sources._document import cut, document
from tei_tools.sources._front import label_front, label_heading_title, label_letter
from tei_tools.sources._furniture import furniture
from tei_tools.sources._language import detect

EXTENSIONS: tuple[str, ...] = (".html", ".htm", ".xhtml", ".xht")
MEDIA_TYPES: tuple[str, ...] = ("text/html", "application/xhtml+xml")

_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|article|main|div|section|h[1-6]|p|table)\b",
    re.I | re.S,
)
# HTML § 13.2.3.2 looks for the declaration in the first 1024 bytes; pages in the wild are not so careful.
_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.I)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_.-]{2,40})")
_HEAD = 8192


def recognises(data: bytes) -> bool:
    """Whether the first bytes are those of a page or of a piece of one."""
    head = data[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\x00", b"")[2:]
    return bool(_START.match(head))


def read(data: bytes, name: str) -> SourceDocument:
    """A page as a document. Raises :class:`~tei_tools.errors.UnreadableError` for what is no text or
    nests too deep.
    """
    from tei_tools.sources._html_blocks import assemble
    from tei_tools.sources._html_metadata import metadata_of
    from tei_tools.sources._html_tree import parsed

    decoded = decode(data, name, declared=_declared(data))
    tree = parsed(decoded.text, name)
    assembly = Assembly(lines_are_meant=True)
    dropped = assemble(tree, assembly)
    language = tree.language
    order = day_order(tree.sample, language or detect(tree.sample))
    metadata = replace(metadata_of(tree, order), language=language)

    def relabel(leaves: list[Leaf]) -> None:
        for leaf in leaves:
            reason = furniture(leaf.words) if leaf.kind in ("paragraph", "item", "heading") else None
            if reason and not (reason == "a page number" and leaf.kind != "paragraph"):
                leaf.drop = True
                dropped.append(Dropped(leaf.words, reason, leaf.line))
        kept = [leaf for leaf in leaves if not leaf.drop]
        if not kept:  # nothing else is there: these words are the text
            for leaf in leaves:
                leaf.drop = False
        label_heading_title(kept, metadata.title)
        label_front(kept, order)
        label_letter(kept, order)
        dropped.sort(key=lambda one: (one.line is None, one.line or 0))

    found = document(
        data,
        name,
        format="html",
        decoded=decoded,
        assembly=assembly,
        relabel=relabel,
        order=order,
        metadata=metadata,
        dropped=(),
        notes=tree.notes,
    )
    said = tuple(Dropped(cut(one.words), one.reason, one.line) for one in dropped)
    return replace(found, dropped=(*said, *found.dropped))


def _declared(data: bytes) -> str | None:
    found = _XML_ENCODING.match(data[:200]) or _CHARSET.search(data[:_HEAD])
    return found[1].decode("ascii") if found else None
