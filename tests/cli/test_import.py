"""``import``, ``inspect``, ``register`` and ``convert --mapping`` from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tei_tools.cli.main import outcome

TEI = (
    b'<?xml version="1.0" encoding="ISO-8859-1"?>\r\n<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff>'
    b'<listPerson><person xml:id="p"><persName>Anna M\xfcller</persName></person></listPerson></standOff>\r\n'
    b'<text><body><p><persName ref="#p">A</persName></p></body></text></TEI>'
)


@pytest.fixture
def edited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two letters and their tables, in which both persons have a new name."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "letters").mkdir()
    for name in ("a.xml", "b.xml"):
        (tmp_path / "letters" / name).write_bytes(TEI)
    assert outcome("convert letters -r --to csv -o tables -q".split()) == 0
    table = tmp_path / "tables" / "persons.csv"
    table.write_bytes(table.read_bytes().replace(b"Anna", b"Hanna\xe2\x82\xac"))
    return tmp_path


def test_diff_writes_nothing(edited: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome("import tables letters -r --diff".split()) == 0
    said = capsys.readouterr()
    assert said.out.count("+++ letters/") == 2
    assert "Hanna&#8364; Müller" in said.out
    assert said.err == "2 cells would change in 2 files\n"
    assert (edited / "letters" / "a.xml").read_bytes() == TEI


def test_in_place_changes_the_files_and_a_second_time_nothing(edited: Path) -> None:
    assert outcome("import tables letters -r --in-place -q".split()) == 0
    wanted = TEI.replace(b"Anna", b"Hanna&#8364;")
    assert (edited / "letters" / "b.xml").read_bytes() == wanted
    before = Path("letters/b.xml").stat()
    assert outcome("import tables letters -r --in-place -q".split()) == 0
    assert Path("letters/b.xml").stat().st_mtime_ns == before.st_mtime_ns


def test_a_folder_takes_the_changed_files(edited: Path) -> None:
    assert outcome("import tables/persons.csv letters -r -o new -q".split()) == 0
    assert (edited / "new" / "a.xml").read_bytes() == TEI.replace(b"Anna", b"Hanna&#8364;")
    assert outcome("import tables/persons.csv letters -r -o new -q".split()) == 4


def test_a_refused_row_is_a_line_and_the_exit_code_1(
    edited: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = edited / "tables" / "persons.csv"
    table.write_bytes(table.read_bytes().replace(b"\na,p,", b"\na,q,"))
    assert outcome("import tables letters -r --in-place".split()) == 1
    said = capsys.readouterr().err
    assert "refused: tables/persons.csv:2: 'q' is not in a.xml; no row of it was applied\n" in said
    assert "1 cell changed in 1 file" in said
    assert (edited / "letters" / "a.xml").read_bytes() == TEI
    assert b"Hanna" in (edited / "letters" / "b.xml").read_bytes()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("import letters -r", 2, "name the tables"),
        ("import tables", 2, "name the TEI files"),
        ("import tables letters -r --diff --in-place", 2, "choose one of"),
        ("import no.csv letters -r --diff", 3, "no.csv"),
        ("import letters/a.xml tables/csv-metadata.json --diff", 3, "has no document with annotations"),
        ("convert letters -r --mapping m.toml --to parquet -o x", 2, "--mapping makes tables"),
        ("convert letters -r --mapping m.toml", 2, "name the folder"),
        ("convert letters -r --mapping m.toml -o x", 2, "m.toml: no such"),
        ("inspect none", 3, "none: no such file"),
        ("register none -o r.xml", 3, "none: no such file"),
    ],
)
def test_wrong_use_is_told_and_leaves_nothing(
    edited: Path, capsys: pytest.CaptureFixture[str], words: str, code: int, said: str
) -> None:
    assert outcome(words.split()) == code
    assert said in capsys.readouterr().err
    assert not (edited / "x").exists()
    assert not (edited / "r.xml").exists()


def test_a_mapping_makes_the_same_tables_in_every_run(edited: Path) -> None:
    (edited / "m.toml").write_text(
        '[[table]]\nname = "t"\nrows = "//tei:persName"\n[[table.column]]\nname = "w"\nxpath = "."\n',
        encoding="utf-8",
    )
    assert outcome("convert letters -r --mapping m.toml --to csv -o one -q".split()) == 0
    assert outcome("convert letters -r --tables m.toml -o two -q".split()) == 0
    assert (edited / "one" / "t.csv").read_bytes() == (edited / "two" / "t.csv").read_bytes()
    assert (edited / "one" / "t.csv").read_text(encoding="utf-8").splitlines()[1] == "a,1,Anna Müller"


def test_a_register_goes_to_standard_output_or_to_a_file(
    edited: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert outcome("register letters -q".split()) == 0
    shown = capsysbinary.readouterr().out
    assert outcome("register letters -o r.xml -q".split()) == 0
    assert (edited / "r.xml").read_bytes() == shown
    assert outcome("register letters -o r.csv -q".split()) == 0
    assert len((edited / "r.csv").read_bytes().splitlines()) == 3
