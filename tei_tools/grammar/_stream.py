"""The walk over a file that is not held in memory: expat's events through the same automaton and recovery.

What is kept grows with the depth of the document and with its faults alone. The elements of faults are
:class:`Place` values, which know their line and column; siblings that have not come yet cannot be looked at,
so that a fault is read as one element too many more often than in :mod:`tei_tools.grammar._walk`. The
verdict is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO
from xml.parsers import expat

from tei_tools.errors import UnreadableError
from tei_tools.grammar._values import WHITE_SPACE

if TYPE_CHECKING:
    from tei_tools.grammar._automaton import Automaton, Content, Transition
    from tei_tools.grammar._recovery import Recovery

__all__ = ["Place", "walk_stream"]

_CHUNK = 1 << 18
# Expat bounds what entities expand to since this version.
_BOUNDED = (2, 4, 1)


class Place:
    """An element that was met: its name, attributes, parent and place (line and column from 1)."""

    __slots__ = (
        "attrib", "column", "counts", "index", "nsmap", "ordinal", "parent", "sourceline", "tag", "tail",
        "text",
    )  # fmt: skip

    def __init__(
        self, tag: str, attrib: dict[str, str], parent: Place | None, line: int, column: int, index: int
    ) -> None:
        self.tag = tag
        self.attrib = attrib
        self.parent = parent
        self.sourceline = line
        self.column = column
        self.index = index
        self.nsmap: dict[str | None, str] = {}
        self.text = self.tail = None
        self.counts: dict[str, int] = {}
        self.ordinal = 1
        if parent is not None:
            self.ordinal = parent.counts[tag] = parent.counts.get(tag, 0) + 1

    def getparent(self) -> Place | None:
        return self.parent

    def items(self) -> list[tuple[str, str]]:
        return list(self.attrib.items())

    def get(self, name: str, default: str | None = None) -> str | None:
        return self.attrib.get(name, default)

    def itersiblings(self, *_: str) -> Iterator[Place]:
        return iter(())

    def iterchildren(self, *_: str) -> Iterator[Place]:
        return iter(())

    def iterancestors(self) -> Iterator[Place]:
        above = self.parent
        while above is not None:
            yield above
            above = above.parent

    def __iter__(self) -> Iterator[Place]:
        return iter(())

    def __len__(self) -> int:
        return 0


class _Names(dict[str, str]):
    """Expat's names in Clark's notation."""

    def __missing__(self, name: str) -> str:
        shown = "{" + name if "}" in name else name
        if len(self) < 100_000:
            self[name] = shown
        return shown


class _Events:
    """Expat's handlers; ``state`` is that of the open element's children."""

    def __init__(
        self,
        automaton: Automaton,
        recovery: Recovery,
        parser: expat.XMLParserType,
        note: Callable[[Place], None] | None,
    ) -> None:
        self.note = note
        self.automaton = automaton
        self.recovery: Any = recovery
        self.parser = parser
        self.names = _Names()
        self.state = automaton.root()
        self.place: Place | None = None
        self.stack: list[Any] = []
        self.text: list[str] = []
        self.filled = False
        self.has_elements = False
        self.count = 0
        self.prefixes: list[tuple[str | None, str]] = []

    def characters(self, data: str) -> None:
        if self.state.simple and not self.has_elements:
            self.text.append(data)
        elif not self.filled and not self.state.mixed and data.strip(WHITE_SPACE):
            self.filled = True
            self.text = [data]

    def entity(self, name: str, is_parameter: bool) -> None:
        """An entity that is declared where nothing is read from: as good as text."""
        if not is_parameter:
            self.characters(f"&{name};")

    def take_text(self) -> None:
        """What stood since the last tag, as text beside elements."""
        if self.text:
            text = "".join(self.text)
            self.text = []
            if not self.state.mixed and text.strip(WHITE_SPACE):
                self.state = self.recovery.text(self.place, self.state, text)
        self.filled = False

    def prefix(self, prefix: str | None, uri: str | None) -> None:
        self.prefixes.append((prefix, uri or ""))

    def start(self, name: str, flat: list[str]) -> None:
        if self.text or self.filled:
            self.take_text()
        names = self.names
        attributes = {names[flat[i]]: flat[i + 1] for i in range(0, len(flat), 2)}
        parser = self.parser
        above = self.place
        place = Place(
            names[name],
            attributes,
            above,
            parser.CurrentLineNumber,
            parser.CurrentColumnNumber + 1,
            self.count,
        )
        self.count += 1
        if self.note is not None:
            self.note(place)
        automaton, recovery, state = self.automaton, self.recovery, self.state
        if automaton.contextual:
            place.nsmap = {**(above.nsmap if above else {}), **dict(self.prefixes)}
            self.prefixes = []
            automaton.element = place  # type: ignore[assignment]
        transition: Transition = state.children[place.tag]
        opening = transition.opening
        after: Content | None
        if opening is None:
            transition, opening, after = recovery.child(place, state, above, self.stack)
        else:
            after = transition.after
        for attribute, value in attributes.items():
            following = opening.attributes[attribute][value]
            if following is None:
                opening = recovery.attribute(place, opening, attribute, value)
            else:
                opening = following
        self.stack.append((None, state, transition, after, above))
        self.state = (
            opening.content or automaton.begin(opening) or recovery.missing_attributes(place, opening)
        )
        self.place = place
        self.has_elements = False

    def end(self, name: str) -> None:
        place, state = self.place, self.state
        assert place is not None
        if state.simple and not self.has_elements:
            text = "".join(self.text)
            self.text = []
            self.automaton.element = place  # type: ignore[assignment]
            accepted = self.automaton.accepts_text(state, text, place)  # type: ignore[arg-type]
            accepted = accepted or self.recovery.wrong_text(place, state, text)
        else:
            if self.text:
                self.take_text()
                state = self.state
            accepted = state.accepts or self.recovery.incomplete(place, state)
        _, _, transition, after, self.place = self.stack.pop()
        self.state = after or transition.after_child(accepted)
        self.has_elements = True
        self.filled = False


def walk_stream(
    automaton: Automaton,
    stream: BinaryIO,
    recovery: Recovery,
    name: str = "",
    note: Callable[[Place], None] | None = None,
) -> None:
    """Read the file to its end; ``recovery`` collects the faults, ``note`` is told of every element.

    :raises UnreadableError: it is not well-formed XML, with line and column.
    """
    parser = expat.ParserCreate(namespace_separator="}")
    parser.ordered_attributes = True
    parser.buffer_text = True
    events = _Events(automaton, recovery, parser, note)
    parser.StartElementHandler = events.start
    parser.EndElementHandler = events.end
    parser.CharacterDataHandler = events.characters
    parser.SkippedEntityHandler = events.entity
    if automaton.contextual:
        parser.StartNamespaceDeclHandler = events.prefix
    if expat.version_info < _BOUNDED:
        parser.EntityDeclHandler = _refuse
    try:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise UnreadableError(
            f"not well-formed XML: {expat.ErrorString(error.code)}",
            file=name or None,
            line=error.lineno,
            column=error.offset + 1,
        ) from None


def _refuse(*_: object) -> None:
    raise UnreadableError("entity declarations are not read: this system's expat does not bound them")
