"""What the desk's page asks, answered as JSON values; the web server only carries them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tei_tools.decisions import VERDICTS, Decision
from tei_tools.errors import UsageError
from tei_tools.reviewing import KINDS, Proposal
from tei_tools.reviewing._alike import alike, forms, pattern
from tei_tools.reviewing._candidates import Candidate, candidates, entries
from tei_tools.reviewing._dates_in_words import in_words
from tei_tools.reviewing._desk import Action, Desk, Result
from tei_tools.reviewing._documents import Document
from tei_tools.reviewing._shelf import LARGEST
from tei_tools.reviewing._tagging import NAME_PARTS
from tei_tools.reviewing._words import gaps, moved

if TYPE_CHECKING:
    from tei_tools.identity import Authority
    from tei_tools.reviewing._reconciling import Service
    from tei_tools.taggers._gazetteer import Gazetteer

# How much of the text around a tag is shown, in characters, before it is rounded to whole paragraphs.
_BEFORE, _AFTER = 700, 900
_LONGEST_BLOCK = 4_000
_MOST_ACTIONS = 20_000

Asked = Mapping[str, Any]


class Answers:
    """The questions of the page by their names: ``ask(name, what)`` gives the answer."""

    def __init__(
        self,
        desk: Desk,
        *,
        authority: Authority | None = None,
        gazetteer: Callable[[], Gazetteer] | None = None,
        service: Service | None = None,
    ) -> None:
        self.desk = desk
        self.indexing = True
        self.asked_for = ""
        self._authority = authority
        self._gazetteer = gazetteer
        self._service = service
        self._entries: dict[str, tuple[str, list[Candidate]]] = {}
        self.reading: dict[str, Callable[[Asked], Any]] = {
            "state": self._state,
            "queue": self._queue,
            "passage": self._passage,
            "documents": self._documents,
            "entities": self._entities,
            "alike": self._alike,
            "candidates": self._candidates,
            "reconcile": self._reconcile,
            "date": self._date,
            "moved": self._moved,
            "gaps": self._gaps,
            "source": self._source,
        }
        self.changing: dict[str, Callable[[Asked], Any]] = {"decide": self._decide, "undo": self._undo}

    def _state(self, asked: Asked) -> Any:
        desk = self.desk
        return {
            "reviewer": desk.reviewer.name,
            "folder": desk.folder.name,
            "kinds": list(KINDS),
            "counts": desk.shelf.counts(),
            "indexing": self.indexing,
            "unwritten": desk.waiting,
            "notices": desk.notices[int(asked.get("notices", 0)) :],
            "noticed": len(desk.notices),
            "reconciles": self._service is not None,
        }

    def _queue(self, asked: Asked) -> Any:
        listed = self.desk.shelf.queue(
            order=str(asked.get("order", "cert")),
            element=asked.get("element") or None,
            ref=asked.get("ref") or None,
            exact=asked.get("exact") or None,
            path=asked.get("path") or None,
            decided=asked.get("decided") == "1",
            limit=max(1, min(_number(asked, "limit", 50), 5_000)),
            offset=_number(asked, "offset", 0),
        )
        return [asdict(each) for each in listed]

    def _passage(self, asked: Asked) -> Any:
        document = self._document(asked)
        start, end = _number(asked, "start"), _number(asked, "end")
        text = document.text
        if not 0 <= start < end <= len(text):
            raise UsageError("there is no such place in the document", file=document.name)
        first, last = _window(text, start, end)
        self.asked_for = document.name
        inside = [tag for tag in document.tags if tag.start < last and tag.end > first]
        return {
            "path": document.name,
            "first": first,
            "last": last,
            "length": len(text),
            "text": text[first:last],
            "tags": [_tag(tag) for tag in inside],
        }

    def _documents(self, asked: Asked) -> Any:
        return [{"path": path, "fault": fault} for path, fault in self.desk.shelf.faults()]

    def _entities(self, asked: Asked) -> Any:
        rows = self.desk.shelf.entities(asked.get("element") or None, limit=_number(asked, "limit", 200))
        names = ("element", "ref", "exact", "open", "all")
        return [dict(zip(names, row, strict=True)) for row in rows]

    def _alike(self, asked: Asked) -> Any:
        document = self._document(asked)
        tag = self._tag_of(document, asked)
        names = forms(tag, self._parts(document, tag))
        found = alike(self.desk.shelf, pattern(names))
        return {"forms": names, "found": [asdict(each) for each in found]}

    def _candidates(self, asked: Asked) -> Any:
        document = self._document(asked)
        gazetteer = self._gazetteer() if self._gazetteer else None
        words = str(asked.get("words", ""))
        element = str(asked.get("element", ""))
        found = candidates(words, element, self._own(document), self.desk.shelf, self._authority, gazetteer)
        return [asdict(each) for each in found]

    def _reconcile(self, asked: Asked) -> Any:
        if self._service is None:
            raise UsageError(
                "no reconciliation service was named", advice="start the desk with --reconcile URL"
            )
        return [asdict(each) for each in self._service.candidates(str(asked.get("words", "")))]

    def _date(self, asked: Asked) -> Any:
        from tei_tools.importing._dating import attributes

        edtf = str(asked.get("edtf", "")).strip()
        words = in_words(edtf)
        return {"edtf": edtf, "words": words, "attributes": attributes(edtf, "w3c") if words else None}

    def _moved(self, asked: Asked) -> Any:
        document = self._document(asked)
        place = moved(
            document.text,
            _number(asked, "start"),
            _number(asked, "end"),
            str(asked.get("edge", "end")),
            _number(asked, "by"),
        )
        return None if place is None else {"start": place[0], "end": place[1]}

    def _gaps(self, asked: Asked) -> Any:
        document = self._document(asked)
        return gaps(document.text, _number(asked, "start"), _number(asked, "end"))

    def _source(self, asked: Asked) -> Any:
        """The element in the TEI file, as it is written."""
        from tei_tools.importing._source import RefusedError, Source
        from tei_tools.parsing import parse
        from tei_tools.reviewing._placing import Places
        from tei_tools.reviewing._proposals import found

        document = self._document(asked)
        source = document.path.read_bytes()
        tree = parse(source, document.name, LARGEST)
        plain, _ = found(tree)
        try:
            places = Places(Source(source, tree.getroot()), plain, "utf-8")
            first, after, _ = places.span(_number(asked, "start"), _number(asked, "end"))
        except RefusedError as why:
            return {"source": "", "why": str(why)}
        before = source.rfind(b"<", 0, first) if source[first : first + 1] != b"<" else first
        return {"source": source[max(before, first - 400) : after + 40].decode("utf-8", "replace")}

    def _decide(self, asked: Asked) -> Any:
        given = asked.get("actions")
        if not isinstance(given, list) or len(given) > _MOST_ACTIONS:
            raise UsageError("is no list of actions")
        return _told(self.desk.decide([_action(each) for each in given]))

    def _undo(self, asked: Asked) -> Any:
        return _told(self.desk.undo())

    def _document(self, asked: Asked) -> Document:
        return self.desk.document(str(asked.get("path", "")))

    def _tag_of(self, document: Document, asked: Asked) -> Proposal:
        key = (str(asked.get("element", "")), _number(asked, "start"), _number(asked, "end"))
        tag = document.tag(key)
        if tag is None:
            raise UsageError("is not there any more", file=document.name)
        return tag

    def _own(self, document: Document) -> list[Candidate]:
        known = self._entries.get(document.name)
        if known is None or known[0] != document.digest:
            known = (document.digest, entries(_root(document.path)))
            self._entries[document.name] = known
        return known[1]

    def _parts(self, document: Document, tag: Proposal) -> list[tuple[str, str]]:
        """The parts of the name: of its own, else of the entry that it points at."""
        from tei_tools.reviewing._proposals import XML_ID

        root = _root(document.path)
        ref = tag.get("ref").removeprefix("#")
        for element in root.iter("{*}persName"):
            parent = element.getparent()
            is_entry = parent is not None and ref and parent.get(XML_ID) == ref
            if is_entry or " ".join("".join(element.itertext()).split()) == tag.exact:
                parts = [
                    (str(part.tag).rpartition("}")[2], " ".join("".join(part.itertext()).split()))
                    for part in element.iter("*")
                ]
                parts = [part for part in parts if part[0] in NAME_PARTS]
                if any(name == "surname" for name, _ in parts):
                    return parts
        return []


def _window(text: str, start: int, end: int) -> tuple[int, int]:
    """The paragraphs around a tag; of one that is very long, a part of it."""
    first = text.rfind("\n", 0, max(0, start - _BEFORE)) + 1
    last = text.find("\n", min(len(text), end + _AFTER))
    last = len(text) if last < 0 else last
    if start - first > _LONGEST_BLOCK:
        first = text.find(" ", start - _LONGEST_BLOCK) + 1
    if last - end > _LONGEST_BLOCK:
        last = max(end, text.rfind(" ", end, end + _LONGEST_BLOCK))
    return first, last


def _tag(tag: Proposal) -> dict[str, Any]:
    return {
        "element": tag.element,
        "start": tag.start,
        "end": tag.end,
        "exact": tag.exact,
        "cert": tag.cert,
        "by": tag.by,
        "edtf": _edtf(dict(tag.attributes)) if tag.element == "date" else "",
        "attributes": dict(tag.attributes),
    }


def _edtf(said: dict[str, str]) -> str:
    """The value of a date's attributes; W3C's years before Christ lie one off (XML Schema 1.0 has no 0)."""
    if "when-custom" in said:
        return said["when-custom"]
    for ending in ("", "-iso"):
        value = {
            name: _year(said[name + ending], iso=bool(ending)) for name in _DATING if name + ending in said
        }
        if "when" in value:
            return value["when"]
        if "from" in value or "to" in value:
            return f"{value.get('from', '..')}/{value.get('to', '..')}"
        if value:
            return f"[{value.get('notBefore', '')}..{value.get('notAfter', '')}]"
    return ""


_DATING = ("when", "from", "to", "notBefore", "notAfter")


def _year(value: str, *, iso: bool) -> str:
    if iso or not value.startswith("-"):
        return value
    year, rest = value[1:5], value[5:]
    if not year.isdigit():
        return value
    number = 1 - int(year)
    return f"-{-number:04}{rest}" if number < 0 else f"{number:04}{rest}"


def _told(result: Result) -> dict[str, Any]:
    def one(decision: Decision) -> dict[str, Any]:
        return {
            "id": decision.id,
            "verdict": decision.verdict,
            "element": decision.element,
            "start": decision.start,
            "end": decision.end,
            "exact": decision.exact,
        }

    return {
        "decided": [one(each) for each in result.decided],
        "refused": [{"path": action.path, "why": why} for action, why in result.refused],
    }


def _action(given: Any) -> Action:
    """The action of its JSON; ``before`` is ``[element, start, end]`` or null."""
    try:
        before = given.get("before")
        key = (str(before[0]), int(before[1]), int(before[2])) if before is not None else None
        verdict = given["verdict"]
        attributes = given.get("attributes") or {}
        pairs = tuple(
            (str(name), None if value is None else str(value)) for name, value in attributes.items()
        )
        action = Action(
            str(given["path"]),
            key,
            verdict,
            str(given.get("element", "")),
            int(given.get("start", 0)),
            int(given.get("end", 0)),
            pairs,
        )
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        raise UsageError("is no action") from None
    if verdict not in VERDICTS or verdict == "withdrawn" or (key is None) != (verdict == "added"):
        raise UsageError(f"{verdict!r} is no verdict on a tag that is {'not ' if key is None else ''}there")
    if not set(dict(pairs)) <= _ATTRIBUTES:
        raise UsageError("sets an attribute that is not the desk's to set")
    return action


_ATTRIBUTES = frozenset(
    """
    ref key who type subtype source level direct when notBefore notAfter from to when-iso notBefore-iso
    notAfter-iso from-iso to-iso when-custom datingMethod
    """.split()
)


def _number(asked: Asked, name: str, default: int | None = None) -> int:
    value = asked.get(name, default)
    try:
        return int(str(value))
    except (TypeError, ValueError):
        raise UsageError(f"{name} is no number") from None


def _root(path: Path) -> Any:
    from tei_tools.parsing import parse

    return parse(path.read_bytes(), path.name, LARGEST).getroot()
