"""ODT: a text of LibreOffice or another writer of OpenDocument.

Read after OASIS OpenDocument 1.3, part 3: ``content.xml`` (chapters 4 to 8 and 9), the formatting of the
styles in it and in ``styles.xml`` (16), and ``meta.xml`` (4.3).
"""

from __future__ import annotations

from tei_tools.sources import SourceDocument

EXTENSIONS: tuple[str, ...] = (".odt", ".ott")
MEDIA_TYPES: tuple[str, ...] = ("application/vnd.oasis.opendocument.text",)


def recognises(data: bytes) -> bool:
    """Whether the file is a zip archive whose ``mimetype`` is that of an OpenDocument text."""
    from tei_tools.sources._package import is_zip

    return is_zip(data[:200], b"mimetypeapplication/vnd.oasis.opendocument.text")


def read(data: bytes, name: str) -> SourceDocument:
    """The text with its headings, lists, tables, notes and links. Raises
    :class:`~tei_tools.errors.UnreadableError` for what is no ODT, is damaged, encrypted or without words.
    """
    from tei_tools.sources._odt_blocks import Reader, metadata_of
    from tei_tools.sources._package import Package
    from tei_tools.sources._structured import finished

    package = Package(data, name, "ODT document")
    reader = Reader(package)
    reader.read()
    metadata, notes = metadata_of(package)
    return finished(
        data,
        name,
        format="odt",
        assembly=reader.assembly,
        metadata=metadata,
        sample=reader.sample(),
        dropped=reader.dropped,
        notes=notes,
    )
