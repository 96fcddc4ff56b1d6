"""GeoJSON of the places that have coordinates (RFC 7946: longitude before latitude, WGS 84).

One file for all documents, ``places.geojson``; each place once, by its identifier. ``formatVersion`` and
``rights`` are members beside ``features``, as RFC 7946, 6.1 allows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from tei_tools.exporters import FORMAT_VERSION, Options
from tei_tools.exporters._collected import Collected
from tei_tools.exporters._places import collect, write_lines
from tei_tools.exporters._rights import AllRights

if TYPE_CHECKING:
    from tei_tools.records import Record
    from tei_tools.writing import Output

DESCRIPTION = "GeoJSON of the places with coordinates, for maps"


def export(records: Iterable[Record], folder: Output, options: Options) -> int:
    """Write ``places.geojson``; gives how many documents there were."""
    rights = AllRights()
    with Collected() as places:
        number = collect(places, records, options, rights)
        dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
        about = f'"formatVersion":"{FORMAT_VERSION}","rights":{dumps(rights.list())}'
        with folder.open("places.geojson") as stream:
            write_lines(
                stream,
                f'{{"type":"FeatureCollection",{about},\n"features":[',
                map(dumps, _features(places)),
                "\n]}\n",
            )
    return number


def _features(places: Collected) -> Iterator[dict[str, Any]]:
    for iri, said in places:
        if "point" not in said:
            continue

        def first(part: str, said: dict[str, list[tuple[Any, int]]] = said) -> Any:
            return said[part][0][0] if part in said else None

        documents = [document for document, _ in said["document"]]
        firsts = [document["first"] for document in documents if document.get("first")]
        lasts = [document["last"] for document in documents if document.get("last")]
        properties = {
            "name": first("title"),
            "names": list(dict.fromkeys(name["toponym"] for name, _ in said.get("name", ()))),
            "type": first("type"),
            "country": first("country"),
            "sameAs": [address for address, _ in said.get("same", ())],
            "mentions": sum(times for _, times in said.get("mention", ())),
            "documents": [document["iri"] for document in documents],
            "earliest": min(firsts, key=_sortable) if firsts else None,
            "latest": max(lasts, key=_sortable) if lasts else None,
        }
        yield {
            "type": "Feature",
            "id": iri,
            "geometry": {"type": "Point", "coordinates": first("point")},
            "properties": {
                key: value for key, value in properties.items() if value is not None and value != []
            },
        }


def _sortable(day: str) -> tuple[int, str]:
    year, month_and_day = day[:-6], day[-6:]
    return int(year), month_and_day
