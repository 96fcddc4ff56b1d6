"""A compiled schema: the stylesheet and what stands behind the numbers in its output. Kept as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

__all__ = ["Plan", "PlannedAssertion", "PlannedPattern", "PlannedRule", "severity"]

_WARNINGS = frozenset("warning warn nonfatal non-fatal".split())
_INFORMATION = frozenset("info information informational hint note".split())


@dataclass(frozen=True, slots=True)
class PlannedPattern:
    id: str
    title: str
    documents: bool
    role: str = ""


@dataclass(frozen=True, slots=True)
class PlannedRule:
    """``pattern`` is the number of its pattern."""

    pattern: int
    context: str
    id: str = ""
    role: str = ""
    flag: str = ""
    see: str = ""


@dataclass(frozen=True, slots=True)
class PlannedAssertion:
    """``rule`` is the number of its rule; ``fixes`` are titles and ids of its quick fixes."""

    rule: int
    kind: str
    test: str
    id: str = ""
    role: str = ""
    flag: str = ""
    see: str = ""
    fixes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """``engine`` is ``lxml`` (XSLT 1.0) or ``saxon`` (XSLT 3.0); ``uses_ids`` whether the function ``id`` is
    called; ``diagnostics`` and ``properties`` are ids and languages; ``files``
    the paths and digests of what it includes."""

    name: str
    title: str
    version: str
    phase: str
    engine: str
    stylesheet: str
    namespaces: tuple[tuple[str, str], ...]
    patterns: tuple[PlannedPattern, ...]
    rules: tuple[PlannedRule, ...]
    assertions: tuple[PlannedAssertion, ...]
    diagnostics: tuple[tuple[str, str], ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    uses_ids: bool = False
    files: tuple[tuple[str, str], ...] = ()

    def severity(self, number: int) -> str:
        """``error``, ``warning`` or ``info``, by the role of the assertion, else of its rule or pattern."""
        rule = self.rules[self.assertions[number].rule]
        return severity(self.assertions[number].role or rule.role or self.patterns[rule.pattern].role)

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Plan:
        """Raises :class:`ValueError`, :class:`KeyError` or :class:`TypeError` for what is none."""
        entry: dict[str, Any] = json.loads(text)
        for name in ("namespaces", "diagnostics", "properties", "files"):
            entry[name] = tuple((one, other) for one, other in entry[name])
        entry["patterns"] = tuple(PlannedPattern(**each) for each in entry["patterns"])
        entry["rules"] = tuple(PlannedRule(**each) for each in entry["rules"])
        entry["assertions"] = tuple(
            PlannedAssertion(**(each | {"fixes": tuple((one, other) for one, other in each["fixes"])}))
            for each in entry["assertions"]
        )
        return cls(**entry)


def severity(role: str) -> str:
    """What a role says: ``error`` (by default and for words of one's own), ``warning`` or ``info``."""
    word = role.strip().casefold()
    return "warning" if word in _WARNINGS else "info" if word in _INFORMATION else "error"
