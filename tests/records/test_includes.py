"""``xi:include``: followed below the file's folder, and nowhere else."""

from __future__ import annotations

from pathlib import Path

from tei_tools.records import read

NAMESPACES = 'xmlns="http://www.tei-c.org/ns/1.0" xmlns:xi="http://www.w3.org/2001/XInclude"'


def main(folder: Path, include: str, name: str = "main.xml") -> Path:
    path = folder / name
    path.write_text(f"<TEI {NAMESPACES}><text><body><p>a</p>{include}<p>z</p></body></text></TEI>", "utf-8")
    return path


def test_what_is_included_is_read_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "b.xml").write_text(
        f'<div {NAMESPACES}><p>b <persName>Ada</persName></p><xi:include href="c.xml" xpointer="two"/> </div>'
    )
    (tmp_path / "parts" / "c.xml").write_text(f'<body {NAMESPACES}><p>one</p><p xml:id="two">two</p></body>')
    record = read(main(tmp_path, '<xi:include href="parts/b.xml"/>'))
    assert record.text == "a\nb Ada\ntwo\nz"
    assert [record.text[row.start : row.end] for row in record.mentions] == ["Ada"]
    assert record.unread == ()


def test_nothing_outside_of_the_folder_is_read(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    secret = tmp_path / "secret.xml"
    secret.write_text(f"<p {NAMESPACES}>secret</p>")
    (inner / "link.xml").symlink_to(secret)
    for href in ("../secret.xml", str(secret), secret.as_uri(), "https://example.org/x.xml", "link.xml",
                 "%2e%2e/secret.xml", "http://[", "none.xml", "%00", ""):  # fmt: skip
        record = read(main(inner, f'<xi:include href="{href}"/>'))
        assert record.text == "a\nz", href
        assert record.unread == (("{http://www.w3.org/2001/XInclude}include", 1),), href


def test_an_include_that_is_not_followed_keeps_its_fallback(tmp_path: Path) -> None:
    include = '<xi:include href="none.xml"><xi:fallback><p>instead</p></xi:fallback></xi:include>'
    assert "instead" in read(main(tmp_path, include)).text


def test_files_that_include_one_another_end(tmp_path: Path) -> None:
    (tmp_path / "b.xml").write_text(f'<div {NAMESPACES}><p>b</p><xi:include href="main.xml"/></div>')
    assert read(main(tmp_path, '<xi:include href="b.xml"/>')).text == "a\nb\nz"
    assert read(main(tmp_path, '<xi:include href="main.xml"/>')).text == "a\nz"


def test_files_that_grow_by_including_stop_at_the_limit(tmp_path: Path) -> None:
    for number in range(20):
        twice = f'<xi:include href="f{number + 1}.xml"/>' * 2
        (tmp_path / f"f{number}.xml").write_text(f"<div {NAMESPACES}>{twice}<p>x</p></div>")
    record = read(main(tmp_path, '<xi:include href="f0.xml"/>'), max_size=20_000)
    assert len(record.text) < 2_000


def test_what_is_included_and_not_xml_leaves_the_document_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "b.xml").write_text("<div>")
    assert read(main(tmp_path, '<xi:include href="b.xml"/>')).text == "a\nz"
