"""Laws of the way back: what is written into a cell comes out of the next export."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tei_tools import api, records
from tei_tools.errors import UnreadableError
from tei_tools.exporters import Options
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


ROOT = Path(__file__).resolve().parents[2]
SAMPLES = [
    path
    for path in (*sorted((ROOT / "tests").rglob("*.xml")), *sorted((ROOT / "encoded").glob("*.xml")))
    if b"<TEI" in path.read_bytes()
]


def unchanged(files: list[Path], to: str, root: Path) -> None:
    """Export and import without an edit: no byte of any file changes, and nothing is refused."""
    with tempfile.TemporaryDirectory() as out:
        api.convert(
            files, [to], out, roots=[str(root)], force=True, on_fault=lambda fault: None,
            options=Options(include_restricted=True),
        )  # fmt: skip
        for path in files:
            try:
                found = list(api.import_tables([out], [path], roots=[str(root)]))
            except UnreadableError:
                continue  # no TEI
            for each in found:
                assert (each.name, each.refused, each.edits, each.diff()) == (each.name, (), (), "")
                assert each.content() == path.read_bytes()


@pytest.mark.parametrize("to", ["csv", "jsonld"])
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_sample_that_is_exported_and_imported_keeps_every_byte(path: Path, to: str) -> None:
    unchanged([path], to, path.parent)


TEXTS = st.sampled_from(
    ["Anna", "=1+1", "-2", "'x", " a  b ", "a|b", "ä𝄞", "A &amp; B", "<![CDATA[x < y]]>", "x<!-- c -->y",
     "&#x41;", "\n  line\n  break ", "<hi>A</hi>", "", "@home", "a;b,c\t\"d\""]
)  # fmt: skip
DATINGS = st.sampled_from(
    ["", ' when="1890"', ' from="-0050"', ' from-iso="1890" to="1891"', " when='1990-02-30'",
     ' when="1890" from="1891"', ' when-custom="1890~" datingMethod="#edtf"', ' notAfter="1900" cert="low"']
)  # fmt: skip
POINTERS = st.sampled_from(
    ["", ' ref="#p"', ' ref="p"', ' ref="#p #q"', ' ref="nowhere"', ' key="k 1"', " corresp='#w'",
     ' ref="https://d-nb.info/gnd/118540238/"', ' ref="a.xml#b"']
)  # fmt: skip
PIECES = st.one_of(
    st.builds("<persName{}>{}</persName>".format, POINTERS, TEXTS),
    st.builds("<date{}>{}</date>".format, DATINGS, TEXTS),
    st.builds("<rs type='place'{}>{}</rs> <q>{}</q>".format, POINTERS, TEXTS, TEXTS),
    st.builds("<bibl><author{}>{}</author> <title>{}</title></bibl>".format, POINTERS, TEXTS, TEXTS),
)
ENTRIES = st.one_of(
    st.builds("<persName>{}</persName><persName type='x'>{}</persName>".format, TEXTS, TEXTS),
    st.builds("<persName><surname>{}</surname><forename>{}</forename></persName>".format, TEXTS, TEXTS),
    st.builds("<persName>{}</persName><birth{}/><idno type='GND'>118540238</idno>".format, TEXTS, DATINGS),
)
RELATIONS = st.builds(
    '<relation name="{}" active="{}" passive="#q #q #none"{}><desc>{}</desc></relation>'.format,
    st.sampled_from(["knows", "=x", "a|b"]), st.sampled_from(["#p", "p", "#p #p", "https://example.org/x"]),
    DATINGS, TEXTS,
)  # fmt: skip
ACTIONS = st.builds(
    "<correspAction type='sent'><persName{}>{}</persName><placeName{}>{}</placeName>"
    "<date{}>{}</date></correspAction>".format,
    POINTERS, TEXTS, POINTERS, TEXTS, DATINGS, TEXTS,
)  # fmt: skip


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.lists(PIECES, max_size=5),
    ENTRIES,
    st.lists(RELATIONS, max_size=2),
    st.lists(ACTIONS, max_size=2),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "iso-8859-1"]),
    st.sampled_from(["csv", "jsonld"]),
)
def test_what_is_exported_and_imported_keeps_every_byte(
    pieces: list[str],
    entry: str,
    relations: list[str],
    actions: list[str],
    line: str,
    encoding: str,
    to: str,
) -> None:
    content = line.join(
        [
            f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>',
            '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><profileDesc><correspDesc>',
            *actions,
            "</correspDesc></profileDesc></teiHeader><standOff><listPerson>",
            f'<person xml:id="p">{entry}</person><person xml:id="q"><persName>Q</persName></person>',
            "</listPerson><listRelation>",
            *relations,
            '</listRelation><listPlace><place xml:id="w"><placeName>W</placeName></place></listPlace>',
            "</standOff>",
            "<text><body><p>",
            *pieces,
            "</p></body></text></TEI>",
        ]
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "d.xml")
        path.write_bytes(content.encode(encoding, "xmlcharrefreplace"))
        unchanged([path], to, Path(folder))


def test_many_names_taken_out_take_linear_time(tmp_path: Path) -> None:
    import csv
    import time

    def seconds(number: int) -> float:
        entries = "".join(
            f'<person xml:id="p{n}"><persName>A{n}</persName>\n'
            f'<persName xml:id="v{n}">B{n}</persName></person>'
            for n in range(number)
        )
        path = tmp_path / "d.xml"
        path.write_text(
            f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPerson>{entries}</listPerson></standOff>'
            "<text><body><p/></body></text></TEI>",
            "utf-8",
        )
        api.convert([path], ["csv"], tmp_path / str(number))
        table = tmp_path / str(number) / "persons.csv"
        with table.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        with table.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]))
            writer.writeheader()
            writer.writerows(row | {"variants": ""} for row in rows)
        begun = time.process_time()
        (done,) = api.import_tables([table], [path])
        assert len(done.edits) == number
        assert b"<persName xml:id" not in done.content()
        return time.process_time() - begun

    few, many = seconds(500), seconds(5000)
    assert many < 40 * few + 1
