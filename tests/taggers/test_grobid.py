"""A GROBID server, by one of our own that answers as its documentation says."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from tei_tools.cli.main import outcome
from tei_tools.errors import UnreadableError, UsageError
from tei_tools.resources import Resources
from tei_tools.sources import read_source
from tei_tools.taggers import Context, Tag, grobid

ENTRY = "Doe, J. and Roe, Mary. The Two Rivers. London: Faber, 1990, pp. 12–34. doi 10.1000/xyz."
TEXT = f"References\n\n{ENTRY}"
DOCUMENT = read_source(TEXT.encode(), "a.txt")
START = DOCUMENT.text.index(ENTRY)
BIBL = (Tag(START, START + len(ENTRY), "bibl", {}, 0.9, "references"),)
ANSWER = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><back><div><listBibl><biblStruct>
<monogr><title level="m">The Two Rivers</title>
<author><persName><forename type="first">J</forename><surname>Doe</surname></persName></author>
<author><persName><forename type="first">Mary</forename><surname>Roe</surname></persName></author>
<idno type="DOI">10.1000/xyz</idno>
<imprint><publisher>Faber</publisher><pubPlace>London</pubPlace><date type="published" when="1990">1990</date>
<biblScope unit="page" from="12" to="34"/><publisher>Words that are not there</publisher></imprint></monogr>
</biblStruct></listBibl></div></back></text></TEI>"""
FULL = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>x</title></titleStmt>
<publicationStmt><p>x</p></publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader>
<text xml:lang="en"><body><div><head>A visit</head><p>James Baker went to Moscow in 1990.</p></div></body>
</text></TEI>"""


@contextmanager
def serving(answer: str) -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    asked: list[tuple[str, bytes]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append((self.path, self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(answer.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        server.server_close()


def tagged(answer: str) -> list[tuple[str, str, dict[str, str]]]:
    with serving(answer) as (url, asked):
        found = list(grobid.tag(DOCUMENT, Context(Resources(), options={"url": url}, tags=BIBL)))
    assert asked[0][0] == "/api/processCitationList"
    assert parse_qs(asked[0][1].decode())["citations"] == [ENTRY]
    return [(DOCUMENT.text[tag.start : tag.end], tag.element, tag.attributes) for tag in found]


def test_what_it_finds_is_looked_for_in_the_reference() -> None:
    assert sorted(tagged(ANSWER), key=lambda one: DOCUMENT.text.index(one[0])) == [
        ("Doe, J", "author", {}),
        ("Roe, Mary", "author", {}),
        ("The Two Rivers", "title", {"level": "m"}),
        ("London", "pubPlace", {}),
        ("Faber", "publisher", {}),
        ("1990", "date", {"when": "1990"}),
        ("12–34", "biblScope", {"unit": "page"}),
        ("10.1000/xyz", "idno", {"type": "DOI"}),
    ]


@pytest.mark.parametrize(
    "answer",
    ["", "<html>", "<a/>", ANSWER.replace("biblStruct", "bibl"), "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"],
)
def test_an_answer_that_is_none_gives_nothing(answer: str) -> None:
    assert tagged(answer) == []


def test_a_pdf_comes_back_as_tei_and_is_tagged_further(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.pdf").write_bytes(b"%PDF-1.4 whatever")
    with serving(FULL) as (url, asked):
        words = ["encode", "a.pdf", "--format", "grobid", "--option", f"grobid.url={url}", "-o", "a.xml"]
        assert outcome(words) == 0
    assert asked[0][0] == "/api/processFulltextDocument" and b"%PDF-1.4 whatever" in asked[0][1]
    made = Path("a.xml").read_text(encoding="utf-8")
    assert "<head>A visit</head>" in made and "<persName" in made and "<date" in made


def test_what_cannot_be_is_one_line() -> None:
    for options in ({}, {"url": "ftp://x"}, {"url": "http://127.0.0.1:9"}, {"ulr": "x"}):
        with pytest.raises(UsageError):
            list(grobid.tag(DOCUMENT, Context(Resources(), options=options, tags=BIBL)))
    with pytest.raises(UnreadableError):
        grobid.fulltext(b"words", {"url": "http://x"})
    with serving("<html/>") as (url, _), pytest.raises(UnreadableError, match="no TEI"):
        grobid.fulltext(b"%PDF-1.4", {"url": url})
