"""JATS: a journal's article as publishers and archives exchange it (ANSI/NISO Z39.96, and NLM before it)."""

from __future__ import annotations

import re

from tei_tools.sources import SourceDocument
from tei_tools.sources._xml import start_tag

EXTENSIONS: tuple[str, ...] = (".xml", ".nxml", ".jats")
MEDIA_TYPES: tuple[str, ...] = ("application/jats+xml",)

_HEAD = 20_000
_SIGNS = re.compile(
    rb"-//NLM//DTD|JATS|article-type\s*=|dtd-version\s*=|<(?:[\w-]+:)?(?:article-meta|journal-meta|front)\b"
)


def recognises(data: bytes) -> bool:
    """Whether the root element is ``article`` and the first bytes say that it is not HTML's."""
    return start_tag(data)[0] == "article" and bool(_SIGNS.search(data[:_HEAD].replace(b"\x00", b"")))


def read(data: bytes, name: str) -> SourceDocument:
    """The article with its abstract, sections, figures, tables, notes and references. Raises
    :class:`~tei_tools.errors.UnreadableError` for what is no JATS or holds no words.
    """
    from tei_tools.errors import UnreadableError
    from tei_tools.parsing import parse
    from tei_tools.sources._jats_blocks import Reader
    from tei_tools.sources._jats_metadata import metadata_of
    from tei_tools.sources._structured import finished
    from tei_tools.sources._xml import local, words_of

    root = parse(data, name).getroot()
    if local(root) != "article":
        raise UnreadableError(f"is no JATS: its root element is {local(root)}", file=name)
    reader = Reader()
    reader.read(root)
    return finished(
        data,
        name,
        format="jats",
        assembly=reader.assembly,
        metadata=metadata_of(root),
        sample=words_of(root)[:60_000],
        dropped=reader.dropped,
        notes=reader.notes(),
        title_is_heading=False,
    )
