"""Choosing the format of an input, and the language of what was read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from types import ModuleType

from tei_tools import rooms
from tei_tools.errors import UnreadableError
from tei_tools.sources import SourceDocument
from tei_tools.sources._language import detect

__all__ = ["read_source"]

_ROOM = "sources"
_FALLBACK = "plain"


def read_source(data: bytes, name: str, *, format: str | None = None) -> SourceDocument:
    """See :func:`tei_tools.sources.read_source`."""
    module = rooms.load(_ROOM, format) if format else _module_for(data, name)
    document: SourceDocument = module.read(data, name)
    if document.metadata.language:
        return document
    return replace(document, metadata=replace(document.metadata, language=detect(document.text)))


def _module_for(data: bytes, name: str) -> ModuleType:
    modules = rooms.load_all(_ROOM)
    extension = PurePath(name).suffix.lower()
    if extension:
        for module in modules.values():
            if extension in module.EXTENSIONS:
                return module
    for module in modules.values():
        if module.recognises(data):
            return module
    head = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<?xml", b"<tei", b"<!doctype")) and not head.startswith(b"<!doctype html"):
        raise UnreadableError(
            "this is XML, which is not read as an article yet",
            file=name,
            advice="validate and convert read TEI; to encode it, save its text as plain text or HTML",
        )
    return modules[_FALLBACK]
