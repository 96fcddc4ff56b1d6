"""Changed cells of letters → changes of ``correspAction`` (TEI Guidelines, 2.4.6).

A row is one participant of an action; where the action has a place and a date, all its rows say them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tei_tools.importing._entries import _instead, local, words
from tei_tools.importing._relations import dated
from tei_tools.importing._source import RefusedError, Source, checked, escaped
from tei_tools.records._correspondence import _PARTICIPANTS, _PLACES

if TYPE_CHECKING:
    from tei_tools.importing import Change
    from tei_tools.importing._pointing import Known

SHARED = ("action", "place_name", "place", "edtf", "date_quote")
"""The columns that all rows of one action have alike."""


def change(
    source: Source, action: Any, changes: list[Change], number: int, known: Known, done: set[Any]
) -> Iterator[str | None]:
    """Make the changes of one row, the ``number``-th of its action from 0; gives for each why not, or
    ``None``. ``done`` is what other rows of an action have changed already of what all share.
    """
    for each in changes:
        if each.column in SHARED:
            if (action, each.column) in done:
                yield None
                continue
            done.add((action, each.column))
        try:
            _change(source, action, each, number, known)
        except RefusedError as why:
            yield str(why)
        else:
            yield None


def _change(source: Source, action: Any, each: Change, number: int, known: Known) -> None:
    if each.column == "action":
        source.set(action, "type", each.new or None)
    elif each.column == "name":
        _words(source, action, _participant(action, number), each, "persName")
    elif each.column == "entity":
        person = _participant(action, number)
        if person is None:
            raise RefusedError("the action has no participant: give its name first")
        known.point(source, person, each.row.document, each.old, each.new)
    elif each.column == "place_name":
        _words(source, action, _first(action, _PLACES), each, "placeName")
    elif each.column == "place":
        place = _first(action, _PLACES)
        if place is None:
            raise RefusedError("the action has no place: give its name first")
        known.point(source, place, each.row.document, each.old, each.new)
    else:
        _dated(source, action, each, known)


def _dated(source: Source, action: Any, each: Change, known: Known) -> None:
    """The first ``date`` of the action; a new one where there is none."""
    found = _first(action, ("date",))
    if each.column == "date_quote":
        _words(source, action, found, each, "date")
    elif found is not None:
        dated(source, found, each)
    else:
        from tei_tools.importing._dating import attributes
        from tei_tools.importing._source import quoted

        made = attributes(each.new, "w3c")
        if made is None:
            raise RefusedError(f"{each.new!r} is not EDTF")
        rest = "".join(f" {name}={quoted(value)}" for name, value in made.items())
        source.insert(action, _last(action), "date", f"{rest}/>")


def _participant(action: Any, number: int) -> Any | None:
    """The element that a row is of: one with several pointers has a row for each."""
    rows = [
        child
        for child in action.iter()
        if local(child) in _PARTICIPANTS
        for _ in range(max(1, len(_pointers(child))))
    ]
    return rows[number] if number < len(rows) else None


def _pointers(element: Any) -> list[str]:
    for name in ("ref", "key", "corresp", "sameAs"):
        if value := element.get(name):
            return [value] if name == "key" else str(value).split()
    return []


def _first(action: Any, names: Any) -> Any | None:
    return next((child for child in action.iter() if local(child) in names), None)


def _last(action: Any) -> Any | None:
    children = [child for child in action if isinstance(child.tag, str)]
    return children[-1] if children else None


def _words(source: Source, action: Any, element: Any | None, each: Change, name: str) -> None:
    if element is None:
        text = escaped(checked(each.new)).replace("{", "{{").replace("}", "}}")
        source.insert(action, _last(action), name, f">{text}</{{0}}>")
        return
    if not each.new.strip() and name != "date":
        raise RefusedError("a name cannot be empty: take it out in the file")
    while len(element) == 1 and words(element[0]) == words(element):
        element = element[0]
    if not len(element):
        source.write(element, each.new)
        return
    for part in element.iterchildren("*"):
        if not len(part) and (put := _instead(each.old, each.new, words(part))):
            source.write(part, put)
            return
    raise RefusedError("the name is written in parts, and more than one of them differs: edit the file")
