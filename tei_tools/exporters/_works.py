"""The works that documents cite, each once, for the forms of reference managers.

What counts is ``bibl``, ``biblStruct`` and ``biblFull``. One that only points at an entry which is there
itself (``<bibl corresp="#b1">Homer 1900</bibl>``) is that entry. ``ref``, ``ptr`` and titles in running text
are no references with parts, and stay with ``csv`` and ``jsonld``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

from tei_tools.exporters import Options
from tei_tools.exporters._collected import Collected
from tei_tools.exporters._distinct import distinct
from tei_tools.exporters._identifiers import Iris, Names
from tei_tools.exporters._rights import AllRights, Rights
from tei_tools.records._authorities import authority

if TYPE_CHECKING:
    from tei_tools.records import Record
    from tei_tools.records._rows import Reference

_ELEMENTS = frozenset(("bibl", "biblStruct", "biblFull"))
_ISBN = re.compile(r"(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx]")
_ISSN = re.compile(r"\d{4}-?\d{3}[\dXx]")
_DASH = re.compile(r"\s*[‐-―−-]+\s*")

# Words that show a body, not a person; names without a comma that have none of them are parted.
_BODY = frozenset(
    "and of the for und der die das des für et du de la academy akademie agency amt archiv archive "
    "archives association bank board bundesarchiv bureau bibliothek library centre center club college "
    "commission committee company congress council department foundation gesellschaft government group "
    "gruppe hochschule institut institute institution kommission konferenz ministerium ministry museum "
    "office press project redaktion school service society stiftung team union universität université "
    "university verein verlag".split()
)
_PARTICLES = frozenset("von van de der den zu zur vom da di del della du la le ten ter af".split())
_GIVEN = re.compile(r"[^\W\d_][\w.'’-]*\.?")


class Name(NamedTuple):
    """A person's family and given name, or a name that is not parted (``given`` is empty)."""

    family: str
    given: str


class Work(NamedTuple):
    """A work that is cited. ``kind``: article, chapter, book, series, journal, manuscript, page, other.

    ``note`` is the citation's own words where its parts do not name a title. ``key`` is short, and made of
    what the work says alone. ``rights`` are those of the documents that cite it, each with its documents.
    """

    iri: str
    key: str
    kind: str
    title: str | None
    container: str | None
    authors: tuple[Name, ...]
    editors: tuple[Name, ...]
    date: str | None
    publisher: str | None
    place: str | None
    volume: str | None
    issue: str | None
    pages: str | None
    doi: str | None
    isbn: str | None
    issn: str | None
    url: str | None
    note: str | None
    documents: tuple[str, ...]
    rights: tuple[tuple[Rights, tuple[str, ...]], ...]


def collect(works: Collected, records: Iterable[Record], options: Options, rights: AllRights) -> int:
    """Gather the cited works of all records; gives how many documents there were."""
    number = 0
    for record in distinct(records, options):
        number += 1
        right = rights.add(record)
        iris, names = Iris(record, options.base), Names(record)
        entries = {row.id for row in record.references if row.id and row.element in _ELEMENTS}
        for row in record.references:
            # Every row takes its name, so that identifiers are those of the other exports.
            name = names.row("reference", row, f"{row.quote} {row.target or ''}")
            if row.element not in _ELEMENTS or (
                row.entity and row.entity != row.id and row.entity in entries
            ):
                continue
            said = _said(row)
            if said is None:
                continue
            text = json.dumps(said, ensure_ascii=False, sort_keys=True)
            digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
            works.add(digest, iri=[iris.below(name)], work=[said], document=[(iris.document, right)])
    return number


