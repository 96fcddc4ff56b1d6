"""A restricted document leaves by no command unasked, and by every command when asked for."""

from __future__ import annotations

import sqlite3
import zlib
from pathlib import Path

import pytest

import tei_tools
from tei_tools import api
from tei_tools.cli.main import outcome
from tei_tools.errors import RestrictedError

TEI = 'xmlns="http://www.tei-c.org/ns/1.0"'


def header(availability: str) -> str:
    return (
        "<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><publisher>P</publisher>"
        f"{availability}</publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
    )


RESTRICTED = (
    '<availability status="restricted"><licence target="https://example.org/l">L</licence></availability>'
)
FREE = '<availability status="free"/>'


def body(name: str) -> str:
    return (
        f'<standOff><listPerson><person xml:id="a{name}"><persName>{name}</persName></person></listPerson>'
        f'</standOff><text><body><p><persName ref="#a{name}">{name}</persName></p></body></text>'
    )


@pytest.fixture
def letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A restricted letter, an open one, and a corpus that is restricted but for one of its documents."""
    monkeypatch.chdir(tmp_path)
    Path("letters").mkdir()
    Path("letters/secret.xml").write_text(
        f"<TEI {TEI} xml:id='s'>{header(RESTRICTED)}{body('Hidden')}</TEI>", "utf-8"
    )
    Path("letters/open.xml").write_text(f"<TEI {TEI} xml:id='o'>{header(FREE)}{body('Open')}</TEI>", "utf-8")
    Path("letters/corpus.xml").write_text(
        f"<teiCorpus {TEI}>{header(RESTRICTED)}<TEI xml:id='c1'>{header('')}{body('Hidden2')}</TEI>"
        f"<TEI xml:id='c2'>{header(FREE)}{body('Open2')}</TEI></teiCorpus>",
        "utf-8",
    )
    Path("map.toml").write_text(
        '[[table]]\nname = "names"\nrows = "//tei:persName"\n[[table.column]]\nname = "name"\nxpath = "."\n',
        "utf-8",
    )
    return tmp_path


def said(folder: Path) -> str:
    """All that was written, a database's pieces too."""
    found = b""
    for path in sorted(folder.rglob("*") if folder.is_dir() else [folder]):
        if path.name == "ledger.sqlite":
            with sqlite3.connect(path) as ledger:
                found += b"".join(content for (content,) in ledger.execute("SELECT content FROM pieces"))
        elif path.is_file():
            content = path.read_bytes()
            found += zlib.decompress(content) if path.suffix == ".spacy" else content
    return found.decode("utf-8", "replace")


COMMANDS = [
    ["convert", "letters", "-r", "--to", "csv,jsonld,turtle,sqlite,html", "-o", "out"],
    ["convert", "letters", "-r", "--mapping", "map.toml", "-o", "out"],
    [
        "run",
        "letters",
        "--to",
        "csv,jsonld,parquet",
        "--register",
        "--graph",
        "-o",
        "out",
        "--engine",
        "here",
    ],
    ["register", "letters", "-r", "-o", "out"],
]


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(words[:4]))
def test_it_leaves_when_asked_for_alone(words: list[str], letters: Path) -> None:
    assert outcome(words) == 0
    assert "Open" in said(Path("out"))
    assert "Open2" in said(Path("out"))
    assert "Hidden" not in said(Path("out"))
    more = [] if words[0] == "run" else ["--force"]
    assert outcome([*words, "--include-restricted", *more]) == 0
    assert "Hidden" in said(Path("out"))
    assert "Hidden2" in said(Path("out"))


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(words[:4]))
def test_that_it_was_left_out_is_told(
    words: list[str], letters: Path, caplog: pytest.LogCaptureFixture
) -> None:
    outcome(words)
    assert "secret.xml: left out, its availability is restricted; use --include-restricted" in caplog.text


def test_it_leaves_a_run_again_when_it_is_no_longer_asked_for(letters: Path) -> None:
    words = ["run", "letters", "--to", "csv,jsonld", "-o", "out", "--engine", "here"]
    outcome([*words, "--include-restricted"])
    assert "Hidden" in said(Path("out"))
    outcome(words)
    assert "Hidden" not in said(Path("out"))


def test_a_plan_says_it_too(letters: Path) -> None:
    Path("plan.toml").write_text(
        '[inputs]\nfiles = ["letters"]\n[steps]\nconvert = ["csv"]\n[outputs]\ninclude_restricted = true\n'
        '[engine]\nname = "here"\n',
        "utf-8",
    )
    assert outcome(["run", "plan.toml"]) == 0
    assert "Hidden" in said(Path("out"))


def test_no_page_is_made_of_it_unasked(letters: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(["view", "letters", "-r", "-o", "pages"]) == 2
    assert "secret.xml: its availability is restricted; use --include-restricted" in capsys.readouterr().err
    assert {path.name for path in Path("pages").rglob("*.html")} == {"open.html"}
    assert outcome(["view", "letters", "-r", "-o", "pages", "--include-restricted", "--force"]) == 0
    assert "Hidden" in said(Path("pages"))


def test_from_python_it_is_the_same(letters: Path) -> None:
    secret = Path("letters/secret.xml")
    with pytest.raises(RestrictedError):
        api.view(secret)
    assert "Hidden" in api.view(secret, include_restricted=True)
    tei_tools.convert([secret], ["csv"], Path("out"))
    assert "Hidden" not in said(Path("out"))
    assert tei_tools.read(secret).restricted
    assert [each.restricted for each in tei_tools.records.iter_read(Path("letters/corpus.xml"))] == [
        True,
        False,
    ]
    assert not api.register([secret]).entries
    assert api.register([secret], include_restricted=True).entries
