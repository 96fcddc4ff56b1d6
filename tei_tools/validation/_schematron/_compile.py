"""A schema and its phase → a :class:`~._plan.Plan`: the engine chosen, every expression looked at."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from tei_tools.errors import UsageError
from tei_tools.validation._schematron import _expand
from tei_tools.validation._schematron._expressions import calls, is_xpath_1, renamed
from tei_tools.validation._schematron._plan import Plan, PlannedAssertion, PlannedPattern, PlannedRule
from tei_tools.validation._schematron._safety import EXSLT, STANDARD, Guard
from tei_tools.validation._schematron._schema import XSL, Assertion, Let, Note, Part, Pattern, Rule, Schema
from tei_tools.validation._schematron._xslt import Ready, Writer

__all__ = ["compile_schema"]

# Query languages (ISO/IEC 19757-3, 6.4 and its annexes): those of XPath 1.0, and later ones.
_FIRST = frozenset(("", "xslt", "xslt1", "xslt1.0", "exslt", "xpath", "xpath1"))
_LATER = frozenset(
    "xslt2 xslt2.0 xslt3 xslt3.0 xpath2 xpath2.0 xpath3 xpath3.0 xpath31 xpath3.1 xslt-2.0 xslt-3.0".split()
)


@dataclass(slots=True)
class _Expressions:
    """Every expression of what runs, and the contexts."""

    plain: list[str]
    contexts: list[str]


def compile_schema(schema: Schema, phase: str | None) -> Plan:
    """The schema compiled.

    :raises SchematronError: something in it is not right or not allowed.
    :raises UsageError: its query language or the phase is not known here.
    """
    binding = schema.binding.strip().lower()
    if binding not in _FIRST | _LATER:
        raise UsageError(
            f"its queryBinding is {schema.binding!r}, which is not run here",
            file=schema.name,
            advice="known are xslt, xslt2, xslt3, xpath, xpath2, xpath3",
        )
    active = _expand.active(schema, phase)
    found = _expressions(active, schema)
    exslt = frozenset(key for key, uri in schema.namespaces.items() if uri in EXSLT.values())
    first = (
        binding in _FIRST
        and all(is_xpath_1(each, exslt) for each in found.plain)
        and all(is_xpath_1(each, exslt, pattern=True) for each in found.contexts)
        and not any("function" in each.split(">")[0] for each in schema.extras)
    )
    own = _own_functions(schema)
    guard = Guard(schema.name, {**STANDARD, **schema.namespaces}, own, rewrite=not first)
    ready = _ready(schema, active, guard)
    stylesheet = Writer(ready, first=first).stylesheet()
    everything = [*found.plain, *found.contexts, *schema.extras]
    fixes = {fix.id: fix.title for fix in schema.fixes}
    rules, assertions = [], []
    for at, pattern in enumerate(active.patterns):
        for rule in pattern.rules:
            rules.append(PlannedRule(at, rule.context, rule.id, rule.role, rule.flag, rule.see))
            near = fixes | {fix.id: fix.title for fix in rule.fixes}
            for each in rule.content:
                if isinstance(each, Assertion):
                    assertions.append(_planned(each, rule, len(rules) - 1, near))
    return Plan(
        schema.name,
        schema.title,
        schema.version,
        active.phase,
        "lxml" if first else "saxon",
        stylesheet,
        tuple(sorted(schema.namespaces.items())),
        tuple(
            PlannedPattern(each.id, each.title, bool(each.documents), each.role) for each in active.patterns
        ),
        tuple(rules),
        tuple(assertions),
        tuple((note.id, note.language) for note in schema.diagnostics),
        tuple((note.id, note.language) for note in schema.properties),
        uses_ids=any(call.name == "id" for each in everything for call in calls(each)),
    )


def _planned(each: Assertion, rule: Rule, number: int, fixes: dict[str, str]) -> PlannedAssertion:
    known = tuple((name, fixes.get(name, name)) for name in each.fixes)
    return PlannedAssertion(
        number, each.kind, each.test, each.id, each.role, each.flag or rule.flag, each.see or rule.see, known
    )


def _own_functions(schema: Schema) -> frozenset[str]:
    from lxml import etree

    found = set()
    for extra in schema.extras:
        element = etree.fromstring(extra)
        if element.tag == f"{{{XSL}}}function":
            prefix = (element.get("name") or "").partition(":")[0]
            found.add(element.nsmap.get(prefix) or schema.namespaces.get(prefix, ""))
    return frozenset(found - {""})


def _expressions(active: _expand.Active, schema: Schema) -> _Expressions:
    plain = [let.value for let in active.lets if let.value]
    contexts = []
    for pattern in active.patterns:
        plain += [let.value for let in pattern.lets if let.value]
        plain += [pattern.documents] if pattern.documents else []
        for rule in pattern.rules:
            contexts.append(rule.context)
            plain += [rule.subject] if rule.subject else []
            for each in rule.content:
                if isinstance(each, Let):
                    plain += [each.value] if each.value else []
                elif isinstance(each, Assertion):
                    plain += [each.test, *([each.subject] if each.subject else [])]
                    plain += [part.value for part in each.parts if part.kind != "text" and part.value]
    for note in (*schema.diagnostics, *schema.properties):
        plain += [part.value for part in note.parts if part.kind != "text" and part.value]
    return _Expressions(plain, contexts)


def _ready(schema: Schema, active: _expand.Active, guard: Guard) -> Ready:
    """Everything with its expressions looked at, and the variables of patterns renamed where two have one."""
    from lxml import etree

    times = Counter(let.name for let in active.lets)
    for pattern in active.patterns:
        times.update({let.name for let in pattern.lets})
    patterns = []
    for number, pattern in enumerate(active.patterns):
        names = {let.name: f"{let.name}-{number}" for let in pattern.lets if times[let.name] > 1}
        patterns.append(_ready_pattern(pattern, names, guard))
    extras = []
    for extra in schema.extras:
        element = etree.fromstring(extra)
        guard.tree(element)
        extras.append(etree.tostring(element, encoding="unicode"))
    return Ready(
        {**schema.namespaces},
        tuple(_ready_let(let, {}, guard) for let in active.lets),
        tuple(patterns),
        tuple(_ready_note(note, guard) for note in schema.diagnostics),
        tuple(_ready_note(note, guard) for note in schema.properties),
        tuple(extras),
    )


def _ready_pattern(pattern: Pattern, names: dict[str, str], guard: Guard) -> Pattern:
    def change(expression: str, line: int) -> str:
        return guard.expression(renamed(expression, names) if names else expression, line)

    rules = []
    for rule in pattern.rules:
        content: list[Let | Assertion | str] = []
        # A variable of the rule hides that of the pattern from here on.
        for each in rule.content:
            if isinstance(each, Let):
                content.append(_ready_let(each, names, guard))
            elif isinstance(each, Assertion):
                parts = tuple(
                    part if part.kind == "text" else Part(part.kind, change(part.value, each.line))
                    for part in each.parts
                )
                subject = change(each.subject or rule.subject, each.line)
                content.append(replace(each, test=change(each.test, each.line), parts=parts, subject=subject))
        rules.append(replace(rule, context=change(rule.context, rule.line), content=tuple(content)))
    lets = tuple(
        replace(_ready_let(let, names, guard), name=names.get(let.name, let.name)) for let in pattern.lets
    )
    return replace(pattern, rules=tuple(rules), lets=lets, documents=change(pattern.documents, pattern.line))


def _ready_let(let: Let, names: dict[str, str], guard: Guard) -> Let:
    if let.content:
        from lxml import etree

        declared = "".join(f' xmlns:{key}="{uri}"' for key, uri in sorted(guard.namespaces.items()))
        try:
            element = etree.fromstring(f"<let{declared}>{let.content}</let>")
        except etree.XMLSyntaxError:
            raise guard.fault(f"the content of the variable {let.name} cannot be read", let.line) from None
        for child in element:
            guard.tree(child)
        content = (element.text or "") + "".join(etree.tostring(each, encoding="unicode") for each in element)
        return replace(let, content=content)
    return replace(let, value=guard.expression(renamed(let.value, names), let.line))


def _ready_note(note: Note, guard: Guard) -> Note:
    parts = (
        part if part.kind == "text" else Part(part.kind, guard.expression(part.value)) for part in note.parts
    )
    return replace(note, parts=tuple(parts))
