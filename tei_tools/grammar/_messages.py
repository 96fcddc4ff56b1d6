"""The words for each fault: what stands there, what may stand there, what is nearest, what to do."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from tei_tools.grammar._automaton import Content, Edge, Opening
from tei_tools.grammar._expected import Expected, Slots
from tei_tools.grammar._faults import Fault, listed, nearest, shortened
from tei_tools.grammar._names import local, namespace

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.grammar._decisions import Decision
    from tei_tools.grammar._walk import _Frame

# How many siblings are looked at for one of the same name.
_LOOKED_BACK = 30

_XML = "{http://www.w3.org/XML/1998/namespace}"


def _tag(element: etree._Element) -> str:
    return local(str(element.tag))


def _attribute(name: str) -> str:
    return f"xml:{local(name)}" if name.startswith(_XML) else local(name)


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
            near = ""
            message = f"`{tag}` of the namespace {namespace(name)} may not stand in `{place}`"
        suggestion = f"did you mean `{local(near)}`?" if near else ""
    elif code == "TEI-RNG-003":
        message = f"{_either(missing)} is missing before `{tag}` in `{place}`"
        suggestion = f"put {_either(missing, 3)} before it"
        may = missing
    else:
        message, wrapper, suggestion = _not_here(
            expected, name, place, state, stack, twice=_comes_again(child)
        )
    if may and code in ("TEI-RNG-001", "TEI-RNG-002"):
        message = f"{message}; here may stand {listed(may)}"
    elif code in ("TEI-RNG-001", "TEI-RNG-002"):
        rest = "only text" if state.after_text is not None else "nothing more"
        message = f"{message}; {rest} may stand here"
    fault = Fault(code, child, message, name=name, parent=place, expected=may, suggestion=suggestion)
    return fault, wrapper


def _not_here(
    expected: Expected, name: str, place: str, state: Content, stack: list[_Frame], *, twice: bool
) -> tuple[str, str, str]:
    """The message for a known element, the element it should be put in or "", and what to do; ``twice`` says
    that its parent has one already."""
    tag = local(name)
    if stack:
        opening = stack[-1][2].opening
        if opening is not None:
            begin = expected.inside(opening)
            if begin is not state and begin.children[name].opening is not None:
                if twice:
                    return (
                        f"`{place}` may not have a `{tag}` again here",
                        "",
                        "make the two one, or take it out",
                    )
                return f"`{tag}` may not stand here in `{place}`, only further up", "", "move it up"
    message = f"`{place}` may not contain `{tag}`"
    wrappers = expected.wrappers(state, name)
    needed = {one for slot in expected.needed(state) for one in slot}
    if stack:
        after = stack[-1][3]
        if after is not None and after.children[name].opening is not None and not needed:
            return message, "", f"close `{place}` first"
    if wrappers and (len(wrappers) < 4 or wrappers[0] in needed):
        return message, wrappers[0], f"put it in {_either(tuple(wrappers[:3]))}"
    return message, "", ""


def _comes_again(child: etree._Element) -> bool:
    """Whether one of the elements just before has the same name."""
    for count, before in enumerate(child.itersiblings("*", preceding=True)):
        if before.tag == child.tag or count > _LOOKED_BACK:
            return bool(before.tag == child.tag)
    return False


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
    where = f"{_tag(element)}/@{_attribute(name)}"
    message = f"{where} is {shortened(value)!r} and has to be {shortened(must, 300)}"
    suggestion = _better(value, options, [values.check(pattern) for pattern in edge.wanted])
    return Fault(
        "TEI-RNG-008", element, message, attribute=name, value=value, name=str(element.tag),
        expected=options, suggestion=suggestion,
    )  # fmt: skip


def unknown_attribute(
    expected: Expected, element: etree._Element, opening: Opening, name: str, value: str, meant: str | None
) -> Fault:
    """An attribute that the element does not have, or not beside the others it has."""
    tag, shown = _tag(element), _attribute(name)
    may = tuple(other for other in expected.attributes(opening) if other not in element.attrib)
    own = expected.opening(str(element.tag))
    message = f"`{tag}` has no attribute `{shown}`"
    suggestion = f"did you mean `{_attribute(meant)}`?" if meant else ""
    if meant is None and own is not None and own.attributes[name].wanted:
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
        ]
    fitting = [one for one in dict.fromkeys(tries) if any(check(one, None) for check in checks)]  # type: ignore[operator]
    return f"write {', or '.join(fitting[:2])}" if fitting and fitting[0] != value else ""
