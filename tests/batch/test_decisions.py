"""What a person decided on an article holds in every run after."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tei_tools.cli.main import outcome
from tei_tools.decisions import Decision, Tagged, append, log_of

TEXT = "Letter\n\nMrs Jane Doe went to Paris on 3 May 1921.\n"


def rejected() -> Decision:
    start = TEXT.index("Paris")
    tag = Tagged("placeName", start, start + 5)
    when = "2026-11-24T09:00:00Z"
    before, after = TEXT[:start], TEXT[start + 5 :]
    return Decision("d1", "0" * 64, "rejected", "Paris", before[-32:], after[:32], tag, None, "Anna", when)


def run() -> int:
    return outcome(["run", "letters", "--encode", "--to", "csv", "-o", "out", "--engine", "here"])


def encoded(folder: Path) -> Path:
    return next(path for path in (folder / "out").rglob("*.xml"))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one letter, old enough for its times to tell, that was run once."""
    monkeypatch.chdir(tmp_path)
    letter = tmp_path / "letters" / "a.txt"
    letter.parent.mkdir()
    letter.write_text(TEXT, encoding="utf-8")
    old = letter.stat().st_mtime_ns - 10**10
    os.utime(letter, ns=(old, old))
    assert run() == 0
    assert ">Paris</placeName>" in encoded(tmp_path).read_text("utf-8")
    return tmp_path


@pytest.mark.parametrize("beside", ["article", "tei"])
def test_a_decision_made_after_a_run_is_kept_by_the_next(here: Path, beside: str) -> None:
    document = here / "letters" / "a.txt" if beside == "article" else encoded(here)
    append(log_of(document), [rejected()])
    for _ in range(2):
        assert run() == 0
        assert ">Paris</placeName>" not in encoded(here).read_text("utf-8")
