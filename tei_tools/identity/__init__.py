"""Identity: tags → who and what they name: one :class:`Entity` for all names of one person, place or body.

:func:`tei_tools.identity.resolve` takes a document and its tags and gives an :class:`Identified`: the same
tags, those that name something carrying ``ref`` (and ``who``, ``source`` … from their links), and the
entities for ``standOff``. ``rs`` tags for descriptions that the document itself settles ("the Soviet
leader") are added here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tei_tools.resources import Resources
    from tei_tools.sources import SourceDocument
    from tei_tools.taggers import Tag

__all__ = ["Authority", "Candidate", "Doubt", "Entity", "Identified", "Identifier", "NamePart", "resolve"]


@dataclass(frozen=True, slots=True)
class Identifier:
    """An authority identifier: ``scheme`` as in ``idno/@type`` (GND, VIAF, GeoNames, Wikidata …) and its
    URI or value."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class NamePart:
    """A part of a name with TEI's element for it: ``forename``, ``surname``, ``roleName``, ``nameLink``,
    ``addName``, ``genName``."""

    element: str
    words: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who or what may be meant where that is not settled: its authority's URI (empty where it has none) and
    the reason that speaks for it, in words."""

    uri: str
    reason: str


@dataclass(frozen=True, slots=True)
class Entity:
    """One person, place or body of a document.

    ``kind`` is ``person``, ``place`` or ``organisation``; ``identifier`` the ``xml:id`` of its entry;
    ``name`` the fullest form and ``variants`` the other forms met, in order of first appearance.
    ``place_type`` is TEI's element for a place's own name (``country``, ``region``, ``settlement``,
    ``bloc``, ``geogName``). ``candidates`` are given where it is not settled which is meant. ``latitude``
    and ``longitude`` are decimal degrees as decimal strings, WGS 84.
    """

    kind: str
    identifier: str
    name: str
    variants: tuple[str, ...] = ()
    parts: tuple[NamePart, ...] = ()
    place_type: str | None = None
    identifiers: tuple[Identifier, ...] = ()
    latitude: str | None = None
    longitude: str | None = None
    note: str | None = None
    confidence: float = 1.0
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Authority:
    """A project's own names and identifiers, as ``--authority`` gives them: entities by kind and name."""

    source: str
    entities: tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A mention, ``element`` over ``text[start:end]``, of which it is not settled whom it names.

    The ``candidates`` have the likeliest first, at whom its ``ref`` points; their ``uri`` is ``#`` and the
    identifier of an entity.
    """

    start: int
    end: int
    element: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Identified:
    """Tags with their pointers, and the entities they point at, in the order of first mention; ``doubts`` are
    those of single mentions."""

    tags: tuple[Tag, ...]
    entities: tuple[Entity, ...]
    doubts: tuple[Doubt, ...] = ()


def resolve(
    document: SourceDocument,
    tags: Sequence[Tag],
    *,
    language: str = "en",
    resources: Resources | None = None,
    authority: Authority | None = None,
) -> Identified:
    """The tags with ``ref`` (and ``who``, ``source`` … from their links), and the entities they point at.

    Tags that carry a ``ref`` keep it: it is an authority's. Entities stand in the order of first mention;
    their identifiers come from their names, so that a re-run gives the same ones. ``resources`` give the
    gazetteer that links places; without them no place gets a number.
    """
    from tei_tools.identity import _resolve

    return _resolve.resolve(document, tags, language=language, resources=resources, authority=authority)
