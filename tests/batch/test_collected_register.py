"""The register of a run: what was known before, what a person decided, and batches that are not whole."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tei_tools.batch import _collected_register as collected
from tei_tools.cli.main import outcome
from tei_tools.errors import UnreadableError, UsageError

TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>A letter.</p></body>'
    "</text><standOff><listPerson>{}</listPerson></standOff></TEI>"
)


def letter(path: Path, *names: str) -> None:
    path.parent.mkdir(exist_ok=True)
    persons = "".join(
        f'<person xml:id="p{n}"><persName>{name}</persName></person>' for n, name in enumerate(names)
    )
    path.write_text(TEI.format(persons), encoding="utf-8")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    letter(tmp_path / "in" / "a.xml", "Jane Doe", "Otto Weber")
    letter(tmp_path / "in" / "b.xml", "Jane Doe", "Emil Krantz")
    return tmp_path


def run() -> int:
    words = ["run", "in", "--to", "jsonld", "--register", "-o", "out", "--engine", "here", "-q"]
    code: int = outcome(words)
    return code


def table(name: str) -> list[dict[str, str]]:
    with Path("out/register", name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_person_decides_and_it_stands_when_the_decision_is_gone(here: Path) -> None:
    assert run() == 0
    (proposal,) = [each for each in table("proposals.csv") if each["name"] == "Jane Doe"]
    assert proposal["state"] == "proposed"
    assert "the same full name" in proposal["why"]
    before = [each["id"] for each in table("register.csv") if each["name"] == "Jane Doe"]
    assert len(before) == 2
    decided = here / "out" / collected.DECISIONS
    decided.write_text(f"one,other,decision,who\n{proposal['one']},{proposal['other']},same,Ann\n")
    assert run() == 0
    (entry,) = [each for each in table("register.csv") if each["name"] == "Jane Doe"]
    assert (entry["id"], entry["former"]) == (proposal["one"], proposal["other"])
    assert f'type="former">{proposal["other"]}<' in (here / "out/register/register.xml").read_text()
    decided.unlink()
    letter(here / "in" / "c.xml", "Nora Vigh")
    assert run() == 0
    assert [each for each in table("register.csv") if each["name"] == "Jane Doe"] == [entry]
    (row,) = [each for each in table("proposals.csv") if each["name"] == "Jane Doe"]
    assert row["state"] == "accepted"


def test_a_batch_that_is_not_whole_leaves_what_is_known(here: Path) -> None:
    assert run() == 0
    known = (here / "out/register" / collected.KNOWN).read_bytes()
    before = collected.known(here / "out/register")
    files = dict(collected.files([], before, [], is_whole=False))
    assert files[collected.KNOWN] == known


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("one,other\na,b\n", "decision"),
        ("one,other,decision\na,b,perhaps\n", "no decision"),
        ("one,other,decision\na,a,same\n", "no decision"),
    ],
)
def test_a_decision_that_says_nothing_is_told_with_its_row(tmp_path: Path, said: str, told: str) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text(said)
    with pytest.raises(UsageError, match=told):
        collected.decisions(path)


def test_what_is_no_register_of_ours_is_told(tmp_path: Path) -> None:
    (tmp_path / collected.KNOWN).write_text('["base"]\n')
    with pytest.raises(UnreadableError, match="not what a run made"):
        collected.known(tmp_path)
    (tmp_path / "d.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UnreadableError, match="UTF-8"):
        collected.decisions(tmp_path / "d.csv")
