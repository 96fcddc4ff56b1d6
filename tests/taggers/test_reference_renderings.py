"""References written anew in other styles, which the model of references is trained on besides."""

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

LINE = {
    "id": "made-1",
    "source": "anystyle",
    "text": "Orban, K., & Weiss, T. (2001). On storms. Journal of Weather, Vol. 12(3), pp. 45-67.",
}
PARTS = (
    ("author", "Orban, K., & Weiss, T."),
    ("date", "2001"),
    ("title", "On storms"),
    ("journal", "Journal of Weather"),
    ("volume", "Vol. 12(3)"),
    ("pages", "pp. 45-67"),
)


@pytest.fixture(scope="module")
def made() -> ModuleType:
    path = Path(__file__).parents[2] / "scripts" / "reference_renderings.py"
    spec = importlib.util.spec_from_file_location("reference_renderings", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def line() -> dict[str, Any]:
    text = LINE["text"]
    fields = [{"start": text.index(w), "end": text.index(w) + len(w), "type": k} for k, w in PARTS]
    return {**LINE, "fields": fields}


def words(of: dict[str, Any]) -> dict[str, str]:
    return {f["type"]: of["text"][f["start"] : f["end"]] for f in of["fields"]}


def test_labels_stand_outside_of_fields_that_are_plainly_divided(made: ModuleType) -> None:
    divided = words(made.plainly_divided(line()))
    assert (divided["volume"], divided["issue"], divided["pages"]) == ("12", "3", "45-67")


def test_a_rendering_holds_the_same_words_in_another_order_or_other_marks(made: ModuleType) -> None:
    found = list(made.renderings(line(), 3))
    assert len(found) == 3
    assert len({each["text"] for each in found} | {LINE["text"]}) == 4
    for each in found:
        fields = words(each)
        assert fields["volume"] == "12"
        assert fields["pages"].startswith("45")
        assert "Orban" in fields["author"] and "Weiss" in fields["author"]
        assert "2001" in fields["date"]


def test_fields_of_a_rendering_do_not_overlap_and_lie_in_its_text(made: ModuleType) -> None:
    for each in made.renderings(line(), 20):
        place = 0
        for field in each["fields"]:
            assert place <= field["start"] < field["end"] <= len(each["text"])
            place = field["end"]


def test_the_same_reference_has_the_same_renderings(made: ModuleType) -> None:
    assert list(made.renderings(line(), 5)) == list(made.renderings(line(), 5))


def test_a_reference_of_which_little_is_known_has_none(made: ModuleType) -> None:
    little = {**LINE, "text": "Orban 2001", "fields": [{"start": 0, "end": 5, "type": "author"}]}
    assert list(made.renderings(little, 3)) == []
