"""The reading view: readable, complete, offline, safe."""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from typing import Any

import html5lib
import pytest

from tei_tools.api import view
from tei_tools.errors import UnreadableError

HEAD = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>'
    "<titleStmt><title>A play &amp; more</title><author>Ann</author></titleStmt>"
    "<publicationStmt><availability status='free'><licence "
    "target='https://creativecommons.org/publicdomain/zero/1.0/'>CC0</licence></availability>"
    "</publicationStmt>"
    "<sourceDesc><p>s</p></sourceDesc></fileDesc></teiHeader><standOff><listPerson><person xml:id='ada'>"
    "<persName>Ada Byron</persName><note>counted</note><idno type='GND'>https://d-nb.info/gnd/119232022</idno>"
    "</person></listPerson><listPlace><place xml:id='rome'><placeName>Rome</placeName>"
    "<location><geo>41.9 12.5</geo>"
    "</location></place></listPlace></standOff><text><body>"
)
TAIL = "</body></text></TEI>"
BODY = """<div><head>First</head>
<p>Here <persName ref="#ada" cert="low">Ada</persName> spoke in <placeName ref="#rome">Rome</placeName> on
<date when="1840-05-06">6 May 1840</date>:
<said who="#ada">“Come, <persName ref="#ada">Ada</persName>.”</said>
<note>A note with <persName ref="#ada">Lady B.</persName></note> see <bibl><title>Notes</title></bibl>.</p>
<sp who="#ada"><speaker>Ada</speaker><stage>softly</stage><l n="5">A verse</l><l>another</l></sp>
<table><head>T</head><row role="label"><cell>a</cell><cell>b</cell></row>
<row><cell cols="2">c</cell></row></table>
<list type="ordered"><item>one</item><item>two</item></list><p xml:lang="he">\u05e9\u05dc\u05d5\u05dd</p>
<p>He <choice><sic>wsa</sic><corr>was</corr></choice> <del>not</del> <gap reason="torn"/>
<supplied>there</supplied>
<app><lem>here</lem><rdg wit="#B">hither</rdg></app> <hi rend="italic">so</hi>.</p>
<quote><p>A block quotation.</p></quote></div>"""


def page(body: str = BODY) -> str:
    return view((HEAD + body + TAIL).encode(), name="a.xml")


def test_everything_of_the_text_is_there() -> None:
    made = page()
    for expected in (
        "<h2>First</h2>", "6 May 1840", "A verse", "<th>a</th>", 'colspan="2"', '<ol class="list"', "<del ",
        'dir="rtl"', 'title="the source has: wsa"', "[…]", 'class="supplied"', "hither", '<em class="hi"',
        'id="note-1"', 'data-who="Ada Byron"', "Map of the places named", "counted",
        "Timeline of the dates named",
        "https://d-nb.info/gnd/119232022", "creativecommons.org", "mark person cert-low",
    ):  # fmt: skip
        assert expected in re.sub(r' data-s="[^"]*"', "", made), expected
    assert "wsa</" not in made


def test_names_lead_to_their_entries_and_entries_to_every_mention() -> None:
    made = page()
    key = re.search(r'<details id="(person-\d+)"[^>]*><summary>Ada Byron', made)
    assert key is not None
    mentions = set(re.findall(rf'id="(m\d+)" data-key="{key[1]}"', made))
    entry = made[made.index(key[0]) :].split("</details>")[0]
    assert set(re.findall(r'href="#(m\d+)"', entry)) == mentions
    assert len(mentions) == 4


def test_it_is_valid_html() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        html5lib.HTMLParser(strict=True).parse(page())


def test_what_is_no_tei_is_told() -> None:
    for data in (b"", b"<TEI", b"<html/>", b"\0\1"):
        with pytest.raises(UnreadableError):
            view(data)


def test_the_same_file_gives_the_same_page() -> None:
    assert page() == page()


