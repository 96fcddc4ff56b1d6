"""Reviewing: the tags of TEI files as proposals, and a person's decisions on them.

:func:`proposals` reads what is tagged in a document. A :class:`Desk` holds a folder of documents while they
are reviewed: it says what comes next, takes decisions, writes them down at once (:mod:`tei_tools.decisions`)
and applies them to the TEI files through the editing seam, so that every other byte stays. The pages stand
in :mod:`tei_tools.pages`.

``_proposals`` reads tags, ``_placing`` finds spans of text in the bytes of a file, ``_applying`` makes
decisions edits, ``_shelf`` lists a folder's documents and proposals, ``_desk`` is the desk, ``_alike`` finds
other occurrences, ``_candidates`` whom a name may mean, ``_reconciling`` asks a reconciliation service,
``_workbook`` is the spreadsheet, ``_server`` the web application.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["KINDS", "Proposal", "Reviewer", "proposals"]

KINDS: tuple[str, ...] = (
    "persName",
    "placeName",
    "orgName",
    "geogName",
    "name",
    "rs",
    "date",
    "said",
    "quote",
    "q",
    "bibl",
    "title",
    "term",
    "soCalled",
)
"""The elements that are reviewed; others are text."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A tag in a document: where it stands, what it is, how sure, and whether a person has decided on it.

    ``start`` and ``end`` are offsets of the document's plain text (edited reading): Unicode code points,
    0-based, end-exclusive; ``text[start:end]`` is ``exact``. ``cert`` is ``high``, ``medium``, ``low``,
    ``unknown`` or empty where the tag does not say it. ``by`` is the reviewer who confirmed it, else empty.
    """

    element: str
    start: int
    end: int
    exact: str
    cert: str
    by: str
    attributes: tuple[tuple[str, str], ...]

    def get(self, name: str) -> str:
        """The value of an attribute, empty where it has none."""
        return next((value for key, value in self.attributes if key == name), "")


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who decides: a name for the header of the files, and the ``xml:id`` that ``@resp`` points at."""

    name: str
    id: str


def proposals(tree: etree._ElementTree | etree._Element) -> list[Proposal]:
    """The tags of one document that can be reviewed, in document order, the outer before the inner."""
    from tei_tools.reviewing._proposals import found

    return [proposal for _, proposal in found(tree)[1]]
