"""The file of names: what it knows, how quickly it opens, how it fails."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tei_tools.errors import UnreadableError
from tei_tools.taggers._gazetteer import Gazetteer, name_key


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.mark.parametrize(
    ("name", "main", "element", "country"),
    [
        ("Lemberg", "Lviv", "settlement", "UA"),
        ("Breslau", "Wrocław", "settlement", "PL"),
        ("Leningrad", "Saint Petersburg", "settlement", "RU"),
        ("Wien", "Vienna", "settlement", "AT"),
        ("Londres", "London", "settlement", "GB"),
        ("U.S.", "United States", "country", "US"),
        ("USA", "United States", "country", "US"),
        ("GDR", "German Democratic Republic", "country", "DE"),
        ("DDR", "German Democratic Republic", "country", "DE"),
        ("East Germany", "German Democratic Republic", "country", "DE"),
        ("Union soviétique", "Soviet Union", "country", ""),
        ("Frankreich", "France", "country", "FR"),
        ("Allemagne", "Germany", "country", "DE"),
        ("Donau", "Danube", "geogName", ""),
        ("European Union", "European Union", "bloc", ""),
        ("Texas", "Texas", "region", "US"),
    ],
)
def test_a_name_in_any_of_its_forms_finds_its_place(
    gazetteer: Gazetteer, name: str, main: str, element: str, country: str
) -> None:
    entry = gazetteer.find(name)[0]
    assert (entry.name, entry.element, entry.country) == (main, element, country)


def test_former_states_have_years(gazetteer: Gazetteer) -> None:
    (soviet,) = gazetteer.find("USSR")
    assert (soviet.first, soviet.last) == (1922, 1991)


def test_towns_have_numbers_coordinates_and_populations(gazetteer: Gazetteer) -> None:
    london = gazetteer.find("London")[0]
    assert london.geonames == 2643743
    assert (london.latitude, london.longitude) == ("51.50853", "-0.12574")
    assert london.population > 8_000_000


def test_bodies_are_found_by_name_and_acronym(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("NATO")[0].name == "North Atlantic Treaty Organization"
    assert gazetteer.find("UN Security Council")[0].kind == "organisation"


def test_short_words_in_capitals_are_not_the_small_ones(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("US")[0].element == "country"
    assert all(entry.element != "country" for entry in gazetteer.find("us"))
    assert name_key("St. Louis") == "st louis"


def test_the_longest_name_wins(gazetteer: Gazetteer) -> None:
    words = "in New York City today".split()
    assert [gazetteer.longest(words, index) for index in range(5)] == [0, 3, 1, 0, 0]


def test_words_know_their_case_and_names(gazetteer: Gazetteer) -> None:
    reading, baker, vladimir = (gazetteer.word(word) for word in ("Reading", "Baker", "Vladimir"))
    assert reading.english_small > reading.english_capital
    assert baker.family
    assert vladimir.given
    assert vladimir.masculine
    assert not vladimir.feminine
    assert gazetteer.word("Häuser").german_dictionary
    assert gazetteer.word("xqzzy").english_small == 0


def test_peoples_and_months_are_no_names(gazetteer: Gazetteer) -> None:
    assert {"Russian", "Soviet", "February", "Deutsche"} <= gazetteer.not_names


def test_a_missing_or_foreign_file_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="the gazetteer is missing"):
        Gazetteer.open(tmp_path / "none.gaz")
    (tmp_path / "other.gaz").write_bytes(b"something else" * 10)
    with pytest.raises(UnreadableError, match="another format"):
        Gazetteer.open(tmp_path / "other.gaz")


def test_it_opens_at_once_and_is_small() -> None:
    began = time.process_time()
    opened = Gazetteer.open()
    assert time.process_time() - began < 0.1
    assert opened.has("Paris")
    file = Path(sys.modules[Gazetteer.__module__].__file__ or "").parent / "gazetteer" / "names.gaz"
    assert file.stat().st_size < 12_500_000


def test_the_answers_do_not_depend_on_the_hash_seed() -> None:
    program = (
        "from tei_tools.taggers._gazetteer import Gazetteer; g = Gazetteer.open();"
        "print([e.number for n in ('Paris', 'Georgia', 'Springfield') for e in g.find(n)])"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(answers) == 1
