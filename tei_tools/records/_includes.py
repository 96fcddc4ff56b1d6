"""``xi:include`` (W3C, XInclude 1.1): files below the folder of the file itself, and no others.

An include that is not followed (another place, a file that is not there or not XML, an ``xpointer`` that is
no plain ``xml:id``) stays as it stands, with its fallback, and is counted in ``Record.unread``.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urljoin, urlsplit

from tei_tools.errors import UnreadableError

if TYPE_CHECKING:
    from lxml import etree

_INCLUDE = "{http://www.w3.org/2001/XInclude}include"
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
DEEPEST = 32


class Includes:
    """The includes of one file. ``left`` is how many bytes may still be read, so that files that include one
    another over and over end soon.
    """

    def __init__(self, path: Path, max_size: int) -> None:
        self.folder = path.resolve().parent
        self.left = max_size

    def follow(self, root: etree._Element, path: Path, depth: int = 1, inside: tuple[Path, ...] = ()) -> None:
        """Put what they include in the place of the includes of this tree."""
        opened = (*inside, path.resolve())
        for element in list(root.iter(_INCLUDE)):
            parent = element.getparent()
            target = self._target(element, opened[-1])
            if parent is None or target is None or target in opened or depth > DEEPEST:
                continue
            if element.get("parse", "xml") != "xml":
                continue
            found = self._read(target)
            if found is None:
                continue
            self.follow(found, target, depth + 1, opened)
            wanted = _at(found, element.get("xpointer"))
            if wanted is not None:
                wanted.set(_XML_BASE, _base(wanted, target, opened[-1]))
                wanted.tail = element.tail
                parent.replace(element, wanted)

    def _target(self, element: etree._Element, path: Path) -> Path | None:
        try:
            address = urlsplit(element.get("href", ""))
            if address.scheme or address.netloc or not address.path or "\0" in unquote(address.path):
                return None
            target = (path.parent / unquote(address.path)).resolve()
            return target if target.is_relative_to(self.folder) and target.is_file() else None
        except (ValueError, OSError):  # an address that no URI or no path can be; links that go round
            return None

    def _read(self, target: Path) -> etree._Element | None:
        from tei_tools.inputs import as_input, read_bytes
        from tei_tools.parsing import parse

        try:
            data = read_bytes(as_input(target), max(self.left, 0))
            self.left -= len(data)
            return parse(data, target.name, len(data)).getroot()
        except UnreadableError:
            return None


def _base(wanted: etree._Element, target: Path, path: Path) -> str:
    """The ``xml:base`` of what is included (XInclude 1.1, 4.7.5), so that its own pointers lead where they
    led in its file: relative to the including file.
    """
    given = ""
    for above in reversed([wanted, *wanted.iterancestors()]):
        given = urljoin(given, above.get(_XML_BASE, ""))
    here = quote(os.path.relpath(target, path.parent).replace(os.sep, "/"))
    return urljoin(here, given) if given else here


def _at(root: etree._Element, pointer: str | None) -> etree._Element | None:
    if not pointer:
        return root
    return next((element for element in root.iter("*") if element.get(_XML_ID) == pointer), None)
