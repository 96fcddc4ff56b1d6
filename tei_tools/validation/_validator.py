"""One file after another: what a run looks for (:class:`Checks`), and what looks (:class:`Validator`).

A :class:`Checks` goes to another process as it is; the :class:`Validator` made of it there loads its own
grammars.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tei_tools.errors import InternalError, TeiToolsError, UnreadableError
from tei_tools.reports import FileReport
from tei_tools.validation import MAX_SIZE, _findings
from tei_tools.validation._neighbours import Neighbours
from tei_tools.validation._schemas import AUTO, Schemas

if TYPE_CHECKING:
    from tei_tools.inputs import Input
    from tei_tools.resources import Resources

__all__ = ["Checks", "Validator"]


@dataclass(frozen=True, slots=True)
class Checks:
    """What is looked for, and within what bounds.

    ``schema`` is ``auto``, a name or a RELAX NG file; ``rules`` names the rules (``None``: all);
    ``severities`` are pairs of a rule or a code and ``off``, ``warning`` or ``error``; ``roots`` are the
    folders of the run, in which pointers across files are followed; sizes are in bytes. ``stream`` reads
    files without holding them (:mod:`._streamed` says what is not looked for then); ``phase`` is that of the
    schema's Schematron.
    """

    schema: str = AUTO
    catalogs: tuple[Path, ...] = ()
    max_size: int = MAX_SIZE
    rules: tuple[str, ...] | None = None
    severities: tuple[tuple[str, str], ...] = ()
    local_entities: bool = False
    roots: tuple[Path, ...] = ()
    stream: bool = False
    phase: str | None = None


class Validator:
    """Validates files one at a time; what it loads and learns stays.

    Raises :class:`~tei_tools.errors.UsageError` at once where the schema that ``checks`` names, or a catalog,
    is not there.
    """

    def __init__(self, checks: Checks, resources: Resources | None = None) -> None:
        from tei_tools.resources import Resources

        self.checks = checks
        self._severities = dict(checks.severities)
        self._rules = _findings.chosen(checks.rules, self._severities)
        self.neighbours = Neighbours(checks.roots, checks.max_size)
        catalog = None
        if checks.catalogs:
            from tei_tools.validation._catalog import Catalog

            catalog = Catalog(checks.catalogs)
        self._resolve = catalog.external if catalog else None
        self.schemas = Schemas(checks.schema, resources or Resources(), catalog, checks.phase)

    def report(self, item: Input) -> FileReport:
        """What is found in a file, or why it can't be read; whatever it is, it never raises for that."""
        try:
            return self.streamed(item) if self.checks.stream else self.examine(item)
        except TeiToolsError as fault:
            return failed(item.name, fault)
        except Exception as fault:
            logging.getLogger(__name__).info("%s", item.name, exc_info=fault)
            what = f"a fault of tei-tools itself: {type(fault).__name__}: {fault}"
            told = InternalError(what, file=item.name, advice="please report it; --verbose shows more")
            if isinstance(fault, MemoryError):
                told = InternalError("there is not enough memory for it", file=item.name)
            return failed(item.name, told)

    def streamed(self, item: Input) -> FileReport:
        """What is found in a file that goes by without being held."""
        from tei_tools.validation._streamed import Streamed

        return Streamed(self.schemas, self._rules, self._severities).examine(item)

    def examine(self, item: Input, data: bytes | None = None) -> FileReport:
        """What is found in a file, or in ``data`` as if it were the file's content.

        Raises :class:`~tei_tools.errors.UnreadableError` where it can't be read or is no well-formed XML.
        """
        from tei_tools.inputs import read_bytes
        from tei_tools.parsing import parse
        from tei_tools.validation import _doctype
        from tei_tools.validation._inclusions import included

        content = read_bytes(item, self.checks.max_size) if data is None else data
        content, before = _doctype.prepared(
            content, item.path, local_entities=self.checks.local_entities, resolve=self._resolve
        )
        tree = parse(content, item.name, self.checks.max_size)
        choice = self.schemas.of(tree, item.path)
        if choice.note is not None:
            before += (choice.note,)
        around = _findings.Surroundings(
            data=content,
            path=item.path,
            neighbours=self.neighbours,
            inclusions=included(tree, item.path) if b"XInclude" in content or b"\0" in content else None,
            severities=self._severities,
            schema=choice.label,
            before=before,
        )
        found = _findings.findings(tree, choice.grammar, file=item.name, rules=self._rules, around=around)
        return FileReport(
            item.name, found, schema=choice.label, instead_of=choice.instead_of, left_out=choice.left_out
        )


def failed(name: str, fault: TeiToolsError) -> FileReport:
    """The report of a file that can't be read."""
    if fault.file is None and isinstance(fault, UnreadableError):
        fault.file = name
    return FileReport(
        name,
        fault=str(fault),
        fault_line=fault.line or 0,
        fault_column=fault.column or 0,
        exit_code=fault.exit_code,
    )
