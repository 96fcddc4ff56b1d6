"""JSON Lines and TEI → marked texts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from tei_tools.errors import UnreadableError
from tei_tools.evaluation import KINDS, Marked, Span

ELEMENTS: dict[str, str] = {
    "persName": "person",
    **dict.fromkeys(
        ("placeName", "geogName", "country", "region", "settlement", "district", "bloc"), "place"
    ),
    "orgName": "organisation",
    "date": "date",
    **dict.fromkeys(("said", "quote", "q"), "quotation"),
    "bibl": "reference",
}
"""TEI's elements by what they tag (TEI 3.3.3, 3.6, 3.12, 13.2)."""

_SUFFIXES = (".jsonl", ".xml", ".tei")
_LARGEST = 200_000_000
_BOUNDS = (("from", "to"), ("notBefore", "notAfter"))


def marked(path: Path) -> Iterator[Marked]:
    """See :func:`tei_tools.evaluation.read`."""
    if path.is_dir():
        files = sorted(each for each in path.rglob("*") if each.suffix in _SUFFIXES and each.is_file())
        for file in files:
            yield from _of_file(file, file.relative_to(path).as_posix())
        if not files:
            raise UnreadableError("has no tagged texts", file=str(path), advice="give .jsonl or TEI files")
        return
    yield from _of_file(path, path.name)


def _of_file(path: Path, name: str) -> Iterator[Marked]:
    if path.suffix != ".jsonl":
        yield of_tei(path, name)
        return
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as fault:
        raise UnreadableError(f"can't be read: {fault.strerror}", file=str(path)) from None
    found: list[Marked] = []
    unsaid: set[int] = set()
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                told = json.loads(line)
                if "exhaustive" not in told:
                    unsaid.add(len(found))
                found.append(_of_line(told, path.stem))
            except (ValueError, KeyError, TypeError, AttributeError):
                raise UnreadableError(
                    "this line is no tagged text",
                    file=str(path),
                    line=number,
                    advice="give id, text, spans (start, end, type) and exhaustive",
                ) from None
    # Where it is not said which kinds are tagged throughout, those are that the file has.
    kinds = tuple(kind for kind in KINDS if any(s.kind == kind for at in unsaid for s in found[at].spans))
    for at, each in enumerate(found):
        yield replace(each, exhaustive=kinds) if at in unsaid else each


def _of_line(line: Mapping[str, Any], source: str) -> Marked:
    text = line.get("text")
    spans = tuple(_span(each) for each in line.get("spans", ()))
    fields = tuple(_span(each) for each in line["fields"]) if "fields" in line else None
    # Predictions need no text of their own: that of the gold holds.
    words = str(text) if text is not None else ""
    exhaustive = tuple(map(str, line.get("exhaustive", ())))
    return Marked(
        str(line["id"]),
        source,
        words,
        spans,
        exhaustive,
        str(line.get("lang", "en")),
        line.get("doc_date"),
        fields,
    )


def _span(given: Mapping[str, Any]) -> Span:
    value, speaker = given.get("value"), given.get("speaker")
    values = () if value is None else (value, *(given.get("alt_values") or ()))
    speakers = (speaker, given.get("speaker_id"), *(given.get("speaker_aliases") or ())) if speaker else ()
    return Span(
        int(given["start"]),
        int(given["end"]),
        str(given["type"]),
        str(given.get("ref") or ""),
        tuple(str(each) for each in values if each is not None),
        bool(given.get("relative")),
        tuple(str(each) for each in speakers if each),
        str(given.get("speaker_kind") or ""),
        str(given.get("cert") or ""),
        (str(speaker),) if speaker else (),
    )


def of_tei(path: Path, name: str) -> Marked:
    """A TEI file as a marked text: all kinds are exhaustive that it has at least one of."""
    from tei_tools.parsing import parse
    from tei_tools.text import plain_text

    try:
        content = path.read_bytes()
    except OSError as fault:
        raise UnreadableError(f"can't be read: {fault.strerror}", file=str(path)) from None
    tree = parse(content, str(path), _LARGEST)
    plain = plain_text(tree)
    mentions = []
    named: dict[str, list[str]] = {}
    for element, start, end in plain:
        kind = ELEMENTS.get(str(element.tag).rpartition("}")[2])
        if kind is not None and start < end:
            mentions.append((element, start, end, kind))
            if ref := element.get("ref"):
                named.setdefault(ref, []).append(plain.text[start:end])
    spans = []
    for element, start, end, kind in mentions:
        who = tuple(
            words for each in element.get("who", "").split() for words in (named.get(each) or [each[1:]])
        )
        values = date_values(dict(element.attrib)) if kind == "date" else ()
        ref, cert = element.get("ref", ""), element.get("cert", "")
        spans.append(Span(start, end, kind, ref, values, speakers=who, cert=cert, speaker=who))
    kinds = tuple(kind for kind in KINDS if any(span.kind == kind for span in spans))
    stem = name.rpartition(".")[0] or name
    return Marked(stem, stem.rpartition("/")[0] or "tei", plain.text, tuple(spans), kinds)


def date_values(attributes: Mapping[Any, Any]) -> tuple[str, ...]:
    """The value of a ``date`` (TEI att.datable), as EDTF."""
    for name in ("when-custom", "when", "when-iso"):
        if attributes.get(name):
            value = str(attributes[name])
            # Some time within a span of days: as long as the days are right, so is the value.
            within = value[1:-1].partition("..") if value[0] + value[-1] == "[]" else ("", "", "")
            return (f"{within[0] or '..'}/{within[2] or '..'}",) if within[1] else (value,)
    for first, last in _BOUNDS:
        if attributes.get(first) or attributes.get(last):
            return (f"{attributes.get(first) or '..'}/{attributes.get(last) or '..'}",)
    return ()
