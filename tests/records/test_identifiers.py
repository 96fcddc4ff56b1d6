"""A document's identifier: the project's pattern, ``TEI/@xml:id``, ``idno``, the path below the root."""

from __future__ import annotations

from pathlib import Path

import pytest

import tei_tools
from tei_tools.exporters import Options
from tei_tools.exporters._rows import RecordRows
from tei_tools.exporters._tables import TABLES
from tei_tools.extracting import identity
from tei_tools.parsing import parse

IDNO = '<publisher>P</publisher><idno type="URN">urn:x:1</idno><idno type="shelf">A 2</idno>'
BODY = (
    '<p>Hello <persName>Bob</persName> <date when="1990">then</date>.</p>'
    "<p><persName>Bob</persName> <q>no</q></p>"
)


def document(*, own: bool = True, publication: str = IDNO, body: str = BODY) -> bytes:
    named = ' xml:id="me"' if own else ""
    return (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"{named}><teiHeader><fileDesc><titleStmt><title>T</title>'
        f"</titleStmt><publicationStmt>{publication}</publicationStmt><sourceDesc><p/></sourceDesc></fileDesc>"
        f"</teiHeader><text><body>{body}</body></text></TEI>"
    ).encode()


@pytest.mark.parametrize(
    ("content", "pattern", "expected"),
    [
        (document(), None, "me"),
        (document(own=False), None, "urn:x:1"),
        (document(own=False, publication="<p/>"), None, "letters/1/l.tei"),
        (document(own=False, publication="<p>In <idno>n 1</idno></p>"), None, "n 1"),
        (document(), "{idno:shelf}/{name}", "A 2/l.tei"),
        (document(), "x-{path}", "x-letters/1/l.tei"),
        (document(), "{idno:none}", "me"),
        (document(own=False, publication="<p/>"), "{xml_id}", "letters/1/l.tei"),
    ],
)
def test_the_order_of_identifiers(content: bytes, pattern: str | None, expected: str) -> None:
    assert tei_tools.read(content, name="letters/1/l.tei.xml", identifier=pattern).identifier == expected
    root = parse(content, "l.xml", 10**6).getroot()
    assert identity(root, "letters/1/l.tei.xml", pattern) == expected


def test_where_the_folder_is_does_not_matter(tmp_path: Path) -> None:
    found = set()
    for place in ("one", "other/deep"):
        folder = tmp_path / place / "letters"
        folder.mkdir(parents=True)
        (folder / "a.xml").write_bytes(document(own=False, publication="<p/>"))
        out = tmp_path / place / "out"
        tei_tools.convert([folder / "a.xml"], ["jsonld"], out, roots=[str(folder)])
        found.add((out / "a.jsonld").read_bytes())
    assert len(found) == 1


def test_an_unrelated_paragraph_changes_no_identifier() -> None:
    def identifiers(body: str) -> dict[str, set[str]]:
        record = tei_tools.read(document(own=False, body=body), name="a.xml")
        rows = RecordRows(record, Options())
        found = {"document": {record.identifier}}
        for table in TABLES:
            columns = [name for name, _, _ in table.columns]
            if "id" in columns:
                found[table.name] = {str(row[columns.index("id")]) for row in rows.of(table.name)}
        return found

    before, after = (
        identifiers(BODY),
        identifiers(f"<p>Not about <persName>Ada</persName>.</p>{BODY}<p>End</p>"),
    )
    assert before["document"] == after["document"]
    for table, names in before.items():
        assert names <= after[table], table
