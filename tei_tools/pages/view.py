"""The reading view: one TEI document as one HTML file that opens offline and asks nobody for anything.

Text, with what the record has found in it; a register of who and what is named, with jumps to every mention
and back; a map and a timeline of the document; the TEI source of any passage.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tei_tools._languages import shortest
from tei_tools.pages import _inline
from tei_tools.pages._map import Point, world_map
from tei_tools.pages._render import Mark, Renderer, attribute, local, text
from tei_tools.pages._timeline import Moment, timeline, year_of

if TYPE_CHECKING:
    from tei_tools.records import Record

KINDS = (
    ("person", "Persons"),
    ("place", "Places"),
    ("organisation", "Organisations"),
    ("date", "Dates"),
    ("quotation", "Quotations"),
    ("reference", "References"),
    ("other", "Others"),
)
_OTHERS = frozenset(("object", "event", "name", "work", "manuscript", "other"))
# Mentions that are listed for an entity; the others are reached one after the other.
_MOST_LISTED = 60
# What makes a document's source too large to carry along.
_LARGEST_SOURCE = 3_000_000


@dataclass(slots=True)
class _Entry:
    """Somebody or something of the register: how the page names it, what is known, where it is named."""

    key: str
    kind: str
    name: str
    lines: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    mentions: list[str] = field(default_factory=list)
    point: tuple[float, float] | None = None


def view(data: bytes, name: str) -> str:
    """The page of a TEI file; of a corpus, of its first document.

    Raises :class:`~tei_tools.errors.UnreadableError` where it is no TEI.
    """
    from tei_tools.importing._source import elements_at
    from tei_tools.parsing import parse
    from tei_tools.records import iter_read

    tree = parse(data, name)
    record = next(iter_read(data, name=name))
    document = _document(tree.getroot())
    found = _Found(record)
    elements = elements_at(tree.getroot(), found.marks)
    marks = {elements[path]: mark for path, mark in found.marks.items() if path in elements}
    source, places = _source(data, tree.getroot())
    pieces: list[str] = []
    notes: list[str] = []
    for top in document.iterchildren("{*}text"):
        renderer = Renderer(marks, places, top, notes)
        pieces.append(renderer.body())
    return "".join(_page(record, found, "".join(pieces), notes, source))


class _Found:
    """What the record says, by the path of the element and by the entry that it belongs to."""

    def __init__(self, record: Record) -> None:
        self.entries: dict[str, _Entry] = {}
        self.marks: dict[str, Mark] = {}
        self.moments: list[Moment] = []
        self._keys: dict[str, str] = {}
        self._numbers: dict[str, int] = defaultdict(int)
        for entity in record.entities():
            self._enter(entity)
        for mention in record.mentions:
            self._mention(mention)
        for date in record.dates:
            self._date(date)
        for quotation in record.quotations:
            self._quotation(quotation)
        for reference in record.references:
            self._reference(reference)
        for speech in record.speeches:
            self._speech(speech)

    def _key(self, kind: str) -> str:
        self._numbers[kind] += 1
        return f"{kind}-{self._numbers[kind]}"

    def _enter(self, entity: Any) -> None:
        kind = "other" if entity.kind in _OTHERS else entity.kind
        entry = _Entry(self._key(kind), kind, entity.name or entity.id or entity.key)
        self._keys[entity.key] = entry.key
        life = "–".join(each or "" for each in (entity.birth, entity.death)).strip("–")
        lines = (life, entity.occupation, entity.note, ", ".join(entity.variants[:6]))
        entry.lines += [line for line in lines if line]
        entry.links += [(each.scheme, each.uri) for each in entity.authorities if each.uri.startswith("http")]
        try:
            entry.point = (float(entity.latitude), float(entity.longitude))
        except (TypeError, ValueError):
            entry.point = None
        self.entries[entry.key] = entry

    def _mention(self, row: Any) -> None:
        if row.start is None:
            return
        kind = "other" if row.kind in _OTHERS else row.kind
        key = self._keys.get(row.entity or "", "")
        entry = self.entries.get(key)
        if entry is None and row.quote:
            key = f"{kind}:{row.quote}"
            if key not in self._keys:
                entry = _Entry(self._key(kind), kind, row.quote)
                self._keys[key] = entry.key
                self.entries[entry.key] = entry
            key = self._keys[key]
            entry = self.entries[key]
        title = entry.name if entry else row.quote
        said = {"high": "", None: ""}.get(row.cert, f" (certainty: {row.cert})")
        self._mark(row, kind, key, f"{title}{said}" if said else title, entry)

    def _date(self, row: Any) -> None:
        if row.start is None:
            return
        title = row.edtf or row.quote
        mark = self._mark(row, "date", "", f"{row.quote}: {title}" if title != row.quote else title, None)
        first, last = year_of(row.earliest or ""), year_of(row.latest or "")
        if first is not None and last is not None and last >= first:
            self.moments.append(Moment(first, last, f"{row.quote} ({title})", f"#{mark.id}"))

    def _quotation(self, row: Any) -> None:
        if row.start is None:
            return
        who = ", ".join(self._named(each) for each in row.speakers)
        title = f"“{row.quote[:80]}”" if len(row.quote) <= 80 else f"“{row.quote[:78]}…”"
        self._mark(row, "quotation", "", title, None, who)

    def _reference(self, row: Any) -> None:
        if row.start is not None and row.element in ("bibl", "biblStruct", "title"):
            self._mark(row, "reference", "", row.title or row.quote, None)

    def _speech(self, row: Any) -> None:
        entries = [entry for who in row.who if (entry := self.entries.get(self._keys.get(who, "")))]
        mark = self._mark(row, "speech", entries[0].key if entries else "", row.speaker or "", None)
        for entry in entries:
            entry.mentions.append(mark.id)

    def _named(self, key: str) -> str:
        entry = self.entries.get(self._keys.get(key, ""))
        return entry.name if entry else key

    def _mark(self, row: Any, kind: str, key: str, title: str, entry: _Entry | None, who: str = "") -> Mark:
        mark = Mark(kind, key, title, getattr(row, "cert", None) or "", f"m{len(self.marks) + 1}", who)
        self.marks.setdefault(row.xpath, mark)
        if entry is not None and self.marks[row.xpath] is mark:
            entry.mentions.append(mark.id)
        return self.marks[row.xpath]


def _page(record: Record, found: _Found, body: str, notes: list[str], source: str) -> Iterator[str]:
    said = record.metadata
    style, script = _inline.style("_view", "view.css"), _inline.asset("_view", "view.js")
    title = said.title or record.identifier
    language = f' lang="{attribute(shortest(said.language))}"' if said.language else ' lang="und"'
    yield f'<!DOCTYPE html>\n<html{language}>\n<head>\n<meta charset="utf-8">\n'
    policy = _inline.policy(style, script)
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield '<meta name="color-scheme" content="light dark">\n<link rel="icon" href="data:,">\n'
    yield f"<title>{text(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
    yield '<a class="skip" href="#text" lang="en">To the text</a>\n<header class="top" lang="en">'
    yield '<div class="legend" role="group" aria-label="Show in the text">'
    counts = {kind: sum(1 for mark in found.marks.values() if mark.kind == kind) for kind, _ in KINDS}
    for number, (kind, label) in enumerate(KINDS, 1):
        if counts[kind]:
            yield (
                f'<label class="{kind}"><input type="checkbox" checked data-kind="{kind}"> {label} '
                f'<span class="count">{counts[kind]}</span> <kbd>{number}</kbd></label>'
            )
    yield '</div><div class="tools"><button type="button" id="theme">Dark</button>'
    yield '<button type="button" id="show-source">TEI source <kbd>s</kbd></button>'
    yield '<button type="button" id="show-keys">Keys <kbd>?</kbd></button></div></header>\n<main>\n'
    yield '<article id="text" tabindex="-1">'
    yield f'<header class="titles">{"".join(_titles(record))}</header>'
    yield f'<div class="body">{body}</div>'
    if notes:
        yield f'<section class="notes" aria-label="Notes"><ol>{"".join(notes)}</ol></section>'
    yield f'<footer class="rights" lang="en">{"".join(_rights(record))}</footer></article>\n'
    if found.entries or found.moments:
        register = "".join(_register(found))
        yield f'<aside class="register" lang="en" aria-label="Register">{register}</aside>\n'
    yield "</main>\n"
    yield _DIALOGS
    yield f'<script type="application/json" id="source">{source}</script>\n'
    yield f'<script type="module">{script}</script>\n</body>\n</html>\n'


def _titles(record: Record) -> Iterator[str]:
    said = record.metadata
    title = said.title or record.identifier
    # A text that begins with its title needs no other above it.
    twice = " ".join(record.text[: len(title) + 40].split()).startswith(" ".join(title.split()))
    unseen = ' class="unseen"' if twice else ""
    yield f"<h1{unseen}>{text(title)}</h1>"
    by = ", ".join(person.name for person in said.authors)
    when = said.created or said.date or ""
    if by or when:
        yield f'<p class="by">{text(" · ".join(filter(None, (by, when))))}</p>'


def _rights(record: Record) -> Iterator[str]:
    said = record.metadata
    if said.licence:
        yield f"<p>{text(said.licence)}</p>"
    for target in (said.rights or "").split():
        if target.startswith(("http://", "https://")):
            yield f'<p><a href="{attribute(target)}" rel="noreferrer">{text(target)}</a></p>'
    if said.status:
        yield f"<p>Availability: {text(said.status)}</p>"
    yield f"<p>{text(record.identifier)} · text {record.text_sha256[:12]}</p>"


def _register(found: _Found) -> Iterator[str]:
    places = [
        Point(*entry.point, entry.name, f"#{entry.key}", len(entry.mentions))
        for entry in found.entries.values()
        if entry.point and entry.mentions
    ]
    if places:
        yield f'<section class="picture"><h2>Map</h2>{world_map(places, "Map of the places named")}</section>'
    if found.moments:
        drawn = timeline(found.moments, "Timeline of the dates named")
        yield f'<section class="picture"><h2>Time</h2>{drawn}</section>'
    yield '<label class="search"><span>Search names <kbd>/</kbd></span>'
    yield '<input type="search" id="search" autocomplete="off"></label>'
    for kind, label in KINDS:
        entries = [entry for entry in found.entries.values() if entry.kind == kind]
        if not entries:
            continue
        entries.sort(key=lambda entry: (-len(entry.mentions), entry.name.casefold()))
        yield f'<section class="entries {kind}"><h2>{label}</h2>'
        for entry in entries:
            if entry.mentions:
                yield from _entry(entry)
        others = [entry for entry in entries if not entry.mentions]
        if others:
            yield f'<details class="unnamed"><summary>not named in the text: {len(others)}</summary>'
            for entry in others:
                yield from _entry(entry)
            yield "</details>"
        yield "</section>"


def _entry(entry: _Entry) -> Iterator[str]:
    yield f'<details id="{entry.key}" class="entry {entry.kind}"><summary>{text(entry.name)}'
    yield f' <span class="count">{len(entry.mentions)}</span></summary>'
    for line in entry.lines:
        yield f"<p>{text(line)}</p>"
    for scheme, uri in entry.links:
        yield f'<p><a href="{attribute(uri)}" rel="noreferrer">{text(scheme)}: {text(uri)}</a></p>'
    if entry.mentions:
        numbers = "".join(
            f'<li><a href="#{mention}">{number}</a></li>'
            for number, mention in enumerate(entry.mentions[:_MOST_LISTED], 1)
        )
        rest = len(entry.mentions) - _MOST_LISTED
        more = f"<p>and {rest} more: press n</p>" if rest > 0 else ""
        yield f'<ol class="mentions" aria-label="Mentions of {attribute(entry.name)}">{numbers}</ol>{more}'
    yield "</details>"


_DIALOGS = """<dialog id="source-box" lang="en" aria-labelledby="source-title">
<h2 id="source-title">TEI source</h2>
<pre id="source-text" tabindex="0"></pre><form method="dialog"><button>Close</button></form></dialog>
<dialog id="keys-box" lang="en" aria-labelledby="keys-title"><h2 id="keys-title">Keys</h2><dl>
<div><dt><kbd>n</kbd> <kbd>p</kbd></dt><dd>next, previous mention of the same</dd></div>
<div><dt><kbd>j</kbd> <kbd>k</kbd></dt><dd>next, previous name in the text</dd></div>
<div><dt><kbd>Enter</kbd></dt><dd>from a name to its entry; on a number there, back to that mention</dd></div>
<div><dt><kbd>1</kbd>…<kbd>7</kbd></dt><dd>show or hide a kind</dd></div>
<div><dt><kbd>/</kbd></dt><dd>search the names</dd></div>
<div><dt><kbd>s</kbd></dt><dd>the TEI source of what is selected, or of the passage in focus</dd></div>
<div><dt><kbd>d</kbd></dt><dd>dark or light</dd></div>
</dl><form method="dialog"><button>Close</button></form></dialog>
"""


def _source(data: bytes, root: Any) -> tuple[str, dict[Any, tuple[int, int]]]:
    """The file as JSON for the page, and where the elements of the text stand in it (in UTF-16 units)."""
    from tei_tools.importing._source import RefusedError, Source
    from tei_tools.validation._document import encoding_of

    encoding = encoding_of(data)
    if len(data) > _LARGEST_SOURCE or encoding.startswith(("utf-16", "utf-32")):
        return json.dumps(""), {}
    try:
        source = Source(data, root)
    except RefusedError:
        return _json(data.decode(encoding, "replace")), {}
    words = data.decode(encoding.removesuffix("-sig"), "replace")
    spans = {}
    for element in root.iter("*"):
        if local(element) in _WITH_SOURCE:
            try:
                spans[element] = (source.spans[source.numbers[element]][0], source.end(element))
            except RefusedError:
                continue
    edges = sorted({edge for span in spans.values() for edge in span})
    units: dict[int, int] = {}
    place = count = 0
    for edge in edges:
        piece = data[place:edge].decode(encoding.removesuffix("-sig"), "replace")
        count += len(piece) + sum(1 for each in piece if each > "\uffff")
        units[edge] = count
        place = edge
    return _json(words), {element: (units[first], units[last]) for element, (first, last) in spans.items()}


_WITH_SOURCE = frozenset(
    """p ab l lg sp head item cell opener closer u entry entryFree note quote cit figure stage speaker
    persName placeName orgName date said q bibl""".split()
)


def _document(root: Any) -> Any:
    """The ``TEI`` that is shown."""
    if local(root) in ("TEI", "TEI.2"):
        return root
    return next((each for each in root.iter("{*}TEI", "{*}TEI.2", "TEI", "TEI.2")), root)


def _json(words: str) -> str:
    """JSON that may stand in a ``script`` element."""
    made = json.dumps(words, ensure_ascii=True)
    return made.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
