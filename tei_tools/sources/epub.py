"""EPUB: a book, its files in the order of its spine, each read as a page of HTML is.

Read after EPUB 3.3 (W3C): ``META-INF/container.xml`` (4.2.6.3), the package document's metadata, manifest and
spine (5), and EPUB 2's where it is the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tei_tools.sources import Dropped, Metadata, SourceDocument

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.sources._html_tree import HtmlTree
    from tei_tools.sources._package import Package

EXTENSIONS: tuple[str, ...] = (".epub",)
MEDIA_TYPES: tuple[str, ...] = ("application/epub+zip",)

_PAGES = ("application/xhtml+xml", "text/html", "text/x-oeb1-document")
_W3C_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def recognises(data: bytes) -> bool:
    """Whether the file is a zip archive whose ``mimetype`` is that of an EPUB."""
    from tei_tools.sources._package import is_zip

    return is_zip(data[:200], b"mimetypeapplication/epub+zip")


def read(data: bytes, name: str) -> SourceDocument:
    """The book's text in reading order. Raises :class:`~tei_tools.errors.UnreadableError` for what is no
    EPUB, is damaged, encrypted or without words.
    """
    from tei_tools.errors import UnreadableError
    from tei_tools.sources._assembly import Assembly
    from tei_tools.sources._decoding import decode
    from tei_tools.sources._html_blocks import assemble
    from tei_tools.sources._html_notes import notes_of_pages
    from tei_tools.sources._html_tree import parsed
    from tei_tools.sources._package import Package
    from tei_tools.sources._structured import finished

    package = Package(data, name, "EPUB book")
    main = _package_document(package)
    root = package.tree(main)
    encrypted = _encrypted(package)
    assembly = Assembly(lines_are_meant=True)
    dropped: list[Dropped] = []
    notes: list[str] = []
    sample = ""
    pages: list[tuple[str, HtmlTree]] = []
    contents: list[str] = []
    for part, is_contents in _spine(package, root, main):
        if part in encrypted:
            raise UnreadableError(
                f"{part} in this EPUB book is encrypted",
                file=name,
                advice="get a copy without copy protection",
            )
        if part not in package.names:
            notes.append(f"The book names a file that it does not hold: {part}.")
            continue
        page = package.read(part)
        if not page.strip():
            continue
        tree = parsed(decode(page, f"{name}/{part}").text, f"{name}/{part}")
        pages.append((part, tree))
        if is_contents:
            contents.append(part)
    for (part, tree), found_notes in zip(pages, notes_of_pages(pages), strict=True):
        sample = sample if len(sample) > 60_000 else f"{sample} {tree.sample}"
        if part in contents:
            dropped.append(Dropped(tree.sample, f"the book's table of contents ({part})"))
            continue
        found = assemble(tree, assembly, found_notes)
        dropped += [Dropped(one.words, f"{one.reason} ({part})", one.line) for one in found]
        assembly.part()
        notes += [said for said in tree.notes if said not in notes]
    return finished(
        data,
        name,
        format="epub",
        assembly=assembly,
        metadata=_metadata(root),
        sample=sample,
        dropped=dropped,
        notes=notes,
        title_is_heading=False,
    )


def _package_document(package: Package) -> str:
    from tei_tools.errors import UnreadableError

    container = package.tree("META-INF/container.xml")
    for one in container.iter("{*}rootfile"):
        path = one.get("full-path", "")
        if path:
            return path
    raise UnreadableError("this is no EPUB book: META-INF/container.xml names no rootfile", file=package.name)


def _spine(package: Package, root: etree._Element, main: str) -> list[tuple[str, bool]]:
    """The parts in reading order, and whether each is the book's table of contents (EPUB 3.3, 5.6, 5.7)."""
    items = {one.get("id", ""): one for one in root.iter("{*}item")}
    found: list[tuple[str, bool]] = []
    for reference in root.iter("{*}itemref"):
        item = items.get(reference.get("idref", ""))
        if item is not None and item.get("media-type", "") in _PAGES:
            part = package.resolved(main, item.get("href", ""))
            found.append((part, "nav" in (item.get("properties") or "").split()))
    return found


def _encrypted(package: Package) -> frozenset[str]:
    tree = package.tree_if_there("META-INF/encryption.xml")
    if tree is None:
        return frozenset()
    return frozenset(
        package.resolved("", one.get("URI", "")) for one in tree.iter("{*}CipherReference") if one.get("URI")
    )


def _metadata(root: etree._Element) -> Metadata:
    from tei_tools.sources._xml import only, words_of

    metadata = only(root, "metadata")

    def said(name: str) -> list[str]:
        inside = metadata.iter(f"{{*}}{name}") if metadata is not None else ()
        return [words for one in inside if (words := words_of(one))]

    language = next((one for one in said("language") if _LANGUAGE.fullmatch(one)), None)
    date = next((found[0] for one in said("date") if (found := _W3C_DATE.match(one))), None)
    address = next(
        (one for one in [*said("source"), *said("identifier")] if one.startswith(("http://", "https://"))),
        None,
    )
    return Metadata(
        title=next(iter(said("title")), None),
        authors=tuple(dict.fromkeys(said("creator"))),
        date=date,
        language=language,
        publisher=next(iter(said("publisher")), None),
        address=address,
        rights=next(iter(said("rights")), None),
        keywords=tuple(dict.fromkeys(said("subject"))),
    )
