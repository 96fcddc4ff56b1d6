"""What the statistical model is told of single words: their form, what the gazetteer and the cues say of
them, and which other words they are used like (the cluster of words)."""

from __future__ import annotations

import re
from collections.abc import Callable

from tei_tools.taggers._gazetteer import Gazetteer, GazetteerEntry, Word
from tei_tools.taggers._name_cues import GENERATIONS, PARTICLES, Cues
from tei_tools.taggers._name_tokens import INITIAL, NUMBER, POINT, SMALL, UPPER, Token
from tei_tools.taggers._name_words import Words

__all__ = ["WORDS_MET", "Facts", "WordFacts"]

#: what is said of a word that was met in tagged texts: mostly a person, a place, a body or in no name (O);
#: in nearly all documents (3), most (2) or fewer (1) so; in one or two documents (a), up to seven (b), more
WORDS_MET = tuple(
    f"{kind}{share}{often}" for kind in ("per", "pla", "org", "O") for share in "123" for often in "abc"
)
_DIGIT = re.compile(r"\d")
_RUN = re.compile(r"(.)\1+")
_MOST_REMEMBERED = 20_000
#: fewest inhabitants of the classes of towns
_SIZES = ((2_000_000, "4"), (300_000, "3"), (50_000, "2"), (10_000, "1"), (-1, "0"))
_SMALL_TOWNS = ("gs0", "gs1", "gs2")
_SMALL_CLASSES = ("ar", "bp", "br", "ti", "pn", "sv", "av", "pa", "fw", "bh")


class Facts:
    """Of one word: its ``kind`` in a few letters, what counts in it and right beside it (``near``), what
    counts two words away (``far``), the first six branches of its cluster (empty: not known), and what it
    mostly was where it was met (empty: no capital; 0: not met).

    ``sums`` is for the model that asked for them: what it makes of the word by its place.
    """

    __slots__ = ("cluster", "far", "kind", "met", "near", "sums")

    def __init__(
        self, kind: str, near: tuple[str, ...], far: tuple[str, ...], cluster: str, met: str
    ) -> None:
        self.kind = kind
        self.near = near
        self.far = far
        self.cluster = cluster
        self.met = met
        self.sums: tuple[int, ...] | None = None


