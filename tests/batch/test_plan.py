"""Plans, manifests, harvests, addresses: what is read, and what is said where it cannot be."""

from __future__ import annotations

import functools
import http.server
import json
import os
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tei_tools.batch._discovery import found
from tei_tools.batch._plan import Plan, load, size
from tei_tools.cli.main import outcome
from tei_tools.errors import UsageError

LETTER = "A letter\n\nMrs Jane Doe went to Paris on 3 May 1921.\n"
TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>L</title></titleStmt>
<publicationStmt><publisher>P</publisher></publicationStmt><sourceDesc><p>S</p></sourceDesc></fileDesc></teiHeader>
<text><body><p>{}</p></body></text></TEI>"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "letters").mkdir()
    for name in "ab":
        (tmp_path / "letters" / f"{name}.txt").write_text(LETTER)
    return tmp_path


def documents(output: str = "out") -> list[str]:
    return (Path(output) / "csv" / "documents.csv").read_text().splitlines()[1:]


def test_a_plan_is_run(here: Path) -> None:
    Path("plan.toml").write_text(
        """
[inputs]
files = ["letters"]
[steps]
encode = true
validate = true
convert = ["jsonld", "csv"]
[header]
publisher = "An archive"
[outputs]
folder = "made"
register = true
graph = true
report = true
date = "2024-05-31"
[faults]
timeout = 60
memory = "1GB"
[engine]
name = "here"
"""
    )
    assert outcome(["run", "plan.toml", "-q"]) == 0
    assert {each.name for each in (here / "made").iterdir() if each.is_dir()} == {
        "csv", "graph", "jsonld", "register", "report", "tei",
    }  # fmt: skip
    assert "2024-05-31" in (here / "made" / "tei" / "a.xml").read_text()
    assert "An archive" in (here / "made" / "tei" / "a.xml").read_text()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "[inputs]\nfiles = ['a']\n[stepps]\n",
            "the key 'stepps' is not known as a table; did you mean steps?",
        ),
        ("[inputs]\nfiles = ['a']\n[steps]\nencoed = true\n", "in [steps]; did you mean encode?"),
        ("[inputs]\nfiles = ['a']\n", "steps is missing"),
        ("[inputs]\nfiles = ['a']\n[steps]\n", "[steps]: there is nothing to do"),
        ("[inputs]\n[steps]\nencode = true\n", "[inputs]: there are none"),
        ("[inputs]\nfiles = 'a'\n[steps]\nencode = true\n", '[inputs] files: "a" is not of the type array'),
        ("[inputs]\nfiles = ['a']\n[steps]\nencode = true\n[faults]\ntimeout = 0\n", "[faults] timeout"),
        ("[inputs\n", "is not TOML"),
    ],
)
def test_what_is_wrong_with_a_plan_is_said(here: Path, text: str, said: str) -> None:
    Path("plan.toml").write_text(text)
    with pytest.raises(UsageError) as error:
        load(Path("plan.toml"))
    assert said in str(error.value)
    assert "plan.toml" in str(error.value)


def test_paths_of_a_plan_are_taken_from_its_folder(here: Path) -> None:
    Path("letters/plan.toml").write_text("[inputs]\nfiles = ['.', 's3://b/k']\n[steps]\nencode = true\n")
    plan = load(Path("letters/plan.toml"))
    assert plan.words == ("letters", "s3://b/k")
    assert plan.output == Path("letters/out")


