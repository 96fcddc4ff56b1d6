"""The first article: what the tool makes of it beside the corrected encoding, and the committed exports."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

import tei_tools
from tei_tools.encoding import serialize
from tei_tools.parsing import parse

# What a reviewer would send back: below this the general tool has lost something it could do.
FLOOR = 0.95


@pytest.fixture(scope="module")
def article_scores(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("article_scores", root / "benchmarks" / "article_scores.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["article_scores"] = module
    spec.loader.exec_module(module)
    return module


def test_the_tools_own_tags_beside_the_corrected_ones(
    article_scores: ModuleType, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = root / "encoded" / "another-perspective.txt"
    table = article_scores.scores(article, article.with_suffix(".xml"))
    with capsys.disabled():
        for score in table:
            print(
                f"\n{score.kind:15} {score.gold:4} corrected {score.found:4} found  "
                f"P {score.precision:.2f}  R {score.recall:.2f}  F1 {score.f1:.2f}  "
                f"same entity {score.pointed} of {score.pointing}",
                end="",
            )
    for score in table:
        assert score.f1 >= FLOOR, score
        assert score.pointed == score.pointing, score


def test_the_tools_encoding_is_valid_and_has_the_articles_text(root: Path) -> None:
    article = root / "encoded" / "another-perspective.txt"
    tree = tei_tools.encode(article)
    assert not list(tei_tools.validate(serialize(tree), name="article.xml"))
    from tei_tools.api import read_source

    assert tei_tools.read(tree).text == read_source(article).text


def test_the_corrected_encoding_is_valid_and_keeps_every_character_of_the_source(root: Path) -> None:
    corrected = root / "encoded" / "another-perspective.xml"
    assert not list(tei_tools.validate(corrected))
    from tei_tools.api import read_source

    source = read_source(root / "encoded" / "another-perspective.txt")
    assert tei_tools.read(corrected, reading="diplomatic").text == source.text
    assert {dropped.words for dropped in source.dropped} == {"top of page", "bottom of page"}


@pytest.mark.jing
@pytest.mark.shared
def test_both_encodings_are_valid_by_jing_and_the_whole_of_tei(
    root: Path, shared: Path, tmp_path: Path
) -> None:
    import subprocess

    ours = tmp_path / "ours.xml"
    ours.write_bytes(serialize(tei_tools.encode(root / "encoded" / "another-perspective.txt")))
    corrected = root / "encoded" / "another-perspective.xml"
    jing = Path(sys.executable).with_name("pyjing")
    said = subprocess.run(
        [jing, shared / "tei" / "tei_all.rng", ours, corrected], capture_output=True, text=True, check=False
    )
    assert (said.returncode, said.stdout) == (0, "")


def test_the_exports_made_again_are_the_committed_files_to_the_byte(root: Path, tmp_path: Path) -> None:
    corrected = root / "encoded" / "another-perspective.xml"
    tei_tools.convert([corrected], ["jsonld", "csv"], tmp_path)
    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    committed = {
        path.relative_to(root / "encoded"): path.read_bytes()
        for folder in ("jsonld", "csv")
        for path in (root / "encoded" / folder).rglob("*")
        if path.is_file()
    }
    assert made == committed


def test_the_corrected_encoding_says_what_its_readme_says(root: Path) -> None:
    tree = parse((root / "encoded" / "another-perspective.xml").read_bytes(), "another-perspective.xml")
    tei = "{http://www.tei-c.org/ns/1.0}"
    body = tree.getroot().find(f"{tei}text/{tei}body")
    assert body is not None
    speakers = [said.get("who") for said in body.iter(f"{tei}said")]
    assert speakers == ["#person-james-baker", "#person-mikhail-gorbachev", "#person-james-baker"]
    assert len(list(body.iter(f"{tei}choice"))) == 6
    assert not list(body.iter(f"{tei}list"))
    assert [bibl.get("type") for bibl in body.iter(f"{tei}bibl")] == ["archival", "web"]
