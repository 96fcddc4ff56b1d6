"""File names that every system takes; :mod:`tei_tools.writing` gives :func:`safe_name` out."""

from __future__ import annotations

import hashlib
import re
import unicodedata

# Names that Windows keeps for devices, whatever follows the first point
# (Microsoft, "Naming Files, Paths, and Namespaces").
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
# What some system refuses in a name, or shows as something else (control and bidirectional controls).
_REFUSED = re.compile(
    '[\x00-\x1f\x7f-\x9f<>:"/\\\\|?*\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]'
)
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,10}\Z")
_DIGESTED = re.compile(r"~[0-9a-f]{10}(?:\.|\Z)")
LONGEST_NAME = 200


def is_safe(name: str) -> bool:
    """Whether ``name`` can be a file's name on every usual system as it stands."""
    return name == _mended(name) and len(name.encode()) <= LONGEST_NAME


def safe_name(name: str) -> str:
    """``name`` as a file name (one part of a path) that every usual system takes: at most 200 bytes of UTF-8,
    NFC.

    A name that is fine already comes back as it is. In any other the characters that some system refuses
    become ``_``, and ten digits of the SHA-256 of the whole name go before its extension, so that names which
    differ (other than in normalisation) stay different. The same name always gives the same result.
    """
    normal = unicodedata.normalize("NFC", name)
    safe = _mended(normal)
    if safe == normal and len(safe.encode()) <= LONGEST_NAME and not _DIGESTED.search(safe):
        return safe
    found = _EXTENSION.search(safe)
    extension = found.group() if found else ""
    stem = safe[: len(safe) - len(extension)]
    digest = "~" + hashlib.sha256(normal.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    room = LONGEST_NAME - len(digest) - len(extension)
    return stem.encode()[:room].decode("utf-8", "ignore") + digest + extension


def _mended(name: str) -> str:
    safe = _REFUSED.sub("_", unicodedata.normalize("NFC", name)).rstrip(". ")
    if safe[:1] in (".", " ", ""):
        safe = "_" + safe[1:]
    if _RESERVED.fullmatch(safe.split(".", 1)[0].rstrip(" ")):
        safe = "_" + safe
    return safe
