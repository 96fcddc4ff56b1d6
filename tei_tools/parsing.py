"""Parsing XML from anyone: no network, no file but the one that is read, bounded in size, depth and
expansion.

:func:`parse` gives an lxml tree or raises one line that says what is wrong, where, and what to do.
:func:`positions` gives the line, column and byte of every start tag; a second pass, for when there is
something to say about some of them (libxml2 keeps no columns, and lines only to 65,535).

A file without a document type declaration is parsed once. In one that has it, expat reads the declaration
first: external parsed entities are refused, declared or used; internal ones expand within bounds
(:data:`MOST_ADDED`). External subsets (``<!DOCTYPE TEI SYSTEM "tei.dtd">``) are named by many TEI files and
never read.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from tei_tools.errors import UnreadableError

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Position", "Positions", "parse", "places", "positions"]

MAX_SIZE = 200_000_000
# Elements may be nested this deep: libxml2's own bound; the deepest TEI file that we know has 30 levels.
DEEPEST = 256
# Bytes that the entities of a file may add to it, at most: this, or four times the file.
MOST_ADDED = 1_000_000

# Encodings in which "<!DOCTYPE" looks as in ASCII, so that it can't hide (XML 1.0, appendix F; no UTF-7, no
# EBCDIC).
_PLAIN = re.compile(
    r"utf-?8|(us-)?ascii|iso[-_]?8859-?\d+|iso-ir-\d+|latin-?\d+|l\d|(windows|cp)-?\d+|koi8-?[ru]|mac(intosh|roman)?"
    r"|gb18030|gbk|gb2312|big5|euc-?(jp|kr|cn)|shift[-_]?jis|tis-620|utf-?16([bl]e)?|iso-10646-ucs-2|ucs-?2|utf-?32([bl]e)?",
    re.IGNORECASE,
)
DECLARED_ENCODING = re.compile(r"""<\?xml\s[^>]*?encoding\s*=\s*["']([^"']{1,60})["']""")
_PROLOG = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)


def parse(data: bytes, name: str, max_size: int = MAX_SIZE) -> etree._ElementTree:
    """The tree of ``data``, with comments and processing instructions; ``name`` stands in the messages.

    Raises :class:`~tei_tools.errors.UnreadableError`: not XML, not well-formed (with line and column), too
    large, nested too deep, external or too much expanding entities.
    """
    from lxml import etree

    from tei_tools import _xml_faults as faults

    if len(data) > max_size:
        raise UnreadableError(
            f"is larger ({len(data):,} bytes) than the limit of {max_size:,} bytes",
            file=name,
            advice="raise it with --max-size",
        )
    codec = _codec(data)
    faults.refuse_what_is_not_xml(data, name, wide=codec != "latin-1")
    doctype = _doctype(data, codec, name)
    if doctype is not None:
        from tei_tools import _entities

        unread = _entities.refuse_unsafe(data, codec, name)
        data = _entities.without_external_subset(data, codec, doctype, unread)
        data = _entities.with_namespaces(data, codec, doctype)
    parser = _parser(huge=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        if not faults.is_about_length(fault):
            raise faults.told(fault, parser.error_log, data, name) from None
        parser = _parser(huge=True)
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as other:
            raise faults.told(other, parser.error_log, data, name) from None
        _refuse_deep(root, name)
    if doctype is not None:
        faults.refuse_undefined_entities(parser.error_log, name)
    return root.getroottree()


class Position(NamedTuple):
    """Where a start tag begins: line and column from 1 (columns in characters), and the byte, from 0."""

    line: int
    column: int
    offset: int


class Positions:
    """The positions of all elements, in document order; 24 bytes each."""

    def __init__(self) -> None:
        self._numbers = array("q")

    def __len__(self) -> int:
        return len(self._numbers) // 3

    def __getitem__(self, index: int) -> Position:
        if not 0 <= index < len(self):
            raise IndexError(index)
        return Position(*self._numbers[3 * index : 3 * index + 3])

    def __iter__(self) -> Iterator[Position]:
        return map(self.__getitem__, range(len(self)))

    def _extend(self, line: int, column: int, offset: int) -> None:
        self._numbers.extend((line, column, offset))


def positions(data: bytes) -> Positions:
    """The position of every element of well-formed ``data``: index ``n`` is the ``n``-th start tag.

    An element from an entity has the position of the entity's reference. Where expat does not know the file's
    encoding (it knows UTF-8, UTF-16 and one-byte ones), there are only the elements before that showed.
    """
    from xml.parsers import expat

    found = Positions()
    # Expat takes a byte order mark for a character of the first line.
    mark = 1 if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")) else 0
    parser = expat.ParserCreate()

    def start(tag: str, attributes: Any) -> None:
        line = parser.CurrentLineNumber
        column = parser.CurrentColumnNumber + 1 - (mark if line == 1 else 0)
        found._extend(line, column, parser.CurrentByteIndex)

    parser.StartElementHandler = start
    parser.ordered_attributes = True
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError):
        return found
    return found


def places(data: bytes, numbers: Iterable[int]) -> dict[int, Position]:
    """The positions of some elements of well-formed ``data``, by their place among all start tags.

    What :func:`positions` says of them, without a call for every other element: start tags are found by their
    first bytes, where no declaration of entities can hide them.
    """
    wanted = sorted(set(numbers))
    tags = _start_tags(data)
    if tags is None:
        known = positions(data)
        return {number: known[number] for number in wanted if number < len(known)}
    found: dict[int, Position] = {}
    line, counted = 1, 0
    mark = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    for number in wanted:
        if number >= len(tags):
            break
        offset = tags[number]
        line += data.count(b"\n", counted, offset)
        counted = offset
        first = data.rfind(b"\n", 0, offset) + 1 or mark
        column = len(data[first:offset].decode("utf-8", "replace")) + 1
        found[number] = Position(line, column, offset)
    return found


# A start tag, or what may hold what looks like one (XML 1.0, productions 15, 16, 18).
_MARKUP = re.compile(rb"<(?:([^!?/])|!--.*?-->|!\[CDATA\[.*?\]\]>|\?.*?\?>)", re.DOTALL)
_TAG = re.compile(rb"<[^!?/]")


def _start_tags(data: bytes) -> list[int] | None:
    """The bytes at which start tags begin; ``None`` where only a parser can say."""
    head = data[:400]
    declared = DECLARED_ENCODING.search(head.decode("latin-1"))
    if b"\0" in head or (declared and declared[1].lower() not in ("utf-8", "us-ascii", "ascii")):
        return None
    if data.count(b"\r") != data.count(b"\r\n") or b"<!DOCTYPE" in data:
        return None
    if b"<!" not in data and data.count(b"<?") == head.startswith(b"<?xml"):
        return [match.start() for match in _TAG.finditer(data)]
    return [match.start() for match in _MARKUP.finditer(data) if match.lastindex]


def _parser(*, huge: bool) -> etree.XMLParser:
    from lxml import etree

    options: dict[str, Any] = {
        "resolve_entities": "internal",
        "no_network": True,
        "load_dtd": False,
        "dtd_validation": False,
        "attribute_defaults": False,
        "huge_tree": huge,
        # With True, lxml takes an xml:id that stands twice for ill-formed. With False it reads the external
        # subset (seen in lxml 6.1), which is why parse() takes that out first.
        "collect_ids": False,
    }
    return etree.XMLParser(**options)


def _refuse_deep(root: etree._Element, name: str) -> None:
    from lxml import etree

    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise UnreadableError(f"elements are nested more than {DEEPEST} deep", file=name)


def _codec(data: bytes) -> str:
    """A Python codec in which the ASCII characters of ``data`` come out right (XML 1.0, appendix F.1)."""
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff", b"<\0\0\0", b"\0\0\0<")):
        return "utf-32" if data[0] in b"\xff\0" and b"<" not in data[:4] else _wide(data, 32)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if data.startswith((b"<\0", b"\0<")):
        return _wide(data, 16)
    return "latin-1"


def _wide(data: bytes, bits: int) -> str:
    return f"utf-{bits}-{'le' if data[:1] == b'<' else 'be'}"


def _doctype(data: bytes, codec: str, name: str) -> int | None:
    """At which character a document type declaration stands before the root element, or ``None``."""
    size = 1 << 12
    while True:
        head = data[:size].decode(codec, "replace")
        declared = DECLARED_ENCODING.search(head, 0, 200)
        if declared and not _PLAIN.fullmatch(declared[1]):
            raise UnreadableError(
                f"the encoding {declared[1]} is not read here", file=name, advice="convert the file to UTF-8"
            )
        place = 3 if head.startswith("ï»¿") else int(head.startswith("\ufeff"))
        while match := _PROLOG.match(head, place):
            place = match.end()
        rest = head[place : place + 9]
        if size >= len(data) or (len(rest) == 9 and not rest.startswith(("<?", "<!--"))):
            return place if rest == "<!DOCTYPE" else None
        size *= 8
