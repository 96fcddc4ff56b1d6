"""Bytes → characters: the encoding found, the characters that XML forbids left out, and both said.

The order of evidence is that of the WHATWG Encoding Standard (§ 6, "decode") and HTML (§ 13.2.3.2): a
byte-order mark,
then what the file itself declares, then what the bytes allow. Windows-1252 stands for Latin-1, as there.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from tei_tools.errors import UnreadableError
from tei_tools.sources import Dropped
from tei_tools.sources._older_encodings import older_encoding

__all__ = ["FORBIDDEN", "Decoded", "decode", "without_forbidden"]

# XML 1.0 (fifth edition) § 2.2, production [2] Char, turned round. U+000B and U+000C are not XML characters
# either,
# but they are white space of a text: they part words and pages, so they are read as white space, not left
# out.
FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FEEDS = re.compile("[\x0b\x0c]")

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32, little-endian"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32, big-endian"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16, little-endian"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16, big-endian"),
)

# Formats that people point a text tool at, by their first bytes.
_OTHER_FORMATS = (
    (b"%PDF-", "a PDF file"),
    (b"{\\rtf", "an RTF file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Office file (DOC, XLS, PPT)"),
    (b"\x89PNG\r\n\x1a\n", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF87a", "a picture (GIF)"),
    (b"GIF89a", "a picture (GIF)"),
    (b"II*\x00", "a picture (TIFF)"),
    (b"MM\x00*", "a picture (TIFF)"),
    (b"AT&TFORM", "a DjVu file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
)
_ZIP_CONTENTS = (
    (b"mimetypeapplication/epub+zip", "an EPUB book"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "an ODT document"),
    (b"mimetypeapplication/vnd.oasis.opendocument", "an OpenDocument file"),
    (b"word/", "a DOCX document"),
    (b"xl/", "an XLSX table"),
    (b"ppt/", "a PPTX presentation"),
)
# Those that a reader of this room reads under their own name.
_READ_BY = {
    "a PDF file": "pdf",
    "an RTF file": "rtf",
    "an EPUB book": "epub",
    "an ODT document": "odt",
    "a DOCX document": "docx",
}
_SAVE_AS_TEXT = "save its text as plain text, Markdown or HTML and encode that"


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a file, the name of their encoding, what the header has to say, what was left out.

    ``text`` may hold U+000B and U+000C, which are white space to every reader; nothing else that XML forbids.
    """

    text: str
    encoding: str
    notes: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] = ()


def decode(data: bytes, name: str, *, declared: str | None = None) -> Decoded:
    """The characters of ``data``; ``declared`` is the encoding that the file says it has.

    Raises :class:`UnreadableError` for empty and binary data and for formats that are not text.
    """
    other = _other_format(data)
    if other:
        own = _READ_BY.get(other)
        advice = f"give it the ending .{own} or say --format {own}" if own else _SAVE_AS_TEXT
        raise UnreadableError(f"this is {other}, which cannot be read as text", file=name, advice=advice)
    text, encoding, notes = _characters(data, name, declared)
    text, dropped, more_notes = without_forbidden(text)
    left_out = sum(int(one.words.partition(" ")[0]) for one in dropped)
    if left_out > 8 and left_out > len(text) / 50:
        raise UnreadableError("this is binary data, not text", file=name, advice=_SAVE_AS_TEXT)
    if not text or text.isspace() or not text.strip("\ufeff\u200b\u2060 \t\r\n\x0b\x0c\xa0"):
        raise UnreadableError(
            "the file is empty or holds only white space", file=name, advice="give a file with text"
        )
    return Decoded(text, encoding, (*notes, *more_notes), dropped)


def without_forbidden(text: str) -> tuple[str, tuple[Dropped, ...], tuple[str, ...]]:
    """``text`` without the characters that XML 1.0 forbids, and how many of them there were."""
    clean, count = FORBIDDEN.subn("", text)
    feeds = len(_FEEDS.findall(clean))
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[str, ...] = ()
    if count:
        kinds = sorted({f"U+{ord(one):04X}" for one in FORBIDDEN.findall(text)})
        listed = ", ".join(kinds[:5]) + (" and others" if len(kinds) > 5 else "")
        dropped = (Dropped(f"{count} characters", f"characters that XML 1.0 forbids ({listed})"),)
        notes = (f"Left out: {_counted(count, 'character')} that XML 1.0 forbids ({listed}).",)
    if feeds:
        pages = _counted(feeds, "form feed or vertical tab", "form feeds or vertical tabs")
        notes = (*notes, f"Read as white space: {pages}.")
    return clean, dropped, notes


def _counted(count: int, one: str, many: str | None = None) -> str:
    return f"1 {one}" if count == 1 else f"{count} {many or one + 's'}"


def _other_format(data: bytes) -> str | None:
    for magic, what in _OTHER_FORMATS:
        if data.startswith(magic):
            return what
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "a picture (WebP)"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        for inside, what in _ZIP_CONTENTS:
            if inside in data[:200] or inside in data[:65536] or inside in data[-65536:]:
                return what
        return "a zip archive"
    return None


