"""The file of measurements: what is put is read again, in the place of what stood for the same."""

from __future__ import annotations

import importlib.util
import sys
import tomllib
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "benchmarks"
_SPEC = importlib.util.spec_from_file_location("measurements", FOLDER / "measurements.py")
assert _SPEC is not None and _SPEC.loader is not None
measurements = importlib.util.module_from_spec(_SPEC)
sys.modules["measurements"] = measurements
_SPEC.loader.exec_module(measurements)

ROW = {"source": "a", "how": "left out", "span": 0.5, "overlap": 0.6, "by": 'say "é\\"'}


def test_a_row_takes_the_place_of_the_one_with_its_keys_and_the_head_stays(tmp_path: Path) -> None:
    file = tmp_path / "measurements.toml"
    file.write_text("# what this is\n#\n# more\n", "utf-8")
    measurements.put("names", [ROW, {**ROW, "how": "other half"}], file)
    measurements.put("jing", [{"what": "gold", "files": 3}], file)
    measurements.put("names", [{**ROW, "span": 0.7}], file)
    assert measurements.rows("names", file) == [{**ROW, "span": 0.7}, {**ROW, "how": "other half"}]
    assert measurements.rows("jing", file) == [{"what": "gold", "files": 3}]
    assert file.read_text("utf-8").startswith("# what this is\n#\n# more\n\nnames = [\n")
    before = file.read_bytes()
    measurements.put("names", [{**ROW, "span": 0.7}], file)
    assert file.read_bytes() == before


def test_a_row_without_its_keys_and_a_table_that_is_none_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "measurements.toml"
    with pytest.raises(ValueError, match="source, how"):
        measurements.put("names", [{"source": "a"}], file)
    with pytest.raises(KeyError):
        measurements.put("nomes", [ROW], file)
    assert not file.exists() and measurements.rows("names", file) == []


def test_the_committed_file_has_only_tables_that_are_read_and_each_row_once() -> None:
    tables = tomllib.loads(measurements.FILE.read_text("utf-8"))
    assert set(tables) <= set(measurements.KEYS)
    for name, held in tables.items():
        keys = [tuple(row[key] for key in measurements.KEYS[name]) for row in held]
        assert len(keys) == len(set(keys)), name
    for row in tables["names"]:
        assert row["how"] in {"left out", "other half"} and row["lang"] in {"en", "de", "fr"}
        assert 0 <= row["span"] <= 1 and 0 <= row["overlap"] <= 1
