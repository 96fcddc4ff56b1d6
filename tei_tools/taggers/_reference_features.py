"""What a model sees of the words of one reference: their form, the marks between them, where they stand.

:func:`reference_words` parts a reference into words; :func:`features_of_words` says of each what is known.
The model's training and its use go through here, so that both see the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from tei_tools.taggers._gazetteer import Gazetteer
from tei_tools.taggers._reference_words import IN, LANDMARKS, classes

__all__ = ["features_of_words", "reference_words"]

_WORD = re.compile(r"\w+")
_YEAR = re.compile(r"(?:1[4-9]|20)\d\d[a-h]?\Z")
_SPACE = re.compile(r"\s+")
_OPENING = "“„«‟‹"
_CLOSING = "”»›"
_PARTING = frozenset('.,;:()[]“”„«»"{}?!')
_DASHES = str.maketrans("–—‐‑−‒", "------")


def reference_words(text: str) -> list[tuple[int, int]]:
    """Start and end of the words of ``text``: runs of letters, digits and underscores."""
    return [match.span() for match in _WORD.finditer(text)]


def features_of_words(text: str, spans: Sequence[tuple[int, int]], gazetteer: Gazetteer) -> list[list[str]]:
    """For each word the names of its features; linear in the length of ``text``."""
    count = len(spans)
    if not count:
        return []
    words = [text[start:end] for start, end in spans]
    forms = [_form(word) for word in words]
    known = [_known(gazetteer, word) for word in words]
    gaps = [_gap(text[: spans[0][0]])]
    gaps += [_gap(text[a[1] : b[0]]) for a, b in pairwise(spans)]
    gaps.append(_gap(text[spans[-1][1] :]))
    states = _states(gaps, forms)
    segments = _segments(gaps, words, forms, known)
    whole = _whole(gaps, words, forms, count)
    lower = [word.lower() for word in words]
    groups = [classes(word) for word in lower]
    behind, ahead = _landmarks(words, forms, groups, gaps)
    pad = ["^"] * 3
    low = pad + lower + ["$"] * 3
    shape = pad + [form[0] for form in forms] + ["$"] * 3
    brief = pad + [form[1] for form in forms] + ["$"] * 3
    group = pad + groups + ["$"] * 3
    sort = pad + known + ["$"] * 3
    gap = ["^"] * 3 + gaps + ["$"] * 4
    found = []
    for i in range(count):
        k = i + 3
        w, s, b, g, before, after = low[k], shape[k], brief[k], group[k], gap[k], gap[k + 1]
        state, segment = states[i], segments[i]
        place = f"{min(i, 12)}"
        features = [
            "0",
            "w" + w,
            "w-" + low[k - 1],
            "w+" + low[k + 1],
            "w--" + low[k - 2],
            "w++" + low[k + 2],
            "ww-" + low[k - 1] + before + w,
            "ww+" + w + after + low[k + 1],
            "s" + s,
            "s-" + shape[k - 1],
            "s+" + shape[k + 1],
            "b" + brief[k - 2] + gap[k - 1] + brief[k - 1] + before + b,
            "c" + brief[k - 1] + before + b + after + brief[k + 1],
            "d" + b + after + brief[k + 1] + gap[k + 2] + brief[k + 2],
            "e" + gap[k - 2] + gap[k - 1] + before,
            "f" + before + after,
            "g" + before + b,
            "h" + b + after,
            "i" + before,
            "j" + after,
            "k" + gap[k - 1] + "_" + before,
            "l" + after + "_" + gap[k + 2],
            "m" + before + w,
            "n" + w + after,
            "o" + sort[k],
            "p" + sort[k - 1] + before + sort[k],
            "q" + sort[k] + after + sort[k + 1],
            "r" + sort[k - 1] + before + sort[k] + after + sort[k + 1],
            "t" + state,
            "u" + state + before + b,
            "x" + place + b,
            "y" + place + before,
            f"z{min(count - i, 10)}{b}",
            f"a{10 * i // count}",
            f"A{10 * i // count}{b}",
            *segment,
            "B" + segment[0] + before,
            "C" + whole + before + b,
            "D" + whole + state,
            "E" + whole + place,
            "L" + ahead[i],
            "M" + behind[i],
            "N" + behind[i] + ahead[i] + state,
            "O" + segment[0] + ahead[i],
        ]
        if len(w) > 3:
            features.append("<" + w[:3])
            features.append(">" + w[-3:])
            features.append("<<" + w[:4])
            features.append(">>" + w[-4:])
        features.append(">" + w[-2:])
        for letter in g:
            features.append("G" + letter)
            features.append("G" + letter + before)
        for letter in group[k - 1]:
            features.append("H" + letter + before + b)
        for letter in group[k + 1]:
            features.append("I" + letter + after + b)
        for letter in group[k - 2]:
            features.append("J" + letter + gap[k - 1] + before + b)
        found.append(features)
    return found


@lru_cache(maxsize=50_000)
def _form(word: str) -> tuple[str, str]:
    """The shape of a word in two grains."""
    if word.isdigit():
        if len(word) == 4 and _YEAR.match(word):
            return "Y", "Y"
        return ("9" * min(len(word), 6), "9" if len(word) < 3 else "99")
    if _YEAR.match(word):
        return "Ya", "Y"
    if word.isalpha():
        if len(word) == 1:
            return ("X", "X") if word.isupper() else ("x", "x")
        if word.isupper():
            return ("XX" if len(word) == 2 else "XXX" if len(word) < 6 else "XXXX"), (
                "XX" if len(word) < 4 else "XXX"
            )
        if word.islower():
            return "x" * min(len(word), 5), "xx"
        if word[0].isupper() and word[1:].islower():
            return "X" + "x" * min(len(word) - 1, 4), "Xx"
        return "XxX", "Xx"
    if any(c.isdigit() for c in word):
        shape = "".join("9" if c.isdigit() else "X" if c.isupper() else "x" for c in word)
        return re.sub(r"(.)\1+", r"\1", shape)[:6], "9x"
    return "_", "_"


@lru_cache(maxsize=4096)
def _gap(between: str) -> str:
    """The marks between two words, dashes and white space alike."""
    between = _SPACE.sub(" ", between.translate(_DASHES))
    return between if len(between) < 6 else between[:3] + between[-2:]


def _known(gazetteer: Gazetteer, word: str) -> str:
    """What the gazetteer knows of a word: a name, a place, a common word; with the case it is written in."""
    if not word.isalpha() or len(word) < 2:
        return "-"
    facts = gazetteer.word(word)
    small = max(facts.english_small, facts.french_small, facts.german_small)
    sign = "C" if small > 8 else "c" if small > 3 else ""
    if word[0].islower():
        return "l" + sign + ("g" if facts.german_dictionary else "")
    if facts.given:
        sign += "G"
    if facts.family:
        sign += "F"
    if gazetteer.has(word):
        sign += "P"
    return "u" + sign


def _states(gaps: Sequence[str], forms: Sequence[tuple[str, str]]) -> list[str]:
    """For each word: in or after quotation marks, in which brackets, whether a year and how many numbers
    have gone before.
    """
    found = []
    quoted, closed, bracket, year, numbers = "", "", "", "", 0
    for i, form in enumerate(forms):
        for char in gaps[i]:
            if char in "([{":
                bracket = char
            elif char in ")]}":
                bracket = ""
            elif char in _OPENING:
                quoted = "q"
            elif char in _CLOSING:
                quoted, closed = "", "k"
            elif char == '"':
                if quoted:
                    quoted, closed = "", "k"
                else:
                    quoted = "q"
        found.append(f"{quoted}{closed}{bracket}{year}{min(numbers, 3)}")
        if form[1] == "Y":
            year = "y"
        elif form[1] in {"9", "99"}:
            numbers += 1
    return found


def _landmarks(
    words: Sequence[str], forms: Sequence[tuple[str, str]], groups: Sequence[str], gaps: Sequence[str]
) -> tuple[list[str], list[str]]:
    """For each word the last landmark before it and the next one behind it: the words that say what stands
    beside them ("ed.", "pp.", "In", "trans."), and years; ``.`` where there is none.
    """
    marks = []
    last_one = len(words) - 1
    for i, (word, form, group) in enumerate(zip(words, forms, groups, strict=True)):
        mark = ""
        if form[1] == "Y":
            mark = "Y"
        elif group and (len(word) > 1 or word.islower() or forms[min(i + 1, last_one)][1] in {"9", "99"}):
            mark = next((letter for letter in group if letter in LANDMARKS), "")
            if mark == IN and _PARTING.isdisjoint(gaps[i]):
                mark = ""
        marks.append(mark)
    behind, last = [], "."
    for mark in marks:
        behind.append(last)
        last = mark or last
    ahead, last = [], "."
    for mark in reversed(marks):
        ahead.append(last)
        last = mark or last
    return behind, ahead[::-1]


def _segments(
    gaps: Sequence[str], words: Sequence[str], forms: Sequence[tuple[str, str]], known: Sequence[str]
) -> list[list[str]]:
    """For each word, features of the run of words between marks that it stands in."""
    bounds = [0]
    for i in range(1, len(words)):
        gap = gaps[i]
        if (
            gap.strip()
            and not _PARTING.isdisjoint(gap)
            and not (gap[0] == "." and len(words[i - 1]) == 1 and words[i - 1].isupper())
        ):
            bounds.append(i)
    bounds.append(len(words))
    kinds, lengths = [], []
    for start, stop in pairwise(bounds):
        size = stop - start
        capital = sum(form[1][0] == "X" for form in forms[start:stop])
        digits = sum(form[1] in {"9", "99", "Y", "9x"} for form in forms[start:stop])
        initials = sum(form[1] == "X" for form in forms[start:stop])
        names = sum(sort[-1] in "GFP" and sort[0] == "u" for sort in known[start:stop])
        kind = "n" if digits == size else "d" if digits else ""
        kind += "X" if capital == size else "x" if capital == 0 else "m"
        kind += "i" if initials else ""
        kind += "N" if names * 2 >= size else ""
        lengths.append(
            "1" if size == 1 else "2" if size == 2 else "3" if size < 5 else "5" if size < 9 else "9"
        )
        kinds.append(kind)
    found = []
    total = len(kinds)
    for j, (start, stop) in enumerate(pairwise(bounds)):
        kind, length = kinds[j], lengths[j]
        before = kinds[j - 1] + gaps[start] if j else "^"
        after = gaps[stop] + kinds[j + 1] if j + 1 < total else "$"
        opening, closing = words[start].lower(), words[stop - 1].lower()
        shared = [
            "S" + kind + length,
            "T" + before + "|" + kind + length,
            "U" + kind + length + "|" + after,
            f"V{min(j, 6)}{kind}{length}",
            f"W{min(total - j, 6)}{kind}{length}",
            "X" + opening,
            "Y" + closing,
            "Z" + before + "|" + kind + "|" + after,
        ]
        for i in range(start, stop):
            edge = "[" if i == start else "." if i == stop - 1 else "-"
            found.append([*shared, "S" + edge + kind])
    return found


def _whole(gaps: Sequence[str], words: Sequence[str], forms: Sequence[tuple[str, str]], count: int) -> str:
    """The style of the whole reference, in a few letters."""
    joined = "".join(gaps)
    style = ""
    if any(mark in joined for mark in '“„«"'):
        style += "q"
    year = next((i for i, form in enumerate(forms) if form[1] == "Y"), None)
    if year is None:
        style += "-"
    elif year == count - 1:
        style += "z"
    elif year * 2 < count:
        style += "a"
    if year is not None and "(" in gaps[year]:
        style += "("
    first = next((i for i, form in enumerate(forms) if form[1][0] in "Xx"), 0)
    head = forms[first : first + 3]
    if head and head[0][1] in {"XXX"}:
        style += "U"
    elif head and head[0][1] == "X":
        style += "I"
    elif len(head) > 1 and head[1][1] in {"X", "XX"}:
        style += "," if "," in gaps[first + 1] else "F"
    return style + "|"


# Which features are weighed for each convention apart.
_BY_CONVENTION = frozenset("0wbcefghimntGHISXYLMN")


def with_convention(features: Sequence[Sequence[str]], convention: str) -> list[list[str]]:
    """The features of words with the most telling ones once more, as those of one convention.

    H. Daumé III, "Frustratingly Easy Domain Adaptation", ACL 2007.
    """
    sign = convention[:1] + ":"
    return [
        [*word, *(sign + f for f in word if f[0] in _BY_CONVENTION and f[1:2] not in {"-", "+"})]
        for word in features
    ]
