"""What a TEI specification says, as values: the facts of elementSpec, classSpec, macroSpec and dataSpec.

The names are those of the Guidelines' chapter 22 (Documentation Elements). The same values come from an ODD
file (:mod:`._read_specs`) and from the table of TEI's own specifications (:mod:`._facts`).
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "TEI",
    "Attribute",
    "AttributeList",
    "AttributeReference",
    "Constraint",
    "Membership",
    "Model",
    "Notice",
    "Spec",
    "Value",
    "Values",
]

TEI = "http://www.tei-c.org/ns/1.0"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something in an ODD that has no effect, or another than it seems to ask for."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


@dataclass(frozen=True, slots=True)
class Value:
    """A ``valItem``: ``name`` is its ``altIdent``."""

    ident: str
    name: str = ""
    mode: str = ""
    valid_until: str = ""

    @property
    def written(self) -> str:
        """How it stands in documents."""
        return self.name or self.ident


@dataclass(frozen=True, slots=True)
class Values:
    """A ``valList``: ``type`` is open, semi or closed ("" counts as open)."""

    type: str = ""
    mode: str = ""
    items: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Model:
    """A node of a content model.

    ``kind`` is the local name of the ODD element (``sequence`` …), or ``rng`` for one of RELAX NG, whose
    local name is then ``key``. ``high`` is ``None`` for unbounded. A ``dataRef`` to a datatype of W3C's has
    ``w3c`` in place of ``key``. ``details`` holds facets, or the attributes of a RELAX NG element.
    """

    kind: str
    key: str = ""
    low: int = 1
    high: int | None = 1
    expand: str = ""
    include: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    unordered: bool = False
    w3c: str = ""
    restriction: str = ""
    details: tuple[tuple[str, str], ...] = ()
    text: str = ""
    values: Values | None = None
    parts: tuple[Model, ...] = ()


@dataclass(frozen=True, slots=True)
class Constraint:
    """A ``constraintSpec``. ``rules`` is what its ``constraint`` holds, as XML in which the namespaces are
    declared and every rule has a context; ``owner`` the specification it belongs to, with ``/@name`` for an
    attribute."""

    ident: str
    rules: str = ""
    scheme: str = "schematron"
    mode: str = ""
    owner: str = ""
    valid_until: str = ""
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Attribute:
    """An ``attDef``. ``datatype`` is ``None`` where there is none; ``low`` and ``high`` count its values."""

    ident: str
    mode: str = ""
    usage: str = ""
    name: str = ""
    namespace: str = ""
    datatype: Model | None = None
    low: int = 1
    high: int | None = 1
    values: Values | None = None
    constraints: tuple[Constraint, ...] = ()
    valid_until: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class AttributeReference:
    """An ``attRef``: one attribute of a class, or all where ``name`` is empty."""

    owner: str
    name: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class AttributeList:
    """An ``attList``; ``choice`` where ``org="choice"``."""

    parts: tuple[Attribute | AttributeReference | AttributeList, ...] = ()
    choice: bool = False


@dataclass(frozen=True, slots=True)
class Membership:
    """A ``memberOf``."""

    key: str
    low: int = 1
    high: int | None = 1
    mode: str = ""


@dataclass(frozen=True, slots=True)
class Spec:
    """An ``elementSpec``, ``classSpec``, ``macroSpec`` or ``dataSpec``; ``kind`` is element, class, macro or
    data.

    ``content`` and ``memberships`` are ``None`` where the specification does not speak of them; a class's
    ``type`` is ``model`` or ``atts``; ``name`` is the ``altIdent``; ``sections`` are the identifiers of the
    Guidelines' divisions that treat of it.
    """

    kind: str
    ident: str
    module: str = ""
    mode: str = ""
    type: str = ""
    name: str = ""
    namespace: str = ""
    prefix: str | None = None
    memberships: tuple[Membership, ...] | None = None
    memberships_change: bool = False
    content: tuple[Model, ...] | None = None
    auto_prefix: bool = True
    values: Values | None = None
    attributes: AttributeList | None = None
    constraints: tuple[Constraint, ...] = ()
    sections: tuple[str, ...] = ()
    valid_until: str = ""
    file: str = ""
    line: int = 0

    @property
    def written(self) -> str:
        """How it stands in documents."""
        return self.name or self.ident
