"""``xi:include``: what it stands for is put in its place where that may be read, and is a finding where not.

XInclude 1.1, sections 3 and 4: ``href``, ``parse="xml|text"``, ``xpointer`` with an ``xml:id`` alone,
``xi:fallback`` where there is no such file. Only files below the folder of the including file are read.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from tei_tools.errors import TeiToolsError, UnreadableError
from tei_tools.validation import Finding
from tei_tools.validation._paths import Paths

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["CODES", "Inclusions", "included"]

CODES = {
    "TEI-INC-001": "an xi:include that is not read: an address, or a file outside the folder of the document",
    "TEI-INC-002": "an xi:include whose file is not there, is no XML, or has not the element it asks for",
    "TEI-INC-003": "an xi:include that leads back to where it stands, or to too much",
}
CHAPTER = "1.2.6 (XInclude 1.1, sections 3 and 4)"
HELP = {
    "TEI-INC-001": (
        '<p><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="https://example.org/a.xml"/></p>',
        "What is included has to stand below the folder of the document, as nothing else is read. Copy it "
        "there, or validate the document after another program has put its parts together.",
    ),
    "TEI-INC-002": (
        '<p><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="absent.xml"/></p>',
        "Correct `href` (relative to the including file) or `xpointer`, or give it an `xi:fallback`.",
    ),
    "TEI-INC-003": (
        '<p><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href=""/></p>',
        "A file may not include itself, and inclusions may be nested 16 deep.",
    ),
}

_XI = "{http://www.w3.org/2001/XInclude}"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_DEEPEST = 16
# All that is included into one document, in bytes, and in how many pieces.
_MOST_BYTES = 200_000_000
_MOST_PIECES = 10_000


class Inclusions:
    """What was included into a tree; ``findings`` tell what was not.

    :meth:`place` gives the place that an element, or the ``xi:include`` that it came by, has among the
    elements of the file itself.
    """

    def __init__(self, root: etree._Element, file: Path | None) -> None:
        self.findings: list[Finding] = []
        self._paths = Paths()
        self._places = {element: index for index, element in enumerate(root.iter("*"))}
        self._folder = file.parent.resolve() if file else None
        self._bytes = self._pieces = 0
        self._origins: dict[etree._Element, tuple[Path, int]] = {}
        self.replaced = 0
        files: tuple[Path, ...] = (file.resolve(),) if file else ()
        waiting = [(each, files) for each in root.iter(f"{_XI}include")]
        for element, above in waiting:
            waiting += self._include(element, above)

    def place(self, element: etree._Element) -> int:
        """Which of the file's own elements (from 0, in document order) it is, or came by."""
        each: etree._Element | None = element
        while each is not None and each not in self._places:
            each = each.getparent()
        return self._places[each] if each is not None else 0

    def origins(self, elements: Iterable[etree._Element]) -> dict[etree._Element, str]:
        """Where those that were included stand in their own files: ``part/b.xml:3:1``, below the folder."""
        from tei_tools.parsing import places

        by_file: dict[Path, dict[etree._Element, int]] = {}
        for element in elements:
            if element in self._origins:
                target, number = self._origins[element]
                by_file.setdefault(target, {})[element] = number
        found = {}
        for target, numbers in by_file.items():
            name = target.relative_to(self._folder).as_posix() if self._folder else target.name
            try:
                at = places(target.read_bytes(), numbers.values())
            except OSError:
                at = {}
            for element, number in numbers.items():
                place = at.get(number)
                found[element] = f"{name}:{place.line}:{place.column}" if place else name
        return found

    def _include(
        self, element: etree._Element, files: tuple[Path, ...]
    ) -> list[tuple[etree._Element, tuple[Path, ...]]]:
        if any(str(above.tag).startswith(_XI) for above in element.iterancestors()):
            return []  # in the fallback of one that stays
        href = element.get("href") or ""
        target, code, what = self._target(href, files)
        if target is not None:
            try:
                return self._put(element, target, files)
            except TeiToolsError as fault:
                code, what = "TEI-INC-002", f"{href} can't be included: {fault.what}"
        fallback = element.find(f"{_XI}fallback")
        if code == "TEI-INC-002" and fallback is not None:
            return self._replace(element, list(fallback), fallback.text or "", files)
        self.findings.append(self._paths.finding(element, code, what))
        return []

    def _target(self, href: str, files: tuple[Path, ...]) -> tuple[Path | None, str, str]:
        address = urlsplit(href)
        if address.scheme or address.netloc or self._folder is None or not files:
            return None, "TEI-INC-001", f"{href} is not included: only files beside the document are read"
        try:
            target = (files[-1].parent / unquote(address.path)).resolve() if address.path else files[-1]
        except (OSError, ValueError, RuntimeError):
            return None, "TEI-INC-002", f"{href} can't be included: it is no path"
        if not target.is_relative_to(self._folder):
            return None, "TEI-INC-001", f"{href} is not included: it leads out of the folder of the document"
        if target in files:
            return None, "TEI-INC-003", f"{href or 'this file'} includes itself"
        if len(files) > _DEEPEST or self._pieces > _MOST_PIECES or self._bytes > _MOST_BYTES:
            return None, "TEI-INC-003", f"{href} is not included: that would be too much"
        if not target.is_file():
            return None, "TEI-INC-002", f"{href} can't be included: there is no such file"
        return target, "", ""

    def _put(
        self, element: etree._Element, target: Path, files: tuple[Path, ...]
    ) -> list[tuple[etree._Element, tuple[Path, ...]]]:
        from tei_tools.inputs import as_input, read_bytes
        from tei_tools.parsing import parse

        data = read_bytes(as_input(target), _MOST_BYTES, allow_empty=True)
        self._bytes += len(data)
        self._pieces += 1
        if element.get("parse") == "text":
            text = data.decode(element.get("encoding") or "utf-8", "replace")
            return self._replace(element, [], text, files)
        root = parse(data, target.name).getroot()
        numbers = {each: number for number, each in enumerate(root.iter("*"))}
        pointer = element.get("xpointer") or urlsplit(element.get("href") or "").fragment
        if pointer:
            part = next((each for each in root.iter("*") if each.get(_XML_ID) == pointer), None)
            if part is None:
                raise UnreadableError(f"no element in it has the xml:id {pointer!r}")
            root = deepcopy(part)
            root.tail = None
            numbers = {each: numbers[own] for each, own in zip(root.iter("*"), part.iter("*"), strict=True)}
        self._origins.update({each: (target, number) for each, number in numbers.items()})
        return self._replace(element, [root], "", (*files, target))

    def _replace(
        self, element: etree._Element, pieces: list[etree._Element], text: str, files: tuple[Path, ...]
    ) -> list[tuple[etree._Element, tuple[Path, ...]]]:
        parent = element.getparent()
        if parent is None:
            return []
        self.replaced += 1
        place = self.place(element)
        at = parent.index(element)
        if text:
            _add_text(parent, at, text)
        tail = element.tail
        element.tail = None
        parent.remove(element)
        last = None
        for offset, piece in enumerate(pieces):
            parent.insert(at + offset, piece)
            for inner in piece.iter("*"):
                self._places.setdefault(inner, place)
            last = piece
        if tail and last is not None:
            last.tail = (last.tail or "") + tail
        elif tail:
            _add_text(parent, at, tail)
        return [(each, files) for piece in pieces for each in piece.iter(f"{_XI}include")]


def _add_text(parent: etree._Element, at: int, text: str) -> None:
    """Put text before the ``at``-th child."""
    if at:
        before = parent[at - 1]
        before.tail = (before.tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def included(tree: etree._ElementTree, file: Path | None) -> Inclusions | None:
    """The inclusions of a tree, put into it; ``None`` where it has none."""
    root = tree.getroot()
    if next(root.iter(f"{_XI}include"), None) is None:
        return None
    return Inclusions(root, file)