class WordFacts:
    """The facts of words in one language, remembered by word."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        cues: Cues,
        cluster: Callable[[str, str], str],
        met: Callable[[str], str],
    ) -> None:
        self.gazetteer = gazetteer
        self.cues = cues
        self._words = Words(gazetteer, cues)
        self._cluster = cluster
        self._met = met
        self._known: dict[tuple[str, int, bool], Facts] = {}
        self._sets = (
            ("ti", cues.titles),
            ("tl", cues.titles_of_land),
            ("ft", cues.firm_titles),
            ("bp", cues.before_place),
            ("br", cues.before_person),
            ("sv", cues.speech_verbs),
            ("av", cues.agent_verbs),
            ("bt", cues.body_tails),
            ("bh", cues.body_heads),
            ("pt", cues.place_tails),
            ("nt", cues.nature_tails),
            ("nh", cues.nature_heads),
            ("pn", cues.place_nouns),
            ("fw", cues.function_words),
            ("ar", cues.articles),
            ("fa", cues.family_words),
            ("pa", PARTICLES),
            ("ge", GENERATIONS),
        )

    def __len__(self) -> int:
        return len(self._known)

    def of(self, token: Token) -> Facts:
        """The facts of the token's word."""
        key = (token.text, token.shape, token.weak)
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            known = self._known[key] = self._facts(token)
        return known

    def _facts(self, token: Token) -> Facts:
        small, text = token.small[:40], token.text[:40]
        if token.shape == POINT:
            alone = ("w" + small[:12],)
            return Facts("p" + (text if len(text) == 1 else "URL"), alone, alone, "", "")
        if token.shape == NUMBER:
            form = _DIGIT.sub("0", text)[:8]
            return Facts("numy" if len(form) == 4 else "num", ("n" + form,), ("n" + form,), "", "")
        cluster = self._cluster(text, small)
        near = ["w" + small]
        if cluster:
            near += ["c" + cluster, "c4" + cluster[:4], "c6" + cluster[:6], "c8" + cluster[:8]]
        else:
            near.append("c?")
        held = [name for name, words in self._sets if small in words]
        near += ["q" + name for name in held]
        far = ["w" + small, "c6" + cluster[:6], *("q" + name for name in held if name != "fw")]
        met = ""
        if token.shape == SMALL:
            near.append("s3" + small[-3:])
            kind = next(("s" + name for name in _SMALL_CLASSES if name in held), "s")
        else:
            kind = self._capital(token, text, small, held, near, far)
            said = self._met(token.small)
            met = said[:-2] or "0"
            near += [f"m{said}", f"m{said[:-1]}", f"m{met}"] if said else ["m0"]
        return Facts(kind, tuple(near), tuple(far), cluster[:6], met)

    def _capital(
        self, token: Token, text: str, small: str, held: list[str], near: list[str], far: list[str]
    ) -> str:
        """Adds the facts of a capitalised word; gives its kind."""
        word = self.gazetteer.word(small)
        often = self._often(word)
        entries = self.gazetteer.find(text)
        listed = _listed(entries[0]) if entries else ""
        person = ("g" if word.given else "") + ("f" if word.family else "")
        near += ["s2" + small[-2:], "s3" + small[-3:], "p3" + small[:3], "s4" + small[-4:]]
        near += ["sh" + _form(text), f"len{min(len(text), 9)}", often, "nm" + person, listed or "g-"]
        near += [f"g{listed}n{person}", f"n{person}{often}", listed + often]
        far += ["nm" + person, listed or "g-"]
        if text in self.gazetteer.not_names:
            near.append("NN")
            listed = "NN"
        common = False
        if self.cues.nouns_capital:
            if word.german_dictionary:
                near.append("dd")
            common = self._words.common(token)
            if common:
                near.append("dc")
        if token.weak:
            near.append("weak")
        if token.shape == INITIAL:
            return "I"
        if "ti" in held:
            return "Ti"
        if "bt" in held or "bh" in held:
            return "Bt"
        if "pt" in held or "nt" in held or "nh" in held:
            return "Pt"
        if listed == "NN":
            return "NN"
        if "fw" in held:
            return "Fw"
        place = listed[:3] if listed[:3] not in _SMALL_TOWNS else ""
        ordinary = "o" if ">" in often or common else ""
        return ("U" if token.shape == UPPER else "C") + place + person + ordinary

    def _often(self, word: Word) -> str:
        """How much more often a word is written small than capital, in seven steps."""
        if self.cues.language == "fr":
            if word.french_small:
                return f"f{min(3, (word.french_small + 3) // 4)}"
            return "f+" if word.english_capital else "f-"
        if self.cues.language == "de":
            lower, upper = word.german_small, word.german_capital
        else:
            lower, upper = word.english_small, word.english_capital
        if not lower and not upper:
            return "f0"
        more = lower - upper
        step = "<<" if more < -3 else "<" if more < -1 else "=" if more <= 1 else ">" if more <= 3 else ">>"
        return f"f{step}{'h' if max(lower, upper) > 7 else ''}"


def _listed(entry: GazetteerEntry) -> str:
    if entry.kind == "organisation":
        return "gO"
    if entry.element != "settlement":
        return "g" + entry.element[:4]
    size = next(name for least, name in _SIZES if entry.population > least)
    return f"gs{size}{'a' if entry.alternate else ''}"


def _form(text: str) -> str:
    """The form of a word: X capital, x small; repeated ones as one and a plus."""
    letters = "".join("X" if c.isupper() else "x" if c.islower() else c for c in text[:16])
    return _RUN.sub(r"\1+", letters)[:8]
