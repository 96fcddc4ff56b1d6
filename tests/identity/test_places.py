"""Places: all names of one place are one identity, and a number only where it is settled which is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

from tei_tools.identity import Entity
from tei_tools.identity._places import place_entities
from tei_tools.identity._words import Mention
from tei_tools.resources import Resources
from tei_tools.taggers import Tag
from tei_tools.taggers._gazetteer import Gazetteer


@dataclass(frozen=True)
class Shelf:
    """Only the gazetteer of the resources."""

    def gazetteer(self) -> Gazetteer:
        return Gazetteer.open()


def places(text: str) -> dict[str, tuple[Entity, list[str]]]:
    """The places named in [brackets], by identifier, with the words that name them."""
    mentions, plain, at = [], "", 0
    for match in re.finditer(r"\[([^\]]*)\]", text):
        plain += text[at : match.start()]
        start = len(plain)
        plain += match[1]
        mentions.append(Mention(Tag(start, len(plain), "placeName"), match[1]))
        at = match.end()
    found = place_entities(mentions, {}, cast(Resources, Shelf()), plain + text[at:])
    return {entity.identifier: (entity, [mention.words for mention in named]) for entity, named in found}


def geonames(text: str) -> dict[str, str]:
    return {
        name: entity.identifiers[0].value.rstrip("/").rsplit("/", 1)[1] if entity.identifiers else ""
        for name, (entity, _) in places(text).items()
    }


def test_a_states_short_and_long_names_are_one_place() -> None:
    found = places("the [GDR] ([East Germany]) and the [U.S.], the [United States]")
    assert [named for _, named in found.values()] == [["GDR", "East Germany"], ["U.S.", "United States"]]
    assert found["place-united-states"][0].place_type == "country"


def test_a_compass_word_before_a_coordinated_name_is_completed() -> None:
    found = places("[East] and [West Germany]; [East Germany]")
    assert [named for _, named in found.values()] == [["East", "East Germany"], ["West Germany"]]


def test_names_in_two_languages_are_one_place() -> None:
    assert [named for _, named in places("[Wien], that is [Vienna]").values()] == [["Wien", "Vienna"]]


def test_the_other_places_of_the_document_decide_which_is_meant() -> None:
    assert geonames("[Paris] and [Lyon] in [France]")["place-paris"] == "2988507"
    assert geonames("[London]")["place-london"] == "2643743"
    assert geonames("[Lemberg], [Kyiv] and [Odessa] in [Ukraine]")["place-lemberg"] == "702550"


def test_what_is_not_settled_gets_no_number_and_says_so() -> None:
    entity, _ = places("[Springfield]")["place-springfield"]
    assert not entity.identifiers
    assert entity.latitude is None
    assert entity.note is not None
    assert "Springfield" in entity.note


def test_a_place_that_nobody_lists_is_still_one_place() -> None:
    assert [named for _, named in places("[Netherfield] … [Netherfield]").values()] == [
        ["Netherfield", "Netherfield"]
    ]


def test_a_place_that_is_not_settled_has_its_candidates_with_reasons_in_the_file() -> None:
    from lxml import etree

    from tei_tools import api
    from tei_tools.encoding import serialize

    made = etree.fromstring(serialize(api.encode(b"Anna went to Springfield and liked it.", name="a.txt")))
    doubts = made.findall(".//{*}standOff/{*}certainty[@match]")
    told = [each for each in doubts if each.get("match") == "//*[@ref='#place-springfield']/@ref"]
    assert len(told) > 1
    assert len(made.xpath(told[0].get("match"))) == 1
    assert all(each.get("assertedValue", "").startswith("https://sws.geonames.org/") for each in told)
    assert all("inhabitants" in "".join(each.itertext()) for each in told)


def number_of(text: str, name: str) -> str:
    return geonames(text)[f"place-{name}"]


def test_the_state_behind_a_town_says_which_is_meant_and_holds_from_there_on() -> None:
    assert number_of("in [Springfield], [Illinois]; [Springfield] grew", "springfield") == "4250542"
    assert number_of("in [Springfield], [Mass.], today", "springfield") == "4951788"
    assert number_of("[Paris], [Texas], and [Dallas]", "paris") == "4717560"
    assert number_of("[London] ([Ontario]) and [Toronto]", "london") == "6058560"


def test_a_state_with_a_countrys_name_is_told_by_its_towns() -> None:
    assert number_of("[Atlanta], [Georgia], and [Alabama]", "georgia") == "4197000"
    assert number_of("[Tbilisi] in [Georgia], near [Armenia]", "georgia") == "614540"
    assert number_of("[Georgia] alone", "georgia") == ""


def test_towns_near_by_outweigh_a_larger_one_far_away() -> None:
    assert number_of("à [Vienne], près de [Lyon] et de [Grenoble]", "vienne") == "2969284"
    assert number_of("[Vienne] et [Graz] en [Autriche]", "vienne") == "2761369"


def test_a_town_and_a_river_of_one_name_are_two_places() -> None:
    found = places("Er lebte in [Memel]. Die [Memel] ist lang.")
    assert [entity.place_type for entity, _ in found.values()] == ["settlement", "geogName"]


def test_candidates_say_what_speaks_for_each() -> None:
    (entity, _) = places("[York] and [Springfield] and [England]")["place-york"]
    assert entity.candidates[0].reason.endswith("156135 inhabitants; other places in GB: 1")
    assert all("inhabitants" in each.reason for each in entity.candidates)


def test_many_places_of_one_name_take_no_time_squared() -> None:
    from time import process_time

    spent = []
    for size in (300, 1200):
        text = " ".join(f"[Springfield], [Illinois] and [Cambridge] and [Place{n}]" for n in range(size))
        began = process_time()
        places(text)
        spent.append(process_time() - began)
    assert spent[1] < 12 * spent[0] + 0.3
