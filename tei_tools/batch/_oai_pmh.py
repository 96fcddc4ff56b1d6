"""A folder of OAI-PMH responses (Open Archives Initiative, Protocol for Metadata Harvesting 2.0, 3.2 and
4.5).

A harvester keeps either whole responses (``ListRecords``, ``GetRecord``), with many records each, or the
metadata of one record a file. What stands in ``metadata`` is an input of its own, named by the identifier of
its header; a file that is no response is an input as it stands. Records that are deleted are left out.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from typing import Any

from tei_tools.errors import TeiToolsError
from tei_tools.inputs import Input, below, file_input, find, read_bytes, shown, unreadable

__all__ = ["record_of", "records"]

_OAI = "{http://www.openarchives.org/OAI/2.0/}"
_MOST = 200_000_000


def records(folder: str) -> Iterator[tuple[Input, str]]:
    """The records of a folder, each with its place; later ones of the same identifier take the place of
    earlier ones only in the next run of a ledger, so each identifier should stand once.
    """
    for item in find([folder], recursive=True, suffixes=(".xml",)):
        try:
            data = read_bytes(item, _MOST)
        except TeiToolsError as fault:
            yield unreadable(item.name, fault.what, fault.advice), below(item.name, [shown(folder)])
            continue
        if b"OAI-PMH" not in data[:2000] and b"openarchives.org/OAI/2.0" not in data[:4000]:
            yield item, below(item.name, [shown(folder)])
            continue
        try:
            yield from _of_response(data, item.name)
        except TeiToolsError as fault:
            yield unreadable(item.name, fault.what, fault.advice), below(item.name, [shown(folder)])


def record_of(file: str, place: str) -> Input:
    """The record of a response again, by its place."""
    item = file_input(file)
    try:
        for record, name in _of_response(read_bytes(item, _MOST), item.name):
            if name == place:
                return record
    except TeiToolsError as fault:
        return unreadable(item.name, fault.what, fault.advice)
    return unreadable(f"{item.name}/{place}", "is not in the response any more")


def _of_response(data: bytes, name: str) -> Iterator[tuple[Input, str]]:
    from lxml import etree

    from tei_tools.parsing import parse
    from tei_tools.writing import safe_name

    root: Any = parse(data, name, _MOST).getroot()
    for record in root.iter(f"{_OAI}record"):
        header = record.find(f"{_OAI}header")
        metadata = record.find(f"{_OAI}metadata")
        identifier = (header.findtext(f"{_OAI}identifier") or "").strip() if header is not None else ""
        if header is not None and header.get("status") == "deleted":
            continue
        parts = metadata if metadata is not None else ()
        inner = next((child for child in parts if isinstance(child.tag, str)), None)
        place = safe_name(f"{identifier.replace('/', '_').replace(':', '_') or 'record'}.xml")
        shown_name = f"{name}/{place}"
        if inner is None:
            yield unreadable(shown_name, "the record has no metadata"), place
            continue
        inner.tail = None
        content = etree.tostring(inner, encoding="utf-8", xml_declaration=True)
        yield Input(shown_name, len(content), partial(io.BytesIO, content)), place
