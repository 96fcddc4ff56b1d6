"""The guard of free text against spreadsheets, and its undoing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei_tools.exporters._guard import guarded, unguarded


@given(st.text() | st.text(alphabet="'=+-@\t\ra ＝"))
def test_a_guard_is_undone(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell


@given(st.text(alphabet="'=+-@\t\ra", min_size=1))
def test_nothing_that_is_guarded_begins_as_a_formula(cell: str) -> None:
    assert guarded(cell)[0] not in "=+-@\t\r"


@pytest.mark.parametrize("cell", ["=1+1", "+49 30", "-5", "@SUM(A1)", "\t=1", "＝1", "'=1"])
def test_what_a_spreadsheet_would_run_is_guarded(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Wien", "'s Gravenhage", "a=b", " =1"])
def test_what_is_harmless_stays_as_it_is(cell: str) -> None:
    assert guarded(cell) == cell
