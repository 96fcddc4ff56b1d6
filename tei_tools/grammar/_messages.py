"""The words for each fault: what stands there, what may stand there, what is nearest, what to do."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from tei_tools.grammar._automaton import Content, Edge, Opening
from tei_tools.grammar._expected import Expected, Slots
from tei_tools.grammar._faults import Fault, listed, nearest, shortened
from tei_tools.grammar._html_names import HTML
from tei_tools.grammar._names import local, namespace

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.grammar._decisions import Decision
    from tei_tools.grammar._walk import _Frame

# What to do about elements of namespaces that stand in TEI files for a purpose.
_FOREIGN = {"http://www.w3.org/2001/XInclude": "include what it names before the file is validated"}
_SCHEMA_LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}"


def _tag(element: etree._Element) -> str:
    return local(str(element.tag))


def _attribute(name: str, element: etree._Element | None = None) -> str:
    """An attribute's name as it is written, with the prefix of its namespace."""
    uri = namespace(name)
    if not uri:
        return name
    if uri == "http://www.w3.org/XML/1998/namespace":
        return f"xml:{local(name)}"
    declared = element.nsmap if element is not None else {}
    prefixes = sorted(prefix for prefix, bound in declared.items() if prefix and bound == uri)
    return f"{prefixes[0]}:{local(name)}" if prefixes else local(name)


def _either(slot: tuple[str, ...], most: int = 6) -> str:
    if len(slot) == 1:
        return f"`{local(slot[0])}`"
    if len(slot) > most:
        return f"one of {listed(slot, most)}"
    names = [f"`{local(name)}`" for name in slot]
    return f"{', '.join(names[:-1])} or {names[-1]}"


def refused(
    expected: Expected,
    child: etree._Element,
    name: str,
    parent: etree._Element | None,
    state: Content,
    decision: Decision,
    stack: list[_Frame],
) -> tuple[Fault, str]:
    """An element that may not stand where it stands; also the element it should be put in, or ""."""
    code, missing, meant = decision.code, decision.missing, decision.meant
    tag, place = local(name), _tag(parent) if parent is not None else ""
    may = expected.ranked(state)
    wrapper = suggestion = ""
    if code == "TEI-RNG-010":
        begins = _either(may) if may else "another element"
        message = f"the document begins with `{tag}`, and has to with {begins}"
        suggestion = f"did you mean `{local(meant)}`?" if meant else ""
    elif code == "TEI-RNG-001":
        near = meant or decision.alike
        message = f"there is no element `{tag}`"
        if namespace(name) and not expected.has_namespace(namespace(name)):
            near, suggestion = "", _FOREIGN.get(namespace(name), "")
            message = f"`{tag}` of the namespace {namespace(name)} may not stand in `{place}`"
        if near:
            suggestion = f"did you mean `{local(near)}`?"
        if name in HTML:
            suggestion = f"that is HTML; TEI has `{HTML[name]}`"
    elif code == "TEI-RNG-003":
        message = f"{_either(missing)} is missing before `{tag}` in `{place}`"
        suggestion = f"put {_either(missing, 3)} before it"
        may = missing
    else:
        message, wrapper, suggestion = _not_here(expected, child, name, state, stack)
    if may and code in ("TEI-RNG-001", "TEI-RNG-002"):
        message = f"{message}; here may stand {listed(may)}"
    elif code in ("TEI-RNG-001", "TEI-RNG-002"):
        rest = "only text" if state.after_text is not None else "nothing more"
        message = f"{message}; {rest} may stand here"
    fault = Fault(code, child, message, name=name, parent=place, expected=may, suggestion=suggestion)
    return fault, wrapper