def test_init_writes_a_plan_of_four_answers(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    words = ["--files", "letters", "--steps", "encode,validate", "--to", "jsonld,csv", "--output", "out"]
    assert outcome(["init", *words]) == 0
    assert outcome(["run", "plan.toml", "-q"]) == 0
    assert len(documents()) == 2
    assert outcome(["init", *words]) == 4
    assert outcome(["init", "--force", *words[:-4], "--to", "jsonldd", "--output", "x"]) == 2
    assert "there is no format 'jsonldd'" in capfd.readouterr().err


def test_init_asks_what_is_not_answered(here: Path) -> None:
    from click.testing import CliRunner

    from tei_tools.cli.init import command

    asked = CliRunner().invoke(command, input="letters\nvalidate\ncsv\nmade\n", standalone_mode=False)
    assert asked.exception is None
    plan = load(Path("plan.toml"))
    assert (plan.words, plan.encode, plan.validate, plan.formats) == (("letters",), False, True, ("csv",))


def test_a_manifest_says_what_goes_into_headers(here: Path) -> None:
    Path("letters.csv").write_text(
        "file,title,author,date,language\n"
        'letters/a.txt,"On, to Paris",Ada Lovelace|Charles Babbage,1921-05-04,en\n'
        "letters/b.txt,,,,\n"
    )
    assert (
        outcome(["run", "letters", "--manifest", "letters.csv", "--encode", "--to", "csv", "-o", "out"]) == 0
    )
    assert len(documents()) == 2
    made = (here / "out" / "tei" / "letters" / "a.xml").read_text()
    for said in ("On, to Paris", "Ada Lovelace", "Charles Babbage", "1921-05-04"):
        assert said in made
    # What the manifest says of one file is a change of that file alone.
    Path("letters.csv").write_text("file,title\nletters/a.txt,To Rome\nletters/b.txt,\n")
    assert (
        outcome(["run", "letters", "--manifest", "letters.csv", "--encode", "--to", "csv", "-o", "out"]) == 0
    )
    assert "To Rome" in (here / "out" / "tei" / "letters" / "a.xml").read_text()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,title\na,b\n", "1: the manifest has no column 'file'"),
        ("file,titel\na,b\n", "1: the column 'titel' is not known; did you mean title?"),
        ("file,date\nletters/a.txt,yesterday\n", "2: 'yesterday' is not a date"),
        ("file,title\n,b\n", "2: the row names no file"),
    ],
)
def test_what_is_wrong_with_a_manifest_is_said(
    here: Path, capfd: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    Path("m.csv").write_text(text)
    assert outcome(["run", "letters", "--manifest", "m.csv", "--encode", "-o", "out"]) == 2
    assert f"m.csv:{said}" in capfd.readouterr().err


def test_records_of_a_harvest_are_inputs(here: Path) -> None:
    records = "".join(
        f"<record><header{' status=' + chr(34) + 'deleted' + chr(34) if number == 3 else ''}>"
        f"<identifier>oai:x:{number}</identifier></header>"
        + (f"<metadata>{TEI.format(number)}</metadata>" if number != 3 else "")
        + "</record>"
        for number in range(4)
    )
    Path("harvest").mkdir()
    Path("harvest/page1.xml").write_text(
        f'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>{records}</ListRecords></OAI-PMH>'
    )
    Path("harvest/one.xml").write_text(TEI.format("one"))
    words = ["run", "harvest/one.xml", "--oai-pmh", "harvest", "--to", "csv,turtle", "--graph", "-o", "out"]
    assert outcome(words) == 0
    assert len(documents()) == 4
    assert {each.name for each in Path("out/turtle").iterdir()} == {
        "oai_x_0.ttl", "oai_x_1.ttl", "oai_x_2.ttl", "one.ttl",
    }  # fmt: skip


def titled(title: object) -> str:
    return TEI.format("words").replace("<title>L<", f"<title>{title}<")


def response(*records: tuple[str, str, str]) -> str:
    """A response with these records: identifier, datestamp, title (empty: it is deleted)."""
    inner = "".join(
        f"<record><header{'' if title else ' status=' + chr(34) + 'deleted' + chr(34)}>"
        f"<identifier>{name}</identifier><datestamp>{stamp}</datestamp></header>"
        + (f"<metadata>{titled(title)}</metadata>" if title else "")
        + "</record>"
        for name, stamp, title in records
    )
    return (
        f'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>{inner}</ListRecords></OAI-PMH>'
    )


def test_a_record_that_is_harvested_again_counts_once_as_it_was_last(here: Path) -> None:
    harvest = here / "harvest"
    harvest.mkdir()
    (harvest / "1.xml").write_text(response(("a:1", "2024-01-02", "new"), ("a:2", "2024-01-01", "two")))
    (harvest / "2.xml").write_text(response(("a:1", "2024-01-01", "old"), ("a/1", "2024-01-01", "other")))
    words = ["run", "--oai-pmh", "harvest", "--to", "csv,jsonld,graphml", "-o", "out", "--engine", "here"]
    for path in harvest.iterdir():
        os.utime(path, (10**9, 10**9))
    time.sleep(0.1)
    assert outcome(words) == 0
    said = "\n".join(documents())
    assert len(documents()) == 3
    assert "new" in said
    assert "old" not in said
    assert outcome([*words, "-q"]) == 0
    assert json.loads(Path("out/summary.json").read_text())["skipped"] == 3
    # The next harvest has one that is changed, one that is deleted, and one more.
    (harvest / "3.xml").write_text(
        response(("a:1", "2024-02-01", "newest"), ("a:2", "2024-02-01", ""), ("a:4", "2024-02-01", "four"))
    )
    assert outcome(words) == 0
    said = "\n".join(documents())
    assert len(documents()) == 3
    assert "newest" in said
    assert "two" not in said
    assert json.loads(Path("out/summary.json").read_text())["gone"] == 1
    assert outcome(["batch", "explain", "out", "out/jsonld/a_1.jsonld"]) == 0
    assert outcome(["batch", "deposit", "out", "-o", "deposit", "--inputs"]) == 0


@pytest.mark.parametrize("kind", ["zip", "tar.gz"])
def test_an_archive_that_did_not_change_is_not_read_again(
    here: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tei_tools.inputs import _archives

    (here / "t").mkdir()
    for number in range(30):
        (here / "t" / f"{number}.xml").write_text(titled(number))
    shutil.make_archive("all", {"tar.gz": "gztar"}.get(kind, kind), "t")
    listed = 0
    real = _archives.members

    def members(*words: Any) -> Iterator[Any]:
        nonlocal listed
        listed += 1
        return real(*words)

    monkeypatch.setattr(_archives, "members", members)
    time.sleep(0.1)
    words = ["run", f"all.{kind}", "--to", "csv,graphml", "-o", "out", "--engine", "here", "-q"]
    assert outcome(words) == 0
    assert len(documents()) == 30
    assert listed == 2  # to find them, and for the collection: not once for each
    assert outcome(words) == 0
    assert json.loads(Path("out/summary.json").read_text())["skipped"] == 30
    (here / "t" / "7.xml").write_text(titled("seven"))
    shutil.make_archive("all", {"tar.gz": "gztar"}.get(kind, kind), "t")
    assert outcome(words) == 0
    assert "seven" in "\n".join(documents())


def test_what_did_not_change_at_an_address_is_not_read_again(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fsspec

    from tei_tools.batch import _addresses

    memory = fsspec.filesystem("memory")
    memory.pipe("/again/a.xml", titled("a").encode())
    memory.pipe("/again/b.xml", titled("b").encode())
    opened: list[str] = []
    real = _addresses._open
    monkeypatch.setattr(_addresses, "_open", lambda address: opened.append(address) or real(address))
    words = ["run", "memory://again", "--to", "csv", "-o", "out", "--engine", "here", "-q"]
    time.sleep(0.1)
    assert outcome(words) == 0
    first = len(opened)
    assert outcome(words) == 0
    assert len(opened) == first
    memory.pipe("/again/b.xml", titled("changed").encode())
    assert outcome(words) == 0
    assert "changed" in "\n".join(documents())
    memory.rm("/again", recursive=True)


def test_addresses_are_read(here: Path) -> None:
    import fsspec

    memory = fsspec.filesystem("memory")
    memory.pipe("/store/x/a.xml", TEI.format("a").encode())
    memory.pipe("/store/b.xml", TEI.format("b").encode())
    memory.pipe("/store/notes.txt", b"no")
    assert outcome(["run", "memory://store", "--to", "csv", "-o", "out", "--jobs", "1"]) == 0
    assert len(documents()) == 2
    (here / "t").mkdir()
    (here / "t" / "c.xml").write_text(TEI.format("c"))
    address = (here / "t").as_uri()
    assert outcome(["run", address, "--to", "csv", "-o", "two", "--jobs", "1"]) == 0
    assert len(documents("two")) == 1
    memory.rm("/store", recursive=True)


@pytest.fixture
def server(here: Path) -> Iterator[str]:
    (here / "web").mkdir()
    (here / "web" / "a.xml").write_text(TEI.format("a"))
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(here / "web"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_address[1]}"
        httpd.shutdown()


def test_an_address_of_the_web_is_read_and_one_that_is_not_there_is_a_row(
    server: str, capfd: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("aiohttp")
    assert outcome(["run", f"{server}/a.xml", "--to", "csv", "-o", "out", "--jobs", "1"]) == 0
    assert len(documents()) == 1
    assert outcome(["run", f"{server}/none.xml", "--to", "csv", "-o", "out", "--jobs", "1"]) == 3
    assert capfd.readouterr().err.count("error:") == 1


def test_a_folder_of_very_many_files_keeps_its_order(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tei_tools.batch import _discovery
    from tei_tools.inputs import find

    for name in ("a.txt", "B.txt", "ä.txt", "a/1.txt", "a!.txt", os.fsdecode(b"\xff.txt"), "z/y/x.txt"):
        path = here / "letters" / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text("x")
    plan = Plan(("letters",), here / "out", encode=True)
    few = [each.name for each in found(plan)]
    monkeypatch.setattr(_discovery, "_IN_MEMORY", 2)
    assert [each.name for each in found(plan)] == few
    assert few == [item.name for item in find(["letters"], recursive=True, suffixes=(".txt",))]
    assert sorted(found(plan), key=lambda each: each.rank) == list(found(plan))


def test_sizes_have_units() -> None:
    assert (size(10), size("500K"), size("2GB"), size("1.5".replace(".5", "M"))) == (
        10,
        500_000,
        2 * 10**9,
        10**6,
    )


def test_a_manifest_or_a_harvest_is_enough(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Path("letters/manifest.csv").write_text("file\na.txt\n")
    words = ["--encode", "--to", "csv", "-o", "out", "--engine", "here", "-q"]
    assert outcome(["run", "--manifest", "letters/manifest.csv", *words]) == 0
    assert len(documents()) == 1
    assert outcome(["run", *words]) == 2
    assert "say which files: FILE, --manifest, --oai-pmh" in capfd.readouterr().err


def test_what_is_said_goes_before_the_plan(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Path("plan.toml").write_text(
        "[inputs]\nfiles = ['letters']\n[steps]\nencode = true\nconvert = ['csv']\n[engine]\nname = 'here'\n"
    )
    assert outcome(["run", "plan.toml", "--validate", "--to", "jsonld", "--report", "-o", "made", "-q"]) == 0
    made = {each.name for each in (here / "made").iterdir() if each.is_dir()}
    assert made == {"csv", "jsonld", "report", "tei"}
    assert outcome(["run", "plan.toml", "--header", "tei-tools.toml"]) == 2
    assert "a plan has its own [header]" in capfd.readouterr().err
