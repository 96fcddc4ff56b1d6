"""The lines around an article's text: title, byline, dateline, and a letter's salutation and signature.

Only leaves that a reader left as plain paragraphs are looked at, and only certain shapes are taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from tei_tools.sources._dateline import DayOrder, is_day, line_kind
from tei_tools.sources._drafts import Leaf
from tei_tools.sources._lines import ends_sentence

__all__ = [
    "is_closing",
    "is_salute",
    "label_entries",
    "label_front",
    "label_heading_title",
    "label_letter",
    "label_title",
]

_SALUTE = re.compile(
    r"(?:(?:my |our )?(?:very )?(?:dear|dearest|darling|beloved)\b|(?:honou?red |right hon\w*"
    r" )?(?:sirs?|madam|gentlemen)\b"
    r"|to whom it may concern|(?:mein |meine |meinen )?(?:liebe[rsn]?|liebste[rs]?)\b|(?:sehr "
    r"|hoch)?(?:ge|ver)ehrte?r?\b|hoch(?:ge|ver)ehrte?r?\b"
    r"|(?:mon |ma |mes )?(?:bien )?(?:très )?ch(?:er|ère)s?\b|monsieur\b|madame\b|messieurs\b)"
    r".{0,60}",
    re.I,
)
_CLOSING = re.compile(
    r"(?:(?:and )?(?:i|we) (?:am|are|remain|have the honou?r),? .{0,60}"
    r"|(?:ever |very )?(?:yours|your (?:very |most |ever )?"
    r"(?:humble|obedient|affectionate|loving|sincere|faithful|devoted))\b.{0,60}"
    r"|(?:very )?(?:sincerely|respectfully|faithfully|truly|affectionately|cordially)(?: yours)?"
    r"|(?:with )?(?:kind|best|warm) regards"
    r"|(?:all )?(?:the )?best(?: wishes)?|cheers|regards|with (?:much )?love|love"
    r"|(?:viele|liebe|beste|schöne) grüße|lg|mfg|herzlich|amitiés|bises|(?:meilleures )?salutations"
    r"|mit (?:freundliche[nm]|herzliche[nm]|besten|vielen|lieben"
    r"|vorzüglicher) .{1,50}"
    r"|hochachtungsvoll(?:st)?|herzlichst|herzliche grüße|dein(?:e)?|ihr(?:e)? (?:sehr )?ergebene(?:r"
    r"|ster?)?|in (?:alter )?(?:liebe|freundschaft|verehrung)"
    r"|(?:bien )?(?:cordialement|amicalement|affectueusement|sincèrement)(?: (?:vôtre|à vous))?|bien à"
    r" (?:vous|toi)|tout à (?:vous|toi)"
    r"|(?:votre|ton|ta) (?:très |bien |tout |toute |sincèrement )*(?:dévouée?|affectionnée?|amie?|fidèle"
    r"|obéissante?|humble|reconnaissante?|vieil ami|vieille amie)\b.{0,60}"
    r"|(?:dein|ihr|euer|eure)e? (?:(?:sehr|ganz|stets|immer|alte[rs]?|(?:ge)?treue[rs]?|dankbare[rs]?"
    r"|aufrichtige[rs]?|aufrichtig|ergebene[rs]?|ergebenster?|liebende[rs]?)\b.{0,60}"
    r"|(?-i:[A-ZÄÖÜ])[^\W\d_]*\.?(?: (?-i:[A-ZÄÖÜ])[^\W\d_]*\.?){0,3})"
    r"|veuillez (?:agréer|recevoir).{1,120})",
    re.I,
)
_BARE_SALUTE = re.compile(
    r"(?:(?:my )?dear(?:est)?|(?:mein |meine )?liebe[rs]?|(?:mon |ma )?ch(?:er|ère))(?: [^\W\d_][\w.]*){1,3}",
    re.I,
)
_COUNTED = re.compile(r"([^\W\d_]{3,12})\s+(?:\d{1,3}|[IVXLC]{1,7}|one|first|the first)\b|(?=x)y", re.I)
_LEAVE = re.compile(r"[^.!?;:]{3,60},")
_FEWEST_DAYS = 3
_FRONT_LEAVES = 12
_BACK_LEAVES = 10


def is_salute(line: str) -> bool:
    """Whether a line by itself greets the one a letter is for ("Dear Sir,")."""
    line = line.strip()
    if not 4 <= len(line) <= 70:
        return False
    if line[-1] not in ",!:—–-;." and not _BARE_SALUTE.fullmatch(line):
        return False
    body = line.rstrip(" ,!:—–-;.")
    return bool(_SALUTE.fullmatch(body)) and not re.search(
        r"[.!?;]\s", body.replace("Mr.", "").replace("Mrs.", "").replace("Dr.", "")
    )


def is_closing(line: str) -> bool:
    """Whether a line by itself takes leave at a letter's end ("Yours sincerely,")."""
    line = line.strip()
    return len(line) <= 140 and bool(_CLOSING.fullmatch(line.rstrip(" ,.!:—–-")))


def label_front(leaves: Sequence[Leaf], order: DayOrder) -> None:
    """Bylines, datelines and salutations among the first leaves, up to the first that is prose."""
    for leaf in leaves[:_FRONT_LEAVES]:
        if leaf.kind not in ("paragraph", "heading") or not leaf.top:
            continue
        if len(leaf.words) > 220:
            break
        kind = line_kind(leaf.words, order) if leaf.kind == "paragraph" else None
        if kind:
            leaf.kind = kind
        elif is_salute(leaf.words):
            leaf.kind = "salute"
            break


