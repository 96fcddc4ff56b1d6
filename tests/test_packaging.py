"""The wheel holds what the tree holds, installs ``tei_tools`` alone, and runs away from the checkout."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

FOLDERS = {"tei_tools": "tei_tools", "cli": "tei_tools/cli", "schemas": "tei_tools/schemas"}
NO_SOURCE = ("__pycache__", ".pyc", ".egg-info")


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the checkout, built from a copy, so that nothing of an earlier build slips in."""
    import shutil

    folder = tmp_path_factory.mktemp("wheel")
    copy = folder / "copy"
    copy.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(root / name, copy / name)
    for name in FOLDERS:
        shutil.copytree(root / name, copy / name, ignore=shutil.ignore_patterns(*NO_SOURCE, "*.pyc"))
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", str(folder), str(copy)],
        check=True,
        cwd=folder,
    )
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an empty environment into which the wheel was installed."""
    environment = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    programs = environment / ("Scripts" if sys.platform == "win32" else "bin")
    subprocess.run([str(programs / "pip"), "install", "--quiet", str(wheel)], check=True, cwd=environment)
    return programs


def test_the_wheel_holds_the_files_of_the_tree_and_no_others(wheel: Path, root: Path) -> None:
    expected = {
        f"{target}/{path.relative_to(root / source).as_posix()}"
        for source, target in FOLDERS.items()
        for path in (root / source).rglob("*")
        if path.is_file() and not any(part in str(path) for part in NO_SOURCE)
    }
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert held == expected


def test_nothing_but_tei_tools_stands_at_the_top(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"tei_tools"}


def test_every_command_runs_from_the_wheel_away_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(installed / "tei-tools"), *words], cwd=tmp_path, capture_output=True, text=True, check=False
        )

    note = "A note\n\nMrs Jane Doe went to Paris on 3 May 1921.\n"
    (tmp_path / "note.txt").write_text(note, encoding="utf-8")
    listed = run("--help")
    assert listed.returncode == 0
    table = listed.stdout.split("Commands:")[1].split("\n\n")[0]
    commands = [line.split()[0] for line in table.splitlines() if line]
    assert {"encode", "validate", "convert", "run", "completion"} <= set(commands)
    for name in commands:
        told = run(name, "--help")
        assert told.returncode == 0, told.stderr
        assert "Example" in told.stdout, f"{name} --help has no example"
    assert run("encode", "note.txt", "-o", "note.xml").returncode == 0
    assert run("validate", "note.xml").returncode == 0
    assert run("convert", "note.xml", "--to", "jsonld,csv", "-o", "out").returncode == 0
    assert run("run", "note.txt", "--encode", "--validate", "--to", "csv", "-o", "all").returncode == 0
    assert list((tmp_path / "out").rglob("csv-metadata.json"))
    module = subprocess.run(
        [str(installed / "python"), "-m", "tei_tools", "--version"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert module.stdout.strip() == run("--version").stdout.strip()


def test_the_core_with_its_dependencies_stays_under_90_megabytes(installed: Path) -> None:
    packages = next((installed.parent / "lib").glob("python*/site-packages"))
    ours = ("pip", "setuptools", "wheel", "pkg_resources", "_distutils_hack")
    size = sum(
        path.stat().st_size
        for path in packages.rglob("*")
        if path.is_file()
        and not path.relative_to(packages).parts[0].startswith(ours)
        and "__pycache__" not in path.parts
    )
    assert size < 90_000_000
    said = "from importlib.metadata import requires; print(*requires('tei-tools'), sep='\\n')"
    direct = subprocess.run(
        [str(installed / "python"), "-c", said],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert sum("extra ==" not in line for line in direct.strip().splitlines()) <= 10


def test_nothing_imports_cli_or_schemas_from_the_top(root: Path) -> None:
    top = [[verb, name] for verb in ("import", "from") for name in ("cli", "schemas")]
    lines = [
        f"{path}: {line.strip()}"
        for folder in ("tei_tools", "cli", "schemas", "tests", "benchmarks")
        for path in (root / folder).rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.split()[:2] in top
    ]
    assert not lines
