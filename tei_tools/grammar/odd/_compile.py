"""An ODD → its grammar: the stages one after the other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tei_tools.grammar.odd._change import attributes_in, changed
from tei_tools.grammar.odd._customisation import Customisation, read_customisation
from tei_tools.grammar.odd._files import Folder
from tei_tools.grammar.odd._reading import ODDError
from tei_tools.grammar.odd._references import ModuleReference
from tei_tools.grammar.odd._relaxng import relax_ng
from tei_tools.grammar.odd._select import Sources, selected
from tei_tools.grammar.odd._shipped import tei_specs, tei_version
from tei_tools.grammar.odd._specs import Constraint, Notice, Spec

__all__ = ["CompiledODD", "compile_odd"]

_DEFINE = re.compile(r'<define name="([^"]+)"')


@dataclass(frozen=True, slots=True)
class CompiledODD:
    """What an ODD comes to.

    ``relax_ng`` is the grammar in XML; ``specs`` the specifications that it is made of, by identifier;
    ``constraints`` their rules in Schematron; ``notices`` what in the ODD has no effect, in order of place;
    ``files`` all files that were read.
    """

    name: str
    relax_ng: bytes
    specs: dict[str, Spec]
    constraints: tuple[Constraint, ...]
    notices: tuple[Notice, ...]
    files: tuple[Path, ...]

    def schematron(self) -> bytes:
        """The constraints as one schema in ISO Schematron."""
        from tei_tools.grammar.odd._schematron import schematron

        return schematron(self.constraints)

    def check(self) -> None:
        """See whether the grammar is right RELAX NG, which an ODD can spoil (an attribute twice, text in a
        list).

        :raises ODDError: it is not.
        """
        from tei_tools.grammar._compiled import compile_relax_ng
        from tei_tools.grammar._schema import SchemaError

        try:
            compile_relax_ng(Path(f"{self.name}.rng"), self.relax_ng)
        except SchemaError as error:
            lines = self.relax_ng.decode().splitlines()[: error.line or 0]
            defined = [match[1] for line in lines if (match := _DEFINE.search(line))]
            where = f", in the definition of {defined[-1]}" if defined else ""
            raise ODDError(
                f"the grammar that comes of it is not right RELAX NG{where}: {error.what}",
                file=str(self.files[0]),
                advice="look at what the ODD says of it",
            ) from None


def compile_odd(path: Path | str, *, schema: str | None = None) -> CompiledODD:
    """Compile the ``schemaSpec`` called ``schema``, or the first, of an ODD file.

    :raises ODDError: there is no such ``schemaSpec``, it refers to what is not there, or says what makes no
        sense; with file and line.
    :raises UnreadableError: a file is not XML or not safe.
    """
    path = Path(path)
    folder = Folder()
    notices: list[Notice] = []
    customisation, specs = _specs(path, folder, schema, notices, (path.absolute(),))
    heading = f"{customisation.ident}: made from an ODD by tei-tools, with TEI {tei_version()}"
    written = relax_ng(customisation, specs, folder, notices, heading)
    said = dict.fromkeys([*folder.notices, *notices])
    return CompiledODD(
        customisation.ident,
        written,
        specs,
        constraints_of(specs, customisation),
        tuple(sorted(said, key=lambda notice: (notice.file, notice.line))),
        tuple(folder.contents),
    )


def _specs(
    path: Path, folder: Folder, schema: str | None, notices: list[Notice], open_: tuple[Path, ...]
) -> tuple[Customisation, dict[str, Spec]]:
    customisation = read_customisation(path, folder, schema)

    def compiled(source: Path) -> dict[str, Spec]:
        if source.absolute() in open_:
            raise ODDError("is its own source", file=str(source))
        return _specs(source, folder, None, notices, (*open_, source.absolute()))[1]

    sources = Sources(folder, lambda: (tei_version(), tei_specs()), compiled, notices)
    specs = changed(selected(customisation, sources), customisation.items, notices)
    if not specs and not any(isinstance(item, ModuleReference) for item in customisation.items):
        raise ODDError(
            "the schema has no specifications",
            file=customisation.file,
            line=customisation.line,
            advice='a first line could be <moduleRef key="tei"/>',
        )
    return customisation, specs


def constraints_of(
    specs: dict[str, Spec], customisation: Customisation | None = None
) -> tuple[Constraint, ...]:
    """The constraints of a schema: its own, of its specifications, of their attributes."""
    found = list(customisation.constraints) if customisation else []
    for spec in specs.values():
        found += spec.constraints
        for attribute in attributes_in(spec.attributes):
            if attribute.mode != "delete":
                found += attribute.constraints
    return tuple(constraint for constraint in found if constraint.mode != "delete")
