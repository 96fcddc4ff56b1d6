"""The metadata of an RO-Crate (https://w3id.org/ro/crate/1.1)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from tei_tools.exporters import FORMAT_VERSION
from tei_tools.exporters._payload import Described, Payload
from tei_tools.exporters._tables import TABLES

if TYPE_CHECKING:
    from tei_tools.exporters._rights import Rights

FILE = "ro-crate-metadata.json"
_FORMATS = {"csv": "text/csv", "json": "application/json", "jsonld": "application/ld+json"}


def metadata(payload: Payload, files: Described) -> bytes:
    """``ro-crate-metadata.json`` for the files that were written."""
    tables = {f"{table.name}.csv": f"Table of {table.name}" for table in TABLES}
    names = {
        **tables,
        "csv-metadata.json": "What the tables' columns mean (CSVW)",
        "datapackage.json": "The tables as a Data Package",
        **payload.titles,
    }
    licences = list(payload.licences)
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": payload.title,
        "description": f"Tables and linked data of {payload.title}, made from TEI by tei-tools",
        "schemaVersion": FORMAT_VERSION,
        "license": [{"@id": one} for one in licences] or _words(payload.rights.list()),
        "publisher": [{"@id": f"#publisher-{n}"} for n, _ in enumerate(payload.publishers, 1)],
        "hasPart": [{"@id": quote(name)} for name in files.files],
    }
    if payload.published:
        root["datePublished"] = payload.published
    for key in ("license", "publisher"):
        if isinstance(root[key], list) and len(root[key]) == 1:
            root[key] = root[key][0]
    graph: list[dict[str, Any]] = [
        {
            "@id": FILE,
            "@type": "CreativeWork",
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
            "about": {"@id": "./"},
        },
        {key: value for key, value in root.items() if value},
    ]
    graph += [
        {
            "@id": quote(name),
            "@type": "File",
            "name": names.get(name, name),
            "encodingFormat": _FORMATS[name.rpartition(".")[2]],
            "contentSize": str(written.size),
            "sha256": written.sha256,
        }
        for name, written in files.files.items()
    ]
    graph += [
        {"@id": one, "@type": "CreativeWork", "name": one, "description": f"The licence {one}"}
        for one in licences
    ]
    graph += [
        {"@id": f"#publisher-{n}", "@type": "Organization", "name": name}
        for n, name in enumerate(payload.publishers, 1)
    ]
    # The context of 1.1 is older than schema.org's sha256.
    context = ["https://w3id.org/ro/crate/1.1/context", {"sha256": "https://schema.org/sha256"}]
    said = {"@context": context, "@graph": graph}
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _words(rights: list[Rights]) -> str:
    """The rights in words, where no licence has an address."""
    return "; ".join(" ".join(one.values()) for one in rights) or "Not stated"
