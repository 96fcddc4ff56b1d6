"""Nothing is tagged inside addresses, code, and what is left out of a page."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tei_tools import api
from tei_tools.taggers import Tag
from tei_tools.taggers._addresses import outside_addresses, spans

TEI = "{http://www.tei-c.org/ns/1.0}"
# Elements that say what an address is, or that hold it whole.
OF_ADDRESSES = frozenset(("idno", "ref", "email", "bibl"))

ADDRESSES = [
    "https://example.org/Berlin/1990/James-Baker",
    "http://paris.example.com/?q=London+1990&name=James_Baker",
    "www.london-review.example/1990/02/09",
    "james.baker1990@washington.example",
]
CODE = ["James Baker = Berlin(1990)", "print('9 February 1990, Paris')"]


@cache
def encoder() -> api.Encoder:
    return api.Encoder(language="en", nested=True)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(ADDRESSES), min_size=1, max_size=3), st.booleans())
def test_nothing_is_tagged_in_an_address(addresses: list[str], in_brackets: bool) -> None:
    around = "({})" if in_brackets else "{}"
    said = " and ".join(around.format(each) for each in addresses)
    text = f"James Baker came to Paris on 9 February 1990. See {said}, he said. Berlin was grey."
    document = api.read_source(text.encode(), name="a.txt")
    assert len(spans(document.text)) == len(addresses)
    for tag in api.tag(document, language="en"):
        for start, end in spans(document.text):
            apart = tag.end <= start or tag.start >= end
            whole = tag.start <= start and end <= tag.end
            assert apart or tag.element in OF_ADDRESSES or (whole and (tag.start, tag.end) != (start, end))
    everywhere = [Tag(at, at + 4, "date") for at in range(len(text) - 4)]
    for tag in outside_addresses(text, everywhere):
        assert all(tag.end <= start or tag.start >= end for start, end in spans(text))


@pytest.mark.parametrize("code", CODE)
def test_nothing_is_tagged_in_code(code: str) -> None:
    page = (
        f"<html><body><p>James Baker wrote <code>{code}</code> in Paris.</p><pre>{code}</pre></body></html>"
    )
    markdown = f"James Baker wrote `{code}` in Paris.\n\n```\n{code}\n```\n"
    for data, name in ((page, "a.html"), (markdown, "a.md")):
        tree = encoder().encode(data.encode(), name=name)
        for each in tree.getroot().iter(f"{TEI}code"):
            assert not len(each)
        found = [each for each in tree.getroot().iter(f"{TEI}placeName") if each.get("resp")]
        assert ["".join(each.itertext()) for each in found] == ["Paris"]


def test_what_is_left_out_of_a_page_is_in_no_tag() -> None:
    page = (
        "<html><body><nav>Berlin London 1990 James Baker</nav><main><article><h1>A long day in Vienna</h1>"
        "<p>The delegates came from far away and stayed for many weeks, until nobody knew any more why.</p>"
        "<p>Then they left for Vienna again.</p></article></main><footer>Paris, 9 February 1990</footer>"
        "</body></html>"
    )
    tree = encoder().encode(page.encode(), name="a.html")
    text = tree.getroot().find(f"{TEI}text")
    assert text is not None
    assert not {"Berlin", "London", "Paris"} & {
        "".join(each.itertext()) for each in text.iter(f"{TEI}placeName")
    }
    stand_off = tree.getroot().find(f"{TEI}standOff")
    assert stand_off is None or "Berlin" not in "".join(stand_off.itertext())


def test_the_address_itself_and_what_holds_it_whole_stay() -> None:
    text = "See Doe, https://example.org/1990 (1990)."
    start, end = spans(text)[0]
    assert text[start:end] == "https://example.org/1990"
    kept = [
        Tag(start, end, "idno"),
        Tag(0, len(text), "bibl"),
        Tag(end + 2, end + 6, "date"),
        Tag(4, 7, "persName"),
    ]
    gone = [Tag(start + 20, end, "date"), Tag(4, start + 5, "persName"), Tag(end - 4, end + 6, "date")]
    assert list(outside_addresses(text, [*kept, *gone])) == kept
