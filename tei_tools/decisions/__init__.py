"""Decisions: what a person said about the tags of a document, and where that is kept.

A :class:`Decision` is one line of ``NAME.decisions.jsonl`` beside the document (``docs/decisions.md``, and
``decision.schema.json`` for its form). :func:`append` writes lines so that they survive the program,
:func:`read` reads them, :func:`standing` leaves out what was withdrawn, :func:`locate` finds the words of a
decision in a text that may have moved. :func:`from_tei` reads decisions out of a TEI document itself, for
when it was moved without its log.

``_log`` is the file, ``_locating`` finds words again, ``_in_tei`` is what travels in a document,
``_outcomes`` says what is to stand in a text after all of its decisions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from lxml import etree

__all__ = [
    "DECISION_VERSION",
    "SUFFIX",
    "VERDICTS",
    "Decision",
    "Tagged",
    "Verdict",
    "append",
    "from_tei",
    "locate",
    "log_of",
    "read",
    "standing",
]

DECISION_VERSION = "1"
"""The version of a line's form."""

SUFFIX = ".decisions.jsonl"

Verdict = Literal["accepted", "rejected", "changed", "added", "withdrawn"]
VERDICTS: tuple[str, ...] = get_args(Verdict)
# Characters of context that are kept on each side of the words.
CONTEXT = 32


@dataclass(frozen=True, slots=True)
class Tagged:
    """A tag: its element, where it stands in the plain text (code points, 0-based, end-exclusive), its
    attributes (``xml:id`` for XML's own).
    """

    element: str
    start: int
    end: int
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person said of one tag.

    ``document`` is the SHA-256 of the plain text (UTF-8) that the offsets count in; ``exact`` are the words
    of the tag that stands or was refused, ``prefix`` and ``suffix`` up to 32 characters around them.
    ``proposal`` is the tag that was there before (``None`` where the person added one), ``tag`` the one that
    is to be there (``None`` where it is rejected). ``who`` is the person's name, ``when`` an ISO 8601 time in
    UTC. A ``withdrawn`` decision names in ``withdraws`` the one that no longer counts, and has neither tag.
    ``markup`` is what stood in the file where a tag was taken away or moved, so that it can be put back.
    """

    id: str
    document: str
    verdict: Verdict
    exact: str
    prefix: str
    suffix: str
    proposal: Tagged | None
    tag: Tagged | None
    who: str
    when: str
    withdraws: str = ""
    markup: str | None = None

    @property
    def start(self) -> int:
        """Where the words begin: of the tag that stands, or of the one that was refused."""
        tag = self.tag or self.proposal
        return tag.start if tag else 0

    @property
    def end(self) -> int:
        """Where they end."""
        tag = self.tag or self.proposal
        return tag.end if tag else 0

    @property
    def element(self) -> str:
        """The element that stands, or that was refused."""
        tag = self.tag or self.proposal
        return tag.element if tag else ""

    def as_json(self) -> dict[str, Any]:
        """The line as JSON has it."""
        from tei_tools.decisions._log import as_json

        return as_json(self)


def log_of(path: Path) -> Path:
    """The log of a document: ``letter.xml`` and ``letter.txt`` have ``letter.decisions.jsonl``."""
    return path.with_name(path.stem + SUFFIX)


def read(path: Path) -> list[Decision]:
    """The decisions of a log, in the order in which they were taken; none where there is no such file.

    A last line that was cut off (the program was killed while it wrote) is left out. Raises
    :class:`~tei_tools.errors.UnreadableError` for anything else that is no decision, with its line.
    """
    from tei_tools.decisions._log import lines

    return list(lines(path))


def append(path: Path, decisions: Iterable[Decision]) -> None:
    """Add decisions to a log, and return when they are on the disk.

    Raises :class:`~tei_tools.errors.UnwritableError`.
    """
    from tei_tools.decisions._log import add

    add(path, decisions)


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that were not withdrawn, in their order."""
    given = list(decisions)
    withdrawn: set[str] = set()
    for decision in reversed(given):
        # Who withdraws a withdrawal lets the decision count again.
        if decision.verdict == "withdrawn" and decision.id not in withdrawn:
            withdrawn.add(decision.withdraws)
    return [each for each in given if each.verdict != "withdrawn" and each.id not in withdrawn]


def locate(decision: Decision, text: str, digest: str | None = None) -> tuple[int, int] | None:
    """Where the words of a decision stand in ``text``; ``None`` where that cannot be said for certain.

    With the digest of the text the offsets hold as they are. Otherwise the words with what stands around
    them must be found once, or once with the most of their surroundings.
    """
    from tei_tools.decisions._locating import found

    return found(decision, text, digest)


def from_tei(tree: etree._ElementTree | etree._Element) -> list[Decision]:
    """The decisions that a TEI document carries: tags with the ``@resp`` of a person in its header, and
    rejections in ``standOff/listAnnotation``.
    """
    from tei_tools.decisions._in_tei import carried

    return carried(tree)


def moved(decision: Decision, by: Sequence[int]) -> Decision:
    """The decision with its tags at another place: ``by`` is where its words stand now."""
    from tei_tools.decisions._locating import shifted

    return shifted(decision, by[0], by[1])
