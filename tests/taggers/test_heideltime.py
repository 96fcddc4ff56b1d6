"""HeidelTime's TimeML, from a program of our own that writes it as its documentation says."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from tei_tools.errors import UsageError
from tei_tools.resources import Resources
from tei_tools.sources import read_source
from tei_tools.taggers import Context, heideltime

TEXT = (
    "In 1990 & on 9 February 1990 they met, not in May. In May 1990, in the summer of 1991, in the 1960s,"
    " they left."
)
DOCUMENT = read_source(TEXT.encode(), "a.txt")
TIMEML = """<?xml version="1.0"?>
<!DOCTYPE TimeML SYSTEM "TimeML.dtd">
<TimeML>
In <TIMEX3 tid="t1" type="DATE" value="1990">1990</TIMEX3> & on
<TIMEX3 tid="t2" type="DATE" value="1990-02-09">9 February 1990</TIMEX3> they met, not in May. In
<TIMEX3 tid="t3" type="DATE" value="1990-05">May 1990</TIMEX3>, in the
<TIMEX3 tid="t4" type="DATE" value="1991-SU" mod="APPROX">summer of 1991</TIMEX3>, in <TIMEX3 tid="t5"
type="DATE" value="196">the 1960s</TIMEX3>, they <TIMEX3 tid="t6" type="DURATION" value="P3D">left</TIMEX3>
<TIMEX3 tid="t7" type="DATE" value="2000">in words that are not there</TIMEX3>.
</TimeML>
"""


def test_timeml_is_read_over_the_text() -> None:
    found = [(TEXT[tag.start : tag.end], tag.attributes) for tag in heideltime.read_timeml(TIMEML, TEXT)]
    assert found == [
        ("1990", {"when": "1990"}),
        ("9 February 1990", {"when": "1990-02-09"}),
        ("May 1990", {"when": "1990-05"}),
        ("summer of 1991", {"when-custom": "1991-22~", "datingMethod": "#edtf"}),
        ("the 1960s", {"when-custom": "196X", "datingMethod": "#edtf"}),
    ]


def test_the_program_is_started_with_language_type_date_and_a_file(tmp_path: Path) -> None:
    program = tmp_path / "heideltime.py"
    program.write_text(
        "import sys, pathlib\n"
        "assert sys.argv[1:7] == ['-l', 'english', '-t', 'news', '-dct', '1991-01-02'], sys.argv\n"
        "assert pathlib.Path(sys.argv[7]).read_text(encoding='utf-8').startswith('In 1990')\n"
        f"sys.stdout.buffer.write({TIMEML.encode()!r})\n",
        encoding="utf-8",
    )
    context = Context(Resources(), "en", "1991-01-02", options={"command": [sys.executable, str(program)]})
    assert len(list(heideltime.tag(DOCUMENT, context))) == 5


@pytest.mark.parametrize(
    ("options", "language"),
    [({}, "en"), ({"command": "false"}, "en"), ({"command": "true"}, "tlh"), ({"comand": "x"}, "en")],
)
def test_what_cannot_be_is_one_line(options: dict[str, object], language: str) -> None:
    with pytest.raises(UsageError):
        list(heideltime.tag(DOCUMENT, Context(Resources(), language, options=options)))


def test_dates_that_are_nowhere_take_no_time() -> None:
    text = "word " * 40_000
    timeml = "<TIMEX3 type='DATE' value='1990'>nowhere</TIMEX3> " * 40_000
    before = time.process_time()
    assert list(heideltime.read_timeml(timeml, text)) == []
    assert time.process_time() - before < 5
