"""Results as a report in SVRL, the Schematron Validation Report Language (ISO/IEC 19757-3:2016, annex D)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tei_tools.validation._schematron._plan import Plan
from tei_tools.validation._schematron._results import Fired, Result, Results

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["SVRL", "svrl"]

SVRL = "http://purl.oclc.org/dsdl/svrl"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def svrl(results: Results) -> bytes:
    """One SVRL document, in UTF-8. Rules that fired are in it where the run was asked for them."""
    from lxml import etree

    plan = results.plan
    root = etree.Element(f"{{{SVRL}}}schematron-output", nsmap={"svrl": SVRL})
    _set(root, title=plan.title, schemaVersion=plan.version, phase=plan.phase)
    for prefix, uri in plan.namespaces:
        _add(root, "ns-prefix-in-attribute-values", prefix=prefix, uri=uri)
    events: list[list[Fired | Result]] = [[] for _ in plan.patterns]
    for event in results.events:
        rule = event.rule if isinstance(event, Fired) else plan.assertions[event.assertion].rule
        events[plan.rules[rule].pattern].append(event)
    for number, pattern in enumerate(plan.patterns):
        documents = list(dict.fromkeys(event.document for event in events[number])) or [""]
        for document in documents:
            _add(
                root,
                "active-pattern",
                id=pattern.id,
                name=pattern.title,
                documents=document,
                role=pattern.role,
            )
            met: Fired | None = None
            for event in events[number]:
                if event.document != document:
                    continue
                if isinstance(event, Fired):
                    met = event
                    _fired(root, plan, event.rule)
                else:
                    rule = plan.assertions[event.assertion].rule
                    if met is None or met.rule != rule:
                        _fired(root, plan, rule)
                        met = Fired(rule, event.index, document)
                    _result(root, plan, event)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _fired(root: etree._Element, plan: Plan, number: int) -> None:
    rule = plan.rules[number]
    _add(root, "fired-rule", id=rule.id, context=rule.context, role=rule.role, flag=rule.flag, see=rule.see)


def _result(root: etree._Element, plan: Plan, result: Result) -> None:
    each = plan.assertions[result.assertion]
    tag = "failed-assert" if each.kind == "assert" else "successful-report"
    if result.broken:
        tag = "error"
    found = _add(
        root,
        tag,
        location=result.location,
        test=each.test,
        id=each.id,
        role=each.role,
        flag=each.flag,
        see=each.see,
    )
    _add(found, "text").text = result.message
    for at, words in result.diagnostics:
        name, language = plan.diagnostics[at]
        note = _add(found, "diagnostic-reference", diagnostic=name)
        inner = _add(note, "text")
        inner.text = words
        if language:
            inner.set(_XML_LANG, language)
    for at, words in result.properties:
        note = _add(found, "property-reference", property=plan.properties[at][0])
        _add(note, "text").text = words


def _add(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    from lxml import etree

    element = etree.SubElement(parent, f"{{{SVRL}}}{tag}")
    _set(element, **attributes)
    return element


def _set(element: etree._Element, **attributes: str) -> None:
    for key, value in attributes.items():
        if value:
            element.set(key, value)