HOSTILE = """<p rend="&quot;&gt;&lt;script&gt;window.hit=1&lt;/script&gt;"
 xml:lang='x" onload="window.hit=1'>
&lt;script&gt;window.hit=1&lt;/script&gt;&lt;img src=x onerror=window.hit=1&gt;
<ref target="javascript:window.hit=1">here</ref> <ref target=" javascript:window.hit=1">there</ref>
<graphic url="javascript:window.hit=1"/><graphic url="https://example.org/x.png"/>
<persName ref="javascript:window.hit=1">&lt;/script&gt;
&lt;script&gt;window.hit=1&lt;/script&gt;</persName></p>
<p>--&gt; &lt;!-- ]]&gt; &lt;/style&gt;&lt;style&gt;</p>"""


@pytest.mark.browser
def test_a_hostile_document_runs_nothing_and_fetches_nothing(tmp_path: Path, browser: Any) -> None:
    file = tmp_path / "hostile.html"
    file.write_text(page(HOSTILE), encoding="utf-8")
    tab = browser.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(file.as_uri())
    tab.keyboard.press("s")
    for link in tab.query_selector_all("#text a"):
        assert not (link.get_attribute("href") or "").strip().startswith("javascript")
    assert tab.evaluate("window.hit") is None
    assert [each for each in asked if not each.startswith(("file:", "data:"))] == []
    assert tab.query_selector("#text script, #text img, #text style") is None
    tab.close()


@pytest.mark.browser
def test_every_key_does_what_the_page_says(tmp_path: Path, browser: Any) -> None:
    file = tmp_path / "a.html"
    file.write_text(page(), encoding="utf-8")
    tab = browser.new_page(viewport={"width": 1300, "height": 800})
    faults: list[str] = []
    tab.on("pageerror", lambda fault: faults.append(str(fault)))
    tab.goto(file.as_uri())
    tab.keyboard.press("j")
    first = tab.evaluate("document.activeElement.id")
    assert first
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.querySelector('details.here').open") is True
    tab.keyboard.press("n")
    assert tab.evaluate("document.activeElement.dataset.key") == "person-1"
    assert tab.evaluate("document.activeElement.id") != first
    tab.keyboard.press("1")
    assert tab.evaluate("document.documentElement.classList.contains('hide-person')") is True
    tab.keyboard.press("1")
    tab.keyboard.press("s")
    assert "<persName" in tab.inner_text("#source-text")
    tab.keyboard.press("Escape")
    tab.keyboard.press("/")
    tab.keyboard.type("rom")
    assert tab.is_hidden("#person-1")
    assert tab.is_visible("#place-1")
    tab.keyboard.press("Escape")
    tab.keyboard.press("d")
    assert tab.evaluate("document.documentElement.classList.contains('dark')") is True
    tab.keyboard.press("?")
    assert tab.is_visible("#keys-box")
    assert not faults
    tab.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1300, 390])
def test_everybody_can_use_it(tmp_path: Path, browser: Any, axe: str, scheme: str, width: int) -> None:
    file = tmp_path / "a.html"
    file.write_text(page(), encoding="utf-8")
    tab = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    tab.goto(file.as_uri())
    found = tab.evaluate(axe + "; axe.run()")["violations"]
    serious = [each for each in found if each["impact"] in ("serious", "critical")]
    assert not serious, [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in serious]
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    tab.close()


@pytest.mark.shared
@pytest.mark.parametrize(
    "folder", ["briefe", "gerdracor", "isicily", "latin", "tagebuch", "frushist", "teitest"]
)
def test_texts_of_others_are_valid_pages(shared: Path, folder: str) -> None:
    files = sorted((shared / "corpus" / folder).rglob("*.xml"))
    for file in files[:: max(1, len(files) // 3)][:3]:
        try:
            made = view(file)
        except UnreadableError:
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            html5lib.HTMLParser(strict=True).parse(made)
