"""The parts of references that a GROBID server finds, as proposals, on request.

``url`` is the address of the server (``http://localhost:8070``). Each reference that the tagger
``references`` found is sent to ``/api/processCitationList``; what comes back (``biblStruct``) is looked for
in the words of the reference, and what does not stand there does not count. ``encode --format grobid`` sends
a PDF to ``/api/processFulltextDocument`` and tags the TEI that comes back further.

Not tried with GROBID itself: the tests ask a server of their own that answers as its documentation says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from tei_tools.errors import TeiToolsError, UsageError
from tei_tools.sources import SourceDocument
from tei_tools.taggers import Context, Tag
from tei_tools.taggers._asking import number, post

if TYPE_CHECKING:
    from lxml import etree

ELEMENTS = ("author", "editor", "title", "date", "publisher", "pubPlace", "biblScope", "idno")
AFTER = ("references",)
ON_REQUEST = True

_KNOWN = frozenset(("url", "timeout", "confidence"))
_AT_ONCE = 50
_CONFIDENCE = 0.9
_LARGEST = 50_000_000
_TIMEOUT = 120.0
_LEVELS = {"a": "a", "m": "m", "j": "j", "s": "s", "u": "u"}
_SPACE = re.compile(r"\s+")


def tag(document: SourceDocument, context: Context) -> Iterable[Tag]:
    """The parts of each reference. Raises :class:`~tei_tools.errors.UsageError` where the server is not there
    or does not answer in time; an answer that is no TEI gives none.
    """
    import urllib.parse

    address = _address(context.options)
    timeout = number(context.options, "timeout", _TIMEOUT, "grobid")
    confidence = min(1.0, number(context.options, "confidence", _CONFIDENCE, "grobid"))
    wholes = sorted(
        {(each.start, each.end) for each in context.tags if each.element == "bibl"}, key=lambda one: one[0]
    )
    for first in range(0, len(wholes), _AT_ONCE):
        batch = wholes[first : first + _AT_ONCE]
        asked = [("citations", " ".join(document.text[start:end].split())) for start, end in batch]
        body = urllib.parse.urlencode([*asked, ("consolidateCitations", "0")]).encode()
        answer = post(
            f"{address}/api/processCitationList",
            body,
            headers={"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/xml"},
            timeout=timeout,
            largest=_LARGEST,
        )
        found = _references(answer)
        if len(found) != len(batch):
            continue  # whose is whose cannot be told
        for (start, end), reference in zip(batch, found, strict=True):
            yield from _parts(document.text, start, end, reference, confidence)


def fulltext(pdf: bytes, options: Mapping[str, Any], name: str = "article.pdf") -> bytes:
    """The TEI that GROBID makes of a PDF. Raises :class:`~tei_tools.errors.UsageError` where the server does
    not answer, and :class:`~tei_tools.errors.UnreadableError` where its answer is no TEI.
    """
    from tei_tools.errors import UnreadableError
    from tei_tools.further import is_tei

    if not pdf.startswith(b"%PDF-"):
        raise UnreadableError("this is no PDF", file=name, advice="--format grobid takes PDF alone")
    border = "tei-tools-" + "5c1d7e0b92f34a68"
    body = b"".join(
        (
            f'--{border}\r\nContent-Disposition: form-data; name="input"; filename="article.pdf"\r\n'
            "Content-Type: application/pdf\r\n\r\n".encode(),
            pdf,
            f"\r\n--{border}--\r\n".encode(),
        )
    )
    answer = post(
        f"{_address(options)}/api/processFulltextDocument",
        body,
        headers={"Content-Type": f"multipart/form-data; boundary={border}", "Accept": "application/xml"},
        timeout=number(options, "timeout", _TIMEOUT, "grobid"),
        largest=_LARGEST,
    )
    if not is_tei(answer):
        raise UnreadableError("GROBID's answer is no TEI", file=name)
    return answer


def _address(options: Mapping[str, Any]) -> str:
    unknown = sorted(set(options) - _KNOWN)
    if unknown:
        raise UsageError(
            f"grobid.{unknown[0]} is no option of this tagger", advice="url, timeout, confidence"
        )
    address = str(options.get("url", "")).rstrip("/")
    if not address:
        raise UsageError(
            "grobid does not know its server", advice="--option grobid.url=http://localhost:8070"
        )
    return address


def _references(answer: bytes) -> list[etree._Element]:
    from tei_tools.parsing import parse

    try:
        root = parse(answer, "GROBID's answer").getroot()
    except TeiToolsError:
        return []
    return list(root.iter("{*}biblStruct"))


def _parts(text: str, start: int, end: int, reference: etree._Element, confidence: float) -> Iterator[Tag]:
    words = _Words(text, start, end)
    made = [
        (element, attributes, place)
        for element, attributes, wanted in _wanted(reference)
        if (place := words.take(wanted)) is not None
    ]
    for element, attributes, (first, last) in made:
        yield Tag(first, last, element, attributes, confidence, "grobid")


def _wanted(reference: etree._Element) -> Iterator[tuple[str, dict[str, str], list[str]]]:
    """Element, attributes, and the pieces that have to stand near each other in the reference."""
    for person in reference.iter("{*}author", "{*}editor"):
        pieces = [said for each in person.iter("{*}surname", "{*}forename") if (said := _said(each))]
        if pieces:
            yield _local(person), {}, pieces
    for title in reference.iter("{*}title"):
        if _said(title):
            level = _LEVELS.get(title.get("level", ""))
            yield "title", {"level": level} if level else {}, [_said(title)]
    for date in reference.iter("{*}date"):
        when = date.get("when", "")
        said = _said(date) or when[:4]
        if said:
            good = re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", when)
            yield "date", {"when": when} if good else {}, [said]
    for each in reference.iter("{*}publisher", "{*}pubPlace"):
        if _said(each):
            yield _local(each), {}, [_said(each)]
    for scope in reference.iter("{*}biblScope"):
        unit = scope.get("unit", "")
        pieces = [one for one in (scope.get("from", ""), scope.get("to", "")) if one] or [_said(scope)]
        if pieces[0]:
            yield "biblScope", {"unit": unit} if re.fullmatch(r"\w{1,20}", unit) else {}, pieces
    for number_ in reference.iter("{*}idno"):
        kind = number_.get("type", "")
        if _said(number_):
            yield "idno", {"type": kind} if re.fullmatch(r"\w{1,20}", kind) else {}, [_said(number_)]


class _Words:
    """The words of one reference; each may be taken once."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.taken: list[tuple[int, int]] = []

    def take(self, pieces: list[str]) -> tuple[int, int] | None:
        places = []
        for piece in pieces:
            place = self._free(piece)
            if place is None:
                return None
            places.append(place)
        first, last = min(one for one, _ in places), max(one for _, one in places)
        if last - first > 2 * sum(len(piece) for piece in pieces) + 10:
            return None  # not beside each other
        if any(one < last and first < other for one, other in self.taken):
            return None
        self.taken.append((first, last))
        return first, last

    def _free(self, piece: str) -> tuple[int, int] | None:
        pattern = r"\s+".join(map(re.escape, piece.split()))
        for found in re.finditer(rf"(?<!\w){pattern}(?!\w)", self.text[self.start : self.end]):
            first, last = self.start + found.start(), self.start + found.end()
            if not any(one < last and first < other for one, other in self.taken):
                return first, last
        return None


def _said(element: etree._Element) -> str:
    return _SPACE.sub(" ", "".join(str(piece) for piece in element.itertext("{*}*"))).strip()


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]
