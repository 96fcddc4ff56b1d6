"""DOCX: a text of Word or another writer of Office Open XML.

Read after ECMA-376, part 1, chapter 17 (WordprocessingML), by relationships (part 2): the main document, its
styles and numbering, foot- and endnotes, and the core properties.
"""

from __future__ import annotations

from tei_tools.sources import SourceDocument

EXTENSIONS: tuple[str, ...] = (".docx", ".docm", ".dotx")
MEDIA_TYPES: tuple[str, ...] = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",)


def recognises(data: bytes) -> bool:
    """Whether the file is a zip archive with a part of Word's."""
    from tei_tools.sources._package import is_zip

    return is_zip(data, b"word/document")


def read(data: bytes, name: str) -> SourceDocument:
    """The text with its headings, lists, tables, notes and links. Raises
    :class:`~tei_tools.errors.UnreadableError` for what is no DOCX, is damaged, encrypted or without words.
    """
    from tei_tools.sources._docx_blocks import Reader
    from tei_tools.sources._docx_package import metadata_of
    from tei_tools.sources._package import Package
    from tei_tools.sources._structured import finished

    package = Package(data, name, "DOCX document")
    reader = Reader(package)
    reader.read()
    metadata, notes = metadata_of(package)
    return finished(
        data,
        name,
        format="docx",
        assembly=reader.assembly,
        metadata=metadata,
        sample=reader.sample(),
        dropped=reader.dropped,
        notes=notes,
    )
