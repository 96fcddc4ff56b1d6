"""TEI itself as the input of ``encode``: what has no tag yet is tagged further, every byte there stays.

The document's own tags are decisions: no proposal goes against one, and whom they name holds for the other
mentions of the name. New tags are put into the bytes of the file; what cannot be put there without taking a
tag apart, or where TEI has no place for it, is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tei_tools.api import Encoder
    from tei_tools.decisions import Decision
    from tei_tools.editing import Edit
    from tei_tools.inputs import Input
    from tei_tools.text import PlainText

__all__ = ["Further", "is_tei", "tag_further"]

TEI = "http://www.tei-c.org/ns/1.0"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
DOCUMENT = "the document"
_ROOT = re.compile(rb"<(?:[\w.-]+:)?(?:TEI|teiCorpus)[\s>]")
_HEAD = 20_000
_POINTERS = ("ref", "who", "source", "corresp", "target", "datingMethod", "calendar")
_BLOCKS = frozenset(
    """
    p ab l head item cell note trailer byline dateline label salute signed opener closer speaker stage
    """.split()
)
# Families of which one never stands in another; a date in a name, or a name in a date, is none either.
_SOLE = {"name": "name", "date": "name", "reference": "reference"}
# Besides the encoder's own table: elements whose content is macro.paraContent or macro.phraseSeq.
_LIKE_PARAGRAPHS = frozenset("seg stage supplied unclear corr reg sic orig add del lem rdg damage".split())
# What may stand in any words (model.global, model.pPart.edit, model.segLike, model.gLike).
_ANYWHERE = frozenset(
    """
    lb pb cb gb milestone anchor choice abbr expan ex am orig reg sic corr supplied unclear add del subst gap
    space damage seg hi w pc c g note ptr index
    """.split()
)
_START = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
_LIKE_PHRASES = frozenset("speaker opener closer addrLine".split())


@dataclass(frozen=True, slots=True)
class Further:
    """The file with more tags: its bytes, how many tags of which element were added, how many found no
    place, and the decisions of persons whose words are not found.
    """

    content: bytes
    added: dict[str, int]
    refused: int
    lost: tuple[Decision, ...] = ()


def is_tei(data: bytes) -> bool:
    """Whether a file begins as TEI does."""
    head = data[:_HEAD]
    return TEI.encode() in head and _ROOT.search(head) is not None


def tag_further(data: bytes, item: Input, encoder: Encoder) -> Further:
    """The TEI file ``data`` with the tags that it has not yet. Raises
    :class:`~tei_tools.errors.UnreadableError` for what is no TEI, or in an encoding that is not edited.
    """
    from tei_tools.decisions import from_tei
    from tei_tools.decisions._reviewed import joined, reviewed
    from tei_tools.editing import apply
    from tei_tools.encoded import decisions_on
    from tei_tools.errors import UnreadableError
    from tei_tools.importing._source import RefusedError, Source
    from tei_tools.parsing import parse
    from tei_tools.reviewing._applying import encoding_of
    from tei_tools.reviewing._placing import Places
    from tei_tools.text import plain_text

    tree = parse(data, item.name, encoder.max_size)
    root = tree.getroot()
    plain = plain_text(tree)
    if not plain.text.strip():
        raise UnreadableError("there are no words in this TEI file", file=item.name)
    logged, _ = decisions_on(item, encoder.decisions, None, plain.text)
    carried = [each for each in from_tei(tree) if each.verdict == "rejected"]
    review = reviewed(joined([logged], carried, plain.text), plain.text)
    document = _document(data, item.name, plain, root)
    made = encoder.encoded(document, review=_with_own_tags(review, plain))
    ids = {each.get(XML_ID) for each in root.iter() if each.get(XML_ID)}
    try:
        encoding = encoding_of(data, item.name)
    except RefusedError as why:
        raise UnreadableError(str(why), file=item.name) from None
    source = Source(data, root)
    putting = _Putting(Places(source, plain, encoding), plain)
    entries = {each.get(XML_ID): each for each in made.tree.getroot().iter() if each.get(XML_ID)}
    new = plain_text(made.tree)
    if new.text != plain.text:
        raise UnreadableError(
            "its words cannot be tagged further: they are not read back alike", file=item.name
        )
    for element, start, end in new:
        by = element.get("resp", "")
        if start < end and (by.startswith("#tagger-") or by == "#tei-tools"):
            putting.put(element, start, end)
    wanted = putting.pointed(ids, entries)
    if not putting.kept:
        return Further(data, {}, putting.refused, review.lost)
    resp = _resp(root, ids)
    edits = [*putting.edits(wanted | ids, resp), *_about(source, root, ids, made.tree.getroot(), wanted)]
    content = apply(data, sorted(edits, key=lambda edit: edit.start), None, encoding=encoding)
    again = plain_text(parse(content, item.name, encoder.max_size * 2))
    if again.text != plain.text:  # nothing half-done leaves this function
        raise UnreadableError("its words would change; nothing was written", file=item.name)
    return Further(content, putting.counts(), putting.refused, review.lost)


def _document(data: bytes, name: str, plain: PlainText, root: Any) -> Any:
    """The plain text as a document whose lines are its blocks."""
    import hashlib

    from tei_tools.sources import Block, Metadata, SourceDocument

    heads = {(start, end) for element, start, end in plain if _local(element) == "head"}
    blocks, position = [], 0
    for line in plain.text.split("\n"):
        place = (position, position + len(line))
        if line:
            blocks.append(
                Block("heading" if place in heads else "paragraph", *place, level=int(place in heads))
            )
        position += len(line) + 1
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    language = next(
        (each.get(lang) for each in root.iter(f"{{{TEI}}}text") if each.get(lang)), root.get(lang)
    )
    written = root.find(f"./{{{TEI}}}teiHeader/{{{TEI}}}profileDesc/{{{TEI}}}creation/{{{TEI}}}date")
    date = written.get("when") if written is not None else None
    digest = hashlib.sha256(data).hexdigest()
    if language is None:
        from tei_tools.sources._language import detect

        language = detect(plain.text)
    return SourceDocument(
        name, "tei", digest, plain.text, tuple(blocks), metadata=Metadata(language=language, date=date)
    )


def _with_own_tags(review: Any, plain: PlainText) -> Any:
    from dataclasses import replace

    from tei_tools.encoding._content import ALLOWED, FAMILIES
    from tei_tools.taggers import Tag

    own = []
    for element, start, end in plain:
        name = _local(element)
        if start < end and name in FAMILIES and name in ALLOWED and "\n" not in plain.text[start:end]:
            attributes = {
                str(key): str(value) for key, value in element.attrib.items() if "}" not in str(key)
            }
            attributes.pop("resp", None)
            attributes.pop("cert", None)
            own.append(Tag(start, end, name, attributes, 1.0, by=DOCUMENT))
    spreading = review.spreading | {(tag.start, tag.end) for tag in own}
    return replace(review, tags=tuple(own), spreading=frozenset(spreading), people=(), rejections=())


class _Putting:
    """New tags and the bytes at which they go."""

    def __init__(self, places: Any, plain: PlainText) -> None:
        from tei_tools.encoding._content import FAMILIES

        self.places = places
        self.plain = plain
        self.kept: list[tuple[Any, int, int, int, int, Any]] = []
        self.refused = 0
        self._own: dict[str, list[tuple[int, int]]] = {}
        for element, start, end in plain:
            family = _SOLE.get(FAMILIES.get(_local(element), ""))
            if family and start < end:
                self._own.setdefault(family, []).append((start, end))
        for spans in self._own.values():
            spans.sort()
        self._open: list[tuple[int, int, str, Any]] = []

    def put(self, element: Any, start: int, end: int) -> None:
        from tei_tools.encoding._content import PARTS
        from tei_tools.importing._source import RefusedError

        name = _local(element)
        try:
            if element.get("next") or element.get("prev"):
                raise RefusedError("it would be in pieces")
            if name in PARTS and not self._whole(start, end)[0]:
                raise RefusedError("its whole is not tagged")
            first, after, parent = self.places.span(start, end)
            if not self._may_stand(name, parent, start, end) or not self._may_hold(name, first, after):
                raise RefusedError("TEI has no place for it there")
        except RefusedError:
            self.refused += 1
            return
        self.kept.append((element, start, end, first, after, parent))
        self._open.append((start, end, name, parent))

    def _whole(self, start: int, end: int) -> tuple[str, Any]:
        """The nearest tag of ours, put just before, that holds these words, and what it was put into."""
        while self._open and self._open[-1][1] <= start:
            self._open.pop()
        return next(
            ((name, parent) for a, b, name, parent in reversed(self._open) if a <= start and end <= b),
            ("", None),
        )

    def _may_stand(self, name: str, parent: Any, start: int, end: int) -> bool:
        from tei_tools.encoding._content import ALLOWED, DATA, FAMILIES, PARAGRAPH

        (whole, holder), above = self._whole(start, end), _local(parent)
        if whole and holder is parent:
            return name in ALLOWED[whole]
        if above in ALLOWED:
            allowed = ALLOWED[above]
        elif above in _LIKE_PARAGRAPHS:
            allowed = PARAGRAPH
        elif above in _LIKE_PHRASES:
            allowed = DATA
        else:
            return False
        if name not in allowed:
            return False
        family = _SOLE.get(FAMILIES.get(name, ""))
        return family is None or self._clear(family, parent, start, end)

    def _may_hold(self, name: str, first: int, after: int) -> bool:
        """Whether what is tagged already between these bytes may stand in a new tag."""
        from tei_tools.encoding._content import BY_HAND

        inside = {each.decode() for each in _START.findall(self.places.source.source[first:after])}
        return inside <= BY_HAND[name] | _ANYWHERE

    def _clear(self, family: str, parent: Any, start: int, end: int) -> bool:
        """Whether a tag would neither be in another of its family nor have one in it."""
        from tei_tools.encoding._content import FAMILIES

        while parent is not None and _local(parent) not in _BLOCKS:
            if _SOLE.get(FAMILIES.get(_local(parent), "")) == family:
                return False
            parent = parent.getparent()
        own = self._own.get(family, [])
        at = bisect_left(own, (start, 0))
        return not (at < len(own) and own[at][0] < end)

    def pointed(self, ids: set[Any], entries: dict[Any, Any]) -> set[str]:
        """The entries that the new tags point at, and the document has not."""
        wanted = set()
        for element, *_ in self.kept:
            for name in ("ref", "who"):
                for token in element.get(name, "").split():
                    entry = entries.get(token[1:]) if token.startswith("#") else None
                    if (
                        entry is not None
                        and token[1:] not in ids
                        and _local(entry) in ("person", "place", "org")
                    ):
                        wanted.add(token[1:])
        return wanted

    def counts(self) -> dict[str, int]:
        from collections import Counter

        return dict(sorted(Counter(_local(element) for element, *_ in self.kept).items()))

    def edits(self, known: set[Any], resp: str) -> Iterator[Edit]:
        from tei_tools.editing import Edit
        from tei_tools.importing._source import checked, quoted

        edges: list[tuple[int, int, int, str]] = []
        for number, (element, _, _, first, after, parent) in enumerate(self.kept):
            above = self.places.source.tag(parent)["name"].decode()
            lead = above.rpartition(":")[0]
            name = f"{lead}:{_local(element)}" if lead else _local(element)
            said = ""
            for key, value in element.attrib.items():
                if str(key) == "resp":
                    value = resp
                elif str(key) in _POINTERS:
                    value = " ".join(
                        token for token in value.split() if not token.startswith("#") or token[1:] in known
                    )
                if value and "}" not in str(key):
                    said += f" {key}={quoted(checked(value))}"
            edges.append((first, 1, number, f"<{name}{said}>"))
            edges.append((after, 0, -number, f"</{name}>"))
        for byte, _, _, words in sorted(edges):
            yield Edit(byte, byte, words)


def _resp(root: Any, ids: set[Any]) -> str:
    return "#tei-tools" if root.find(f"./{{{TEI}}}teiHeader") is not None or "tei-tools" in ids else ""


def _about(source: Any, root: Any, ids: set[Any], made: Any, wanted: set[str]) -> Iterator[Edit]:
    """What the header says of the program, and the entries of ``standOff`` that new tags point at."""
    import copy

    from lxml import etree

    from tei_tools.editing import Edit
    from tei_tools.version import VERSION

    header = root.find(f"./{{{TEI}}}teiHeader")
    if header is None:
        return
    if "tei-tools" not in ids:
        told = (
            f'<application xml:id="tei-tools" ident="tei-tools" version="{VERSION}">'
            "<label>tei-tools</label></application>"
        )
        description = header.find(f"./{{{TEI}}}encodingDesc")
        info = None if description is None else description.find(f"./{{{TEI}}}appInfo")
        ns = f' xmlns="{TEI}"'
        if info is not None and len(info):
            place = source.end(info[-1])
            yield Edit(place, place, told.replace("<application", f"<application{ns}", 1))
        elif description is not None and len(description):
            place = source.end(description[-1])
            yield Edit(place, place, f"<appInfo{ns}>{told}</appInfo>")
        else:
            place = source.end(header.find(f"./{{{TEI}}}fileDesc"))
            yield Edit(place, place, f"<encodingDesc{ns}><appInfo>{told}</appInfo></encodingDesc>")
    if not wanted:
        return
    lists = []
    for name in ("listPerson", "listPlace", "listOrg"):
        register = made.find(f"./{{{TEI}}}standOff/{{{TEI}}}{name}")
        entries = [each for each in (register if register is not None else ()) if each.get(XML_ID) in wanted]
        if entries:
            holder = etree.Element(f"{{{TEI}}}{name}", nsmap={None: TEI})  # type: ignore[dict-item]
            holder.extend(copy.deepcopy(each) for each in entries)
            for each in holder:
                each.tail = None
            lists.append(etree.tostring(holder, encoding="unicode"))
    there = root.find(f"./{{{TEI}}}standOff")
    if there is not None and len(there):
        place, words = source.end(there[-1]), "".join(lists)
    else:
        place, words = source.end(header), f'<standOff xmlns="{TEI}">{"".join(lists)}</standOff>'
    yield Edit(place, place, words)


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
