"""What an element is taken for that may not stand where it stands.

There are three ways on: it is one too many, it stands in the place of another, or something before it is
missing. The way on which the next siblings are right is taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tei_tools.grammar._automaton import Automaton, Content, Edge, Opening, Transition
from tei_tools.grammar._expected import Expected
from tei_tools.grammar._values import WHITE_SPACE

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Decision", "Decisions"]

# How many elements in a row may be missing before one for it to be that.
_MOST_MISSING = 4
_MOST_DECISIONS = 10_000
# So many different unknown names are looked up among the schema's.
_MOST_SEARCHED = 1000


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
        self.attributes = _AnyName(automaton, self)  # type: ignore[assignment]
        self.content = content


class _AnyName(dict[str, Edge]):
    __slots__ = ("automaton", "edge", "opening")

    def __init__(self, automaton: Automaton, opening: Opening) -> None:
        super().__init__()
        self.automaton = automaton
        self.opening = opening
        self.edge = _AnyValue(automaton, (), opening, [])

    def __missing__(self, name: str) -> Edge:
        kept = self.automaton.watched.attributes.get(name)
        if kept is None:
            return self.edge
        edge = self[name] = _AnyValue(self.automaton, (), self.opening, [])
        edge.kept = kept
        return edge


class _AnyValue(Edge):
    __slots__ = ()

    def __missing__(self, value: str) -> Opening | None:
        return self.valid


class Decisions:
    """The decisions of one document; the same question has the same answer."""

    def __init__(self, automaton: Automaton, expected: Expected) -> None:
        self.automaton = automaton
        self.expected = expected
        self._known: dict[tuple[object, ...], Decision] = {}
        self._whatever: Opening | None = None
        self._unknown: set[str] = set()

    def whatever(self) -> Opening:
        """The start tag of an element that may have any attributes and contain whatever the schema names."""
        if self._whatever is None:
            self._whatever = _Whatever(self.automaton, self.expected.anything())
        return self._whatever

    def decide(
        self, name: str, state: Content, ahead: tuple[str, ...], at_end: bool, is_root: bool
    ) -> Decision:
        """What to take an element for that is refused in a state; ``ahead`` are the names of the next
        siblings, ``at_end`` says that they are all."""
        key = (state, name, ahead, at_end, is_root)
        found = self._known.get(key)
        if found is None:
            found = self._decide(name, state, ahead, at_end, is_root)
            if len(self._known) < _MOST_DECISIONS:
                self._known[key] = found
        return found

    def _decide(
        self, name: str, state: Content, ahead: tuple[str, ...], at_end: bool, is_root: bool
    ) -> Decision:
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


def _followed(content: Content, ahead: tuple[str, ...], at_end: bool, missing: tuple[str, ...]) -> int:
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
