"""``--stream``: a file that is not held in memory. What is kept is the table of its identifiers and of the
pointers that are not followed yet, the depth, and the findings.

The grammar is walked whole. Of the rules, those that look at one element at a time run as they are (dates,
languages); identifiers and pointers within the file by the table. What needs more of the document at
once (:data:`LEFT_OUT`) is not looked for, and the run says so. Paths count every element (``tei:p[1]``), as
it is not known ahead whether there will be another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import ModuleType
from typing import TYPE_CHECKING, Any

from tei_tools.errors import UnreadableError, UsageError
from tei_tools.grammar._stream import Place
from tei_tools.reports import FileReport
from tei_tools.validation import Finding, _findings
from tei_tools.validation._chapters import number
from tei_tools.validation._document import Document
from tei_tools.validation._paths import TEI_NAMESPACE, Paths, shown_attribute

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.inputs import Input
    from tei_tools.validation._schemas import Schemas

__all__ = ["LEFT_OUT", "Streamed"]

LEFT_OUT = ("characters", "constraints", "entries", "media", "names", "xi:include")
"""Rules that need more of a document than one start tag at a time, and what is not followed."""

_ONE_BY_ONE = ("dates", "languages")
_XML = "{http://www.w3.org/XML/1998/namespace}"
_TEI = f"{{{TEI_NAMESPACE}}}"


class _StreamPaths(Paths):
    """Paths of elements that were met one after the other."""

    def of(self, element: Any, attribute: str = "") -> str:
        steps = []
        above: Any = element
        while above is not None:
            tag = above.tag
            name = f"tei:{tag[len(_TEI) :]}" if tag.startswith(_TEI) else "*"
            steps.append(name if above.parent is None else f"{name}[{above.ordinal}]")
            above = above.parent
        path = "/" + "/".join(reversed(steps))
        return f"{path}/@{shown_attribute(attribute)}" if attribute else path

    def finding(self, element: Any, code: str, message: str, **said: Any) -> Finding:
        found = super().finding(element, code, message, **said)
        self.found.clear()
        return replace(found, line=element.sourceline, column=element.column)


class Streamed:
    """Validates files by their stream; the schema is ``tei_all`` unless one was named."""

    def __init__(self, schemas: Schemas, rules: list[ModuleType], severities: dict[str, str]) -> None:
        self.schemas = schemas
        self.rules = {rule.__name__.rpartition(".")[2]: rule for rule in rules}
        self.severities = severities

    def examine(self, item: Input) -> FileReport:
        """What is found in a file. Raises :class:`~tei_tools.errors.UnreadableError` where it can't be read
        or is no well-formed XML, and :class:`~tei_tools.errors.UsageError` for a schema that is not walked.
        """
        from tei_tools.inputs import _reason

        label, grammar = self.schemas.streamed()
        stream_faults = getattr(grammar, "stream_faults", None)
        if stream_faults is None:
            raise UsageError(f"{label} can't be validated by the stream", advice="use it without --stream")
        table = _Table(self.rules)
        try:
            with item.opener() as stream:
                faults = stream_faults(stream, item.name, table.note)
        except OSError as fault:
            raise UnreadableError(_reason(fault), file=item.name) from fault
        if table.root is None:
            raise UnreadableError("the file is empty", file=item.name)
        if not str(table.root.tag).startswith(_TEI):
            found: list[Finding] = [_findings.not_tei(table.root, _StreamPaths())]  # type: ignore[arg-type]
        else:
            of_rules = [*table.found, *table.nowhere()]
            better = {each.xpath for each in of_rules if each.severity == "error"}
            told = (fault for fault in faults if not _findings._is_inclusion(fault.element))
            made = (self._of_grammar(fault, label) for fault in told)
            found = [each for each in made if each.code != "TEI-RNG-008" or each.xpath not in better]
            found += of_rules
        graded = [each for one in found if (each := self._graded(one)) is not None]
        graded.sort(key=lambda each: (each.line, each.column, each.code, each.xpath))
        return FileReport(item.name, [replace(each, file=item.name) for each in graded], schema=label)

    def _of_grammar(self, fault: Any, label: str) -> Finding:
        return _findings._finding(fault, _StreamPaths(), label)

    def _graded(self, finding: Finding) -> Finding | None:
        return _findings._graded(finding, self.severities)


class _Table:
    """What is noted while a file goes by: identifiers, pointers that lead nowhere yet, findings."""

    def __init__(self, rules: dict[str, ModuleType]) -> None:
        self.root: Place | None = None
        self.found: list[Finding] = []
        self._one_by_one = [rules[name] for name in _ONE_BY_ONE if name in rules]
        self._wanted = frozenset(name for rule in self._one_by_one for name in rule.ATTRIBUTES)
        self._identifiers = rules.get("identifiers")
        self._pointers = rules.get("pointers")
        self._seen: dict[str, tuple[str, int]] = {}
        self._waiting: dict[str, list[Finding]] = {}
        self._has_base = False

    def note(self, place: Place) -> None:
        """An element that was met, its content still to come."""
        if self.root is None:
            self.root = place
        attributes = place.attrib
        if not attributes or not place.tag.startswith(_TEI):
            return
        if not self._wanted.isdisjoint(attributes):
            self._one(place)
        if f"{_XML}base" in attributes:
            self._has_base = True
        if (identifier := attributes.get(f"{_XML}id")) is not None:
            self._identified(place, " ".join(identifier.split()))
        if self._pointers is not None:
            self._pointing(place, self._pointers)

    def nowhere(self) -> Iterator[Finding]:
        """The pointers that led nowhere, now that all of the file has gone by."""
        for findings in self._waiting.values():
            yield from findings

    def _one(self, place: Place) -> None:
        for rule in self._one_by_one:
            self.found += _asked(rule, place)

    def _identified(self, place: Place, identifier: str) -> None:
        self._waiting.pop(identifier, None)
        if self._identifiers is None:
            self._seen.setdefault(identifier, ("", 0))
            return
        first = self._seen.get(identifier)
        if first is None:
            self._seen[identifier] = (place.tag[len(_TEI) :], place.sourceline)
            self.found += _asked(self._identifiers, place)
            return
        name = place.tag[len(_TEI) :]
        finding = _StreamPaths().finding(
            place,
            "TEI-ID-001",
            f"the xml:id {identifier!r} of {name} is that of {first[0]} in line {first[1]} already",
            attribute=f"{_XML}id",
        )
        self.found.append(replace(finding, chapter=number(self._identifiers.CHAPTER)))

    def _pointing(self, place: Place, rule: ModuleType) -> None:
        if self._has_base and any(f"{_XML}base" in each.attrib for each in (place, *place.iterancestors())):
            return  # it points into another file
        name = place.tag[len(_TEI) :]
        for attribute in rule.NAMES & place.attrib.keys():
            somewhere = rule.POINTERS_ON.get(attribute)
            if somewhere is not None and name not in somewhere:
                continue
            for pointer in place.attrib[attribute].split():
                target = pointer[1:]
                if (
                    pointer[0] != "#"
                    or not target
                    or target in self._seen
                    or "(" in target
                    or ":~:" in target
                ):
                    continue
                finding = _StreamPaths().finding(
                    place,
                    "TEI-PTR-001",
                    f"{name}/@{shown_attribute(attribute)} points at {pointer}; "
                    f"no element has the xml:id {target!r}",
                    attribute=attribute,
                )
                self._waiting.setdefault(target, []).append(replace(finding, chapter=number(rule.CHAPTER)))


def _asked(rule: ModuleType, place: Place) -> list[Finding]:
    """What a rule says of one element."""
    element: Any = place
    tree: etree._ElementTree = _OneElement(place)  # type: ignore[assignment]
    document = Document(tree)
    document.paths = _StreamPaths()
    document._having = {name: [(element, value)] for name, value in place.attrib.items()}
    document._wanted = rule.ATTRIBUTES
    chapter = number(rule.CHAPTER)
    return [
        each if each.chapter else replace(each, chapter=chapter) for each in rule.check_document(document)
    ]


class _OneElement:
    """As much of a tree as a rule asks for that looks at one element."""

    def __init__(self, place: Place) -> None:
        self._place = place

    def getroot(self) -> Place:
        return self._place

    def iter(self, *_: str) -> Iterator[Place]:
        return iter((self._place,))
