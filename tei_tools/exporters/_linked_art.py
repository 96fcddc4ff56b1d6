"""The JSON-LD profile ``linked-art``: what a document is, what carries it, and whom and what it names, in the
model of Linked Art 1.0 (CIDOC CRM; https://linked.art/api/1.0/).

A file is one ``@graph`` of top-level entities, each as the API has it: a text (``LinguisticObject``), objects
(``HumanMadeObject``), ``Person``, ``Group``, ``Place``, ``Event``; entities speak of each other by ``id``,
``type`` and ``_label`` alone. ``@context`` is the address that the model asks for; what our terms mean stands
in ``schemas/linked_art.context.json``, to be given to a JSON-LD processor without network. The shape is
``schemas/linked_art.schema.json``. Passages have no place in the model: offsets are in the other profiles.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from tei_tools.exporters import Options
from tei_tools.exporters._distinct import distinct
from tei_tools.exporters._file_names import FileNames
from tei_tools.exporters._linked_art_model import Model
from tei_tools.exporters._linked_art_text import named, text
from tei_tools.exporters._linked_art_things import divisions, events, objects, works
from tei_tools.exporters._nodes import Node, full

if TYPE_CHECKING:
    from tei_tools.records import Record
    from tei_tools.writing import Output

CONTEXT = "https://linked.art/ns/v1/linked-art.json"


def export(records: Iterable[Record], folder: Output, options: Options) -> int:
    """Write ``NAME.linked-art.jsonld`` for each record, or ``collection.linked-art.jsonld`` with
    ``one_file``; gives how many there were.
    """
    names, number = FileNames(".linked-art.jsonld"), 0
    if options.one_file:
        with folder.open("collection.linked-art.jsonld") as stream:
            stream.write(_HEAD)
            for record in distinct(records, options):
                _write(stream, graph(record, options), first=not number)
                number += 1
            stream.write(_TAIL)
        return number
    for record in distinct(records, options):
        with folder.open(names.of(record)) as stream:
            stream.write(_HEAD)
            _write(stream, graph(record, options), first=True)
            stream.write(_TAIL)
        number += 1
    return number


_HEAD = f'{{\n"@context":"{CONTEXT}",\n"@graph":['.encode()
_TAIL = b"\n]\n}\n"


def _write(stream: Any, nodes: Iterable[Node], *, first: bool) -> None:
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    for node in nodes:
        stream.write(b"\n" if first else b",\n")
        stream.write(encode(node).encode("utf-8", "surrogatepass"))
        first = False


def graph(record: Record, options: Options) -> list[Node]:
    """The entities of one document, the text itself first."""
    model = Model(record, options)
    model.nodes[model.iris.document] = {}  # so that it stands first
    own = model.nodes[model.iris.document] = text(model)
    carrying = objects(model)
    own.update(full({"carried_by": carrying, **named(model)}))
    works(model)
    divisions(model, own)
    events(model)
    for entity in record.entities():
        model.entity(entity)
    return list(model.nodes.values())
