"""Sources: a file that people write or export → :class:`SourceDocument`, one text with offsets.

A module of this room reads one format. It says ::

    EXTENSIONS: tuple[str, ...]          # (".md", ".markdown"), lower case
    MEDIA_TYPES: tuple[str, ...]         # ("text/markdown",)
    def recognises(data: bytes) -> bool  # from the first bytes alone, for input without a name
    def read(data: bytes, name: str) -> SourceDocument

and is found by standing in this folder (or by an entry point ``tei_tools.sources``). To add a format:
add the module, a small sample of your own in ``tests/sources/``, and its row in ``docs/encode.md``.
Heavy imports go inside ``read``. A file that cannot be read raises
:class:`~tei_tools.errors.UnreadableError`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Block", "Dropped", "Mark", "Metadata", "SourceDocument", "Surface", "Zone", "read_source"]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the source says of itself; only what is really there.

    ``date`` is the day of publication in W3C form (``2022-03-06``, ``2022-03``, ``2022``); where the words
    allow two readings, ``date_alternative`` has the other one and ``date_order`` says how it was decided.
    """

    title: str | None = None
    authors: tuple[str, ...] = ()
    date: str | None = None
    date_alternative: str | None = None
    date_order: str | None = None
    language: str | None = None
    publisher: str | None = None
    address: str | None = None
    rights: str | None = None
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of the document's structure: ``text[start:end]`` of its document.

    Blocks stand in document order, a container before what it contains; ``parent`` is the index of the
    containing block in :attr:`SourceDocument.blocks`, or ``None``. A block that contains no other is a leaf:
    the leaves, in order, are the text, joined by one newline each. ``kind`` is one of

    - leaves: ``title``, ``heading`` (with ``level`` 1–6), ``byline``, ``dateline``, ``paragraph``,
      ``item`` (also a container), ``label``, ``cell`` (which may be empty: ``start == end``), ``line`` (of
      verse), ``code``, ``note`` (also a container), ``caption``, ``description`` (words that stand for a
      picture), ``salute``, ``signed``, ``addrline``
    - containers: ``list`` (``rend`` ``bulleted`` or ``numbered``), ``quotation``, ``table``, ``row``,
      ``figure``, ``stanza``, ``address``

    ``identifier`` is a note's own mark (``1``), to which a mark of kind ``noteref`` points with its target;
    ``n`` is the number or sign that the source gives a note or item where that is not its identifier.
    ``place`` is where a note stands (``bottom``, ``end``, ``margin``), where the source says it.
    ``facs`` is the :class:`Zone` that it fills on the picture of its page. ``cols`` and ``rows`` are how many
    columns and rows of its table a cell goes over.
    """

    kind: str
    start: int
    end: int
    level: int = 0
    parent: int | None = None
    rend: str | None = None
    identifier: str | None = None
    language: str | None = None
    facs: str | None = None
    cols: int = 1
    rows: int = 1
    place: str | None = None
    n: str | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """Inline markup that the source itself has, inside one leaf block: ``text[start:end]``.

    ``kind``: ``emphasis``, ``strong``, ``code``, ``link`` (``target`` its address), ``noteref`` (``target``
    the identifier of a ``note`` block), ``title`` (HTML ``cite``), ``quotation`` (HTML ``q``), ``deleted``,
    ``inserted``, ``superscript``, ``subscript``, ``underline``, ``smallcaps``, ``foreign`` (``target`` the
    language of these words), ``linebreak`` (``start == end``; the text has a space there, or a word goes on;
    ``target`` is the line's :class:`Zone`), ``pagebreak`` (``start == end``: a page begins; ``n`` is its
    number, ``target`` its :class:`Surface`), ``columnbreak``, ``rule`` (``start == end``: what a rule or
    asterisks part from what was before), ``image`` (``start == end``, ``target``).
    """

    kind: str
    start: int
    end: int
    target: str | None = None
    n: str | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """Words of the file that are not the article's: what they were, why they were left out, and where."""

    words: str
    reason: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Zone:
    """A region or a line on the picture of a page. ``kind`` is its own word for what it is (``heading``,
    ``line``); ``points`` is its outline (``0,0 10,0 10,10``), or ``box`` its left, upper, right and lower
    edge, in the units of the surface.
    """

    identifier: str
    kind: str = ""
    points: str = ""
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Surface:
    """A page with its picture (a file's name or an address), its size, and the zones on it."""

    identifier: str
    image: str = ""
    width: float | None = None
    height: float | None = None
    zones: tuple[Zone, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A document as it was read: its text, its structure, and what it says of itself.

    ``text`` is the plain text of ``docs/text.md``: white space is one space, leaf blocks are parted by one
    newline, no space stands at a block's edge. All offsets are Unicode code points into it, 0-based,
    end-exclusive. ``digest`` is the SHA-256 of the file's bytes in hexadecimal digits, ``encoding`` the
    character encoding that was found, ``notes`` the sentences the header has to say of how it was read.
    """

    name: str
    format: str
    digest: str
    text: str
    blocks: tuple[Block, ...]
    encoding: str = "utf-8"
    marks: tuple[Mark, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[str, ...] = ()
    surfaces: tuple[Surface, ...] = ()


def read_source(data: bytes, name: str, *, format: str | None = None) -> SourceDocument:
    """The bytes of a file as a :class:`SourceDocument`, its language found where the file does not say it.

    ``name`` is the file's name, for its extension, its place in the document and in messages. ``format`` is
    the name of a module of this room; without it the extension decides, then the first bytes, then it is
    plain text. Raises :class:`~tei_tools.errors.UnreadableError` for what cannot be read (empty, binary, a
    format that no module reads) and :class:`~tei_tools.errors.UsageError` for an unknown ``format``.
    """
    from tei_tools.sources._reading import read_source as read

    return read(data, name, format=format)
