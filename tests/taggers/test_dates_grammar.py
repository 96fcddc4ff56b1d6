"""The shapes of dates as one pattern."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from tei_tools.taggers.dates._grammar import SHAPES, shapes

_ALL = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in SHAPES.items()))
_SYMBOLS = sorted({*"".join(SHAPES.values())} - set("\\()[]{}?:|*=!^$"))


@settings(max_examples=500, deadline=None)
@given(st.text(st.sampled_from([*_SYMBOLS, *"     xxxhhiiVfOT&,."]), max_size=40))
def test_nothing_begins_where_the_shapes_are_not_tried(symbols: str) -> None:
    expected = [(found.lastgroup, found.span()) for found in _ALL.finditer(symbols)]
    assert [(found.lastgroup, found.span()) for found in shapes().finditer(symbols)] == expected


def test_no_shape_begins_with_what_is_passed_over() -> None:
    ends = ["x", "h x", "i h x", "V x", "h ,", "f i h x", "T &", "O j ."]
    for name, pattern in SHAPES.items():
        for start in (*ends, " ", ",", "."):
            assert not any(
                re.compile(pattern).match(start + more) for more in ("", " ", " M", " d", " Y", " w")
            ), (name, start)
