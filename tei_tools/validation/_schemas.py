"""Which schema a document is held against: the one that was named, or ``auto``.

``auto``: the first RELAX NG or ODD schema that the document names in ``<?xml-model?>`` (W3C, "Associating
Schemas with XML documents 1.0") and that is on this disk, by itself or by a catalog, else ``tei_all``; and
with it every Schematron schema that it names so, in the ``phase`` that it says.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tei_tools.errors import TeiToolsError, UsageError
from tei_tools.validation import Finding
from tei_tools.validation._catalog import Catalog, local_file

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.grammar import Grammar
    from tei_tools.resources import Resources

__all__ = ["AUTO", "CODES", "Choice", "Schemas"]

AUTO = "auto"
CODES = {"TEI-MOD-001": "a schema that the document names can't be used: it was left out"}
CHAPTER = "v.6 (Associating Schemas with XML documents 1.0)"
HELP = {
    "TEI-MOD-001": (
        "",
        "Mend the schema, or correct `href` in `<?xml-model?>`; or name the schema yourself with `--schema`.",
    )
}

_RELAX_NG = ("http://relaxng.org/ns/structure/1.0", "application/relax-ng-compact-syntax")
_SCHEMATRON = ("http://purl.oclc.org/dsdl/schematron", "http://www.ascc.net/xml/schematron")
_GRAMMARS = (".rng", ".rnc", ".odd")
# What stands in for a schema that is not there, the first that this installation has.
_STAND_INS = ("tei_all", "tei_tools")
_TEI_ALL = "tei_all.rng"


@dataclass(frozen=True, slots=True)
class Choice:
    """The grammar that was taken, what it is called, the schema that it stands in for, if it does, and a
    Schematron that is named and is not there.
    """

    grammar: Grammar
    label: str
    instead_of: str = ""
    note: Finding | None = None
    left_out: str = ""


class Schemas:
    """The schemas of a run. ``wanted`` is a name, a file, or ``auto``; ``phase`` is for its Schematron."""

    def __init__(
        self, wanted: str, resources: Resources, catalog: Catalog | None = None, phase: str | None = None
    ) -> None:
        self._resources = resources
        self._phase = phase
        self._catalog = catalog
        self._wanted = wanted
        self._stand_in: str | None = None
        self.used: dict[str, Grammar] = {}
        if wanted != AUTO:
            mapped = catalog.uri(wanted) if catalog and urlsplit(wanted).scheme else None
            self._file = str(mapped) if mapped else wanted
            self._grammar(self._file)

    def of(self, tree: etree._ElementTree, file: Path | None) -> Choice:
        """The schema for a document."""
        if self._wanted != AUTO:
            return Choice(self._grammar(self._file), self._wanted)
        absent = ""
        note: Finding | None = None
        models = _named(tree)
        for model in models:
            address = model.address
            if model.is_schematron:
                continue
            path = self._local(address, file)
            if path is None:
                absent = absent or address
                continue
            try:
                grammar, beside = self._grammar(str(path)), self._beside(models, file, path)
                return Choice(_together(grammar, beside), address, left_out=self._missing(models, file))
            except TeiToolsError as fault:
                absent = absent or address
                what = f"the schema {address} can't be used: {fault}"
                note = Finding("TEI-MOD-001", "warning", "", 1, 1, "/*", what, (), "another took its place")
        label = self._stand_in_name()
        if label == "tei_all" and absent.rpartition("/")[2] == _TEI_ALL and note is None:
            absent = ""  # it is the very one
        try:
            beside = self._beside(models, file, None)
        except TeiToolsError as fault:
            beside = []
            what = f"the Schematron of the document can't be used: {fault}"
            note = Finding("TEI-MOD-001", "warning", "", 1, 1, "/*", what, (), "it was left out")
        missing = self._missing(models, file)
        return Choice(_together(self._grammar(label), beside), label, absent, note, missing)

    def _missing(self, models: list[_Model], file: Path | None) -> str:
        """The first Schematron file that should stand beside the document and does not; empty where none."""
        if file is None:
            return ""
        for model in models:
            name = model.address
            is_beside = name.lower().endswith(".sch") and not urlsplit(name).scheme
            if is_beside and model.is_schematron and self._local(name, file) is None:
                return name
        return ""

    def _beside(self, models: list[_Model], file: Path | None, taken: Path | None) -> list[Grammar]:
        """The Schematron schemas that a document names besides the grammar, as far as they are here."""
        found = []
        for model in models:
            path = self._local(model.address, file) if model.is_schematron else None
            if path is not None and path != taken and path.suffix.lower() == ".sch":
                found.append(self._grammar(str(path), model.phase))
        return found

    def streamed(self) -> tuple[str, Grammar]:
        """The schema for a file that is not read ahead: the one that was named, else the stand-in."""
        if self._wanted != AUTO:
            return self._wanted, self._grammar(self._file)
        label = self._stand_in_name()
        return label, self._grammar(label)

    def _grammar(self, name: str, phase: str | None = None) -> Grammar:
        phase = self._phase or phase
        key = f"{name}\0{phase}" if phase else name
        if key not in self.used:
            self.used[key] = self._resources.grammar(name, phase)
        return self.used[key]

    def _stand_in_name(self) -> str:
        if self._stand_in is None:
            for name in _STAND_INS:
                try:
                    self.used[name] = self._resources.grammar(name)
                except UsageError:
                    continue
                self._stand_in = name
                break
            else:
                raise UsageError("no schema is installed", advice="name one with --schema FILE.rng")
        return self._stand_in

    def _local(self, address: str, file: Path | None) -> Path | None:
        mapped = self._catalog.uri(address) if self._catalog else None
        if mapped is not None:
            return mapped
        if urlsplit(address).scheme:
            return local_file(address)
        return local_file(str(file.parent / address)) if file is not None else None

    def ready(self) -> None:
        """Load what most documents need, so that it is compiled and kept."""
        if self._wanted == AUTO:
            self._stand_in_name()

    def remember(self) -> None:
        """Keep what the grammars have learned for the next run."""
        for grammar in self.used.values():
            remember = getattr(grammar, "remember", None)
            if remember is not None:
                remember()


@dataclass(frozen=True, slots=True)
class _Model:
    """A schema that a document names."""

    address: str
    is_schematron: bool
    phase: str | None


def _named(tree: etree._ElementTree) -> list[_Model]:
    """The schemas that a document names and that are looked at, in its order."""
    found: list[_Model] = []
    instruction = tree.getroot().getprevious()
    while instruction is not None:
        if getattr(instruction, "target", None) == "xml-model":
            attributes = {str(name): str(value) for name, value in instruction.attrib.items()}
            address = attributes.get("href", "").strip()
            kind = attributes.get("schematypens") or attributes.get("type") or ""
            ending = address.lower().partition("?")[0].partition("#")[0]
            is_schematron = kind in _SCHEMATRON or (ending.endswith(".sch") and kind not in _RELAX_NG)
            by_name = ending.endswith(_GRAMMARS)
            if address and (is_schematron or kind in _RELAX_NG or by_name):
                found.insert(0, _Model(address, is_schematron, attributes.get("phase") or None))
        instruction = instruction.getprevious()
    return found


def _together(grammar: Grammar, beside: list[Grammar]) -> Grammar:
    """A grammar and the Schematron beside it as one."""
    from tei_tools.validation._schematron._beside import WithSchematron

    for each in beside:
        grammar = WithSchematron(grammar, each)
    return grammar
