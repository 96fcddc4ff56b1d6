"""One register of many documents: joined where pointers or authorities agree, never by name."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from tei_tools import api
from tei_tools._register_files import as_tei, entries_csv
from tei_tools.errors import TeiToolsError
from tei_tools.register import Register, RegisterEntry

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"{}><standOff>{}</standOff><text><body><p>{}</p></body></text></TEI>'
PERSON = '<listPerson><person xml:id="{}"><persName>{}</persName>{}</person></listPerson>'


def idno(kind: str, value: str) -> str:
    return f'<idno type="{kind}">{value}</idno>'


def made(tmp_path: Path, **sources: str) -> Register:
    paths = []
    for name, source in sources.items():
        path = tmp_path / f"{name.replace('__', '/')}.xml"
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(source, encoding="utf-8")
        paths.append(path)
    return api.register(paths, roots=[str(tmp_path)])


def persons(register: Register) -> list[RegisterEntry]:
    return [entry for entry in register.entries if entry.kind == "person"]


def test_the_same_authority_joins_in_whatever_form(tmp_path: Path) -> None:
    register = made(
        tmp_path,
        a=TEI.format(
            "", PERSON.format("p1", "Anna Berg", idno("GND", "118540238")), '<persName ref="#p1">A</persName>'
        ),
        b=TEI.format(
            "", PERSON.format("x", "Berg, Anna", idno("url", "http://d-nb.info/gnd/118540238/")), ""
        ),
        c=TEI.format("", "<listPlace/>", '<rs type="person" ref="https://d-nb.info/gnd/118540238">she</rs>'),
    )
    (entry,) = persons(register)
    assert entry.id == "person-gnd-118540238"
    assert entry.name == "Anna Berg"
    assert "Berg, Anna" in entry.variants
    assert [(member.document, member.key, member.mentions) for member in entry.members] == [
        ("a", "p1", 1), ("b", "x", 0), ("c", "https://d-nb.info/gnd/118540238", 1),
    ]  # fmt: skip
    assert entry.mentions == 2
    assert register.conflicts == ()


def test_pointers_into_a_register_file_join_with_its_entry(tmp_path: Path) -> None:
    register = made(
        tmp_path,
        register=TEI.format("", PERSON.format("p1", "Anna Berg", ""), ""),
        letters__a=TEI.format("", "<listPlace/>", '<persName ref="../register.xml#p1">Anna</persName>'),
        letters__b=TEI.format("", "<listPlace/>", '<rs ref="../register.xml#p1">sie</rs>'),
    )
    (entry,) = persons(register)
    assert [member.document for member in entry.members] == ["register", "letters/a", "letters/b"]
    assert entry.mentions == 2


@pytest.mark.parametrize("base", ["", ' xml:base="https://example.org/edition"'])
def test_local_ids_of_two_files_and_names_never_join(tmp_path: Path, base: str) -> None:
    one = TEI.format(
        base, PERSON.format("p1", "Anna Berg", ""), '<persName ref="#p1">A</persName><rs ref="#q">q</rs>'
    )
    register = made(tmp_path, a=one, b=one)
    assert len(persons(register)) == 2
    assert len({entry.id for entry in register.entries}) == len(register.entries)
    assert register.without_kind == 2


def test_one_authority_with_two_kinds_is_a_conflict_and_not_joined(tmp_path: Path) -> None:
    register = made(
        tmp_path,
        a=TEI.format("", PERSON.format("p", "Berg", idno("GND", "118540238")), ""),
        b=TEI.format(
            "",
            '<listPlace><place xml:id="w"><placeName>Berg</placeName>'
            f"{idno('GND', '118540238')}</place></listPlace>",
            "",
        ),
    )
    assert [entry.kind for entry in register.entries] == ["person", "place"]
    (conflict,) = register.conflicts
    assert conflict.kind == "kinds"
    assert "is a person and a place" in str(conflict)
    assert conflict.members == ("a p", "b w")


def test_what_a_document_itself_names_as_two_kinds_is_a_conflict(tmp_path: Path) -> None:
    words = '<placeName ref="#p">x</placeName><placeName ref="#p">x</placeName><rs ref="#p">x</rs>'
    register = made(tmp_path, a=TEI.format("", PERSON.format("p", "Berg", ""), words))
    assert [str(conflict) for conflict in register.conflicts] == [
        "p is a person and is named as a place; it is taken for a person: a p"
    ]


def test_one_local_id_with_two_authorities_is_a_conflict(tmp_path: Path) -> None:
    two = idno("GND", "118540238") + idno("GND", "118540239")
    register = made(tmp_path, a=TEI.format("", PERSON.format("p", "Berg", two), ""))
    (conflict,) = register.conflicts
    assert conflict.kind == "authorities"
    assert "a.xml#p has two GND" in str(conflict)


def test_two_with_different_authorities_are_not_joined_by_a_third(tmp_path: Path) -> None:
    first = idno("GND", "118540238") + idno("VIAF", "1")
    second = idno("GND", "118540239") + idno("VIAF", "1")
    register = made(
        tmp_path,
        a=TEI.format("", PERSON.format("p", "Berg", first), ""),
        b=TEI.format("", PERSON.format("p", "Berg", second), ""),
    )
    assert len(persons(register)) == 2
    assert "two with different GND" in str(register.conflicts[0])


def test_values_that_differ_are_told_and_the_first_is_taken(tmp_path: Path) -> None:
    gnd = idno("GND", "118540238")
    register = made(
        tmp_path,
        a=TEI.format("", PERSON.format("p", "Berg", f'<birth when="1850"/>{gnd}'), ""),
        b=TEI.format("", PERSON.format("p", "Berg", f'<birth when="1851"/>{gnd}'), ""),
    )
    assert persons(register)[0].birth == "1850"
    assert register.conflicts[0].kind == "values"


def test_another_document_changes_no_id(tmp_path: Path) -> None:
    one = {"a": TEI.format("", PERSON.format("p", "Berg", ""), "")}
    before = made(tmp_path, **one).entries[0].id
    after = made(tmp_path, b=TEI.format("", PERSON.format("p", "Cd", ""), ""), **one)
    assert before in {entry.id for entry in after.entries}


def test_the_register_is_valid_tei_that_reads_as_it_was_written(tmp_path: Path) -> None:
    place = (
        '<listPlace><place xml:id="w"><placeName>Wien</placeName><location><geo>48.2 16.37</geo></location>'
        f"{idno('GeoNames', '2761369')}</place></listPlace>"
    )
    anna = PERSON.format("p", "=Anna &lt;Berg&gt;", f'<birth when="-0050"/>{idno("GND", "118540238")}')
    register = made(
        tmp_path, a=TEI.format("", anna + place, '<orgName ref="https://viaf.org/viaf/7">Org</orgName>')
    )
    content = as_tei(register, "Names")
    assert [finding for finding in api.validate(content) if finding.severity == "error"] == []
    record = api.read(content)
    assert [(each.name, each.birth) for each in record.persons] == [("=Anna <Berg>", "-0049")]
    assert [(each.latitude, each.authorities[0].uri) for each in record.places] == [
        ("48.2", "https://sws.geonames.org/2761369/")
    ]
    assert [each.name for each in record.organisations] == ["Org"]
    assert "'=Anna <Berg>" in entries_csv(register).decode()
    assert as_tei(register, "Names") == content


def test_nothing_to_register_is_valid_tei_too(tmp_path: Path) -> None:
    register = made(tmp_path, a=TEI.format("", "<listPlace/>", "x"))
    content = as_tei(register, "None")
    assert etree.fromstring(content) is not None
    assert [finding for finding in api.validate(content) if finding.severity == "error"] == []


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "bad.xml").write_text("<TEI", encoding="utf-8")
    told: list[TeiToolsError] = []
    assert api.register([tmp_path / "bad.xml"], on_fault=told.append).documents == 0
    assert len(told) == 1


def test_many_that_contradict_one_another_take_linear_time(tmp_path: Path) -> None:
    many = "".join(
        f'<person xml:id="p{n}"><persName>N</persName>{idno("GND", str(118540238 + n))}'
        f"{idno('VIAF', '1')}</person>"
        for n in range(3000)
    )
    register = made(tmp_path, a=TEI.format("", f"<listPerson>{many}</listPerson>", ""))
    assert len(persons(register)) == 3000


def test_documents_of_one_identifier_are_told_apart(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.xml").write_text(
            '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="same"><standOff><listPerson><person xml:id="p">'
            f"<persName>{name}</persName></person></listPerson></standOff></TEI>",
            encoding="utf-8",
        )
    found = api.register([tmp_path / "a.xml", tmp_path / "b.xml"], roots=[str(tmp_path)])
    assert {member.document for entry in found.entries for member in entry.members} == {"same", "b"}
