"""Going on after a fault: what is reported, and the state that makes the rest of the document right again."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tei_tools.grammar import _messages as messages
from tei_tools.grammar._automaton import Automaton, Content, Opening, Transition
from tei_tools.grammar._decisions import Decision, Decisions
from tei_tools.grammar._expected import Expected
from tei_tools.grammar._faults import Fault, nearest
from tei_tools.grammar._names import clark, local, namespace

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.grammar._walk import _Frame

__all__ = ["Recovery"]

# How many siblings after a fault are looked at to decide what it was.
_AHEAD = 4
# So many namespaces of a document are compared with the schema's.
_MOST_NAMESPACES = 500


@dataclass(slots=True)
class _Notes:
    """What was reported of one element's children: places in the list of faults by what it was."""

    reported: dict[tuple[str, str], int] = field(default_factory=dict)
    missing: dict[str, int] = field(default_factory=dict)
    wrapped: set[str] = field(default_factory=set)


class Recovery:
    """The faults of one document. One is made for each walk; ``expected`` may be shared between walks."""

    def __init__(self, automaton: Automaton, expected: Expected | None = None) -> None:
        self.automaton = automaton
        self.expected = expected or Expected(automaton)
        self.faults: list[Fault] = []
        self.notes: dict[etree._Element, _Notes] = {}
        self.namespaces: dict[str, str] = {}
        self.slips: dict[tuple[str, str], bool] = {}
        self.decisions = Decisions(automaton, self.expected)

    def of(self, parent: etree._Element) -> _Notes:
        notes = self.notes.get(parent)
        if notes is None:
            notes = self.notes[parent] = _Notes()
        return notes

    def again(self, parent: etree._Element, code: str, name: str) -> bool:
        """Count a fault that was reported of the same parent already."""
        notes = self.notes.get(parent)
        at = notes.reported.get((code, name)) if notes else None
        if at is None:
            return False
        before = self.faults[at]
        self.faults[at] = replace(before, times=before.times + 1)
        return True

    def report(self, fault: Fault, parent: etree._Element | None) -> None:
        """Keep a fault for the first time in its parent."""
        if parent is not None:
            self.of(parent).reported[fault.code, fault.name] = len(self.faults)
        self.faults.append(fault)

    # Elements

    def child(
        self, child: etree._Element, state: Content, parent: etree._Element | None, stack: list[_Frame]
    ) -> tuple[Transition, Opening, Content]:
        """What to take a refused element for: what it leads to, its start tag, and the state after it."""
        transition = self.taken_for(child, state, parent, stack)
        opening = transition.opening or self.decisions.whatever()
        return transition, opening, transition.after_child(0)

    def taken_for(
        self, child: etree._Element, state: Content, parent: etree._Element | None, stack: list[_Frame]
    ) -> Transition:
        if state is self.expected.anything():
            return Transition(self.automaton, self.decisions.whatever(), state)
        name = self.in_namespace(child, state, parent)
        if name != child.tag:
            transition = state.children[name]
            if transition.opening is not None:
                return transition
        if parent is not None:
            at = self.of(parent).missing.get(name)
            opening = self.expected.opening(name)
            if at is not None and opening is not None:
                # It was missed before one of its siblings: the two stand in the wrong order.
                self.faults[at] = messages.wrong_order(self.faults[at], name, parent)
                self.of(parent).missing.pop(name)
                return Transition(self.automaton, opening, state)
        decision = self.decide(name, state, child, parent)
        transition, code = decision.transition, decision.code
        assert transition.opening is not None and transition.after is not None
        if not (code == "TEI-RNG-003" or self.decisions.fits(child, transition.opening)):
            # It is not what its name says, so that what is in it proves nothing.
            transition = Transition(self.automaton, self.decisions.whatever(), transition.after)
        if parent is None:
            fault, _ = messages.refused(self.expected, child, name, parent, state, decision, stack)
            self.faults.append(fault)
            return transition
        if code == "TEI-RNG-003" and self.came_early(parent, decision.missing):
            return transition
        if not self.again(parent, code, name):
            for missing in decision.missing:
                self.of(parent).missing.setdefault(missing, len(self.faults))
            fault, wrapper = messages.refused(self.expected, child, name, parent, state, decision, stack)
            self.of(parent).wrapped.add(wrapper)
            self.report(fault, parent)
        return transition

    def came_early(self, parent: etree._Element, missing: tuple[str, ...]) -> bool:
        """Whether what is missing stood further up in the parent, where it was reported; it is said to be
        early."""
        notes = self.notes.get(parent)
        if notes is None:
            return False
        for name in missing:
            at = notes.reported.pop(("TEI-RNG-002", name), None)
            if at is not None:
                self.faults[at] = messages.too_early(self.faults[at], name, parent)
                return True
        return False

    def in_namespace(self, child: etree._Element, state: Content, parent: etree._Element | None) -> str:
        """The element's name, in the schema's namespace where the document's is a slip for it."""
        tag = str(child.tag)
        uri = namespace(tag)
        meant = self.namespaces.get(uri)
        if meant is not None:
            return clark(meant, local(tag))
        if tag in self.expected.elements():
            return tag
        alike = self.expected.with_local_name(local(tag))
        if parent is not None and uri:
            alike = [name for name in alike if self.is_slip(uri, namespace(name))]
        if not alike:
            return tag
        here = set(self.expected.names(state))
        spaces = dict.fromkeys(namespace(name) for name in sorted(alike, key=lambda name: name not in here))
        for space in spaces:
            if space != uri:
                self.namespaces[uri] = space
                self.faults.append(messages.wrong_namespace(child, uri, space, parent))
                return clark(space, local(tag))
        return tag

    def is_slip(self, uri: str, meant: str) -> bool:
        """Whether a namespace is likely a slip for another."""
        found = self.slips.get((uri, meant))
        if found is None:
            found = len(self.slips) < _MOST_NAMESPACES and nearest(uri, [meant]) is not None
            self.slips[uri, meant] = found
        return found

    def decide(
        self, name: str, state: Content, child: etree._Element, parent: etree._Element | None
    ) -> Decision:
        """What to take the child for, by its name and those of the siblings after it."""
        ahead: list[str] = []
        at_end = True
        for sibling in child.itersiblings("*"):
            if len(ahead) == _AHEAD:
                at_end = False
                break
            tag = str(sibling.tag)
            ahead.append(clark(self.namespaces.get(namespace(tag), namespace(tag)), local(tag)))
        return self.decisions.decide(name, state, tuple(ahead), at_end, parent is None)

    def incomplete(self, element: etree._Element, state: Content) -> int:
        """An element ends too early: the ways in which to take it as right."""
        slots = self.expected.needed(state)
        slots = tuple(slot for slot in slots if not self.came_early(element, slot))
        notes = self.notes.get(element)
        already = notes is not None and (
            ("TEI-RNG-005", "") in notes.reported
            or any(name in notes.wrapped or name in notes.missing for slot in slots for name in slot)
        )
        if slots and not already:
            self.faults.append(messages.incomplete(self.expected, element, state, slots))
        return (1 << len(state.vector)) - 1

    # Text

    def text(self, parent: etree._Element | None, state: Content, text: str) -> Content:
        """The state after text that is not white space; a fault where it may not stand."""
        following = self.automaton.with_text(state)
        if following is not None or parent is None:
            return following or state
        if not self.again(parent, "TEI-RNG-005", ""):
            self.report(messages.stray_text(self.expected, parent, state, text), parent)
        return state

    def wrong_text(self, element: etree._Element, content: Content, text: str) -> int:
        """The text of an element does not match its type."""
        self.faults.append(messages.wrong_text(self.expected, element, content, text))
        return (1 << len(content.vector)) - 1

    # Attributes

    def attribute(self, element: etree._Element, opening: Opening, name: str, value: str) -> Opening:
        """The start tag after an attribute that is not allowed or has a wrong value."""
        edge = opening.attributes[name]
        if edge.wanted:
            self.faults.append(messages.wrong_value(self.expected, element, name, value, edge))
            return edge.valid or opening
        meant = (
            self.expected.near_attribute(name, opening) if self.decisions.is_searched("@" + name) else None
        )
        if meant is not None and meant in element.attrib:
            meant = None
        self.faults.append(messages.unknown_attribute(self.expected, element, opening, name, value, meant))
        if meant is None:
            return opening
        edge = opening.attributes[meant]
        return edge[value] or edge.valid or opening

    def missing_attributes(self, element: etree._Element, opening: Opening) -> Content:
        """The state after a start tag that lacks attributes."""
        slots = self.expected.needed_attributes(opening)
        self.faults.append(messages.missing_attributes(element, slots))
        return self.expected.inside(opening)
