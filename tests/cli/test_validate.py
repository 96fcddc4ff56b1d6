"""``tei-tools validate`` from the outside: words in; lines, files and an exit code out."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>t</title></titleStmt><publicationStmt><p/></publicationStmt>"
    "<sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
)


def document(body: str) -> str:
    return (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0">\n{HEADER}\n<text><body>\n{body}\n</body></text></TEI>\n'
    )


@dataclass(frozen=True)
class Outcome:
    code: int
    output: str
    errors: str


def validate(*words: str, folder: Path, given: str = "") -> Outcome:
    done = subprocess.run(
        [sys.executable, "-m", "tei_tools", "validate", *words],
        cwd=folder,
        input=given.encode(),
        capture_output=True,
        timeout=120,
    )
    assert b"Traceback" not in done.stderr, done.stderr
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.xml").write_text(document("<p/>"))
    (tmp_path / "bad.xml").write_text(document('<p><persname>A</persname>\n<date when="06.03.2022"/></p>'))
    (tmp_path / "warn.xml").write_text(document("<p><persName/></p>"))
    (tmp_path / "broken.xml").write_text("<TEI>")
    return tmp_path


def test_the_exit_code_says_how_it_went(folder: Path) -> None:
    assert validate("good.xml", folder=folder) == Outcome(0, "", "1 of 1 file valid by tei_all\n")
    assert validate("warn.xml", folder=folder).code == 0
    assert validate("warn.xml", "--fail-on", "warning", folder=folder).code == 1
    assert validate("bad.xml", folder=folder).code == 1
    assert validate("bad.xml", "--schema", "nothing", folder=folder).code == 2
    broken = validate("broken.xml", "good.xml", folder=folder)
    assert broken.code == 3 and broken.errors.count("\n") == 2 and "1 not readable" in broken.errors
    assert validate("-", folder=folder, given=document("<p/>")).code == 0


def test_what_goes_together_and_what_does_not(folder: Path) -> None:
    for words in (
        ["--diff"],
        ["--fix", "--watch"],
        ["--fix", "--jobs", "2"],
        ["--watch", "--summary"],
        ["--format", "xml"],
        ["--summary", "--format", "sarif"],
        ["--baseline", "none.json"],
    ):
        assert validate("good.xml", *words, folder=folder).code == 2, words


def test_a_folder_is_summed_up(folder: Path) -> None:
    found = validate(".", "-r", "--summary", "--jobs", "2", folder=folder)
    assert found.code == 3
    lines = [line.split()[:4] for line in found.output.splitlines()]
    assert ["1", "1", "TEI-RNG-001", "persname"] in lines and ["1", "1", "TEI-XML-001"] in [
        line[:3] for line in lines
    ]
    assert json.loads(validate(".", "-r", "--summary", "--format", "json", folder=folder).output)["summary"]


def test_no_more_than_so_many_findings_are_told_and_all_are_counted(folder: Path) -> None:
    found = validate("bad.xml", "warn.xml", "--max-findings", "1", folder=folder)
    assert found.output.count("\n") == 1 and found.code == 1
    assert "3 findings (2 not shown: --max-findings)" in found.errors


def test_only_what_is_new_since_the_baseline(folder: Path) -> None:
    words = (".", "-r")
    assert validate(*words, "--write-baseline", "known.json", folder=folder).code == 3
    assert validate(*words, "--baseline", "known.json", folder=folder) == Outcome(
        0, "", "4 of 4 files valid by tei_all\n"
    )
    text = (folder / "bad.xml").read_text()
    (folder / "bad.xml").write_text(
        text.replace("<p>", "<p/>\n\n<p><foo/>", 1).replace(HEADER, HEADER + "\n")
    )
    found = validate(*words, "--baseline", "known.json", folder=folder)
    assert found.code == 1 and re.findall(r"TEI-\S+:", found.output) == ["TEI-RNG-001:"]
    assert "`foo`" in found.output


def test_fixing_is_looked_at_first_and_then_done(folder: Path) -> None:
    before = (folder / "bad.xml").read_bytes()
    shown = validate("bad.xml", "--fix", "--diff", folder=folder)
    assert "-<p><persname>A</persname>\n+<p><persName>A</persName>\n" in shown.output
    assert (folder / "bad.xml").read_bytes() == before
    done = validate("bad.xml", "--fix", folder=folder)
    assert (folder / "bad.xml").read_bytes() == before.replace(b"persname", b"persName")
    assert done.code == 1 and re.findall(r"TEI-\S+:", done.output) == ["TEI-DAT-002:"]
    assert done.errors.endswith("1 fault mended in 1 file\n")
    assert validate("bad.xml", "--fix", folder=folder).errors.endswith("0 faults mended in 0 files\n")


def test_explained_findings_say_what_to_do(folder: Path) -> None:
    found = validate("bad.xml", "--explain", folder=folder).output
    assert "    to do: Names are told apart by capital" in found
    assert "    choose: 2022-03-06 or 2022-06-03" in found


def test_settings_switch_rules_and_say_the_rest(folder: Path) -> None:
    settings = (
        '[validate]\nformat = "jsonl"\nfail_on = "warning"\n'
        'rules = { names = "off", TEI-RNG-001 = "warning" }\n'
    )
    (folder / "tei-tools.toml").write_text(settings)
    found = validate("bad.xml", "warn.xml", folder=folder)
    rows = [json.loads(line) for line in found.output.splitlines()]
    assert [(row["code"], row["severity"]) for row in rows] == [
        ("TEI-RNG-001", "warning"),
        ("TEI-DAT-002", "error"),
    ]
    (folder / "tei-tools.toml").write_text('[validate]\nrules = { nams = "off" }\n')
    wrong = validate("bad.xml", folder=folder)
    assert wrong.code == 2 and "did you mean names?" in wrong.errors


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent in another way there")
def test_watching_says_soon_what_a_save_brought(folder: Path) -> None:
    path = folder / "good.xml"
    watching = subprocess.Popen(
        [sys.executable, "-m", "tei_tools", "validate", "--watch", "good.xml"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # Where the tests themselves run in the background, Ctrl-C is ignored, and children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    heard: list[tuple[float, str]] = []
    assert watching.stderr is not None and watching.stdout is not None
    errors = watching.stderr

    def listen() -> None:
        for line in errors:
            heard.append((time.monotonic(), line))

    listener = threading.Thread(target=listen)
    listener.start()
    try:
        _wait_for(heard, 1)
        path.write_text(document("<p><foo/></p>"))
        saved = time.monotonic()
        _wait_for(heard, 2)
        assert heard[1][0] - saved < 2
    finally:
        watching.send_signal(signal.SIGINT)
    assert watching.wait(20) == 0
    listener.join(20)
    assert heard[0][1].startswith("good.xml: valid (") and heard[1][1].startswith("good.xml: 1 finding (")
    assert watching.stdout.read().startswith("good.xml:4:4: error TEI-RNG-001")


def _wait_for(heard: list[tuple[float, str]], lines: int) -> None:
    until = time.monotonic() + 60
    while len(heard) < lines:
        assert time.monotonic() < until
        time.sleep(0.005)
