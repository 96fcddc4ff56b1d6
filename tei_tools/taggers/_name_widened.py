"""A person's name with all that belongs to it on either side: nickname, byname, number, generation, degrees
behind it; titles, forenames and links before it."""

from __future__ import annotations

from collections.abc import Sequence

from tei_tools.taggers._name_bynames import (
    AFTER_NAME,
    BEFORE_BYNAME,
    BYNAMES,
    COURTESY,
    GENERATION_BYNAMES,
    LINKS,
    ORDINALS,
    RANKS,
    ROYAL,
    SET_PHRASES,
    honours_at_the_end,
    is_roman,
)
from tei_tools.taggers._name_tokens import CAPITAL, INITIAL, NUMBER, POINT, SMALL, UPPER, Token
from tei_tools.taggers._name_words import Found, Words

__all__ = ["widened"]

_OPENING = frozenset("\"“„«‘'(‹")
_CLOSING = frozenset("\"”“»’')›")
_MOST_WORDS_OF_NICKNAME = 3
_MOST_LINKS = 4
#: links that hardly anything else is
_TELLING_LINKS = frozenset("van vander vanden".split())
#: nobility, army and church: "von" after these is no preposition
_BEFORE_LINK = (
    RANKS
    | COURTESY
    | frozenset(
        """
    baron baronin barons ritter oberst oberstleutnant general generalmajor generalleutnant generaloberst
    feldmarschall generalfeldmarschall major hauptmann leutnant oberleutnant rittmeister admiral hofrat
    geheimrat doktor dr prof professor
    maréchal général cardinal abbé chevalier colonel capitaine amiral
    """.split()
    )
)
_LANDED = frozenset(
    "duc duchesse comte comtesse marquis marquise vicomte vicomtesse baron baronne prince princesse".split()
)
_PEERS = frozenset("lord lady baron baroness viscount viscountess earl".split())
_JOINED = 0.8
_ON_THE_WAY = frozenset("nach bis über to through à vers".split())
#: what is senior or junior, where it is no person
_AFTER_SENIOR = frozenset("high year years citizen citizens college league team officer partner".split())
#: links that stand first only behind a rank: Freiherr zu Guttenberg
_BETWEEN = frozenset("und zu zum zur".split())
#: small words after "Charles I" where the I is a number
_AFTER_THE_FIRST = frozenset("of and was had".split())
_WRITTEN = frozenset((CAPITAL, UPPER, INITIAL))


def widened(tokens: list[Token], names: list[Found], words: Words) -> list[Found]:
    """The names of a block in order, none overlapping another, and persons whom nobody found."""
    return _Block(tokens, words, names).names()


