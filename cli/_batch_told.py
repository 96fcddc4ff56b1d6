"""What a run tells while it goes on: lines, progress on a terminal, one line a minute in a log, JSON."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TextIO

import click

if TYPE_CHECKING:
    from tei_tools.batch._plan import Plan

_MINUTE = 60.0
_PATIENCE = 1.0
_LOOK = 0.25


class Told:
    """Hears the events of a run and tells them in the form that fits."""

    def __init__(self, *, quiet: bool, as_json: bool) -> None:
        self.quiet = quiet
        self.as_json = as_json
        self.begun = time.monotonic()
        self.looked = self.begun
        self.done = 0
        self.skipped = 0
        self.faults: Counter[str] = Counter()
        self.at: dict[int, tuple[str, float]] = {}
        self.total: int | None = None
        self._display: Any = None
        self._is_terminal = sys.stderr.isatty() and not quiet and not as_json

    def hear(self, what: str, said: dict[str, Any]) -> None:
        """Take an event."""
        if what == "at":
            self.at[said["worker"]] = (said["name"], said["since"])
        elif what == "gone":
            self.at.pop(said["worker"], None)
        elif what == "skipped":
            self.skipped += 1
        elif what == "input":
            self.done += 1
            for worker in [each for each, (name, _) in self.at.items() if name == said["name"]]:
                del self.at[worker]
            if said["state"] != "done":
                self.faults[said["state"]] += 1
            elif said["code"]:
                self.faults["invalid"] += 1
        if self.as_json:
            self._event(what, said)
        elif what == "line":
            self._line(said["line"])
        if what == "end":
            self.close()
        elif what in ("tick", "input", "skipped"):
            self._look()

    def count(self, plan: Plan) -> None:
        """Count the inputs meanwhile, where somebody looks on: that tells how long it will take."""
        if not self._is_terminal:
            return
        import threading

        def counted() -> None:
            from tei_tools.batch._discovery import found

            with contextlib.suppress(Exception):  # what is wrong with them is told by the run
                self.total = sum(1 for _ in found(plan))

        threading.Thread(target=counted, daemon=True).start()

    def close(self) -> None:
        """Take the display away."""
        if self._display is not None:
            self._display.stop()
            self._display = None

    def _event(self, what: str, said: dict[str, Any]) -> None:
        if what in ("tick", "skipped"):
            return
        said = {key: value for key, value in said.items() if key != "since"}
        with heard(sys.stdout):
            click.echo(json.dumps({"event": what, **said}, ensure_ascii=False))
            sys.stdout.flush()

    def _line(self, line: str) -> None:
        line = one_line(line)
        if self._display is not None:
            self._display.console.print(line, markup=False, highlight=False, soft_wrap=True)
        else:
            with heard(sys.stderr):
                click.echo(line.encode("utf-8", "backslashreplace").decode(), err=True)

    def _look(self) -> None:
        now = time.monotonic()
        if self.quiet or self.as_json:
            return
        if not self._is_terminal:
            if now - self.looked >= _MINUTE:
                self.looked = now
                with heard(sys.stderr):
                    click.echo(self.said(now), err=True)
            return
        if now - self.looked < _LOOK or now - self.begun < _PATIENCE:
            return
        self.looked = now
        if self._display is None:
            from rich.console import Console
            from rich.live import Live

            self._display = Live(console=Console(stderr=True), transient=True, auto_refresh=False)
            self._display.start()
        from rich.text import Text

        self._display.update(Text(self.said(now), no_wrap=True, overflow="ellipsis"), refresh=True)

    def said(self, now: float) -> str:
        """Files, rate, time left, faults so far by kind, the slowest now, in one line."""
        took = max(now - self.begun, 1e-3)
        rate = self.done / took
        of = f" of {self.total:,}" if self.total else ""
        parts = [f"{self.done + self.skipped:,}{of} files", f"{rate:.1f}/s"]
        if self.total and rate:
            parts.append(f"{_clock((self.total - self.done - self.skipped) / rate)} left")
        if self.skipped:
            parts.append(f"{self.skipped:,} unchanged")
        parts += [f"{kind}: {number:,}" for kind, number in sorted(self.faults.items())]
        if self.at:
            name, since = min(self.at.values(), key=lambda each: each[1])
            if now - since > _PATIENCE:
                parts.append(f"slowest now: {name} ({now - since:.0f} s)")
        return " · ".join(parts)


@contextlib.contextmanager
def heard(stream: TextIO) -> Iterator[None]:
    """Tell something; where nobody hears it any more (a supervisor that ended, a log on a full disk),
    the run goes on all the same, in silence.
    """
    try:
        yield
    except OSError:
        with contextlib.suppress(OSError, ValueError):  # no descriptor of its own
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def one_line(text: str) -> str:
    """The text in one line, whatever names it has."""
    return text.replace("\r", "\\r").replace("\n", "\\n")


def _clock(seconds: float) -> str:
    hours, rest = divmod(max(0, int(seconds)), 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}"
