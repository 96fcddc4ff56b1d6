"""Changed cells of relations → changes of their elements (TEI Guidelines, 13.3.2.3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tei_tools.importing import _dating
from tei_tools.importing._entries import date, words
from tei_tools.importing._source import RefusedError, Source, checked, escaped

if TYPE_CHECKING:
    from tei_tools.importing import Change
    from tei_tools.importing._pointing import Known

_SIDES = ("active", "passive", "mutual")


def change(source: Source, relation: Any, changes: list[Change], known: Known) -> Iterator[str | None]:
    """Make the changes of one relation; gives for each why not, or ``None``."""
    for each in changes:
        try:
            if each.column in _SIDES:
                _side(source, relation, each, known)
            elif each.column == "date":
                dated(source, relation, each)
            elif each.column == "words":
                _words(source, relation, each)
            elif each.column == "type":
                _type(source, relation, each)
            else:
                _name(source, relation, each)
        except RefusedError as why:
            yield str(why)
        else:
            yield None


def dated(source: Source, element: Any, each: Change, method: str = "w3c") -> None:
    """Let the element have the dating attributes of an EDTF cell."""
    made = _dating.attributes(each.new, method)
    if made is None:
        raise RefusedError(f"{each.new!r} is not EDTF")
    date(source, element, made)


def _side(source: Source, relation: Any, each: Change, known: Known) -> None:
    """What stays is written as it is; a key that comes gets a pointer."""
    old = [key.replace("%20", " ") for key in each.old.split()]
    new = [key.replace("%20", " ") for key in each.new.split()]
    written = list(dict.fromkeys((relation.get(each.column) or "").split()))
    kept = dict(zip(old, written, strict=True)) if len(old) == len(written) else {}
    pointers = [kept.get(key) or known.pointer(each.row.document, key) for key in new]
    source.set(relation, each.column, " ".join(pointers) or None)


def _name(source: Source, relation: Any, each: Change) -> None:
    """The attribute that says it: ``@name``, else ``@ref`` or ``@key``."""
    for name in ("name", "ref", "key"):
        if relation.get(name):
            source.set(relation, name, each.new or None)
            return
    source.set(relation, "name", each.new or None)


def _type(source: Source, relation: Any, each: Change) -> None:
    if relation.get("type") is None and not each.new:
        raise RefusedError("its kind is that of the list it stands in: edit the file")
    source.set(relation, "type", each.new or None)


def _words(source: Source, relation: Any, each: Change) -> None:
    """The words of its ``desc``; a new one where it has none."""
    described = list(relation.iterchildren("{*}desc"))
    for child in described:
        if words(child) == each.old:
            source.write(child, each.new)
            return
    if each.old or described:
        raise RefusedError("the words stand in no element of their own")
    text = escaped(checked(each.new)).replace("{", "{{").replace("}", "}}")
    source.insert(relation, None, "desc", f">{text}</{{0}}>")
