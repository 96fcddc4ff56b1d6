"""Going on after a fault: what is reported, and the state that makes the rest of the document right again.

At an element that may not stand where it stands there are three ways on: it is one too many, it stands in the
place of another, or something before it is missing. The way on which the next siblings are right is taken.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tei_tools.grammar import _messages as messages
from tei_tools.grammar._automaton import Automaton, Content, Edge, Opening, Transition
from tei_tools.grammar._expected import Expected
from tei_tools.grammar._faults import Fault, nearest
from tei_tools.grammar._names import clark, local, namespace
from tei_tools.grammar._values import WHITE_SPACE

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.grammar._walk import _Frame

__all__ = ["Decision", "Recovery"]

# How many siblings after a fault are looked at to decide what it was.
_AHEAD = 4
# How many elements in a row may be missing before one for it to be that.
_MOST_MISSING = 4
_MOST_DECISIONS = 10_000
# So many different unknown names are looked up among the schema's.
_MOST_SEARCHED = 1000


@dataclass(slots=True)
class _Notes:
    """What was reported of one element's children: places in the list of faults by what it was."""

    reported: dict[tuple[str, str], int] = field(default_factory=dict)
    missing: dict[str, int] = field(default_factory=dict)
    wrapped: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a refused element is taken for, and where that leads. ``missing`` are the names of which one has
    to stand before it, ``meant`` the name it is a slip for, ``alike`` that or one that may not stand here."""

    code: str
    transition: Transition
    missing: tuple[str, ...] = ()
    meant: str = ""
    alike: str = ""


class _Whatever(Opening):
    """The start tag of an unknown element: any attribute is right."""

    __slots__ = ()

    def __init__(self, automaton: Automaton, content: Content) -> None:
        super().__init__(automaton, (), -1)
        edge = _AnyValue(automaton, (), self, [])
        self.attributes = _AnyName(edge)  # type: ignore[assignment]
        self.content = content


class _AnyName(dict[str, Edge]):
    __slots__ = ("edge",)

    def __init__(self, edge: Edge) -> None:
        super().__init__()
        self.edge = edge

    def __missing__(self, name: str) -> Edge:
        return self.edge


class _AnyValue(Edge):
    __slots__ = ()

    def __missing__(self, value: str) -> Opening | None:
        return self.valid


class Recovery:
    """The faults of one document. One is made for each walk; ``expected`` may be shared between walks."""

    def __init__(self, automaton: Automaton, expected: Expected | None = None) -> None:
        self.automaton = automaton
        self.expected = expected or Expected(automaton)
        self.faults: list[Fault] = []
        self.notes: dict[etree._Element, _Notes] = {}
        self.namespaces: dict[str, str] = {}
        self.decisions: dict[tuple[object, ...], Decision] = {}
        self._whatever: Opening | None = None
        self._unknown: set[str] = set()

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
        opening = transition.opening or self.whatever()
        return transition, opening, transition.after_child(0)

    def taken_for(
        self, child: etree._Element, state: Content, parent: etree._Element | None, stack: list[_Frame]
    ) -> Transition:
        if state is self.expected.anything():
            return Transition(self.automaton, self.whatever(), state)
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
        if not (code == "TEI-RNG-003" or self.fits(child, transition.opening)):
            # It is not what its name says, so that what is in it proves nothing.
            transition = Transition(self.automaton, self.whatever(), transition.after)
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
        here = set(self.expected.names(state))
        spaces = dict.fromkeys(namespace(name) for name in sorted(alike, key=lambda name: name not in here))
        for space in spaces:
            if space != uri and (parent is None or not uri or nearest(uri, [space])):
                self.namespaces[uri] = space
                self.faults.append(messages.wrong_namespace(child, uri, space, parent))
                return clark(space, local(tag))
        return tag

    def whatever(self) -> Opening:
        """The start tag of an element that may have any attributes and contain whatever the schema names."""
        if self._whatever is None:
            self._whatever = _Whatever(self.automaton, self.expected.anything())
        return self._whatever

    def decide(
        self, name: str, state: Content, child: etree._Element, parent: etree._Element | None
    ) -> Decision:
        ahead: list[str] = []
        at_end = True
        for sibling in child.itersiblings("*"):
            if len(ahead) == _AHEAD:
                at_end = False
                break
            tag = str(sibling.tag)
            ahead.append(clark(self.namespaces.get(namespace(tag), namespace(tag)), local(tag)))
        key = (state, name, tuple(ahead), at_end, parent is None)
        found = self.decisions.get(key)
        if found is None:
            found = self._decide(name, state, ahead, at_end, parent is None)
            if len(self.decisions) < _MOST_DECISIONS:
                self.decisions[key] = found
        return found

    def _decide(self, name: str, state: Content, ahead: list[str], at_end: bool, is_root: bool) -> Decision:
        opening = self.expected.opening(name)
        code = "TEI-RNG-010" if is_root else "TEI-RNG-001" if opening is None else "TEI-RNG-002"
        ways: list[tuple[int, int, Decision]] = []

        def way(
            preference: int,
            code: str,
            inner: Opening | None,
            after: Content,
            missing: tuple[str, ...],
            meant: str,
        ) -> None:
            transition = Transition(self.automaton, inner, after)
            score = _followed(after, ahead, at_end, missing)
            ways.append((score, preference, Decision(code, transition, missing, meant, alike or "")))

        near = alike = None
        if opening is None and self.is_searched(name):
            near = self.expected.near(name, state)
            alike = near or self.expected.near(name)
        if near is not None:
            transition = state.children[near]
            way(4, code, transition.opening, transition.after_child(0), (), near)
            way(2, code, transition.opening, state, (), near)
        else:
            inner = opening or self.whatever()
            way(2, code, inner, state, (), "")
            for after in self.expected.successors(state):
                way(1, code, inner, after, (), "")
        if opening is not None:
            for missing, before in self.before(name, state):
                transition = before.children[name]
                after = transition.after_child(0)
                way(0 if state.accepts else 3, "TEI-RNG-003", transition.opening, after, missing, "")
        return max(ways, key=lambda one: one[:2])[2]

    def is_searched(self, name: str) -> bool:
        """Whether to look for the name that an unknown one is a slip for: not for a document's thousandth."""
        if name not in self._unknown and len(self._unknown) < _MOST_SEARCHED:
            self._unknown.add(name)
        return name in self._unknown

    def fits(self, element: etree._Element, opening: Opening) -> bool:
        """Whether the element's attributes, children and text are those of a start tag's element, deeper
        faults and wrong values apart."""
        for name, value in element.items():
            edge = opening.attributes[str(name)]
            following = edge[str(value)] or edge.valid
            if following is None:
                return False
            opening = following
        content = opening.content or self.automaton.begin(opening)
        if content is None:
            return False
        if content.simple and not len(element):
            return True
        text: str | None = element.text
        children = iter(element)
        while True:
            if not content.mixed and text and text.strip(WHITE_SPACE):
                with_text = self.automaton.with_text(content)
                if with_text is None:
                    return False
                content = with_text
            child = next(children, None)
            if child is None:
                return bool(content.accepts)
            text = child.tail
            if isinstance(child.tag, str):
                transition = content.children[child.tag]
                if transition.opening is None:
                    return False
                content = transition.after_child(0)

    def before(self, name: str, state: Content) -> list[tuple[tuple[str, ...], Content]]:
        """States in which the element is right, with the names of which one must come to reach them."""
        found: list[tuple[tuple[str, ...], Content]] = []
        reached = state
        first: tuple[str, ...] = ()
        for _ in range(_MOST_MISSING):
            slots = self.expected.needed(reached)
            if not slots or reached.children[slots[0][0]].opening is None:
                break
            first = first or slots[0]
            reached = reached.children[slots[0][0]].after_child(0)
            if reached.children[name].opening is not None:
                found.append((first, reached))
                break
        for after, names in self.expected.successors(state).items():
            if after.children[name].opening is not None:
                found.append((tuple(names), after))
        return found

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
        meant = self.expected.near_attribute(name, opening) if self.is_searched("@" + name) else None
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


def _followed(content: Content, ahead: list[str], at_end: bool, missing: tuple[str, ...]) -> int:
    """How many of the next siblings are right from here on; the end of the parent counts as one.

    One that was taken as missing may come late: that is the same fault.
    """
    late = set(missing)
    for count, name in enumerate(ahead):
        transition = content.children[name]
        if transition.opening is not None:
            content = transition.after_child(0)
        elif name in late:
            late.clear()
        else:
            return count
    return len(ahead) + (1 if at_end and content.accepts else 0)
