"""The pre-commit hooks and the GitHub action: what they would run is run here."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

GOOD = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>t</title></titleStmt>'
    "<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
    "<text><body><p/></body></text></TEI>"
)
BAD = GOOD.replace("<p/></body>", "<p><persname/></p></body>")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good one.xml").write_text(GOOD)
    (tmp_path / "bad.xml").write_text(BAD)
    return tmp_path


def environment(**more: str) -> dict[str, str]:
    here = str(Path(sys.executable).parent)
    return {**os.environ, "PATH": f"{here}{os.pathsep}{os.environ['PATH']}", **more}


def hooks(root: Path) -> dict[str, list[str]]:
    text = (root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    found = re.findall(r"- id: (\S+)\n.*?  entry: (.+?)\n  language: python\n", text, re.DOTALL)
    return {name: entry.split() for name, entry in found}


def test_the_hook_fails_for_a_bad_file_and_says_where(root: Path, folder: Path) -> None:
    entry = hooks(root)["tei-validate"]
    for names, code in ((["good one.xml"], 0), (["good one.xml", "bad.xml"], 1)):
        done = subprocess.run([*entry, *names], cwd=folder, env=environment(), capture_output=True, text=True)
        assert done.returncode == code
    assert done.stdout.startswith("bad.xml:1:")


def test_the_hook_that_mends_changes_the_file_for_pre_commit_to_see(root: Path, folder: Path) -> None:
    subprocess.run([*hooks(root)["tei-fix"], "bad.xml"], cwd=folder, env=environment(), capture_output=True)
    assert (folder / "bad.xml").read_text() == BAD.replace("persname", "persName")


def action(root: Path) -> tuple[dict[str, str], str]:
    """The inputs with their defaults and the script of the last step, read as far as the file needs it."""
    text = (root / "action.yml").read_text(encoding="utf-8")
    inputs = dict(
        re.findall(r"^  ([a-z-]+):\n    description: .+\n    default: \"?([^\"\n]*)\"?\n", text, re.M)
    )
    script = textwrap.dedent(text.rpartition("      run: |\n")[2])
    names = dict(re.findall(r"^        ([A-Z_]+): \$\{\{ inputs\.([a-z-]+) \}\}$", text, re.M))
    return {name: inputs[of] for name, of in names.items()}, script


@pytest.mark.skipif(not shutil.which("bash"), reason="the action's steps are run by bash")
def test_the_action_makes_annotations_or_a_report(root: Path, folder: Path) -> None:
    variables, script = action(root)
    assert set(re.findall(r"\$\{?([A-Z_]+)", script)) == set(variables)

    def run(**inputs: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=folder,
            env=environment(**{**variables, **inputs}),
            capture_output=True,
            text=True,
        )

    annotated = run()
    assert annotated.returncode == 1
    assert re.match(r"::error file=(\./)?bad\.xml,line=1,col=\d+,title=TEI-RNG-001::", annotated.stdout)
    reported = run(FORMAT="sarif", OUTPUT="found.sarif", FILES="bad.xml\n*.xml")
    assert reported.returncode == 1 and reported.stdout == ""
    assert '"version": "2.1.0"' in (folder / "found.sarif").read_text()
    assert run(FILES="$(touch made)").returncode != 0 and not (folder / "made").exists()
