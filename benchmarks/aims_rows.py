"""A row of the table of aims, and the table as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["Row", "lines_of", "pair", "skipped"]


@dataclass(frozen=True, slots=True)
class Row:
    """What is measured, what known tools reach, the aim, what was reached, how, and whether that is the aim
    (``None`` where nothing was aimed at or nothing could be measured).
    """

    what: str
    known: str
    aim: str
    reached: str
    how: str
    met: bool | None = None


def skipped(what: str, known: str, aim: str, why: str) -> Row:
    """A row that could not be measured."""
    return Row(what, known, aim, "", f"not measured: {why}")


def pair(figures: Sequence[float | None]) -> str:
    """Figures as ``.78 / .84``; to the third place, so that nothing is rounded up to an aim."""
    return " / ".join("–" if each is None else f"{each:.3f}".removeprefix("0") for each in figures)


def at_least(figures: Sequence[float | None], aims: Sequence[float]) -> bool:
    """Whether each figure reaches its aim."""
    return all(figure is not None and figure >= aim for figure, aim in zip(figures, aims, strict=True))


def lines_of(rows: Iterable[Row]) -> list[str]:
    """The table."""
    told = {True: "yes", False: "no", None: "–"}
    lines = [
        "| what | known tools | aim | reached | met | how it was measured |",
        "|---|---|---|---|---|---|",
    ]
    return lines + [
        f"| {row.what} | {row.known} | {row.aim} | {row.reached} | {told[row.met]} | {row.how} |"
        for row in rows
    ]
