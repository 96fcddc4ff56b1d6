"""The names of patterns: how a specification is called in the grammar, and which one a name means."""

from __future__ import annotations

from dataclasses import dataclass, field

from tei_tools.grammar.odd._specs import Spec

__all__ = ["EXPANSIONS", "Names"]

EXPANSIONS = (
    "alternation",
    "sequence",
    "sequenceOptional",
    "sequenceRepeatable",
    "sequenceOptionalRepeatable",
)


@dataclass(slots=True)
class Names:
    """``prefix`` is the schema's; a specification may have its own. ``defined`` are the names that come
    with RELAX NG files. ``expansions`` collects the patterns of classes that are referred to."""

    specs: dict[str, Spec]
    prefix: str = ""
    defined: set[str] = field(default_factory=set)
    expansions: dict[tuple[str, str], None] = field(default_factory=dict)
    by_name: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_name = {self.of(spec): spec.ident for spec in self.specs.values()}

    def of(self, spec: Spec) -> str:
        """The name of the pattern of a specification."""
        return (self.prefix if spec.prefix is None else spec.prefix) + spec.ident

    def found(self, key: str) -> Spec | None:
        """The specification that a key means, with or without its prefix."""
        return self.specs.get(key) or self.specs.get(self.by_name.get(key, ""))

    def members(self, ident: str) -> list[Spec]:
        """The specifications that are members of a class, in the order of the grammar."""
        return [
            spec
            for spec in self.specs.values()
            if any(member.key == ident for member in spec.memberships or ())
        ]

    def expansion(self, spec: Spec, how: str) -> str:
        """The name of the pattern of a model class, which is made because of this; ``how`` is one of
        :data:`EXPANSIONS`, or "" for the class itself."""
        self.expansions.setdefault((spec.ident, how))
        return f"{self.of(spec)}_{how}" if how else self.of(spec)

    def reference(self, key: str) -> str | None:
        """The name of what a reference in a content model means; ``None`` where it is not there."""
        spec = self.found(key)
        if spec is not None:
            return self.expansion(spec, "") if spec.type == "model" else self.of(spec)
        base, underscore, how = key.rpartition("_")
        spec = self.found(base) if underscore and how in EXPANSIONS else None
        if spec is not None and spec.type == "model":
            return self.expansion(spec, how)
        for ending in (".attributes", ".attribute."):
            owner = self.found(key.partition(ending)[0]) if ending in key else None
            if owner is not None and owner.type == "atts":
                return self.of(owner) + key[key.index(ending) :]
        return key if key in self.defined else None
