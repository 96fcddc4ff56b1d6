"""The profile of a collection, and the first mapping made of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tei_tools import api, mapping
from tei_tools._first_mapping import first_mapping
from tei_tools.errors import TeiToolsError, UnreadableError
from tei_tools.inspecting import MOST_VALUES, report

TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><encodingDesc><listPrefixDef>
<prefixDef ident="pmb" matchPattern="(.+)" replacementPattern="https://pmb.example.org/$1"/></listPrefixDef>
</encodingDesc></teiHeader><text><body><listPerson><person xml:id="p"><persName>P</persName>
<idno type="GND">118540238</idno></person></listPerson><p rend="a&quot;b">{}</p></body></text></TEI>"""


def files(tmp_path: Path, *sources: str) -> list[Path]:
    paths = []
    for number, source in enumerate(sources):
        paths.append(tmp_path / f"f{number}.xml")
        paths[-1].write_text(source, encoding="utf-8")
    return paths


def test_kinds_pointers_dates_and_rows_are_counted(tmp_path: Path) -> None:
    inline = (
        '<rs ref="#p pmb:1">x</rs><date when="1890"/><date when="1890-13"/><date from-custom="1"/>'
        '<foo bar="1"/>'
    )
    paths = files(tmp_path, TEI.format(inline), "<TEI.2><text/></TEI.2>", "<TEI><text/></TEI>", "<other/>")
    profile = api.inspect(paths)
    assert profile.files == 4
    assert profile.kinds == {"TEI P5": 1, "TEI P4": 1, "TEI without a namespace": 1, "not TEI": 1}
    assert profile.pointers["ref"] == {"#…": 1, "pmb:": 1}
    assert profile.dates["date"] == {"w3c": 1, "not read": 2}
    assert profile.identifiers == {"GND": 1}
    assert profile.authorities["GND"] == 1
    assert profile.unread["foo"] == 1
    assert "person" in profile.read
    assert profile.rows["mentions"] >= 2
    said = json.loads(profile.as_json())
    assert said["formatVersion"] == "1"
    assert said["warnings"]["TEI-REC-003"]["times"] == 2
    assert any("TEI-REC-003" in line for line in report(profile))


def test_values_beyond_the_bound_are_counted_together(tmp_path: Path) -> None:
    many = "".join(f'<seg n="{n}"/>' for n in range(MOST_VALUES + 7))
    profile = api.inspect(files(tmp_path, TEI.format(many)))
    assert len(profile.attributes["seg/@n"]) == MOST_VALUES
    assert profile.more_values["seg/@n"] == 7


def test_a_bad_file_is_told_and_the_others_are_counted(tmp_path: Path) -> None:
    paths = files(tmp_path, "<TEI", TEI.format(""))
    told: list[TeiToolsError] = []
    assert api.inspect(paths, on_fault=told.append).documents == 1
    assert len(told) == 1
    with pytest.raises(UnreadableError):
        api.inspect(paths)


def test_the_first_mapping_can_be_used_as_it_is(tmp_path: Path) -> None:
    paths = files(
        tmp_path, TEI.format('<persName ref="pmb:7" xml:lang="de">x</persName><foo a.b="1" a-b="2"/>')
    )
    path = tmp_path / "m.toml"
    path.write_text(first_mapping(api.inspect(paths)), encoding="utf-8")
    loaded = mapping.load(path)
    assert ("pmb:", "https://pmb.example.org/") in loaded.authorities
    api.extract(paths, loaded, tmp_path / "out")
    lines = (tmp_path / "out" / "persName.csv").read_text(encoding="utf-8").splitlines()
    assert lines[-1].startswith("f0,2,x,")
    assert "https://pmb.example.org/7" in lines[-1]
    assert (tmp_path / "out" / "foo.csv").read_text(encoding="utf-8").splitlines()[1] == "f0,1,,2,1"


def test_the_first_mapping_says_what_entries_are_in_linked_data(tmp_path: Path) -> None:
    paths = files(
        tmp_path,
        '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="d"><standOff><listPerson><person xml:id="p">'
        '<persName>Ada</persName><idno type="GND">118</idno></person></listPerson></standOff></TEI>',
    )
    (tmp_path / "m.toml").write_text(first_mapping(api.inspect(paths)), encoding="utf-8")
    api.extract(paths, tmp_path / "m.toml", tmp_path / "out", to=["ntriples"])
    said = (tmp_path / "out" / "d.nt").read_text(encoding="utf-8")
    assert "<urn:x-tei:d> <http://schema.org/mentions> <urn:x-tei:d#p> ." in said
    assert '<urn:x-tei:d#p> <http://schema.org/name> "Ada" .' in said
    assert "<http://schema.org/Person> ." in said


SHARED = Path(__file__).parents[1] / ".." / "shared" / "corpus"


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the measuring texts are not here")
def test_every_folder_of_real_files_gets_a_mapping_that_loads(tmp_path: Path) -> None:
    for folder in sorted(path for path in SHARED.iterdir() if path.is_dir()):
        paths = sorted(folder.rglob("*.xml"), key=lambda path: path.stat().st_size)[:5]
        made = first_mapping(api.inspect(paths, on_fault=lambda fault: None))
        (tmp_path / "m.toml").write_text(made, encoding="utf-8")
        assert mapping.load(tmp_path / "m.toml").tables
