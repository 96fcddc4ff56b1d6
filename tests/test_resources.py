"""Resources: held by the caller, loaded once, loaded again in another process."""

from __future__ import annotations

import multiprocessing
import pickle
from pathlib import Path

import pytest

from tei_tools.errors import UnreadableError, UsageError
from tei_tools.resources import Resources


def test_a_schema_is_found_and_an_unknown_one_is_told() -> None:
    assert b"<grammar" in Resources().schema("tei_tools.rng")
    with pytest.raises(UsageError, match=r"there is no schema 'tei\.rng'; there are: .*tei_tools\.rng"):
        Resources().schema("tei.rng")


@pytest.mark.parametrize("name", ["../pyproject.toml", "__init__.py", "/etc/passwd", ""])
def test_only_schemas_are_given_out(name: str) -> None:
    with pytest.raises(UsageError):
        Resources().schema(name)


def test_a_grammar_is_loaded_once_and_not_sent_along(tmp_path: Path) -> None:
    resources = Resources(cache=tmp_path / "somewhere")
    assert resources.grammar("tei_tools") is resources.grammar("tei_tools")
    assert len(pickle.dumps(resources)) < 300


def _size(resources: Resources) -> int:
    return len(resources.schema("tei_tools.rng"))


def test_resources_work_in_a_spawned_process() -> None:
    resources = Resources()
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(len, (resources.schema("tei_tools.rng"),)) == _size(resources)
        again = pool.apply(Resources.schema, (resources, "tei_tools.rng"))
    assert again == resources.schema("tei_tools.rng")


def test_a_grammar_that_is_missing_or_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no\.rng: no such schema"):
        Resources().grammar("no.rng")
    with pytest.raises(UsageError, match=r"there is no schema 'tei\.rng'"):
        Resources().grammar("tei")
    (tmp_path / "bad.rng").write_text("<grammar/>")
    with pytest.raises(UnreadableError, match=r"bad\.rng"):
        Resources().grammar(str(tmp_path / "bad.rng"))


def test_the_cache_is_where_the_variable_says_or_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEI_TOOLS_CACHE", str(tmp_path / "a" / "b"))
    assert Resources().cache_folder() == tmp_path / "a" / "b"
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TEI_TOOLS_CACHE", str(tmp_path / "file"))
    assert Resources().cache_folder() is None
    assert Resources(cache=tmp_path).cache_folder() == tmp_path
