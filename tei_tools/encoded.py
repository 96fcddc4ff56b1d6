"""An encoding with everything that led to it: what was proposed, what stayed, what was left out and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.decisions import Decision
    from tei_tools.inputs import Input
    from tei_tools.sources import SourceDocument
    from tei_tools.taggers import Tag

__all__ = ["Encoded", "decisions_on", "explained"]

_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Encoded:
    """A TEI tree; the document it is of; the tags that went into the resolver, in the order of the text;
    those that are not, or not wholly, in the tree with the reason; and the decisions of persons whose words
    are not found in this text.
    """

    tree: etree._ElementTree
    document: SourceDocument
    tags: tuple[Tag, ...]
    left_out: tuple[tuple[Tag, str], ...]
    lost: tuple[Decision, ...]

    def unkept(self) -> Iterator[str]:
        """A line for each decision of a person that is not in the tree."""
        for each in self.lost:
            yield (
                f"{each.who or 'a person'} {each.verdict} {each.element} {_short(each.exact)}:"
                " these words are not found for certain; the decision waits in its log"
            )
        text = self.document.text
        for tag, reason in self.left_out:
            if tag.by:
                yield f"{tag.by} decided on {tag.element} {_short(text[tag.start : tag.end])}: {reason}"


def decisions_on(
    source: SourceDocument | Input | Path | str | bytes,
    given: Sequence[Decision] | Path | None,
    earlier: Path | None,
    text: str,
) -> tuple[list[Decision], Any]:
    """The decisions that hold for an article, and the tree of the document that carried some of them.

    Those given; else the log beside the article, the log beside the TEI file that is there already, and what
    that file carries. Raises :class:`~tei_tools.errors.UnreadableError` for a log that is none.
    """
    from tei_tools.decisions import SUFFIX, log_of, read
    from tei_tools.decisions._reviewed import carried_by, joined
    from tei_tools.errors import UnreadableError

    if given is not None and not isinstance(given, Path):
        return list(given), None
    carriers, logs = [earlier] if earlier is not None else [], []
    if given is not None:
        if not given.is_file():
            raise UnreadableError("there is no such file", file=str(given))
        if given.name.endswith((SUFFIX, ".jsonl")):
            logs.append(given)
        else:
            carriers.append(given)
    else:
        path = source if isinstance(source, Path) else getattr(source, "path", None)
        beside = [each for each in (path, earlier) if isinstance(each, Path)]
        logs = list(dict.fromkeys(log_of(each).absolute() for each in beside))
    carried: list[Decision] = []
    tree = None
    for carrier in carriers:
        if carrier.is_file():
            found, read_tree = carried_by(carrier.read_bytes(), carrier.name)
            carried += found
            tree = read_tree if read_tree is not None else tree
    return joined([read(log) for log in logs], carried, text), tree


def explained(encoded: Encoded) -> Iterator[dict[str, Any]]:
    """Every proposal and what became of it, in the order of the text: ``start``, ``end``, ``text``,
    ``element``, ``attributes``, ``tagger``, ``confidence``, ``by`` (a person), ``outcome`` (``kept``,
    ``dropped``, or ``partly`` where only an attribute was left out) and ``reason``.
    """
    text = encoded.document.text
    reasons: dict[int, list[str]] = {}
    moved: dict[tuple[int, int, str, str], list[str]] = {}
    for tag, reason in encoded.left_out:
        reasons.setdefault(id(tag), []).append(reason)
        moved.setdefault((tag.start, tag.end, tag.element, tag.tagger), []).append(reason)
    shown: set[tuple[int, int, str, str]] = set()
    rows: list[tuple[Tag, list[str]]] = []
    for tag in encoded.tags:
        key = (tag.start, tag.end, tag.element, tag.tagger)
        rows.append((tag, reasons.get(id(tag)) or moved.get(key, [])))
        shown.add(key)
    rows += [
        (tag, [reason])
        for tag, reason in encoded.left_out
        if (tag.start, tag.end, tag.element, tag.tagger) not in shown
    ]
    for tag, why in sorted(rows, key=lambda row: (row[0].start, -row[0].end, row[0].element)):
        partly = bool(why) and all(reason.startswith("its attribute ") for reason in why)
        yield {
            "start": tag.start,
            "end": tag.end,
            "text": text[tag.start : tag.end],
            "element": tag.element,
            "attributes": dict(sorted(tag.attributes.items())),
            "tagger": tag.tagger,
            "confidence": round(tag.confidence, 4),
            "by": tag.by,
            "outcome": "partly" if partly else "dropped" if why else "kept",
            "reason": "; ".join(why) or (f"{tag.by} decided so" if tag.by else ""),
        }


def _short(words: str) -> str:
    line = " ".join(words.split())
    return f"“{line if len(line) <= _SHOWN else line[: _SHOWN - 1] + '…'}”"
