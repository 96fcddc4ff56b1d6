"""Markdown: each document as a text to read, with its headings; names lead to their authorities.

Every block of the plain text is a paragraph, a heading where a division has it as its ``head``. Signs that
Markdown would read are escaped, so that the words are those of the text (CommonMark 0.31).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tei_tools.exporters import FORMAT_VERSION, Options
from tei_tools.exporters._about import about
from tei_tools.exporters._distinct import distinct
from tei_tools.exporters._file_names import FileNames
from tei_tools.exporters._identifiers import Iris
from tei_tools.exporters._spans import Block, Span, blocks, pieces

if TYPE_CHECKING:
    from tei_tools.records import Record
    from tei_tools.writing import Output

DESCRIPTION = "Markdown: each document as a text to read"

# ASCII punctuation that may mean something inside a line, and what does at its beginning (CommonMark, 2.4).
_SIGNS = re.compile(r"[\\`*_\[\]<>&~|!#$]")
_BEGINS = re.compile(r"(\s*)(?:(\d{1,9})([.)])(?=\s|$)|([-+=:]))")
_SAFE = re.compile(r"https?://[^\s<>\\]+")


def export(records: Iterable[Record], folder: Output, options: Options) -> int:
    """Write one ``.md`` file a document; gives how many there were."""
    names, number = FileNames(".md"), 0
    for record in distinct(records, options):
        number += 1
        with folder.open(names.of(record)) as stream:
            stream.write("".join(_lines(record, options)).encode("utf-8", "replace"))
    return number


def _lines(record: Record, options: Options) -> Iterator[str]:
    said, iris = record.metadata, Iris(record, options.base)
    yield f"# {escaped(' '.join((said.title or record.identifier).split()))}\n"
    if said.authors:
        yield f"\n{escaped(', '.join(person.name for person in said.authors))}\n"
    addresses = {entity.key: _address(entity.key, entity, iris) for entity in record.entities()}
    for block in blocks(record):
        mark = "#" * min(block.level + 1, 6) + " " if block.level else ""
        yield f"\n{mark}{_block(record.text, block, addresses)}\n"
    yield f"\n---\n\nformatVersion: {FORMAT_VERSION}\n"
    for key, value in about(record, iris):
        yield f"\n{key}: {escaped(' '.join(value.split()))}\n"


def _address(key: str, entity: object, iris: Iris) -> str | None:
    known = getattr(entity, "authorities", ())
    for address in (*(one.uri for one in known), key):
        if address and _SAFE.fullmatch(address):
            return str(iris.of(address))
    return None


def _block(text: str, block: Block, addresses: dict[str, str | None]) -> str:
    parts: list[str] = []
    linked: list[Span] = []
    for what, span, words in pieces(text, block):
        if what == "text":
            parts.append(escaped(words))
        elif span is None:
            continue
        elif what == "open" and not linked and addresses.get(span.entity or ""):
            linked.append(span)
            parts.append("[")
        elif what == "close" and linked and linked[-1] is span:
            linked.pop()
            parts.append(f"](<{addresses[span.entity or '']}>)")
    line = "".join(parts)
    return _BEGINS.sub(_shielded, line, count=1) if _BEGINS.match(line) else line


def _shielded(found: re.Match[str]) -> str:
    space, number, sign, other = found.groups()
    return f"{space}{number}\\{sign}" if number else f"{space}\\{other}"


def escaped(words: str) -> str:
    """Words with a backslash before each sign that Markdown would read."""
    return _SIGNS.sub(r"\\\g<0>", words)
