"""``editorialDecl``: what was done to the words on their way, in sentences (TEI 2.3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lxml import etree

from tei_tools.encoding._attributes import HIGH, MEDIUM, legal, string
from tei_tools.encoding._inline import element

if TYPE_CHECKING:
    from tei_tools.sources import Dropped, SourceDocument

_QUOTED = 200

CORRECTION = "Nothing is corrected: slips and errors of the source stay as they are."
WHITE_SPACE = (
    "White space is normalised: a run of spaces, tabs and line ends is one space, and none stands at the "
    "edges of a block. Nothing else of the words is changed, added or reordered."
)
QUOTATION = (
    "Quotation marks are kept as characters of the text, as the source has them; said, quote, q and soCalled "
    "say what they mean."
)
HYPHENATION = "Hyphens at line ends are kept as the source has them."
INTERPRETATION = (
    "Names, dates, quotations and references were tagged by program and not revised. Each such element names "
    "its tagger in its resp attribute and has a cert attribute from the tagger’s own estimate "
    f"that a reviewer would agree: high is {HIGH} or more, medium {MEDIUM} or more, low less. "
    "Elements without them are the source’s own mark-up."
)


def add_editorial_declaration(
    encoding: etree._Element, document: SourceDocument, notes: Sequence[str]
) -> None:
    """Adds ``editorialDecl`` to ``encodingDesc``. ``notes``: what the taggers have to say, each sentence
    once."""
    declaration = element(encoding, "editorialDecl")
    _say(element(declaration, "correction", {"status": "low", "method": "silent"}), [CORRECTION])
    sentences = [WHITE_SPACE, *document.notes, *_left_out(document.dropped)]
    _say(element(declaration, "normalization", {"method": "silent"}), sentences)
    _say(element(declaration, "quotation", {"marks": "all"}), [QUOTATION])
    _say(element(declaration, "hyphenation", {"eol": "all"}), [HYPHENATION])
    guesses = [document.metadata.date_order] if document.metadata.date_order else []
    _say(element(declaration, "interpretation"), [INTERPRETATION, *dict.fromkeys([*guesses, *notes])])


def _left_out(dropped: Sequence[Dropped]) -> list[str]:
    """One sentence for each reason, with the words that were left out and their lines."""
    if not dropped:
        return ["No words of the source were left out."]
    by_reason: dict[str, list[str]] = {}
    for one in dropped:
        words = string(one.words) or ""
        shown = words if len(words) <= _QUOTED else words[: _QUOTED - 1] + "…"
        line = f" (line {one.line})" if one.line else ""
        by_reason.setdefault(string(one.reason) or "not of the article", []).append(f"“{shown}”{line}")
    return [f"Left out, {reason}: {', '.join(shown)}." for reason, shown in by_reason.items()]


def _say(parent: etree._Element, sentences: Sequence[str]) -> None:
    for sentence in sentences:
        words = string(sentence) or legal(sentence).strip()
        if words:
            element(parent, "p").text = words
