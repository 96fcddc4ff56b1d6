"""The parts of a DOCX package: which is the document, what it refers to, and its core properties (ECMA-376,
part 2).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tei_tools.sources import Metadata
from tei_tools.sources._xml import local, only, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tei_tools.sources._package import Package

__all__ = ["main_part", "metadata_of", "relationships"]

_TYPE = "/officeDocument"


def metadata_of(package: Package) -> tuple[Metadata, list[str]]:
    """The core properties; the day of making as a sentence, for it is none of publication."""
    core = package.tree_if_there("docProps/core.xml")
    if core is None:
        return Metadata(), []

    def said(name: str) -> str | None:
        return words_of(only(core, name)) or None

    language = said("language")
    keywords = re.split(r"\s*[;,]\s*", said("keywords") or "")
    created = (said("created") or "")[:10]
    metadata = Metadata(
        title=said("title"),
        authors=tuple(one for one in re.split(r"\s*;\s*", said("creator") or "") if one),
        language=language
        if language and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language)
        else None,
        keywords=tuple(one for one in keywords if one),
    )
    return metadata, [f"The file says that it was made on {created}."] if created else []


def main_part(package: Package) -> str:
    for target, kind in _targets(package, "_rels/.rels", ""):
        if kind.endswith(_TYPE):
            return target
    return "word/document.xml"


def relationships(package: Package, main: str) -> tuple[dict[str, str], dict[str, list[str]]]:
    """The addresses of links and pictures by relationship, and the parts by the last word of their type."""
    folder, _, file = main.rpartition("/")
    tree = package.tree_if_there(f"{folder}/_rels/{file}.rels")
    links: dict[str, str] = {}
    parts: dict[str, list[str]] = {}
    for one in tree if tree is not None else ():
        if local(one) == "Relationship":
            target = one.get("Target", "")
            links[one.get("Id", "")] = target
            if one.get("TargetMode") != "External":
                kind = one.get("Type", "").rpartition("/")[2]
                parts.setdefault(kind, []).append(package.resolved(main, target))
    return links, parts


def _targets(package: Package, part: str, base: str) -> Iterable[tuple[str, str]]:
    tree = package.tree_if_there(part)
    for one in tree if tree is not None else ():
        if local(one) == "Relationship":
            yield package.resolved(base, one.get("Target", "")), one.get("Type", "")
