"""The table of TEI's specifications, and the grammars that come from the cache."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from lxml import etree

from tei_tools.grammar.odd import grammar_of, load_odd, load_shipped, section_number, tei_specs, tei_version
from tei_tools.grammar.odd._facts import plain, read_table, specs_of, written_table
from tei_tools.grammar.odd._load import ship
from tei_tools.grammar.odd._shipped import table_bytes
from tei_tools.resources import Resources

CONSTRUCTS = Path(__file__).parent / "constructs"


def test_the_table_is_written_as_it_was_read() -> None:
    table = read_table(table_bytes())
    assert written_table(table).encode() == table_bytes()
    assert [plain(spec) for spec in specs_of(table)] == table["specs"]


def test_the_table_says_where_it_comes_from_and_is_small() -> None:
    table = json.loads(table_bytes())
    assert (table["version"], tei_version()) == ("4.9.0a", "4.9.0a")
    assert "CC BY 3.0" in table["licence"]
    assert len(table_bytes()) < 500_000


def test_the_table_has_facts_and_no_prose() -> None:
    entries = json.loads(table_bytes())["specs"]
    assert not {"desc", "gloss", "remarks", "exemplum", "equiv"} & {key for entry in entries for key in entry}
    messages = re.findall(r">([^<>]{8,})</sch:(?:report|assert)>", json.dumps(entries, ensure_ascii=False))
    assert messages
    assert max(map(len, messages)) < 90


def test_all_specifications_of_tei_are_there() -> None:
    specs = tei_specs()
    kinds = {kind: sum(spec.kind == kind for spec in specs) for kind in ("element", "class", "macro", "data")}
    assert kinds == {"element": 587, "class": 211, "macro": 8, "data": 36}
    p = next(spec for spec in specs if spec.ident == "p")
    assert (p.module, p.sections[0], section_number("COPA")) == ("core", "COPA", "3.1")


def test_the_grammar_of_tei_all_has_every_element_once() -> None:
    root = etree.fromstring(grammar_of("tei_all"))
    names = [element.get("name") for element in root.iter("{*}element") if element.get("name")]
    assert sorted(names) == sorted(spec.written for spec in tei_specs() if spec.kind == "element")


def test_an_unknown_grammar_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        grammar_of("tei_none")


@pytest.fixture
def none_in_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine where the package came without its compiled grammars."""
    monkeypatch.setattr("tei_tools.grammar.odd._load._packaged", lambda name: tmp_path / "absent" / name)


@pytest.mark.usefixtures("none_in_the_package")
def test_a_shipped_grammar_is_kept_and_found_again(tmp_path: Path) -> None:
    first = load_shipped("tei_all", tmp_path)
    assert first.file is not None
    assert first.file.is_file()
    again = load_shipped("tei_all", tmp_path)
    assert len(again.patterns.rows) == len(first.patterns.rows)
    assert again.is_valid(etree.parse(Path(__file__).parents[3] / "encoded" / "another-perspective.xml"))


@pytest.mark.usefixtures("none_in_the_package")
def test_a_damaged_file_in_the_cache_is_made_anew(tmp_path: Path) -> None:
    file = load_shipped("tei_all", tmp_path).file
    assert file is not None
    file.write_bytes(file.read_bytes()[:1000])
    load_shipped("tei_all", tmp_path)
    assert file.stat().st_size > 1000


def test_a_shipped_grammar_is_written_for_the_package(tmp_path: Path) -> None:
    target = tmp_path / "tei_all.grammar"
    ship("tei_all", target, [Path(__file__).parents[3] / "encoded" / "another-perspective.xml"])
    assert target.stat().st_size > 10_000


def test_a_changed_odd_or_a_file_that_it_takes_makes_the_grammar_anew(tmp_path: Path) -> None:
    for name in ("groups", "more-groups", "third-group", "one-spec"):
        (tmp_path / f"{name}.odd").write_bytes((CONSTRUCTS / f"{name}.odd").read_bytes())
    document = etree.fromstring('<doc xmlns="http://www.tei-c.org/ns/1.0"><a/><b/><c/><d/><e/></doc>')
    cache = tmp_path / "cache"
    assert load_odd(tmp_path / "groups.odd", cache).is_valid(document)
    group = tmp_path / "third-group.odd"
    group.write_text(group.read_text().replace('ident="c"', 'ident="other"'))
    assert not load_odd(tmp_path / "groups.odd", cache).is_valid(document)


def test_resources_give_grammars_by_name_and_by_file(tmp_path: Path) -> None:
    resources = Resources(tmp_path)
    assert resources.grammar("tei_all") is resources.grammar("tei_all")
    found = resources.grammar(str(CONSTRUCTS / "unordered.odd"))
    document = etree.fromstring('<doc xmlns="http://www.tei-c.org/ns/1.0"><c/><a/></doc>')
    assert not list(found.faults(etree.ElementTree(document)))
