"""A language model: what it answers is held against the text, whatever it is."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tei_tools import api
from tei_tools.errors import UsageError
from tei_tools.resources import Resources
from tei_tools.sources import read_source
from tei_tools.taggers import Context, Tag, language_model
from tei_tools.taggers._answers import checked
from tei_tools.text import plain_text

TEXT = (
    "Ann Jones met Ann Smith in Paris. The annals of Ann Jones say so.\n\nParis was cold on 9 February 1990."
)
DOCUMENT = read_source(TEXT.encode(), "a.txt")
ELEMENTS = frozenset(("persName", "placeName", "date"))


@contextmanager
def serving(answer: Callable[[dict[str, Any]], bytes | None], status: int = 200) -> Iterator[str]:
    """A server that gives ``answer`` of the question; ``None`` never comes to an end."""
    going = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            said = answer(question)
            self.send_response(status)
            self.end_headers()
            if said is None:
                while not going.wait(0.05):
                    try:
                        self.wfile.write(b" ")
                        self.wfile.flush()
                    except OSError:
                        return
                return
            with suppress(OSError):
                self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/tag"
    finally:
        going.set()
        server.shutdown()
        server.server_close()


def tagged(**options: Any) -> list[Tag]:
    return list(language_model.tag(DOCUMENT, Context(Resources(), "en", options=options)))


def words(tags: list[Tag]) -> list[tuple[str, str]]:
    return [(DOCUMENT.text[tag.start : tag.end], tag.element) for tag in tags]


def marked(question: dict[str, Any]) -> list[dict[str, Any]]:
    """What a good model would answer."""
    text = question["text"]
    found = []
    for name, element in (("Ann Jones", "persName"), ("Paris", "placeName"), ("9 February 1990", "date")):
        at = text.find(name)
        while at >= 0:
            found.append({"start": at, "end": at + len(name), "text": name, "element": element})
            at = text.find(name, at + 1)
    return found


def test_a_server_is_asked_in_our_own_form_and_its_answer_counts() -> None:
    asked: list[dict[str, Any]] = []

    def answer(question: dict[str, Any]) -> bytes:
        asked.append(question)
        return json.dumps({"tags": marked(question)}).encode()

    with serving(answer) as url:
        found = tagged(url=url, elements="persName, placeName, date")
    assert words(found) == [
        ("Ann Jones", "persName"),
        ("Paris", "placeName"),
        ("Ann Jones", "persName"),
        ("Paris", "placeName"),
        ("9 February 1990", "date"),
    ]
    assert asked[0]["version"] == "1" and asked[0]["language"] == "en"
    assert asked[0]["elements"] == ["date", "persName", "placeName"]
    assert all(tag.confidence <= 0.85 and tag.tagger == "language_model" for tag in found)


def test_a_chat_completion_is_read_with_or_without_a_fence() -> None:
    def answer(question: dict[str, Any]) -> bytes:
        assert question["model"] == "m" and question["messages"][1]["role"] == "user"
        said = json.dumps({"tags": marked({"text": question["messages"][1]["content"]})})
        return json.dumps({"choices": [{"message": {"content": f"```json\n{said}\n```"}}]}).encode()

    with serving(answer) as url:
        assert ("Paris", "placeName") in words(tagged(url=url, protocol="chat", model="m"))


def test_a_command_is_asked_on_its_standard_input(tmp_path: Path) -> None:
    program = tmp_path / "tagger.py"
    program.write_text(
        "import json, sys\n"
        "text = json.load(sys.stdin)['text']\n"
        "print(json.dumps({'tags': [{'start': 0, 'end': 9, 'text': text[:9], 'element': 'persName'}]}))\n",
        encoding="utf-8",
    )
    assert words(tagged(command=[sys.executable, str(program)])) == [("Ann Jones", "persName")]


HOSTILE: list[Any] = [
    None,
    [],
    "no",
    {"tags": None},
    {"tags": {"start": 0}},
    {"text": "Another text altogether.", "tags": []},
    {"tags": [None, 1, "x", []]},
    # changed text, HTML, entities
    {"tags": [{"start": 0, "end": 9, "text": "Anne Jones", "element": "persName"}]},
    {"tags": [{"start": 0, "end": 9, "text": "<b>Ann Jones</b>", "element": "persName"}]},
    {"tags": [{"start": 0, "end": 9, "text": "<persName>Ann Jones</persName>", "element": "persName"}]},
    # unknown kinds
    {"tags": [{"start": 0, "end": 9, "text": "Ann Jones", "element": "script"}]},
    {"tags": [{"start": 0, "end": 9, "text": "Ann Jones", "element": ["persName"]}]},
    {"tags": [{"start": 0, "end": 9, "text": "Ann Jones", "element": "persName><x"}]},
    # offsets off, and the words stand there several times
    {"tags": [{"start": -9, "end": 9, "text": "Ann", "element": "persName"}]},
    {"tags": [{"start": 10**30, "end": 10**31, "text": "Ann", "element": "persName"}]},
    {"tags": [{"start": 0.0, "end": "9", "text": "Ann", "element": "persName"}]},
    # parts of words, white space
    {"tags": [{"start": 38, "end": 41, "text": "ann", "element": "persName"}]},
    {"tags": [{"start": 0, "end": 4, "text": "Ann ", "element": "persName"}]},
    {"tags": [{"start": 0, "end": 0, "text": "", "element": "persName"}]},
    # more than there is
    {"tags": [{"start": 0, "end": 10**6, "text": "x" * 10**5, "element": "persName"}]},
]


@pytest.mark.parametrize("answer", HOSTILE)
def test_what_does_not_stand_in_the_text_does_not_count(answer: Any) -> None:
    with serving(lambda question: json.dumps(answer).encode()) as url:
        assert tagged(url=url) == []


@pytest.mark.parametrize(
    "said",
    [b"", b"<html><body>504 Gateway Time-out</body></html>", b"\xff\xfe\x00", b"[" * 100_000, b'{"tags":'],
)
def test_an_answer_that_is_no_json_gives_nothing_and_is_told(
    said: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    with serving(lambda question: said) as url:
        assert tagged(url=url) == []
    assert "did not count" in caplog.text


def test_offsets_that_are_off_are_mended_where_the_words_leave_no_doubt() -> None:
    answer = {"tags": [{"start": 3, "end": 7, "text": "Ann Smith", "element": "persName"}]}
    with serving(lambda question: json.dumps(answer).encode()) as url:
        assert words(tagged(url=url))[:1] == [("Ann Smith", "persName")]


def test_attributes_and_confidence_are_held_to_their_form() -> None:
    passage = "On 9 February 1990 in Paris."
    answer = {
        "tags": [
            {
                "start": 3, "end": 18, "text": "9 February 1990", "element": "date", "confidence": 7,
                "attributes": {"when": "1990-02-09", "xml:id": "x", "resp": "#me", "type": "y"},
            },
            {
                "start": 22, "end": 27, "text": "Paris", "element": "placeName", "confidence": float("nan"),
                "attributes": {"when": "1990-13-45", "ref": "javascript:alert(1)", "type": "settlement"},
            },
        ]
    }  # fmt: skip
    date, place = checked(answer, passage, 0, elements=ELEMENTS, tagger="t").tags
    assert date.attributes == {"when": "1990-02-09"} and date.confidence == 0.85
    assert place.attributes == {"type": "settlement"} and place.confidence == 0.6


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["Ann", "Paris"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["tags", "start", "end", "text", "element", "attributes", "confidence", "when"]),
            inner,
            max_size=7,
        )
    ),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None)
@given(st.lists(ANYTHING, max_size=6))
def test_whatever_is_answered_tags_lie_over_whole_words_of_the_passage(said: list[Any]) -> None:
    found = checked({"tags": said}, TEXT, 100, elements=ELEMENTS, tagger="t")
    for tag in found.tags:
        assert tag.element in ELEMENTS and 100 <= tag.start < tag.end <= 100 + len(TEXT)
        assert 0 <= tag.confidence <= 0.85


def test_huge_answers_and_slow_servers_end_in_one_line() -> None:
    with serving(lambda question: b" " * 1_000_002) as url, pytest.raises(UsageError, match="more than"):
        tagged(url=url)
    before = time.monotonic()
    with serving(lambda question: None) as url, pytest.raises(UsageError, match=r"within 0\.5 s"):
        tagged(url=url, timeout=0.5)
    assert time.monotonic() - before < 10
    with serving(lambda question: b"{}", status=500) as url, pytest.raises(UsageError, match="500"):
        tagged(url=url)
    with pytest.raises(UsageError, match="cannot be asked"):
        tagged(url="http://127.0.0.1:9/")


def test_commands_that_hang_shout_or_fail_end_in_one_line() -> None:
    python = [sys.executable, "-c"]
    for program, said in (
        ("import time; time.sleep(60)", "does not end within"),
        ("import sys\nwhile True: sys.stdout.write('x' * 100000)", "more than"),
        ("raise SystemExit(3)", "exit code 3"),
    ):
        with pytest.raises(UsageError, match=said):
            tagged(command=[*python, program], timeout=1.0)
    with pytest.raises(UsageError, match="cannot be started"):
        tagged(command="no-such-program-anywhere")


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"url": "file:///etc/passwd"},
        {"url": "http://x", "command": "y"},
        {"url": "http://x", "protocol": "telepathy"},
        {"url": "http://x", "elements": "script"},
        {"url": "http://x", "timeout": "soon"},
        {"url": "http://x", "key_env": "NO_SUCH_KEY_ANYWHERE"},
        {"adress": "http://x"},
    ],
)
def test_settings_that_cannot_be_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        tagged(**options)


def test_the_encoding_has_the_same_text_whatever_is_answered() -> None:
    def answer(question: dict[str, Any]) -> bytes:
        tags = [*marked(question), {"start": 1, "end": 40, "text": question["text"][1:40], "element": "date"}]
        return json.dumps({"text": "changed", "tags": tags}).encode()

    with serving(answer) as url:
        made = api.encode(
            TEXT.encode(),
            name="a.txt",
            language="en",
            also=["language_model"],
            options={"language_model": {"url": url}},
        )
    assert plain_text(made).text == DOCUMENT.text


def test_passages_are_whole_blocks_and_long_ones_are_cut_between_words() -> None:
    document = read_source(("word " * 5000 + "\n\nshort one.\n\nanother.").encode(), "a.txt")
    found = list(language_model.passages(document, 1000))
    assert all(end - start <= 1000 for start, end in found)
    joined = "".join(document.text[start:end] for start, end in found)
    assert "".join(joined.split()) == "".join(document.text.split())
