"""Changed cells of persons, places, organisations and others → changes of their entries (TEI Guidelines,
13.3). What a cell was read from is found by what it says, as ``records._entities`` reads it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from tei_tools.importing import _dating
from tei_tools.importing._entry_words import LISTED
from tei_tools.importing._source import RefusedError, Source, checked, escaped, quoted
from tei_tools.records._authorities import authority, normal
from tei_tools.records._coordinates import Order, coordinates
from tei_tools.records._entities import _NAMES, _PLACE_NAMES

if TYPE_CHECKING:
    from tei_tools.importing import Change

_POINTERS = ("sameAs", "corresp", "ref", "key")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")


def change(source: Source, entry: Any, changes: list[Change]) -> Iterator[str | None]:
    """Make the changes of one entry; gives for each why not, or ``None``."""
    done: dict[str, str | None] = {}
    for each in changes:
        try:
            if each.column in ("latitude", "longitude"):
                if not done.keys() & {"latitude", "longitude"}:
                    _coordinates(source, entry, changes)
            elif each.column in ("same_as", "identifiers"):
                _identity(source, entry, each, changes)
            elif each.column in LISTED:
                LISTED[each.column](source, entry, each, _names(entry), words)
            else:
                _WORDS[each.column](source, entry, each)
            done[each.column] = None
        except RefusedError as why:
            done[each.column] = str(why)
        yield done[each.column]


def local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def words(element: Any) -> str:
    return re.sub(r"[ \t\r\n]+", " ", "".join(element.itertext())).strip(" ")


def _name(source: Source, entry: Any, each: Change) -> None:
    if not each.new.strip():
        raise RefusedError("a name cannot be empty")
    names = _names(entry)
    found = next((name for name in names if words(name) == each.old), None)
    while found is not None and len(found) == 1 and words(found[0]) == each.old:
        found = found[0]  # <placeName><settlement>Wien</settlement></placeName>
    if found is not None and not len(found):
        source.write(found, each.new)
        return
    parts = [part for name in names if len(name) for part in name.iterchildren("*")]
    for part in parts:
        if not len(part) and (put := _instead(each.old, each.new, words(part))):
            source.write(part, put)
            return
    if parts:
        raise RefusedError("the name is written in parts, and more than one of them differs: change these")
    raise RefusedError("the name stands in no element of its own")


def _instead(old: str, new: str, part: str) -> str | None:
    """What stands in ``new`` where ``part`` stands in ``old``, if that is all that differs."""
    place = old.find(part)
    if not part or place < 0 or old.find(part, place + 1) >= 0:
        return None
    before, after = old[:place], old[place + len(part) :]
    fits = new.startswith(before) and new.endswith(after) and len(new) > len(before) + len(after)
    return new[len(before) : len(new) - len(after)].strip() or None if fits else None


def _names(entry: Any) -> list[Any]:
    place = local(entry) == "place"
    return [child for child in entry if local(child) in _NAMES or (place and local(child) in _PLACE_NAMES)]


def _part(part: str) -> Callable[[Source, Any, Change], None]:
    def changed(source: Source, entry: Any, each: Change) -> None:
        for name in entry.iterchildren("{*}persName"):
            for piece in name.iter(f"{{*}}{part}"):
                if words(piece) == each.old:
                    source.write(piece, each.new)
                    return
        raise RefusedError(f"there is no {part} in the entry to change")

    return changed


def _child(*parts: str) -> Callable[[Source, Any, Change], None]:
    def changed(source: Source, entry: Any, each: Change) -> None:
        for child in entry:
            if local(child) in parts and words(child) == each.old and each.old:
                if each.new.strip():
                    source.write(child, each.new)
                else:
                    source.remove(child)
                return
        if each.old or parts[0] == "desc":
            raise RefusedError("the words stand in no element of their own")
        new = f">{escaped(checked(each.new))}</{{0}}>".replace("{", "{{").replace("}", "}}")
        new = new.replace("{{0}}", "{0}")
        source.insert(entry, _last(entry), parts[0], new)

    return changed


def _dated(part: str) -> Callable[[Source, Any, Change], None]:
    def changed(source: Source, entry: Any, each: Change) -> None:
        made = _dating.attributes(each.new, "w3c")
        if made is None:
            raise RefusedError(f"{each.new!r} is not EDTF")
        for child in entry.iterchildren(f"{{*}}{part}"):
            dated = [child, *child.iterchildren("{*}date")]
            date(source, next((one for one in dated if _dating.OURS & set(one.attrib)), child), made)
            return
        rest = "".join(f" {name}={quoted(value)}" for name, value in made.items())
        names = _names(entry)
        source.insert(entry, names[-1] if names else None, part, f"{rest}/>")

    return changed


def date(source: Source, element: Any, made: dict[str, str]) -> None:
    """Let an element have these dating attributes and no others; one that stays keeps its place."""
    for name in element.attrib:
        if name in _dating.OURS and name not in made:
            source.set(element, name, None)
    for name, value in made.items():
        if name != "datingMethod" or element.get(name) is None:
            source.set(element, name, value)


def _coordinates(source: Source, entry: Any, changes: list[Change]) -> None:
    cells = changes[0].row.cells
    new = {each.column: each.new for each in changes}
    latitude = new.get("latitude", cells.get("latitude", ""))
    longitude = new.get("longitude", cells.get("longitude", ""))
    given = coordinates(f"{latitude.replace(',', '.')} {longitude.replace(',', '.')}")
    if given is None:
        raise RefusedError(f"{latitude!r}, {longitude!r} is no place on Earth (both are needed)")
    order = Order(_document(entry))
    for location in entry.iterchildren("{*}location", "{*}geo"):
        for geo in location.iter("{*}geo"):
            said, longitude_first = words(geo), order.at(geo)
            if coordinates(said, longitude_first) is None:
                continue
            pair = given[::-1] if longitude_first else given
            numbers = list(_NUMBER.finditer(said))
            text = " ".join(pair)
            if len(numbers) == 2:
                comma = "," in numbers[0][0]
                shown = [each.replace(".", ",") if comma else each for each in pair]
                between = said[numbers[0].end() : numbers[1].start()]
                text = shown[0] + between + shown[1]
                if coordinates(text, longitude_first) != given:
                    text = " ".join(pair)
            source.write(geo, text)
            return
    pair = given[::-1] if order.longitude_first else given
    names = _names(entry)
    source.insert(
        entry,
        names[-1] if names else None,
        "location",
        f"><{source.prefix(entry)}geo>{' '.join(pair)}</{source.prefix(entry)}geo></{{0}}>",
    )


def _document(entry: Any) -> Any:
    """The document that an entry is in, whose header says how coordinates stand."""
    above = entry
    for above in entry.iterancestors():
        if local(above) in ("TEI", "TEI.2"):
            break
    return above


def _identity(source: Source, entry: Any, each: Change, changes: list[Change]) -> None:
    """Take away and add authorities; one taken and one added of a scheme are one put right."""
    if each.column == "identifiers" and any(other.column == "same_as" for other in changes):
        return  # the addresses say the same; both are compared again when the file is read again
    uris = each.column == "same_as"
    sign = " " if uris else "|"
    old = [part for part in each.old.split(sign) if part]
    new = [part.strip() for part in each.new.split(sign) if part.strip()]
    gone = [part for part in old if part not in new]
    come = [part for part in new if part not in old]
    for part in gone:
        scheme = _scheme(part, uris=uris)
        instead = next((one for one in come if _scheme(one, uris=uris) == scheme), None)
        if instead is not None:
            come.remove(instead)
        _replace(source, entry, part, instead, uris=uris)
    for part in come:
        scheme, value = (_scheme(part, uris=True), part) if uris else _parted(part)
        if uris and ":" not in part:
            raise RefusedError(f"{part!r} is no address")
        kind = f" type={quoted(checked(scheme or 'URI'))}"
        kind = kind.replace("{", "{{").replace("}", "}}")
        text = escaped(checked(value)).replace("{", "{{").replace("}", "}}")
        source.insert(entry, _last(entry), "idno", f"{kind}>{text}</{{0}}>")


def _scheme(part: str, *, uris: bool) -> str:
    if not uris:
        return _parted(part)[0]
    known = authority(part)
    return known.scheme if known else ""


def _parted(part: str) -> tuple[str, str]:
    scheme, sign, value = part.partition(": ")
    return (scheme, value.replace("¦", "|")) if sign else ("", part)


def _replace(source: Source, entry: Any, part: str, instead: str | None, *, uris: bool) -> None:
    """Put ``instead`` where ``part`` was read from: an ``idno``, or a pointer of the entry or its names."""
    original = part if uris else _parted(part)[1]
    value = instead if uris or instead is None else _parted(instead)[1]

    def is_it(said: str, kind: str | None = None) -> bool:
        known = authority(said, kind)
        return said == original or (uris and (known.uri if known else normal(said)) == part)

    for idno in entry.iterchildren("{*}idno"):
        said = words(idno)
        if is_it(said, idno.get("type")) or is_it(said, idno.get("subtype")):
            if value is None:
                source.remove(idno)
                return
            known, given = authority(value), authority(said, idno.get("type"))
            if uris and known and given and known.scheme == given.scheme and "/" not in said:
                value = known.uri.rstrip("/").rpartition("/")[2]  # it had the number alone
            source.write(idno, value)
            return
    for element in (entry, *entry.iterchildren("*")):
        for name in (*_POINTERS, "target"):
            pointers = (source.attribute(element, name) or "").split()
            if any(is_it(pointer) for pointer in pointers):
                kept = [value if is_it(pointer) else pointer for pointer in pointers]
                source.set(element, name, " ".join(filter(None, kept)) or None)
                return
    raise RefusedError(f"{part} was not found in the entry")


def _last(entry: Any) -> Any | None:
    """The child behind which an ``idno`` may stand: the last ``idno``; in a place the last that is no place
    itself; else the last name.
    """
    children = [child for child in entry if isinstance(child.tag, str)]
    own = [child for child in children if local(child) == "idno"]
    if own:
        return own[-1]
    if local(entry) == "place":
        own = [child for child in children if local(child) not in ("place", "listPlace")]
    else:
        own = [child for child in children if local(child) in _NAMES]
    return own[-1] if own else None


_WORDS: dict[str, Callable[[Source, Any, Change], None]] = {
    "name": _name,
    "surname": _part("surname"),
    "forename": _part("forename"),
    "birth": _dated("birth"),
    "death": _dated("death"),
    "occupation": _child("occupation"),
    "note": _child("note", "desc"),
}
