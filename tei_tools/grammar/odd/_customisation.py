"""An ODD file → what its ``schemaSpec`` asks for, in order, its groups and inclusions put in place
(TEI Guidelines 22.4, 22.8)."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

from tei_tools.grammar.odd._files import Folder, local_path
from tei_tools.grammar.odd._read_constraints import constraints
from tei_tools.grammar.odd._read_specs import SPECS, specification
from tei_tools.grammar.odd._reading import ODDError, Reading, T, line, local
from tei_tools.grammar.odd._references import (
    REFERENCES,
    ModuleReference,
    Reference,
    module_reference,
    reference,
)
from tei_tools.grammar.odd._specs import Constraint, Spec

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Customisation", "read_customisation", "read_specs"]

_ID = "{http://www.w3.org/XML/1998/namespace}id"
_INCLUDE = "{http://www.w3.org/2001/XInclude}include"
# What a schemaSpec or a specGrp may hold for people, or for processors of another kind.
_SILENT = frozenset(
    "altIdent desc gloss equiv exemplum remarks listRef model modelGrp modelSequence outputRendition "
    "moduleSpec constraintSpec".split()
)


@dataclass(slots=True)
class Customisation:
    """What a ``schemaSpec`` says. ``start`` is ``None`` where it does not say; ``exceptions`` are the names
    that ``anyElement`` leaves out."""

    ident: str
    start: tuple[str, ...] | None
    prefix: str
    namespace: str
    source: str
    exceptions: tuple[str, ...] | None
    file: str
    line: int
    items: list[ModuleReference | Reference | Spec] = field(default_factory=list)
    constraints: tuple[Constraint, ...] = ()


def read_customisation(path: Path, folder: Folder, schema: str | None = None) -> Customisation:
    """The ``schemaSpec`` called ``schema``, or the first of the file.

    :raises ODDError: there is none, or what it refers to cannot be read.
    """
    reading = folder.reading(path, str(path))
    root = folder.root(path)
    found = list(root.iter(f"{T}schemaSpec"))
    chosen = [element for element in found if schema in (None, element.get("ident"))]
    if not chosen:
        there = ", ".join(element.get("ident", "?") for element in found)
        raise ODDError(
            f"there is no schemaSpec {schema!r}" if schema else "there is no schemaSpec in this file",
            file=str(path),
            advice=f"there are: {there}" if there else "an ODD says in a schemaSpec which modules it takes",
        )
    element = chosen[0]
    if len(found) > 1 and schema is None:
        reading.notice(
            element, f"the file has {len(found)} schemaSpecs; this one, {element.get('ident')}, is taken"
        )
    own = reading.attributes(
        element, "ident start prefix ns source defaultExceptions module mode type targetLang docLang"
    )
    customisation = Customisation(
        own.get("ident", ""),
        tuple(own["start"].split()) if "start" in own else None,
        own.get("prefix", ""),
        own.get("ns", ""),
        element.get("source", ""),
        _exceptions(element, own),
        str(path),
        line(element),
        constraints=constraints(element, reading, own.get("ident", "")),
    )
    _Flattening(folder, customisation).children(element, path, ())
    return customisation


def _exceptions(element: etree._Element, own: dict[str, str]) -> tuple[str, ...] | None:
    from tei_tools.grammar.odd._read_content import expanded

    said = own.get("defaultExceptions")
    return None if said is None else tuple(expanded(word, element) for word in said.split())


def read_specs(path: Path, folder: Folder) -> list[Spec]:
    """All specifications of a file that has no ``schemaSpec``, such as TEI's p5subset.xml."""
    reading = folder.reading(path, str(path))
    return [
        specification(element, reading)
        for element in folder.root(path).iter(*(f"{T}{name}" for name in SPECS))
        if element.get("mode", "add") == "add" or next(element.iterancestors(f"{T}exemplum"), None) is None
    ]


@dataclass(slots=True)
class _Flattening:
    folder: Folder
    customisation: Customisation

    def children(self, parent: etree._Element, path: Path, open_: tuple[etree._Element, ...]) -> None:
        for element in parent:
            if isinstance(element.tag, str):
                self.element(element, path, open_)

    def element(self, element: etree._Element, path: Path, open_: tuple[etree._Element, ...]) -> None:
        reading, kind = self.folder.reading(path), local(element)
        items = self.customisation.items
        if element.tag == _INCLUDE or kind == "specGrpRef":
            self.follow(element, path, reading, open_)
        elif not element.tag.startswith(T):
            reading.unknown(element)
        elif kind in SPECS:
            items.append(specification(element, reading))
        elif kind == "moduleRef":
            items.append(module_reference(element, reading))
        elif kind in REFERENCES:
            items.append(reference(element, reading))
        elif kind == "specGrp":
            self.group(element, path, open_)
        elif kind not in _SILENT:
            reading.unknown(element)

    def group(self, element: etree._Element, path: Path, open_: tuple[etree._Element, ...]) -> None:
        """A ``specGrp``: the specifications in it; prose between them is for people."""
        if element in open_:
            raise self.folder.reading(path).fault(element, f"specGrp {element.get(_ID)!r} refers to itself")
        for child in element:
            known = isinstance(child.tag, str) and (
                local(child) in SPECS
                or local(child) in REFERENCES
                or local(child) in ("moduleRef", "specGrp", "specGrpRef")
                or child.tag == _INCLUDE
            )
            if known:
                self.element(child, path, (*open_, element))

    def follow(
        self, element: etree._Element, path: Path, reading: Reading, open_: tuple[etree._Element, ...]
    ) -> None:
        """``specGrpRef`` and ``xi:include``."""
        included = element.tag == _INCLUDE
        target = element.get("href" if included else "target", "").strip()
        address, identifier = urldefrag(target)
        identifier = element.get("xpointer", "") if included else identifier
        file = local_path(address, path) if address else path
        if file is None:
            raise reading.fault(
                element, f"{target!r} is not a local file", advice="save it beside the ODD and refer to that"
            )
        root = self.folder.root(file, (reading, element))
        found = root
        if identifier:
            named = [each for each in root.iter() if each.get(_ID) == identifier]
            if not named:
                reading.notice(
                    element, f"nothing in {file.name} has the identifier {identifier!r}; it adds nothing"
                )
                return
            found = named[0]
        if found in open_:
            raise reading.fault(element, f"{target!r} refers to itself")
        if found.tag == f"{T}specGrp":
            self.group(found, file, open_)
        elif local(found) in SPECS:
            self.element(found, file, open_)
        elif found.tag == f"{T}schemaSpec":
            self.children(found, file, (*open_, found))
        else:
            groups = list(found.iter(f"{T}specGrp"))
            if not groups:
                raise reading.fault(element, f"{target!r} is no specGrp but <{local(found)}>")
            for group in groups:
                if next(group.iterancestors(f"{T}specGrp"), None) is None:
                    self.group(group, file, (*open_, found))