class _Block:
    """The names of a block while they are widened."""

    def __init__(self, tokens: list[Token], words: Words, names: list[Found]) -> None:
        self.tokens = tokens
        self.words = words
        self.given = words.gazetteer.word
        self.starts = {name.first: name for name in names}
        self.inside = {index: name for name in names for index in range(name.first, name.last)}

    def names(self) -> list[Found]:
        """The names in order, each as wide as it is, none overlapping another."""
        wide: list[Found] = []
        at = 0
        while at < len(self.tokens):
            name = self.starts.get(at) or self._new(at)
            if name is None:
                at += 1
                continue
            name = self._wide(name, wide[-1].last if wide else 0)
            while wide and wide[-1].last > name.first:
                wide.pop()  # what a longer name begins in
            wide.append(name)
            at = max(name.last, at + 1)
        return wide

    def _wide(self, name: Found, least: int) -> Found:
        if name.kind in ("person", "place") and name.element in ("persName", "place", "settlement", ""):
            first = self._linked_before(name)
            if first is not None:
                name = Found(first, name.last, "person", "persName", "linked", max(name.confidence, _JOINED))
        if name.kind != "person":
            return name
        first = self._forename_before(name)
        if first >= least:
            name = name._replace(first=first)
        last, before = name.last, -1
        while last != before:
            before = last
            for end in (self._nickname, self._number, self._linked, self._byname, self._generation):
                last = end(name.first, last)
        return name._replace(last=self._honours(name.first, last))

    def _new(self, at: int) -> Found | None:
        """A person whom nobody found: a hyphenated forename and a surname (Frank-Walter Steinmeier), a
        forename with a nickname, a byname that only persons have (Plinius der Ältere)."""
        token = self.tokens[at]
        if token.shape != CAPITAL or token.small in self.words.cues.function_words or token.weak:
            return None
        ordinary = self.words.ordinary(token) and not self.given(token.small).given
        if ordinary or token.small in self.words.cues.titles:
            return None
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        halves = token.small.split("-")
        follows = after is not None and after.shape == CAPITAL and after.joined and self._surname(after)
        follows = follows and halves[0] not in self.words.cues.titles
        if follows and len(halves) == 2 and self._is_given(token) and at + 1 not in self.inside:
            return Found(at, at + 2, "person", "persName", "two forenames", 0.85)
        if after is None or after.text not in _OPENING | BEFORE_BYNAME:
            return None
        if self.given(token.small).given and self._nickname(at, at + 1) > at + 1:
            return Found(at, at + 1, "person", "persName", "nickname", _JOINED)
        listed = self.words.gazetteer.find(token.text)
        if listed and listed[0].element != "settlement":
            return None
        end = self._byname(at, at + 1)
        if end > at + 1 and self.tokens[end - 1].small in GENERATION_BYNAMES - ORDINALS:
            return Found(at, end, "person", "persName", "called", _JOINED)
        return None

    def _surname(self, token: Token) -> bool:
        """Whether a word may end a person's name: no tail of bodies, no ordinary word or noun of the
        dictionary that is not also a family's name."""
        if self.words.tail(token.small) or token.small in self.words.cues.function_words:
            return False
        if self.words.family(token):
            return True
        if not self.words.cues.nouns_capital:
            return not self.words.ordinary(token)
        word = self.given(token.small)
        return not (word.german_dictionary or word.german_small)

    def _forename_before(self, name: Found) -> int:
        """With the forename that was left outside: Johann [Wolfgang von Goethe]."""
        first = name.first
        if not self._surname(self.tokens[name.last - 1]):
            return first
        while first and first - 1 not in self.inside and self.tokens[first].joined:
            before, token = self.tokens[first - 1], self.tokens[first]
            known = self.given(before.small)
            if not (before.shape == CAPITAL and known.given and self.given(token.small).given):
                break
            if before.weak or self.words.ordinary(before) or before.small in self.words.cues.function_words:
                break
            if before.small in self.words.cues.titles or name.last - first < 2:
                break
            first -= 1
        return first

    def _linked_before(self, name: Found) -> int | None:
        """Where a person begins whose links and title or forename were left outside of the name: "Madame de
        La [Fayette]", "Jan van der [Meer]"."""
        tokens, first = self.tokens, name.first
        if tokens[first].small in LINKS and tokens[first].shape == SMALL:  # le comte [de Mirabeau]
            links = 0
        else:
            links = 1
            while (
                first - links > 0
                and tokens[first - links].small in LINKS
                and tokens[first - links + 1].joined
            ):
                links += 1
            links -= 1
            if not links:
                return None
        at = first - links
        if not at or links > _MOST_LINKS or not tokens[at].joined or tokens[at].shape != SMALL:
            return None
        if tokens[at].small in _BETWEEN or tokens[first].small in self.words.cues.titles:
            return None
        head = tokens[at - 1]
        owner = self.inside.get(at - 1)
        if owner is not None and owner.kind != "person":
            return None
        land = head.small in _LANDED and self.words.cues.language == "fr"
        french = self.words.cues.language == "fr"
        telling = links > 1 or tokens[at].small in _TELLING_LINKS or name.kind == "person" or french
        telling = telling or (tokens[at].small == "von" and owner is None)
        if land or (head.small in _BEFORE_LINK and head.shape != SMALL and self._no_country(name)):
            begin = owner.first if owner else at - 1
            while begin and self._is_title(begin - 1) and tokens[begin].joined:
                begin -= 1
            return begin
        if head.shape != CAPITAL or not telling or head.small in self.words.cues.function_words:
            return None
        if not self._is_given(head) or self.words.ordinary(head):
            return None
        after = self._at(name.last)
        if name.kind == "place" and after is not None and after.small in _ON_THE_WAY:
            return None  # fuhr Karl von Berlin nach Köln
        return owner.first if owner else at - 1

    def _is_title(self, at: int) -> bool:
        token = self.tokens[at]
        return token.shape != SMALL and token.small in self.words.cues.titles

    def _is_given(self, token: Token) -> bool:
        return all(self.given(half).given for half in token.small.split("-"))

    def _no_country(self, name: Found) -> bool:
        said = " ".join(token.text for token in self.tokens[name.first : name.last])
        listed = self.words.gazetteer.find(said)
        return not listed or listed[0].element == "settlement"

    def _at(self, index: int) -> Token | None:
        return self.tokens[index] if index < len(self.tokens) else None

    def _beside(self, index: int) -> bool:
        """Whether only a space (or nothing, or a full stop of an abbreviation) parts a token from the one
        before."""
        token, before = self.tokens[index], self.tokens[index - 1]
        return 0 <= token.start - before.end - before.point <= 1

    def _nickname(self, first: int, last: int) -> int:
        """William “Bill” Clinton, Edward (Ted) Kennedy."""
        opening, named = self._at(last), last
        if opening is not None and opening.text == "." and self.tokens[last - 1].point:
            last += 1  # Thomas J. “Stonewall” Jackson
            opening = self._at(last)
        if opening is None or opening.text not in _OPENING or not opening.start - self.tokens[last - 1].end:
            return named
        if opening.start - self.tokens[last - 1].end > 1:
            return named
        inner = last + 1
        while inner < len(self.tokens) and inner - last <= _MOST_WORDS_OF_NICKNAME:
            token = self.tokens[inner]
            if token.shape not in _WRITTEN and not (token.small in BEFORE_BYNAME and inner == last + 1):
                break
            inner += 1
        closing, after = self._at(inner), self._at(inner + 1)
        if inner == last + 1 or closing is None or closing.text not in _CLOSING or after is None:
            return named
        if after.shape not in (CAPITAL, UPPER) or after.start != closing.end + 1:
            return named
        if opening.text == "(" and not (inner == last + 2 and self.given(self.tokens[last + 1].small).given):
            return named
        if after.small in self.words.cues.function_words or after.small in self.words.cues.titles:
            return named
        follower = self.starts.get(inner + 1)
        if follower is not None and follower.kind != "person" and follower.last - follower.first > 1:
            return named
        return follower.last if follower is not None else inner + 2

    def _number(self, first: int, last: int) -> int:
        """Charles X, François Ier."""
        number, before = self._at(last), self.tokens[last - 1]
        if number is None or not self._beside(last) or before.shape != CAPITAL:
            return last
        if number.text == "Ier" and self.words.cues.language == "fr":
            return last + 1
        title = self.tokens[last - 2].small in ROYAL if last - first > 1 else False
        if not is_roman(number) or number.shape == NUMBER or not (title or self.given(before.small).given):
            return last
        after = self._at(last + 1)
        pronoun = number.text == "I" and after is not None and after.shape == SMALL and not title
        return last if pronoun and after and after.small not in _AFTER_THE_FIRST else last + 1

    def _linked(self, first: int, last: int) -> int:
        """Karl-Theodor Freiherr von und zu Guttenberg; Lord Mountbatten of Burma."""
        before, link = self.tokens[last - 1], self._at(last)
        if link is None or link.shape != SMALL or not self._beside(last):
            return last
        after = self._at(last + 1)
        if (
            link.small == "of"
            and self.tokens[first].small in _PEERS
            and last - first == 2
            and after is not None
            and after.shape == CAPITAL
            and after.joined
            and after.small not in self.words.cues.function_words
        ):
            return self.starts[last + 1].last if last + 1 in self.starts else last + 2
        end = last
        while end < len(self.tokens) and end - last <= _MOST_LINKS and self.tokens[end].small in LINKS:
            article = end > last and self.tokens[end].small in ("la", "le")
            if not (self.tokens[end].shape == SMALL or article) or not self._beside(end):
                break
            end += 1
        name = self._at(end)
        if end == last or name is None or name.shape != CAPITAL or not self._beside(end):
            return last
        spoken = [token.small for token in self.tokens[last:end]]
        noble = before.small in RANKS and before.shape == CAPITAL
        double = spoken[:3] in (["von", "und", "zu"], ["vom", "und", "zum"])
        dutch = spoken[0] in _TELLING_LINKS and self._is_given(before)
        far = len(spoken) > 1 and spoken[0] in ("de", "von", "van") and self._is_given(before)
        elided = link.text in ("d'", "d’") and end in self.starts and self.starts[end].kind == "person"
        if not (noble or double or dutch or far or elided) or "und" in (spoken[0], spoken[-1]):
            return last
        return self.starts[end].last if end in self.starts else end + 1

    def _byname(self, first: int, last: int) -> int:
        """Kaiser Wilhelm den Zweiten, Pline l'Ancien, Lucas Cranach d. Ä., Jean sans Terre."""
        article, byname = self._at(last), self._at(last + 1)
        if article is None or byname is None or article.shape != SMALL or not self._beside(last):
            return last
        if article.small == "d" and byname.text == "." and article.point:
            letter = self._at(last + 2)
            if letter is not None and ("d", letter.small) in SET_PHRASES and letter.point:
                return last + 3
            return last
        if not self._beside(last + 1):
            return last
        before = self.tokens[last - 1]
        alone = self._is_called(before) or is_roman(before)
        if (article.small, byname.small) in SET_PHRASES and alone:
            return last + 2
        if article.small not in BEFORE_BYNAME or byname.small not in BYNAMES:
            return last
        if byname.shape != CAPITAL:
            younger = byname.shape == SMALL and byname.small in GENERATION_BYNAMES - ORDINALS
            return last + 2 if younger and last - first > 1 and self._closes(last + 1) else last
        if byname.small in GENERATION_BYNAMES - ORDINALS:
            return last + 2
        after = self._at(last + 2)
        goes_on = after is not None and after.joined and after.shape == CAPITAL and not self._ends(last + 1)
        return last + 2 if alone and not goes_on else last

    def _closes(self, at: int) -> bool:
        """Whether the word at ``at`` goes with nothing behind it: George Bush the elder and his son."""
        after = self._at(at + 1)
        return after is None or after.shape == POINT or after.small in self.words.cues.function_words

    def _ends(self, at: int) -> bool:
        """Whether a name may end here though a capital follows, as nouns have them in German."""
        return self.words.cues.nouns_capital and self.tokens[at].small[-1] in "en"

    def _is_called(self, token: Token) -> bool:
        """Whether a word is a forename, perhaps in the German genitive."""
        if self.given(token.small).given:
            return True
        genitive = self.words.cues.language == "de" and token.small.endswith("s")
        return genitive and self.given(token.small[:-1]).given

    def _generation(self, first: int, last: int) -> int:
        """Alexandre Dumas père; Holmes, Sr."""
        at = last + 1 if (token := self._at(last)) is not None and token.text == "," else last
        token = self._at(at)
        if token is None or not self._beside(at) or token.small == self.tokens[last - 1].small:
            return last
        known = token.small in ("jr", "sr") or (at > last and token.text in ("Junior", "Senior"))
        if known and (token.point or at == last or token.text.isupper()):
            return at + 1
        if at == last and token.small in ("senior", "junior") and token.shape == SMALL:
            after = self._at(at + 1)
            return last if after is not None and after.small in _AFTER_SENIOR else at + 1
        if at == last and token.text in ("Vater", "Sohn") and self.words.cues.nouns_capital:
            after = self._at(at + 1)
            owned = after is not None and after.small in ("von", "des", "der", "eines", "einer")
            return last if owned or last - first < 2 else at + 1
        if at > last or token.small not in AFTER_NAME or token.shape != SMALL:
            return last
        after = self._at(last + 1)
        if token.small in ("père", "fils"):
            owned = after is not None and (after.small in LINKS or after.small in ("aîné", "cadet", "unique"))
            return last if owned else last + 1
        return last + 1 if token.point and self.words.cues.language == "de" else last

    def _honours(self, first: int, last: int) -> int:
        """Ralph Abernathy, Ph.D."""
        end = last
        for _ in range(3):
            at = end + 1 if (token := self._at(end)) is not None and token.text == "," else end
            for size in (3, 2, 1):
                tail = self.tokens[at : at + size]
                if len(tail) == size and tail[0].shape in _WRITTEN and tail[-1].shape != POINT:
                    spoken = _spoken([*self.tokens[first:end], *tail])
                    if honours_at_the_end(spoken) == len(_spoken(tail)):
                        end = at + size
                        break
            else:
                break
        return end


def _spoken(tokens: Sequence[Token]) -> list[Token]:
    return [token for token in tokens if token.shape != POINT]
