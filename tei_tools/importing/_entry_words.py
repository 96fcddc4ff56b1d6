"""Changed cells of an entry that are lists of names, or words that may stand in an attribute: variants, sex,
country (TEI Guidelines, 13.3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tei_tools.importing._source import RefusedError, Source, checked, escaped, quoted

if TYPE_CHECKING:
    from tei_tools.importing import Change

_NAMED = {
    "person": "persName",
    "personGrp": "persName",
    "persona": "persName",
    "place": "placeName",
    "org": "orgName",
}


def variants(source: Source, entry: Any, each: Change, names: list[Any], words: Any) -> None:
    """Names put right where they stand, new ones behind the last, others taken out."""
    old = [part for part in each.old.split("|") if part]
    new = [part.strip() for part in each.new.split("|") if part.strip()]
    gone = [part for part in old if part not in new]
    come = [part for part in new if part not in old]
    for before in gone[len(come) :]:
        said = before.replace("¦", "|")
        found = [name for name in names if words(name) == said]
        if not found:
            raise RefusedError(f"{before!r} stands in no element of its own")
        for name in found:
            source.remove(name)
    for before in gone[: len(come)]:
        said = before.replace("¦", "|")
        name = next((name for name in names if words(name) == said), None)
        while name is not None and len(name) == 1 and words(name[0]) == said:
            name = name[0]
        if name is None or len(name):
            raise RefusedError(f"{before!r} is written in parts: change these in the file")
        source.write(name, come.pop(0).replace("¦", "|"))
    kind = _NAMED.get(str(entry.tag).rpartition("}")[2])
    if come and kind is None:
        raise RefusedError("no new names are put into this entry: edit the file")
    for after in come:
        text = escaped(checked(after.replace("¦", "|"))).replace("{", "{{").replace("}", "}}")
        source.insert(entry, names[-1] if names else None, str(kind), f">{text}</{{0}}>")


def sex(source: Source, entry: Any, each: Change, names: list[Any], words: Any) -> None:
    """``sex/@value``, its words, or the entry's own ``@sex``, whichever says it; else a new ``sex``."""
    for child in entry.iterchildren("{*}sex"):
        if each.old and child.get("value") == each.old and each.new:
            source.set(child, "value", each.new)
            return
        if each.old and words(child) == each.old:
            source.write(child, each.new)
            return
    if each.old and entry.get("sex") == each.old:
        source.set(entry, "sex", each.new or None)
        return
    if each.old:
        raise RefusedError("the words stand in no element of their own")
    value = quoted(checked(each.new)).replace("{", "{{").replace("}", "}}")
    source.insert(entry, names[-1] if names else None, "sex", f" value={value}/>")


def country(source: Source, entry: Any, each: Change, names: list[Any], words: Any) -> None:
    """The ``country`` of a place or of its location, where its words stand in no parts; a new one in its
    location.
    """
    found = [*entry.iterchildren("{*}country")]
    found += [
        land for place in entry.iterchildren("{*}location") for land in place.iterchildren("{*}country")
    ]
    for land in found:
        if words(land) != each.old or not each.old:
            continue
        if not each.new:
            source.remove(land)
            return
        if not len(land):
            source.write(land, each.new)
            return
    if each.old or found:
        raise RefusedError("there is no country in the entry to change")
    text = escaped(checked(each.new)).replace("{", "{{").replace("}", "}}")
    location = next(entry.iterchildren("{*}location"), None)
    if location is not None:
        source.insert(location, None, "country", f">{text}</{{0}}>")
        return
    prefix = source.prefix(entry)
    inside = f"<{prefix}country>{text}</{prefix}country>"
    source.insert(entry, names[-1] if names else None, "location", f">{inside}</{{0}}>")


LISTED = {"variants": variants, "sex": sex, "country": country}
