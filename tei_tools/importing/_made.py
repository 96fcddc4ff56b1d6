"""Cells that differ → edits, checked by reading what they make."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tei_tools.editing import Edit, apply
from tei_tools.errors import TeiToolsError
from tei_tools.importing import Change, _dating, _entries, _letters, _relations
from tei_tools.importing._compared import _KINDS, Compared, all_current, same
from tei_tools.importing._pointing import Known
from tei_tools.importing._source import RefusedError, Source, elements_at

_Found = list[tuple[Change, str]]
_Shifts = dict[str, list[tuple[int, int]]]


def made(
    source: bytes, found: Compared, options: dict[str, Any], base: str
) -> tuple[list[Edit], str, list[Change], list[str]]:
    """The edits, the encoding they are written in, the changes that they make, and what was refused."""
    from tei_tools.parsing import parse
    from tei_tools.validation._document import encoding_of

    encoding = encoding_of(source).removesuffix("-sig")
    refused: list[str] = []
    if encoding.startswith(("utf-16", "utf-32")):
        what = f"{options['name']}: is {encoding.upper()}, which is not edited; save it as UTF-8"
        return [], "utf-8", [], [what]
    root = parse(source, options["name"], options["max_size"]).getroot()
    changes = list(found.changes)
    # What does not come out as it was asked for is left out, and the rest is made anew: twice is enough, as
    # a change of one row does not hang on that of another.
    for _ in range(3):
        try:
            edits, done, why, shifts = _edits(source, root, changes, found)
            refused += why
            content = apply(source, edits, None, encoding=encoding)
            wrong = set(_not_as_asked(content, done, shifts, found, options, base)) if done else set()
        except (RefusedError, TeiToolsError) as fault:
            return [], encoding, [], [*refused, f"{options['name']}: {fault}"]
        if not wrong:
            return edits, encoding, [change for change, _ in done], refused
        refused += [f"{change}: would not be read so" for n, (change, _) in enumerate(done) if n in wrong]
        changes = [each for n, each in enumerate(done) if n not in wrong]
    return [], encoding, [], refused


def _edits(
    source: bytes, root: Any, changes: _Found, found: Compared
) -> tuple[list[Edit], _Found, list[str], _Shifts]:
    places = Source(source, root)
    elements = elements_at(root, [path for _, path in changes if path])
    known = Known(found)
    done: _Found = []
    refused: list[str] = []
    shared: set[Any] = set()
    for together in _by_row(changes):
        first, path = together[0]
        element = elements.get(path)
        row = first.row
        if element is None:
            why = "has no entry in the file" if "name" in row.cells else "is not there"
            refused.append(f"{row.place}: {row.id!r} {why}")
            continue
        several = [change for change, _ in together]
        if row.table == "mentions":
            results: Iterator[str | None] = _pointer(places, element, first, known)
        elif row.table == "dates":
            results = _date(places, element, first, path, known)
        elif row.table == "relations":
            results = _relations.change(places, element, several, known)
        elif row.table == "letters":
            number = found.numbers.get((row.document, row.id), 0)
            results = _letters.change(places, element, several, number, known, shared)
        else:
            results = _entries.change(places, element, several)
        for each, why_not in zip(together, results, strict=True):
            if why_not is None:
                done.append(each)
            else:
                refused.append(f"{each[0]}: {why_not}")
    shifts = {path: places.shifts(elements[path]) for path in dict.fromkeys(path for _, path in done)}
    return list(places.edits()), done, refused, {path: each for path, each in shifts.items() if each}


def _moved(path: str, shifts: _Shifts) -> str:
    """The path of an element after children were put in, or taken out, before it or its ancestors."""
    old = new = "/*"
    for step in path.split("/")[2:]:
        number = int(step[2:-1])
        number += sum(by for after, by in shifts.get(old, ()) if after < number)
        old, new = f"{old}/{step}", f"{new}/*[{number}]"
    return new


def _by_row(changes: _Found) -> Iterator[_Found]:
    rows: dict[tuple[str, str], _Found] = {}
    for change, path in changes:
        rows.setdefault((change.row.place, change.row.id), []).append((change, path))
    yield from rows.values()


def _pointer(places: Source, element: Any, change: Change, known: Known) -> Iterator[str | None]:
    try:
        known.point(places, element, change.row.document, change.old, change.new)
    except RefusedError as why:
        yield str(why)
    else:
        yield None


def _date(places: Source, element: Any, change: Change, path: str, known: Known) -> Iterator[str | None]:
    method = known.methods.get(path) or "w3c"
    made_of = _dating.attributes(change.new, method)
    if made_of is None:
        yield f"{change.new!r} is not EDTF"
        return
    try:
        _entries.date(places, element, made_of)
    except RefusedError as why:
        yield str(why)
        return
    yield None


def _not_as_asked(
    content: bytes,
    done: _Found,
    shifts: _Shifts,
    found: Compared,
    options: dict[str, Any],
    base: str,
) -> Iterator[int]:
    """The numbers of the changes whose cell says something else when the new file is read."""
    from tei_tools.records import iter_read

    there: dict[tuple[str, str, str], list[dict[str, str]]] = {}
    for number, record in enumerate(iter_read(content, **options)):
        # An identifier may come from what was changed: the place among the documents does not.
        document = found.records[number].identifier
        for table, rows in all_current(record, base).items():
            for cells in rows:
                there.setdefault((document, table, cells["xpath"]), []).append(cells)
                there.setdefault((document, table, cells["id"]), []).append(cells)
    for number, (change, path) in enumerate(done):
        row = change.row
        near = [
            *there.get((row.document, row.table, _moved(path, shifts)), ()),
            *there.get((row.document, row.table, row.id), ()),
        ]
        kind = _KINDS[row.table].get(change.column, "id")
        if not any(_says(kind, change.new, cells[change.column]) for cells in near):
            yield number


def _says(kind: str, asked: str, said: str) -> bool:
    if kind in ("list", "uris"):
        sign = "|" if kind == "list" else " "
        return {part.strip() for part in asked.split(sign)} == set(said.split(sign))
    if kind == "words":
        return " ".join(asked.split()) == said or asked == said
    return same(kind, asked, said)
