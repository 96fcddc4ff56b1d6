"""HTML: each document as a text to read, with names, dates, quotations and references marked (HTML5).

One file without scripts and without anything to fetch. Names lead to their authority where there is one; each
carries its kind as class and what it names as ``data-entity``. Words are escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING

from tei_tools._languages import shortest
from tei_tools.exporters import FORMAT_VERSION, Options
from tei_tools.exporters._about import about
from tei_tools.exporters._distinct import distinct
from tei_tools.exporters._file_names import FileNames
from tei_tools.exporters._identifiers import Iris
from tei_tools.exporters._spans import Block, Span, blocks, pieces

if TYPE_CHECKING:
    from tei_tools.records import Record
    from tei_tools.writing import Output

DESCRIPTION = "HTML: each document as a text to read, names and dates marked"

_STYLE = (
    "body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1.05rem/1.6 Georgia,serif}"
    ".person,.place,.organisation,.work,.event,.object,.other,time,.date,.reference{"
    "text-decoration:none;color:inherit;border-bottom:2px solid}"
    ".person{border-color:#b5651d}.place{border-color:#2e7d32}.organisation{border-color:#6a1b9a}"
    "time,.date{border-color:#1565c0}.work,.event,.object,.other,.reference{border-color:#777}"
    ".quotation{background:#f4f1e6}footer{margin-top:3rem;font-size:.85rem}dt{font-weight:bold}"
    "@media(prefers-color-scheme:dark){body{background:#1c1c1c;color:#ddd}.quotation{background:#333}}"
)
# What a time element may hold: HTML Standard, 2.3.5 (months, dates, years), from the year 1 on.
_TIME = re.compile(r"(?!0000)\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?")
# HTML Standard, 13.2.2: characters that no document may hold.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


def export(records: Iterable[Record], folder: Output, options: Options) -> int:
    """Write one ``.html`` file a document; gives how many there were."""
    names, number = FileNames(".html"), 0
    for record in distinct(records, options):
        number += 1
        with folder.open(names.of(record)) as stream:
            stream.write("".join(_lines(record, options)).encode("utf-8", "replace"))
    return number


def _lines(record: Record, options: Options) -> Iterator[str]:
    said, iris = record.metadata, Iris(record, options.base)
    title = shown(said.title or record.identifier)
    language = f' lang="{shown(shortest(said.language))}"' if said.language else ""
    yield f'<!DOCTYPE html>\n<html{language}>\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
    yield '<meta name="viewport" content="width=device-width">\n'
    yield f'<meta name="formatVersion" content="{FORMAT_VERSION}">\n'
    yield f"<style>{_STYLE}</style>\n</head>\n<body>\n"
    authors = ", ".join(person.name for person in said.authors)
    yield (
        f"<header>\n<h1>{title}</h1>\n"
        + (f"<p>{shown(authors)}</p>\n" if authors else "")
        + "</header>\n<main>\n"
    )
    linked = {}
    for entity in record.entities():
        addresses = (*(known.uri for known in entity.authorities), entity.key)
        web = [address for address in addresses if address.startswith(("http://", "https://"))]
        linked[entity.key] = (iris.of(entity.key), iris.of(web[0]) if web else None)
    depth = 1
    for block in blocks(record):
        name = "p"
        if block.level:  # no level of headings is left out: divisions around may have none
            depth = min(block.level + 1, depth + 1, 6)
            name = f"h{depth}"
        yield f"<{name}>{_block(record.text, block, linked)}</{name}>\n"
    rows = "".join(f"<dt>{key}</dt><dd>{shown(value)}</dd>\n" for key, value in about(record, iris))
    yield f"</main>\n<footer>\n<dl>\n{rows}</dl>\n</footer>\n</body>\n</html>\n"


def _block(text: str, block: Block, linked: dict[str, tuple[str, str | None]]) -> str:
    parts: list[str] = []
    closing: list[str] = []
    for what, span, words in pieces(text, block):
        if span is None:
            parts.append(shown(words))
        elif what == "close":
            parts.append(f"</{closing.pop()}>")
        else:
            name, attributes = _element(span, linked, nested="a" in closing, timed="time" in closing)
            closing.append(name)
            parts.append(f"<{name}{attributes}>")
    return "".join(parts)


def _element(
    span: Span, linked: dict[str, tuple[str, str | None]], *, nested: bool, timed: bool
) -> tuple[str, str]:
    """The element for a span and its attributes; no link inside of a link."""
    if span.kind == "date":
        if span.edtf and _TIME.fullmatch(span.edtf) and not timed:
            return "time", f' datetime="{span.edtf}"'
        edtf = f' data-edtf="{shown(span.edtf)}"' if span.edtf else ""
        return "span", f' class="date"{edtf}'
    iri, address = linked.get(span.entity or "", (None, None))
    about = f' data-entity="{shown(iri)}"' if iri else ""
    if span.kind == "reference" and span.target and span.target.startswith(("http://", "https://")):
        address = span.target
    if address and not nested and not re.search(r"\s", address):
        return "a", f' class="{span.kind}" href="{shown(address)}"{about}'
    return "span", f' class="{span.kind}"{about}'


def shown(words: str) -> str:
    """Words as HTML may hold them."""
    return escape(_FORBIDDEN.sub("\ufffd", words))
