"""Who reviewed a file, in its header: ``respStmt`` (TEI Guidelines, 2.2.1) and ``revisionDesc`` (2.6)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from tei_tools.decisions._persons import identifier_of
from tei_tools.editing import Edit, apply
from tei_tools.importing._source import RefusedError, Source, checked, escaped, quoted
from tei_tools.reviewing import Reviewer
from tei_tools.reviewing._applying import LARGEST, encoding_of

if TYPE_CHECKING:
    from tei_tools.decisions import Decision

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
RESPONSIBILITY = "review of the tags"


def reviewer_of(name: str) -> Reviewer:
    """The reviewer of this name: the ``xml:id`` is made from the name, and the same in every file."""
    return Reviewer(name, identifier_of(name))


def signed(source: bytes, name: str, reviewer: Reviewer, day: str) -> bytes:
    """``source`` whose header names the reviewer, and the day in its revisions; as it was where it does.

    Raises :class:`~tei_tools.importing._source.RefusedError` where the file has no TEI header.
    """
    from tei_tools.parsing import parse

    root = parse(source, name, LARGEST).getroot()
    header = root.find("./{*}teiHeader")
    statement = None if header is None else header.find("./{*}fileDesc/{*}titleStmt")
    if header is None or statement is None:
        raise RefusedError(f"{name} has no header to name the reviewer in")
    places = Source(source, root)
    lead = _lead(places, statement)
    if not any(
        element.get(XML_ID) == reviewer.id for element in root.iter("{*}respStmt", "{*}persName", "{*}name")
    ):
        children = list(statement.iterchildren("*"))
        person = (
            f"<{lead}persName xml:id={quoted(reviewer.id)}>{escaped(checked(reviewer.name))}</{lead}persName>"
        )
        said = f"><{lead}resp>{RESPONSIBILITY}</{lead}resp>{person}</{{0}}>"
        places.insert(statement, children[-1] if children else None, "respStmt", said)
    _revised(places, header, lead, reviewer, day)
    edits = list(places.edits())
    return apply(source, edits, None, encoding=encoding_of(source, name)) if edits else source


def _revised(places: Source, header: Any, lead: str, reviewer: Reviewer, day: str) -> None:
    who = f"#{reviewer.id}"
    change = f" when={quoted(day)} who={quoted(who)}>Tags reviewed.</{{0}}>"
    revisions = header.find("./{*}revisionDesc")
    if revisions is None:
        children = list(header.iterchildren("*"))
        inside = f"<{lead}change{change.format(f'{lead}change')}"
        places.insert(header, children[-1], "revisionDesc", f">{inside}</{{0}}>")
        return
    if any(each.get("who") == who and each.get("when") == day for each in revisions.iter("{*}change")):
        return
    holder = revisions.find("./{*}listChange")
    if holder is None:
        holder = revisions
    if holder.find("./{*}list") is not None:
        _listed(places, holder.find("./{*}list"), lead, reviewer, day)
        return
    changes = list(holder.iterchildren("*"))
    places.insert(holder, changes[-1] if changes else None, "change", change)


def _listed(places: Source, holder: Any, lead: str, reviewer: Reviewer, day: str) -> None:
    """The revision in a header that keeps them as a list of items."""
    items = list(holder.iterchildren("*"))
    told = ["".join(item.itertext()) for item in items]
    if not any(reviewer.name in words and day in words for words in told):
        date = f"<{lead}date when={quoted(day)}>{day}</{lead}date>"
        said = f">{date} {escaped(reviewer.name)}: tags reviewed.</{{0}}>"
        places.insert(holder, items[-1] if items else None, "item", said)


def with_rejections(source: bytes, name: str, decisions: Iterable[Decision], reviewer: Reviewer) -> bytes:
    """``source`` whose ``standOff`` has the rejections that stand, and no others of ours.

    They are ``listAnnotation/annotation`` (TEI Guidelines, 17.10), so that they go where the file goes.
    Raises :class:`~tei_tools.importing._source.RefusedError` where the file cannot hold them.
    """
    from tei_tools.decisions import standing
    from tei_tools.decisions._in_tei import LIST_TYPE, rejection
    from tei_tools.parsing import parse

    given = list(decisions)
    wanted = {f"rejected-{each.id}": each for each in standing(given) if each.verdict == "rejected"}
    ours = {f"rejected-{each.id}" for each in given if each.verdict == "rejected"}
    if not ours:
        return source
    root = parse(source, name, LARGEST).getroot()
    header = root.find("./{*}teiHeader")
    if header is None or str(root.tag).rpartition("}")[2] != "TEI":
        raise RefusedError(f"{name} has no place for rejections")
    places = Source(source, root)
    kept: Any = root.find(f"./{{*}}standOff/{{*}}listAnnotation[@type='{LIST_TYPE}']")
    there = [] if kept is None else list(kept.iterchildren("{*}annotation"))
    gone = [each for each in there if each.get(XML_ID) in ours - wanted.keys()]
    new = [wanted[each] for each in wanted.keys() - {each.get(XML_ID) for each in there}]
    new.sort(key=lambda decision: given.index(decision))
    edits = []
    if gone and len(gone) == len(there) and not new:
        stand_off = kept.getparent()
        whole = stand_off if len(list(stand_off.iterchildren("*"))) == 1 else kept
        edits.append(_without(places, source, whole))
    else:
        edits += [_without(places, source, each) for each in gone]
    lead = _lead(places, header)
    texts = [rejection(each, f"#{reviewer_of(each.who).id}", lead) for each in new]
    if texts and kept is not None:
        last = there[-1] if there else None
        for text in texts:
            places.insert(kept, last, *_opened(text, lead))
    elif texts:
        inside = f' type="{LIST_TYPE}">{"".join(texts)}'.replace("{", "{{").replace("}", "}}")
        stand_off = root.find("./{*}standOff")
        if stand_off is not None:
            children = list(stand_off.iterchildren("*"))
            places.insert(stand_off, children[-1] if children else None, "listAnnotation", inside + "</{0}>")
        else:
            close = f"</{lead}listAnnotation></{{0}}>"
            places.insert(root, header, "standOff", f"><{lead}listAnnotation{inside}{close}")
    edits += places.edits()
    return apply(source, edits, None, encoding=encoding_of(source, name)) if edits else source


def _lead(places: Source, element: Any) -> str:
    prefix = places.tag(element)["name"].decode().rpartition(":")[0]
    return f"{prefix}:" if prefix else ""


def _opened(markup: str, lead: str) -> tuple[str, str]:
    """An element's markup as the name and the rest that :meth:`Source.insert` takes."""
    name = f"{lead}annotation"
    return "annotation", markup.removeprefix(f"<{name}").replace("{", "{{").replace("}", "}}")


def _without(places: Source, source: bytes, element: Any) -> Edit:
    """The edit that takes an element out, with the white space before it where it had a line of its own."""
    start, _ = places.spans[places.numbers[element]]
    end = places.end(element)
    before = source[:start].rstrip(b" \t\r\n")
    if b"\n" in source[len(before) : start] and source[end : end + 2].lstrip(b" \t\r")[:1] in (
        b"\n",
        b"<",
        b"",
    ):
        start = len(before)
    return Edit(start, end, "")
