"""The lock of a ledger: one run at a time, and none left behind by a run that was killed.

The lock is the system's own (``flock``), on a file beside the ledger; it ends with the process that holds it,
however that ends. The file says which process that is, and stays.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

from tei_tools.errors import UnwritableError, UsageError

__all__ = ["Lock", "is_held"]

# Who asks whether it is held holds it for a moment; a process that was killed may take a moment to go.
_TRIES, _PAUSE = 20, 0.02


class Lock:
    """The lock at ``path``, held until :meth:`free`. Raises :class:`~tei_tools.errors.UsageError` where
    another run holds it.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as fault:
            raise UnwritableError(f"can't be locked: {fault.strerror}", file=str(path)) from fault
        tries = _TRIES
        while not (is_ours := _taken(self._descriptor)) and tries:
            tries -= 1
            time.sleep(_PAUSE)
        if not is_ours:
            who = os.read(self._descriptor, 20).decode("ascii", "replace").strip()
            os.close(self._descriptor)
            raise UsageError(
                f"another run is at work on this ledger (process {who or 'unknown'})",
                file=str(path.parent),
                advice="wait for its end (tei-tools batch status shows it), or name another folder with -o",
            )
        try:
            os.ftruncate(self._descriptor, 0)
            os.pwrite(self._descriptor, f"{os.getpid()}\n".encode(), 0) if hasattr(os, "pwrite") else None
        except OSError:  # a full disk: the lock holds without the number
            pass

    def free(self) -> None:
        """Let it go."""
        os.close(self._descriptor)


def is_held(path: Path) -> bool:
    """Whether a run is at work."""
    try:
        descriptor = os.open(path, os.O_RDWR)
    except OSError:
        return False
    try:
        return not _taken(descriptor)
    finally:
        os.close(descriptor)


def _taken(descriptor: int) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
