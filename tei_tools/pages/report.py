"""The collection report: many documents as one HTML file that opens offline and asks nobody for anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeVar
from urllib.parse import quote

from tei_tools.pages import _inline
from tei_tools.pages._map import Point, world_map
from tei_tools.pages._network import network
from tei_tools.pages._render import attribute, text
from tei_tools.reporting import Collection, Entry, Spot, doubts

_K = TypeVar("_K")
MOST_ROWS = 400
_MOST_POINTS = 150
_KINDS = (("person", "Persons"), ("place", "Places"), ("organisation", "Organisations"))


def report(found: Collection, title: str, *, desk: str = "", folder: str = "FOLDER", base: str = "") -> str:
    """The page of a collection.

    ``desk`` is the address of a review desk that runs, ``folder`` what ``tei-tools review`` is to be given
    where none does, ``base`` the relative address of the folder of the files.
    """
    return "".join(_Page(found, title, desk, folder, base).parts())


class _Page:
    def __init__(self, found: Collection, title: str, desk: str, folder: str, base: str) -> None:
        self.found, self.title, self.desk, self.folder, self.base = found, title, desk, folder, base

    def parts(self) -> Iterator[str]:
        style, script = _inline.style("_report", "report.css"), _inline.asset("_report", "report.js")
        policy = _inline.policy(style, script)
        yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        yield '<meta name="color-scheme" content="light dark">\n<link rel="icon" href="data:,">\n'
        yield f"<title>{text(self.title)}: report</title>\n<style>{style}</style>\n</head>\n<body>\n"
        sections = [each for each in self._sections() if each[2]]
        links = "".join(f'<a href="#{key}">{text(label)}</a>' for key, label, _ in sections)
        yield '<a class="skip" href="#main">To the report</a>'
        yield f'<header class="top"><nav aria-label="Sections">{links}</nav>'
        yield '<button type="button" id="theme">Dark</button></header>\n'
        yield f'<main id="main" tabindex="-1"><h1>{text(self.title)}</h1>{self._facts()}'
        for key, label, body in sections:
            yield f'<section id="{key}"><h2>{text(label)}</h2>{body}</section>\n'
        yield f'</main>\n<script type="module">{script}</script>\n</body>\n</html>\n'

    def _facts(self) -> str:
        found = self.found
        said = [("documents", found.documents)]
        for kind, label in _KINDS:
            number = sum(1 for each in found.entries.values() if each.kind == kind and each.mentions)
            said.append((label.lower(), number))
        said += [("mentions", sum(found.counts[kind] for kind, _ in _KINDS))]
        said += [("dates", found.counts["date"]), ("quotations", found.counts["quotation"])]
        said += [("not read or failed", sum(found.failed.values()))]
        return (
            '<dl class="facts">'
            + "".join(f"<div><dt>{label}</dt><dd>{number:,}</dd></div>" for label, number in said)
            + "</dl>"
        )

    def _sections(self) -> Iterator[tuple[str, str, str]]:
        found = self.found
        yield "doubts", "To look at first", self._doubts()
        rows = (
            (self._file(found.failed_example[cause][0]), cause, found.failed_example[cause][1], number)
            for cause, number in _ranked(found.failed)
        )
        yield "failed", "What failed", _table("failed", ("Example", "Cause", "What is said", "#Files"), rows)
        marks = (
            (code, severity, self._file(found.finding_example[code, severity]), number)
            for (code, severity), number in _ranked(found.findings)
        )
        yield "findings", "Findings by rule", _table("findings", ("Rule", "", "Example", "#Times"), marks)
        for kind, label in _KINDS:
            yield f"{kind}s", label, self._entries(kind, label)
        yield "network", "Named together", self._network()
        yield "speakers", "Quotations by speaker", self._speakers()
        yield "years", "Documents by year", _years("years", found.years, "Documents")
        yield "named-years", "Years named in the texts", _years("named-years", found.named_years, "Dates")

    def _doubts(self) -> str:
        groups = doubts(self.found)
        if not groups:
            return '<p class="quiet">Nothing doubtful was found.</p>' if self.found.documents else ""
        made = []
        if not self.desk:
            made.append(
                f"<p>To decide on them: <code>tei-tools review {text(self.folder)}</code>; the report made "
                "with <code>--desk</code> and the address it gives links each place to the desk.</p>"
            )
        for number, each in enumerate(groups):
            label = each.one if each.number == 1 else each.many
            rows = ((words, _Html(self._place(spot))) for words, spot in each.examples)
            table = _table(f"doubt-{number}", ("What", "Where"), rows, each.number)
            opened = " open" if number == 0 else ""
            made.append(
                f"<details{opened}><summary><b>{each.number:,}</b> {text(label)}</summary>{table}</details>"
            )
        return "".join(made)

    def _place(self, spot: Spot | None) -> str:
        if spot is None:
            return ""
        said = text(f"{spot.path} {spot.start}–{spot.end}")
        if not self.desk:
            return said
        target = f"{self.desk}#/document/{quote(_utf8(spot.path))}/{spot.start}-{spot.end}"
        return f'<a href="{attribute(target)}" rel="noreferrer">{said}</a>'

    def _file(self, name: str) -> _Html:
        if name.startswith(("http://", "https://")) or not self.base:
            return _Html(text(name))
        target = "./" + quote(_utf8(f"{self.base}/{name}"))
        return _Html(f'<a href="{attribute(target)}">{text(name)}</a>')

    def _entries(self, kind: str, label: str) -> str:
        entries = [each for each in self.found.entries.values() if each.kind == kind and each.mentions]
        entries.sort(key=lambda each: (-each.mentions, each.name.casefold(), each.uris))
        picture = self._map(entries) if kind == "place" else ""
        rows = (
            (
                each.name,
                each.mentions,
                each.documents,
                _Html(" ".join(_address(uri) for uri in each.uris[:3])),
                _Html(self._place(each.first)),
            )
            for each in entries[:MOST_ROWS]
        )
        columns = ("Name", "#Mentions", "#Documents", "Authority", "First")
        return picture + _table(kind, columns, rows, len(entries), search=label)

    def _map(self, entries: list[Entry]) -> str:
        points = [Point(*e.point, e.name, "#table-place", e.mentions) for e in entries if e.point]
        top = max((each.weight for each in points), default=1)
        scaled = [
            Point(p.latitude, p.longitude, f"{p.name}, {p.weight} ×", p.target, max(1, p.weight * 60 // top))
            if top > 60
            else p
            for p in points[:_MOST_POINTS]
        ]
        drawn = world_map(scaled, "Map of the places named")
        return f'<figure class="picture">{drawn}</figure>' if drawn else ""

    def _network(self) -> str:
        entries = self.found.entries
        named = [
            (entries[one].name, entries[other].name, number)
            for (one, other), number in self.found.pairs.items()
            if one in entries and other in entries and entries[one].name != entries[other].name
        ]
        if not named:
            return ""
        named.sort(key=lambda each: (-each[2], each[0], each[1]))
        drawn = network(named[:MOST_ROWS], "Persons who are named together")
        table = _table("pair", ("One", "Other", "#Together"), named[:MOST_ROWS], len(named), search="Pairs")
        return f'<figure class="picture">{drawn}</figure>{table}'

    def _speakers(self) -> str:
        found = self.found
        ranked = _ranked(found.speakers)
        bars = _bars([(name, number) for name, number in ranked[:12]], "Quotations by speaker")
        rows = (
            (
                name,
                number,
                spot.words if (spot := found.speaker_example.get(name)) else "",
                _Html(self._place(spot)),
            )
            for name, number in ranked[:MOST_ROWS]
        )
        return bars + _table("speaker", ("Speaker", "#Quotations", "The first", "Where"), rows, len(ranked))


class _Html(str):
    """What is HTML already."""

    __slots__ = ()


def _table(
    key: str, columns: tuple[str, ...], rows: Iterable[Iterable[object]], of: int = 0, search: str = ""
) -> str:
    body = []
    for row in rows:
        cells = (
            f'<td class="number">{cell}</td>'
            if isinstance(cell, int)
            else f"<td>{cell if isinstance(cell, _Html) else text(str(cell))}</td>"
            for cell in row
        )
        body.append(f"<tr>{''.join(cells)}</tr>")
    if not body:
        return ""
    heads = "".join(
        f'<th scope="col" aria-sort="none"><button type="button">{text(name.lstrip("#") or "Severity")}'
        "</button></th>"
        for name in columns
    )
    rest = f'<p class="quiet">and {of - len(body):,} more.</p>' if of > len(body) else ""
    find = (
        f'<label>Search {text(search.lower())} <input type="search" data-table="{key}"></label>'
        if search
        else ""
    )
    return (
        f'<div class="tools">{find}<button type="button" data-csv="{key}">CSV</button></div>'
        f'<div class="holder" tabindex="0" role="group" aria-label="Table: {key}"><table id="table-{key}">'
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(body)}</tbody></table></div>{rest}"
    )


def _years(key: str, years: Counter[int], what: str) -> str:
    if not years:
        return ""
    first, last = min(years), max(years)
    step = next(each for each in (1, 5, 10, 25, 50, 100, 500, 1000, 10**6) if (last - first) / each <= 60)
    grouped: Counter[int] = Counter()
    for year, number in years.items():
        grouped[year // step * step] += number
    top, start = max(grouped.values()), first // step * step
    count = (last - start) // step + 1
    width = min(40.0, 600 / count)
    drawn = [f'<svg class="years" viewBox="0 0 640 170" role="img" aria-label="{what} by year">']
    for n in range(count):
        number = grouped[start + n * step]
        high = round(120 * number / top, 1)
        said = f"{start + n * step}: {number}"
        drawn.append(
            f'<rect x="{20 + n * width:.1f}" y="{140 - high}" width="{width * 0.82:.1f}" height="{high}">'
            f"<title>{said}</title></rect>"
        )
        if n % max(1, count // 9) == 0:
            drawn.append(f'<text x="{20 + n * width:.1f}" y="158">{start + n * step}</text>')
    drawn.append("</svg>")
    rows = sorted(years.items())
    table = _table(key, ("Year", f"#{what}"), ((str(y), n) for y, n in rows[:MOST_ROWS]), len(rows))
    return f'<figure class="picture">{"".join(drawn)}</figure>{table}'


def _bars(rows: list[tuple[str, int]], label: str) -> str:
    if not rows:
        return ""
    top = max(number for _, number in rows)
    drawn = [f'<svg class="bars" viewBox="0 0 640 {len(rows) * 24}" role="img" aria-label="{label}">']
    for n, (name, number) in enumerate(rows):
        shown = name if len(name) <= 28 else f"{name[:27]}…"
        wide = round(max(2, 380 * number / top), 1)
        drawn.append(
            f'<text x="200" y="{n * 24 + 16}" text-anchor="end">{text(shown)}</text>'
            f'<rect x="210" y="{n * 24 + 4}" width="{wide}" height="16" rx="2"/>'
            f'<text x="{216 + wide}" y="{n * 24 + 16}">{number}</text>'
        )
    return f'<figure class="picture">{"".join(drawn)}</svg></figure>'


def _ranked(counter: Counter[_K]) -> list[tuple[_K, int]]:
    return sorted(counter.items(), key=lambda each: (-each[1], str(each[0])))


def _address(uri: str) -> str:
    if not uri.startswith(("http://", "https://")):
        return text(uri)
    return f'<a href="{attribute(uri)}" rel="noreferrer">{text(uri.partition("//")[2])}</a>'


def _utf8(words: str) -> bytes:
    return words.encode("utf-8", "replace")
