"""A few of the splices that ``benchmarks/jing_splices.py`` makes thousands of."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.jing
@pytest.mark.shared
def test_texts_of_the_gold_and_splices_of_them_are_valid_tei() -> None:
    if not (ROOT.parent / "shared" / "gold").is_dir():
        pytest.skip("no ../shared/gold")
    script = ROOT / "benchmarks" / "jing_splices.py"
    command = [sys.executable, str(script), "--documents", "20", "--splices", "40"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "0 not valid by jing, 0 with other words" in done.stdout
