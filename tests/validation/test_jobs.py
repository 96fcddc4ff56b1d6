"""Many files: reports in their order whatever the number of processes; no file takes others along."""

from __future__ import annotations

import io
import signal
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from tei_tools.errors import UsageError
from tei_tools.inputs import Input, find
from tei_tools.reports import FileReport
from tei_tools.resources import Resources
from tei_tools.validation._jobs import reports
from tei_tools.validation._validator import Checks

HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>t</title></titleStmt><publicationStmt><p/></publicationStmt>"
    "<sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
)


def document(body: str) -> str:
    return f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEADER}<text><body>{body}</body></text></TEI>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(60):
        body = "<p/>" * (number % 7 + 1) + ("<p><foo/></p>" if number % 3 == 0 else "")
        (tmp_path / f"{number:03}.xml").write_text(document(body))
    (tmp_path / "030.xml").write_text("<TEI>")
    with zipfile.ZipFile(tmp_path / "more.zip", "w") as archive:
        archive.writestr("in.xml", document("<p><foo/></p>"))
    return tmp_path


def validated(items: Iterator[Input], jobs: int) -> list[FileReport]:
    return list(reports(items, Checks(), jobs=jobs, resources=Resources()))


def test_two_processes_say_what_one_says_in_the_same_order(folder: Path) -> None:
    def items() -> Iterator[Input]:
        yield from find([folder, folder / "absent.xml"], recursive=True, suffixes=(".xml",))

    alone = validated(items(), 1)
    assert len(alone) == 62 and sum(each.fault is not None for each in alone) == 2
    assert validated(items(), 2) == alone


def opened(path: Path) -> Callable[[], BinaryIO]:
    """How a file is opened; at two of them the process that does it is killed."""
    if path.stem in ("007", "041"):
        return cast("Callable[[], BinaryIO]", partial(signal.raise_signal, signal.SIGKILL))
    return cast("Callable[[], BinaryIO]", partial(io.FileIO, str(path)))


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL on this system")
def test_a_process_that_is_killed_costs_the_file_it_was_at_and_no_other(folder: Path) -> None:
    paths = sorted(folder.glob("*.xml"))
    items = (Input(path.name, path.stat().st_size, opened(path), path) for path in paths)
    found = validated(items, 2)
    assert [each.file for each in found] == [path.name for path in paths]
    lost = [each for each in found if each.exit_code == 70]
    assert [each.file for each in lost] == ["007.xml", "041.xml"]
    assert all("killed by signal 9" in str(each.fault) for each in lost)
    assert sum(each.fault is None for each in found) == len(paths) - 3


def test_a_schema_that_is_not_there_is_told_before_any_process_starts() -> None:
    for jobs in (1, 2):
        with pytest.raises(UsageError, match="there is no schema"):
            reports([], Checks(schema="nothing"), jobs=jobs, resources=Resources())


def test_files_are_taken_as_they_are_needed(folder: Path) -> None:
    path = folder / "001.xml"
    taken = 0

    def items() -> Iterator[Input]:
        nonlocal taken
        for _ in range(100_000):
            taken += 1
            yield Input(path.name, path.stat().st_size, partial(path.open, "rb"), path)

    each = reports(items(), Checks(), jobs=2, resources=Resources())
    for _ in range(5):
        next(each)
    each.close()  # type: ignore[attr-defined]
    assert taken < 2_000


class _Learning:
    """A grammar in which nothing is wrong, that counts how often it is kept."""

    kept = 0

    def faults(self, tree: object) -> list[object]:
        return []

    def remember(self) -> None:
        self.kept += 1


def test_what_the_grammar_learned_is_kept_once_at_the_end_of_a_run(folder: Path) -> None:
    resources = Resources()
    grammar = _Learning()
    resources._grammars["tei_all"] = grammar  # type: ignore[assignment]
    found = reports(find(sorted(folder.glob("00*.xml"))), Checks(), resources=resources)
    next(found)
    assert grammar.kept == 0
    assert len(list(found)) == 9 and grammar.kept == 1


# Counts in steps that have no end within a life: libxslt can't be stopped, only its process.
ENDLESS = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt">
<ns prefix="tei" uri="http://www.tei-c.org/ns/1.0"/>
<pattern><rule context="tei:body[@n='endless']">
<assert test="count(//*[
count(//*[count(//*[count(//*[count(//*[count(//*) > 1]) > 1]) > 1]) > 1]) > 1]) = 0">no</assert>
</rule></pattern></schema>"""


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_schematron_that_never_ends_costs_its_file_and_no_other(tmp_path: Path, jobs: int) -> None:
    schema = tmp_path / "endless.sch"
    schema.write_text(ENDLESS)
    for name in ("a", "b", "c"):
        text = document("<p>x</p>" * 60)
        (tmp_path / f"{name}.xml").write_text(
            text.replace("<body>", "<body n='endless'>") if name == "b" else text
        )
    items = find(sorted(tmp_path.glob("*.xml")))
    checks = Checks(schema=str(schema))
    found = list(reports(items, checks, jobs=jobs, resources=Resources(), timeout=3))
    assert [each.fault is None for each in found] == [True, False, True]
    assert "longer than 3 seconds" in (found[1].fault or "")