def _not_here(
    expected: Expected, child: etree._Element, name: str, state: Content, stack: list[_Frame]
) -> tuple[str, str, str]:
    """The message for a known element, the element it should be put in or "", and what to do."""
    tag = local(name)
    parent = child.getparent()
    place = _tag(parent) if parent is not None else ""
    opening = stack[-1][2].opening if stack else None
    if opening is not None and parent is not None:
        begin = expected.inside(opening)
        if begin is not state and begin.children[name].opening is not None:
            blocker = _blocker(begin, parent, child, name)
            if blocker == tag:
                return f"`{place}` may not have another `{tag}`", "", "make them one, or take one out"
            if blocker:
                return f"`{tag}` may not stand after `{blocker}` in `{place}`", "", "move it up"
            return f"`{tag}` may not stand here in `{place}`, only further up", "", "move it up"
    message = f"`{place}` may not contain `{tag}`"
    needed = {one for slot in expected.needed(state) for one in slot}
    if stack:
        after = stack[-1][3]
        if after is not None and after.children[name].opening is not None and not needed:
            return message, "", f"close `{place}` first"
    wrappers = expected.wrappers(state, name)
    if wrappers and (len(wrappers) == 1 or (wrappers[0] in needed and len(needed) < 8)):
        return message, wrappers[0], f"put it in {_either(tuple(wrappers[:3]))}"
    return message, "", ""


def _blocker(begin: Content, parent: etree._Element, child: etree._Element, name: str) -> str:
    """The sibling before the child from which on ``name`` may not stand any more."""
    blocker = ""
    content = begin
    for sibling in parent.iterchildren("*"):
        if sibling is child:
            break
        transition = content.children[sibling.tag]
        if transition.opening is not None:
            content = transition.after_child(0)
            if content.children[name].opening is not None:
                blocker = ""
            elif not blocker:
                blocker = _tag(sibling)
    return blocker


def wrong_namespace(child: etree._Element, uri: str, meant: str, parent: etree._Element | None) -> Fault:
    """Elements whose namespace is not, or is only nearly, the schema's."""
    tag = _tag(child)
    has = f"the namespace {uri}" if uri else "no namespace"
    message = f"`{tag}` is in {has}, the schema's `{tag}` in {meant or 'none'}"
    todo = f'write xmlns="{meant}"' if meant else "leave the namespace out"
    place = _tag(parent) if parent is not None else ""
    return Fault("TEI-RNG-011", child, message, name=tag, parent=place, expected=(meant,), suggestion=todo)


def wrong_order(fault: Fault, name: str, parent: etree._Element) -> Fault:
    """What was reported as missing came later after all."""
    tag, before = local(name), local(fault.name)
    message = f"`{tag}` has to stand before `{before}` in `{_tag(parent)}`"
    return replace(
        fault, code="TEI-RNG-012", message=message, expected=(name,), suggestion=f"move `{tag}` up"
    )


def too_early(fault: Fault, name: str, parent: etree._Element) -> Fault:
    """What was reported as out of place would have been right further down."""
    tag = local(name)
    message = f"`{tag}` stands too early in `{_tag(parent)}`"
    if fault.expected:
        message = f"{message}: {_either(fault.expected)} comes before it"
    return replace(fault, code="TEI-RNG-012", message=message, suggestion=f"move `{tag}` down")


def incomplete(expected: Expected, element: etree._Element, state: Content, slots: Slots) -> Fault:
    """An element that ends before all that must be in it has come."""
    lacks = ", then ".join(_either(slot) for slot in slots[:3])
    may = expected.ranked(state)
    message = f"`{_tag(element)}` is not complete: {lacks} is missing"
    return Fault(
        "TEI-RNG-004", element, message, name=str(element.tag), expected=may, suggestion=f"add {lacks}"
    )


def stray_text(expected: Expected, parent: etree._Element, state: Content, text: str) -> Fault:
    """Text where only elements may stand."""
    tag = _tag(parent)
    wrappers = expected.wrappers(state, None)
    suggestion = f"put it in {_either(tuple(wrappers[:3]))}" if wrappers else "take it out"
    message = f"`{tag}` may not contain text: {shortened(text, 40)!r}"
    return Fault("TEI-RNG-005", parent, message, value=text, parent=tag, suggestion=suggestion)


def wrong_text(expected: Expected, element: etree._Element, content: Content, text: str) -> Fault:
    """An element whose text is not of its type."""
    values = expected.automaton.values
    slots = expected.needed(content)
    options, must = expected.values_of(content.vector)
    if slots:
        must = f"{must}, or {_either(slots[0])}" if must != "nothing" else _either(slots[0])
    message = f"the text of `{_tag(element)}` is {shortened(text, 40)!r} and has to be {must}"
    suggestion = _better(text, options, [values.check(pattern) for pattern in content.vector])
    return Fault(
        "TEI-RNG-009", element, message, name=str(element.tag), value=text, expected=options,
        suggestion=suggestion,
    )  # fmt: skip


