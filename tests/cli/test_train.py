"""``tei-tools train`` and the model that it makes, in ``encode`` and ``run``."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

from tei_tools.cli.main import outcome
from tei_tools.taggers._name_model import MODEL_FILE

LETTER = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text xml:lang="en"><body><p>Dear <persName>Zorvan Quill{0}'
    "</persName>, I came to <placeName>Xanbury</placeName> with <persName>Mr. Oddle</persName> and saw the "
    "<orgName>Guild of Quorn</orgName>.</p></body></text></TEI>"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("letters")
    for number in range(6):
        (made / f"l{number}.xml").write_text(LETTER.format(number), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def model(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("pycrfsuite", reason="needs python-crfsuite, which is for training alone")
    pytest.importorskip("spacy_lookups_data", reason="needs spacy-lookups-data, which is for training alone")
    made = tmp_path_factory.mktemp("model") / "names.crf"
    call = ["train", str(folder), "-o", str(made), "--no-calibration", "--card", f"{made}.json", "-q"]
    assert outcome(call) == 0
    return made


def test_the_card_tells_what_the_model_was_made_of(model: Path) -> None:
    card = json.loads(Path(f"{model}.json").read_text("utf-8"))
    assert sum(card["training"]["documents"].values()) == 6


def test_encode_and_run_take_the_projects_model(model: Path, tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("We saw the Guild of Quorn with Zorvan Quill3 at Xanbury.\n", encoding="utf-8")
    call = ["encode", str(text), "-q", "--force", "-o"]
    assert outcome([*call, str(tmp_path / "a.xml"), "--model", str(model)]) == 0
    assert outcome([*call, str(tmp_path / "b.xml")]) == 0
    own, shipped = ((tmp_path / name).read_text("utf-8") for name in ("a.xml", "b.xml"))
    assert own != shipped
    assert "Xanbury</placeName>" in own
    run = ["run", str(text), "--encode", "-q", "-o", str(tmp_path / "out")]
    assert outcome([*run, "--model", str(model)]) == 0
    made = tmp_path / "out" / "tei" / "a.xml"
    first = made.read_text("utf-8")
    assert first.partition("<body")[2] == own.partition("<body")[2]
    assert outcome(run) == 0  # another model: the work is done again
    assert made.read_text("utf-8").partition("<body")[2] == shipped.partition("<body")[2]


@pytest.mark.parametrize("name", ["empty", "cut", "pickle", "sizes", "scale", "missing"])
def test_what_is_no_model_is_told_in_one_line(
    name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    whole = MODEL_FILE.read_bytes()
    contents = {
        "empty": b"",
        "cut": whole[:9000],
        "pickle": pickle.dumps({"weights": 1}),
        "sizes": whole[:8] + b"\xff\xff\xff\x7f" + whole[12:],
        "scale": whole.replace(b'"scale"', b'"scalx"', 1),
    }
    file = tmp_path / "own.crf"
    if name in contents:
        file.write_bytes(contents[name])
    text = tmp_path / "a.txt"
    text.write_text("Anna met Paul in Rome.\n", encoding="utf-8")
    for call in (
        ["encode", str(text), "-o", str(tmp_path / "a.xml")],
        ["run", str(text), "--encode", "-o", str(tmp_path / "out")],
    ):
        assert outcome([*call, "--model", str(file)]) == 3
        said = capfd.readouterr().err.strip()
        assert said.startswith(f"error: {file}: ")
        assert "\n" not in said
    assert not (tmp_path / "a.xml").exists()


def test_a_file_that_is_no_tei_is_named_with_its_folder(
    folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "z.xml").write_text("<TEI><broken>", encoding="utf-8")
    assert outcome(["train", str(tmp_path), "-o", str(tmp_path / "m.crf")]) == 3
    assert f"{tmp_path / 'z.xml'}:1" in capfd.readouterr().err
    assert not (tmp_path / "m.crf").exists()
