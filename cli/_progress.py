"""The one progress display: a bar on a terminal's standard error, from the first second of work on."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sized
from types import TracebackType
from typing import Self, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

T = TypeVar("T")
_PATIENCE = 1.0


class Bar:
    """Counts items as they are taken; shows itself only when they take longer than a second."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._progress: Progress | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._progress:
            self._progress.stop()

    def shown(self, items: Iterable[T]) -> Iterable[T]:
        """The items, counted each time that they are gone through."""
        return _Counted(self, items)

    def over(self, items: Iterable[T]) -> Iterator[T]:
        """The items, counted."""
        total = len(items) if isinstance(items, Sized) else None
        begun = time.monotonic()
        task = None if self._progress is None else self._progress.add_task(self._what, total=total)
        for done, item in enumerate(items):
            if self._progress is None and time.monotonic() - begun > _PATIENCE:
                self._progress = Progress(
                    TextColumn("{task.description}"),
                    BarColumn(),
                    MofNCompleteColumn(),
                    TimeElapsedColumn(),
                    console=Console(stderr=True),
                    transient=True,
                )
                self._progress.start()
                task = self._progress.add_task(self._what, total=total)
            if self._progress is not None and task is not None:
                self._progress.update(task, completed=done)
            yield item


class _Counted(Iterable[T]):
    def __init__(self, bar: Bar, items: Iterable[T]) -> None:
        self._bar = bar
        self._items = items

    def __iter__(self) -> Iterator[T]:
        return self._bar.over(self._items)
