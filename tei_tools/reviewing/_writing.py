"""Files of large documents are written by a process of their own, so that a key is answered meanwhile."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace

from tei_tools.reviewing import Reviewer
from tei_tools.reviewing._applying import Applied
from tei_tools.reviewing._documents import Work, written

# From this many characters of text on, writing takes longer than a key may wait.
_LARGE = 300_000


class Writer:
    """Writes files, the large ones in a process that is started when the first of them is written."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    def write(self, work: Work, length: int, reviewer: Reviewer, day: str) -> tuple[Applied, str] | None:
        """See :func:`tei_tools.reviewing._documents.written`; ``length`` is that of the text."""
        if length < _LARGE:
            return written(work, reviewer, day)
        import multiprocessing

        if self._pool is None:
            self._pool = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))
        try:
            return self._pool.submit(_write, work, reviewer, day).result()
        except (BrokenProcessPool, RuntimeError, OSError):
            # It was killed, or none can be started: then here, on the file as it is now.
            self._pool = None
            return written(work, reviewer, day)

    def close(self) -> None:
        """End the process."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


def _write(work: Work, reviewer: Reviewer, day: str) -> tuple[Applied, str] | None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the desk, which ends when all is written
    done = written(work, reviewer, day)
    return None if done is None else (replace(done[0], content=b""), done[1])
