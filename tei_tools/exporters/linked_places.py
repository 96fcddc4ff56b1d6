"""Linked Places Format (GeoJSON-LD, version 1): places with attested names, times, types, links, relations.

One file for all documents, ``places.lpf.json``, for gazetteers such as the World Historical Gazetteer or
Pelagios; each place once, by its identifier. A name is cited from each document that has it, ``when`` is
the time of these documents. Authorities are ``closeMatch``. A place without coordinates has no geometry.
Specification: https://github.com/LinkedPasts/linked-places-format
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

DESCRIPTION = "Linked Places Format (GeoJSON-LD): places with attested names, times, links"
CONTEXT = (
    "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"
)

# GeoNames feature classes (https://www.geonames.org/export/codes.html) of common words for kinds of
# places, in English, German and French, and of TEI's elements.
_CLASSES = {
    "P": "city town village hamlet settlement capital stadt dorf ort siedlung ville commune bourg",
    "A": "country state region province county district nation land staat kreis bezirk pays "
    "état département bloc",
    "H": "river lake sea ocean bay stream canal fluss see meer bach rivière fleuve lac mer",
    "T": "mountain hill valley island cape volcano berg gebirge tal insel montagne vallée île",
    "L": "area continent park gebiet kontinent parc",
    "R": "street road route path straße weg rue chemin",
    "S": "building church castle monastery site house bridge gebäude kirche schloss kloster haus "
    "bâtiment église château",
}
_CLASS_OF = {word: letter for letter, words in _CLASSES.items() for word in words.split()}


def export(records: Iterable[Record], folder: Output, options: Options) -> int:
    """Write ``places.lpf.json``; gives how many documents there were."""
    rights = AllRights()
    with Collected() as places:
        number = collect(places, records, options, rights)
        dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
        head = (
            f'{{"type":"FeatureCollection","@context":"{CONTEXT}","formatVersion":"{FORMAT_VERSION}",'
            f'"rights":{dumps(rights.list())},\n"features":['
        )
        with folder.open("places.lpf.json") as stream:
            write_lines(stream, head, map(dumps, _features(places)), "\n]}\n")
    return number


def _features(places: Collected) -> Iterator[dict[str, Any]]:
    for iri, said in places:
        values = {part: [value for value, _ in found] for part, found in said.items()}
        documents = values["document"]
        properties: dict[str, Any] = {"title": values["title"][0]}
        codes = [country for country in values.get("country", ()) if len(country) == 2 and country.isupper()]
        classes = _feature_classes(values)
        if codes:
            properties["ccodes"] = codes
        if classes:
            properties["fclasses"] = classes
        feature: dict[str, Any] = {"@id": iri, "type": "Feature", "properties": properties}
        feature |= _when(documents)
        feature["names"] = [
            {
                "toponym": toponym,
                "citations": [_citation(document) for document in cited],
                **_when(cited),
            }
            for toponym, cited in _names(values).items()
        ]
        if "type" in values:
            feature["types"] = [
                {"label": label, "sourceLabels": [{"label": label}]} for label in values["type"]
            ]
        point = values.get("point")
        feature["geometry"] = {"type": "Point", "coordinates": point[0]} if point else None
        if "same" in values:
            feature["links"] = [{"type": "closeMatch", "identifier": address} for address in values["same"]]
        if "relation" in values:
            feature["relations"] = [
                {"relationType": relation["name"], "relationTo": relation["to"], "label": relation["label"]}
                for relation in values["relation"]
            ]
        if "note" in values:
            feature["descriptions"] = [{"value": note} for note in values["note"]]
        yield feature


def _names(values: dict[str, list[Any]]) -> dict[str, list[dict[str, Any]]]:
    """The names with the documents that have them; a place without a name has its title."""
    found: dict[str, list[dict[str, Any]]] = {}
    for name in values.get("name", ()):
        found.setdefault(name["toponym"], []).append(name["document"])
    return found or {values["title"][0]: values["document"]}


def _citation(document: dict[str, Any]) -> dict[str, Any]:
    cited = {"label": document["title"], "@id": document["iri"]}
    day = document.get("first") or document.get("last")
    return {**cited, "year": int(day[:-6])} if day else cited


def _when(documents: list[dict[str, Any]]) -> dict[str, Any]:
    """The different times of these documents, in order."""
    spans = {
        (document.get("first"), document.get("last")): None
        for document in documents
        if document.get("first") or document.get("last")
    }
    if not spans:
        return {}
    timespans: list[dict[str, Any]] = []
    for first, last in sorted(spans, key=lambda span: [_sortable(day) for day in span]):
        start = {"in": first} if first else {"latest": last}
        timespans.append({"start": start, "end": {"in": last}} if first and last else {"start": start})
    return {"when": {"timespans": timespans}}


def _sortable(day: str | None) -> tuple[bool, int, str]:
    return (False, 0, "") if day is None else (True, int(day[:-6]), day[-6:])


def _feature_classes(values: dict[str, list[Any]]) -> list[str]:
    words = [*values.get("type", ()), *values.get("element", ())]
    return sorted({letter for word in words if (letter := _CLASS_OF.get(word.lower()))})
