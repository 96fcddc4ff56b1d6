"""Dialogues: who speaks where no sentence says so, and speech after dashes in joined lines."""

from __future__ import annotations

import re
import time
from typing import Any, cast

from tei_tools.sources import Block, SourceDocument
from tei_tools.taggers import Context, Tag, quotations

PERSONS = (
    "Parson Green",
    "Mrs. Bennet",
    "Mr. Bennet",
    "Mr. Bingley",
    "Watson",
    "Holmes",
    "Ann",
    "Tom",
    "Ned",
)


def tagged(text: str) -> list[Tag]:
    blocks = tuple(Block("paragraph", *m.span()) for m in re.finditer(r"[^\n]+", text))
    pattern = "|".join(sorted((re.escape(p) for p in PERSONS), key=len, reverse=True))
    names = tuple(Tag(m.start(), m.end(), "persName") for m in re.finditer(rf"\b(?:{pattern})\b", text))
    document = SourceDocument(name="x", format="text", digest="", text=text, blocks=blocks)
    return list(quotations.tag(document, Context(resources=cast(Any, None), tags=names)))


def speakers(text: str) -> list[str | None]:
    links = [next((x for x in t.links if x.attribute in {"who", "source"}), None) for t in tagged(text)]
    return [text[x.start : x.end] if x else None for x in links]


def test_a_name_further_on_in_a_dialogue_tells_who_spoke_before() -> None:
    text = (
        '"Where were you?"\n"At home!"\n"All day?" asked Tom.\n"All day," said Ann.\n"And why?"\n"Why not?"'
    )
    assert speakers(text) == ["Tom", "Ann", "Tom", "Ann", "Tom", "Ann"]


def test_who_is_spoken_to_answers() -> None:
    text = '"When is the ball, Ann?" asked Tom.\n"To-morrow!"\n"And who comes?"\n"Everybody!"'
    assert speakers(text) == ["Tom", "Ann", "Tom", "Ann"]


def test_a_french_question_has_a_space_before_its_mark() -> None:
    text = "« Où étais-tu, Ann ? » demanda Tom.\n« Chez moi ! »\n« Toute la journée ? »\n« Oui ! »"
    assert speakers(text) == ["Tom", "Ann", "Tom", "Ann"]


def test_a_name_that_is_an_answer_addresses_nobody() -> None:
    text = '"What is his name?" asked Ann.\n"Ned."\n"Is he married?"\n"No!" cried Tom.'
    assert speakers(text) == ["Ann", "Tom", "Ann", "Tom"]


def test_lines_that_were_joined_are_read_by_what_fits_the_whole() -> None:
    text = (
        '"So be it!" said Ned. "And what shall I do, sir?" asked Tom, after a pause. "Nothing, nothing!" '
        '"But you will have a quart of beer with me?" "No, thank you, Tom. Not to-day."\n'
        '"Then good night!" said Tom to Ann.'
    )
    assert speakers(text)[:5] == ["Ned", "Tom", "Ned", "Tom", "Ned"]


def test_a_description_is_who_bears_the_title() -> None:
    text = (
        'Parson Green rode by. "Good night!" said the parson. "Good night, sir!" said Tom. "Who?" he asked.'
    )
    assert speakers(text)[0] == "Parson Green"


def test_his_wife_is_the_one_lady_of_that_name() -> None:
    text = (
        'Mr. Bennet and Mrs. Bennet were at home. "Is he rich?" asked his wife.\n'
        '"How should I know?" said Mr. Bennet.\n"You must visit him!"'
    )
    assert speakers(text)[0] == "Mrs. Bennet"


def test_the_narrator_has_the_name_by_which_he_is_addressed() -> None:
    text = '"I think, Watson, that you are right!" said Holmes.\n"Indeed?" I answered.\n"Quite!"'
    assert speakers(text) == ["Holmes", "Watson", "Holmes"]


def test_dashes_open_speech_in_joined_lines_without_the_reporting_clause() -> None:
    text = (
        "Tom came in. — Back to bed! he said sternly. — Why should I? — Because it is late, Ann cried. "
        "She went out. — Good night, then! Tom said."
    )
    assert [text[t.start : t.end] for t in tagged(text)] == [
        "— Back to bed!",
        "— Why should I?",
        "— Because it is late,",
        "— Good night, then!",
    ]


def test_dashes_between_sentences_are_no_dialogue() -> None:
    text = "It rained. — The road was long. — The inn was far. — Nobody came. — The year was 1848."
    assert tagged(text) == []


def test_long_dialogues_take_linear_time() -> None:
    def seconds(count: int) -> float:
        text = "\n".join(['"Where were you, Ann?" asked Tom.', '"At home!"', '"Why?"', '"Why not?"'] * count)
        start = time.process_time()
        tagged(text)
        return time.process_time() - start

    seconds(50)
    assert seconds(2000) < 12 * max(seconds(400), 0.02)
