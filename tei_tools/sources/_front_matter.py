"""The front matter of a Markdown file: ``key: value`` lines between ``---`` lines, the common part of
YAML alone.
"""

from __future__ import annotations

import re

from tei_tools.sources import Metadata
from tei_tools.sources._dateline import DayOrder, find_date

__all__ = ["metadata_of", "split_front_matter"]

_KEY = re.compile(r"([A-Za-z][\w .-]{0,40}?)\s*:(?:\s+(.*))?$")
_ITEM = re.compile(r"\s*-\s+(.*)$")
_KEYS = {
    "title": ("title", "titel", "titre"),
    "authors": ("author", "authors", "autor", "autoren", "auteur", "auteurs", "by"),
    "date": ("date", "published", "datum", "pubdate", "publishdate"),
    "language": ("lang", "language", "sprache", "langue"),
    "publisher": ("publisher", "publication"),
    "address": ("url", "canonical", "canonical_url", "source_url", "permalink"),
    "rights": ("license", "licence", "rights", "copyright", "lizenz"),
    "keywords": ("tags", "keywords", "categories"),
}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


def split_front_matter(text: str) -> tuple[str | None, str, int]:
    """The front matter without its lines of dashes (``None`` where there is none), the rest, the rest's
    first line.
    """
    lines = text.split("\n", 1)
    if lines[0].rstrip() != "---" or len(lines) < 2:
        return None, text, 1
    end = re.search(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", lines[1], re.M)
    if end is None or not (lines[1].startswith("#") or _KEY.match(lines[1].split("\n", 1)[0].rstrip())):
        return None, text, 1
    front = lines[1][: end.start()]
    return front, lines[1][end.end() :], front.count("\n") + 3


def metadata_of(front: str, order: DayOrder) -> tuple[Metadata, str]:
    """What the front matter says of the document, and the reason to record where it was left out of the
    text.
    """
    values = _values(front)

    def first(field: str) -> str | None:
        return next((value for key in _KEYS[field] for value in values.get(key, ()) if value), None)

    def all_of(field: str) -> tuple[str, ...]:
        return tuple(value for key in _KEYS[field] for value in values.get(key, ()) if value)

    said = first("date")
    reading = find_date(said, order) if said else None
    date = (
        reading.value
        if reading
        else said
        if said and re.fullmatch(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?", said)
        else None
    )
    language = first("language")
    metadata = Metadata(
        title=first("title"),
        authors=all_of("authors"),
        date=date,
        date_alternative=reading.alternative if reading else None,
        date_order=reading.order if reading else None,
        language=language.replace("_", "-") if language and _LANGUAGE.fullmatch(language) else None,
        publisher=first("publisher"),
        address=first("address"),
        rights=first("rights"),
        keywords=all_of("keywords"),
    )
    return metadata, "front matter, read as metadata"


def _values(front: str) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    key: str | None = None
    for line in front.split("\n"):
        found = _KEY.match(line) if not line[:1].isspace() else None
        if found:
            key = found[1].lower()
            values.setdefault(key, []).extend(_scalars(found[2] or ""))
        elif key and (item := _ITEM.match(line)):
            name = re.fullmatch(r"name\s*:\s*(.*)", item[1])  # - name: Jane Doe
            values[key].extend(_scalars(name[1] if name else item[1]))
        elif key and values[key] and line.strip() and line[:1].isspace() and not _KEY.match(line.strip()):
            values[key][-1] = f"{values[key][-1]} {line.strip()}"
    return values


def _scalars(value: str) -> list[str]:
    value = value.strip()
    if value in ("", "|", ">", "|-", ">-", "~", "null"):
        return []
    if value.startswith("[") and value.endswith("]"):
        return [one for part in value[1:-1].split(",") if (one := _unquoted(part))]
    quoted = re.match(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*(?:#.*)?$""", value)
    if quoted:
        value = quoted[1]
    else:
        value = re.sub(r"\s+#.*$", "", value)
    return [_unquoted(value)]


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "'\"":
        return value[1:-1].replace("''", "'") if value[0] == "'" else value[1:-1].replace('\\"', '"')
    return value
