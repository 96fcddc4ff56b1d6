"""Runs: what is skipped, what is done again, and what a bad file costs."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tei_tools.cli.main import outcome

NOT_COMPARED = ("ledger.sqlite", ".ledger.lock", "summary.json")


def tei(number: int, identifier: str = "") -> str:
    return f"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>L
    {number}</title></titleStmt>
<publicationStmt><publisher>P</publisher><idno type="x">{identifier or number}</idno></publicationStmt>
<sourceDesc><p>S</p></sourceDesc></fileDesc></teiHeader><text><body><p>{number}
<persName>Jane Doe</persName></p></body></text></TEI>"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with letters of text, old enough for their times to tell."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "letters").mkdir()
    for name in "abcd":
        write(
            tmp_path / "letters" / f"{name}.txt",
            f"Letter {name}\n\nMrs Jane Doe went to Paris on 3 May 1921.\n",
        )
    return tmp_path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    old = path.stat().st_mtime_ns - 10**10
    os.utime(path, ns=(old, old))


def run(*words: str) -> int:
    return outcome(["run", *words])


def full(*more: str) -> int:
    return run(
        "letters", "--encode", "--validate", "--to", "jsonld,csv", "-o", "out", "--engine", "here", *more
    )


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(NOT_COMPARED)
    }


def rows(query: str, output: str = "out") -> list[Any]:
    db = sqlite3.connect(Path(output) / "ledger.sqlite")
    try:
        return db.execute(query).fetchall()
    finally:
        db.close()


def done(number: int, output: str = "out") -> list[tuple[str, int]]:
    """The steps that a run did, with how many times."""
    return rows(f"SELECT step, count(*) FROM steps WHERE run={number} GROUP BY step ORDER BY step", output)


def summary(output: str = "out") -> dict[str, Any]:
    said: dict[str, Any] = json.loads((Path(output) / "summary.json").read_text())
    return said


def test_a_second_run_skips_what_did_not_change(here: Path) -> None:
    assert full() == 0
    assert done(1) == [("csv", 4), ("encode", 4), ("jsonld", 4), ("validate", 4)]
    first = files(here / "out")
    assert full() == 0
    full()
    assert done(2) == done(3) == []
    assert summary()["skipped"] == 4
    assert files(here / "out") == first


def test_a_changed_input_alone_is_done_again(here: Path) -> None:
    full()
    write(here / "letters" / "b.txt", "Letter b\n\nMr Otto Weber went to Rome on 4 May 1922.\n")
    assert full() == 0
    assert done(2) == [("csv", 1), ("encode", 1), ("jsonld", 1), ("validate", 1)]
    assert "Otto" in (here / "out" / "csv" / "persons.csv").read_text()


def test_an_input_of_the_same_size_and_time_but_other_words_is_noticed(here: Path) -> None:
    full()
    path = here / "letters" / "b.txt"
    before = path.stat()
    path.write_text(path.read_text().replace("Jane", "June"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    full()
    assert done(2) == [("csv", 1), ("encode", 1), ("jsonld", 1), ("validate", 1)]


def test_another_file_in_the_place_of_an_input_is_noticed_where_no_time_tells(here: Path) -> None:
    full()
    path = here / "letters" / "b.txt"
    before = path.stat()
    other = here / "other.txt"
    other.write_text(path.read_text().replace("Jane", "June"))
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(path)
    db = sqlite3.connect("out/ledger.sqlite")
    # A file system that does not say when an entry was changed, or whose clock was set back.
    db.execute("UPDATE inputs SET ctime=? WHERE place='b.txt'", (path.stat().st_ctime_ns,))
    db.commit()
    db.close()
    full()
    assert done(2) == [("csv", 1), ("encode", 1), ("jsonld", 1), ("validate", 1)]


@pytest.mark.parametrize(
    ("ago", "part", "is_trusted"),
    [
        (10**7, 1, False),  # ten milliseconds ago: the clock of the file system may not have gone on
        (10**9, 1, True),
        (10**9, 0, False),  # whole seconds alone: such a clock goes on every two seconds
        (10**10, 0, True),
    ],
)
def test_what_was_changed_a_moment_ago_is_not_trusted(ago: int, part: int, is_trusted: bool) -> None:
    from tei_tools.batch._file_state import is_known, settled

    then = (time.time_ns() - ago) // 10**9 * 10**9 if not part else time.time_ns() - ago
    state = (5, then + part - then % 2 * part, then + part, 7)
    assert is_known(settled(state)) is is_trusted
    # A time that somebody set far into the future, or before 1970, does not hide the change of the entry.
    for set_by_hand in (then + 10**18, -(10**18)):
        assert is_known(settled((5, set_by_hand + part, then + part, 7))) is is_trusted


@pytest.mark.parametrize("name", ["jsonld/b.jsonld", "csv/persons.csv", "tei/b.xml"])
def test_an_output_that_was_changed_without_its_size_is_noticed(here: Path, name: str) -> None:
    full()
    first = files(here / "out")
    path = here / "out" / name
    path.write_bytes(path.read_bytes().replace(b"Jane", b"June"))
    assert outcome(["batch", "verify", "out"]) == 1
    assert full() == 0
    assert outcome(["batch", "verify", "out"]) == 0
    if name.startswith("tei"):
        # What a person wrote into an encoding stands, and all else is made of it.
        assert b"June" in path.read_bytes()
        assert b"June" in (here / "out" / "jsonld" / "b.jsonld").read_bytes()
        assert b"June" in (here / "out" / "csv" / "persons.csv").read_bytes()
    else:
        assert files(here / "out") == first
    full()
    assert done(3) == []


def test_outputs_that_were_copied_are_looked_at_and_kept(here: Path) -> None:
    full()
    first = files(here / "out")
    shutil.copytree("out", "copy", copy_function=shutil.copyfile)
    shutil.rmtree("out")
    (here / "copy").rename("out")
    for path in (here / "out").rglob("*"):
        os.utime(path, (10**9, 10**9 + 1))
    time.sleep(0.1)  # what was changed a moment ago is not trusted yet
    full()
    assert done(2) == []
    assert summary()["skipped"] == 0
    full()
    assert summary()["skipped"] == 4
    assert files(here / "out") == first


def test_a_file_that_is_still_written_waits_for_the_next_run(
    here: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    from tei_tools.batch import _file_state

    real = _file_state.read_bytes

    def grows(item: Any, *words: Any) -> bytes:
        content = real(item, *words)
        if item.name.endswith("b.txt"):
            with Path(item.path).open("a") as stream:
                stream.write("more\n")
        return content

    with monkeypatch.context() as now:
        now.setattr(_file_state, "read_bytes", grows)
        assert full() == 3
    assert "b.txt: changes while it is read" in capfd.readouterr().err
    assert summary()["causes"] == {"changed": 1}
    assert summary()["waiting"] == 1
    assert full() == 0


def test_a_ledger_that_was_begun_before_it_had_all_columns_is_taken_up(here: Path) -> None:
    full()
    first = files(here / "out")
    db = sqlite3.connect("out/ledger.sqlite")
    for table, column in (("inputs", "inode"), ("outputs", "mtime"), ("collections", "mtime")):
        db.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    db.commit()
    db.close()
    assert outcome(["batch", "status", "out"]) == 0
    assert full() == 0
    assert done(2) == []
    assert files(here / "out") == first


@pytest.mark.parametrize("how", ["deleted", "in a folder that is deleted", "no permission"])
def test_an_input_that_goes_while_the_run_is_at_it_costs_itself(
    here: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    from tei_tools.batch import _registering

    write(here / "letters" / "old" / "e.txt", "Letter e\n\nMrs Jane Doe went to Paris.\n")
    real = _registering.Registering.tasks

    def tasks(self: Any, chunk: Any) -> Iterator[Any]:
        for task in real(self, chunk):
            if task.place == "b.txt" and how == "deleted":
                (here / "letters" / "b.txt").unlink()
            elif task.place == "old/e.txt" and how.startswith("in a"):
                shutil.rmtree(here / "letters" / "old")
            elif task.place == "b.txt" and how == "no permission":
                (here / "letters" / "b.txt").chmod(0)
            yield task

    if how == "no permission" and os.geteuid() == 0:
        pytest.skip("root may read everything")
    with monkeypatch.context() as now:
        now.setattr(_registering.Registering, "tasks", tasks)
        assert full() == 3
    assert rows("SELECT count(*) FROM inputs WHERE state='done'") == [(4,)]
    assert summary()["causes"] == {"unreadable": 1}
    assert full() == (3 if how == "no permission" else 0)
    assert len((here / "out" / "csv" / "documents.csv").read_text().splitlines()) == 5


def test_a_touched_input_is_read_and_nothing_is_done_again(here: Path) -> None:
    full()
    os.utime(here / "letters" / "b.txt")
    full()
    assert done(2) == []


def test_a_changed_option_redoes_what_depends_on_it(here: Path) -> None:
    full()
    shutil.copy(Path(__file__).parents[2] / "schemas" / "tei_tools.rng", "own.rng")
    full("--schema", "own.rng")
    assert done(2) == [("validate", 4)]
    # Dates alone: the encodings become others, and all that is made of them.
    write(here / "tei-tools.toml", '[encode]\ntaggers = ["dates"]\n[validate]\nschema = "own.rng"\n')
    full()
    assert done(3) == [("csv", 4), ("encode", 4), ("jsonld", 4), ("validate", 4)]


def test_a_changed_tagger_redoes_what_depends_on_it(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tei_tools.batch import _fingerprints

    full()
    real = _fingerprints._code
    monkeypatch.setattr(_fingerprints, "_code", lambda step: real(step) + ("x" if step == "encode" else ""))
    full()
    # The encodings came out the same, so what is made of them still holds.
    assert done(2) == [("encode", 4)]


def test_a_format_more_is_made_of_what_is_there(here: Path) -> None:
    run("letters", "--encode", "--to", "csv", "-o", "out", "--engine", "here")
    run("letters", "--encode", "--to", "csv,turtle", "-o", "out", "--engine", "here")
    assert done(2) == [("turtle", 4)]
    assert len(list((here / "out" / "turtle").iterdir())) == 4


def test_an_output_that_is_gone_is_made_again(here: Path) -> None:
    full()
    first = files(here / "out")
    (here / "out" / "tei" / "a.xml").unlink()
    shutil.rmtree(here / "out" / "jsonld")
    (here / "out" / "csv" / "persons.csv").unlink()
    assert outcome(["batch", "verify", "out"]) == 1
    assert full() == 0
    assert files(here / "out") == first
    assert outcome(["batch", "verify", "out"]) == 0


def test_an_input_that_is_gone_leaves_the_collection(here: Path) -> None:
    full()
    (here / "letters" / "b.txt").unlink()
    full()
    assert summary()["gone"] == 1
    assert len((here / "out" / "csv" / "documents.csv").read_text().splitlines()) == 4
    write(here / "letters" / "b.txt", "Letter b\n\nMrs Jane Doe went to Paris on 3 May 1921.\n")
    full()
    assert len((here / "out" / "csv" / "documents.csv").read_text().splitlines()) == 5


def test_another_batch_adds_to_the_collection(here: Path) -> None:
    full()
    write(here / "more" / "e.txt", "Letter e\n\nMr Otto Weber went to Rome on 4 May 1922.\n")
    run("more", "--encode", "--validate", "--to", "jsonld,csv", "-o", "out", "--engine", "here")
    assert len((here / "out" / "csv" / "documents.csv").read_text().splitlines()) == 6


def test_outputs_are_the_same_whatever_did_them(here: Path) -> None:
    full("--register", "--graph", "--report")
    first = files(here / "out")
    words = ["--encode", "--validate", "--to", "jsonld,csv", "--register", "--graph", "--report"]
    assert run("letters", *words, "-o", "two", "--jobs", "2") == 0
    reversed_ = [f"letters/{name}.txt" for name in "dcba"]
    assert run(*reversed_, *words, "-o", "three", "--jobs", "1") == 0
    assert files(here / "two") == first
    assert files(here / "three") == first
    assert {name.split("/")[0] for name in first} == {"csv", "graph", "jsonld", "register", "report", "tei"}


def test_a_collection_is_what_convert_makes(here: Path) -> None:
    full()
    assert outcome(["convert", "out/tei", "-r", "--to", "csv,jsonld", "-o", "plain"]) == 0
    made = files(here / "out")
    assert {name: made[name] for name in files(here / "plain")} == files(here / "plain")


def test_the_first_in_order_has_a_name_that_several_want(here: Path) -> None:
    for name in ("a", "b", "c"):
        write(here / "tei" / f"{name}.xml", tei(ord(name), "same"))
    words = ["--to", "jsonld", "--engine", "here"]
    run("tei/c.xml", "tei/b.xml", *words, "-o", "out")
    run("tei/a.xml", *words, "-o", "out")
    run("tei", *words, "-o", "all")
    assert files(here / "out").keys() == files(here / "all").keys()
    assert b"L 97" in (here / "all" / "jsonld" / "same.jsonld").read_bytes()
    assert b"L 97" in (here / "out" / "jsonld" / "same.jsonld").read_bytes()
    assert outcome(["batch", "verify", "out"]) == 0


def test_two_inputs_of_one_output_are_told(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    write(here / "letters" / "a.md", "# Letter\n\nMr Weber.\n")
    assert full() == 4
    assert "would be written over the output of letters/a.md" in capfd.readouterr().err
    assert rows("SELECT count(*) FROM steps WHERE cause='taken'") == [(1,)]


def test_what_others_made_is_kept_without_force(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    write(here / "out" / "tei" / "a.xml", "mine")
    write(here / "out" / "csv" / "persons.csv", "mine")
    assert full() == 4
    said = capfd.readouterr().err
    assert said.count("exists already") == 2
    assert (here / "out" / "tei" / "a.xml").read_text() == "mine"
    assert (here / "out" / "csv" / "persons.csv").read_text() == "mine"
    assert full("--force") == 0
    assert (here / "out" / "tei" / "a.xml").read_text() != "mine"


def test_the_output_folder_is_no_input(here: Path) -> None:
    words = ["--encode", "--to", "csv", "-o", "out", "--engine", "here"]
    assert run(".", *words) == 0
    assert run(".", *words) == 0
    assert rows("SELECT count(*) FROM inputs") == [(4,)]


def test_a_clock_that_goes_backwards_changes_nothing(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tei_tools.batch import _keeping, _ledger

    full()
    for module in (_keeping, _ledger):
        monkeypatch.setattr(module, "now", lambda: "1970-01-01T00:00:00.000Z")
    write(here / "letters" / "b.txt", "Letter b\n\nMr Otto Weber went to Rome on 4 May 1922.\n")
    os.utime(here / "letters" / "b.txt", (0, 0))
    full()
    assert done(2) == [("csv", 1), ("encode", 1), ("jsonld", 1), ("validate", 1)]
    full()
    assert done(3) == []


def test_a_second_run_at_once_says_so(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    from tei_tools.batch._lock import Lock

    full()
    lock = Lock(here / "out" / ".ledger.lock")
    assert full() == 2
    assert f"another run is at work on this ledger (process {os.getpid()})" in capfd.readouterr().err
    lock.free()
    assert full() == 0


@pytest.fixture
def hurting(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent / "faulty"))
    monkeypatch.setenv("FAULTY_FILES", "1")
    yield


def subprocess_run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tei_tools", "run", *words], capture_output=True, text=True, check=False
    )


@pytest.mark.usefixtures("hurting")
def test_what_brings_a_worker_down_costs_one_row(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for name in ("segfault", "leaves", "slow", "hungry"):
        write(here / "letters" / f"{name}.txt", "words")
    ended = subprocess_run(
        "letters",
        "--encode",
        "--to",
        "csv",
        "-o",
        "out",
        "--timeout",
        "30",
        "--memory",
        "500M",
        "--jobs",
        "2",
    )
    assert ended.returncode == 70, ended.stderr
    causes = rows(
        "SELECT name, cause FROM steps JOIN inputs ON inputs.id=input WHERE cause != '' ORDER BY name"
    )
    assert causes == [
        ("letters/hungry.txt", "memory"),
        ("letters/leaves.txt", "crash"),
        ("letters/segfault.txt", "crash"),
        ("letters/slow.txt", "timeout"),
    ]
    assert rows("SELECT count(*) FROM inputs WHERE state='done'") == [(4,)]
    assert ended.stderr.count("error:") == 4
    # They failed for good: the next run leaves them, and still says so by its exit code.
    again = subprocess_run("letters", "--encode", "--to", "csv", "-o", "out")
    assert again.returncode == 70
    assert summary()["skipped"] == 8
    assert outcome(["batch", "failures", "out"]) == 0
    said = capfd.readouterr().out
    assert "1 timeout: took longer than 30 s" in said
    assert "brought down (SIGSEGV)" in said
    assert "what to do: give more time with --timeout" in said
    assert outcome(["batch", "retry", "out", "--only", "timeout"]) == 0
    assert "1 will be tried again" in capfd.readouterr().out


def test_an_input_edited_during_the_run_is_done_again_by_the_next(here: Path) -> None:
    for number in range(120):
        write(here / "letters" / f"n{number:03}.txt", f"Letter {number}\n\nMrs Jane Doe went to Paris.\n")
    words = [
        sys.executable,
        "-m",
        "tei_tools",
        "run",
        "letters",
        "--encode",
        "--to",
        "csv",
        "-o",
        "out",
        "--json",
    ]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    edited = ""
    for line in process.stdout:
        event = json.loads(line)
        if event["event"] == "input" and not edited:
            edited = event["name"]
            Path(edited).write_text("Another letter\n\nMr Otto Weber went to Rome.\n")
            deleted = Path("letters/n119.txt")
            deleted.unlink()
    assert process.wait() in (0, 3)
    subprocess_run("letters", "--encode", "--to", "csv", "-o", "out")
    assert ("encode", 1) in done(2)
    assert "Otto" in Path("out/csv/persons.csv").read_text()
    fresh = subprocess_run("letters", "--encode", "--to", "csv", "-o", "fresh")
    assert fresh.returncode == 0
    assert files(here / "out" / "csv") == files(here / "fresh" / "csv")


def test_archives_and_unusual_names_are_inputs(here: Path) -> None:
    with zipfile.ZipFile("letters/old.zip", "w") as archive:
        archive.writestr("x/z.txt", "Letter z\n\nMrs Jane Doe.\n")
    write(here / "letters" / "new\nline.txt", "Letter n\n\nMrs Jane Doe.\n")
    write(here / "letters" / os.fsdecode(b"l\xe9.txt"), "Letter l\n\nMrs Jane Doe.\n")
    assert run("letters", "--encode", "--to", "csv", "-o", "out", "--jobs", "1") == 0
    assert rows("SELECT count(*) FROM inputs WHERE state='done'") == [(7,)]
    assert (here / "out" / "tei" / "old.zip" / "x" / "z.xml").is_file()
    assert run("letters", "--encode", "--to", "csv", "-o", "out", "--jobs", "1") == 0
    assert done(2) == []


def test_a_run_says_events_and_keeps_a_summary(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (here / "letters" / "empty.txt").write_bytes(b"")
    assert full("--json") == 3
    events = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert events[0]["event"] == "begin"
    assert sum(event["event"] == "input" for event in events) == 5
    end = events[-1]
    assert end["event"] == "end"
    assert (end["done"], end["failed"], end["exitCode"], end["causes"]) == (4, 1, 3, {"unreadable": 1})
    assert summary()["failed"] == 1


def test_a_run_that_has_no_steps_or_a_wrong_format_says_so(
    here: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run("letters", "--to", "jsonldd", "-o", "out") == 2
    assert "there is no 'jsonldd' among the exporters" in capfd.readouterr().err
    assert run("letters", "-o", "out") == 2


def test_so_many_failures_end_the_run(here: Path) -> None:
    for number in range(9):
        (here / "letters" / f"empty{number}.txt").write_bytes(b"")
    full("--stop-after", "3")
    assert summary()["state"] == "stopped"
    assert summary()["failed"] < 9


def test_an_output_folder_that_is_taken_away_is_told_once(here: Path) -> None:
    for number in range(200):
        write(here / "letters" / f"n{number:03}.txt", f"Letter {number}\n\nMrs Jane Doe went to Paris.\n")
    words = [
        sys.executable,
        "-m",
        "tei_tools",
        "run",
        "letters",
        "--encode",
        "--to",
        "csv",
        "-o",
        "out",
        "--json",
    ]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    next(line for line in process.stdout if json.loads(line)["event"] == "input")
    (here / "out").rename(here / "elsewhere")
    _, said = process.communicate()
    assert process.returncode == 4
    assert said.count("error:") == 1
    assert "taken away" in said
    assert subprocess_run("letters", "--encode", "--to", "csv", "-o", "out").returncode == 0
    assert len((here / "out" / "csv" / "documents.csv").read_text().splitlines()) == 205


def test_a_ledger_that_is_lost_costs_the_work_and_no_force(here: Path) -> None:
    assert full() == 0
    first = files(here / "out")
    for path in (here / "out").glob("ledger.sqlite*"):
        path.unlink()
    assert full() == 0
    assert files(here / "out") == first
    assert done(1) == [("csv", 4), ("encode", 4), ("jsonld", 4), ("validate", 4)]


def test_every_format_is_what_convert_makes(here: Path) -> None:
    from tei_tools import rooms

    for name in ("a", "b"):
        write(here / "tei" / f"{name}.xml", tei(ord(name)))
    write(here / "tei" / "bad.xml", "<TEI")
    for form in rooms.names("exporters"):
        if outcome(["convert", "tei", "-r", "--to", form, "-o", f"plain/{form}"]) != 3:
            shutil.rmtree(here / "plain" / form, ignore_errors=True)  # an optional part is not installed
            continue
        assert run("tei", "--to", form, "-o", f"out-{form}", "--engine", "here", "-q") == 3
        made = files(here / f"out-{form}" / form)
        other = [name for name, content in files(here / "plain" / form).items() if made.get(name) != content]
        assert not other, (form, other)
        assert made.keys() == files(here / "plain" / form).keys(), form


def test_an_encoding_that_somebody_worked_on_is_kept(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    full()
    path = here / "out" / "tei" / "a.xml"
    edited = path.read_bytes().replace(b"Paris", b"Lutetia")
    path.write_bytes(edited)
    assert full() in (0, 1)
    assert path.read_bytes() == edited
    assert b"Lutetia" in (here / "out" / "jsonld" / "a.jsonld").read_bytes()
    full()
    assert done(3) == []
    # Other means would make it anew: not without force.
    write(here / "tei-tools.toml", '[encode]\ntaggers = ["dates"]\n')
    assert full() == 4
    assert "a.xml: was changed since it was made" in capfd.readouterr().err
    assert path.read_bytes() == edited
    assert full("--force") == 0
    assert b"Lutetia" not in path.read_bytes()


def test_tei_among_the_inputs_is_tagged_further(here: Path) -> None:
    write(here / "letters" / "t.xml", tei(7).replace("</persName>", "</persName> came on 3 May 1921."))
    full()
    made = (here / "out" / "tei" / "t.xml").read_text()
    assert "<persName>Jane Doe</persName>" in made
    assert "1921-05-03" in made


@pytest.mark.parametrize("how", ["the reader ends", "the log's disk is full"])
def test_a_run_that_nobody_hears_any_more_comes_to_its_end(here: Path, how: str) -> None:
    for number in range(60):
        write(here / "letters" / f"n{number:03}.txt", f"Letter {number}\n\nMrs Jane Doe went to Paris.\n")
    (here / "letters" / "empty.txt").write_bytes(b"")
    words = [sys.executable, "-m", "tei_tools", "run", "letters", "--encode", "--to", "csv", "-o", "out"]
    if how == "the reader ends":
        process = subprocess.Popen([*words, "--json"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert process.stdout is not None
        process.stdout.readline()
        process.stdout.close()
    else:
        if not Path("/dev/full").exists():
            pytest.skip("no /dev/full here")
        with Path("/dev/full").open("w") as full_disk:
            process = subprocess.Popen(words, stdout=full_disk, stderr=full_disk)
    assert process.wait(300) == 3
    assert rows("SELECT state, count(*) FROM inputs GROUP BY state ORDER BY 1") == [
        ("done", 64),
        ("failed", 1),
    ]
    assert summary()["state"] == "done"


def test_rows_of_a_ledger_that_was_begun_earlier_are_taken_as_they_are(here: Path) -> None:
    from tei_tools.batch._tables import unpacked

    full()
    first = files(here / "out" / "csv")
    db = sqlite3.connect("out/ledger.sqlite")
    for number, part, content in db.execute("SELECT input, part, content FROM pieces").fetchall():
        assert unpacked(content) != content
        db.execute("UPDATE pieces SET content=? WHERE input=? AND part=?", (unpacked(content), number, part))
    db.commit()
    db.close()
    shutil.rmtree("out/csv")
    full()
    assert files(here / "out" / "csv") == first
