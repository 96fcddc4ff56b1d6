"""The pictures of pages → ``facsimile``: a ``surface`` for each, and its ``zone`` elements (TEI 12.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lxml import etree

from tei_tools.encoding._attributes import one_pointer, word
from tei_tools.encoding._inline import element

if TYPE_CHECKING:
    from tei_tools.encoding._identifiers import Names
    from tei_tools.sources import Surface, Zone

_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
_POINT = re.compile(f"{_NUMBER},{_NUMBER}")


def places(surfaces: Sequence[Surface], names: Names) -> dict[str, str]:
    """The ``xml:id`` of each surface and zone by its identifier in the source."""
    found: dict[str, str] = {}
    for surface in surfaces:
        for identifier in (surface.identifier, *(zone.identifier for zone in surface.zones)):
            found.setdefault(identifier, names.new(identifier))
    return found


def add_facsimile(tei: etree._Element, surfaces: Sequence[Surface], ids: dict[str, str]) -> None:
    """Adds ``facsimile`` to ``tei``, or nothing where there are no surfaces."""
    if not surfaces:
        return
    waiting = dict(ids)  # what a source calls alike has the identifier once

    def own(identifier: str) -> dict[str, str]:
        return {"xml:id": waiting.pop(identifier)} if identifier in waiting else {}

    facsimile = element(tei, "facsimile")
    for surface in surfaces:
        size = {"ulx": "0", "uly": "0", **_edges(surface)} if surface.width and surface.height else {}
        made = element(facsimile, "surface", {**own(surface.identifier), **size})
        picture = one_pointer(surface.image)
        if picture:
            element(made, "graphic", {"url": picture})
        for zone in surface.zones:
            kind = word(zone.kind)
            element(
                made,
                "zone",
                {**own(zone.identifier), **({"type": kind} if kind else {}), **_outline(zone)},
            )


def _edges(surface: Surface) -> dict[str, str]:
    return {"lrx": f"{surface.width:g}", "lry": f"{surface.height:g}"}


def _outline(zone: Zone) -> dict[str, str]:
    points = zone.points.split()
    if len(points) > 2 and all(map(_POINT.fullmatch, points)):
        return {"points": " ".join(points)}
    if zone.box is None:
        return {}
    return dict(zip(("ulx", "uly", "lrx", "lry"), (f"{edge:g}" for edge in zone.box), strict=True))
