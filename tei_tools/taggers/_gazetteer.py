"""The gazetteer: names of places and bodies, and what is known of single words, in one memory-mapped file.

Made by ``scripts/build_gazetteer.py``. All numbers little-endian. The file: ``MAGIC``, then for each section
its start and length (two 4-byte numbers), then the sections, each at a multiple of 8:

1. records of :data:`RECORD`, one an entry: GeoNames number (0: none), latitude and longitude in 1/100000
   degree, population, where its name starts in section 6, first and last year (0: not known), country code,
   length of the name, and a byte of kind (2 bits), whether it has coordinates (1 bit) and element (5 bits)
2. and 3. names: a hash table (crc32, open addressing; slots of 4 bytes hold the item's offset + 1) and its
   items: length and bytes of the key, words of the longest name that begins with it, number of entries,
   their numbers (top bit set: by an alternate name)
4. and 5. words: the same, an item being four bytes: for English and German how often it is written small
   (high four bits) and capital (low four bits), 1 to 15 in steps of e, 0 for never; for French how often
   (high bits) if it is a common word; bits for given names (1 man's, 2 woman's), family names (4) and words
   of a German dictionary (8)
6. the names of the entries; 7. capitalised words that name no person, place or body, one a line.
"""

from __future__ import annotations

import mmap
import struct
import sys
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tei_tools.errors import UnreadableError

__all__ = ["Gazetteer", "GazetteerEntry", "Word", "name_key"]

MAGIC = b"TEIGAZ1\n"
RECORD = struct.Struct("<IiiIIhh2sBB")
KINDS = ("place", "organisation")
ELEMENTS = ("settlement", "country", "region", "bloc", "geogName", "continent", "orgName")
_ALTERNATE = 1 << 31
_SECTIONS = 7
_FILE = Path(__file__).parent / "gazetteer" / "names.gaz"


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """One place or body. ``element`` is ``settlement``, ``country``, ``region``, ``bloc``, ``geogName``,
    ``continent`` or ``orgName``; ``latitude`` and ``longitude`` are decimal degrees as strings or ``None``;
    ``first`` and ``last`` the years of its existence where known; ``country`` an ISO 3166 code or empty;
    ``alternate`` whether it was found by another name than its main one.
    """

    number: int
    kind: str
    element: str
    name: str
    geonames: int | None = None
    latitude: str | None = None
    longitude: str | None = None
    population: int = 0
    country: str = ""
    first: int | None = None
    last: int | None = None
    alternate: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """What is known of one word, whatever its case. Frequencies are steps of e, 1 to 15; 0: never met."""

    english_small: int = 0
    english_capital: int = 0
    german_small: int = 0
    german_capital: int = 0
    french_small: int = 0
    masculine: bool = False
    feminine: bool = False
    family: bool = False
    german_dictionary: bool = False

    @property
    def given(self) -> bool:
        """Whether it is somebody's given name."""
        return self.masculine or self.feminine


_UNKNOWN = Word()


def name_key(name: str) -> str:
    """The form in which a name is looked up: one space, straight apostrophes, small letters, no full stop at
    the end of words of more than two letters; but short words all in capitals ("US", "NATO") stay as they
    are.
    """
    words = name.replace("’", "'").split()
    return " ".join([_word_key(word, len(words) == 1) for word in words])


def _word_key(word: str, alone: bool) -> str:
    if alone and len(word) <= 5 and word.isupper() and word.isalpha():
        return word
    if (len(word) > 3 and word[-1] == "." and "." not in word[:-1]) or word in ("St.", "Mt.", "Ft.", "Gt."):
        word = word[:-1]
    return word.lower()


