"""The SQLite database, asked by ``sqlite3`` and DuckDB's own reader of the tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tei_tools.records import Record


@pytest.fixture
def database(
    tmp_path: Path, written: Any, sample: Record, small: Callable[..., Record]
) -> Iterator[sqlite3.Connection]:
    files = written("sqlite", [sample, small("<p>Élan vital</p><p>second</p>")])
    assert list(files) == ["collection.sqlite"]
    (tmp_path / "c.sqlite").write_bytes(files["collection.sqlite"])
    connection = sqlite3.connect(f"file:{tmp_path}/c.sqlite?mode=ro", uri=True)
    yield connection
    connection.close()


def test_it_is_whole_and_every_key_leads_somewhere(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    keys = database.execute("PRAGMA foreign_key_list(mentions)").fetchall()
    assert {row[2] for row in keys} == {"documents", "persons", "places", "organisations", "others"}
    assert database.execute("PRAGMA user_version").fetchone() == (1,)


def test_keys_are_unique_and_searched_by_index(database: sqlite3.Connection) -> None:
    plan = " ".join(
        row[3]
        for row in database.execute(
            "EXPLAIN QUERY PLAN SELECT * FROM mentions WHERE person = 'ada'"
        ).fetchall()
    )
    assert "mentions_person" in plan
    with pytest.raises(sqlite3.DatabaseError):
        database.execute("INSERT INTO documents (document) VALUES ('sample')")


def test_words_are_found_with_their_place_whatever_their_accents(database: sqlite3.Connection) -> None:
    question = """SELECT p.document, substr(t.text, p.start + 1, p."end" - p.start) FROM search
        JOIN passages p ON p.id = search.rowid JOIN texts t ON t.document = p.document
        WHERE search MATCH ?"""
    assert database.execute(question, ("elan",)).fetchall() == [("d", "Élan vital")]
    ((document, passage),) = database.execute(question, ("oporto",)).fetchall()
    assert document == "sample" and "𝔸 Oporto" in passage and "\n" not in passage


def test_the_passages_are_the_text(database: sqlite3.Connection, sample: Record) -> None:
    passages = database.execute(
        "SELECT text FROM passages WHERE document = 'sample' ORDER BY start"
    ).fetchall()
    assert "\n".join(text for (text,) in passages) == sample.text
    (text,) = database.execute("SELECT text FROM texts WHERE document = 'sample'").fetchone()
    assert text == sample.text


def test_quotations_are_found_and_who_says_them(database: sqlite3.Connection) -> None:
    found = database.execute(
        """SELECT q.quote, p.name FROM quotations_search s JOIN quotations q ON q.rowid = s.rowid,
        json_each(q.speakers) k JOIN persons p ON p.document = q.document AND p.id = k.value
        WHERE quotations_search MATCH 'soon'"""
    ).fetchall()
    assert found == [("Come soon", "Ben")]


def test_numbers_lists_and_authorities(database: sqlite3.Connection) -> None:
    latitude = database.execute("SELECT latitude FROM places WHERE id = 'port'").fetchone()
    assert latitude == (41.15,)
    assert ("persons", "sample", "ada", "Example, Ada", "http://www.wikidata.org/entity/Q99") in (
        database.execute("SELECT * FROM authorities").fetchall()
    )
    said = database.execute(
        """SELECT meaning FROM columns_explained WHERE "table" = 'mentions' AND "column" = 'quote'"""
    )
    assert said.fetchone() == ("the words",)


def test_an_index_agrees_with_its_content(tmp_path: Path, written: Any, sample: Record) -> None:
    path = tmp_path / "c.sqlite"
    path.write_bytes(written("sqlite", [sample])["collection.sqlite"])
    connection = sqlite3.connect(path)
    for name in ("search", "quotations_search"):
        connection.execute(f"INSERT INTO {name}({name}) VALUES ('integrity-check')")
    connection.close()


def test_the_same_records_give_the_same_bytes(written: Any, sample: Record) -> None:
    assert written("sqlite", [sample]) == written("sqlite", [sample])


def test_only_the_tables_that_are_asked_for(tmp_path: Path, written: Any, sample: Record) -> None:
    path = tmp_path / "c.sqlite"
    path.write_bytes(written("sqlite", [sample], tables=("places", "mentions"))["collection.sqlite"])
    connection = sqlite3.connect(path)
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    assert names == {"places", "mentions", "about", "columns_explained"}
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


def test_two_documents_of_one_identifier_are_both_there(
    tmp_path: Path, written: Any, small: Callable[..., Record]
) -> None:
    path = tmp_path / "c.sqlite"
    twins = [small("<p>a</p>", place=f"{folder}/x.xml") for folder in "abc"]
    path.write_bytes(written("sqlite", twins)["collection.sqlite"])
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT document FROM documents ORDER BY rowid").fetchall() == [
        ("d",),
        ("b/x",),
        ("c/x",),
    ]
    connection.close()


def test_memory_does_not_grow_with_the_documents(grows: Any, small: Callable[..., Record]) -> None:
    body = "<p>" + "<persName>A</persName> " * 50 + "</p>"
    assert grows("sqlite", lambda place: small(body, identifier=f"d{place}")) < 1.5
