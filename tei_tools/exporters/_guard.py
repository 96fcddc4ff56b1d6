"""Guarding free text against spreadsheets that run it as a formula, reversibly.

A cell that begins with one of ``= + - @``, a tab or a carriage return (or their full-width forms) is run by
spreadsheets (OWASP, "CSV Injection"). An apostrophe before it stops that. So that the guard can be taken
off again, a cell that begins with apostrophes before such a sign gets one more.
"""

from __future__ import annotations

import re

_FIRST = frozenset("'=+-@\t\r＝＋－＠")
_RUN = re.compile("'*[=+\\-@\t\r＝＋－＠]")


def guarded(cell: str) -> str:
    """The cell with an apostrophe before it if it needs one."""
    return f"'{cell}" if cell[:1] in _FIRST and _RUN.match(cell) else cell


def unguarded(cell: str) -> str:
    """What :func:`guarded` was given."""
    return cell[1:] if cell.startswith("'") and _RUN.match(cell) else cell
