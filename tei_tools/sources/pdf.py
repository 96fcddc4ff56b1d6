"""PDF: the text that a file holds, by the optional reader pypdf; paragraphs are guessed from the lines.

A PDF has no paragraphs, only glyphs at places. What is taken here is the file's own order of text; lines that
most pages begin or end with are running heads and are dropped. Scans without text are refused.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from tei_tools.sources import Dropped, Metadata, SourceDocument

EXTENSIONS: tuple[str, ...] = (".pdf",)
MEDIA_TYPES: tuple[str, ...] = ("application/pdf",)

_MOST_PAGES = 20_000
_EDGE = 2  # how many lines at a page's top and bottom may be running heads
_ADVICE = "open it where it was made and save it again"
_NUMBERS = re.compile(r"\d+|\b[ivxlc]+\b")
_GUESSED = "The file is a PDF: its paragraphs were guessed from its lines."


def recognises(data: bytes) -> bool:
    """Whether the file begins as every PDF does."""
    return data.startswith(b"%PDF-")


def read(data: bytes, name: str) -> SourceDocument:
    """The text of all pages. Raises :class:`~tei_tools.errors.UnreadableError` for what is no PDF, damaged,
    encrypted or a picture, and :class:`~tei_tools.errors.MissingExtraError` where pypdf is not installed.
    """
    from importlib import import_module

    from tei_tools.errors import MissingExtraError, UnreadableError
    from tei_tools.sources import _plain_blocks
    from tei_tools.sources._assembly import Assembly
    from tei_tools.sources._dateline import day_order
    from tei_tools.sources._decoding import without_forbidden
    from tei_tools.sources._language import detect
    from tei_tools.sources._lines import lines_of
    from tei_tools.sources._structured import finished

    if not data.strip():
        raise UnreadableError("the file is empty", file=name, advice="give a file with text")
    if not recognises(data) or b"startxref" not in data:
        what = "this PDF file is damaged: its end is missing" if recognises(data) else "this is no PDF"
        raise UnreadableError(what, file=name, advice=_ADVICE)
    try:
        pypdf = import_module("pypdf")
    except ImportError:
        raise MissingExtraError("reading PDF", "pdf") from None
    try:
        pages, metadata = _pages(pypdf, data, name)
    except UnreadableError:
        raise
    except Exception as fault:  # pypdf raises all kinds on what is no PDF inside
        words = " ".join(str(fault).split())[:120]
        raise UnreadableError(
            f"this PDF file is damaged ({words or type(fault).__name__})", file=name, advice=_ADVICE
        ) from None
    kept, heads = _without_heads(pages)
    text, dropped, notes = without_forbidden("\n\f".join("\n".join(page) for page in kept))
    if not text.strip():
        raise UnreadableError(
            "this PDF holds no text, only pictures", file=name, advice="run text recognition on it first"
        )
    order = day_order(text, detect(text[:60_000]))
    assembly = Assembly()
    more_dropped, more_notes = _plain_blocks.assemble(lines_of(text), assembly, order)
    return finished(
        data,
        name,
        format="pdf",
        assembly=assembly,
        metadata=metadata,
        sample=text,
        dropped=[*heads, *dropped, *more_dropped],
        notes=[_GUESSED, *notes, *more_notes],
    )


def _pages(pypdf: Any, data: bytes, name: str) -> tuple[list[list[str]], Metadata]:
    import io

    from tei_tools.errors import UnreadableError

    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableError("this PDF file is encrypted", file=name, advice="unlock it first")
    if len(reader.pages) > _MOST_PAGES:
        raise UnreadableError(f"this PDF has more than {_MOST_PAGES:,} pages", file=name)
    pages = [
        [" ".join(line.split()) for line in (page.extract_text() or "").splitlines()] for page in reader.pages
    ]
    said = reader.metadata
    title, author = (str(said.title or "").strip(), str(said.author or "").strip()) if said else ("", "")
    return pages, Metadata(title=title or None, authors=(author,) if author else ())


def _without_heads(pages: list[list[str]]) -> tuple[list[list[str]], list[Dropped]]:
    """The pages without the lines that recur at the edge of at least half of them, numbers set aside."""
    edges = [_edge(page) for page in pages]
    counts = Counter(shape for page, edge in zip(pages, edges, strict=True) for shape in _shapes(page, edge))
    enough = max(3, (len(pages) + 1) // 2)
    heads: list[Dropped] = []
    kept: list[list[str]] = []
    for number, (page, edge) in enumerate(zip(pages, edges, strict=True), 1):
        gone = {at for at in edge if counts[_shape(page[at])] >= enough}
        heads += [Dropped(page[at], f"a running head or page number (page {number})") for at in sorted(gone)]
        kept.append([line for at, line in enumerate(page) if at not in gone])
    return kept, heads


def _edge(page: list[str]) -> list[int]:
    filled = [at for at, line in enumerate(page) if line]
    return sorted({*filled[:_EDGE], *filled[-_EDGE:]})


def _shapes(page: list[str], edge: list[int]) -> set[str]:
    return {_shape(page[at]) for at in edge}


def _shape(line: str) -> str:
    return _NUMBERS.sub("#", line.lower())
