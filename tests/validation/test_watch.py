"""Watching: a file is validated again when it is saved, and soon."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

from tei_tools.inputs import Input, as_input, find
from tei_tools.resources import Resources
from tei_tools.validation._validator import Checks, Validator
from tei_tools.validation._watch import saved


class EndError(Exception):
    """Ends the watch."""


def watched(folder: Path, actions: list[object]) -> list[str]:
    """The names in the order they are seen, doing one action each time nothing happens."""
    seen: list[str] = []
    waiting = iter(actions)

    def items() -> Iterator[Input]:
        yield from find([folder], recursive=True, suffixes=(".xml",))

    def wait(_: float) -> None:
        action = next(waiting, None)
        if action is None:
            raise EndError
        action()  # type: ignore[operator]

    try:
        for item in saved(items, wait=wait):
            seen.append(Path(item.name).name)
    except EndError:
        pass
    return seen


def test_each_file_is_seen_once_and_then_when_it_is_saved(tmp_path: Path) -> None:
    one, two = tmp_path / "1.xml", tmp_path / "2.xml"
    one.write_text("a")
    two.write_text("b")
    stamp = one.stat().st_mtime_ns

    def save() -> None:
        one.write_text("longer")

    def save_in_the_same_size() -> None:
        two.write_text("c")
        os.utime(two, ns=(stamp + 10**9, stamp + 10**9))

    def replace() -> None:
        (tmp_path / "new").write_text("other words")
        (tmp_path / "new").replace(one)

    def remove() -> None:
        two.unlink()

    actions: list[object] = [lambda: None, save, lambda: None, save_in_the_same_size, replace, remove]
    assert watched(tmp_path, actions) == ["1.xml", "2.xml", "1.xml", "2.xml", "1.xml"]


def test_an_ordinary_file_takes_less_than_50_ms_once_warm(tmp_path: Path) -> None:
    header = (
        "<teiHeader><fileDesc><titleStmt><title>t</title></titleStmt><publicationStmt><p/></publicationStmt>"
        "<sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
    )
    paragraph = (
        '<p>A letter from <persName ref="#a">Anna</persName> of <date when="2022-03-06">then</date>.</p>\n'
    )
    body = f"{paragraph * 200}<p><foo/></p>"
    path = tmp_path / "a.xml"
    path.write_text(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{header}<text xml:id="a"><body>{body}</body></text></TEI>'
    )
    validator = Validator(Checks(), Resources())
    validator.report(as_input(path))
    begun = time.process_time()
    assert [each.code for each in validator.report(as_input(path)).findings] == ["TEI-RNG-001"]
    assert time.process_time() - begun < 0.05
