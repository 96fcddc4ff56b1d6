"""Abstract patterns and rules made concrete, and the phase chosen (ISO/IEC 19757-3:2016, 5.4.10, 5.4.12,
6.3)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from tei_tools.errors import UsageError
from tei_tools.validation._schematron._schema import Assertion, Let, Part, Pattern, Rule, Schema

__all__ = ["Active", "active"]

_DEEPEST = 50
# What the abstract rules of one schema may grow to, all in all.
_MOST = 100_000


@dataclass(frozen=True, slots=True)
class Active:
    """The patterns that run, all concrete, and the variables of schema and phase; ``phase`` is its name."""

    patterns: tuple[Pattern, ...]
    lets: tuple[Let, ...]
    phase: str


def active(schema: Schema, phase: str | None) -> Active:
    """What runs in ``phase`` (``None``: the schema's default; ``#ALL``: everything).

    Raises :class:`~tei_tools.errors.UsageError` for a phase that is not there.
    """
    chosen = schema.default_phase if phase in (None, "", "#DEFAULT") else phase
    chosen = chosen or "#ALL"
    lets = schema.lets
    patterns = list(schema.patterns)
    if chosen != "#ALL":
        found = next((each for each in schema.phases if each.id == chosen), None)
        if found is None:
            known = ", ".join(each.id for each in schema.phases) or "none"
            raise UsageError(
                f"has no phase {chosen!r}", file=schema.name, advice=f"choose of: {known}; or #ALL"
            )
        absent = sorted(set(found.patterns) - {each.id for each in patterns})
        if absent:
            raise schema.fault(f"the phase {chosen} names a pattern that is not there: {absent[0]}")
        lets += found.lets
        patterns = [each for each in patterns if each.id in found.patterns or each.abstract]
    templates = {each.id: each for each in schema.patterns if each.abstract}
    concrete = [_instance(each, templates, schema) for each in patterns if not each.abstract]
    everywhere = {rule.id: rule for rule in schema.rules if rule.abstract}
    for each in schema.patterns:
        everywhere |= {rule.id: rule for rule in each.rules if rule.abstract}
    budget = [_MOST]
    return Active(
        tuple(_without_abstract_rules(each, everywhere, schema, budget) for each in concrete), lets, chosen
    )


def _instance(pattern: Pattern, templates: dict[str, Pattern], schema: Schema) -> Pattern:
    if not pattern.is_a:
        return pattern
    template = templates.get(pattern.is_a)
    if template is None:
        raise schema.fault(f"there is no abstract pattern {pattern.is_a!r}", pattern.line)
    values = dict(template.parameters) | dict(pattern.parameters)
    change = _substitution(values)
    rules = tuple(_changed_rule(rule, change) for rule in template.rules)
    lets = tuple(_changed_let(let, change) for let in template.lets)
    return replace(
        template,
        id=pattern.id or template.id,
        rules=(*rules, *pattern.rules),
        lets=(*lets, *pattern.lets),
        title=change(pattern.title or template.title),
        abstract=False,
        is_a="",
        documents=change(pattern.documents or template.documents),
        line=pattern.line,
    )


def _substitution(values: dict[str, str]) -> Callable[[str], str]:
    """``$name`` becomes the value of the parameter; other variables stay."""
    if not values:
        return lambda text: text
    names = "|".join(re.escape(name) for name in sorted(values, key=len, reverse=True))
    reference = re.compile(rf"\$({names})(?![\w\-.])")
    return lambda text: reference.sub(lambda match: values[match[1]], text)


def _changed_rule(rule: Rule, change: Callable[[str], str]) -> Rule:
    content: list[Let | Assertion | str] = []
    for each in rule.content:
        if isinstance(each, Let):
            content.append(_changed_let(each, change))
        elif isinstance(each, Assertion):
            parts = tuple(Part(part.kind, change(part.value)) for part in each.parts)
            content.append(
                replace(
                    each,
                    test=change(each.test),
                    parts=parts,
                    subject=change(each.subject),
                    id=change(each.id),
                    role=change(each.role),
                    flag=change(each.flag),
                )
            )
        else:
            content.append(change(each))
    return replace(
        rule,
        context=change(rule.context),
        content=tuple(content),
        subject=change(rule.subject),
        id=change(rule.id),
    )


def _changed_let(let: Let, change: Callable[[str], str]) -> Let:
    return replace(let, value=change(let.value), content=change(let.content))


def _without_abstract_rules(
    pattern: Pattern, everywhere: dict[str, Rule], schema: Schema, budget: list[int]
) -> Pattern:
    known = everywhere | {rule.id: rule for rule in pattern.rules if rule.abstract}
    rules = []
    for rule in pattern.rules:
        if not rule.abstract:
            content = tuple(_flat(rule, known, schema, budget, 0))
            inherited = [known[each].fixes for each in rule.content if isinstance(each, str)]
            fixes = (*rule.fixes, *(fix for some in inherited for fix in some))
            rules.append(replace(rule, content=content, fixes=fixes))
    return replace(pattern, rules=tuple(rules))


def _flat(
    rule: Rule, known: dict[str, Rule], schema: Schema, budget: list[int], depth: int
) -> Iterator[Let | Assertion]:
    if depth > _DEEPEST:
        raise schema.fault(f"the abstract rule {rule.id!r} extends itself", rule.line)
    for each in rule.content:
        budget[0] -= 1
        if budget[0] < 0:
            raise schema.fault("its abstract rules grow without bound", rule.line)
        if not isinstance(each, str):
            yield each
        elif each in known:
            yield from _flat(known[each], known, schema, budget, depth + 1)
        else:
            raise schema.fault(f"there is no abstract rule {each!r}", rule.line)
