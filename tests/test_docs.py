"""The README and the pages of docs/: every command in them is run, and gives what the page shows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_FENCE = re.compile(r"^```(\w+)[^\n]*\n(.*?)^```$", re.M | re.S)
# A block that shows a file follows a line that names it: "Here is a text, `visit.txt`:".
_NAMED = re.compile(r"`([\w./-]+\.\w+)`[^`\n]*:\s*\n\n```\w+\n(.*?)^```$", re.M | re.S)


def test_the_pages_link_to_what_is_there() -> None:
    dead = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in [*PAGES, ROOT / "CONTRIBUTING.md", ROOT / "encoded" / "README.md"]
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert not dead


def test_every_command_has_help_an_example_and_a_place_in_the_docs() -> None:
    from tei_tools.cli.main import main

    words = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    context = main.make_context("tei-tools", ["--help"], resilient_parsing=True)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        assert command.help, name
        assert command.epilog, name
        assert "Example" in command.epilog, name
        assert f"tei-tools {name}" in words, f"{name} stands in no page"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_commands_of_a_page_give_what_it_shows(page: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    blocks = [body for kind, body in _FENCE.findall(text) if kind == "console"]
    if not blocks:
        pytest.skip("no commands on this page")
    (tmp_path / "encoded").symlink_to(ROOT / "encoded")
    for name, body in _NAMED.findall(text):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, encoding="utf-8")
    for block in blocks:
        for command, expected in _commands(block):
            said = _run(command, tmp_path)
            # A command that is shown without its output is only run.
            told = f"$ {command}\n--- the page shows\n{expected}\n--- it gives\n{said}"
            assert not expected or _same(said, expected), told


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_python_of_the_readme_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if page.name != "README.md":
        pytest.skip("the README's alone")
    text = page.read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name, body in _NAMED.findall(text):
        (tmp_path / name).write_text(body, encoding="utf-8")
    _run("tei-tools encode visit.txt -o visit.xml", tmp_path)
    for kind, body in _FENCE.findall(text):
        if kind == "python":
            exec(compile(body, page.name, "exec"), {})


def _commands(block: str) -> list[tuple[str, str]]:
    """Each command of a block with the lines that it is to print."""
    found: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif found:
            found[-1][1].append(line)
    return [(command, "\n".join(lines)) for command, lines in found]


def _run(command: str, folder: Path) -> str:
    programs = str(Path(sys.executable).parent)
    environment = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "100"}
    environment.pop("SOURCE_DATE_EPOCH", None)
    done = subprocess.run(
        ["bash", "-c", f"{command} 2>&1"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


def _same(said: str, expected: str) -> bool:
    """Equal but for white space at line ends; a line "…" of the page stands for any lines."""

    def lines(text: str) -> list[str]:
        return [line.rstrip() for line in text.strip("\n").splitlines()]

    pieces = "\n".join(lines(expected)).split("\n…\n")
    pattern = r"\n(?:.*\n)*?".join(re.escape(piece) for piece in pieces)
    return re.fullmatch(pattern, "\n".join(lines(said))) is not None
