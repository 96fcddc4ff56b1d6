"""What the document has said so far, and from it the value of a date that its words leave incomplete."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tei_tools.taggers.dates import _calendar as calendar
from tei_tools.taggers.dates import _forms as forms
from tei_tools.taggers.dates import _offsets as offsets
from tei_tools.taggers.dates import _values as values
from tei_tools.taggers.dates._calendar import Day
from tei_tools.taggers.dates._nearest import (
    bound_year,
    nearest_day,
    nearest_weekday,
    nearest_year,
    years_toward,
)
from tei_tools.taggers.dates._order import Order
from tei_tools.taggers.dates._read_placed import placed_day
from tei_tools.taggers.dates._reading import Partial, Reading
from tei_tools.taggers.dates._resolved import Resolved, contradiction
from tei_tools.taggers.dates._shifts import shifted
from tei_tools.taggers.dates._values import Point


@dataclass(slots=True)
class Narrative:
    """``document`` is the document's date as far as it is known, ``entry`` the diary entry we are in.

    ``current`` says that the text speaks from its own day (news, letters): a month without a year is then
    near the document's date, otherwise of the year last told. ``last`` is the last date told,
    ``fresh`` whether this block told it. ``bound`` says that the document's date is later than what it tells.
    """

    document: Partial
    current: bool
    order: Order
    entry: Day | None = None
    last: Partial = (None, None, None)
    fresh: bool = False
    bound: bool = True

    def today(self) -> Partial:
        """The day from which "yesterday" counts."""
        return self.entry if self.entry is not None else self.document

    def resolve(self, reading: Reading, tense: int) -> Resolved | None:
        """The reading's value; ``tense`` is -1 where its sentence is of the past, 1 of the future, else 0."""
        if reading.short and reading.year is not None:
            reading.year = self._century(reading.year, reading.shape == "decade")
            if reading.end is not None and reading.end[0] is not None and reading.end[0] < 100:
                base = reading.year - reading.year % 100
                reading.end = (base + reading.end[0], reading.end[1], reading.end[2])
            inferred = True
        else:
            inferred = False
        if reading.other is not None and not self._ordered(reading):
            return None
        kind = reading.kind
        if kind == "shift":
            resolved = self._shift(reading, tense)
        elif kind == "weekday":
            resolved = self._weekday(reading, tense)
        elif kind == "feast":
            resolved = self._feast(reading)
        elif kind == "season":
            resolved = self._season(reading, tense)
        elif kind == "alternative":
            resolved = self._alternative(reading)
        elif kind == "span":
            resolved = self._span(reading, tense)
        elif kind == "offset":
            resolved = self._offset(reading, tense)
        elif kind == "unvalued":
            resolved = Resolved({}, False, None, 0.9)
        else:
            resolved = self._point(reading, tense)
        if resolved is not None:
            resolved.inferred = resolved.inferred or inferred
            if resolved.point is not None and resolved.point[0] is not None and not reading.relative:
                self.last = resolved.point
                self.fresh = True
            elif resolved.point is not None and reading.base == "narrative":
                self.last = resolved.point
        return resolved

    def _ordered(self, reading: Reading) -> bool:
        """Which of two numbers is the day."""
        assert reading.other is not None
        one, two = reading.other
        day_first = True if reading.shape == "numeric." else self.order.day_first
        day, month = (one, two) if day_first else (two, one)
        if not calendar.exists(None, month, day):
            day, month = month, day
        if not calendar.exists(reading.year, month, day):
            return False
        reading.day, reading.month = day, month
        if reading.shape != "numeric." and one != two and one <= 12 and two <= 12 and self.order.guessed:
            year = f"{reading.year}-" if reading.year is not None else ""
            other = f"{year}{day:02d}-{month:02d}"
            way = "day first" if day_first else "month first"
            reading.notes.append(
                f"a numeric date is read {way} ({self.order.reason}); the other reading is {other}"
            )
            reading.confidence *= 0.75
        return True

    def _century(self, short: int, decade: bool = False) -> int:
        base = self.today()[0] or self.last[0] or 1990
        told = not self.current and self.last[0] is not None
        if told and self.last[0] is not None:
            base = self.last[0]
        if short >= 100:
            return 1000 + short
        year = base - base % 100 + short
        if told and not decade and (self.document[0] is None or year <= self.document[0]):
            return year + 100 * ((year < base - 50) - (year > base + 50))
        if decade:
            return year if year <= max(self.document[0] or 2029, base) else year - 100
        if year > base + 20:
            year -= 100
        elif year < base - 80:
            year += 100
        return year

    def _point(self, reading: Reading, tense: int) -> Resolved | None:
        year, month, day = reading.year, reading.month, reading.day
        inferred = False
        if year is None:
            if month is None:
                return self._day_alone(reading, tense)
            of_day = day or (28 if reading.count < 0 else 1) if reading.count else day
            year, inferred = self._year_of(month, of_day, reading.weekday, tense, reading.count), True
            while (month, day) == (2, 29) and year is not None and not calendar.is_leap(year):
                year -= 1
        if reading.placed is not None and year is not None and month is not None:
            day = placed_day(year, month, reading.placed)
            if day is None:
                return None
        notes: list[str] = []
        penalty = 1.0
        if month is not None and day is not None and not calendar.exists(year, month, day):
            if reading.julian and (month, day) == (2, 29) and year is not None and year % 4 == 0:
                pass
            elif year is None or reading.other is not None:
                return None
            else:
                notes.append(f"there is no day {day} in {Point(year, month).w3c()}; the month was kept")
                day, penalty = None, 0.5
        if reading.julian and day is not None and month is not None and year is not None:
            year, month, day = calendar.from_julian((year, month, day))
            reading.calendar = "julian"
        if reading.weekday is not None and year is not None and month is not None and day is not None:
            notes, penalty = contradiction(reading.weekday, (year, month, day))
        point = Point(year, month, day)
        return Resolved(
            forms.of_point(reading, point), inferred and year is not None, (year, month, day), penalty, notes
        )

    def _year_of(
        self, month: int, day: int | None, weekday: int | None, tense: int, bound: int = 0
    ) -> int | None:
        """The year for a month (and day) without one; ``bound`` where it is the last (-1) or next (1) one."""
        base = self.today()
        if bound and base[0] is not None:
            return bound_year(base, month, day, bound)
        if not self.current and self.entry is None:
            if day is None and tense >= 0 and not self.fresh:
                return None  # "from July to September" in a text on a climate: no year is meant
            ahead = self.bound and (self.last[0] or 0, month, day or 1) > (
                base[0] or 9999,
                base[1] or 12,
                base[2] or 31,
            )
            if self.last[0] is not None and not (ahead and tense <= 0):
                return self.last[0]
        if base[0] is None:
            return self.last[0]
        return nearest_year(base, month, day, weekday, tense)

    def _day_alone(self, reading: Reading, tense: int) -> Resolved | None:
        """A day of the month without the month ("Sunday 7th", "am 17.")."""
        day = reading.day
        if day is None:
            return None
        base = self.today()
        if (not self.current and self.entry is None and self.last[1] is not None) or (
            self.last[1] is not None
            and self.last[2] is not None
            and self.entry is None
            and self._near(self.last)
        ):
            base = self.last
        if base[0] is None or base[1] is None:
            return Resolved({"when": f"---{day:02d}"}, False, None, 0.8)
        free = self.entry is None and reading.weekday is None
        there = nearest_day(base, reading, tense if free else 0)
        if there is None:
            return None
        year, month, found = there
        notes, penalty = contradiction(reading.weekday, (year, month, found))
        return Resolved(values.when(Point(year, month, found)), True, (year, month, found), penalty, notes)

    def _near(self, point: Partial) -> bool:
        return self.document[0] is not None and point[0] is not None and abs(self.document[0] - point[0]) <= 1

    def _span(self, reading: Reading, tense: int) -> Resolved | None:
        if reading.end is None:  # a range of numeric dates, whose ends are settled by now
            one, two = reading.parts
            reading.year, reading.month, reading.day = one.year, one.month, one.day
            reading.end = (two.year, two.month, two.day)
            if None in reading.end or one.day is None or one.month is None or one.year is None:
                return None
            if (one.year, one.month, one.day) >= (two.year or 0, two.month or 0, two.day or 0):
                return None
        year, month, day = reading.year, reading.month, reading.day
        end_year, end_month, end_day = reading.end
        inferred = False
        if year is None and month is not None:
            year, inferred = self._year_of(month, day, None, tense, reading.count), True
            if end_year is None and year is not None and end_month is not None:
                end_year = year + 1 if (end_month, end_day or 31) < (month, day or 0) else year
        if reading.julian and day and end_day and year and end_year and month and end_month:
            year, month, day = calendar.from_julian((year, month, day))
            end_year, end_month, end_day = calendar.from_julian((end_year, end_month, end_day))
            reading.calendar = "julian"
        if month is not None and day is not None and not calendar.exists(year, month, day):
            return None
        if (
            end_month is not None
            and end_day is not None
            and not calendar.exists(end_year, end_month, end_day)
        ):
            return None
        first, last = Point(year, month, day), Point(end_year, end_month, end_day)
        attributes = forms.of_span(reading, first, last)
        told = (end_year, end_month, end_day) if reading.shape == "range" or month is not None else None
        whole = reading.weekday is not None and year is not None and month is not None and day is not None
        notes, penalty = contradiction(reading.weekday, (year, month, day)) if whole else ([], 1.0)  # type: ignore[arg-type]
        return Resolved(attributes, inferred and year is not None, told, penalty, notes)

    def _offset(self, reading: Reading, tense: int) -> Resolved | None:
        """A day or year so far from another, which is its part."""
        anchor = replace(reading.parts[0])
        base = self.resolve(anchor, 1 if anchor.kind == "weekday" and reading.count > 0 else tense)
        if base is None:
            return None
        year = base.point[0] if base.point is not None else None
        nominal = year is not None and year < 1583 and not anchor.calendar
        there = offsets.place(reading, base.point, nominal) if base.point is not None else None
        if there is None:
            return Resolved({}, True, None, 0.8)
        reading.calendar = "julian" if there[1] else anchor.calendar
        return Resolved(values.when(Point(*there[0])), base.inferred, there[0])

    def _alternative(self, reading: Reading) -> Resolved | None:
        points = [Point(part.year, part.month, part.day) for part in reading.parts]
        if any(p.month and p.day and not calendar.exists(p.year, p.month, p.day) for p in points):
            return None
        last = points[-1]
        return Resolved(
            values.custom(f"[{','.join(p.edtf() for p in points)}]"), False, (last.year, last.month, last.day)
        )

    def _season(self, reading: Reading, tense: int) -> Resolved | None:
        year, inferred = reading.year, False
        if year is None:
            base = self.last if not self.current and self.entry is None and self.last[0] else self.today()
            year, inferred = base[0], True
            vague = not self.current and self.entry is None and tense >= 0 and not self.fresh
            if year is None or vague:
                return Resolved(forms.of_season(reading, None), False, None, 0.8)
            if base == self.today():
                year = forms.season_year(reading, base, tense)
        return Resolved(forms.of_season(reading, year), inferred, None if inferred else (year, None, None))

    def _feast(self, reading: Reading) -> Resolved | None:
        assert reading.feast is not None
        year = reading.year
        inferred = year is None
        if year is None:
            base = self.last if not self.current and self.entry is None and self.last[0] else self.today()
            if base[0] is None:
                kind, month, day, _ = reading.feast
                if kind == "fixed":
                    return Resolved(values.when(Point(None, month, day)), False, None)
                return Resolved({}, False, None, 0.8)
            origin = calendar.number((base[0], base[1] or 7, base[2] or 1))
            year = min(
                years_toward(base, reading.feast, reading.count),
                key=lambda y: (
                    (abs(calendar.number(calendar.feast(reading.feast, y)) - origin), y)  # type: ignore[arg-type]
                    if base[1]
                    else (abs(y - (base[0] or 0)), y)
                ),
            )
        found = calendar.feast(reading.feast, year)
        if reading.feast[0] == "easter" and year < 1583:
            reading.calendar = "julian"
        return Resolved(values.when(Point(*found)), inferred, found)

    def _weekday(self, reading: Reading, tense: int) -> Resolved | None:
        assert reading.weekday is not None
        base = self.today()
        if base[2] is None and self.last[2] is not None:
            base = self.last
        if base[0] is None or base[1] is None or base[2] is None:
            return Resolved({}, True, None, 0.8)
        if reading.grain == "that" and None not in self.last:
            return self._that_weekday(reading)
        found = nearest_weekday((base[0], base[1], base[2]), reading, tense)
        return Resolved(values.when(Point(*found)), True, found)

    def _that_weekday(self, reading: Reading) -> Resolved:
        """ "That Tuesday": the one nearest to the day of which the text told last."""
        origin = calendar.number(self.last)  # type: ignore[arg-type]
        offset = ((reading.weekday or 1) - calendar.weekday(origin) + 3) % 7 - 3
        found = calendar.day(origin + offset)
        return Resolved(values.when(Point(*found)), True, found)

    def _shift(self, reading: Reading, tense: int) -> Resolved | None:
        base = self.last if reading.base == "narrative" else self.today()
        if reading.base == "narrative" and base[0] is None:
            base = self.today()
        if base[0] is None:
            return Resolved({}, True, None, 0.75)
        if reading.unit == "weekend" and reading.count == 0 and tense < 0 and base[2] is not None:
            reading.count = -1 if calendar.weekday(calendar.number(base)) < 5 else 0  # type: ignore[arg-type]
        if reading.unit in ("vague", "vague_stretch"):
            return Resolved(forms.vague(reading, Point(*base)), True, None)
        if reading.shape == "in_future" and tense <= 0:
            return None  # how long, not when
        if reading.placed is not None and base[1] is not None:
            there = calendar.month_shifted(base[0], base[1], reading.count)
            of_month = placed_day(*there, reading.placed)
            if of_month is None:
                return None
            found = (*there, of_month)
            return Resolved(values.when(Point(*found)), True, found)
        point = shifted(reading, base)
        if point is None:
            return Resolved({}, True, None, 0.75)
        first, last = point
        if reading.unit in ("season", "season_in_year"):
            return Resolved(values.custom(f"{values.iso_year(first.year or 0)}-{reading.season}"), True, None)
        if last is None:
            return Resolved(values.when(first), True, (first.year, first.month, first.day))
        return Resolved(values.lasting(first, last), True, None)
