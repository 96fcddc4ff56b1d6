"""Faults on purpose, in short; ``python benchmarks/faults.py`` has the long form."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")


@pytest.fixture(scope="module")
def faults(root: Path) -> Any:
    spec = importlib.util.spec_from_file_location("faults", root / "benchmarks" / "faults.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_run_that_is_killed_comes_to_the_same_files(tmp_path: Path, faults: Any) -> None:
    assert faults.kill_runs(tmp_path, kills=6, count=60, seed=3, most=1.6) == 6


def test_workers_that_are_killed_cost_nothing(tmp_path: Path, faults: Any) -> None:
    assert faults.kill_workers(tmp_path, kills=3, count=150, seed=4) == 3


def test_a_full_disk_is_told_and_the_run_goes_on_when_there_is_room(tmp_path: Path, faults: Any) -> None:
    assert faults.full_disk(tmp_path, count=110)


def test_a_ledger_that_cannot_grow_is_told(tmp_path: Path, faults: Any) -> None:
    assert faults.small_files(tmp_path, count=60) == 1


def test_an_exit_at_any_call_on_the_disk_is_made_good(tmp_path: Path, faults: Any) -> None:
    assert faults.exits(tmp_path, loses=False, every=7) > 5


def test_a_worker_that_exits_at_any_call_costs_nothing(tmp_path: Path, faults: Any) -> None:
    assert faults.exits(tmp_path, loses=False, who="worker", engine="local", every=3) > 2


def test_what_was_not_synced_is_made_again(tmp_path: Path, faults: Any) -> None:
    assert faults.exits(tmp_path, loses=True, every=8) > 5


def test_a_bad_file_costs_one_row(tmp_path: Path, faults: Any) -> None:
    assert faults.poisoned(tmp_path, good=40, share=0.02, seed=5) >= 11


def test_what_is_edited_during_the_run_is_redone_by_the_next(tmp_path: Path, faults: Any) -> None:
    assert faults.edited(tmp_path, count=80, edits=20, seed=6) == 20


def test_an_output_folder_that_goes_is_told_and_made_anew(tmp_path: Path, faults: Any) -> None:
    assert faults.taken_away(tmp_path, count=120) == 1


def test_a_second_run_at_once_says_so_and_disturbs_nothing(tmp_path: Path, faults: Any) -> None:
    assert faults.two_at_once(tmp_path, count=120, runs=2) == 2


def test_a_clock_that_is_set_back_changes_nothing(tmp_path: Path, faults: Any) -> None:
    assert faults.clock_back(tmp_path, count=60)