class Gazetteer:
    """Look-up in the file of names. Opening maps it; nothing is read until asked for. One per process."""

    def __init__(self, buffer: mmap.mmap | bytes) -> None:
        if bytes(buffer[: len(MAGIC)]) != MAGIC:
            raise UnreadableError("the gazetteer is of another format", advice="install tei-tools again")
        bounds = struct.unpack_from(f"<{2 * _SECTIONS}I", buffer, len(MAGIC))
        views = [
            memoryview(buffer)[start : start + length]
            for start, length in zip(bounds[::2], bounds[1::2], strict=True)
        ]
        self._buffer = buffer
        self._records, name_slots, self._names, word_slots, self._words, self._strings, stop = views
        self._name_slots = _numbers(name_slots)
        self._word_slots = _numbers(word_slots)
        self._name_mask = len(self._name_slots) - 1
        self._word_mask = len(self._word_slots) - 1
        self.not_names = frozenset(bytes(stop).decode().split("\n"))
        self._known_words: dict[str, Word] = {}

    @classmethod
    def open(cls, path: Path | None = None) -> Gazetteer:
        """The gazetteer of the package, or that at ``path``; :class:`UnreadableError` where there is none."""
        try:
            with (path or _FILE).open("rb") as file:
                return cls(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        except (OSError, ValueError) as error:
            raise UnreadableError(
                "the gazetteer is missing", file=str(path or _FILE), advice="install tei-tools again"
            ) from error

    def find(self, name: str) -> tuple[GazetteerEntry, ...]:
        """All places and bodies of this name: countries, regions and bodies before settlements, larger
        before smaller."""
        item = _item(self._names, self._name_slots, self._name_mask, name_key(name).encode())
        if item < 0:
            return ()
        numbers = struct.unpack_from(f"<{self._names[item + 1]}I", self._names, item + 2)
        return tuple(self._entry(number) for number in numbers)

    def has(self, name: str) -> bool:
        """Whether any place or body has this name."""
        item = _item(self._names, self._name_slots, self._name_mask, name_key(name).encode())
        return item >= 0 and self._names[item + 1] > 0

    def longest(self, words: Sequence[str], start: int) -> int:
        """How many of ``words`` from ``start`` on make the longest name that is listed; 0 if none."""
        first = words[start]
        most = 0
        for key in {_word_key(first, True), _word_key(first, False)}:
            item = _item(self._names, self._name_slots, self._name_mask, key.replace("’", "'").encode())
            if item >= 0:
                most = max(most, self._names[item])
        for count in range(min(most, len(words) - start), 1, -1):
            if self.has(" ".join(words[start : start + count])):
                return count
        return 1 if self.has(first) else 0

    def word(self, word: str) -> Word:
        """What is known of ``word``, in whatever case it is given."""
        known = self._known_words.get(word)
        if known is None:
            item = _item(
                self._words, self._word_slots, self._word_mask, word.lower().replace("’", "'").encode()
            )
            known = _UNKNOWN if item < 0 else _word(bytes(self._words[item : item + 4]))
            if len(self._known_words) < 200_000:
                self._known_words[word] = known
        return known

    def _entry(self, number: int) -> GazetteerEntry:
        alternate, number = bool(number & _ALTERNATE), number & ~_ALTERNATE
        geonames, latitude, longitude, population, start, first, last, country, length, packed = (
            RECORD.unpack_from(self._records, number * RECORD.size)
        )
        located = packed & 32
        return GazetteerEntry(
            number,
            KINDS[packed >> 6],
            ELEMENTS[packed & 31],
            bytes(self._strings[start : start + length]).decode(),
            geonames or None,
            _degrees(latitude) if located else None,
            _degrees(longitude) if located else None,
            population,
            country.decode().strip(),
            first or None,
            last or None,
            alternate,
        )


def _numbers(view: memoryview) -> Sequence[int]:
    if sys.byteorder == "little":
        return view.cast("I")
    return struct.unpack(f"<{len(view) // 4}I", view)


def _item(blob: memoryview, slots: Sequence[int], mask: int, key: bytes) -> int:
    """Where in ``blob`` the value of ``key`` starts, or -1."""
    length = len(key)
    slot = zlib.crc32(key) & mask
    while True:
        offset = slots[slot]
        if not offset:
            return -1
        if blob[offset - 1] == length and blob[offset : offset + length] == key:
            return offset + length
        slot = (slot + 1) & mask


def _word(packed: bytes) -> Word:
    english, german, french, names = packed
    return Word(
        english >> 4,
        english & 15,
        german >> 4,
        german & 15,
        french >> 4,
        bool(names & 1),
        bool(names & 2),
        bool(names & 4),
        bool(names & 8),
    )


def _degrees(hundred_thousandths: int) -> str:
    sign = "-" if hundred_thousandths < 0 else ""
    whole, part = divmod(abs(hundred_thousandths), 100000)
    return f"{sign}{whole}.{part:05d}".rstrip("0").rstrip(".")
