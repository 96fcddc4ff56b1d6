"""The review desk in a real browser: keys, reload, two tabs, a killed server, hostile files, strangers."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tei_tools.decisions import log_of, read, standing

WORDS = (
    "Dear <persName cert='low'>Ada Byron</persName>, I came from <persName cert='low'>Paris</persName> on "
    "<date when='1830-05-06' cert='low'>6 May</date> and met the <orgName cert='low'>Royal</orgName> Society "
    "with <persName cert='low'>Ann Lee</persName> <persName cert='low'>Smith</persName> and "
    "<persName cert='low'>Tom Dick</persName>. <title cert='low'>Monday</title> was hot; Paris was hotter, "
    "and <placeName cert='medium' ref='#paris'>Paris</placeName> hottest."
)
TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>
<titleStmt><title>A letter</title></titleStmt>
<publicationStmt><p>p</p></publicationStmt><sourceDesc><p>s</p></sourceDesc></fileDesc></teiHeader>
<standOff>
<listPlace><place xml:id="paris"><placeName>Paris</placeName><note>in France</note></place></listPlace>
<listPerson><person xml:id="ada"><persName>Ada Byron</persName></person></listPerson></standOff>
<text><body><p>{}</p></body></text></TEI>"""


class Served:
    """A desk in a process of its own."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self.folder = folder
        command = [
            sys.executable,
            "-m",
            "tei_tools",
            "review",
            str(folder),
            "--reviewer",
            "Ann",
            "--no-browser",
        ]
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "TEI_TOOLS_CACHE": str(cache)},
        )
        assert self.process.stdout is not None
        self.address = re.search(r"http\S+", self.process.stdout.readline())[0]  # type: ignore[index]

    def stop(self, how: int = signal.SIGINT) -> None:
        """End it, and wait until it has ended."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        self.process.wait(timeout=30)

    def request(self, path: str, method: str = "GET", **headers: str) -> tuple[int, bytes]:
        """A request as any program on the machine may send it."""
        host, port = re.search(r"//([^:/]+):(\d+)", self.address).groups()  # type: ignore[union-attr]
        connection = http.client.HTTPConnection(host, int(port), timeout=10)
        connection.putrequest(method, path, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        response = connection.getresponse()
        return response.status, response.read()

    @property
    def root(self) -> str:
        """The path with the token."""
        return "/" + self.address.split("/", 3)[3]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    there = tmp_path / "letters"
    there.mkdir()
    (there / "one.xml").write_text(TEI.format(WORDS), encoding="utf-8")
    return there


@pytest.fixture
def served(folder: Path, tmp_path: Path) -> Iterator[Served]:
    desk = Served(folder, tmp_path / "cache")
    yield desk
    desk.stop(signal.SIGKILL)


class Page:
    """The desk's page, driven by the keyboard; keys are counted."""

    def __init__(self, browser: Any, address: str) -> None:
        self.page = browser.new_page(viewport={"width": 1280, "height": 800})
        self.faults: list[str] = []
        self.elsewhere: list[str] = []
        self.keys = 0
        self.page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        self.page.on(
            "request",
            lambda asked: None if asked.url.startswith(address) else self.elsewhere.append(asked.url),
        )
        self.page.goto(address)
        self.page.wait_for_selector("body[data-ready]", timeout=20_000)

    def press(self, *keys: str) -> str:
        """Press keys, wait until the desk has done what they ask, give what it says."""
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1
            self.page.wait_for_selector("body[data-busy='0']", timeout=10_000)
        return str(self.page.inner_text("#said"))

    def type(self, words: str) -> None:
        """Type words, a key a character."""
        self.page.keyboard.type(words)
        self.keys += len(words)

    @property
    def words(self) -> str:
        """The words of the tag that is asked about; empty where there is none."""
        there = self.page.query_selector("#current h2")
        return str(there.inner_text()) if there else ""


def content(folder: Path) -> str:
    return (folder / "one.xml").read_text(encoding="utf-8")


@pytest.mark.browser
def test_every_proposal_is_decided_with_the_keyboard_alone(served: Served, browser: Any) -> None:
    page = Page(browser, served.address)
    assert page.words == "Ada Byron"
    page.press("e", "1")
    assert page.words == "Paris"
    page.press("l")
    assert page.words == "6 May"
    page.press("v")
    page.page.keyboard.press("Control+a")
    page.type("1830-05")
    page.press("Enter")
    assert page.words == "Royal"
    page.press("ArrowRight")
    assert page.words == "Royal Society"
    page.press("a")
    assert page.words == "Ann Lee"
    page.press("j")
    assert page.words == "Tom Dick"
    page.press("s")
    assert page.words == "Monday"
    page.press("r", "u", "r")
    assert page.words == "Paris"
    page.press("g", "Enter")
    assert page.words == "Paris"
    page.press("a")
    assert page.words == ""
    assert "Everything is decided" in page.page.inner_text("#passage")
    served.stop()
    after = content(served.folder)
    for expected in (
        'ref="#ada" resp="#reviewer-ann">Ada Byron</persName>',
        ">Paris</placeName> on",
        '<date when="1830-05" cert="high" resp="#reviewer-ann">6 May</date>',
        ">Royal Society</orgName>",
        ">Ann Lee Smith</persName>",
        ">Tom</persName> <persName",
        ">Dick</persName>.",
        " Monday was hot",
        ">Paris</placeName> was hotter",
    ):
        assert expected in after.replace("'", '"'), expected
    # Of the page's keys: two for a link, one for a kind, nine for a date, two for a span, one each for a
    # join and a split, three for a rejection undone, two for all others, one to accept.
    assert page.keys <= 2.2 * 11
    assert not page.faults
    assert not page.elsewhere


@pytest.mark.browser
def test_what_was_decided_is_there_after_a_reload_and_in_another_tab(served: Served, browser: Any) -> None:
    page = Page(browser, served.address)
    page.press("a", "l")
    page.page.reload()
    page.page.wait_for_selector("body[data-ready]")
    assert page.words == "6 May"
    other = Page(browser, served.address)
    other.press("a")
    # The first tab still shows what the other has decided: it says so, and nothing is decided twice.
    page.press("r")
    assert len(standing(read(log_of(served.folder / "one.xml")))) == 3 or page.words
    page.press("u")
    served.stop()
    assert "6 May</date>" in content(served.folder)


@pytest.mark.browser
def test_a_server_killed_in_the_middle_loses_nothing(folder: Path, tmp_path: Path, browser: Any) -> None:
    names = " ".join(f"<persName cert='low'>Name{number}</persName> and" for number in range(100))
    (folder / "one.xml").write_text(TEI.format(names), encoding="utf-8")
    desk = Served(folder, tmp_path / "cache")
    page = Page(browser, desk.address)
    for number in range(60):
        page.press("r" if number % 3 == 0 else "a")
    desk.stop(signal.SIGKILL)
    decided = standing(read(log_of(folder / "one.xml")))
    assert len(decided) == 60
    again = Served(folder, tmp_path / "cache")
    other = Page(browser, again.address)
    assert other.words == "Name60"
    other.press("a")
    again.stop()
    after = content(folder)
    assert after.count('resp="#reviewer-ann"') - after.count("<annotation") == 41
    assert after.count("<annotation") == 20
    assert "Name0 and <persName" in after


@pytest.mark.browser
def test_a_hostile_file_runs_nothing(folder: Path, tmp_path: Path, browser: Any) -> None:
    script = "&lt;script&gt;window.hit=1&lt;/script&gt;&lt;img src=x onerror='window.hit=1'&gt;"
    key = "&quot;&gt;&lt;script&gt;hit=1&lt;/script&gt;"
    bad = f'<persName cert="low" ref="javascript:window.hit=1" key="{key}">{script}</persName>'
    (folder / "one.xml").unlink()
    (folder / '"><img src=x onerror=hit=1>.xml').write_text(TEI.format(bad + " " + script), encoding="utf-8")
    desk = Served(folder, tmp_path / "cache")
    page = Page(browser, desk.address)
    page.press("e", "Escape", "x", "Escape", "g", "Escape", "h", "Escape", "y", "Escape")
    assert page.page.evaluate("window.hit") is None
    assert not page.page.query_selector("#passage script, #passage img, #side img, a[href^=javascript]")
    assert "<script>" in page.page.inner_text("#passage")
    desk.stop()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_can_be_used_by_everybody(served: Served, browser: Any, scheme: str, axe: str) -> None:
    page = Page(browser, served.address)
    page.page.emulate_media(color_scheme=scheme)
    for keys in ((), ("e",), ("x",), ("?",)):
        if keys:
            page.press(*keys)
        found = page.page.evaluate(axe + "; axe.run()")["violations"]
        serious = [each for each in found if each["impact"] in ("serious", "critical")]
        assert not serious, [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in serious]
        page.press("Escape")


def test_strangers_are_turned_away(served: Served) -> None:
    state = f"{served.root}api/state"
    assert served.request(state)[0] == 200
    assert served.request("/wrong/api/state")[0] == 403
    assert served.request(state, Host="evil.example")[0] == 403
    assert served.request(state, Origin="https://evil.example")[0] == 403
    assert served.request(state, Sec_Fetch_Site="cross-site")[0] == 403
    assert served.request(f"{served.root}..%2f..%2fone.xml")[0] in (403, 404)
    assert served.request(f"{served.root}api/passage?path=..%2f..%2fetc%2fpasswd&start=0&end=1")[0] == 400
    assert served.request(f"{served.root}api/decide")[0] == 404
    assert (
        served.request(f"{served.root}api/decide", "POST", Content_Type="text/plain", Content_Length="0")[0]
        == 415
    )
    status, body = served.request(f"{served.root}api/passage?path=one.xml&start=x&end=1")
    assert status == 400
    assert "number" in json.loads(body)["fault"]


@pytest.mark.browser
def test_all_proposals_of_the_article_are_decided_with_every_key(
    root: Path, tmp_path: Path, browser: Any
) -> None:
    from tei_tools.api import encode
    from tei_tools.encoding import serialize

    folder = tmp_path / "article"
    folder.mkdir()
    (folder / "one.xml").write_bytes(serialize(encode(root / "encoded" / "another-perspective.txt")))
    desk = Served(folder, tmp_path / "cache")
    page = Page(browser, desk.address)
    try:
        # Looking about decides nothing.
        first = page.words
        page.press("n", "b", "h", "Escape", "y", "Escape", "x", "Escape", "c", "?", "Escape")
        assert page.words == first
        page.press("/")
        page.type("berl")
        page.press("Enter")
        assert "Berlin" in page.page.inner_text("#side")
        page.press("Escape")
        assert not read(log_of(folder / "one.xml"))
        looked = page.keys
        # Every kind, the ends of a tag, a new tag, a link, all like one, all others.
        for kind in "plodqwtik":
            page.press(kind)
        page.press("Shift+ArrowLeft", "ArrowRight", "ArrowLeft", "a")
        page.press("m", "ArrowRight", "o", "u")
        page.press("e", "1", "r", "u", "r", "x", "Enter", "g", "Escape")
        for _ in range(200):
            if not page.words:
                break
            page.press("a")
        assert page.words == ""
        decided = [each for each in standing(read(log_of(folder / "one.xml"))) if each.verdict != "added"]
        assert len(decided) > 100
        assert page.keys - looked <= 2.2 * len(decided)
        assert not page.faults
    finally:
        desk.stop()
    after = content(folder)
    assert 'cert="high"' in after
    from tei_tools.api import validate

    assert not [each for each in validate(folder / "one.xml") if each.severity == "error"]
