"""Choosing the format of an input, and the language of what was read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from types import ModuleType

from tei_tools import rooms
from tei_tools.errors import UnreadableError
from tei_tools.sources import SourceDocument
from tei_tools.sources._language import detect
from tei_tools.sources._xml import start_tag

__all__ = ["read_source"]

_ROOM = "sources"
_FALLBACK = "plain"
_RENAME = "give it the ending of what it is, or say --format"


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
    named = [module for module in modules.values() if extension and extension in module.EXTENSIONS]
    if len(named) == 1 and extension != ".xml":
        return named[0]
    # A root element says more than the look of a page does: <article> may be JATS or HTML.
    rest = sorted(modules.values(), key=lambda module: ".xml" not in module.EXTENSIONS)
    for module in [*named, *rest]:
        if module.recognises(data):
            return module
    root, _ = start_tag(data)
    if root in ("TEI", "teiCorpus", "TEI.2"):
        raise UnreadableError(
            "this is TEI already, which is no source",
            file=name,
            advice="tei-tools encode FILE tags it further; validate and convert read it as it is",
        )
    head = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<?xml", b"<!doctype")) or (extension == ".xml" and root):
        shown = f" (root element {root[:40]})" if root else ""
        raise UnreadableError(
            f"this is XML of a kind that is not read as an article{shown}",
            file=name,
            advice="ALTO, PAGE, JATS and XHTML are; else save its text as plain text or HTML",
        )
    if extension == ".xml" and data.strip():
        raise UnreadableError("this is no XML, whatever its name says", file=name, advice=_RENAME)
    return modules[_FALLBACK]
