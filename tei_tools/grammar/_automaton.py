"""The states a document leads through, with the steps between them remembered.

A state is a tuple of patterns, one for each way the document so far can be read (one, unless the schema is
ambiguous). :class:`Opening` is a start tag of which some attributes have been read, :class:`Content` an
element whose children are being read. Their tables are dictionaries that compute what is missing, so that a
step that was taken before is one look-up.
"""

from __future__ import annotations

from collections.abc import Iterable, Set

from lxml import etree

from tei_tools.grammar import _patterns as kinds
from tei_tools.grammar._derivatives import Derivatives, Pairs
from tei_tools.grammar._patterns import NOT_ALLOWED, TEXT, Patterns
from tei_tools.grammar._values import Check, Values

__all__ = ["Automaton", "Content", "Edge", "Opening", "Transition", "Watched"]

Vector = tuple[int, ...]

# Values longer or more than these are checked again when they come again.
_LONGEST_VALUE = 64
_MOST_VALUES = 512
# A wildcard may allow more names than are worth remembering.
_MOST_NAMES = 2000
# The types whose values depend on where they stand.
_CONTEXTUAL = frozenset(("QName", "NOTATION", "ENTITY", "ENTITIES"))


class Edge(dict[str, "Opening | None"]):
    """What an attribute leads to, by its value; ``None`` where the value is wrong.

    ``wanted`` are the patterns that the value may match, ``valid`` where it leads when it matches all of
    them.
    """

    __slots__ = ("automaton", "checks", "contextual", "kept", "outcomes", "pairs", "valid", "wanted")

    def __init__(
        self, automaton: Automaton, wanted: tuple[int, ...], valid: Opening | None, pairs: list[Pairs]
    ) -> None:
        super().__init__()
        self.automaton = automaton
        self.wanted = wanted
        self.valid = valid
        self.pairs = pairs
        self.outcomes: dict[int, Opening | None] = {0: None, (1 << len(wanted)) - 1: valid}
        self.checks: list[Check] | None = None
        self.contextual = False
        self.kept: list[tuple[etree._Element, str]] | None = None

    def __missing__(self, value: str) -> Opening | None:
        if self.checks is None:
            check = self.automaton.values
            self.checks = [check.check(pattern) for pattern in self.wanted]
            self.contextual = any(check.contextual(pattern) for pattern in self.wanted)
        element = self.automaton.element
        matched = 0
        for index, matches in enumerate(self.checks):
            if matches(value, element):
                matched |= 1 << index
        following = self.outcome(matched)
        if len(value) <= _LONGEST_VALUE and len(self) < _MOST_VALUES and not self.contextual:
            self[value] = following
        return following

    def outcome(self, matched: int) -> Opening | None:
        """Where a value leads that matches these of the patterns (bits)."""
        if matched not in self.outcomes:
            self.outcomes[matched] = self.automaton.after_values(self.pairs, self.wanted, matched)
        return self.outcomes[matched]


class _Attributes(dict[str, Edge]):
    __slots__ = ("automaton", "opening")

    def __init__(self, automaton: Automaton, opening: Opening) -> None:
        super().__init__()
        self.automaton = automaton
        self.opening = opening

    def __missing__(self, name: str) -> Edge:
        edge = self.automaton.edge(self.opening, name)
        edge.kept = self.automaton.watched.attributes.get(name)
        if edge.wanted and len(self) < _MOST_NAMES:
            self[name] = edge
        return edge


class Opening:
    """A start tag. ``content`` is what its end leads to, once it was computed and if no attribute is
    missing."""

    __slots__ = ("attributes", "content", "number", "vector")

    def __init__(self, automaton: Automaton, vector: Vector, number: int) -> None:
        self.vector = vector
        self.number = number
        self.attributes = _Attributes(automaton, self)
        self.content: Content | None = None


