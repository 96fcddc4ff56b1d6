"""Where an element stands: its path, and the part of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

REGISTERS = frozenset(
    ("listPerson", "listPlace", "listOrg", "listEvent", "listNym", "listObject", "listRelation")
)


class Paths:
    """Paths by position among all elements (``/*/*[2]``): they need no namespaces, and are linear to make."""

    def __init__(self) -> None:
        self._known: dict[etree._Element, tuple[str, dict[etree._Element, int]]] = {}

    def of(self, element: etree._Element) -> str:
        """The path of one element."""
        paths = self._known
        parent = element.getparent()
        if parent is None:
            return "/*"
        known = paths.get(parent)
        if known is None:
            above = [parent]
            while (upper := above[-1].getparent()) is not None and upper not in paths:
                above.append(upper)
            for opened in reversed(above):
                upper = opened.getparent()
                path = "/*" if upper is None else f"{paths[upper][0]}{paths[upper][1][opened]}]"
                children = opened.iterchildren("*")
                paths[opened] = (f"{path}/*[", dict(zip(children, range(1, len(opened) + 1), strict=False)))
            known = paths[parent]
        return f"{known[0]}{known[1][element]}]"


def part_of(
    element: etree._Element, root: etree._Element, part: str, local: Callable[[etree._Element], str]
) -> str:
    """``register`` where a list of entries is around the element, else ``part``."""
    climbed = element.getparent()
    while climbed is not None and climbed is not root:
        if local(climbed) in REGISTERS:
            return "register"
        climbed = climbed.getparent()
    return part
