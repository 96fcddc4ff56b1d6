"""Identity: tags → who and what they name: one :class:`Entity` for all names of one person, place or body.

:func:`tei_tools.identity.resolve` takes a document and its tags and gives an :class:`Identified`: the same
tags, those that name something carrying ``ref`` (and ``who``, ``source`` … from their links), and the
entities for ``standOff``. ``rs`` tags for descriptions that the document itself settles ("the Soviet
leader") are added here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tei_tools.taggers import Tag

__all__ = ["Authority", "Entity", "Identified", "Identifier", "NamePart"]


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
class Entity:
    """One person, place or body of a document.

    ``kind`` is ``person``, ``place`` or ``organisation``; ``identifier`` the ``xml:id`` of its entry;
    ``name`` the fullest form and ``variants`` the other forms met, in order of first appearance.
    ``place_type`` is TEI's element for a place's own name (``country``, ``region``, ``settlement``,
    ``bloc``, ``geogName``). ``latitude`` and ``longitude`` are decimal degrees as decimal strings, WGS 84.
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


@dataclass(frozen=True, slots=True)
class Authority:
    """A project's own names and identifiers, as ``--authority`` gives them: entities by kind and name."""

    source: str
    entities: tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class Identified:
    """Tags with their pointers, and the entities they point at, in the order of first mention."""

    tags: tuple[Tag, ...]
    entities: tuple[Entity, ...]
