"""Regular expressions that are compiled when they are first asked, not when their module is read: most texts
have no shelf-mark and no statute, and a hundred patterns take longer to compile than a short text to encode.
"""

from __future__ import annotations

import re
from typing import Any, cast

__all__ = ["late"]


class _Late:
    """Stands for a pattern until one of its methods is asked for."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        # Only what is not there yet comes here; from then on the pattern's own method is taken.
        found = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, found)
        return found


def late(source: str, flags: int | re.RegexFlag = 0) -> re.Pattern[str]:
    """The pattern of this source, compiled when it is first used; as ``re.compile`` otherwise.

    A source that is no regular expression is told only then.
    """
    return cast("re.Pattern[str]", _Late(source, int(flags)))
