"""Schematron (ISO/IEC 19757-3): a schema → XSLT, compiled once; a document → what its assertions say.

:func:`load` reads a schema of its own, or what stands in RELAX NG or in the constraints of an ODD;
:func:`open_file` the same from a file, compiled once and kept. A :class:`Schematron` gives ``results`` (which
:func:`svrl` writes) and, as any :class:`tei_tools.grammar.Grammar`, ``faults``. A schema in XPath 1.0 runs on
libxslt, one in XPath 2 or 3 on SaxonC, the extra ``tei-tools[schematron]``. Stages: ``_reading`` and
``_embedded`` (XML → ``_schema``), ``_expand`` (abstract patterns, phases), ``_safety`` (what may run),
``_compile`` and ``_xslt`` (→ ``_plan``), ``_engines`` (runs), ``_results``, ``_svrl``.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tei_tools.validation._schematron import _stored
from tei_tools.validation._schematron._plan import Plan
from tei_tools.validation._schematron._results import Fired, Result, Results, read_output
from tei_tools.validation._schematron._schema import SCH, SchematronError
from tei_tools.validation._schematron._svrl import svrl

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.grammar._faults import Fault
    from tei_tools.validation._schematron._engines import Engine

__all__ = [
    "CODES",
    "Fired",
    "Result",
    "Results",
    "Schematron",
    "SchematronError",
    "load",
    "open_file",
    "svrl",
]

CODES = {
    "TEI-SCH-001": "an assertion of the Schematron schema does not hold",
    "TEI-SCH-002": "a report of the Schematron schema holds",
    "TEI-SCH-003": "an assertion of the Schematron schema could not be evaluated on this document",
    "TEI-SCH-004": "the Schematron in a grammar needs SaxonC, which is not installed, and was not run",
}
CHAPTER = "The schema (Schematron, ISO/IEC 19757-3)"
HELP = {
    "TEI-SCH-001": (
        "",
        "The words are the schema's: do what they ask. The name in brackets is that of the assertion, its "
        "rule or its pattern; a quick fix that the schema offers is named after the message.",
    ),
    "TEI-SCH-002": ("", "As TEI-SCH-001: a report says what should not be so."),
    "TEI-SCH-003": (
        "",
        "The schema's test met what it does not expect (a word where it reckons with a number, say). Correct "
        "the value; or make the test ask first.",
    ),
    "TEI-SCH-004": ("", "Install SaxonC: `pip install 'tei-tools[schematron]'`."),
}
TIME_LIMIT = 120.0
"""Seconds that SaxonC may take for one document."""

_ODD = "{http://www.tei-c.org/ns/1.0}"


class Schematron:
    """A compiled schema. May be used for any number of documents, one at a time.

    ``folder`` is where the schema's own documents (``document()``, ``@documents``) are looked for, and below.
    """

    def __init__(self, plan: Plan, folder: Path | None = None, *, time_limit: float = TIME_LIMIT) -> None:
        self.plan = plan
        self.folder = folder
        self.time_limit = time_limit
        self._engine: Engine | None = None

    def results(
        self, tree: etree._ElementTree, *, folder: Path | None = None, fired: bool = False
    ) -> Results:
        """What the assertions say of a document; with ``fired`` also which rules met a node.

        ``folder`` is the document's own, below which a pattern's ``@documents`` are looked for (by default
        the schema's). Raises :class:`SchematronError` where the schema cannot run, and
        :class:`~tei_tools.errors.MissingExtraError` where it needs SaxonC and that is not installed.
        """
        from tei_tools.parsing import parse
        from tei_tools.validation._schematron._engines import document_text, engine

        if self._engine is None:
            self._engine = engine(self.plan, self.folder, self.time_limit)
        output = self._engine.run(tree, only="", fired=fired)
        events = read_output(output, self.plan, tree, "")
        asked = dict.fromkeys((each.get("p") or "", (each.text or "").strip()) for each in output.iter("x"))
        for pattern, address in asked:
            text = document_text(address, self.plan.name, folder or self.folder)
            other = parse(text.encode(), address)
            events += read_output(
                self._engine.run(other, only=pattern, fired=fired), self.plan, other, address
            )
        return Results(self.plan, tuple(events))

    def faults(self, tree: etree._ElementTree) -> list[Fault]:
        """The findings of a document, in document order."""
        found = list(self.results(tree))
        if not found:
            return []
        root = tree.getroot()
        wanted = {each.index for each in found}
        elements = {at: element for at, element in enumerate(root.iter("*")) if at in wanted}
        faults = [
            self._fault(each, root if each.document else elements.get(each.index, root)) for each in found
        ]
        return sorted(faults, key=lambda fault: fault.index)

    def _fault(self, result: Result, element: etree._Element) -> Fault:
        from tei_tools.grammar._faults import Fault

        each = self.plan.assertions[result.assertion]
        severity = self.plan.severity(result.assertion)
        code = "TEI-SCH-003" if result.broken else "TEI-SCH-001" if each.kind == "assert" else "TEI-SCH-002"
        words = result.message or f"{each.kind} {each.test}"
        if result.broken:
            words = f"{each.kind} {each.test} could not be evaluated: {words}"
        message = " ".join([words, *(note for _, note in result.diagnostics)])
        if result.document:
            message = f"{result.document}, {result.location}: {message}"
        name = (
            each.id
            or self.plan.rules[each.rule].id
            or self.plan.patterns[self.plan.rules[each.rule].pattern].id
        )
        if name:
            message += f" [{name}]"
        fixes = "; or ".join(f"{title} (quick fix {ident})" for ident, title in each.fixes)
        return Fault(
            code,
            element,
            message,
            name=name,
            attribute="" if result.document else result.attribute,
            suggestion=fixes,
            index=0 if result.document else result.index,
            severity="error" if severity == "error" else "warning",
        )


def load(
    data: bytes,
    name: str,
    *,
    folder: Path | None = None,
    phase: str | None = None,
    cache: Path | None = None,
    time_limit: float = TIME_LIMIT,
    may_be_empty: bool = False,
    own_only: bool = False,
) -> Schematron:
    """The schema in ``data``: Schematron, or RELAX NG or an ODD with Schematron in it.

    ``name`` stands for it in messages; ``folder`` is where it stands, for what it includes; ``phase`` one of
    its phases, or ``#ALL`` (by default its own default, else all); ``cache`` a folder for compiled schemas;
    ``own_only`` leaves out TEI's own constraints, ``may_be_empty`` allows that nothing remains.
    Raises :class:`SchematronError` for what is not right or asks for what it may not,
    :class:`~tei_tools.errors.UsageError` for an unknown phase or query language.
    """
    key = _stored.key(data, f"{name} {own_only}", folder, phase)
    plan = _stored.read(cache, key) if cache else None
    if plan is None:
        plan = _compiled(data, name, folder, phase, may_be_empty=may_be_empty, own_only=own_only)
        if cache:
            _stored.write(cache, key, plan)
    return Schematron(plan, folder, time_limit=time_limit)


def open_file(path: Path, *, phase: str | None = None, cache: Path | None = None) -> Schematron:
    """The schema in a file, as :func:`load` has it.

    Raises also :class:`~tei_tools.errors.UnreadableError` where it cannot be read.
    """
    from tei_tools.inputs import as_input, read_bytes
    from tei_tools.validation._schematron._files import MAX_SIZE

    data = read_bytes(as_input(path), MAX_SIZE)
    return load(data, str(path), folder=path.absolute().parent, phase=phase, cache=cache)


def is_embedded(data: bytes) -> bool:
    """Whether ``data`` may have Schematron in it: a quick look."""
    return SCH.encode() in data


def _compiled(
    data: bytes, name: str, folder: Path | None, phase: str | None, *, may_be_empty: bool, own_only: bool
) -> Plan:
    from tei_tools.parsing import parse
    from tei_tools.validation._schematron._compile import compile_schema
    from tei_tools.validation._schematron._embedded import read_embedded, read_odd
    from tei_tools.validation._schematron._files import MAX_SIZE, Files
    from tei_tools.validation._schematron._reading import Reader

    files = Files(name, folder)
    reader = Reader(files)
    root = parse(data, name, MAX_SIZE).getroot()
    if root.tag == f"{{{SCH}}}schema":
        reader.whole(root)
    elif str(root.tag).startswith(_ODD):
        read_odd(root, reader)
    else:
        read_embedded(root, reader)
    schema = reader.schema()
    if not schema.patterns and not may_be_empty:
        raise schema.fault("has no Schematron pattern")
    if own_only:
        from tei_tools.validation._schematron._beside import without_tei

        schema = without_tei(schema)
    plan = compile_schema(schema, phase)
    read = tuple((str(path), hashlib.sha256(content).hexdigest()) for path, content in files.read.items())
    return replace(plan, files=read)
