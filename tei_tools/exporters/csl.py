"""CSL-JSON of the works that documents cite, for Zotero, pandoc and citation processors.

One file for all documents, ``references.json``, each work once. Names are parted where the TEI parts them or
their form is plainly a person's, else ``literal``. ``custom.documents`` are the documents that cite the
work, ``custom.rights`` what these state of their rights. Years before Christ are negative, ``-50`` is 50 B.C.
Specification: https://github.com/citation-style-language/schema (csl-data.json), "CSL 1.0.2", appendix IV.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from tei_tools.exporters import Options
from tei_tools.exporters._collected import Collected
from tei_tools.exporters._places import write_lines
from tei_tools.exporters._rights import AllRights
from tei_tools.exporters._works import Name, Work, collect, works_of
from tei_tools.records._edtf import NotEdtfError, bounds

if TYPE_CHECKING:
    from tei_tools.records import Record
    from tei_tools.writing import Output

DESCRIPTION = "CSL-JSON of the cited works, for Zotero and citation processors"

_TYPES = {
    "article": "article-journal",
    "chapter": "chapter",
    "book": "book",
    "series": "book",
    "journal": "periodical",
    "manuscript": "manuscript",
    "page": "webpage",
    "other": "document",
}
_POINT = re.compile(r"(-?\d{4,})(?:-(\d\d))?(?:-(\d\d))?(?:T[^/]*)?([?~%]?)")


def export(records: Iterable[Record], folder: Output, options: Options) -> int:
    """Write ``references.json``; gives how many documents there were."""
    dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    rights = AllRights()
    with Collected() as works:
        number = collect(works, records, options, rights)
        with folder.open("references.json") as stream:
            write_lines(stream, "[", (dumps(item(work)) for work in works_of(works, rights)), "\n]\n")
    return number


def item(work: Work) -> dict[str, Any]:
    """A work as an item of CSL-JSON."""
    said: dict[str, Any] = {
        "id": work.iri,
        "type": _TYPES[work.kind],
        "citation-key": work.key,
        "title": work.title,
        "container-title": work.container,
        "author": [_name(name) for name in work.authors],
        "editor": [_name(name) for name in work.editors],
        "issued": date(work.date) if work.date else None,
        "publisher": work.publisher,
        "publisher-place": work.place,
        "volume": work.volume,
        "issue": work.issue,
        "page": work.pages,
        "DOI": work.doi,
        "ISBN": work.isbn,
        "ISSN": work.issn,
        "URL": work.url,
        "note": work.note,
        "custom": {"documents": list(work.documents)},
    }
    if work.rights:
        said["custom"]["rights"] = [{**right, "documents": list(those)} for right, those in work.rights]
    return {key: value for key, value in said.items() if value}


def _name(name: Name) -> dict[str, str]:
    return {"family": name.family, "given": name.given} if name.given else {"literal": name.family}


def date(edtf: str) -> dict[str, Any]:
    """An EDTF date as CSL has it: ``date-parts``, ``season``, ``circa``; else the words as ``literal``."""
    first, _, last = edtf.partition("/")
    points = [_POINT.fullmatch(part) for part in ((first, last) if last else (first,))]
    if all(points):
        season = int(points[0][2] or 0) - 20 if points[0] else 0
        found: dict[str, Any] = {"date-parts": [_parts(point) for point in points if point]}
        if not last and 1 <= season <= 4:
            found = {"date-parts": [found["date-parts"][0][:1]], "season": season}
        elif any(len(parts) > 1 and parts[1] > 12 for parts in found["date-parts"]):
            found = {"date-parts": [parts[:1] for parts in found["date-parts"]]}
        if any(point and point[4] for point in points):
            found["circa"] = True
        return found
    try:
        earliest, latest = bounds(edtf)
    except NotEdtfError:
        return {"literal": edtf}
    if not (earliest and latest):
        return {"literal": edtf}
    years = [_year(int(day[:-6])) for day in (earliest, latest)]
    return {"date-parts": [[year] for year in dict.fromkeys(years)], "circa": True}


def _parts(point: re.Match[str]) -> list[int]:
    return [_year(int(point[1])), *(int(part) for part in point.groups()[1:3] if part)]


def _year(year: int) -> int:
    """EDTF has a year 0 (1 B.C.), CSL has none."""
    return year if year > 0 else year - 1
