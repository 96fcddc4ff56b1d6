"""Characters: what a declaration of the encoding says and the bytes don't, what is not in normal form, what
only one font or one machine knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tei_tools.validation._document import Document
from tei_tools.validation._paths import TEI_NAMESPACE

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.validation import Finding

CODES = {
    "TEI-CHR-001": "characters of a private use area that the header does not describe",
    "TEI-CHR-002": "control characters, or places where a character was lost",
    "TEI-CHR-003": "text that is not in Unicode's normal form C",
    "TEI-CHR-004": "a declared encoding that the bytes belie, or text that was read in a wrong one",
}
CHAPTER = "5 Characters, Glyphs, and Writing Modes; vi. Languages and Character Sets"
HELP = {
    "TEI-CHR-001": (
        "<p>\ue001 words</p>",
        "Such a character means nothing outside the project. Describe it in `charDecl` (`char` with a "
        "`mapping`), and write `g` with `@ref` in the text.",
    ),
    "TEI-CHR-002": (
        "<p>lost: \ufffd</p>",
        "U+0080 to U+009F mostly come from text in Windows-1252 read as ISO 8859-1; U+FFFD stands for "
        "a character that was lost: look at the source. Nothing of the kind belongs into a text.",
    ),
    "TEI-CHR-003": (
        "<p>cafe\u0301</p>",
        "One letter is written in two ways, and searching finds only one. Normalise the file to NFC, if no "
        "editorial reason speaks against it.",
    ),
    "TEI-CHR-004": (
        "<p>GrÃ¼ÃŸe</p>",
        "The text was saved in one encoding and read in another. Take it from its source again, and declare "
        "the encoding that it has (UTF-8 best).",
    ),
}

_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
# Controls of C1, the replacement character, what Unicode says is no character.
_LOST = "\x7f-\x84\x86-\x9f\ufffd\ufdd0-\ufdef\ufffe\uffff"
_ODD = re.compile(f"[{_PRIVATE}{_LOST}]")
_IS_PRIVATE = re.compile(f"[{_PRIVATE}]")
_REFERENCE = re.compile(r"&#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}));")
# UTF-8 read as Windows-1252 or ISO 8859-1: a first byte of two or three, and what may follow.
_MISREAD = re.compile(
    "Ã[\x80-\xbf\u0152-\u0178\u2013-\u203a€™]|â€[\x80-\xbf\u0152-\u2122]|Â[\xa0-\xbf](?![\\w])"
)
_SINGLE_BYTE = re.compile(
    rb"""<\?xml\s[^>]*?encoding\s*=\s*["'](iso[-_]?8859-?\d+|windows-\d+|latin-?\d|us-ascii)["']""", re.I
)
# First bytes, in UTF-8, of characters that may be odd or out of normal form; all others are looked for by
# themselves. Most files have none of these, and need not be looked at character by character.
_MAY_BE_ODD = bytes((0x7F, 0xCC, 0xCD, 0xD2, *range(0xD6, 0xE2), *range(0xE3, 0xF5)))
_SURELY_NOT = bytes(set(range(256)).difference(_MAY_BE_ODD))
_MAY_BE_ODD_TOO = re.compile(
    rb"\xc2[\x80-\x9f]|\xce\x87|\xe2(?:\x80[\x80\x81]|\x84[\xa6\xaa\xab]|\x8c[\xa9\xaa]|\xab\x9c)|\xc3[\x82\x83\xa2]"
)
_DESCRIBED = tuple(f"{{{TEI_NAMESPACE}}}{name}" for name in ("charDecl", "char", "glyph", "g"))
# So many different characters are told by themselves.
_MOST_TOLD = 10


def check(tree: etree._ElementTree) -> Iterator[Finding]:
    """Nothing: the characters of a file are in its bytes."""
    return iter(())


def check_document(document: Document) -> Iterator[Finding]:
    """At most a few warnings for each kind, each with the first place and how many there are."""
    if not document.data or document.embedded:
        return
    if document.data.isascii():
        if b"&#" not in document.data:
            return
        yield from _odd(document, document.text())
        return
    if _is_plain(document.data):
        return
    text = document.text()
    belied = _belied(document, text)
    if belied is not None:
        yield belied
        return
    yield from _odd(document, text)
    yield from _not_normal(document, text)
    yield from _misread(document, text)


