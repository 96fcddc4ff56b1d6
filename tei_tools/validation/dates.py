"""Dates that no calendar has, that end before they begin, or that say the same twice."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tei_tools.validation import Mend
from tei_tools.validation._document import Document
from tei_tools.validation._paths import TEI_NAMESPACE, Paths, local_name

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.validation import Finding

CODES = {
    "TEI-DAT-001": "a date or time that does not exist",
    "TEI-DAT-002": "a date that is not in the form of XML Schema (2022-03-06)",
    "TEI-DAT-003": "a range that ends before it begins",
    "TEI-DAT-004": "attributes of a date that may not stand together",
}
CHAPTER = "3.6.4 Dates and Times; 14.4 Dates (att.datable.w3c)"

HELP = {
    "TEI-DAT-001": (
        '<p><date when="2022-02-30">30 February</date></p>',
        "Look at the source, and correct the value.",
    ),
    "TEI-DAT-002": (
        '<p><date when="06.03.2022">6 March</date></p>',
        "Write year, month and day as `2022-03-06` (or `2022-03`, `2022`). Where one reading is possible "
        "(`2022-3-6`), `--fix` writes it; where there are two, both are proposed and you choose.",
    ),
    "TEI-DAT-003": (
        '<p><date from="2022-05" to="2022-04">spring</date></p>',
        "Exchange the two, or correct one.",
    ),
    "TEI-DAT-004": (
        '<p><date when="2022" from="2021">then</date></p>',
        "`when` is for a known date, `from` and `to` for what lasted, `notBefore` and `notAfter` for a date "
        "within bounds. Keep those that are meant.",
    ),
}
_W3C = ("when", "notBefore", "notAfter", "from", "to")
ATTRIBUTES = frozenset(_W3C)
_TEI = f"{{{TEI_NAMESPACE}}}"
# Elements whose from and to are pointers or numbers (TEI P5 4.9, Appendix C).
_NOT_DATES = frozenset("app arc rt span locus biblScope citedRange cit".split())
# XML Schema Part 2: date, gYear, gYearMonth, and the beginning of dateTime.
_DATE = re.compile(
    r"(?P<year>-?\d{4,9})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?P<time>T[\d:.]+)?)?)?(?:Z|[+-]\d\d:\d\d)?"
)
_MONTH_DAY = re.compile(r"--(?P<month>\d\d)(?:-(?P<day>\d\d))?(?:Z|[+-]\d\d:\d\d)?")
_TIME = re.compile(r"T?(\d\d):(\d\d):(\d\d)(?:\.\d+)?")
# Shapes in which people write dates; day and month in either order.
_SLIPS = (
    re.compile(r"(?P<a>\d{1,2})[./-](?P<b>\d{1,2})[./-](?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})[./-](?P<month>\d{1,2})[./-](?P<day>\d{1,2})"),
)
_READING = re.compile(r"\d{4}-\d\d-\d\d")
_RUN_TOGETHER = re.compile(r"(?P<year>[12]\d{3})(?P<month>\d\d)(?P<day>\d\d)")
_MONTHS = "January February March April May June July August September October November December".split()
_TOGETHER = (("when", "notBefore"), ("when", "notAfter"), ("when", "from"), ("when", "to"))
_RIVALS = (*_TOGETHER, ("from", "notBefore"), ("to", "notAfter"))

Day = tuple[int, int, int]


def check(tree: etree._ElementTree) -> Iterator[Finding]:
    """Findings for the attributes of ``att.datable.w3c`` and for the pairs of them."""
    return check_document(Document(tree, wanted=ATTRIBUTES))


def check_document(document: Document) -> Iterator[Finding]:
    """The same, of a document whose attributes are looked up already."""
    paths = document.paths
    dated: dict[etree._Element, dict[str, str]] = {}
    for name in _W3C:
        for element, value in document.having(name):
            dated.setdefault(element, {})[name] = " ".join(value.split())
    for element, values in dated.items():
        tag = element.tag
        if not tag.startswith(_TEI) or tag[len(_TEI) :] in _NOT_DATES:
            continue
        spans: dict[str, tuple[Day, Day]] = {}
        for name, value in values.items():
            fault = _fault(value)
            if fault is None:
                if (span := _span(value)) is not None:
                    spans[name] = span
                continue
            code, what, to_do = fault
            message = f"{local_name(element)}/@{name} is {value!r}: {what}"
            choices = tuple(_READING.findall(to_do)) if code == "TEI-DAT-002" else ()
            mend = Mend("value", choices) if choices else None
            yield paths.finding(element, code, message, attribute=name, suggestion=to_do, mend=mend)
        if len(values) > 1:
            yield from _orders(element, values, spans, paths)
            yield from _rivals(element, values, paths)


def _fault(value: str) -> tuple[str, str, str] | None:
    """Code, what is wrong and the mend for a value; ``None`` where it is right or none of our business."""
    if (match := _RUN_TOGETHER.fullmatch(value)) and (days := _readings(match.groupdict())):
        return "TEI-DAT-002", "that is a year of eight digits", f"write {days[0]}"
    if match := _DATE.fullmatch(value):
        year = int(match["year"])
        if match["month"]:
            what = _not_in_calendar(year, int(match["month"]), int(match["day"]) if match["day"] else None)
            if what:
                return "TEI-DAT-001", what, _turned(match["year"], match["month"], match["day"])
        if match["time"] and not _is_time(match["time"]):
            return "TEI-DAT-001", "there is no such time of day", ""
        return None
    if match := _MONTH_DAY.fullmatch(value):
        what = _not_in_calendar(2000, int(match["month"]), int(match["day"]) if match["day"] else None)
        return ("TEI-DAT-001", what, "") if what else None
    for shape in _SLIPS:
        if match := shape.fullmatch(value):
            mend = " or ".join(_readings(match.groupdict()))
            return "TEI-DAT-002", "not in the form of XML Schema", f"write {mend}" if mend else ""
    return None


def _not_in_calendar(year: int, month: int, day: int | None) -> str:
    if not 1 <= month <= 12:
        return f"there is no month {month:02}"
    if day is None:
        return ""
    # monthrange knows the years 1 to 9999; earlier and later ones repeat every 400 (proleptic Gregorian)
    last = monthrange(2000 + (year if year > 0 else year + 1) % 400, month)[1]
    if 1 <= day <= last:
        return ""
    return f"{_MONTHS[month - 1]} {year} has {last} days" if day else "there is no day 00"


def _is_time(time: str) -> bool:
    match = _TIME.fullmatch(time)
    if match is None:
        return False
    hour, minute, second = (int(part) for part in match.groups())
    return (hour < 24 and minute < 60 and second < 60) or (hour, minute, second) == (24, 0, 0)


def _turned(year: str, month: str, day: str | None) -> str:
    """The date with month and day exchanged, if that is one: 2022-13-01 is 2022-01-13."""
    if day and not _not_in_calendar(int(year), int(day), int(month)):
        return f"write {year}-{day}-{month}?"
    return ""


def _readings(parts: dict[str, str | None]) -> list[str]:
    year = int(parts["year"] or 0)
    if parts.get("month"):
        pairs = [(int(parts["month"] or 0), int(parts["day"] or 0))]
    else:
        first, second = int(parts["a"] or 0), int(parts["b"] or 0)
        pairs = [(second, first), (first, second)]  # the day first, as most of the world writes
    return [
        f"{year:04}-{month:02}-{day:02}"
        for month, day in dict.fromkeys(pairs)
        if not _not_in_calendar(year, month, day)
    ]


def _span(value: str) -> tuple[Day, Day] | None:
    """The first and the last day that a date may mean."""
    match = _DATE.fullmatch(value)
    if match is None:
        return None
    year, month, day = int(match["year"]), int(match["month"] or 0), int(match["day"] or 0)
    return (year, month or 1, day or 1), (year, month or 12, day or 31)


def _orders(
    element: etree._Element, values: dict[str, str], spans: dict[str, tuple[Day, Day]], paths: Paths
) -> Iterator[Finding]:
    for first, last in (("from", "to"), ("notBefore", "notAfter"), ("notBefore", "to"), ("from", "notAfter")):
        if first in spans and last in spans and spans[first][0] > spans[last][1]:
            yield paths.finding(
                element,
                "TEI-DAT-003",
                f"{local_name(element)}/@{first} ({values[first]}) is after @{last} ({values[last]})",
                suggestion="exchange them, or correct one",
            )


def _rivals(element: etree._Element, values: dict[str, str], paths: Paths) -> Iterator[Finding]:
    for one, other in _RIVALS:
        if one in values and other in values:
            yield paths.finding(
                element,
                "TEI-DAT-004",
                f"{local_name(element)} has both @{one} and @{other}, which say when in two ways",
                suggestion="keep @when for a known date, @from and @to for what lasted, the others for doubt",
            )
            return
