"""Whom or what a name may mean: entries of the document, of the folder, of the project's register, and of
the gazetteer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tei_tools.reviewing._proposals import XML_ID
from tei_tools.text._choices import local_name

if TYPE_CHECKING:
    from tei_tools.identity import Authority
    from tei_tools.reviewing._shelf import Shelf
    from tei_tools.taggers._gazetteer import Gazetteer

_ENTRIES = {"person": "persName", "place": "placeName", "org": "orgName"}
_KINDS = {"person": "persName", "place": "placeName", "organisation": "orgName"}
_NAMES = frozenset(("persName", "placeName", "orgName", "geogName", "name", "label"))
_MOST = 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone or something that a name may mean: the pointer to write, the name, where that is from, more
    about it.
    """

    ref: str
    name: str
    element: str
    source: str
    note: str = ""


def entries(root: Any) -> list[Candidate]:
    """The entries that a document has of its own, with the names by which they are known."""
    found = []
    for element in root.iter(*(f"{{*}}{name}" for name in _ENTRIES)):
        identifier = element.get(XML_ID)
        if not identifier:
            continue
        kind = _ENTRIES[str(element.tag).rpartition("}")[2]]
        names = [_words(child) for child in element if local_name(child) in _NAMES]
        notes = [_words(child) for child in element if local_name(child) in ("note", "desc")]
        name = next(filter(None, names), identifier)
        found.append(
            Candidate(f"#{identifier}", name, kind, "document", "; ".join([*names[1:], *notes])[:200])
        )
    return found


def candidates(
    words: str,
    element: str,
    own: Iterable[Candidate],
    shelf: Shelf,
    authority: Authority | None = None,
    gazetteer: Gazetteer | None = None,
) -> list[Candidate]:
    """Those whose name is like these words, the document's own first; at most twelve of each source."""
    wanted = words.casefold().split()
    found = list(_best(wanted, own))
    seen = {each.ref for each in found}
    for kind, ref, exact, path, count in shelf.search(words):
        if ref not in seen and not ref.startswith("#"):
            seen.add(ref)
            found.append(
                Candidate(ref, exact, kind, "collection", f"{count} × ({path} …)" if count > 1 else path)
            )
    if authority is not None:
        found += _best(wanted, _of_authority(authority))
    if gazetteer is not None and element in ("placeName", "geogName"):
        found += _of_gazetteer(words, gazetteer)
    return found


def _best(wanted: list[str], given: Iterable[Candidate]) -> Iterator[Candidate]:
    """Those that share a word with what is looked for: most shared words first."""
    scored = []
    for candidate in given:
        known = f"{candidate.name} {candidate.note}".casefold()
        score = sum(1 for word in wanted if word in known)
        if score:
            scored.append((-score, len(candidate.name), candidate.ref, candidate))
    for *_, candidate in sorted(scored, key=lambda row: row[:3])[:_MOST]:
        yield candidate


def _of_authority(authority: Authority) -> Iterator[Candidate]:
    for entity in authority.entities:
        ref = next((each.value for each in entity.identifiers if "://" in each.value), "")
        ref = ref or f"#{entity.identifier}"
        note = "; ".join(filter(None, (*entity.variants, entity.note or "")))
        yield Candidate(ref, entity.name, _KINDS.get(entity.kind, "name"), "register", note[:200])


def _of_gazetteer(words: str, gazetteer: Gazetteer) -> Iterator[Candidate]:
    there = [entry for entry in gazetteer.find(words) if entry.geonames]
    for entry in sorted(there, key=lambda entry: -entry.population)[:_MOST]:
        where = f"{entry.latitude}, {entry.longitude}" if entry.latitude else ""
        people = f"{entry.population:,} people" if entry.population else ""
        note = "; ".join(filter(None, (entry.country, people, where)))
        yield Candidate(
            f"https://sws.geonames.org/{entry.geonames}/", entry.name, "placeName", "GeoNames", note
        )


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
