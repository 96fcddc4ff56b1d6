"""Whether two dates, or two speakers, are the same."""

from __future__ import annotations

import re

from tei_tools.records._edtf import NotEdtfError, bounds

_TITLES = frozenset(
    "mr mrs ms miss dr sir lady lord the a an of and st saint rev prof professor president senator gov "
    "governor capt captain col colonel".split()
)


def same_date(gold: tuple[str, ...], found: tuple[str, ...]) -> bool:
    """Whether the dates are the same days: ``1999-06`` is ``1999-06-01/1999-06-30``. Any value of each will
    do; how certain or exact a date is said to be (``?``, ``~``, ``%``) and the time of day are left aside.
    """
    ours = {_days(value) for value in found}
    return any(_days(value) in ours for value in gold)


def same_speaker(gold: tuple[str, ...], found: tuple[str, ...]) -> bool:
    """Whether the names of one are among the names of the other, titles left aside."""
    ours = [words for name in found if (words := _words(name))]
    return any(words and (words <= other or other <= words) for words in map(_words, gold) for other in ours)


def _days(value: str) -> object:
    plain = re.sub(r"T[\d:.+Z-]*", "", re.sub(r"[~?%]", "", value.strip()))
    if plain.startswith("[") and plain.endswith("]"):
        plain = plain[1:-1].replace("..", "/")
    try:
        return bounds(plain)
    except NotEdtfError:
        return plain


def _words(name: str) -> frozenset[str]:
    plain = re.sub(r"-\d+$", "", name.replace("_", " "))
    words = [word for word in re.findall(r"[^\W_]+", plain.casefold()) if word != "s"]
    return frozenset([word for word in words if word not in _TITLES] or words)
