"""The desk: decisions written down at once, put into the files, undone, kept when others edit them too."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tei_tools.api import validate
from tei_tools.decisions import from_tei, log_of, read, standing
from tei_tools.errors import UsageError
from tei_tools.reviewing._desk import Action, Desk, accept
from tei_tools.reviewing._documents import key_of
from tei_tools.reviewing._signing import reviewer_of

LETTER = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
  <teiHeader>
    <fileDesc>
      <titleStmt>
        <title>A letter</title>
      </titleStmt>
      <publicationStmt><p>Unpublished.</p></publicationStmt>
      <sourceDesc><p>Made for a test.</p></sourceDesc>
    </fileDesc>
  </teiHeader>
  <text>
    <body>
      <p>Dear <persName cert="medium"><forename>Ada</forename> <surname>Byron</surname></persName>,
        I came from <persName cert="low">Paris</persName> on
        <date when="1830-05-06" cert="medium">6 May</date> &amp;
        met <orgName cert="low">Royal</orgName> Society men.</p>
      <p>Ada and Paris again; “<title>Le Figaro</title>” says so.</p>
    </body>
  </text>
</TEI>
"""
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "one.xml").write_text(LETTER, encoding="utf-8")
    return tmp_path / "letters"


def desk_of(folder: Path, name: str = "Anna Weiß") -> Desk:
    return Desk(folder, reviewer_of(name), clock=lambda: NOON)


def key(desk: Desk, exact: str) -> tuple[str, int, int]:
    return next(key_of(tag) for tag in desk.document("one.xml").tags if tag.exact == exact)


def content(folder: Path) -> str:
    return (folder / "one.xml").read_text(encoding="utf-8")


def is_valid(folder: Path) -> bool:
    return not [each for each in validate(folder / "one.xml", schema="tei_all") if each.severity == "error"]


def test_what_is_accepted_is_signed_and_nothing_else_changes(folder: Path) -> None:
    desk = desk_of(folder)
    result = desk.decide(accept("one.xml", [key(desk, "Ada Byron")]))
    assert [each.verdict for each in result.decided] == ["accepted"]
    assert content(folder) == LETTER  # the log has it, the file not yet
    assert [each.exact for each in read(log_of(folder / "one.xml"))] == ["Ada Byron"]
    desk.flush()
    after = content(folder)
    assert '<persName cert="high" resp="#reviewer-anna-weiss"><forename>Ada</forename>' in after
    assert '<persName xml:id="reviewer-anna-weiss">Anna Weiß</persName>' in after
    assert '<change when="2026-11-24" who="#reviewer-anna-weiss">' in after
    assert is_valid(folder)
    for line in LETTER.splitlines():
        if "Byron" not in line:
            assert line in after


def test_a_rejected_tag_goes_and_its_rejection_travels_in_the_file(folder: Path) -> None:
    desk = desk_of(folder)
    desk.decide([Action("one.xml", key(desk, "Paris"), "rejected")])
    desk.flush()
    assert "I came from Paris on" in content(folder)
    assert is_valid(folder)
    log_of(folder / "one.xml").unlink()
    from lxml import etree

    (rejected,) = [
        each for each in from_tei(etree.fromstring(content(folder).encode())) if each.verdict == "rejected"
    ]
    assert (rejected.exact, rejected.element, rejected.who) == ("Paris", "persName", "Anna Weiß")


def test_a_kind_is_changed_and_a_span_widened(folder: Path) -> None:
    desk = desk_of(folder)
    _, start, end = key(desk, "Paris")
    desk.decide([Action("one.xml", ("persName", start, end), "changed", "placeName")])
    text = desk.document("one.xml").text
    royal = text.index("Royal")
    wide = text.index(" men")
    desk.decide([Action("one.xml", ("orgName", royal, royal + 5), "changed", "orgName", royal, wide)])
    desk.flush()
    assert '<placeName cert="high" resp="#reviewer-anna-weiss">Paris</placeName>' in content(folder)
    assert '<orgName cert="high" resp="#reviewer-anna-weiss">Royal Society</orgName> men.' in content(folder)
    assert is_valid(folder)


