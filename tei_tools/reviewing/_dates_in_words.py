"""EDTF (ISO 8601-2) said in English words, so that who corrects a date sees what was understood."""

from __future__ import annotations

import re

_MONTHS = "January February March April May June July August September October November December".split()
_SEASONS = {
    21: "spring", 22: "summer", 23: "autumn", 24: "winter", 33: "the first quarter", 34: "the second quarter",
    35: "the third quarter", 36: "the fourth quarter",
}  # fmt: skip
_DATE = re.compile(r"(-?\d{2,4}X{0,2}|Y-?\d+)(?:-(\d\d|XX))?(?:-(\d\d|XX))?(T[^?~%]*)?([?~%]?)")


def in_words(edtf: str) -> str | None:
    """What an expression means; ``None`` where it is not EDTF."""
    from tei_tools.records._edtf import is_edtf

    edtf = edtf.strip()
    if not edtf or not is_edtf(edtf):
        return None
    if "/" in edtf:
        first, _, last = edtf.partition("/")
        return f"from {_end(first)} to {_end(last)}"
    if edtf[0] in "[{":
        inside = edtf[1:-1]
        one_or_all = "one of" if edtf[0] == "[" else "all of"
        if ".." in inside and "," not in inside:
            first, _, last = inside.partition("..")
            if not first:
                return f"{_date(last)} or some time before"
            if not last:
                return f"{_date(first)} or some time after"
            return f"some time between {_date(first)} and {_date(last)}"
        return f"{one_or_all} " + ", ".join(_date(each) for each in re.split(r",\s*", inside))
    return _date(edtf)


def _end(edtf: str) -> str:
    return "an unknown date" if edtf == "" else "an open end" if edtf == ".." else _date(edtf)


def _date(edtf: str) -> str:
    match = _DATE.fullmatch(edtf)
    if match is None:
        return edtf
    year, month, day, time, doubt = match.groups()
    said = _year(year)
    if month and month != "XX":
        number = int(month)
        name = _MONTHS[number - 1] if number <= 12 else _SEASONS.get(number, f"season {number}")
        said = f"{name} {said}" if number <= 24 else f"{name} of {said}"
        if day and day != "XX":
            said = f"{int(day)} {said}"
        elif day:
            said = f"a day in {said}"
    elif month:
        said = f"a day in {said}" if day else f"a month in {said}"
    if time:
        said += f", {time[1:]}"
    return {"": said, "?": f"{said} (uncertain)", "~": f"about {said}", "%": f"about {said} (uncertain)"}[
        doubt
    ]


def _year(year: str) -> str:
    if "X" in year:
        if year.endswith("XX"):
            return f"a year from {year[:-2]}00 to {year[:-2]}99"
        return f"the {year[:-1]}0s"
    number = int(year.removeprefix("Y"))
    return str(number) if number > 0 else f"{1 - number} B.C."
