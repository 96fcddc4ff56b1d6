"""What a date says, and its form in TEI and in EDTF.

Years are astronomical within this package (0 is 1 BC). TEI's W3C form has no year 0 (``att.datable.w3c``:
1 BC is ``-0001``), EDTF and ISO 8601 have it (1 BC is ``0000``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

EDTF = "#edtf"
JULIAN = "#julian"
REPUBLICAN = "#french-republican"
ROMAN = "#roman"
CALENDARS = {"julian": JULIAN, "republican": REPUBLICAN, "roman": ROMAN}
"""What ``@calendar`` points at, by the name of the calendar in a reading."""


@dataclass(frozen=True, slots=True)
class Point:
    """A day, a month or a year, as far as it is known: the Gregorian ``year``, ``month``, ``day``.

    A point with a month and no year recurs (``--09-30``).
    """

    year: int | None
    month: int | None = None
    day: int | None = None

    def w3c(self) -> str:
        """The form of XML Schema 1.0 (``2022-03-06``, ``-0508``, ``--09-30``)."""
        return "-".join(["-" if self.year is None else w3c_year(self.year), *self._rest()])

    def edtf(self) -> str:
        """The form of EDTF (``2022-03-06``, ``-0507``, ``XXXX-09-30``)."""
        return "-".join(["XXXX" if self.year is None else iso_year(self.year), *self._rest()])

    def _rest(self) -> list[str]:
        return [f"{part:02d}" for part in (self.month, self.day) if part is not None]


def iso_year(year: int) -> str:
    """An astronomical year in ISO 8601 (four digits at least, 1 BC is ``0000``)."""
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


def w3c_year(year: int) -> str:
    """An astronomical year in W3C's form, which has no year 0 (1 BC is ``-0001``)."""
    return f"-{1 - year:04d}" if year <= 0 else f"{year:04d}"


def when(point: Point) -> dict[str, str]:
    """``@when``."""
    return {"when": point.w3c()}


def lasting(first: Point | None, last: Point | None) -> dict[str, str]:
    """``@from`` and ``@to``: the whole time from the one to the other."""
    return _pair("from", first, "to", last)


def within(first: Point | None, last: Point | None) -> dict[str, str]:
    """``@notBefore`` and ``@notAfter``: some time from the one to the other."""
    return _pair("notBefore", first, "notAfter", last)


def _pair(left: str, first: Point | None, right: str, last: Point | None) -> dict[str, str]:
    found = {}
    if first is not None:
        found[left] = first.w3c()
    if last is not None:
        found[right] = last.w3c()
    return found


def custom(edtf: str) -> dict[str, str]:
    """``@when-custom`` in EDTF, for what W3C's forms cannot say."""
    return {"when-custom": edtf, "datingMethod": EDTF}


def edtf_of(attributes: Mapping[str, str]) -> str | None:
    """The EDTF value of a date's TEI attributes, or ``None`` where they have none.

    ``@when-custom`` under ``#edtf`` stands as it is; ``@from``/``@to`` become ``a/b`` (open: ``..``),
    ``@notBefore``/``@notAfter`` ``[a..b]``; years before Christ move to EDTF's count, in which 1 BC is 0000.
    """
    if attributes.get("datingMethod") == EDTF and "when-custom" in attributes:
        return attributes["when-custom"]
    if "when" in attributes:
        return _edtf_point(attributes["when"])
    if "from" in attributes or "to" in attributes:
        first, last = attributes.get("from"), attributes.get("to")
        return f"{_edtf_point(first) if first else '..'}/{_edtf_point(last) if last else '..'}"
    if "notBefore" in attributes or "notAfter" in attributes:
        first, last = attributes.get("notBefore"), attributes.get("notAfter")
        return f"[{_edtf_point(first) if first else ''}..{_edtf_point(last) if last else ''}]"
    return None


def _edtf_point(w3c: str) -> str:
    if w3c.startswith("---"):
        return f"XXXX-XX-{w3c[3:]}"
    if w3c.startswith("--"):
        return f"XXXX-{w3c[2:]}"
    found = re.match(r"-(\d{4,})", w3c)
    if found:
        return iso_year(1 - int(found.group(1))) + w3c[found.end() :]
    return w3c
