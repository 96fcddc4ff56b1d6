"""``xml:id`` values, and the pointers at them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tei_tools.decisions._persons import identifier_of
from tei_tools.encoding._attributes import accepted, cert, name_of

if TYPE_CHECKING:
    from tei_tools.taggers import Tag

PROGRAM = "tei-tools"

_POINTERS = frozenset(
    (
        "ref",
        "who",
        "toWhom",
        "source",
        "corresp",
        "ana",
        "target",
        "calendar",
        "datingMethod",
        "next",
        "prev",
        "sameAs",
        "period",
        "nymRef",
    )
)
_ONE_POINTER = frozenset(("datingMethod", "next", "prev", "sameAs"))
_CALENDAR_POINTERS = frozenset(("calendar", "datingMethod"))
_ENCODERS_OWN = frozenset(("cert", "resp", "xml:id"))


class Names:
    """The ``xml:id`` values of one document: each handed out once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._last: dict[str, int] = {}

    def new(self, wanted: str) -> str:
        """``wanted`` as an NCName that no other element has."""
        name = name_of(wanted)
        found = name
        while found in self._taken:
            self._last[name] = self._last.get(name, 1) + 1
            found = f"{name}-{self._last[name]}"
        self._taken.add(found)
        return found


class Pointers:
    """What the attributes of tags may point at in the document: entries, calendars, taggers.

    ``entities``, ``calendars``, ``taggers`` and ``people`` (who decided) are ``xml:id`` values by the names
    that tags use. A calendar is added where a tag points at one.
    """

    def __init__(
        self, names: Names, entities: Iterable[str], taggers: Iterable[str], people: Iterable[str] = ()
    ) -> None:
        self._names = names
        self.taggers = {"": names.new(PROGRAM)}
        self.people = {person: names.new(identifier_of(person)) for person in people}
        for tagger in taggers:
            self.taggers[tagger] = names.new(f"tagger-{tagger}")
        self.entities = {identifier: names.new(identifier) for identifier in dict.fromkeys(entities)}
        self.calendars: dict[str, str] = {}

    def attributes(self, tag: Tag) -> tuple[dict[str, str], tuple[str, ...]]:
        """The attributes of a tag's element, and the names of those that TEI does not take as they are."""
        given = {
            name: self._pointing(name, value) if name in _POINTERS else value
            for name, value in tag.attributes.items()
            if name not in _ENCODERS_OWN
        }
        attributes, left_out = accepted(tag.element, {name: value for name, value in given.items() if value})
        if tag.by in self.people:
            attributes |= {"cert": "high", "resp": f"#{self.people[tag.by]}"}
        elif tag.by:
            attributes["cert"] = "high"  # decided by nobody whom the header names
        else:
            attributes["cert"] = cert(tag.confidence)
            attributes["resp"] = f"#{self.taggers.get(tag.tagger, PROGRAM)}"
        dangling = [name for name, value in given.items() if not value]
        return attributes, (*left_out, *dangling)

    def _pointing(self, name: str, value: str) -> str:
        """The value with pointers into this document made to fit its ``xml:id`` values, without dangling
        ones."""
        if value.startswith("#") and value[1:] in self.entities:
            return f"#{self.entities[value[1:]]}"
        kept = []
        for token in value.split():
            if not token.startswith("#"):
                kept.append(token)
            elif token[1:] in self.entities:
                kept.append(f"#{self.entities[token[1:]]}")
            elif name in _CALENDAR_POINTERS and len(token) > 1:
                kept.append(f"#{self._calendar(token[1:])}")
        return " ".join(kept[:1] if name in _ONE_POINTER else kept)

    def _calendar(self, identifier: str) -> str:
        if identifier not in self.calendars:
            self.calendars[identifier] = self._names.new(identifier)
        return self.calendars[identifier]
