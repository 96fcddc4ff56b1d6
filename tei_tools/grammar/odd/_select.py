"""Which specifications of its sources a schema takes: moduleRef, elementRef, classRef, macroRef, dataRef
(TEI Guidelines 22.8.1)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from tei_tools.grammar.odd._customisation import Customisation, read_specs
from tei_tools.grammar.odd._files import Folder, local_path
from tei_tools.grammar.odd._reading import ODDError, T
from tei_tools.grammar.odd._references import ModuleReference, Reference
from tei_tools.grammar.odd._specs import Attribute, AttributeList, AttributeReference, Notice, Spec

__all__ = ["Source", "Sources", "flattened", "selected"]

# Addresses at which TEI publishes its compiled specifications.
_PUBLISHED = re.compile(r"https?://(www\.|jenkins\.)?tei-c\.org/.*p5subset\.(xml|json)$")
_VERSION = re.compile(r"(\d+\.\d+\.\d+)")


@dataclass(frozen=True, slots=True)
class Source:
    """Specifications by identifier, in their order."""

    name: str
    specs: dict[str, Spec]

    def module(self, key: str) -> list[Spec]:
        """The specifications of a module."""
        return [spec for spec in self.specs.values() if spec.module == key]


@dataclass(slots=True)
class Sources:
    """The sources that a customisation names. ``built_in`` gives TEI's own specifications and their
    version; ``compiled`` the specifications that another ODD comes to."""

    folder: Folder
    built_in: Callable[[], tuple[str, list[Spec]]]
    compiled: Callable[[Path], dict[str, Spec]]
    notices: list[Notice] = field(default_factory=list)
    known: dict[str, Source] = field(default_factory=dict)

    def at(self, address: str, file: str, line: int) -> Source:
        """The source at an address that stands in ``file``; "" is TEI's own.

        :raises ODDError: it is not a local file, or has no specifications.
        """
        if address not in self.known:
            self.known[address] = self.opened(address, file, line)
        return self.known[address]

    def opened(self, address: str, file: str, line: int) -> Source:
        if not address or address.startswith("tei:") or _PUBLISHED.match(address):
            version, specs = self.built_in()
            asked = _VERSION.search(address)
            if asked and asked[1] != re.sub(r"[a-z]+$", "", version):
                what = f"source={address!r}: TEI {version} is built in and is taken in its place"
                self.notices.append(Notice(file, line, what))
            return Source(f"TEI {version}", {spec.ident: spec for spec in specs})
        path = local_path(address, Path(file))
        if path is None:
            raise ODDError(
                f"source={address!r} is not a local file",
                file=file,
                line=line,
                advice="save it beside the ODD and name that, or write tei:current for TEI itself",
            )
        if not path.is_file():
            raise ODDError(f"source={address!r}: there is no such file", file=file, line=line)
        if next(self.folder.root(path).iter(f"{T}schemaSpec"), None) is not None:
            return Source(address, self.compiled(path))
        specs = [flattened(spec) for spec in read_specs(path, self.folder)]
        if not specs:
            raise ODDError(f"source={address!r} has no specifications", file=file, line=line)
        return Source(address, {spec.ident: spec for spec in specs})


def flattened(spec: Spec) -> Spec:
    """A specification of TEI's as the official grammar takes it: ``org="choice"`` on the outermost list of
    attributes excludes nothing there, only on a list in that."""
    if spec.attributes is None or not spec.attributes.choice:
        return spec
    return replace(spec, attributes=replace(spec.attributes, choice=False))


def selected(customisation: Customisation, sources: Sources) -> dict[str, Spec]:
    """The specifications that are taken from the sources or added, by identifier, in the order of the
    grammar: the modules tei and core, the other modules, then what is referred to or added singly.

    :raises ODDError: a module or a specification is in no source.
    """
    modules = [item for item in customisation.items if isinstance(item, ModuleReference) and item.key]
    modules.sort(key=lambda item: {"tei": 0, "core": 1}.get(item.key, 2))
    found: dict[str, Spec] = {}
    for module in modules:
        for spec in _of_module(module, customisation, sources):
            found.setdefault(spec.ident, spec)
    for item in customisation.items:
        if isinstance(item, Reference):
            spec = _referred(item, customisation, sources)
            found[spec.ident] = _with_chosen_attributes(found.get(spec.ident, spec), item)
        elif isinstance(item, Spec) and item.mode in ("", "add"):
            if item.ident in found:
                what = (
                    f"{item.kind}Spec {item.ident} is in mode add, and the schema has it already: this one "
                    'takes its place, which mode="replace" would say'
                )
                sources.notices.append(Notice(item.file, item.line, what))
            found[item.ident] = item
    return found


def _of_module(item: ModuleReference, customisation: Customisation, sources: Sources) -> list[Spec]:
    file = item.reading.file
    source = sources.at(item.source or customisation.source, file, item.line)
    specs = source.module(item.key)
    if not specs:
        there = sorted({spec.module for spec in source.specs.values() if spec.module})
        raise ODDError(
            f"{source.name} has no module {item.key!r}",
            file=file,
            line=item.line,
            advice=f"there are: {', '.join(there)}",
        )
    elements = {spec.ident for spec in specs if spec.kind == "element"}
    for said, names in (("include", item.include or ()), ("except", item.leave_out)):
        for name in names:
            if name not in elements:
                what = f"{said} names {name!r}, which is no element of the module {item.key}"
                sources.notices.append(Notice(file, item.line, what))
    return [
        spec
        for spec in specs
        if spec.kind != "element"
        or (spec.ident in item.include if item.include is not None else spec.ident not in item.leave_out)
    ]


def _referred(item: Reference, customisation: Customisation, sources: Sources) -> Spec:
    file = item.reading.file
    source = sources.at(item.source or customisation.source, file, item.line)
    spec = source.specs.get(item.key)
    if spec is None or spec.kind != item.kind:
        raise ODDError(f"{source.name} has no {item.kind}Spec {item.key!r}", file=file, line=item.line)
    return spec


def _with_chosen_attributes(spec: Spec, item: Reference) -> Spec:
    if spec.kind != "class" or spec.attributes is None or not (item.include or item.leave_out):
        return spec
    return replace(spec, attributes=_chosen(spec.attributes, item))


def _chosen(attributes: AttributeList, item: Reference) -> AttributeList:
    parts: list[Attribute | AttributeReference | AttributeList] = []
    for part in attributes.parts:
        if isinstance(part, AttributeList):
            parts.append(_chosen(part, item))
            continue
        name = part.ident if isinstance(part, Attribute) else part.name
        if (name in item.include) if item.include else name not in item.leave_out:
            parts.append(part)
    return replace(attributes, parts=tuple(parts))
