"""The files of a folder and of the folders in it, each folder once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from tei_tools.inputs import Input, shown, unreadable


def files(folder: str, suffixes: tuple[str, ...]) -> Iterator[str | Input]:
    """Paths of regular files under ``folder``, sorted by the bytes of their names, hidden ones left out.

    A folder that can't be read is an :class:`~tei_tools.inputs.Input` whose reading raises.
    """
    seen: set[tuple[int, int]] = set()
    waiting = [(folder, True)]
    while waiting:
        path, is_folder = waiting.pop()
        if not is_folder:
            yield path
            continue
        try:
            status = Path(path).stat()
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            with os.scandir(path) as entries:
                found = [(entry.path, entry.is_dir()) for entry in entries if _wanted(entry, suffixes)]
        except OSError as fault:
            yield unreadable(shown(path), f"the folder can't be read: {fault.strerror}")
            continue
        waiting.extend(sorted(found, key=lambda pair: os.fsencode(pair[0]), reverse=True))


def _wanted(entry: os.DirEntry[str], suffixes: tuple[str, ...]) -> bool:
    if entry.name.startswith("."):
        return False
    try:
        if entry.is_dir():
            return True
        return entry.is_file() and (not suffixes or entry.name.lower().endswith(suffixes))
    except OSError:  # a symbolic link that leads round in a circle
        return False