def label_title(leaves: Sequence[Leaf]) -> None:
    """The first short leaf without a sentence's end as title, where real text follows it."""
    if any(leaf.kind in ("title", "salute") for leaf in leaves[:_FRONT_LEAVES]):
        return
    for number, leaf in enumerate(leaves[:4]):
        if leaf.kind in ("byline", "dateline"):
            continue
        if leaf.kind in ("paragraph", "heading") and leaf.top and _is_title(leaf.words, leaves[number + 1 :]):
            if _is_first_of(leaf, leaves[number + 1 :]):
                leaf.kind, leaf.level = "heading", 1
            else:
                leaf.kind, leaf.level = "title", 0
        return


def _is_first_of(leaf: Leaf, rest: Sequence[Leaf]) -> bool:
    """Whether a heading is the first of several that count ("Chapter 1", "Chapter 2"), and so no title."""
    first = _COUNTED.match(leaf.words)
    return first is not None and any(
        other.kind == "heading"
        and (found := _COUNTED.match(other.words))
        and found[1].lower() == first[1].lower()
        for other in rest
    )


def label_entries(leaves: Sequence[Leaf]) -> None:
    """The days over the entries of a diary as headings, where three at least are lines by themselves."""
    kinds = ("paragraph", "heading", "dateline")
    days = [leaf for leaf in leaves if leaf.top and leaf.kind in kinds and is_day(leaf.words)]
    if len(days) >= _FEWEST_DAYS:
        for leaf in days:
            leaf.kind, leaf.level = "heading", 1


def label_heading_title(leaves: Sequence[Leaf], known: str | None) -> None:
    """The heading that is the title: the first of the first level, or one that says what ``known`` says."""
    heads = [leaf for leaf in leaves if leaf.kind == "heading" and not is_salute(leaf.words)]
    same = known.casefold() if known else None
    chosen = next((leaf for leaf in heads[:8] if leaf.words.casefold() == same), None)
    if chosen is None:
        chosen = next((leaf for leaf in heads if leaf.level == 1), None)
        if chosen is not None and not (
            chosen is heads[0] or sum(1 for leaf in heads if leaf.level == 1) == 1
        ):
            return
    if chosen is not None and chosen.top:
        chosen.kind, chosen.level = "title", 0


def _is_title(words: str, rest: Sequence[Leaf]) -> bool:
    if not rest or len(words) > 200 or not any(character.isalpha() for character in words):
        return False
    first = words.lstrip("\"'“”„«‘’»¿¡([")[:1]
    if not first or first.islower() or words[-1] in ",;:" or words.rstrip(" —–―-…*)")[-1:] in (".", ""):
        return False
    if words[0] in "\"“„«»‘'" and words[-1] in "\"”“»«’'" and words[-2:-1] in tuple(".,!?…"):
        return False  # a line of speech
    if words[-1] in "!?" and rest[0].kind not in ("byline", "dateline") and len(words) < 30:
        return False
    if rest[0].kind in ("byline", "dateline", "line") or any(len(leaf.words) >= 80 for leaf in rest[:6]):
        return True
    if any(character.isdigit() for character in words):
        return False
    if words.isupper() and len(rest) >= 3:
        return True
    return rest[0].words[-1] in ".:" and sum(len(leaf.words) for leaf in rest[:8]) >= 240


def label_letter(leaves: Sequence[Leaf], order: DayOrder) -> None:
    """The leave-taking and the signature of a text that begins as a letter does, and the title above its
    beginning; nothing in any other text.
    """
    greeting = next((n for n, leaf in enumerate(leaves[:_FRONT_LEAVES]) if leaf.kind == "salute"), None)
    if greeting is None:
        return
    _label_above(leaves[: greeting + 1])
    back = leaves[max(greeting + 1, len(leaves) - _BACK_LEAVES) :]
    for number, leaf in enumerate(back):
        if leaf.kind == "paragraph" and leaf.top and is_closing(leaf.words):
            leaf.kind = "salute"
            for before in reversed(back[:number]):  # "With love from us all," above it
                if before.kind != "paragraph" or not before.top or not _LEAVE.fullmatch(before.words):
                    break
                before.kind = "salute"
            _label_signature(back[number + 1 :], order)
            return


def _label_above(leaves: Sequence[Leaf]) -> None:
    """A title, and a place above a date, before a letter's salutation."""
    for number, (leaf, after) in enumerate(pairwise(leaves)):
        if leaf.kind != "paragraph" or not leaf.top or ends_sentence(leaf.words) or len(leaf.words) > 80:
            return
        words = leaf.words.split()
        dated = len(leaf.words) <= 60 and any(character.isdigit() for character in leaf.words)
        if dated or (after.kind == "dateline" and len(words) <= 3 and not leaf.words.isupper()):
            leaf.kind = "dateline"
        elif number == 0 and leaf.words[-1] not in ",;:" and leaf.words.isupper() and len(words) > 1:
            leaf.kind, leaf.level = "title", 0
        else:
            return


def _label_signature(leaves: Sequence[Leaf], order: DayOrder) -> None:
    for leaf in leaves[:4]:
        if (
            leaf.kind not in ("paragraph", "heading")
            or len(leaf.words) > 60
            or re.match(r"p\.? ?s\b|n\.? ?b\.|enc(?:l|losure)", leaf.words, re.I)
        ):
            return
        if line_kind(leaf.words, order) == "dateline":
            leaf.kind = "dateline"
        elif is_closing(leaf.words) and leaf.words[-1] in ",.":
            leaf.kind, leaf.level = "salute", 0
        elif not re.search(r"[!?;:]$|\w{3,}\.$", leaf.words) or len(leaf.words.split()) <= 4:
            leaf.kind, leaf.level = "signed", 0
        else:
            return
