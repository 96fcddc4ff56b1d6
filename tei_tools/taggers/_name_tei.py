"""A project's own TEI as tagged texts: the words of its files, the names in them, and what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tei_tools.errors import UnreadableError

__all__ = ["KINDS", "tagged_texts"]

#: elements that name somebody or something (TEI, chapter 13), and what they name
KINDS = {
    "persName": "person",
    "placeName": "place",
    "settlement": "place",
    "region": "place",
    "country": "place",
    "district": "place",
    "bloc": "place",
    "geogName": "place",
    "orgName": "organisation",
}
_TYPES = {"person": "person", "place": "place", "org": "organisation", "organisation": "organisation"}
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def tagged_texts(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The path and the tagged text (``text``, ``lang``, ``spans``, ``exhaustive``) of each ``*.xml`` below a
    folder, in the order of their paths.

    The outermost name counts where names are nested. A decision in ``NAME.decisions.jsonl`` beside a file
    holds against its tags: what was rejected is no name, what was added or changed is one. Only kinds that a
    file tags are taken as wholly tagged. A file without a name in its words is left out. Raises
    :class:`UnreadableError` for a file that is no XML.
    """
    for path in sorted(folder.rglob("*.xml")):
        item = _tagged_text(path)
        if item["spans"]:
            yield path, item


def _tagged_text(path: Path) -> dict[str, Any]:
    from tei_tools.decisions import log_of, read
    from tei_tools.decisions._reviewed import reviewed
    from tei_tools.parsing import parse
    from tei_tools.text import plain_text

    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableError(error.strerror or "cannot be read", file=str(path)) from None
    tree = parse(content, str(path))
    plain = plain_text(tree)
    spans: set[tuple[int, int, str]] = set()
    for element, start, end in plain:
        kind = _kind(str(element.tag).rpartition("}")[2], element.get("type", ""))
        if kind and start < end:
            spans.add((start, end, kind))
    log = log_of(path)
    review = reviewed(read(log), plain.text) if log.is_file() else None
    if review is not None:
        for element_name, gone in review.gone.items():
            places = set(gone.spans)
            spans = {span for span in spans if span[:2] not in places or span[2] != KINDS.get(element_name)}
        for tag in review.tags:
            kind = _kind(tag.element, tag.attributes.get("type", ""))
            if kind:
                spans = {span for span in spans if span[:2] != (tag.start, tag.end)}
                spans.add((tag.start, tag.end, kind))
    kept = list(_outermost(spans))
    return {
        "text": plain.text,
        "lang": _language(tree.getroot(), plain.text),
        "spans": [{"start": start, "end": end, "type": kind} for start, end, kind in kept],
        "exhaustive": sorted({kind for _, _, kind in kept}),
    }


def _kind(element: str, said: str) -> str:
    if element in ("name", "rs"):
        return _TYPES.get(said, "") if element == "name" else ""
    return KINDS.get(element, "")


def _outermost(spans: set[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    reached = 0
    for start, end, kind in sorted(spans, key=lambda span: (span[0], -span[1], span[2])):
        if end > reached:
            yield start, end, kind
            reached = end


def _language(root: Any, text: str) -> str:
    """The language that the file says, of those that have cues of their own; else its words' own."""
    from tei_tools.sources._language import detect

    said = next((each.get(_LANG) for each in root.iter("{*}text") if each.get(_LANG)), root.get(_LANG))
    return (said or detect(text) or "en").partition("-")[0].lower()
