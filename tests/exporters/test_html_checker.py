"""The pages to read, judged by the Nu Html Checker where ``VNU_JAR`` names it (npm's ``vnu-jar`` has it)."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tei_tools import api
from tei_tools.records import Record, read

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "tests" / "records" / "sample.xml"
JAR = os.environ.get("VNU_JAR", "")
pytestmark = pytest.mark.skipif(
    not (Path(JAR).is_file() and shutil.which("java")), reason="VNU_JAR names no Nu Html Checker"
)
# A property of SVG 2's that the checker's CSS does not know yet.
KNOWN = "paint-order"
HARD = """<div><div type="scene"><head>A heading below none</head><castList><head>Persons</head>
<castItem><role>A</role></castItem><castGroup><head>They</head><castItem><role>B</role></castItem></castGroup>
</castList><p>A <list><item>list</item></list> in a paragraph, a <note>note with <p>a paragraph</p></note>,
<persName ref="https://d-nb.info/gnd/118540238">one
<persName ref="https://d-nb.info/gnd/1">in one</persName></persName>
</p><figure><head>F</head><figDesc>d</figDesc></figure><table><head>T</head><row><cell>1</cell></row></table>
<listBibl><head>Works</head><bibl>W</bibl><biblStruct><monogr><title>M</title></monogr></biblStruct></listBibl>
<q rend="block">quoted <lb/>words</q><sp who="#a"><speaker>A.</speaker><l n="5">verse</l></sp></div></div>"""


def faults(*pages: Path) -> list[str]:
    """What the checker calls an error."""
    command = [
        "java",
        "-jar",
        JAR,
        "--errors-only",
        "--format",
        "gnu",
        "--exit-zero-always",
        *map(str, pages),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    return [line for line in (done.stdout + done.stderr).splitlines() if line and KNOWN not in line]


def test_the_checker_finds_an_error_where_there_is_one(tmp_path: Path) -> None:
    page = tmp_path / "wrong.html"
    page.write_text("<!DOCTYPE html><html lang=en><title>x</title><ul><div>no item</div></ul></html>")
    assert faults(page)


def test_it_finds_none_in_the_export_and_the_page_to_view(written: Any, tmp_path: Path) -> None:
    opened = '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="lat"><teiHeader/><text><body>'
    hard = f"{opened}{HARD}</body></text></TEI>"
    article = ROOT / "encoded" / "another-perspective.xml"
    sources: list[Path | bytes] = [SAMPLE, article, hard.encode()]
    records = [read(source, name=f"{number}.xml") for number, source in enumerate(sources)]
    pages = []
    for number, (name, data) in enumerate(written("html", records).items()):
        pages.append(tmp_path / f"export-{number}-{name}")
        pages[-1].write_bytes(data)
    for number, source in enumerate(sources):
        pages.append(tmp_path / f"view-{number}.html")
        pages[-1].write_text(api.view(source), encoding="utf-8")
    assert faults(*pages) == []


@pytest.mark.shared
def test_it_finds_none_in_real_documents(written: Any, real: list[Record], tmp_path: Path) -> None:
    for name, data in written("html", real, include_restricted=True).items():
        (tmp_path / name).write_bytes(data)
    assert faults(tmp_path) == []
