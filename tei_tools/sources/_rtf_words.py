"""RTF's control words, as tables (RTF specification 1.9.1), and its characters."""

from __future__ import annotations

import re

__all__ = [
    "APART",
    "CAPTION",
    "CHARACTERS",
    "CHARSETS",
    "DROPPED",
    "HEADING",
    "LINK",
    "QUOTE",
    "SILENT",
    "SWITCHES",
    "TOKEN",
    "python_codec",
    "whole",
]

TOKEN = re.compile(
    r"\\(?P<word>[a-z]{1,40})(?P<number>-?[0-9]{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-z])"
    r"|(?P<group>[{}])|(?P<text>[^\\{}\r\n]+)|(?P<end>[\r\n]+|\\\Z)",
    re.S,
)
# Control words and symbols that stand for a character (RTF 1.9.1, "Special Characters").
CHARACTERS = {
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "bullet": "•", "tab": " ", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005",
    "~": "\u00a0", "_": "\u2011", "-": "", "\n": "\n", "\r": "\n",
}  # fmt: skip
# Groups whose words are not the text's (RTF 1.9.1, "Destinations").
SILENT = frozenset(
    "colortbl pict object objdata themedata colorschememapping datastore latentstyles listtable revtbl "
    "rsidtbl "
    "listoverridetable generator xmlnstbl mmathPr filetbl private template creatim revtim printim buptim "
    "operator company manager doccomm hlinkbase nonshppict shp sp bkmkstart bkmkend xe tc atnid atnauthor "
    "ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn pgdsctbl panose falt fontemb".split()
)
DROPPED = {
    "header": "a running header", "headerl": "a running header", "headerr": "a running header",
    "headerf": "a running header", "footer": "a running footer", "footerl": "a running footer",
    "footerr": "a running footer", "footerf": "a running footer", "annotation": "a comment",
}  # fmt: skip
# Groups with words that are wanted, read apart from the text.
APART = frozenset("fonttbl stylesheet fldinst listtext pntext title author keywords subject info".split())
# Font character sets (RTF 1.9.1, \fcharset) → Python codecs.
CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
    254: "cp437", 255: "cp850", 0: "cp1252",
}  # fmt: skip
QUOTE = re.compile(r"(?:intense )?quote|block text|zitat|citation", re.I)
CAPTION = re.compile(r"caption|beschriftung|légende", re.I)
HEADING = re.compile(r"(?:heading|überschrift|titre) ([1-9])", re.I)
LINK = re.compile(r'\s*HYPERLINK\s+(?:\\\\\w\s+)*(?:"([^"]*)"|(\S+))', re.I)
SWITCHES = {
    "b": "strong", "i": "emphasis", "strike": "deleted", "super": "superscript", "sub": "subscript",
    "scaps": "smallcaps", "ul": "underline",
}  # fmt: skip


def whole(
    pieces: list[tuple[str, frozenset[tuple[str, str | None]]]],
) -> list[tuple[str, frozenset[tuple[str, str | None]]]]:
    """Pieces of the same formatting as one, so that the two halves of a surrogate pair meet."""
    found: list[tuple[list[str], frozenset[tuple[str, str | None]]]] = []
    for words, formats in pieces:
        if found and found[-1][1] == formats:
            found[-1][0].append(words)
        else:
            found.append(([words], formats))
    return [
        ("".join(words).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"), formats)
        for words, formats in found
    ]


def python_codec(name: str) -> str | None:
    import codecs

    try:
        return codecs.lookup({"cp65001": "utf-8", "cp10000": "mac_roman"}.get(name, name)).name
    except LookupError:
        return None
