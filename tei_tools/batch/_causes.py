"""Why a step of an input failed, in one word, and whether trying again can help.

What fails for good (a damaged file) is skipped by the next runs until the file or the step changes; what may
pass (a full disk, a lost connection) is tried again by the next run.
"""

from __future__ import annotations

import errno

from tei_tools.errors import InternalError, TeiToolsError, UnreadableError, UnwritableError, UsageError

__all__ = ["ADVICE", "PASSING", "ChangedError", "UnreachableError", "cause_of", "group_of"]


class UnreachableError(UnreadableError):
    """An input at an address that can't be reached now."""


class ChangedError(UnreadableError):
    """An input that somebody writes at this moment."""


ADVICE = {
    "unreachable": "see that the address can be reached, then run the same again",
    "unreadable": "mend or replace the file; the next run takes it up by itself",
    "taken": "rename one of the two, or write them into different folders",
    "exists": "give --force (replace = true) to replace it, or name another folder",
    "unwritable": "mend the output folder, then run the same again",
    "full": "make room, then run the same again",
    "timeout": "give more time with --timeout, or leave the file out",
    "memory": "give more memory with --memory, or split the file",
    "crash": "the file brings a library down: keep it out, and please report it",
    "lost": "its worker was killed from outside; run the same again",
    "changed": "the file changed while it was read; run the same again",
    "invalid": "correct the faults that validation found (batch explain FILE tells them)",
    "usage": "mend the plan",
    "internal": "please report it; the other files are not touched by it",
}
"""What to do about each cause."""

PASSING = frozenset(
    ("full", "unreachable", "lost", "changed", "unwritable", "exists", "taken", "usage", "gone")
)


def cause_of(fault: BaseException) -> str:
    """The cause of a fault that a step raised."""
    if isinstance(fault, MemoryError):
        return "memory"
    if isinstance(fault, UnwritableError):
        source = fault.__cause__
        if isinstance(source, OSError) and source.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            return "full"
        return "exists" if fault.what == "exists already" else "unwritable"
    if isinstance(fault, InternalError):
        return "internal"
    if isinstance(fault, UnreachableError):
        return "unreachable"
    if isinstance(fault, ChangedError):
        return "changed"
    if isinstance(fault, UsageError):
        return "usage"
    return "unreadable" if isinstance(fault, TeiToolsError) else "internal"


def group_of(message: str) -> str:
    """A message without what is only this file's: failures of one kind have the same."""
    import re

    return re.sub(r"\d[\d,.]*", "N", re.sub(r"'[^']*'|\"[^\"]*\"|\([^()]*\)", "…", message))[:200]