def _is_plain(data: bytes) -> bool:
    """Whether a file in UTF-8 surely has nothing that is told here, seen from its bytes."""
    if b"&#" in data or _SINGLE_BYTE.match(data[:400]) or data.startswith((b"\xff", b"\xfe", b"\xef")):
        return False
    return not data.translate(None, _SURELY_NOT) and not _MAY_BE_ODD_TOO.search(data)


def _odd(document: Document, text: str) -> Iterator[Finding]:
    first: dict[str, int] = {}
    times: dict[str, int] = {}
    for match in _ODD.finditer(text):
        first.setdefault(match[0], match.start())
        times[match[0]] = times.get(match[0], 0) + 1
    if "&#" in text:
        for match in _REFERENCE.finditer(text):
            point = int(match[1], 16) if match[1] else int(match[2])
            if point <= 0x10FFFF and _ODD.match(character := chr(point)):
                first[character] = min(first.get(character, len(text)), match.start())
                times[character] = times.get(character, 0) + 1
    if not first:
        return
    described = _described(document) if any(map(_IS_PRIVATE.match, first)) else frozenset()
    told = [each for each in first if each not in described]
    for character in told[:_MOST_TOLD]:
        is_private = bool(_IS_PRIVATE.match(character))
        kind = "of a private use area" if is_private else "no character of a text"
        if character == "\ufffd":
            kind = "in the place of a character that was lost"
        yield _at(
            document,
            text,
            first[character],
            "TEI-CHR-001" if is_private else "TEI-CHR-002",
            f"U+{ord(character):04X} is {kind}{_often(times[character])}",
            "describe it in charDecl, and write g" if is_private else "look at the source",
        )
    if len(told) > _MOST_TOLD:
        rest = told[_MOST_TOLD:]
        yield _at(
            document,
            text,
            first[rest[0]],
            "TEI-CHR-001" if _IS_PRIVATE.match(rest[0]) else "TEI-CHR-002",
            f"{len(rest)} more such characters, this the first of them",
            "",
        )


def _described(document: Document) -> frozenset[str]:
    """The characters that stand in descriptions of characters."""
    found: set[str] = set()
    for element in document.tree.iter(*_DESCRIBED):
        found.update("".join(map(str, element.itertext())))
    return frozenset(found)


def _not_normal(document: Document, text: str) -> Iterator[Finding]:
    from unicodedata import is_normalized, normalize

    if is_normalized("NFC", text):
        return
    lines = 0
    place = at = 0
    for line in text.split("\n"):
        if not is_normalized("NFC", line):
            lines += 1
            if lines == 1:
                normal = normalize("NFC", line)
                pairs = zip(line, normal, strict=False)
                at = place + next((n for n, (one, other) in enumerate(pairs) if one != other), 0)
        place += len(line) + 1
    yield _at(
        document,
        text,
        at,
        "TEI-CHR-003",
        f"the text is not in Unicode's normal form C{_often(lines, 'lines')}",
        "normalise it to NFC",
    )


def _belied(document: Document, text: str) -> Finding | None:
    """The finding of a declared one-byte encoding where the bytes are UTF-8."""
    data = document.data or b""
    declared = _SINGLE_BYTE.match(data[:400])
    if declared is None:
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    name = declared[1].decode("ascii")
    at = next((place for place, byte in enumerate(data) if byte > 127), 0)
    what = f"the file declares {name}, and its bytes are UTF-8"
    return _at(document, text, at, "TEI-CHR-004", what, 'write encoding="UTF-8"')


def _misread(document: Document, text: str) -> Iterator[Finding]:
    places = [match.start() for match in _MISREAD.finditer(text)]
    if places:
        yield _at(
            document,
            text,
            places[0],
            "TEI-CHR-004",
            f"{text[places[0] : places[0] + 3]!r} looks like UTF-8 that was read in another encoding"
            f"{_often(len(places))}",
            "take the text from its source again",
        )


def _at(document: Document, text: str, place: int, code: str, what: str, to_do: str) -> Finding:
    """A warning at a character of the file: its line and column are known."""
    from tei_tools.validation import Finding

    line = text.count("\n", 0, place) + 1
    column = place - text.rfind("\n", 0, place)
    path = document.paths.of(document.tree.getroot())
    return Finding(code, "warning", "", line, column, path, what, (), to_do)


def _often(times: int, what: str = "places") -> str:
    return f" ({times} {what})" if times > 1 else ""