def wrong_value(expected: Expected, element: etree._Element, name: str, value: str, edge: Edge) -> Fault:
    """An attribute whose value is none of those it may have."""
    values = expected.automaton.values
    options, must = expected.values_of(edge.wanted)
    where = f"{_tag(element)}/@{_attribute(name, element)}"
    has = repr(shortened(value)) if value.strip() else "empty"
    message = f"{where} is {has} and has to be {shortened(must, 300)}"
    suggestion = (
        "fill it in, or take it out"
        if not value.strip()
        else _better(value, options, [values.check(pattern) for pattern in edge.wanted])
    )
    return Fault(
        "TEI-RNG-008", element, message, attribute=name, value=value, name=str(element.tag),
        expected=options, suggestion=suggestion,
    )  # fmt: skip


def unknown_attribute(
    expected: Expected, element: etree._Element, opening: Opening, name: str, value: str, meant: str | None
) -> Fault:
    """An attribute that the element does not have, or not beside the others it has."""
    tag, shown = _tag(element), _attribute(name, element)
    may = tuple(other for other in expected.attributes(opening) if other not in element.attrib)
    own = expected.opening(str(element.tag))
    message = f"`{tag}` has no attribute `{shown}`"
    suggestion = f"did you mean `{_attribute(meant)}`?" if meant else ""
    if name.startswith(_SCHEMA_LOCATION):
        suggestion = "take it out: a schema for TEI is named by <?xml-model?>"
    elif meant is None and own is not None and own.attributes[name].wanted:
        message = f"`{tag}` may not have `{shown}` beside its other attributes"
        suggestion = f"take out `{shown}` or the attribute it excludes"
    return Fault(
        "TEI-RNG-006", element, message, attribute=name, value=value, name=str(element.tag), expected=may,
        suggestion=suggestion,
    )  # fmt: skip


def missing_attributes(element: etree._Element, slots: Slots) -> Fault:
    """A start tag without the attributes that it must have."""
    shown = [tuple(_attribute(name) for name in slot) for slot in slots]
    lacks = " and ".join(_either(slot) for slot in shown) or "what its other attributes ask for"
    what = "attribute" if len(slots) < 2 else "attributes"
    message = f"`{_tag(element)}` lacks the {what} {lacks}"
    names = tuple(name for slot in slots for name in slot)
    return Fault(
        "TEI-RNG-007", element, message, attribute=names[0] if names else "", name=str(element.tag),
        expected=names, suggestion=f"add {lacks}",
    )  # fmt: skip


_DAY_FIRST = r"([0-9]{1,2})[./\-]\s*([0-9]{1,2})[./\-]\s*([0-9]{4})"
_YEAR_FIRST = r"([0-9]{4})[./\-]([0-9]{1,2})(?:[./\-]([0-9]{1,2}))?"


def _better(value: str, options: tuple[str, ...], checks: list[object]) -> str:
    """A value that would do and is most likely meant."""
    near = nearest(value.strip(), list(options))
    if near is not None:
        return f"did you mean {near}?"
    plain = value.strip()
    tries: list[str] = []
    if match := re.fullmatch(_DAY_FIRST, plain):
        one, two, year = int(match[1]), int(match[2]), match[3]
        tries = [f"{year}-{two:02}-{one:02}", f"{year}-{one:02}-{two:02}"]
    elif match := re.fullmatch(_YEAR_FIRST, plain):
        tries = [f"{match[1]}-{int(match[2]):02}" + (f"-{int(match[3]):02}" if match[3] else "")]
    elif 0 < len(plain) < 60:
        tries = [
            plain,
            *(joint.join(plain.split()) for joint in ("%20", "_")),
            plain.lower(),
            plain.replace(",", "."),
            plain.lstrip("#"),
        ]
    fitting = [one for one in dict.fromkeys(tries) if any(check(one, None) for check in checks)]  # type: ignore[operator]
    return f"write {', or '.join(fitting[:2])}" if fitting and fitting[0] != value else ""