def _characters(data: bytes, name: str, declared: str | None) -> tuple[str, str, tuple[str, ...]]:
    for mark, encoding, said in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            body = data[len(mark) :]
            if encoding == "utf-8":
                return _utf_8(body, name)
            text = _utf_16(body, encoding, name)
            return text, encoding, (f"The file is in {said} (byte-order mark); it was read as such.",)
    if b"\x00" in data:
        for encoding, said in (("utf-16-le", "UTF-16, little-endian"), ("utf-16-be", "UTF-16, big-endian")):
            text_or_none = _likely_utf_16(data, encoding)
            if text_or_none is not None:
                return text_or_none, encoding, (f"The file has no byte-order mark; it was read as {said}.",)
        where = data.index(b"\x00")
        raise UnreadableError(
            f"this is binary data, not text (NUL byte at byte {where})", file=name, advice=_SAVE_AS_TEXT
        )
    if declared:
        read = _declared(data, declared)
        if read is not None:
            return read
    return _utf_8(data, name)


def _utf_16(data: bytes, encoding: str, name: str) -> str:
    try:
        text = data.decode(encoding, "surrogatepass")
    except UnicodeDecodeError as fault:
        if fault.reason != "truncated data":
            raise UnreadableError(
                f"the byte-order mark says {encoding}, the bytes are not", file=name, advice=_SAVE_AS_TEXT
            ) from None
        text = data[: fault.start].decode(encoding, "surrogatepass")
    if "\x00" in text:
        raise UnreadableError("this is binary data, not text", file=name, advice=_SAVE_AS_TEXT)
    return text


def _likely_utf_16(data: bytes, encoding: str) -> str | None:
    """``data`` in this encoding when that gives words: spaces or line ends, no NUL, nearly all characters
    assigned.
    """
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    if "\x00" in text:
        return None
    sample = text[:20000]
    spaces = sum(sample.count(one) for one in " \n")
    swapped = sum(sample.count(one) for one in "\u2000\u0a00")
    ascii_letters = sum(1 for one in sample if " " <= one <= "~")
    odd = sum(
        1 for one in sample if unicodedata.category(one) in ("Cn", "Co", "Cc") and one not in "\t\n\r\x0b\x0c"
    )
    if odd * 50 > len(sample) or swapped > spaces:
        return None
    return text if spaces or ascii_letters * 2 > len(sample) else None


def _declared(data: bytes, declared: str) -> tuple[str, str, tuple[str, ...]] | None:
    try:
        encoding = codecs.lookup(declared.strip()).name
    except (LookupError, ValueError):
        return None
    if encoding in ("iso8859-1", "ascii"):
        encoding = "cp1252"
    if (
        encoding.startswith(("utf-8", "utf-16", "utf-32", "utf-7", "idna", "punycode"))
        or "escape" in encoding
    ):
        # no byte-order mark and no NUL bytes: a page that says UTF-16 here is UTF-8 (HTML § 13.2.3.3)
        return None
    try:
        data.decode("utf-8")
        if not data.isascii():
            return None  # a legacy label on bytes that are valid UTF-8 is nearly always wrong
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode(encoding)
    except (UnicodeError, LookupError):
        return None
    if data.isascii() and text == data.decode("ascii"):
        return text, "utf-8", ()
    return text, _public_name(encoding), (f"The file is in {_public_name(encoding)}, as it says itself.",)


def _utf_8(data: bytes, name: str) -> tuple[str, str, tuple[str, ...]]:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _not_quite_utf_8(data, name)
    if "\x00" in text:
        raise UnreadableError("this is binary data, not text", file=name, advice=_SAVE_AS_TEXT)
    return text, "utf-8", ()


def _not_quite_utf_8(data: bytes, name: str) -> tuple[str, str, tuple[str, ...]]:
    """UTF-8 with a few broken bytes, else what the bytes plainly are, else Windows-1252, else Latin-1 (which
    never fails).
    """
    if b"\x00" in data:
        raise UnreadableError("this is binary data, not text", file=name, advice=_SAVE_AS_TEXT)
    mended = data.decode("utf-8", "replace")
    broken = mended.count("\ufffd")
    whole = sum(1 for one in mended if one > "\x7f") - broken
    if whole > 10 * broken:
        said = "1 byte sequence is" if broken == 1 else f"{broken} byte sequences are"
        return mended, "utf-8", (f"The file is UTF-8, but {said} not; U+FFFD stands there.",)
    older = older_encoding(data)
    if older is not None:
        label = {"gb18030": "GB 18030", "mac_roman": "Mac OS Roman"}[older]
        told = f"The file is not UTF-8 and does not say its encoding; by its bytes it was read as {label}."
        return data.decode(older), older, (told,)
    try:
        text, encoding = data.decode("cp1252"), "windows-1252"
    except UnicodeDecodeError:
        text, encoding = data.decode("latin-1"), "iso-8859-1"
    label = "Windows-1252 (Latin-1)" if encoding == "windows-1252" else "ISO 8859-1 (Latin-1)"
    return text, encoding, (f"The file is not UTF-8 and has no byte-order mark; it was read as {label}.",)


def _public_name(encoding: str) -> str:
    if encoding.startswith("cp125"):
        return "windows-" + encoding[2:]
    return encoding.replace("iso8859", "iso-8859")