class Transition:
    """What a child leads to: its start tag, and the state after it.

    ``after`` is that state where it does not depend on how the child is read; else ``None``, and
    :meth:`after_child` tells. ``opening`` is ``None`` for what is no element or may not stand there.
    """

    __slots__ = ("after", "automaton", "kept", "opening", "outcomes", "pairs", "source")

    def __init__(self, automaton: Automaton, opening: Opening | None, after: Content | None) -> None:
        self.automaton = automaton
        self.opening = opening
        self.after = after
        self.source: Content | None = None
        self.pairs: list[Pairs] = []
        self.outcomes: dict[int, Content] = {}
        self.kept: list[etree._Element] | None = None

    def after_child(self, accepted: int) -> Content:
        """The state after a child that was accepted in these of its ways (bits)."""
        if self.after is not None:
            return self.after
        assert self.opening is not None, "nothing comes after what is no element"
        accepted = accepted or (1 << len(self.opening.vector)) - 1
        found = self.outcomes.get(accepted)
        if found is None:
            found = self.outcomes[accepted] = self.automaton.after_child(self, accepted)
        return found


class _Children(dict[object, Transition]):
    __slots__ = ("automaton", "content")

    def __init__(self, automaton: Automaton, content: Content) -> None:
        super().__init__()
        self.automaton = automaton
        self.content = content

    def __missing__(self, tag: object) -> Transition:
        if not isinstance(tag, str):
            # A comment, a processing instruction, or an entity that was not expanded.
            transition = self.automaton.entity if tag is etree.Entity else self.automaton.nothing
            self[tag] = transition
            return transition
        transition = self.automaton.transition(self.content, tag)
        if transition is not self.automaton.refused:
            transition.kept = self.automaton.watched.elements.get(tag)
        if transition.opening is not None and len(self) < _MOST_NAMES:
            self[tag] = transition
        return transition


class Content:
    """Children of an element. ``accepts`` has a bit for each way in which the element may end here;
    ``mixed`` says that text changes nothing; ``easy`` that an element without children is right whatever its
    text; ``simple`` that its text alone has to be looked at (``data``, ``value``, ``list``)."""

    __slots__ = ("accepts", "after_text", "children", "easy", "mixed", "number", "simple", "vector")

    def __init__(self, automaton: Automaton, vector: Vector, number: int) -> None:
        patterns = automaton.patterns
        self.vector = vector
        self.number = number
        self.children = _Children(automaton, self)
        self.accepts = 0
        for index, pattern in enumerate(vector):
            if patterns.nullable[pattern]:
                self.accepts |= 1 << index
        self.simple = any(patterns.holds[pattern] & kinds.HAS_DATA for pattern in vector)
        texts = tuple(automaton.derivatives.text(pattern) for pattern in vector)
        self.mixed = texts == vector
        self.after_text: Vector | None = None if not any(texts) else texts
        self.easy = self.mixed and self.accepts == (1 << len(vector)) - 1


class Watched:
    """Elements and attributes that the walk notes by their names, for those who want them after it."""

    __slots__ = ("attributes", "elements", "names")

    def __init__(self) -> None:
        self.names: Set[str] = frozenset()
        self.attributes: dict[str, list[tuple[etree._Element, str]]] = {}
        self.elements: dict[str, list[etree._Element]] = {}

    def clear(self) -> None:
        """Forget the last document, and keep the lists, which the steps know."""
        for values in self.attributes.values():
            if values:
                values.clear()
        for elements in self.elements.values():
            if elements:
                elements.clear()

    def copy(self) -> Watched:
        """What is noted now, in lists of its own: of those ``names`` that were met."""
        made = Watched()
        made.attributes = {name: kept[:] for name, kept in self.attributes.items() if kept}
        made.elements = {name: kept[:] for name, kept in self.elements.items() if kept}
        made.names = self.names
        return made


