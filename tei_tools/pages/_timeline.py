"""A timeline as SVG: dates along a line of years, each leading to where it is named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

WIDTH = 640
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000)
_LEFT, _RIGHT, _ROW = 26, 26, 13
_MOST_ROWS = 12


@dataclass(frozen=True, slots=True)
class Moment:
    """A date: first and last year as fractions (1990.25 is April 1990), what is said of it, its target."""

    first: float
    last: float
    words: str
    target: str


def timeline(moments: Sequence[Moment], label: str) -> str:
    """The timeline of these dates; empty where there are none."""
    if not moments:
        return ""
    low, high = min(each.first for each in moments), max(each.last for each in moments)
    spread = max(1.0, high - low)
    low, high = low - spread * 0.04, high + spread * 0.04

    def x(year: float) -> float:
        return round(_LEFT + (year - low) / (high - low) * (WIDTH - _LEFT - _RIGHT), 1)

    dots = list(_dots(moments, x))
    rows = max((row for row, _ in dots), default=0) + 1
    base = 14 + rows * _ROW
    ticks = "".join(_ticks(low, high, x, base))
    marks = "".join(mark.replace("@Y", f"{base - 10 - row * _ROW:g}") for row, mark in dots)
    return (
        f'<svg class="timeline" viewBox="0 0 {WIDTH} {base + 26}" role="group" aria-label="{escape(label)}">'
        f'<line class="axis" x1="0" y1="{base}" x2="{WIDTH}" y2="{base}"/>{ticks}{marks}</svg>'
    )


def year_of(day: str) -> float | None:
    """A day (``1990-04-01``, years before Christ with a sign) as a year with its fraction."""
    sign, rest = (-1, day[1:]) if day.startswith("-") else (1, day)
    parts = rest.split("-")
    try:
        year = sign * int(parts[0])
        month = int(parts[1]) if len(parts) > 1 else 1
        number = int(parts[2]) if len(parts) > 2 else 1
    except ValueError:
        return None
    return year + (month - 1) / 12 + (number - 1) / 372


def _dots(moments: Sequence[Moment], x: object) -> Iterator[tuple[int, str]]:
    assert callable(x)
    ends: list[float] = []
    for moment in sorted(moments, key=lambda each: (each.first, each.last)):
        left, right = x(moment.first), x(moment.last)
        row = next((number for number, end in enumerate(ends) if end < left - 9), len(ends))
        row = min(row, _MOST_ROWS - 1)
        if row == len(ends):
            ends.append(right)
        ends[row] = max(ends[row], right)
        said = escape(moment.words)
        if right - left > 6:
            shape = f'<rect x="{left:g}" y="@Y" width="{right - left:g}" height="7" rx="3.5"'
            shape += f' transform="translate(0 -3.5)"><title>{said}</title></rect>'
        else:
            shape = f'<circle cx="{left:g}" cy="@Y" r="4.5"><title>{said}</title></circle>'
        yield row, f'<a href="{escape(moment.target)}" aria-label="{said}">{shape}</a>'


def _ticks(low: float, high: float, x: object, base: float) -> Iterator[str]:
    assert callable(x)
    step = next((each for each in _STEPS if (high - low) / each <= 9), _STEPS[-1])
    year = int(low // step) * step
    while year <= high:
        if year >= low:
            said = str(year) if year > 0 else f"{1 - year} B.C."
            yield f'<line class="tick" x1="{x(year):g}" y1="{base}" x2="{x(year):g}" y2="{base + 5}"/>'
            yield f'<text x="{x(year):g}" y="{base + 18}" text-anchor="middle">{said}</text>'
        year += step
