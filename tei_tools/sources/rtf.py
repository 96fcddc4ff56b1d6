"""RTF: a text of an older word processor, by a small reader of our own (RTF specification 1.9.1)."""

from __future__ import annotations

from tei_tools.sources import SourceDocument

EXTENSIONS: tuple[str, ...] = (".rtf",)
MEDIA_TYPES: tuple[str, ...] = ("application/rtf", "text/rtf")


def recognises(data: bytes) -> bool:
    """Whether the file begins as every RTF file does."""
    return data.startswith(b"{\\rtf")


def read(data: bytes, name: str) -> SourceDocument:
    """The text with its paragraphs, headings by style, lists, tables, notes, links and letters. Raises
    :class:`~tei_tools.errors.UnreadableError` for what is no RTF or holds no words.
    """
    from tei_tools.errors import UnreadableError
    from tei_tools.sources._rtf_blocks import Reader
    from tei_tools.sources._structured import finished

    if not recognises(data):
        said = "is no RTF: it does not begin with {\\rtf" if data.strip() else "the file is empty"
        raise UnreadableError(said, file=name, advice="look whether it is the right file")
    reader = Reader()
    reader.read(data)
    return finished(
        data,
        name,
        format="rtf",
        assembly=reader.assembly,
        metadata=reader.metadata(),
        sample="".join(reader.sample),
        dropped=reader.dropped,
        notes=reader.notes,
        encoding=reader.codec,
    )