class Automaton:
    """All states of one grammar that were met, and how to find more.

    ``element`` is set by the walk to the element at hand where the schema has types that need it.
    """

    def __init__(self, patterns: Patterns, start: int) -> None:
        self.patterns = patterns
        self.derivatives = Derivatives(patterns)
        self.values = Values(patterns)
        self.start = start
        self.element: etree._Element | None = None
        self.openings: dict[Vector, Opening] = {}
        self.contents: dict[Vector, Content] = {}
        self.watched = Watched()
        self.nothing = Transition(self, None, None)
        self.entity = Transition(self, None, None)
        self.refused = Transition(self, None, None)
        self._contextual: bool | None = None

    def watch(self, attributes: Iterable[str], elements: Iterable[str]) -> None:
        """From now on let the walk note attributes and elements of these names too."""
        watched = self.watched
        for name in attributes:
            watched.attributes.setdefault(name, [])
        for tag in elements:
            watched.elements.setdefault(tag, [])
        watched.names = watched.attributes.keys() | watched.elements.keys()
        for opening in self.openings.values():
            for name, edge in opening.attributes.items():
                edge.kept = watched.attributes.get(name)
        for content in self.contents.values():
            for key, transition in content.children.items():
                if isinstance(key, str) and transition is not self.refused:
                    transition.kept = watched.elements.get(key)

    @property
    def contextual(self) -> bool:
        """Whether some check needs the element it is about."""
        if self._contextual is None:
            types = {name for _, name, _ in self.patterns.datatypes}
            types.update(name for _, name, _, _ in self.patterns.values)
            self._contextual = not types.isdisjoint(_CONTEXTUAL)
        return self._contextual

    def root(self) -> Content:
        """The state before the document's root element."""
        return self.content((self.start,))

    def content(self, vector: Vector) -> Content:
        """The state for these patterns."""
        found = self.contents.get(vector)
        if found is None:
            found = self.contents[vector] = Content(self, vector, len(self.contents))
        return found

    def opening(self, vector: Vector) -> Opening:
        """The start tag for these patterns."""
        found = self.openings.get(vector)
        if found is None:
            found = self.openings[vector] = Opening(self, vector, len(self.openings))
        return found

    def transition(self, content: Content, name: str) -> Transition:
        """What a child of this name leads to; :attr:`refused` where it may not stand."""
        pairs = [self.derivatives.child(pattern, name) for pattern in content.vector]
        if not any(pairs):
            return self.refused
        inner = tuple(sorted({one for some in pairs for one, _ in some}))
        opening = self.opening(inner)
        if len(inner) == 1:
            after = tuple(some[0][1] if some else NOT_ALLOWED for some in pairs)
            return Transition(self, opening, self.content(after))
        transition = Transition(self, opening, None)
        transition.pairs = pairs
        return transition

    def after_child(self, transition: Transition, accepted: int) -> Content:
        """The state after an ambiguous child."""
        assert transition.opening is not None
        inner = transition.opening.vector
        ways = {one for index, one in enumerate(inner) if accepted >> index & 1}
        return self.content(
            tuple(
                self.patterns.choice(rest for one, rest in pairs if one in ways) for pairs in transition.pairs
            )
        )

    def edge(self, opening: Opening, name: str) -> Edge:
        """What an attribute of this name leads to; an edge without values where it may not stand."""
        pairs = [self.derivatives.read_attribute(pattern, name) for pattern in opening.vector]
        values = tuple(sorted({value for some in pairs for value, _ in some}))
        if not values:
            return Edge(self, (), None, [])
        return Edge(self, values, self.after_values(pairs, values, (1 << len(values)) - 1), pairs)

    def after_values(self, pairs: list[Pairs], values: tuple[int, ...], matched: int) -> Opening | None:
        """The start tag after an attribute whose value matched these of the patterns (bits)."""
        ways = {value for index, value in enumerate(values) if matched >> index & 1}
        vector = tuple(self.patterns.choice(rest for value, rest in some if value in ways) for some in pairs)
        return self.opening(vector) if any(vector) else None

    def begin(self, opening: Opening, *, lenient: bool = False) -> Content | None:
        """The state after the start tag, or ``None`` when an attribute is missing (never when
        ``lenient``)."""
        vector = tuple(self.derivatives.closed(pattern, lenient=lenient) for pattern in opening.vector)
        if not any(vector):
            return None
        content = self.content(vector)
        if not lenient:
            opening.content = content
        return content

    def with_text(self, content: Content) -> Content | None:
        """The state after text that is not white space alone, or ``None`` where it may not stand."""
        return None if content.after_text is None else self.content(content.after_text)

    def accepts_text(self, content: Content, text: str, element: etree._Element | None) -> int:
        """In which ways (bits) an element may have this text and no child elements."""
        accepted = 0
        for index, pattern in enumerate(content.vector):
            if pattern == TEXT or self.values.check(pattern)(text, element):
                accepted |= 1 << index
        return accepted
