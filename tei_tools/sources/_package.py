"""Documents that are zip archives (DOCX, ODT, EPUB): their parts, read within bounds."""

from __future__ import annotations

import io
import lzma
import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING
from urllib.parse import unquote

from tei_tools.errors import UnreadableError

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Package", "is_zip"]

# All parts of one document together may unpack to this many bytes: twenty long novels in XML.
MOST_UNPACKED = 200_000_000
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    ValueError,
    OSError,
    RuntimeError,
)
_ADVICE = "open it where it was made and save it again"


def is_zip(data: bytes, *signs: bytes) -> bool:
    """Whether ``data`` begins as a zip archive that names one of these in its first or last part."""
    return data.startswith(b"PK\x03\x04") and any(
        sign in data[:65_536] or sign in data[-65_536:] for sign in signs
    )


class Package:
    """The parts of a document by name; ``what`` ("a DOCX document") stands in the messages."""

    def __init__(self, data: bytes, name: str, what: str) -> None:
        self.name = name
        self.what = what
        self._left = MOST_UNPACKED
        if not data:
            raise UnreadableError("the file is empty", file=name, advice="give a file with text")
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            self.names = frozenset(self._archive.namelist())
        except _DAMAGED as fault:
            raise UnreadableError(
                f"this is no {what}, or a damaged one ({_words(fault)})", file=name, advice=_ADVICE
            ) from None

    def read(self, part: str) -> bytes:
        """The bytes of a part. Raises :class:`UnreadableError`: not there, damaged, encrypted, too large."""
        if part not in self.names:
            raise UnreadableError(f"this is no {self.what}: it has no {part}", file=self.name, advice=_ADVICE)
        try:
            with self._archive.open(part) as stream:
                # the size that the archive states may be a lie: what comes out is counted
                found = stream.read(self._left + 1)
        except _DAMAGED as fault:
            said = "is encrypted" if "password" in str(fault) else f"is damaged ({_words(fault)})"
            raise UnreadableError(
                f"{part} in this {self.what} {said}", file=self.name, advice=_ADVICE
            ) from None
        self._left -= len(found)
        if self._left < 0:
            raise UnreadableError(
                f"unpacks to more than {MOST_UNPACKED:,} bytes", file=self.name, advice="look what it is"
            )
        return found

    def tree(self, part: str) -> etree._Element:
        """The root element of a part that is XML."""
        from tei_tools.parsing import parse

        return parse(self.read(part), f"{self.name}/{part}").getroot()

    def tree_if_there(self, part: str) -> etree._Element | None:
        """The root element of a part, ``None`` where the document has no such part or it is no XML."""
        if part not in self.names:
            return None
        try:
            return self.tree(part)
        except UnreadableError:
            if self._left < 0:
                raise
            return None

    @staticmethod
    def resolved(base: str, reference: str) -> str:
        """The part that ``reference`` means, read in the part ``base`` (RFC 3986 § 5)."""
        path = unquote(reference.partition("#")[0])
        if path.startswith("/"):
            return posixpath.normpath(path.lstrip("/"))
        return posixpath.normpath(posixpath.join(posixpath.dirname(base), path))


def _words(fault: BaseException) -> str:
    return " ".join(str(fault).split()).lower() or "it ends too early"
