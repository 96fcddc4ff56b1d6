"""The files that one compilation reads: local ones alone; nothing is fetched."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from tei_tools.grammar.odd._reading import ODDError, Reading
from tei_tools.grammar.odd._specs import Notice

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Folder", "local_path"]

_MOST_FILES = 500


@dataclass(slots=True)
class Folder:
    """The files of one compilation as they were read, and the notices of them."""

    trees: dict[Path, etree._Element] = field(default_factory=dict)
    contents: dict[Path, bytes] = field(default_factory=dict)
    readings: dict[Path, Reading] = field(default_factory=dict)

    @property
    def notices(self) -> list[Notice]:
        """What there is to say of all files, in the order of reading."""
        return [notice for reading in self.readings.values() for notice in reading.notices]

    def root(self, path: Path, asked: tuple[Reading, etree._Element] | None = None) -> etree._Element:
        """The root element of a local file.

        :raises ODDError: it cannot be read.
        :raises UnreadableError: it is not well-formed, or not safe.
        """
        from tei_tools.parsing import parse

        shown, path = str(path), path.absolute()
        if path not in self.trees:
            if len(self.trees) >= _MOST_FILES:
                raise ODDError(f"more than {_MOST_FILES} files are put together", file=str(path))
            try:
                content = path.read_bytes()
            except (OSError, ValueError) as error:
                what = f"cannot read {path.name}: {getattr(error, 'strerror', None) or error}"
                raise (asked[0].fault(asked[1], what) if asked else ODDError(what, file=shown)) from None
            self.contents[path] = content
            self.trees[path] = parse(content, shown).getroot()
        return self.trees[path]

    def reading(self, path: Path, shown: str | None = None) -> Reading:
        """The one :class:`Reading` of a file."""
        path = path.absolute()
        return self.readings.setdefault(path, Reading(shown or str(path)))


def local_path(address: str, beside: Path) -> Path | None:
    """The local file that a relative address, a path or a ``file:`` address names; else ``None``."""
    parts = urlsplit(address)
    if parts.scheme == "file" and parts.netloc in ("", "localhost"):
        return Path(unquote(parts.path))
    if len(parts.scheme) > 1 or parts.netloc:
        return None
    return beside.parent / unquote(address)
