"""A disk that fails when it is told to: put this folder first in PYTHONPATH.

``FAULTY_AT=n`` ends the process at its n-th call that changes the disk (``FAULTY_CALLS`` names which calls
count), before it is done. ``FAULTY_WHO`` is ``run`` or ``worker``. ``FAULTY_ALL`` ends every process of the
run with it. ``FAULTY_LOG`` keeps what was done, so that what was not synced can be thrown away
(:mod:`benchmarks.faults`). ``FAULTY_CLOCK`` sets the clock by so many seconds.
"""

from __future__ import annotations

import os
import signal
import sys

_CALLS = ("make_folder", "create", "write", "sync", "sync_folder", "rename", "keep", "name_if_free")


def _is_first() -> bool:
    """Whether no process has failed before, where only one is to (``FAULTY_ONCE`` is a file that says so)."""
    once = os.environ.get("FAULTY_ONCE")
    if not once:
        return True
    try:
        os.close(os.open(once, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return False
    return True


def _install() -> None:
    from tei_tools import _disk

    who = "worker" if "tei_tools.batch._worker" in sys.orig_argv else "run"
    at = int(os.environ.get("FAULTY_AT", "0")) if os.environ.get("FAULTY_WHO", who) == who else 0
    counted = os.environ.get("FAULTY_CALLS", ",".join(_CALLS)).split(",")
    log = os.environ.get("FAULTY_LOG")
    seen = 0
    paths: dict[int, str] = {}

    def note(*words: object) -> None:
        if log:
            line = "\t".join(map(str, words)) + "\n"
            descriptor = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            os.write(descriptor, line.encode("utf-8", "surrogateescape"))
            os.close(descriptor)

    def wrapped(name: str):  # type: ignore[no-untyped-def]
        real = getattr(_disk, name)

        def call(*words):  # type: ignore[no-untyped-def]
            nonlocal seen
            if name in counted:
                seen += 1
                if seen == at and _is_first():
                    if os.environ.get("FAULTY_ALL"):
                        os.killpg(0, signal.SIGKILL)
                    os._exit(137)
            kept = ""
            if log and name in ("rename", "name_if_free") and os.path.lexists(words[1]):
                kept = f"{log}.{seen}.{os.getpid()}.kept"
                try:
                    os.link(words[1], kept)
                except OSError:
                    kept = ""
            made = real(*words)
            if name == "create":
                paths[made] = str(words[0])
                note("create", words[0])
            elif name in ("sync", "write"):
                note(name, paths.get(words[0], ""))
            elif name in ("rename", "name_if_free", "keep"):
                note("rename", words[0], words[1], kept)
            else:
                note(name, words[0])
            return made

        return call

    for name in _CALLS:
        setattr(_disk, name, wrapped(name))


def _hurt() -> None:
    """Files that hurt whoever reads them, by their names."""
    from tei_tools import inputs

    real = inputs.read_bytes

    def read_bytes(item, *words, **more):  # type: ignore[no-untyped-def]
        content = real(item, *words, **more)
        if "segfault" in item.name:
            os.kill(os.getpid(), signal.SIGSEGV)
        if "leaves" in item.name:
            os._exit(3)
        if "slow" in item.name:
            import time

            time.sleep(120)
        if "hungry" in item.name:
            return b"".join(b"x" * 50_000_000 for _ in range(40))
        return content

    inputs.read_bytes = read_bytes


def _set_clock(seconds: int) -> None:
    import datetime
    import time

    real, real_ns = time.time, time.time_ns
    time.time = lambda: real() + seconds
    time.time_ns = lambda: real_ns() + seconds * 10**9

    class Day(datetime.datetime):
        @classmethod
        def now(cls, tz=None):  # type: ignore[no-untyped-def]
            return datetime.datetime.fromtimestamp(time.time(), tz)

    datetime.datetime = Day  # type: ignore[misc]


if os.environ.get("FAULTY_CLOCK"):
    _set_clock(int(os.environ["FAULTY_CLOCK"]))
if os.environ.get("FAULTY_FILES"):
    _hurt()
if os.environ.get("FAULTY_AT") or os.environ.get("FAULTY_LOG"):
    _install()
