"""Edited JSON-LD → rows: the annotations of our export (Web Annotation Data Model, 3.2 and 4), and the names
and coordinates of its entities. A file is one document, a list, an ``@graph``, or JSON Lines.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from tei_tools.errors import UnreadableError
from tei_tools.importing import TableRow, Tables

SUFFIXES = (".jsonld", ".json", ".jsonl")
_KINDS = {
    "Person": "persons",
    "Place": "places",
    "Organization": "organisations",
}


def read(path: Path, tables: Tables, base: str) -> None:
    """The rows of one file."""
    for document in _documents(path):
        identifiers = document.get("identifier")
        address = str(document.get("@id") or document.get("id") or "")
        own = identifiers[0] if isinstance(identifiers, list) and identifiers else identifiers
        name = str(own) if own else unquote(address.removeprefix(base))
        if any(".json" in row.place for row in tables.rows.get(name, ())[:1]):
            tables.shared.add(name)
        rows = tables.rows.setdefault(name, [])
        for text in _list(document.get("text")):
            tables.texts.setdefault(name, str(text.get("sha256")))
        for number, node in enumerate(_list(document.get("annotations")), 1):
            rows.extend(_annotation(node, f"{path}:annotation {number}", name, address, base))
        for node in _list(document.get("mentions")):
            rows.extend(_entity(node, f"{path}:{node.get('@id')}", name, address, base))


def _documents(path: Path) -> Iterator[dict[str, Any]]:
    try:
        words = path.read_bytes().decode("utf-8-sig", "surrogatepass")
        if path.suffix.lower() == ".jsonl":
            content: Any = [json.loads(line) for line in words.splitlines() if line.strip()]
        else:
            content = json.loads(words)
    except OSError as fault:
        raise UnreadableError((fault.strerror or "cannot be read").lower(), file=str(path)) from None
    except UnicodeDecodeError:
        raise UnreadableError("is not UTF-8", file=str(path), advice="save it as UTF-8") from None
    except (json.JSONDecodeError, RecursionError) as fault:
        line, column = getattr(fault, "lineno", None), getattr(fault, "colno", None)
        said = getattr(fault, "msg", "nested too deep")
        raise UnreadableError(f"is no JSON: {said}", file=str(path), line=line, column=column) from None
    if isinstance(content, dict) and "@graph" in content:
        content = content["@graph"]
    ours = ("annotations", "mentions", "formatVersion")
    found = [node for node in _list(content) if any(name in node for name in ours)]
    if not found:
        raise UnreadableError(
            "has no document with annotations in it", file=str(path), advice="give JSON-LD of our export"
        )
    yield from found


def _list(value: Any) -> list[dict[str, Any]]:
    values = value if isinstance(value, list) else [] if value is None else [value]
    return [each for each in values if isinstance(each, dict)]


def _annotation(
    node: dict[str, Any], place: str, document: str, address: str, base: str
) -> Iterator[TableRow]:
    address_of = str(node.get("@id") or node.get("id") or "")
    name = unquote(address_of.rpartition("#")[2])
    if node.get("body") == address_of.removesuffix(".annotation") != address_of:
        return  # of a quotation or a reference, which has a node of its own: nothing of these is brought back
    cells: dict[str, str] = {}
    for target in _list(node.get("target")):
        for selector in _list(target.get("selector")):
            for key, column in (("exact", "quote"), ("prefix", "prefix"), ("suffix", "suffix")):
                if isinstance(selector.get(key), str):
                    cells[column] = selector[key]
            if selector.get("@type") == "XPathSelector":
                cells["xpath"] = str(selector.get("value", ""))
    if "quote" not in cells:
        cells["quote"] = str(node.get("name", ""))
    body = node.get("body")
    # An annotation without a body is a row of either table: the identifier says which.
    if isinstance(body, dict) and "edtfDate" in body:
        yield TableRow("dates", place, document, name, cells | {"edtf": str(body["edtfDate"])})
    elif node.get("element") in ("date", "time", "origDate", "docDate", "birth", "death", "floruit"):
        yield TableRow("dates", place, document, name, cells | {"edtf": ""})
    else:
        said = body.get("@id") or body.get("id") if isinstance(body, dict) else body
        yield TableRow("mentions", place, document, name, cells | {"entity": _key(said, address, base)})


def _entity(node: dict[str, Any], place: str, document: str, address: str, base: str) -> Iterator[TableRow]:
    kind = node.get("@type")
    table = _KINDS.get(str(kind), "others")
    cells = {"name": str(node["name"])} if "name" in node else {}
    geo = node.get("geo")
    if isinstance(geo, dict) and table == "places":
        cells |= {name: str(geo.get(name) or "") for name in ("latitude", "longitude")}
    yield TableRow(table, place, document, _key(node.get("@id"), address, base), cells)


def _key(said: Any, address: str, base: str) -> str:
    """An entity's key from its IRI: the part below the document's own, or below the base, or the IRI."""
    words = str(said or "")
    own = f"{address}#"
    if words.startswith(own):
        return unquote(words.removeprefix(own))
    return unquote(words.removeprefix(base)) if words.startswith(base) else words
