"""Bad inputs in short: the same words come out, valid, and what is wrong is seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tei_tools import api
from tei_tools.encoding import serialize
from tei_tools.resources import Resources

FOLDER = Path(__file__).parents[2] / "benchmarks"
QUICK = (
    "Chinese, no spaces",
    "noise of OCR, no spaces",
    "all capitals",
    "seven languages in turn",
    "zero-width and bidi characters",
    "quotation marks, none closes",
    "every kind of mark",
    "emoji",
    "notes",
    "brackets, nested",
    "quotations, nested",
    "one capital",
    "only digits",
    "combining marks",
)


@pytest.fixture(autouse=True)
def _benchmarks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(FOLDER))


@pytest.fixture(scope="module")
def resources() -> Resources:
    return Resources()


@pytest.mark.parametrize("kind", QUICK)
def test_the_words_come_back_and_what_comes_out_is_valid(kind: str, resources: Resources) -> None:
    import bad_inputs

    text = bad_inputs.KINDS[kind](3000)
    encoder = api.Encoder(resources=resources)
    content = serialize(encoder.encode(text.encode(), name="bad.txt"))
    assert bad_inputs.faults(text, content, resources) == ""


def test_words_that_are_others_and_files_that_are_not_valid_are_seen(resources: Resources) -> None:
    import bad_inputs

    content = serialize(api.encode(b"Anna went to Paris.", name="a.txt", resources=resources))
    assert bad_inputs.faults("Anna went to Parts.", content, resources).startswith("other words: ")
    broken = content.replace(b"<body>", b"<body><nonsense/>")
    assert "nonsense" in bad_inputs.faults("Anna went to Paris.", broken, resources)


@pytest.mark.parametrize("kind", ["one capital", "quotation marks, none closes", "brackets, nested"])
def test_twice_the_length_takes_about_twice_the_time(kind: str, resources: Resources) -> None:
    import bad_inputs

    found = bad_inputs.measured(kind, [4000, 8000, 16000], resources, "en")
    small, _, large = found.seconds.values()
    assert large < 10 * small + 0.3 and found.wrong == ""
