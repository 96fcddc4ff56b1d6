"""What a run of a schema found, as values, and as faults for validation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tei_tools.validation._schematron._plan import Plan

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Fired", "Result", "Results", "locations", "read_output"]


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule that met a node: its number, and the place of the node's element in document order, from 0."""

    rule: int
    index: int
    document: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """An assertion that failed or a report that holds.

    ``assertion`` is its number in the plan; ``index`` the place of the element in document order, from 0;
    ``attribute`` its attribute in question, in Clark notation, or empty; ``message`` has its values filled
    in, white space collapsed; ``diagnostics`` and ``properties`` are pairs of number in the plan and words;
    ``broken`` says that the test could not be evaluated, and ``message`` why; ``document`` is the address of
    the document, where a pattern is about others; ``location`` an XPath 3.1 to the node.
    """

    assertion: int
    index: int
    message: str
    attribute: str = ""
    diagnostics: tuple[tuple[int, str], ...] = ()
    properties: tuple[tuple[int, str], ...] = ()
    broken: bool = False
    document: str = ""
    location: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """One run: ``events`` in the order of SVRL, by pattern and then by document order."""

    plan: Plan
    events: tuple[Fired | Result, ...]

    def __iter__(self) -> Iterator[Result]:
        return (event for event in self.events if isinstance(event, Result))


def read_output(
    output: etree._Element, plan: Plan, tree: etree._ElementTree, document: str
) -> list[Fired | Result]:
    """The events in the output of the stylesheet."""
    listed = output.findtext("i") or ""
    order = {name: at for at, name in enumerate(listed.split())}
    found: list[Fired | Result] = []
    for each in output.iterchildren("f", "e", "r"):
        index = order.get(each.get("at") or "", 0)
        if each.tag == "r":
            found.append(Fired(int(each.get("n") or 0), index, document))
            continue
        found.append(
            Result(
                int(each.get("a") or 0),
                index,
                _words(each.text),
                _attribute(each.get("t")),
                tuple((int(note.get("i") or 0), _words(note.text)) for note in each.iterchildren("d")),
                tuple((int(note.get("i") or 0), _words(note.text)) for note in each.iterchildren("y")),
                each.tag == "e",
                document,
            )
        )
    found = located(found, tree)

    def pattern(event: Fired | Result) -> int:
        rule = event.rule if isinstance(event, Fired) else plan.assertions[event.assertion].rule
        return plan.rules[rule].pattern

    return sorted(found, key=pattern)


def located(events: Sequence[Fired | Result], tree: etree._ElementTree) -> list[Fired | Result]:
    """The results with their locations."""
    from dataclasses import replace

    paths = locations(tree, {event.index for event in events if isinstance(event, Result)})
    found: list[Fired | Result] = []
    for event in events:
        if isinstance(event, Result):
            end = ""
            if event.attribute:
                uri, _, name = event.attribute.rpartition("}")
                end = f"/@Q{uri}}}{name}" if uri else f"/@{name}"
            event = replace(event, location=paths[event.index] + end)
        found.append(event)
    return found


def locations(tree: etree._ElementTree, wanted: set[int]) -> dict[int, str]:
    """XPath 3.1 paths of the elements at the places ``wanted``; linear in the size of the document."""
    found: dict[int, str] = {}
    if not wanted:
        return found
    root = tree.getroot()
    elements = {element: at for at, element in enumerate(root.iter("*")) if at in wanted}
    paths: dict[etree._Element, str] = {root: f"/{_step(root)}[1]"}
    counted: set[etree._Element] = set()
    for element, at in elements.items():
        above = [element]
        while above[-1] not in paths:
            parent = above[-1].getparent()
            assert parent is not None
            above.append(parent)
        for each in reversed(above[1:]):
            if each not in counted:
                counted.add(each)
                times: dict[object, int] = {}
                for child in each.iterchildren("*"):
                    times[child.tag] = number = times.get(child.tag, 0) + 1
                    paths[child] = f"{paths[each]}/{_step(child)}[{number}]"
        found[at] = paths[element]
    return found


def _step(element: etree._Element) -> str:
    tag = str(element.tag)
    return f"Q{tag}" if tag.startswith("{") else f"Q{{}}{tag}"


def _words(text: str | None) -> str:
    return " ".join((text or "").split())


def _attribute(name: str | None) -> str:
    return "" if name is None else name.removeprefix("{}")
