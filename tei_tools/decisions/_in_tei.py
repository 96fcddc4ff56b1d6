"""What of decisions travels in a TEI document: tags with a person's ``@resp`` (TEI Guidelines, 22.1.4), and
rejections as ``standOff/listAnnotation/annotation`` (17.10).

An annotation points at the words it is about with a text fragment (``#:~:text=prefix-,words,-suffix``, the
URL Fragment Text Directives of the WICG), because nothing is left in the text that could have an ``xml:id``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote
from xml.sax.saxutils import quoteattr

from tei_tools.decisions import CONTEXT, Decision, Tagged

if TYPE_CHECKING:
    from lxml import etree

XML = "{http://www.w3.org/XML/1998/namespace}"
LIST_TYPE = "rejections"
_DIRECTIVE = re.compile(r"#:~:text=(?:(?P<prefix>[^,]*)-,)?(?P<exact>[^,]*)(?:,-(?P<suffix>[^,]*))?")
_SPAN = re.compile(r"(\d+)-(\d+)")


def persons(root: Any) -> dict[str, str]:
    """The persons of the header who are responsible for something, by the ``xml:id`` that ``@resp`` names:
    of the ``respStmt`` or of its ``persName``.
    """
    named: dict[str, str] = {}
    for statement in root.iterfind(".//{*}teiHeader//{*}titleStmt/{*}respStmt"):
        person = next(statement.iter("{*}persName"), None)
        if person is None:
            continue
        for element in (statement, person):
            if identifier := element.get(f"{XML}id"):
                named[identifier] = " ".join("".join(person.itertext()).split())
    return named


def carried(tree: etree._ElementTree | etree._Element) -> list[Decision]:
    """See :func:`tei_tools.decisions.from_tei`."""
    from tei_tools.text import plain_text

    root: Any = tree.getroot() if hasattr(tree, "getroot") else tree
    who = persons(root)
    plain = plain_text(tree)
    decided = []
    for element, start, end in plain:
        name = next((who[each[1:]] for each in element.get("resp", "").split() if each[1:] in who), None)
        if name is None or start == end:
            continue
        attributes = tuple((_written(key), str(value)) for key, value in element.attrib.items())
        decided.append((Tagged(str(element.tag).rpartition("}")[2], start, end, attributes), name))
    found = []
    for tag, name in _whole(decided):
        start, end = tag.start, tag.end
        found.append(
            Decision(
                f"{tag.element}-{start}-{end}",
                plain.sha256,
                "accepted",
                plain.text[start:end],
                plain.text[max(0, start - CONTEXT) : start],
                plain.text[end : end + CONTEXT],
                tag,
                tag,
                name,
                "",
            )
        )
    return [*found, *_rejections(root, who)]


def _whole(decided: list[tuple[Tagged, str]]) -> Iterator[tuple[Tagged, str]]:
    """The tags with those that are pieces of one (linked by ``@next`` and ``@prev``, TEI 17.7) made whole."""
    pieces = {f"#{said}": (tag, name) for tag, name in decided if (said := _said(tag, "xml:id"))}
    for tag, name in decided:
        before = pieces.get(_said(tag, "prev"))
        if before is not None and _is_piece(*before, tag, name):
            continue  # the first of them speaks for all
        last, seen = tag, {tag.start}
        while (after := pieces.get(_said(last, "next"))) and _is_piece(last, name, *after):
            if after[0].start in seen:
                break
            last = after[0]
            seen.add(last.start)
        if last is tag:
            yield tag, name
            continue
        kept = tuple(one for one in tag.attributes if one[0] not in ("next", "prev", "xml:id"))
        yield Tagged(tag.element, tag.start, last.end, kept), name


def _is_piece(one: Tagged, who: str, other: Tagged, name: str) -> bool:
    """Whether two tags are neighbours in what was cut: each points at the other, by one person."""
    return (
        (one.element, who) == (other.element, name)
        and one.end <= other.start
        and _said(one, "next") == f"#{_said(other, 'xml:id')}"
        and _said(other, "prev") == f"#{_said(one, 'xml:id')}"
    )


def _said(tag: Tagged, attribute: str) -> str:
    return dict(tag.attributes).get(attribute, "")


def rejection(decision: Decision, resp: str, prefix: str = "") -> str:
    """The ``annotation`` of a rejection, as markup; ``resp`` is the pointer to its person, ``prefix`` that of
    TEI's names in the document (``tei:``).
    """
    words = [quote(each, safe="") for each in (decision.prefix, decision.exact, decision.suffix)]
    before, exact, after = (word.replace("-", "%2D") for word in words)
    directive = (f"{before}-," if before else "") + exact + (f",-{after}" if after else "")
    change = (
        f"<{prefix}change when={quoteattr(decision.when)} who={quoteattr(resp)}/>" if decision.when else ""
    )
    revision = f"<{prefix}revisionDesc>{change}</{prefix}revisionDesc>" if change else ""
    note = (
        f'<{prefix}note type="rejected" subtype={quoteattr(decision.element)}'
        f' n="{decision.start}-{decision.end}" source={quoteattr("urn:sha256:" + decision.document)}/>'
    )
    identifier, target = quoteattr("rejected-" + decision.id), quoteattr("#:~:text=" + directive)
    start = f'<{prefix}annotation xml:id={identifier} motivation="moderating" resp={quoteattr(resp)}'
    return f"{start} target={target}>{revision}{note}</{prefix}annotation>"


def _rejections(root: Any, who: dict[str, str]) -> Iterator[Decision]:
    for annotation in root.iter("{*}annotation"):
        note = annotation.find("./{*}note")
        target = _DIRECTIVE.fullmatch(annotation.get("target", ""))
        if note is None or target is None or note.get("type") != "rejected":
            continue
        span = _SPAN.fullmatch(note.get("n", ""))
        exact = unquote(target["exact"])
        start, end = (int(span[1]), int(span[2])) if span else (0, len(exact))
        change = annotation.find("./{*}revisionDesc/{*}change")
        yield Decision(
            annotation.get(f"{XML}id", "").removeprefix("rejected-"),
            note.get("source", "").removeprefix("urn:sha256:"),
            "rejected",
            exact,
            unquote(target["prefix"] or ""),
            unquote(target["suffix"] or ""),
            Tagged(note.get("subtype", ""), start, max(end, start + 1)),
            None,
            who.get(annotation.get("resp", "").removeprefix("#"), ""),
            change.get("when", "") if change is not None else "",
        )


def _written(key: Any) -> str:
    return str(key).replace(XML, "xml:")
