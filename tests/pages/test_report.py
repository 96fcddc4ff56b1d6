"""The collection report: what it says, and that it is offline, safe, and usable by everybody."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import html5lib
import pytest
from click.testing import CliRunner

from tei_tools.api import report
from tei_tools.cli.main import main
from tei_tools.errors import UsageError

HEAD = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>A</title></titleStmt>'
    "<publicationStmt><p>p</p></publicationStmt><sourceDesc><p>s</p></sourceDesc></fileDesc></teiHeader>"
    "<standOff><listPerson><person xml:id='ada'><persName>Ada Byron</persName></person></listPerson>"
    "<listPlace>"
    "<place xml:id='rome'><placeName>Rome</placeName><location><geo>41.9 12.5</geo></location></place>"
    "</listPlace></standOff><text><body>"
)
BODY = (
    "<p><persName ref='#ada'>Ada</persName> met <persName cert='low'>A. Byron</persName> in "
    "<placeName ref='#rome'>Rome</placeName> on <date when='1840-05-06'>6 May</date>; "
    "<persName>=cmd()</persName>: <said who='#ada'>Come.</said></p>"
)
HOSTILE = "&lt;/script&gt;&lt;script&gt;window.hit=1&lt;/script&gt;&lt;img src=x onerror=window.hit=1&gt;"


def folder(tmp_path: Path, body: str = BODY) -> Path:
    place = tmp_path / "letters"
    place.mkdir(exist_ok=True)
    (place / "a 1.xml").write_text(HEAD + body + "</body></text></TEI>", encoding="utf-8")
    (place / "bad.xml").write_text("<TEI", encoding="utf-8")
    return place


def test_what_is_in_the_collection_is_there(tmp_path: Path) -> None:
    made = report(folder(tmp_path), target=tmp_path / "report.html")
    for expected in (
        "Ada Byron", "Map of the places named", "Quotations by speaker", "Years named in the texts", "1840",
        "Persons who are named together", "pair of names that may be the same person",
        "tag of low certainty", 'href="./letters/bad.xml"', "tei-tools review",
    ):  # fmt: skip
        assert expected in made, expected


def test_doubtful_places_lead_to_the_desk(tmp_path: Path) -> None:
    made = report(folder(tmp_path), desk="http://127.0.0.1:8000/t/")
    assert 'href="http://127.0.0.1:8000/t#/document/a%201.xml/8-16"' in made


def test_it_is_valid_and_the_same_twice(tmp_path: Path) -> None:
    made = report(folder(tmp_path))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        html5lib.HTMLParser(strict=True).parse(made)
    assert made == report(folder(tmp_path))


def test_a_folder_without_tei_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        report(tmp_path)


def test_the_command_replaces_nothing_unasked(tmp_path: Path) -> None:
    words = ["report", str(folder(tmp_path)), "-o", str(tmp_path / "r.html")]
    assert CliRunner().invoke(main, words, standalone_mode=False).return_value in (0, None)
    before = (tmp_path / "r.html").read_bytes()
    result = CliRunner().invoke(main, words, standalone_mode=False)
    assert isinstance(result.exception, UsageError)
    assert (tmp_path / "r.html").read_bytes() == before


def opened(tmp_path: Path, browser: Any, made: str, **settings: Any) -> Any:
    file = tmp_path / "r.html"
    file.write_text(made, encoding="utf-8")
    tab = browser.new_page(**settings)
    tab.asked = []
    tab.on("request", lambda request: tab.asked.append(request.url))
    tab.goto(file.as_uri())
    return tab


@pytest.mark.browser
def test_tables_sort_are_searched_and_downloaded(tmp_path: Path, browser: Any) -> None:
    tab = opened(tmp_path, browser, report(folder(tmp_path)))
    tab.click("#table-person th:first-child button")
    names = tab.eval_on_selector_all(
        "#table-person tbody tr", "rows => rows.map(r => r.cells[0].textContent)"
    )
    assert sorted(names) == ["=cmd()", "A. Byron", "Ada Byron"]
    tab.click("#table-person th:first-child button")
    assert names[::-1] == tab.eval_on_selector_all(
        "#table-person tbody tr", "rows => rows.map(r => r.cells[0].textContent)"
    )
    with tab.expect_download() as waiting:
        tab.click("[data-csv=person]")
    assert "'=cmd(),1,1" in Path(waiting.value.path()).read_text("utf-8-sig")
    tab.fill("[data-table=person]", "ada")
    assert tab.locator("#table-person tbody tr:visible").count() == 1
    tab.close()


@pytest.mark.browser
def test_hostile_names_run_nothing_and_nothing_is_fetched(tmp_path: Path, browser: Any) -> None:
    body = f"<p><persName>{HOSTILE}</persName> <persName>B</persName><placeName>{HOSTILE}</placeName>"
    place = folder(tmp_path, body + f"<said who='{HOSTILE}'>x</said></p>")
    (place / "<img src=x onerror=window.hit=1>.xml").write_text("<TEI", encoding="utf-8")
    tab = opened(tmp_path, browser, report(place, title="<script>window.hit=1</script>"))
    assert tab.evaluate("window.hit") is None
    assert [each for each in tab.asked if not each.startswith(("file:", "data:"))] == []
    assert tab.query_selector("main script, main img") is None
    tab.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1300, 390])
def test_everybody_can_use_it(tmp_path: Path, browser: Any, axe: str, scheme: str, width: int) -> None:
    tab = opened(
        tmp_path,
        browser,
        report(folder(tmp_path)),
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
    )
    found = tab.evaluate(axe + "; axe.run()")["violations"]
    serious = [each for each in found if each["impact"] in ("serious", "critical")]
    assert not serious, [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in serious]
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    tab.close()
