"""``--fix``: what has one possible reading, made right in the bytes of the file; every other byte stays.

The findings say what that is (:class:`tei_tools.validation.Mend` with one choice). After each step the file
is validated again, as a name put right shows what is wrong inside it; a step that does not do away with its
findings is not taken.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tei_tools.editing import Edit, apply
from tei_tools.errors import UnreadableError
from tei_tools.validation import Finding

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.inputs import Input
    from tei_tools.reports import FileReport
    from tei_tools.validation._validator import Validator

__all__ = ["Fixed", "fixed", "proposals"]

# A slip inside a slip inside a slip: no more steps than these.
_MOST_STEPS = 5
_ATTRIBUTE = rb"""\s+[^\s=/>"'<]+\s*=\s*(?:"[^"]*"|'[^']*')"""
_START_TAG = re.compile(rb"<(?P<name>[^\s/>]+)(?P<attributes>(?:" + _ATTRIBUTE + rb")*)\s*(?P<empty>/?)>")
_ONE = re.compile(rb"""\s(?P<name>[^\s=/>"'<]+)\s*=\s*(?P<value>"[^"]*"|'[^']*')""")
_END_TAG = re.compile(rb"</(?P<name>[^\s>]+)\s*>")

# A stretch of the original, or new text in bytes.
_Piece = tuple[int, int] | bytes


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file before and after: the ``edits`` of ``source``, the findings that they mended, what is left."""

    source: bytes
    edits: tuple[Edit, ...]
    encoding: str
    mended: tuple[Finding, ...]
    report: FileReport

    def content(self) -> bytes:
        """The file with its edits."""
        return apply(self.source, self.edits, None, encoding=self.encoding)


def fixed(validator: Validator, item: Input, source: bytes) -> Fixed:
    """The file ``item``, whose content is ``source``, with all that has one possible reading put right.

    Raises :class:`~tei_tools.errors.UnreadableError` where it is no well-formed XML.
    """
    from tei_tools.validation._document import encoding_of

    report = validator.examine(item, source)
    encoding = encoding_of(source).removesuffix("-sig")
    mended: list[Finding] = []
    if encoding.startswith(("utf-16", "utf-32")) or not _stands_by_itself(validator, item, source):
        return Fixed(source, (), "utf-8", (), report)
    pieces: list[_Piece] = [(0, len(source))]
    content = source
    for _ in range(_MOST_STEPS):
        certain = [finding for finding in report.findings if finding.mend and len(finding.mend.choices) == 1]
        step = _step(validator, item, content, certain, encoding, report)
        if step is None:
            break
        edits, done, content, report = step
        pieces = _edited(pieces, source, edits, encoding)
        mended += done
    return Fixed(source, tuple(_edits(pieces, source, encoding)), encoding, tuple(mended), report)


def proposals(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that a person has to choose for."""
    return [finding for finding in findings if finding.mend and len(finding.mend.choices) > 1]


def _stands_by_itself(validator: Validator, item: Input, source: bytes) -> bool:
    """Whether places in what was validated are places in the file: no other file has been put into it."""
    from tei_tools.parsing import parse
    from tei_tools.validation._doctype import prepared
    from tei_tools.validation._inclusions import included

    allowed = validator.checks.local_entities
    if prepared(source, item.path, local_entities=allowed)[0] != source:
        return False
    inclusions = included(parse(source, item.name, validator.checks.max_size), item.path)
    return inclusions is None or not inclusions.replaced


def _step(
    validator: Validator,
    item: Input,
    content: bytes,
    certain: Sequence[Finding],
    encoding: str,
    before: FileReport,
) -> tuple[list[Edit], list[Finding], bytes, FileReport] | None:
    """The edits for ``certain``, those that were made, and the file after them; ``None`` where none helps."""
    from tei_tools.validation._baseline import fingerprint

    edits, done = _mending(content, item, certain)
    while done:
        after = apply(content, edits, None, encoding=encoding)
        try:
            report = validator.examine(item, after)
        except UnreadableError:
            return None
        there = Counter(fingerprint(each, "") for each in before.findings)
        left = Counter(fingerprint(each, "") for each in report.findings)
        tried = Counter(fingerprint(each, "") for each in done)
        useless = {each for each, times in tried.items() if left[each] > there[each] - times}
        if not useless:
            return edits, done, after, report
        certain = [each for each in done if fingerprint(each, "") not in useless]
        edits, done = _mending(content, item, certain)
    return None


def _mending(content: bytes, item: Input, certain: Sequence[Finding]) -> tuple[list[Edit], list[Finding]]:
    """The edits for each finding whose place is in the file itself, and those findings."""
    if not certain:
        return [], []
    from tei_tools.parsing import parse
    from tei_tools.validation._paths import Paths

    root = parse(content, item.name, len(content)).getroot()
    elements = Paths().elements(root, {finding.xpath.partition("/@")[0] for finding in certain})
    numbers = {element: index for index, element in enumerate(root.iter("*"))}
    index_of = {path: numbers[element] for element, path in elements.items()}
    # An unknown name is told once in its parent, whose other children of that name are meant too.
    unknown = {each.xpath for each in certain if each.code == "TEI-RNG-001"}
    siblings = {
        path: [numbers[each] for each in _alike(element)]
        for element, path in elements.items()
        if path in unknown
    }
    tags = _tags(content, {*index_of.values(), *(number for each in siblings.values() for number in each)})
    edits: list[Edit] = []
    done: list[Finding] = []
    taken: set[tuple[int, int]] = set()
    for finding in certain:
        path, _, attribute = finding.xpath.partition("/@")
        several = siblings.get(path, []) if finding.code == "TEI-RNG-001" else []
        made: list[Edit] = []
        for number in several or [index_of.get(path, -1)]:
            start, end = tags.get(number, (-1, -1))
            tag = _START_TAG.match(content, start) if start >= 0 else None
            made += list(_made(content, tag, end, finding, attribute)) if tag else []
        places = {(edit.start, edit.end) for edit in made}
        if made and not places & taken:
            taken |= places
            edits += made
            done.append(finding)
    return edits, done


def _alike(element: etree._Element) -> list[etree._Element]:
    """The element and its siblings of the same name."""
    parent = element.getparent()
    return [element] if parent is None else list(parent.iterchildren(str(element.tag)))


def _made(content: bytes, tag: re.Match[bytes], end: int, finding: Finding, attribute: str) -> Iterator[Edit]:
    assert finding.mend is not None
    text = finding.mend.choices[0]
    replaces = finding.mend.replaces
    if replaces == "namespace":
        if b":" not in tag["name"] and not re.search(rb"\sxmlns\s*=", tag["attributes"]):
            yield Edit(tag.end("name"), tag.end("name"), f' xmlns="{text}"')
    elif replaces == "element":
        prefix = len(tag["name"].rpartition(b":")[0]) + (1 if b":" in tag["name"] else 0)
        if tag["empty"]:
            yield Edit(tag.start("name") + prefix, tag.end("name"), text)
        elif (closing := _END_TAG.match(content, end)) and closing["name"] == tag["name"]:
            yield Edit(tag.start("name") + prefix, tag.end("name"), text)
            yield Edit(closing.start("name") + prefix, closing.end("name"), text)
    else:
        for one in _ONE.finditer(content, tag.start("attributes"), tag.end("attributes")):
            if one["name"].decode("utf-8", "replace") != attribute:
                continue
            if replaces == "attribute":
                yield Edit(one.start("name"), one.end("name"), text)
            elif replaces == "value":
                escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
                yield Edit(one.start("value") + 1, one.end("value") - 1, escaped.replace("'", "&#39;"))


def _tags(content: bytes, wanted: set[int]) -> dict[int, tuple[int, int]]:
    """The bytes at which the start tag and the end tag of elements begin, by their place in the document."""
    from xml.parsers import expat

    found: dict[int, tuple[int, int]] = {}
    parser = expat.ParserCreate()
    count = 0
    above: list[tuple[int, int]] = []

    def start(tag: str, attributes: Any) -> None:
        nonlocal count
        above.append((count, parser.CurrentByteIndex))
        count += 1

    def end(tag: str) -> None:
        index, begun = above.pop()
        if index in wanted:
            found[index] = (begun, parser.CurrentByteIndex)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.ordered_attributes = True
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError, ValueError):
        return {}
    return found


