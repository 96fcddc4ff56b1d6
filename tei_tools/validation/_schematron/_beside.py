"""A grammar with the Schematron that stands in the same file: both have their say.

TEI's own constraints, which the grammars made from its specifications carry along, are left to the rule
:mod:`tei_tools.validation.constraints`, so that no fault is told twice.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tei_tools.errors import MissingExtraError
from tei_tools.validation._schematron._schema import Pattern, Schema

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.grammar import Grammar
    from tei_tools.grammar._faults import Fault
    from tei_tools.validation._schematron import Schematron

__all__ = ["WithSchematron", "with_schematron", "without_tei"]

# Constraints of TEI's that the rule does not have, because of the day or because another rule does.
_LEFT_OUT = frozenset(
    "deprecation-two-month-warning att-datable-w3c-when att-datable-w3c-from att-datable-w3c-to".split()
)
# Patterns that carry no name of theirs in the official grammar.
_CONTEXTS = frozenset(
    ("tei:content", "tei:datatype", "tei:elementRef[ parent::tei:schemaSpec | parent::tei:specGrp ]")
)


class WithSchematron:
    """Both; whatever else is asked of it, the grammar answers."""

    def __init__(self, grammar: Grammar, schematron: Schematron | Grammar) -> None:
        self.grammar = grammar
        self.schematron = schematron

    def faults(self, tree: etree._ElementTree) -> list[Fault]:
        """The grammar's faults and Schematron's, in document order."""
        found = list(self.grammar.faults(tree))
        try:
            found += self.schematron.faults(tree)
        except MissingExtraError as fault:
            found.append(_not_run(tree, fault))
        return sorted(found, key=lambda each: each.index)

    def __getattr__(self, name: str) -> Any:
        if name == "grammar":  # while it is copied, before there is one
            raise AttributeError(name)
        return getattr(self.grammar, name)


def _not_run(tree: etree._ElementTree, fault: MissingExtraError) -> Fault:
    from tei_tools.grammar._faults import Fault

    what = "the schema's Schematron was not run: it is in XPath 2 or 3"
    return Fault(
        "TEI-SCH-004", tree.getroot(), what, suggestion=fault.advice or "", index=0, severity="warning"
    )


def with_schematron(grammar: Grammar, path: Path, cache: Path | None, phase: str | None = None) -> Grammar:
    """``grammar`` with the Schematron in its file (of one ``phase``), or as it is where there is none of the
    file's own.
    """
    from tei_tools.validation import _schematron

    data = path.read_bytes()
    if not _schematron.is_embedded(data):
        return grammar
    found = _schematron.load(
        data,
        str(path),
        folder=path.absolute().parent,
        phase=phase,
        cache=cache,
        may_be_empty=True,
        own_only=True,
    )
    return WithSchematron(grammar, found) if found.plan.assertions else grammar


def without_tei(schema: Schema) -> Schema:
    """The schema without TEI's own constraints."""
    from tei_tools.validation._constraint_table import TABLE

    known = {f"-{each}-" for each in _LEFT_OUT | {row.ident for row in TABLE}}
    known |= {f"-{row.ident}" for row in TABLE if row.ident.startswith("defaultIsInClosedList")}

    def is_teis(pattern: Pattern) -> bool:
        named = any(each in f"-{pattern.id}-" for each in known)
        return (named and "-constraint-rule-" in pattern.id) or (
            bool(pattern.rules) and pattern.rules[0].context in _CONTEXTS
        )

    return replace(schema, patterns=tuple(each for each in schema.patterns if not is_teis(each)))
