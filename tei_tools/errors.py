"""What can go wrong because of a file or a user, as values that print in one line.

Every one of them carries the exit code that a command ends with:

==== ==========================================================================
0    all is well
1    ``validate`` has findings
2    wrong use (an unknown option, a missing argument, a bad settings file)
3    an input could not be read (missing, binary, malformed, too large, unsafe)
4    an output could not be written (exists already, no permission, disk full)
70   a fault of the program itself (please report it)
130  stopped by the user (Ctrl-C)
==== ==========================================================================
"""

from __future__ import annotations


class TeiToolsError(Exception):
    """A fault that a person can act on: where, what, and what to do.

    ``str()`` gives one line ``file:line:column: what; what to do`` with the parts that are known.
    ``line`` and ``column`` count from 1.
    """

    exit_code = 2

    def __init__(
        self,
        what: str,
        *,
        file: str | None = None,
        line: int | None = None,
        column: int | None = None,
        advice: str | None = None,
    ) -> None:
        super().__init__(what)
        self.what = what
        self.file = file
        self.line = line
        self.column = column
        self.advice = advice

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        said = f"{self.what}; {self.advice}" if self.advice else self.what
        text = f"{place}: {said}" if place else said
        return " ".join(text.split())

    def __reduce__(self) -> tuple[object, ...]:
        return (_again, (type(self), self.what, self.file, self.line, self.column, self.advice))


def _again(
    kind: type[TeiToolsError],
    what: str,
    file: str | None,
    line: int | None,
    column: int | None,
    advice: str | None,
) -> TeiToolsError:
    return kind(what, file=file, line=line, column=column, advice=advice)


class UsageError(TeiToolsError):
    """The call's own words are wrong: exit code 2."""

    exit_code = 2


class RestrictedError(UsageError):
    """A document whose ``availability`` is restricted, without leave to export it: exit code 2."""


class UnreadableError(TeiToolsError):
    """An input that cannot be read: exit code 3."""

    exit_code = 3


class UnwritableError(TeiToolsError):
    """An output that cannot be written: exit code 4. Nothing is left under its final name."""

    exit_code = 4


class InternalError(TeiToolsError):
    """A fault of the program itself, met while it worked on an input: exit code 70."""

    exit_code = 70


class MissingExtraError(UsageError):
    """A feature whose optional dependencies are not installed; names the extra to install."""

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(
            f"{feature} needs an optional part that is not installed",
            advice=f"install it with: pip install 'tei-tools[{extra}]'",
        )
        self.feature = feature
        self.extra = extra

    def __reduce__(self) -> tuple[object, ...]:
        return (MissingExtraError, (self.feature, self.extra))
