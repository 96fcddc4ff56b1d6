"""A Schematron schema as values (ISO/IEC 19757-3:2016, section 5): what is read, and what is compiled."""

from __future__ import annotations

from dataclasses import dataclass, field

from tei_tools.errors import UnreadableError

__all__ = [
    "SCH",
    "SQF",
    "XSL",
    "Assertion",
    "Fix",
    "Let",
    "Note",
    "Part",
    "Pattern",
    "Phase",
    "Rule",
    "Schema",
    "SchematronError",
]

SCH = "http://purl.oclc.org/dsdl/schematron"
SQF = "http://www.schematron-quickfix.com/validator/process"
XSL = "http://www.w3.org/1999/XSL/Transform"


class SchematronError(UnreadableError):
    """A Schematron schema that cannot be read or is not right."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a message: ``kind`` is ``text`` (``value`` as it stands), ``value-of`` (an expression), or
    ``name`` (a path, or empty for the node itself)."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Let:
    """A variable: an expression, or ``content`` as XML. ``type`` is its sequence type, or empty."""

    name: str
    value: str
    content: str = ""
    type: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """A diagnostic or a property: more words on an assertion."""

    id: str
    parts: tuple[Part, ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class Fix:
    """A quick fix: what it is called, and what it does in words."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Assertion:
    """An ``assert`` or ``report`` (``kind``)."""

    kind: str
    test: str
    parts: tuple[Part, ...] = ()
    id: str = ""
    role: str = ""
    flag: str = ""
    see: str = ""
    subject: str = ""
    diagnostics: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()
    fixes: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """``extends`` are the abstract rules that it takes in, at their places among ``content``."""

    context: str
    content: tuple[Let | Assertion | str, ...]
    id: str = ""
    abstract: bool = False
    role: str = ""
    flag: str = ""
    see: str = ""
    subject: str = ""
    fixes: tuple[Fix, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern; an abstract one stands to be instantiated by others with ``is_a`` and ``parameters``."""

    id: str
    rules: tuple[Rule, ...] = ()
    lets: tuple[Let, ...] = ()
    title: str = ""
    abstract: bool = False
    is_a: str = ""
    parameters: tuple[tuple[str, str], ...] = ()
    documents: str = ""
    role: str = ""
    see: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Phase:
    id: str
    patterns: tuple[str, ...]
    lets: tuple[Let, ...] = ()


@dataclass(frozen=True, slots=True)
class Schema:
    """``binding`` is the query language as written, or empty; ``extras`` are XSLT's own elements (keys,
    functions) as XML; ``namespaces`` prefixes that expressions use; ``declared`` how many of them ``sch:ns``
    declares."""

    name: str
    title: str = ""
    binding: str = ""
    version: str = ""
    default_phase: str = ""
    namespaces: dict[str, str] = field(default_factory=dict)
    lets: tuple[Let, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    rules: tuple[Rule, ...] = ()
    phases: tuple[Phase, ...] = ()
    diagnostics: tuple[Note, ...] = ()
    properties: tuple[Note, ...] = ()
    fixes: tuple[Fix, ...] = ()
    extras: tuple[str, ...] = ()

    def fault(self, what: str, line: int = 0, advice: str | None = None) -> SchematronError:
        """The error to raise for this schema."""
        return SchematronError(what, file=self.name, line=line or None, advice=advice)
