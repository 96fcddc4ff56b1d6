"""What a run tells while it goes on."""

from __future__ import annotations

import pytest

from tei_tools.cli._batch_told import Told


def test_progress_has_files_rate_time_left_faults_and_the_slowest() -> None:
    told = Told(quiet=True, as_json=False)
    told.begun -= 10
    told.total = 1000
    told.hear("at", {"worker": 1, "name": "slow.xml", "since": told.begun})
    for number in range(100):
        state = "failed" if number < 3 else "done"
        told.hear("input", {"name": f"{number}.xml", "state": state, "code": int(number == 5)})
    for _ in range(400):
        told.hear("skipped", {"name": "x", "state": "done"})
    said = told.said(told.begun + 10)
    assert said == (
        "500 of 1,000 files · 10.0/s · 0:00:50 left · 400 unchanged · failed: 3 · invalid: 1 · "
        "slowest now: slow.xml (10 s)"
    )


def test_a_log_has_one_line_a_minute(capsys: pytest.CaptureFixture[str]) -> None:
    told = Told(quiet=False, as_json=False)
    for _ in range(5):
        told.hear("tick", {})
    assert capsys.readouterr().err == ""
    told.looked -= 61
    for _ in range(5):
        told.hear("tick", {})
    assert capsys.readouterr().err.count("files") == 1
