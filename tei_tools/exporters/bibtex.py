"""BibTeX of the works that documents cite, for LaTeX and JabRef; the fields are biblatex's and BibTeX's.

One file for all documents, ``references.bib``, each work once. Keys are made of author, year and content, so
that they stay when works are added. ``date`` is EDTF (biblatex reads it), ``year`` the plain year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tei_tools.exporters import FORMAT_VERSION, Options
from tei_tools.exporters._collected import Collected
from tei_tools.exporters._rights import AllRights
from tei_tools.exporters._works import Name, Work, collect, works_of

if TYPE_CHECKING:
    from tei_tools.records import Record
    from tei_tools.writing import Output

DESCRIPTION = "BibTeX of the cited works"

_TYPES = {
    "article": "article",
    "chapter": "incollection",
    "book": "book",
    "series": "book",
    "journal": "periodical",
    "manuscript": "unpublished",
    "page": "online",
    "other": "misc",
}
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#",
    "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_ESCAPED = re.compile(r"[\\{}&%$#_~^]")
_CAPITAL = re.compile(r"(?<=\s)([^\s{}\\]*[^\W\d_a-z][^\s{}\\]*)")


def export(records: Iterable[Record], folder: Output, options: Options) -> int:
    """Write ``references.bib``; gives how many documents there were."""
    rights = AllRights()
    with Collected() as works:
        number = collect(works, records, options, rights)
        with folder.open("references.bib") as stream:
            stream.write(f"% tei-tools BibTeX {FORMAT_VERSION}\n".encode())
            for said in rights.list():
                stream.write(("% rights: " + " ".join(" ".join(said.values()).split()) + "\n").encode())
            for work in works_of(works, rights):
                stream.write(entry(work).encode("utf-8", "replace"))
    return number


def entry(work: Work) -> str:
    """A work as an entry."""
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(work) if value)
    return f"\n@{_TYPES[work.kind]}{{{work.key},\n{fields}}}\n"


def _fields(work: Work) -> Iterator[tuple[str, str | None]]:
    yield "author", _people(work.authors)
    yield "editor", _people(work.editors)
    yield "title", _title(work.title)
    yield "journal" if work.kind == "article" else "booktitle", _title(work.container)
    year = re.match(r"\[?(-?\d{4,})", work.date or "")
    yield "year", year[1] if year else None
    yield "date", work.date if work.date and not _ESCAPED.search(work.date.replace("~", "")) else None
    yield "publisher", _words(work.publisher)
    yield "address", _words(work.place)
    yield "volume", _words(work.volume)
    yield "number", _words(work.issue)
    yield "pages", _words(work.pages.replace("-", "--")) if work.pages else None
    yield "doi", _address(work.doi)
    yield "isbn", work.isbn
    yield "issn", work.issn
    yield "url", _address(work.url)
    yield "note", _words(work.note)


def _words(words: str | None) -> str | None:
    return _ESCAPED.sub(lambda found: _SPECIAL[found[0]], " ".join(words.split())) if words else None


def _title(words: str | None) -> str | None:
    """Words with a capital inside a title keep it, also in styles that write titles small."""
    escaped = _words(words)
    return _CAPITAL.sub(r"{\1}", escaped) if escaped else None


def _address(words: str | None) -> str | None:
    """Addresses stand as they are, without what would end the field."""
    return words.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C") if words else None


def _unparted(family: str | None, given: str | None) -> str:
    return f"{given} {family}" if given else family or ""


def _people(names: tuple[Name, ...]) -> str | None:
    said = []
    for name in names:
        family, given = _words(name.family), _words(name.given)
        # "and" and a comma inside of a name would part it.
        parted = given and not re.search(r"\band\b|,", f"{family} {given}")
        said.append(f"{family}, {given}" if parted else f"{{{_unparted(family, given)}}}")
    return " and ".join(said) if said else None