def _edited(pieces: list[_Piece], source: bytes, edits: list[Edit], encoding: str) -> list[_Piece]:
    """The pieces of the file after ``edits``, whose offsets count in the pieces put together."""
    out: list[_Piece] = []
    place = 0
    waiting = sorted(edits, key=lambda edit: (edit.start, edit.end), reverse=True)
    for piece in pieces:
        length = len(piece) if isinstance(piece, bytes) else piece[1] - piece[0]
        begin = 0
        while waiting and (waiting[-1].start < place + length or waiting[-1].start == place):
            edit = waiting[-1]
            out.append(_cut(piece, begin, max(begin, edit.start - place)))
            if edit.text is not None and edit.start >= place:
                out.append(edit.text.encode(encoding, "xmlcharrefreplace"))
            begin = min(max(begin, edit.end - place), length)
            if edit.end > place + length:  # it goes on in the next piece
                waiting[-1] = Edit(place + length, edit.end, "")
                break
            waiting.pop()
        out.append(_cut(piece, begin, length))
        place += length
    return [piece for piece in out if (piece if isinstance(piece, bytes) else piece[1] > piece[0])]


def _cut(piece: _Piece, begin: int, end: int) -> _Piece:
    return piece[begin:end] if isinstance(piece, bytes) else (piece[0] + begin, piece[0] + end)


def _edits(pieces: list[_Piece], source: bytes, encoding: str) -> Iterator[Edit]:
    """The edits of the original that give the pieces."""
    place = 0
    text = b""
    for piece in [*pieces, (len(source), len(source))]:
        if isinstance(piece, bytes):
            text += piece
            continue
        if piece[0] > place or text:
            yield Edit(place, piece[0], text.decode(encoding))
        place, text = piece[1], b""
