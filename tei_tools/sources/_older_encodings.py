"""Encodings of before Unicode that a file's bytes themselves tell: GB 18030 and Mac OS Roman.

What is neither is read as Windows-1252. Both are only taken where the evidence is plain, for nothing in a
file says it.
"""

from __future__ import annotations

import re

__all__ = ["older_encoding"]

_SAMPLE = 200_000
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
# Bytes that are letters with accents in Mac OS Roman and signs, or letters that hardly any word has, in
# Windows-1252; without those that are quotation marks, dashes and ligatures there, which touch letters too.
_MAC_LETTERS = re.compile(
    rb"[A-Za-z][\x80\x83\x86-\x8a\x8d\x8e\x8f\x90\x98-\x9a\x9d-\x9f\xa7][a-z]"
    rb"|[A-Za-z][\x87-\x8a\x8d-\x90\x98-\x9a\x9d-\x9f\xa7](?=[\s.,;:])"
)
# Those of them that are no letters in Windows-1252 and 1250 at all.
_MAC_ALONE = re.compile(rb"[A-Za-z][\x87-\x89\x8f\x90\x98\x99\x9f\xa7][a-z\s.,;:]")
_WESTERN_LETTERS = re.compile(rb"[A-Za-z][\xc0-\xd6\xd8-\xf6\xf8-\xff]|[\xc0-\xd6\xd8-\xf6\xf8-\xff][a-z]")
_COMMON_CHINESE = "的一是不了人我在有他这中大来上国和地到说们为子年月日時說們為這國會"
_FEWEST = 2


def older_encoding(data: bytes) -> str | None:
    """``gb18030`` or ``mac_roman`` where the bytes are plainly such; else ``None``."""
    sample = data[:_SAMPLE]
    runs = [len(found[0]) for found in _HIGH_RUN.finditer(sample)]
    high = sum(runs)
    if high >= 20 and high * 3 > len(sample) and _is_chinese(data, sample):
        return "gb18030"
    mac = len(_MAC_LETTERS.findall(sample))
    if mac >= _FEWEST and _MAC_ALONE.search(sample) and mac > 3 * len(_WESTERN_LETTERS.findall(sample)):
        return "mac_roman"
    return None


def _is_chinese(data: bytes, sample: bytes) -> bool:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    text = sample.decode("gb18030", "ignore")
    wide = [character for character in text if ord(character) > 0x7F]
    ideographs = sum("\u4e00" <= character <= "\u9fff" for character in wide)
    common = sum(character in _COMMON_CHINESE for character in wide)
    return ideographs * 10 >= len(wide) * 7 and common * 40 >= len(wide)