def test_a_new_tag_is_put_and_what_cannot_be_tagged_is_refused_and_not_written_down(folder: Path) -> None:
    desk = desk_of(folder)
    text = desk.document("one.xml").text
    again = text.rindex("Paris")
    result = desk.decide([Action("one.xml", None, "added", "placeName", again, again + 5)])
    assert len(result.decided) == 1
    across = desk.decide(
        [Action("one.xml", None, "added", "persName", text.index("Byron"), text.index(", I"))]
    )
    assert across.decided  # inside the name
    beyond = desk.decide(
        [Action("one.xml", None, "added", "said", text.index("men"), text.index("Ada and") + 3)]
    )
    assert "paragraph" in beyond.refused[0][1]
    crossing = desk.decide(
        [Action("one.xml", None, "added", "said", text.index("Byron"), text.index(" came"))]
    )
    assert "end in another" in crossing.refused[0][1]
    assert len(read(log_of(folder / "one.xml"))) == 2
    desk.flush()
    assert "<placeName " in content(folder).split("again")[0].rsplit("<p>", 1)[1]
    assert is_valid(folder)


def test_everything_is_undone_to_the_byte(folder: Path) -> None:
    desk = desk_of(folder)
    desk.decide(accept("one.xml", [key(desk, "6 May")]))
    desk.flush()
    signed = content(folder)
    text = desk.document("one.xml").text
    desk.decide([Action("one.xml", key(desk, "Ada Byron"), "rejected")])
    desk.flush()
    desk.decide([Action("one.xml", key(desk, "Paris"), "changed", "placeName")])
    desk.flush()
    start = text.index("Royal")
    desk.decide([Action("one.xml", key(desk, "Royal"), "changed", "orgName", start, start + 13)])
    desk.decide([Action("one.xml", None, "added", "persName", text.rindex("Ada"), text.rindex("Ada") + 3)])
    desk.flush()
    for _ in range(4):
        desk.undo()
        desk.flush()
    assert content(folder) == signed
    assert [each.exact for each in standing(read(log_of(folder / "one.xml")))] == ["6 May"]
    assert desk.undo().decided
    assert not desk.undo().decided


def test_a_desk_that_was_killed_before_the_file_followed_goes_on(folder: Path) -> None:
    desk = desk_of(folder)
    desk.decide(accept("one.xml", [key(desk, "Ada Byron")]))
    desk.decide([Action("one.xml", key(desk, "Paris"), "rejected")])
    assert content(folder) == LETTER
    other = desk_of(folder)
    other.document("one.xml")
    other.flush()
    assert 'cert="high"' in content(folder)
    assert "from Paris on" in content(folder)
    third = desk_of(folder)
    third.document("one.xml")
    before = content(folder)
    third.flush()
    assert content(folder) == before


def test_what_others_changed_meanwhile_stays_and_decisions_are_found_again(folder: Path) -> None:
    desk = desk_of(folder)
    desk.decide([Action("one.xml", key(desk, "Paris"), "changed", "placeName")])
    changed = LETTER.replace("<p>Dear", "<p>London, in spring.</p>\n      <p>Dear").replace(
        "A letter", "One letter"
    )
    (folder / "one.xml").write_text(changed, encoding="utf-8")
    desk.flush()
    assert "<title>One letter</title>" in content(folder)
    assert ">Paris</placeName> on" in content(folder)
    assert any("elsewhere" in notice for notice in desk.notices)


def test_words_that_are_gone_are_told(folder: Path) -> None:
    desk = desk_of(folder)
    desk.decide([Action("one.xml", key(desk, "Paris"), "changed", "placeName")])
    (folder / "one.xml").write_text(
        LETTER.replace(">Paris<", ">Rouen<").replace("Paris", "Rouen"), encoding="utf-8"
    )
    desk.flush()
    assert any("not found any more" in notice for notice in desk.notices)
    assert "placeName" not in content(folder)


