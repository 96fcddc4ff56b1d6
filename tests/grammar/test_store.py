# ruff: noqa: E501 (schemas, as they are written)
"""Compiled grammars on disk: the same verdicts, rebuilt when anything changed, never the end of a run."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from lxml import etree

from tei_tools.grammar import _compiled, _store
from tei_tools.grammar._compiled import cache_folder, compile_relax_ng, load_relax_ng, open_compiled, ship

SCHEMA = """<grammar xmlns="http://relaxng.org/ns/structure/1.0"><include href="part.rng"/>
<start><element name="r"><zeroOrMore><ref name="part"/></zeroOrMore><optional><attribute name="x"><list><oneOrMore>
<data type="integer" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"><param name="minInclusive">1</param>
</data></oneOrMore></list></attribute></optional></element></start></grammar>"""
PART = """<grammar xmlns="http://relaxng.org/ns/structure/1.0"><define name="part"><choice>
<element name="a"><value>1</value></element><element><nsName ns="u"><except><name ns="u">no</name></except></nsName>
<text/></element></choice></define></grammar>"""

RIGHT = ["<r/>", '<r x="1 2"><a>1</a></r>', '<r><b xmlns="u">t</b></r>']
WRONG = ['<r x="0"/>', "<r><a>2</a></r>", '<r><no xmlns="u"/></r>', "<r>t</r>"]


@pytest.fixture
def schema(tmp_path: Path) -> Path:
    (tmp_path / "schema.rng").write_text(SCHEMA, encoding="utf-8")
    (tmp_path / "part.rng").write_text(PART, encoding="utf-8")
    return tmp_path / "schema.rng"


def verdicts(grammar: _compiled.RelaxNG) -> list[bool]:
    return [grammar.is_valid(etree.fromstring(text)) for text in [*RIGHT, *WRONG]]


EXPECTED = [True] * len(RIGHT) + [False] * len(WRONG)


def test_what_is_loaded_gives_the_same_verdicts_and_messages(schema: Path, tmp_path: Path) -> None:
    first = load_relax_ng(schema, tmp_path / "cache")
    assert verdicts(first) == EXPECTED
    assert first.save()
    (file,) = (tmp_path / "cache" / "grammars").iterdir()
    again = open_compiled(file)
    assert again is not None
    for text in [*RIGHT, *WRONG]:
        messages = [[f.message for f in g.faults(etree.fromstring(text))] for g in (first, again)]
        assert messages[0] == messages[1]
    learned = again.automaton.derivatives.learned
    assert learned == 0
    assert verdicts(again) == EXPECTED


def test_the_second_load_reads_no_schema(
    schema: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_relax_ng(schema, tmp_path / "cache")
    monkeypatch.setattr(_compiled, "compile_relax_ng", lambda *_: pytest.fail("compiled again"))
    assert verdicts(load_relax_ng(schema, tmp_path / "cache")) == EXPECTED


def test_a_change_of_an_included_file_is_seen(schema: Path, tmp_path: Path) -> None:
    load_relax_ng(schema, tmp_path / "cache")
    (tmp_path / "part.rng").write_text(PART.replace("<value>1<", "<value>2<"), encoding="utf-8")
    changed = load_relax_ng(schema, tmp_path / "cache")
    assert changed.is_valid(etree.fromstring("<r><a>2</a></r>"))


def test_another_version_of_the_program_does_not_read_the_file(
    schema: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_relax_ng(schema, tmp_path / "cache")
    (file,) = (tmp_path / "cache" / "grammars").iterdir()
    monkeypatch.setattr(_store, "FORMAT", _store.FORMAT + 1)
    assert _store.read(file) is None


@pytest.mark.parametrize("cut", [0, 10, 40, 100, -1])
def test_a_damaged_file_is_made_again(schema: Path, tmp_path: Path, cut: int) -> None:
    load_relax_ng(schema, tmp_path / "cache")
    (file,) = (tmp_path / "cache" / "grammars").iterdir()
    content = file.read_bytes()
    file.write_bytes(content[:cut])
    assert open_compiled(file) is None
    assert verdicts(load_relax_ng(schema, tmp_path / "cache")) == EXPECTED
    changed = bytearray(file.read_bytes())
    changed[len(changed) // 2] ^= 1
    file.write_bytes(changed)
    assert open_compiled(file) is None


def test_where_nothing_can_be_written_the_grammar_is_in_memory(schema: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    grammar = load_relax_ng(schema, tmp_path / "file")
    assert verdicts(grammar) == EXPECTED
    assert not grammar.save()


def test_the_cache_is_where_the_user_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TEI_TOOLS_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.delenv("TEI_TOOLS_CACHE")
    assert cache_folder().name == "tei-tools"


def _start(schema: str, folder: str) -> bool:
    return verdicts(load_relax_ng(Path(schema), Path(folder))) == EXPECTED


def test_many_that_start_at_once_are_all_right(schema: Path, tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    with ProcessPoolExecutor(8) as pool:
        results = list(pool.map(_start, [str(schema)] * 40, [str(folder)] * 40))
    assert all(results)
    assert len(list((folder / "grammars").iterdir())) == 1


def test_what_was_learned_is_kept_when_it_is_much(
    schema: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_compiled, "_WORTH_SAVING", 2)
    grammar = load_relax_ng(schema, tmp_path / "cache")
    verdicts(grammar)
    grammar.remember()
    again = load_relax_ng(schema, tmp_path / "cache")
    verdicts(again)
    assert again.automaton.derivatives.learned == 0


def test_names_are_the_same_however_often_it_is_saved(schema: Path, tmp_path: Path) -> None:
    grammar = compile_relax_ng(schema)
    verdicts(grammar)
    grammar.save(tmp_path / "one")
    loaded = open_compiled(tmp_path / "one")
    assert loaded is not None
    loaded.save(tmp_path / "two")
    assert verdicts(open_compiled(tmp_path / "two") or grammar) == EXPECTED


def test_a_compiled_grammar_beside_the_schema_is_taken_as_long_as_it_is_of_that_schema(
    schema: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = tmp_path / "document.xml"
    document.write_text(RIGHT[1], encoding="utf-8")
    assert ship(schema, [document]) == schema.with_suffix(".grammar")
    with monkeypatch.context() as patch:
        patch.setattr(_compiled, "compile_relax_ng", lambda *_: pytest.fail("compiled again"))
        assert verdicts(load_relax_ng(schema, tmp_path / "empty")) == EXPECTED
    schema.write_text(SCHEMA.replace('name="x"', 'name="y"'), encoding="utf-8")
    assert load_relax_ng(schema, tmp_path / "empty").is_valid(etree.fromstring('<r y="1"/>'))


def test_a_schema_may_be_given_as_bytes(tmp_path: Path) -> None:
    grammar = load_relax_ng(
        tmp_path / "made.rng",
        tmp_path / "cache",
        PART.replace("part", "p")
        .encode()
        .replace(b"</grammar>", b'<start><ref name="p"/></start></grammar>'),
    )
    assert grammar.is_valid(etree.fromstring("<a>1</a>"))
    assert not grammar.is_valid(etree.fromstring("<a>2</a>"))
