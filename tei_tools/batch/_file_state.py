"""What tells that a file is another than before without reading it: its size, times and number.

Nothing is trusted that may be changed and look the same: a file that was changed a moment ago has no state
that could be held against a later one, for a file system's clock goes on in steps.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

from tei_tools.batch._causes import ChangedError
from tei_tools.inputs import Input, read_bytes

__all__ = ["NOT_KNOWN", "State", "is_known", "of", "read", "settled", "state_of"]

State = tuple[int, int, int, int]
"""Size in bytes; when the content and when the entry was last changed, in nanoseconds; the number of the file
(inode), another where another file was put in its place. -1 where it is not known.
"""

NOT_KNOWN: State = (-1, -1, -1, -1)
_UNSETTLED = -2

# The steps of file systems' clocks: some milliseconds (the kernel's tick), or two seconds (FAT; those that
# know whole seconds alone).
_TICK, _COARSE_TICK = 50_000_000, 2_100_000_000
_SECOND = 1_000_000_000


def of(status: os.stat_result) -> State:
    """The state in what the system says of a file."""
    # The number of a file may have 64 bits, of which SQLite has 63.
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino & 0x7FFF_FFFF_FFFF_FFFF


def state_of(path: str | Path) -> State:
    """The state of a file of the disk; :data:`NOT_KNOWN` where there is none."""
    try:
        return of(os.stat(path))  # noqa: PTH116
    except (OSError, ValueError):
        return NOT_KNOWN


def settled(state: State) -> State:
    """The state, unless the file was changed so lately that another change could leave it as it is."""
    if not is_known(state):
        return state
    size, mtime, ctime, number = state
    tick = _TICK if mtime % _SECOND or ctime % _SECOND else _COARSE_TICK
    now = time.time_ns()
    lately = abs(now - mtime) < tick or abs(now - ctime) < tick
    return (size, _UNSETTLED, _UNSETTLED, number) if lately else state


def is_known(state: State) -> bool:
    """Whether a state says anything: a file that has the same is the same."""
    return state[2] >= 0  # what was changed before 1970 has a time below 0; its entry was not


def read(item: Input, limit: int) -> tuple[bytes, State]:
    """The bytes of an input, and the state of the file that they are of.

    A file that changes while it is read is read again. Raises
    :class:`~tei_tools.batch._causes.ChangedError` where it does not keep still.
    """
    if item.path is None:
        return read_bytes(item, limit), NOT_KNOWN
    for _ in range(3):
        before = state_of(item.path)
        data = read_bytes(item, limit)
        after = state_of(item.path)
        if before == after and (after[0] == len(data) or after[0] == 0):
            return data, settled(after)
    raise ChangedError("changes while it is read", file=item.name, advice="run again when it is whole")
