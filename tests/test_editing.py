"""Edits keep every other byte, apply together or not at all, and never to another file."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tei_tools.editing import Edit, apply, diff, digest
from tei_tools.errors import UnwritableError

SOURCE = b"<a>\r\n  <b n='1'/>\n</a>"


def test_edits_change_their_own_bytes_alone() -> None:
    assert apply(SOURCE, [Edit(13, 14, "2"), Edit(0, 0, "<!-- é -->")], digest(SOURCE)) == (
        "<!-- é --><a>\r\n  <b n='2'/>\n</a>".encode()
    )


def test_edits_are_refused_where_the_file_has_changed() -> None:
    with pytest.raises(UnwritableError, match="no longer the one"):
        apply(SOURCE + b" ", [Edit(13, 14, "2")], digest(SOURCE))


@pytest.mark.parametrize("edits", [[Edit(0, 4, ""), Edit(3, 5, "")], [Edit(0, 4, ""), Edit(2, 2, "x")]])
def test_edits_that_overlap_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(UnwritableError, match="overlap"):
        apply(SOURCE, edits, None)


@pytest.mark.parametrize("edit", [Edit(-1, 2, ""), Edit(0, 999, ""), Edit(3, 2, "")])
def test_edits_outside_the_file_are_refused(edit: Edit) -> None:
    with pytest.raises(UnwritableError, match="outside the file"):
        apply(SOURCE, [edit], None)


def test_insertions_at_one_place_keep_their_order() -> None:
    assert apply(b"ab", [Edit(1, 1, "1"), Edit(1, 2, "X"), Edit(1, 1, "2")], None) == b"a12X"


def test_a_character_that_the_encoding_lacks_becomes_a_reference() -> None:
    assert apply(b"<a/>", [Edit(0, 4, "<a>éЖ</a>")], None, encoding="latin-1") == b"<a>\xe9&#1046;</a>"


def test_a_diff_shows_the_changed_lines_with_three_around_them() -> None:
    source = b"".join(b"line %d\n" % n for n in range(1, 21))
    place = source.index(b"line 10")
    assert diff(source, [Edit(place, place + 4, "LINE")], "f.xml") == (
        "--- f.xml\n+++ f.xml\n@@ -7,7 +7,7 @@\n"
        " line 7\n line 8\n line 9\n-line 10\n+LINE 10\n line 11\n line 12\n line 13\n"
    )


def test_no_change_has_no_diff() -> None:
    assert diff(SOURCE, [], "f.xml") == "" == diff(SOURCE, [Edit(0, 1, "<")], "f.xml")


def test_a_hundred_thousand_edits_take_linear_time() -> None:
    source = b"<p n='1'/>\n" * 100_000
    edits = [Edit(11 * n + 6, 11 * n + 7, "2") for n in range(100_000)]
    start = time.process_time()
    assert apply(source, edits, None) == b"<p n='2'/>\n" * 100_000
    assert diff(source, edits, "f").count("\n+<p") == 100_000
    assert time.process_time() - start < 10


@st.composite
def edited(draw: st.DrawFn) -> tuple[bytes, list[Edit]]:
    source = draw(st.text("ab\n", max_size=60)).encode()
    places = sorted(draw(st.lists(st.integers(0, len(source)), max_size=8)))
    pairs = zip(places[::2], places[1::2], strict=False)
    return source, [Edit(start, end, draw(st.text("xy\n", max_size=4))) for start, end in pairs]


@pytest.mark.skipif(shutil.which("patch") is None, reason="the program patch is not here")
@given(edited())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_patch_makes_from_a_diff_what_apply_makes(tmp_path: Path, both: tuple[bytes, list[Edit]]) -> None:
    source, edits = both
    path = tmp_path / "f"
    path.write_bytes(source)
    text = diff(source, edits, "f")
    if text:
        subprocess.run(
            ["patch", "-s", str(path)],
            input=text.encode(),
            check=True,
            capture_output=True,
        )
    assert (path.read_bytes() if path.exists() else b"") == apply(source, edits, None)
