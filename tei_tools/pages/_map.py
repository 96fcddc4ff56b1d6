"""A map as SVG: country shapes that stand in the file, and places on them. Nothing is fetched.

The projection is the plate carrée (equidistant cylindrical) with the middle latitude of the places as its
standard parallel, so that what is shown has its shape. Coordinates are decimal degrees, WGS 84.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files

WIDTH = 640
# The least that is shown, in degrees of longitude, so that one town is seen in its country.
_LEAST = 12.0
_MARGIN = 0.18


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the map: where, what it is called, where it leads, how often it is named."""

    latitude: float
    longitude: float
    name: str
    target: str
    weight: int = 1


def world_map(points: Sequence[Point], label: str) -> str:
    """The map of these places; empty where there are none."""
    if not points:
        return ""
    west, south, east, north = _box(points)
    squeeze = max(0.2, math.cos(math.radians((south + north) / 2)))
    scale = WIDTH / ((east - west) * squeeze)
    height = round((north - south) * scale)
    wide = east - west

    def x(longitude: float) -> float:
        return round((longitude - west) * squeeze * scale, 1)

    def y(latitude: float) -> float:
        return round((north - latitude) * scale, 1)

    shapes = []
    for ring in rings():
        if wide < 350 and not any(
            west - 20 < each[0] < east + 20 and south - 20 < each[1] < north + 20 for each in ring
        ):
            continue
        shapes.append("M" + "L".join(f"{x(lon):g} {y(lat):g}" for lon, lat in ring) + "Z")
    dots = "".join(_dots(points, x, y))
    return (
        f'<svg class="map" viewBox="0 0 {WIDTH} {height}" role="group" aria-label="{escape(label)}">'
        f'<rect class="sea" width="{WIDTH}" height="{height}"/>'
        f'<path class="land" d="{"".join(shapes)}"/>{dots}</svg>'
    )


def _dots(points: Sequence[Point], x: object, y: object) -> Iterator[str]:
    assert callable(x)
    assert callable(y)
    for point in sorted(points, key=lambda each: -each.weight):
        radius = round(4 + 2.2 * math.sqrt(point.weight), 1)
        place = f'cx="{x(point.longitude):g}" cy="{y(point.latitude):g}"'
        said = f"{point.name}, {point.weight} ×" if point.weight > 1 else point.name
        yield (
            f'<a href="{escape(point.target)}" aria-label="{escape(said)}"><circle {place} r="{radius:g}">'
            f"<title>{escape(said)}</title></circle></a>"
        )
    # The names of the places that are named most, where they do not lie on one another.
    taken: list[tuple[float, float, float]] = []
    for point in sorted(points, key=lambda each: (-each.weight, each.name)):
        left, base = x(point.longitude) + 4 + 2.2 * math.sqrt(point.weight) + 3, y(point.latitude) + 4
        width = 6.6 * len(point.name)
        if left + width > WIDTH:
            left = x(point.longitude) - 8 - 2.2 * math.sqrt(point.weight) - width
        if any(abs(base - other) < 14 and left < end and start < left + width for other, start, end in taken):
            continue
        taken.append((base, left, left + width))
        yield f'<text x="{left:.1f}" y="{base:.1f}" aria-hidden="true">{escape(point.name)}</text>'
        if len(taken) >= 24:
            return


def _box(points: Sequence[Point]) -> tuple[float, float, float, float]:
    west, east = min(p.longitude for p in points), max(p.longitude for p in points)
    south, north = min(p.latitude for p in points), max(p.latitude for p in points)
    wide = max(_LEAST, (east - west) * (1 + 2 * _MARGIN))
    high = max(_LEAST * 0.6, (north - south) * (1 + 2 * _MARGIN), wide * 0.42)
    wide = max(wide, high * 1.3)
    middle, centre = (west + east) / 2, (south + north) / 2
    if wide >= 300:
        return -180.0, -60.0, 180.0, 84.0
    north = min(85.0, centre + high / 2)
    return middle - wide / 2, max(-85.0, north - high), middle + wide / 2, north


@cache
def rings() -> tuple[tuple[tuple[float, float], ...], ...]:
    """The outlines of the countries: longitude and latitude in degrees (TopoJSON 1.0, 2.1.2 and 2.1.4)."""
    found = files("tei_tools.vendor") / "world-atlas" / "countries-110m.json"
    topology = json.loads(found.read_text(encoding="utf-8"))
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for across, up in arc:
            x, y = x + across, y + up
            line.append((round(x * scale_x + move_x, 2), round(y * scale_y + move_y, 2)))
        arcs.append(line)
    outlines: list[tuple[tuple[float, float], ...]] = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry.get("arcs", [])
        for polygon in polygons:
            for ring in polygon:
                outlines += _unwrapped(tuple(_joined(ring, arcs)))
    return tuple(outlines)


def _unwrapped(ring: tuple[tuple[float, float], ...]) -> Iterator[tuple[tuple[float, float], ...]]:
    """An outline that crosses the 180th meridian goes on beyond it, and stands on the other side too."""
    turn, before = 0.0, ring[0][0]
    line = []
    for longitude, latitude in ring:
        if abs(longitude - before) > 180:
            turn += 360.0 if longitude < before else -360.0
        before = longitude
        line.append((longitude + turn, latitude))
    yield tuple(line)
    for shift in (360.0, -360.0):
        moved = tuple((longitude + shift, latitude) for longitude, latitude in line)
        crosses = turn == 0 and any(each[0] != own[0] for each, own in zip(line, ring, strict=True))
        if crosses and any(-180 <= each[0] <= 180 for each in moved):
            yield moved


def _joined(ring: Iterable[int], arcs: list[list[tuple[float, float]]]) -> Iterator[tuple[float, float]]:
    for number, index in enumerate(ring):
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        yield from arc[1 if number else 0 :]
