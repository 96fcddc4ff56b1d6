"""The dates of HeidelTime (Strötgen and Gertz 2010) as proposals, on request, read from its TimeML.

``command`` starts HeidelTime's standalone version (``java -jar …/de.unihd.dbs.heideltime.standalone.jar``);
we add ``-l`` with the language, ``-t`` with ``type`` (``news``, ``narratives`` …), ``-dct`` with the
document's date, and a file with the text. ``timeout`` is in seconds. Its TimeML (``TIMEX3``) is held against
the text: what stands elsewhere, or nowhere, does not count.

Not tried with HeidelTime itself: the tests start a program of their own that writes TimeML.
"""

from __future__ import annotations

import html
import re
import shlex
from collections.abc import Iterable, Iterator
from pathlib import Path

from tei_tools.errors import UsageError
from tei_tools.sources import SourceDocument
from tei_tools.taggers import Context, Tag
from tei_tools.taggers._asking import number, run

ELEMENTS = ("date",)
AFTER: tuple[str, ...] = ()
ON_REQUEST = True

_LANGUAGES = {
    "en": "english", "de": "german", "fr": "french", "es": "spanish", "it": "italian", "nl": "dutch",
    "pt": "portuguese", "ru": "russian", "hr": "croatian", "zh": "chinese", "ar": "arabic",
    "vi": "vietnamese", "et": "estonian",
}  # fmt: skip
_TYPES = ("news", "narratives", "colloquial", "scientific")
_KNOWN = frozenset(("command", "type", "timeout"))
_CONFIDENCE = 0.85
_LARGEST = 100_000_000
_TIMEOUT = 600.0
_TIMEX = re.compile(r"<TIMEX3\b([^<>]{0,2000})>([^<]{0,2000})</TIMEX3>")
_ATTRIBUTE = re.compile(r"""([A-Za-z]{1,20})=(?:"([^"<>]{0,200})"|'([^'<>]{0,200})')""")
_SPACE = re.compile(r"\s+")
_TAG = re.compile(r"<[^<>]*>")
# So many characters before a date have to be the same, if they can; so far off it may be.
_LEAD, _SLACK = 12, 200
_MODIFIERS = {"APPROX": "~"}
_SEASONS = {"SP": "21", "SU": "22", "FA": "23", "AU": "23", "WI": "24"}
_QUARTERS = {"Q1": "33", "Q2": "34", "Q3": "35", "Q4": "36"}
_W3C = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_PERIOD = re.compile(r"(\d{4})-([A-Z][A-Z0-9])")


def tag(document: SourceDocument, context: Context) -> Iterable[Tag]:
    """A ``date`` for each ``TIMEX3`` that names a day, month, year, season, quarter, decade or century.
    Raises :class:`~tei_tools.errors.UsageError` where HeidelTime is not there, or fails.
    """
    import tempfile

    options = context.options
    unknown = sorted(set(options) - _KNOWN)
    if unknown:
        raise UsageError(
            f"heideltime.{unknown[0]} is no option of this tagger", advice="command, type, timeout"
        )
    said = options.get("command", ())
    command = shlex.split(said) if isinstance(said, str) else [str(each) for each in said]
    if not command:
        raise UsageError(
            "heideltime does not know how to start", advice="--option 'heideltime.command=java -jar …'"
        )
    kind = str(options.get("type", "news" if context.date else "narratives"))
    language = _LANGUAGES.get(context.language.split("-")[0].lower())
    if kind not in _TYPES or language is None:
        what = f"type {kind!r}" if kind not in _TYPES else f"language {context.language!r}"
        raise UsageError(f"HeidelTime has no {what}", advice=f"types: {', '.join(_TYPES)}")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "text.txt"
        file.write_text(document.text, encoding="utf-8")
        day = context.date if context.date and len(context.date) == 10 else None
        told = run(
            [*command, "-l", language, "-t", kind, *(("-dct", day) if day else ()), str(file)],
            b"",
            timeout=number(options, "timeout", _TIMEOUT, "heideltime"),
            largest=_LARGEST,
        )
    yield from read_timeml(told.decode("utf-8", "replace"), document.text)


def read_timeml(timeml: str, text: str) -> Iterator[Tag]:
    """The dates of a TimeML document over ``text``, in its order (TimeML 1.2.1, ``TIMEX3``).

    The words of each have to follow those of the one before; what is not found there is left out.
    """
    words, starts = _squeezed(text)
    position = reached = 0
    for found in _TIMEX.finditer(timeml):
        wanted = _plain(found[2]).strip()
        between = _plain(timeml[reached : found.start()])
        reached = found.end()
        place = _next(words, wanted, between, position)
        if place is None or not wanted:
            continue
        position = place + len(wanted)
        attributes = {one[1]: html.unescape(one[2] or one[3] or "") for one in _ATTRIBUTE.finditer(found[1])}
        value = _value(attributes)
        if value is not None:
            yield Tag(starts[place], starts[position - 1] + 1, "date", value, _CONFIDENCE, "heideltime")


def _squeezed(text: str) -> tuple[str, list[int]]:
    """The text with each run of white space one space, and where each character of that stands."""
    kept: list[str] = []
    starts: list[int] = []
    for place, character in enumerate(text):
        if character.isspace():
            if kept and kept[-1] == " ":
                continue
            character = " "
        kept.append(character)
        starts.append(place)
    return "".join(kept), starts


def _plain(timeml: str) -> str:
    return _SPACE.sub(" ", html.unescape(_TAG.sub("", timeml)))


def _next(words: str, wanted: str, between: str, position: int) -> int | None:
    """Where ``wanted`` stands after ``position``, as far from it as the words ``between`` are long."""
    last = position + len(between) + len(wanted) + _SLACK
    before = between[-_LEAD:]
    place = words.find(before + wanted, max(0, position - len(before)), last)
    if place >= 0:
        return place + len(before)
    place = words.find(wanted, position, last)
    return place if place >= 0 else None


def _value(attributes: dict[str, str]) -> dict[str, str] | None:
    """TEI's attributes for a ``TIMEX3``, or ``None`` for what is no date of ours (durations, sets, times)."""
    if attributes.get("type") != "DATE":
        return None
    value = attributes.get("value", "")
    doubt = _MODIFIERS.get(attributes.get("mod", ""), "")
    if _W3C.fullmatch(value):
        return {"when": value} if not doubt else _custom(f"{value}{doubt}")
    period = _PERIOD.fullmatch(value)
    if period:
        number = (_SEASONS | _QUARTERS).get(period[2])
        return _custom(f"{period[1]}-{number}{doubt}") if number else {}
    if re.fullmatch(r"\d{3}|\d{2}", value):
        return _custom(value.ljust(4, "X"))
    if re.fullmatch(r"BC\d{4}", value):
        return {"when": f"-{int(value[2:]) - 1:04d}"} if int(value[2:]) > 1 else {"when": "0000"}
    return {}


def _custom(edtf: str) -> dict[str, str]:
    return {"when-custom": edtf, "datingMethod": "#edtf"}
