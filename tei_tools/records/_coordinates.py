"""Coordinates: ``geo`` as ``geoDecl`` says, by default latitude and longitude in WGS 84 (TEI Guidelines,
2.3.8).
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

# Two numbers. A comma between digits is a decimal sign when another sign parts the two: "48,208333
# 16,373056".
_POINTS = re.compile(r"([+-]?\d+(?:\.\d+)?)(?:\s*[,;]\s*|\s+)([+-]?\d+(?:\.\d+)?)")
_COMMAS = re.compile(r"([+-]?\d+,\d+|[+-]?\d+)(?:\s*;\s*|,?\s+)([+-]?\d+,\d+|[+-]?\d+)")
_DEGREES = re.compile(
    r"""(\d+)\s*°\s*(?:(\d+)\s*['′]\s*)?(?:(\d+(?:[.,]\d+)?)\s*["″]\s*)?([NSEWO])""", re.IGNORECASE
)


def coordinates(words: str, longitude_first: bool = False) -> tuple[str, str] | None:
    """Latitude and longitude as decimal strings, or ``None`` where the words are no place on Earth."""
    words = words.strip().replace("\u2212", "-")
    if len(words) > 200:
        return None
    degrees = _DEGREES.findall(words)
    if len(degrees) == 2:
        pair = [_from_degrees(*found) for found in degrees]
        if degrees[0][3].upper() in "EWO":
            pair.reverse()
        return _on_earth(pair[0], pair[1])
    match = _POINTS.fullmatch(words) or _COMMAS.fullmatch(words)
    if match is None:
        return None
    first, second = match[1].replace(",", "."), match[2].replace(",", ".")
    return _on_earth(second, first) if longitude_first else _on_earth(first, second)


def _from_degrees(degrees: str, minutes: str, seconds: str, side: str) -> str:
    value = Decimal(degrees) + Decimal(minutes or 0) / 60 + Decimal(seconds.replace(",", ".") or 0) / 3600
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
