"""``datapackage.json``: the tables of the CSV export as a Tabular Data Package, for readers without CSVW.

Specification: https://specs.frictionlessdata.io/tabular-data-package/ (Data Package 1) and
https://specs.frictionlessdata.io/table-schema/. A date's first and last day are strings with a pattern, since
Table Schema's ``date`` has no year before 1 and none of five digits; lists are strings that say their sign.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tei_tools.exporters import FORMAT_VERSION
from tei_tools.exporters._tables import DAY, EDTF, SEPARATORS, TableOf

if TYPE_CHECKING:
    from tei_tools.exporters import Options

_TYPES = {"number": "integer", "year": "integer", "decimal": "number", "flag": "boolean"}


def datapackage(tables: list[TableOf], options: Options) -> bytes:
    """``datapackage.json`` for these tables."""
    written = {table.name for table in tables}
    said = {
        "profile": "tabular-data-package",
        "name": "tei-tools-csv",
        "version": FORMAT_VERSION,
        "description": "Tables made from TEI by tei-tools",
        "resources": [_resource(table, written, guard=options.guard) for table in tables],
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(table: TableOf, written: set[str], *, guard: bool) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(*column, guard=guard) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    keys = [
        {"fields": list(columns), "reference": {"resource": target, "fields": list(there)}}
        for columns, target, there in table.foreign
        if target in written
    ]
    if keys:
        schema["foreignKeys"] = keys
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "header": True},
        "schema": schema,
    }


def _field(name: str, kind: str, said: str, *, guard: bool) -> dict[str, Any]:
    if kind in SEPARATORS:
        said += f"; parted by {SEPARATORS[kind]!r}"
    if guard and kind in ("words", "list"):
        said += "; an apostrophe guards what a spreadsheet would run as a formula"
    field: dict[str, Any] = {"name": name, "type": _TYPES.get(kind, "string"), "description": said}
    limits: dict[str, Any] = {}
    if name in ("document", "id"):
        limits["required"] = True
    if kind == "number":
        limits["minimum"] = 0
    if kind == "day":
        limits["pattern"] = DAY["format"]
    if kind == "edtf":
        field["rdfType"] = EDTF["@id"]
    if limits:
        field["constraints"] = limits
    return field
