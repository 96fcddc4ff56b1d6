"""``--watch``: which files were saved, by their time and size, seen soon after."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tei_tools.inputs import Input

__all__ = ["saved"]

# Seconds between looks; more where there are many files to look at.
_SOON = 0.01
_A_FILE = 0.00002
# Seconds between looks for new files.
_FILES_AGAIN = 1.0

_State = tuple[int, int]


def saved(
    find: Callable[[], Iterable[Input]], *, wait: Callable[[float], None] = time.sleep
) -> Iterator[Input]:
    """Each file once, then each that is saved or is new, for ever. Only files on the disk are watched.

    ``find`` gives the files; ``wait`` is called between looks (and may raise to end it).
    """
    states: dict[str, _State] = {}
    watched: dict[str, Input] = {}
    looked = -_FILES_AGAIN
    while True:
        if time.monotonic() - looked >= _FILES_AGAIN:
            watched = {item.name: item for item in find() if item.path is not None}
            looked = time.monotonic()
        for name, item in watched.items():
            state = _state(item)
            if state is None or state == states.get(name):
                continue
            states[name] = state
            yield item
        wait(_SOON + _A_FILE * len(watched))


def _state(item: Input) -> _State | None:
    assert item.path is not None
    try:
        status = item.path.stat()
    except OSError:
        return None  # an editor is just putting another in its place
    return status.st_mtime_ns, status.st_size
