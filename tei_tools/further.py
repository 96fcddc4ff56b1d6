"""TEI itself as the input of ``encode``: what has no tag yet is tagged further, every byte there stays.

The document's own tags are decisions: no proposal goes against one, and whom they name holds for the other
mentions of the name. New tags are put into the bytes of the file; what cannot be put there without taking a
tag apart, or where TEI has no place for it, is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tei_tools._further_placing import Putting, local_name

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
    putting = Putting(Places(source, plain, encoding), plain, nested=encoder.nested)
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

    heads = {(start, end) for element, start, end in plain if local_name(element) == "head"}
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
        name = local_name(element)
        if start < end and name in FAMILIES and name in ALLOWED and "\n" not in plain.text[start:end]:
            attributes = {
                str(key): str(value) for key, value in element.attrib.items() if "}" not in str(key)
            }
            attributes.pop("resp", None)
            attributes.pop("cert", None)
            own.append(Tag(start, end, name, attributes, 1.0, by=DOCUMENT))
    spreading = review.spreading | {(tag.start, tag.end) for tag in own}
    return replace(review, tags=tuple(own), spreading=frozenset(spreading), people=(), rejections=())


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
