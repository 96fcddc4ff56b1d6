"""Coordinates: ``geo`` as ``geoDecl`` says, by default latitude and longitude in WGS 84 (TEI Guidelines,
2.3.8). Of several ``geoDecl`` that one holds which ``@decls`` names, else that with ``default="true"``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

# Two numbers. A comma between digits is a decimal sign when another sign parts the two: "48,208333
# 16,373056".
_POINTS = re.compile(r"([+-]?\d+(?:\.\d+)?)(?:\s*[,;]\s*|\s+)([+-]?\d+(?:\.\d+)?)")
_COMMAS = re.compile(r"([+-]?\d+,\d+|[+-]?\d+)(?:\s*;\s*|,?\s+)([+-]?\d+,\d+|[+-]?\d+)")
# Degrees, minutes and seconds, of which the last may have a fraction, with the side of the world before or
# behind ("O" is the east of German).
_NUMBER = r"\d{1,3}(?:[.,]\d{1,12})?"
_MINUTES = rf"(?:({_NUMBER})\s*['′’´]\s*(?:({_NUMBER})\s*(?:[\"″”“]|''|′′|’’)\s*)?)?"
_SIDE = "([NSEWO])"
_BETWEEN = r"\s*[,;/]?\s*"
_BEHIND = rf"({_NUMBER})\s*[°º]?\s*{_MINUTES}{_SIDE}"
_BEFORE = rf"{_SIDE}\s*({_NUMBER})\s*[°º]?\s*{_MINUTES}"
_BOTH_BEHIND = re.compile(_BEHIND + _BETWEEN + _BEHIND, re.IGNORECASE)
_BOTH_BEFORE = re.compile(_BEFORE + _BETWEEN + _BEFORE, re.IGNORECASE)
_URI = re.compile(r"geo:(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)(?:[,;].*)?")  # RFC 5870: latitude first


def coordinates(words: str, longitude_first: bool = False) -> tuple[str, str] | None:
    """Latitude and longitude as decimal strings, or ``None`` where the words are no place on Earth."""
    words = words.strip().replace("\u2212", "-")
    if len(words) > 200:
        return None
    if found := _URI.fullmatch(words):
        return _on_earth(found[1], found[2])
    if words.startswith("(") and words.endswith(")"):
        words = words[1:-1].strip()
    if found := _BOTH_BEHIND.fullmatch(words):
        return _by_sides((found[4], found.groups()[:3]), (found[8], found.groups()[4:7]))
    if found := _BOTH_BEFORE.fullmatch(words):
        return _by_sides((found[1], found.groups()[1:4]), (found[5], found.groups()[5:]))
    match = _POINTS.fullmatch(words) or _COMMAS.fullmatch(words)
    if match is None:
        return None
    first, second = match[1].replace(",", "."), match[2].replace(",", ".")
    return _on_earth(second, first) if longitude_first else _on_earth(first, second)


_Angle = tuple[str, tuple[str | None, ...]]


def _by_sides(one: _Angle, other: _Angle) -> tuple[str, str] | None:
    """Latitude and longitude of two angles, whichever comes first; ``None`` for two of one axis."""
    axes = ["NS" if side.upper() in "NS" else "EW" for side, _ in (one, other)]
    if axes[0] == axes[1]:
        return None
    pair = [_from_degrees(*parts, side=side) for side, parts in (one, other)]
    if None in pair:
        return None
    north, east = pair if axes[0] == "NS" else reversed(pair)
    return _on_earth(str(north), str(east))


def _from_degrees(degrees: str | None, minutes: str | None, seconds: str | None, *, side: str) -> str | None:
    """The decimal degrees; ``None`` where there are 60 minutes or seconds, or a fraction before the last."""
    given = [part.replace(",", ".") for part in (degrees, minutes, seconds) if part is not None]
    if any("." in part for part in given[:-1]) or any(Decimal(part) >= 60 for part in given[1:]):
        return None
    value = sum((Decimal(part) / 60**power for power, part in enumerate(given)), Decimal(0))
    if len(given) > 1:
        value = value.quantize(Decimal("0.000001"))
    return str(-value if side.upper() in "SW" else value)


def _on_earth(latitude: str, longitude: str) -> tuple[str, str] | None:
    try:
        north, east = Decimal(latitude), Decimal(longitude)
    except InvalidOperation:
        return None
    if abs(north) > 90 or abs(east) > 180:
        return None
    return _plain(north), _plain(east)


def _plain(number: Decimal) -> str:
    written = f"{number:f}"
    return written.lstrip("+") if float(number) else "0"


class Order:
    """In which order the coordinates of a document stand, by the ``geoDecl`` of its header, and of the
    headers of the corpora that it is in.
    """

    def __init__(self, document: etree._Element) -> None:
        self._by_id: dict[str, bool] = {}
        given: bool | None = None
        for declared in _declarations(document):
            first = _longitude_first(declared)
            for name in (declared.get("{http://www.w3.org/XML/1998/namespace}id"), declared.get("id")):
                if name:
                    self._by_id.setdefault(name, first)
            if given is None or declared.get("default") == "true":
                given = first
        self.longitude_first = bool(given)

    def at(self, geo: etree._Element) -> bool:
        """Whether the longitude stands first in this ``geo``."""
        decls = geo.get("decls")
        if decls is None:
            return self.longitude_first
        names = (pointer.removeprefix("#") for pointer in decls.split())
        return next((self._by_id[name] for name in names if name in self._by_id), self.longitude_first)


def _declarations(document: etree._Element) -> Iterator[etree._Element]:
    for element in (document, *document.iterancestors()):
        for header in element.iterchildren("{*}teiHeader"):
            yield from header.iter("{*}geoDecl")


def _longitude_first(declared: etree._Element) -> bool:
    words = "".join(map(str, declared.itertext())).lower()
    places = [re.search(name, words) for name in ("lat|breite", "lon|lng|länge")]
    return bool(places[0] and places[1] and places[1].start() < places[0].start())
