"""Encoding: text + tags + identities → a TEI tree (``teiHeader``, ``standOff``, ``text``).

:func:`encode_document` takes a document, what was identified in it and the header's settings, and gives the
tree; :func:`encode` gives the decisions on the tags as well, and :func:`serialize` the bytes of the file.
The law of this room: the plain text of the tree is the document's text. Its stages: ``_structure``
(blocks), ``_overlaps`` (which tags stay), ``_marks`` (the source's own mark-up), ``_inline`` (mixed
content), ``_header``, ``_standoff``, ``_layout``; ``_content`` and ``_attributes`` are the tables of what
may stand where. Another element is a row there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tei_tools.encoding._settings import HeaderSettings

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.decisions import Decision
    from tei_tools.encoding._encode import Encoding
    from tei_tools.identity import Identified
    from tei_tools.sources import SourceDocument

__all__ = ["HeaderSettings", "encode", "encode_document", "serialize"]


def encode(
    document: SourceDocument,
    identified: Identified,
    header: HeaderSettings,
    *,
    taggers: Mapping[str, str] | Sequence[str] = (),
    language: str | None = None,
    date: str | None = None,
    encoded_on: str | None = None,
    people: Sequence[tuple[str, str]] = (),
    rejections: Sequence[Decision] = (),
    nested: bool = False,
) -> Encoding:
    """The TEI ``tree`` of a document, and ``decisions``: each tag that is not wholly in it, with the reason.

    ``taggers`` are the names of those that ran (or their versions, by name); ``language`` is a BCP 47 tag,
    by default what the source says; ``date`` is the document's own date and ``encoded_on`` the day of the
    encoding, both in W3C form and left out where ``None``. ``people`` (name, last day) decided on tags (those
    whose ``by`` is set), and ``rejections`` are what they refused. ``nested`` lets names stand in names.
    Raises :class:`~tei_tools.errors.UnreadableError` where the text has a character that XML cannot hold.
    """
    from tei_tools.encoding import _encode

    return _encode.encode(
        document,
        identified,
        header,
        taggers=taggers,
        language=language,
        date=date,
        encoded_on=encoded_on,
        people=people,
        rejections=rejections,
        nested=nested,
    )


def encode_document(
    document: SourceDocument,
    identified: Identified,
    header: HeaderSettings,
    *,
    taggers: Mapping[str, str] | Sequence[str] = (),
    language: str | None = None,
    date: str | None = None,
    encoded_on: str | None = None,
) -> etree._ElementTree:
    """The TEI tree alone; see :func:`encode`."""
    return encode(
        document,
        identified,
        header,
        taggers=taggers,
        language=language,
        date=date,
        encoded_on=encoded_on,
    ).tree


def serialize(tree: etree._ElementTree) -> bytes:
    """The bytes of the file: UTF-8 with an XML declaration; white space is added nowhere in mixed content."""
    from tei_tools.encoding import _layout

    return _layout.serialize(tree)
