"""Laws of the way back: what is written into a cell comes out of the next export."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tei_tools import records
from tei_tools.importing import TableRow, Tables, import_file
from tei_tools.inputs import as_input

SOURCE = (
    b'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="d"><standOff><listPerson><person xml:id="p">'
    b"<persName>Anna</persName></person></listPerson></standOff><text><body><p>On <date when='1890'>"
    b"a day</date>.</p></body></text></TEI>"
)
_NONE = "\ufffe\uffff"
WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp"), exclude_characters=_NONE), min_size=1
)


def brought(table: str, row: str, **cells: str) -> bytes:
    found = TableRow(table, "t.csv:2", "d", row, cells)
    done = import_file(Tables({"d": [found]}, {}), as_input(SOURCE, "d.xml"))
    assert done.refused == ()
    return done.content()


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(WORDS)
def test_a_name_comes_out_as_it_was_written(name: str) -> None:
    from tei_tools.exporters._guard import guarded

    content = brought("persons", "p", name=guarded(name))
    assert [person.name for person in records.read(content).persons] == [name]
    before, after = SOURCE.split(b"Anna")
    assert content.startswith(before)
    assert content.endswith(after)


DAYS = st.builds(
    lambda year, month, day: (
        f"{year:05}-{month:02}-{day:02}" if year < 0 else f"{year:04}-{month:02}-{day:02}"
    ),
    st.integers(-9998, 9999),
    st.integers(1, 12),
    st.integers(1, 28),
)
EDTF = st.one_of(
    DAYS,
    st.builds("{}/{}".format, st.just("-9999"), DAYS),
    st.builds("[{}..{}]".format, st.just("-9999"), DAYS),
    DAYS.map("{}/..".format),
    DAYS.map("[..{}]".format),
    DAYS.map("{}?".format),
    st.sampled_from(["189X", "1890-21", "1890~", "{1890,1891}", "1890-05", "../1890", "Y17000"]),
)


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(EDTF)
def test_a_date_comes_out_as_it_was_written(edtf: str) -> None:
    date = records.read(SOURCE).dates[0]
    from tei_tools.exporters import Options
    from tei_tools.exporters._rows import RecordRows

    row = next(iter(RecordRows(records.read(SOURCE, name="d.xml"), Options()).of("dates")))
    content = brought("dates", row[1], edtf=edtf, xpath=date.xpath)
    assert [each.edtf for each in records.read(content).dates] == [edtf]
