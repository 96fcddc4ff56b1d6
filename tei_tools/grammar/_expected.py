"""What a state expects: names that may come, names that must, and which of them are likely."""

from __future__ import annotations

from tei_tools.grammar import _patterns as kinds
from tei_tools.grammar._automaton import Automaton, Content, Opening
from tei_tools.grammar._faults import nearest
from tei_tools.grammar._likely import likelihood
from tei_tools.grammar._names import finite_names, in_words, local, mentioned_names, namespace
from tei_tools.grammar._patterns import TEXT

__all__ = ["Expected", "Slots"]

# What must come, in order; each slot is the names of which one must.
Slots = tuple[tuple[str, ...], ...]

# So many answers about names that a document made up are kept.
_MOST_ANSWERS = 20_000


class Expected:
    """Questions about an automaton's states that only a fault raises. Answers are remembered."""

    def __init__(self, automaton: Automaton) -> None:
        self.automaton = automaton
        self.patterns = automaton.patterns
        self._needed: dict[int, Slots] = {}
        self._needed_attributes: dict[int, Slots] = {}
        self._by_name: dict[str, list[int]] | None = None
        self._by_local: dict[str, list[str]] = {}
        self._namespaces: set[str] | None = None
        self._anything: Content | None = None
        self._successors: dict[Content, dict[Content, list[str]]] = {}
        self._wrappers: dict[tuple[Content, str | None], list[str]] = {}
        self._ranked: dict[Content, tuple[str, ...]] = {}
        self._values: dict[tuple[int, ...], tuple[tuple[str, ...], str]] = {}
        self._near: dict[tuple[str, object], str | None] = {}

    def names(self, content: Content) -> list[str]:
        """The element names that may come, the common ones first; wildcards are left out."""
        found: dict[str, None] = {}
        for pattern in content.vector:
            found.update(self.automaton.derivatives.firsts(pattern).names)
        return sorted(found, key=_order)

    def elements(self) -> dict[str, list[int]]:
        """The contents of the elements that the schema names, by name."""
        if self._by_name is None:
            self._by_name = {}
            for names, content in self.patterns.elements:
                for name in mentioned_names(self.patterns.names[names]):
                    contents = self._by_name.setdefault(name, [])
                    if not contents:
                        self._by_local.setdefault(local(name), []).append(name)
                    if content not in contents:
                        contents.append(content)
        return self._by_name

    def with_local_name(self, tag: str) -> list[str]:
        """The schema's element names that have this local part."""
        self.elements()
        return self._by_local.get(tag, [])

    def has_namespace(self, uri: str) -> bool:
        """Whether the schema names an element of the namespace."""
        if self._namespaces is None:
            self._namespaces = {namespace(name) for name in self.elements()}
        return uri in self._namespaces

    def opening(self, name: str) -> Opening | None:
        """The start tag of the element as the schema has it anywhere, or ``None`` for an unknown name."""
        contents = self.elements().get(name)
        return self.automaton.opening(tuple(sorted(contents))) if contents else None

    def anything(self) -> Content:
        """A state that allows text and every element that the schema names."""
        if self._anything is None:
            patterns = self.patterns
            named = [
                patterns.element(number)
                for number, (names, _) in enumerate(patterns.elements)
                if finite_names(patterns.names[names])
            ]
            self._anything = self.automaton.content((patterns.zero_or_more(patterns.choice((TEXT, *named))),))
        return self._anything

    def needed(self, content: Content) -> Slots:
        """The shortest way to the end of the element: what must still come."""
        ways = [self.needed_by(pattern) for pattern in content.vector if pattern]
        return min(ways, key=lambda way: (len(way), way)) if ways else ()

    def needed_by(self, pattern: int) -> Slots:
        """The shortest way through a pattern."""
        found = self._needed.get(pattern)
        if found is None:
            found = self._needed[pattern] = self._shortest(pattern)
        return found

    def _shortest(self, pattern: int) -> Slots:
        if self.patterns.nullable[pattern]:
            return ()
        row = self.patterns.rows[pattern]
        kind = row[0]
        if kind == kinds.ELEMENT:
            names = self.patterns.element_names(row[1])
            return (finite_names(names) or (in_words(names),),)
        if kind == kinds.CHOICE:
            return _one_of([self.needed_by(member) for member in row[1:]])
        if kind in (kinds.GROUP, kinds.INTERLEAVE, kinds.ONE_OR_MORE):
            return tuple(slot for member in row[1:] for slot in self.needed_by(member))
        return ()

    def needed_attributes(self, opening: Opening) -> Slots:
        """The attributes that must still come before the start tag ends."""
        ways = [self._attributes(pattern) for pattern in opening.vector if pattern]
        return min(ways, key=lambda way: (len(way), way)) if ways else ()

    def _attributes(self, pattern: int) -> Slots:
        found = self._needed_attributes.get(pattern)
        if found is None:
            row = self.patterns.rows[pattern]
            found = ()
            if not self.patterns.holds[pattern] & kinds.HAS_ATTRIBUTES:
                pass
            elif row[0] == kinds.ATTRIBUTE:
                names = self.patterns.names[row[1]]
                found = (finite_names(names) or (in_words(names),),)
            elif row[0] == kinds.CHOICE:
                found = _one_of([self._attributes(member) for member in row[1:]])
            else:
                found = tuple(slot for member in row[1:] for slot in self._attributes(member))
            self._needed_attributes[pattern] = found
        return found

    def attributes(self, opening: Opening) -> list[str]:
        """The attribute names that may come."""
        found: dict[str, None] = {}
        for pattern in opening.vector:
            found.update(self.automaton.derivatives.attribute_names(pattern)[0])
        return sorted(found, key=lambda name: (local(name), name))

    def successors(self, content: Content) -> dict[Content, list[str]]:
        """The states that one more element leads to, other than this one, with the names that lead there."""
        found = self._successors.get(content)
        if found is None:
            found = self._successors[content] = {}
            for name in self.names(content):
                after = content.children[name].after_child(0)
                if after is not content:
                    found.setdefault(after, []).append(name)
        return found

    def inside(self, opening: Opening) -> Content:
        """The state at the beginning of an element, whatever its attributes."""
        return self.automaton.begin(opening, lenient=True) or self.anything()

    def wrappers(self, content: Content, name: str | None) -> list[str]:
        """The elements that may come and may begin with ``name``, or with text for ``None``: those that must
        come first, then the common ones."""
        key = (content, name)
        found = self._wrappers.get(key)
        if found is None:
            found = []
            for wrapper in self.names(content):
                opening = content.children[wrapper].opening
                assert opening is not None
                inner = self.inside(opening)
                if inner.after_text is not None if name is None else inner.children[name].opening is not None:
                    found.append(wrapper)
            spread = self.patterns.spread()
            found.sort(key=lambda wrapper: (likelihood(wrapper), spread.get(wrapper, 0), wrapper))
            if len(self._wrappers) < _MOST_ANSWERS:
                self._wrappers[key] = found
        needed = {one for slot in self.needed(content) for one in slot}
        return sorted(found, key=lambda wrapper: wrapper not in needed)

    def near(self, name: str, content: Content | None = None) -> str | None:
        """The name that may come, or without ``content`` any of the schema's, for which ``name`` is a
        slip."""
        key = (name, content)
        if key in self._near:
            return self._near[key]
        found = nearest(name, list(self.elements()) if content is None else self.names(content))
        if len(self._near) < _MOST_ANSWERS:
            self._near[key] = found
        return found

    def near_attribute(self, name: str, opening: Opening) -> str | None:
        """The attribute that may come for which ``name`` is a slip."""
        key = (name, opening)
        if key in self._near:
            return self._near[key]
        found = nearest(name, self.attributes(opening))
        if len(self._near) < _MOST_ANSWERS:
            self._near[key] = found
        return found

    def values_of(self, patterns: tuple[int, ...]) -> tuple[tuple[str, ...], str]:
        """The values that the patterns write out, and in words what a value of one of them has to be."""
        found = self._values.get(patterns)
        if found is None:
            values = self.automaton.values
            options = dict.fromkeys(one for pattern in patterns for one in values.listed(pattern))
            words = dict.fromkeys(values.in_words(pattern) for pattern in patterns if pattern)
            found = self._values[patterns] = (tuple(options), ", or ".join(words))
        return found

    def ranked(self, content: Content) -> tuple[str, ...]:
        """The names that may come: those that must first, then the common ones, then the rest."""
        found = self._ranked.get(content)
        if found is None:
            needed = {name for slot in self.needed(content)[:1] for name in slot}
            names = self.names(content)
            spread = self.patterns.spread()
            names.sort(key=lambda name: (name not in needed, likelihood(name), spread.get(name, 0), name))
            found = self._ranked[content] = tuple(names)
        return found


def _one_of(ways: list[Slots]) -> Slots:
    """The shortest of several ways; where all the shortest are one step, one step with every name."""
    least = min(map(len, ways))
    shortest = [way for way in ways if len(way) == least]
    if least != 1:
        return min(shortest)
    return (tuple(sorted({name for way in shortest for name in way[0]}, key=_order)),)


def _order(name: str) -> tuple[int, str]:
    """Common names first. Patterns are numbered as they are met, and no message may depend on that."""
    return likelihood(name), name