def test_a_reader_of_the_cached_list_sees_what_was_decided(folder: Path, tmp_path: Path) -> None:
    desk = Desk(folder, reviewer_of("A"), cache=tmp_path / "cache", clock=lambda: NOON)
    list(desk.shelf.refresh())
    assert [each.exact for each in desk.shelf.queue()] == [
        "Paris",
        "Royal",
        "Ada Byron",
        "6 May",
        "Le Figaro",
    ]
    desk.decide(accept("one.xml", [key(desk, "Paris")]))
    assert desk.shelf.queue()[0].exact == "Royal"
    desk.close()
    again = Desk(folder, reviewer_of("A"), cache=tmp_path / "cache", clock=lambda: NOON)
    assert list(again.shelf.refresh()) == []
    assert again.shelf.queue()[0].exact == "Royal"


def test_nothing_outside_the_folder_is_opened(folder: Path) -> None:
    (folder.parent / "secret.xml").write_text(LETTER, encoding="utf-8")
    (folder / "link.xml").symlink_to(folder.parent / "secret.xml")
    for path in ("../secret.xml", "link.xml", "/etc/passwd", "none.xml"):
        with pytest.raises(UsageError):
            desk_of(folder).document(path)


@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-8-sig"])
def test_other_encodings_keep_their_bytes(folder: Path, encoding: str) -> None:
    said = "ISO-8859-1" if encoding.startswith("iso") else "UTF-8"
    given = LETTER.replace("UTF-8", said).replace("Byron", "Byrón").replace("“", "").replace("”", "")
    (folder / "one.xml").write_bytes(given.encode(encoding))
    desk = desk_of(folder, "A")
    text = desk.document("one.xml").text
    start = text.index("Royal")
    desk.decide([Action("one.xml", key(desk, "Royal"), "changed", "orgName", start, start + 13)])
    desk.flush()
    after = (folder / "one.xml").read_bytes().decode(encoding)
    assert ">Royal Society</orgName> men" in after
    assert "Byrón" in after


def test_many_decide_while_files_are_written_and_nothing_is_lost(folder: Path) -> None:
    import threading

    names = " and ".join(f"<persName>Name{number}</persName> of it" for number in range(60))
    (folder / "one.xml").write_text(LETTER.replace("Ada and Paris again", f"{names}. Ada and Paris again"))
    desk = desk_of(folder, "A")
    desk.document("one.xml")
    desk.prepare("one.xml")
    text = desk.document("one.xml").text
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            desk.flush()

    def decide(first: int) -> None:
        for number in range(first, 60, 3):
            start = text.index(f"Name{number} ")
            end = start + len(f"Name{number}")
            key = ("persName", start, end)
            if number % 2:
                desk.decide([Action("one.xml", key, "rejected")])
            else:
                assert desk.decide([Action("one.xml", key, "changed", "persName", start, end + 3)]).decided
            if number % 7 == 0:
                desk.decide(accept("one.xml", [key]))

    writer = threading.Thread(target=write)
    deciders = [threading.Thread(target=decide, args=(first,)) for first in range(3)]
    for thread in (writer, *deciders):
        thread.start()
    for thread in deciders:
        thread.join(60)
        assert not thread.is_alive()
    stop.set()
    writer.join(60)
    assert not writer.is_alive()
    assert desk.flush() == []
    after = content(folder)
    assert after.count(" of</persName> it") == 30
    assert after.count("<annotation ") == 30
    assert is_valid(folder)


def test_a_large_document_is_written_by_a_process_of_its_own(folder: Path) -> None:
    more = "".join(
        f"<p>Paragraph {number} of many words that say nothing at all.</p>\n" for number in range(9000)
    )
    (folder / "one.xml").write_text(LETTER.replace("<p>Ada and", f"{more}<p>Ada and"), encoding="utf-8")
    desk = desk_of(folder, "A")
    desk.decide(accept("one.xml", [key(desk, "Paris")]))
    desk.decide([Action("one.xml", key(desk, "Ada Byron"), "rejected")])
    assert desk.flush() == []
    assert desk._writer._pool is not None
    assert '<persName cert="high" resp="#reviewer-a">Paris</persName>' in content(folder)
    # Killed in the middle, it is done here.
    for process in desk._writer._pool._processes.values():
        process.kill()
    desk.undo()
    assert desk.flush() == []
    assert "<forename>Ada</forename> <surname>Byron</surname></persName>" in content(folder)
    desk.close()
