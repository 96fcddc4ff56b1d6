"""RIS of the works that documents cite, for EndNote, Citavi, Zotero and library systems.

One file for all documents, ``references.ris``, each work once. ``C1`` states the rights of the documents that
cite it, and which these are. The tags are those of the RIS format
specification of 2011 (Research Information Systems).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tei_tools.exporters import Options
from tei_tools.exporters._collected import Collected
from tei_tools.exporters._rights import AllRights
from tei_tools.exporters._works import Name, Work, collect, works_of

if TYPE_CHECKING:
    from tei_tools.records import Record
    from tei_tools.writing import Output

DESCRIPTION = "RIS of the cited works, for EndNote, Citavi and library systems"

_TYPES = {
    "article": "JOUR",
    "chapter": "CHAP",
    "book": "BOOK",
    "series": "SER",
    "journal": "JFULL",
    "manuscript": "MANSCPT",
    "page": "ELEC",
    "other": "GEN",
}
_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def export(records: Iterable[Record], folder: Output, options: Options) -> int:
    """Write ``references.ris``; gives how many documents there were."""
    rights = AllRights()
    with Collected() as works:
        number = collect(works, records, options, rights)
        with folder.open("references.ris") as stream:
            for work in works_of(works, rights):
                lines = "".join(f"{tag}  - {_line(value)}\r\n" for tag, value in _tags(work) if value)
                stream.write(f"{lines}ER  - \r\n\r\n".encode("utf-8", "replace"))
    return number


def _tags(work: Work) -> Iterator[tuple[str, str | None]]:
    yield "TY", _TYPES[work.kind]
    yield "ID", work.key
    for name in work.authors:
        yield "AU", _name(name)
    for name in work.editors:
        yield "ED", _name(name)
    yield "TI", work.title
    yield "T2", work.container
    yield from _dates(work.date)
    yield "PB", work.publisher
    yield "CY", work.place
    yield "VL", work.volume
    yield "IS", work.issue
    first, _, last = (work.pages or "").partition("-")
    yield "SP", first
    yield "EP", last
    yield "DO", work.doi
    yield "SN", work.isbn or work.issn
    yield "UR", work.url
    yield "N1", work.note
    for right, those in work.rights:
        yield "C1", f"Rights: {' '.join(right.values())} ({', '.join(those)})"


def _name(name: Name) -> str:
    return f"{name.family}, {name.given}" if name.given else name.family


def _dates(edtf: str | None) -> Iterator[tuple[str, str | None]]:
    """``PY`` is the year, ``DA`` the day where it is one (``1901/02/03/``), or the words of the date."""
    if not edtf:
        return
    day = _DAY.fullmatch(edtf)
    year = re.match(r"\[?(\d{4})", edtf)
    yield "PY", year[1] if year else None
    if day is None:
        yield "DA", f"{year[1]}///{edtf}" if year else None
    elif day[2] and int(day[2]) <= 12:
        yield "DA", f"{day[1]}/{day[2]}/{day[3] or ''}/"


def _line(value: str) -> str:
    return " ".join(value.split())