def works_of(works: Collected, rights: AllRights) -> Iterator[Work]:
    """The works in the order in which they were first met."""
    stated = rights.list()
    for digest, parts in works:
        said: dict[str, Any] = parts["work"][0][0]
        said["authors"] = tuple(Name(*pair) for pair in said["authors"])
        said["editors"] = tuple(Name(*pair) for pair in said["editors"])
        documents = [cited for cited, _ in parts["document"]]
        under: dict[int, list[str]] = {}
        for document, right in documents:
            if right is not None:
                under.setdefault(right, []).append(document)
        yield Work(
            iri=parts["iri"][0][0],
            key=_key(said, digest),
            documents=tuple(document for document, _ in documents),
            rights=tuple((stated[right], tuple(those)) for right, those in under.items()),
            **said,
        )


def _said(row: Reference) -> dict[str, Any] | None:
    doi = isbn = issn = url = None
    for kind, value in row.identifiers:
        kind = kind.upper()
        known = authority(value, kind.lower())
        if known and known.scheme == "DOI":
            doi = doi or known.uri.removeprefix("https://doi.org/")
        elif (kind in ("ISBN", "")) and _ISBN.fullmatch(value):
            isbn = isbn or value
        elif kind in ("ISSN", "EISSN") and _ISSN.fullmatch(value):
            issn = issn or value
        elif value.startswith(("http://", "https://")):
            url = url or value
    if row.target and row.target.startswith(("http://", "https://")):
        known = authority(row.target)
        if known and known.scheme == "DOI":
            doi = doi or known.uri.removeprefix("https://doi.org/")
        url = url or row.target
    if not (row.title or row.authors or row.editors or row.quote or url or doi):
        return None
    parted = [[*name_parts(words)] for words in row.authors], [[*name_parts(words)] for words in row.editors]
    return {
        "kind": _kind(row, issn, url),
        "title": row.title,
        "container": row.container,
        "authors": parted[0],
        "editors": parted[1],
        "date": row.date,
        "publisher": row.publisher,
        "place": row.place,
        "volume": row.volume,
        "issue": row.issue,
        "pages": _DASH.sub("-", row.pages) if row.pages else None,
        "doi": doi,
        "isbn": isbn,
        "issn": issn,
        "url": url,
        "note": None if row.title else " ".join(row.quote.split()) or None,
    }


def _kind(row: Reference, issn: str | None, url: str | None) -> str:
    if row.type in ("archival", "manuscript", "ms"):
        return "manuscript"
    if row.level == "a":
        return "article" if issn or row.issue or (row.volume and not row.publisher) else "chapter"
    if row.level in ("m", "j", "s", "u"):
        return {"m": "book", "j": "journal", "s": "series", "u": "manuscript"}[row.level]
    if url and not row.publisher and not row.place:
        return "page"
    return "book" if row.title and (row.publisher or row.place) else "other"


def name_parts(words: str) -> Name:
    """A name's parts: at its comma, else by its form where that is a person's; else all of it, unparted."""
    family, comma, given = words.partition(",")
    if comma and given.strip() and family.strip():
        return Name(family.strip(), given.strip())
    parts = words.split()
    if not 2 <= len(parts) <= 5:
        return Name(words.strip(), "")
    split = len(parts) - 1
    while split > 1 and parts[split - 1].lower() in _PARTICLES:
        split -= 1
    given_parts, last = parts[:split], parts[-1]
    fits = all(_GIVEN.fullmatch(part) and part[:1].isupper() for part in [*given_parts, last])
    if not fits or any(part.lower().strip(".,") in _BODY for part in [*given_parts, last]):
        return Name(words.strip(), "")
    return Name(" ".join(parts[split:]), " ".join(given_parts))


def _key(said: dict[str, Any], digest: str) -> str:
    """``homer1900-3fa2b1``: the same in every collection."""
    import unicodedata

    people = said["authors"] or said["editors"]
    first = people[0].family if people else (said["title"] or "anon").split()[0]
    plain = unicodedata.normalize("NFKD", first).encode("ascii", "ignore").decode()
    year = re.search(r"\d{4}", said["date"] or "")
    stem = "".join(re.findall(r"[a-z0-9]+", plain.lower()))[:20] or "work"
    return f"{stem}{year[0] if year else ''}-{digest[:8]}"
