"""``encode`` on the command line: where outputs go, and what one line is said of each fault."""

from __future__ import annotations

import gzip
import io
import os
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from tei_tools.cli.main import outcome

NOTE = "A note\n\nMrs Jane Doe went to Paris on 3 May 1921.\n"


@pytest.fixture
def note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "note.txt").write_text(NOTE, encoding="utf-8")
    return tmp_path


def elements(data: bytes) -> set[str]:
    return {etree.QName(element).localname for element in etree.fromstring(data).iter(etree.Element)}


def test_one_file_goes_to_standard_output(note: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert outcome(["encode", "note.txt"]) == 0
    said = capfdbinary.readouterr()
    assert {"teiHeader", "persName", "placeName", "date"} <= elements(said.out)
    assert said.err == b""


def test_a_named_file_is_written_and_summed_up(note: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert outcome(["encode", "note.txt", "-o", "made/note.xml"]) == 0
    assert elements((note / "made" / "note.xml").read_bytes())
    said = capfd.readouterr()
    assert said.out == ""
    assert "1 persons, 1 places" in said.err


def test_quiet_says_nothing(note: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert outcome(["encode", "note.txt", "-o", "note.xml", "--quiet"]) == 0
    assert capfd.readouterr() == ("", "")


def test_what_exists_is_kept_unless_forced(note: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (note / "note.xml").write_text("mine", encoding="utf-8")
    assert outcome(["encode", "note.txt", "-o", "note.xml"]) == 4
    assert (note / "note.xml").read_text(encoding="utf-8") == "mine"
    assert "--force" in capfd.readouterr().err
    assert outcome(["encode", "note.txt", "-o", "note.xml", "--force"]) == 0
    assert (note / "note.xml").read_text(encoding="utf-8") != "mine"


def test_a_folder_is_mirrored(note: Path) -> None:
    (note / "letters" / "1890").mkdir(parents=True)
    (note / "letters" / "1890" / "a.txt").write_text(NOTE, encoding="utf-8")
    (note / "letters" / "b.md").write_text("# B\n\nIn Rome.\n", encoding="utf-8")
    (note / "letters" / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert outcome(["encode", "letters", "--recursive", "-o", "tei"]) == 0
    assert sorted(path.relative_to(note / "tei").as_posix() for path in (note / "tei").rglob("*.xml")) == [
        "1890/a.xml",
        "b.xml",
    ]


def test_a_folder_without_recursive_is_wrong_use(note: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (note / "letters").mkdir()
    assert outcome(["encode", "letters", "-o", "tei"]) == 2
    assert "--recursive" in capfd.readouterr().err


def test_an_archive_is_read_where_it_lies(note: Path) -> None:
    with zipfile.ZipFile(note / "letters.zip", "w") as archive:
        archive.writestr("a.txt", NOTE)
        archive.writestr("b.txt", NOTE)
    assert outcome(["encode", "letters.zip", "-o", "tei"]) == 0
    assert len(list((note / "tei").rglob("*.xml"))) == 2


def test_two_inputs_never_share_an_output(note: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (note / "note.md").write_text("# Other\n\nIn Rome.\n", encoding="utf-8")
    assert outcome(["encode", "note.txt", "note.md", "-o", "tei", "--force"]) == 4
    assert "note.txt" in capfd.readouterr().err
    assert b"Doe" in (note / "tei" / "note.xml").read_bytes()


def test_one_bad_file_does_not_stop_the_others(note: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (note / "empty.txt").write_bytes(b"")
    assert outcome(["encode", "empty.txt", "absent.txt", "note.txt", "-o", "tei"]) == 3
    assert [path.name for path in (note / "tei").iterdir()] == ["note.xml"]
    errors = [line for line in capfd.readouterr().err.splitlines() if line.startswith("error: ")]
    assert len(errors) == 2
    assert "empty.txt" in errors[0]
    assert "absent.txt: no such file" in errors[1]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \n\t \n", "empty"),
        (b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" * 20, "binary"),
        (b"Some text\x00with NUL\x00bytes in it", ""),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
        (gzip.compress(b"text", mtime=0), ""),
    ],
)
def test_what_is_no_text_is_one_line_and_code_3(
    note: Path, capfd: pytest.CaptureFixture[str], content: bytes, words: str
) -> None:
    (note / "input.txt").write_bytes(content)
    assert outcome(["encode", "input.txt", "-o", "out.xml"]) == 3
    said = capfd.readouterr().err
    assert said.count("\n") == 1
    assert said.startswith("error: input.txt: ")
    assert words.casefold() in said.casefold()
    assert sorted(path.name for path in note.iterdir()) == ["input.txt", "note.txt"]


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("utf-16", "utf-16"), ("utf-16-le", "utf-16"), ("latin-1", "1252"), ("utf-8-sig", "utf-8")],
)
def test_other_encodings_are_decoded_and_the_header_says_so(
    note: Path, capfdbinary: pytest.CaptureFixture[bytes], encoding: str, name: str
) -> None:
    text = "Über die Straße\n\nHerr Müller fuhr am 3. Mai 1921 nach Köln, weil er die Stadt sehen wollte.\n"
    (note / "german.txt").write_bytes(text.encode(encoding))
    assert outcome(["encode", "german.txt"]) == 0
    made = capfdbinary.readouterr().out.decode("utf-8")
    assert "nach" in made
    assert "Köln" in made
    assert name in made.casefold() or "latin" in made.casefold()


def test_a_file_over_the_limit_is_refused_before_it_is_read(
    note: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with (note / "large.txt").open("wb") as file:
        file.truncate(21_000_000)
    assert outcome(["encode", "large.txt"]) == 3
    assert "--max-size" in capfd.readouterr().err
    assert outcome(["encode", "note.txt", "--max-size", "10"]) == 3
    assert outcome(["encode", "note.txt", "--max-size", "ten"]) == 2


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_takes_no_file_is_one_line(note: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (note / "closed").mkdir()
    (note / "closed").chmod(stat.S_IREAD | stat.S_IEXEC)
    assert outcome(["encode", "note.txt", "-o", "closed/note.xml"]) == 4
    assert capfd.readouterr().err.count("\n") == 1


def test_an_output_that_is_a_folders_child_of_a_file_is_one_line(
    note: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert outcome(["encode", "note.txt", "-o", "note.txt/note.xml"]) == 4
    assert capfd.readouterr().err.count("\n") == 1


def test_wrong_words_are_code_2(note: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert outcome(["encode", "note.txt", "--date", "06.03.2022"]) == 2
    assert "2022-03-06" in capfd.readouterr().err
    assert outcome(["encode", "note.txt", "--tagger", "nobody"]) == 2
    assert "names" in capfd.readouterr().err
    assert outcome(["encode", "note.txt", "--format", "klingon"]) == 2
    assert "markdown" in capfd.readouterr().err
    assert outcome(["encodes", "note.txt"]) == 2
    assert "did you mean 'encode'" in capfd.readouterr().err
    assert outcome(["encode"]) == 2


def test_one_tagger_alone_and_none(note: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert outcome(["encode", "note.txt", "--tagger", "dates"]) == 0
    only = etree.fromstring(capfdbinary.readouterr().out)
    assert only.findall(".//{*}body//{*}date")
    assert not only.findall(".//{*}body//{*}persName")
    assert outcome(["encode", "note.txt", "--tagger", "none"]) == 0
    assert not etree.fromstring(capfdbinary.readouterr().out).findall(".//{*}body//{*}date")


def test_the_header_and_the_authority_of_the_project(
    note: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (note / "header.toml").write_text('publisher = "The Archive"\nidno = "arch-{name}"\n', encoding="utf-8")
    (note / "names.csv").write_text(
        "kind,name,identifier,uri\nperson,Jane Doe,p17,https://d-nb.info/gnd/118540238\n", encoding="utf-8"
    )
    words = ["encode", "note.txt", "--header", "header.toml", "--authority", "names.csv"]
    assert outcome(words) == 0
    tei = etree.fromstring(capfdbinary.readouterr().out)
    assert tei.findtext(".//{*}publicationStmt/{*}publisher") == "The Archive"
    assert tei.findtext(".//{*}publicationStmt/{*}idno") == "arch-note"
    (person,) = tei.findall(".//{*}standOff//{*}person")
    assert person.get("{http://www.w3.org/XML/1998/namespace}id") == "p17"
    assert person.findtext("{*}idno", "").endswith("118540238")
    assert [name.get("ref") for name in tei.findall(".//{*}body//{*}persName")] == ["#p17"]


def test_standard_input_is_read(
    note: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    class Piped:
        buffer = io.BufferedReader(io.BytesIO(b"<html><body><p>In <b>Rome</b>, 1921.</p></body></html>"))  # type: ignore[arg-type]

    monkeypatch.setattr(sys, "stdin", Piped())
    assert outcome(["encode", "-"]) == 0
    assert "date" in elements(capfdbinary.readouterr().out)


def test_a_reader_that_goes_away_is_no_fault(note: Path) -> None:
    program = Path(sys.executable).with_name("tei-tools")
    (note / "long.txt").write_text(NOTE * 2000, encoding="utf-8")
    piped = subprocess.Popen([program, "encode", "long.txt"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert piped.stdout is not None
    assert piped.stderr is not None
    piped.stdout.read(10)
    piped.stdout.close()
    assert piped.stderr.read() == b""
    piped.stderr.close()
    assert piped.wait(60) in (0, 141)


def test_ctrl_c_ends_with_130_and_leaves_nothing(note: Path) -> None:
    import signal
    import time

    program = Path(sys.executable).with_name("tei-tools")
    for number in range(300):
        (note / f"n{number}.txt").write_text(NOTE * 200, encoding="utf-8")
    running = subprocess.Popen(
        [program, "encode", "n*.txt", "-o", "tei"],
        cwd=note,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # Where the tests themselves run in the background, Ctrl-C is ignored, and children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    deadline = time.monotonic() + 30
    while not any((note / "tei").glob("*.xml")) and time.monotonic() < deadline:
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert b"Traceback" not in said
    assert all(path.suffix == ".xml" and not path.name.startswith(".") for path in (note / "tei").iterdir())
    for path in (note / "tei").iterdir():
        etree.parse(path)


def test_the_same_input_gives_the_same_bytes_whatever_the_hash_seed(note: Path) -> None:
    program = Path(sys.executable).with_name("tei-tools")
    made = {
        subprocess.run(
            [program, "encode", "note.txt"],
            cwd=note,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4711")
    }
    assert len(made) == 1


def test_nested_names_are_asked_for_by_word_or_by_settings(
    note: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = note / "press.txt"
    text.write_text("He wrote for the University of Chicago Press last year.", encoding="utf-8")
    inner = '<placeName type="settlement" ref="#place-chicago"'

    def made(*words: str) -> str:
        assert outcome(["encode", str(text), *words]) == 0
        return capsys.readouterr().out

    assert inner not in made()
    assert inner in made("--nested")
    settings = note / "own.toml"
    settings.write_text("[encode]\nnested = true\nalso = ['indirect_speech']\n", encoding="utf-8")
    assert inner in made("--settings", str(settings))
    assert "tagger-indirect_speech" in made("--settings", str(settings))
    assert "tagger-indirect_speech" not in made("--settings", str(settings), "--tagger", "names")
    assert "<persName" not in made("--settings", str(settings), "--tagger", "none")


@pytest.mark.parametrize("option", ["x", "spacy.model", "=y", "a.=b"])
def test_an_option_of_a_tagger_has_a_name_and_a_value(
    note: Path, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert outcome(["encode", str(note / "note.txt"), "--option", option]) == 2
    assert "TAGGER.KEY=VALUE" in capsys.readouterr().err
