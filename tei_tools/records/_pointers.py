"""Pointers as absolute URIs: TEI Guidelines, 3.7 (``xml:base``) and 16.2.3 (``prefixDef``); RFC 3986,
chapter 5.

A bare fragment (``#p1``) is this document, whatever ``xml:base`` says (RFC 3986, 4.4). Any other pointer
is resolved against ``xml:base``, or else against the document's place below the input's root, and
compared as a whole: the same ``xml:id`` in two files is never the same thing.
"""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

from lxml import etree

from tei_tools.records._authorities import authority, normal

if TYPE_CHECKING:
    from tei_tools.records._reading import Reading

XML = "{http://www.w3.org/XML/1998/namespace}"
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(.*)", re.DOTALL)
_NESTED = re.compile(r"\)[*+{]")
_REPEATS = re.compile(r"[*+{?]")
_BARE = re.compile(r"[^\W\d][\w.-]*")
_FILE = re.compile(r".*\.(?:xml|tei|html?|json(?:ld)?|ttl|pdf|jpe?g|png|tiff?)", re.IGNORECASE)
# TEI-REC-002: what has no # and stands for something in this document; TEI-REC-008: what may be meant so.
_READ_SO = "a bare name read as an xml:id (it lacks its #)"
_NOWHERE = "a pointer to an xml:id that is not in the document"
_BARE_NOWHERE = "a bare name that is no xml:id of the document; it is read as the address of a file"
_UNFIT = "a pointer whose prefix is declared and fits none of its patterns"


_NAMES = frozenset(("name", "persName", "orgName", "placeName", "rs"))
# Attributes and back up: half the time of a predicate on every element.
_MARKED = etree.XPath("(descendant-or-self::*/@xml:id | descendant-or-self::*/@xml:base)/..")
_MARKED_P4 = etree.XPath("(descendant-or-self::*/@xml:id | descendant-or-self::*/@xml:base | //@id)/..")
_XML_ID, _XML_BASE = f"{XML}id", f"{XML}base"


class Pointers:
    """The identifiers of one tree, and what the pointers of one of its documents lead to."""

    def __init__(self, root: etree._Element, place: str) -> None:
        top = root.getroottree().getroot()
        self.place = place
        self.ids: dict[str, etree._Element] = {}
        self.doubled: dict[str, int] = {}
        self.based: list[etree._Element] = []
        # TEI P4 has no namespace, and its identifiers are @id.
        marked: list[etree._Element] = (_MARKED if "}" in str(top.tag) else _MARKED_P4)(top)  # type: ignore[assignment]
        for element in marked:
            if element.get(_XML_BASE) is not None:
                self.based.append(element)
            name = element.get(_XML_ID) or element.get("id")
            if name and self.ids.setdefault(name, element) is not element:
                self.doubled[name] = self.doubled.get(name, 1) + 1
        only_top = all(element is root or element is top for element in self.based)
        self.base = self._base_at(root)
        self.constant = only_top
        self.prefixes = [
            (
                declared.get("ident", ""),
                declared.get("matchPattern", ""),
                declared.get("replacementPattern", ""),
            )
            for declared in top.iter("{*}prefixDef")
        ]
        self.known: dict[str, tuple[str, bool]] = {}
        # Of pointers that were warned of, the warning with its count: it counts each time that one is met.
        self.told: dict[str, list[Any]] = {}
        self._warned: list[Any] | None = None

    def _base_at(self, element: etree._Element) -> str:
        base = ""
        for above in reversed([element, *element.iterancestors()]):
            if (given := above.get(f"{XML}base")) is not None:
                base = _join(base or self.place, given)
        return base

    def resolve(self, pointer: str, element: etree._Element, reading: Reading) -> tuple[str, bool]:
        """The key of what one pointer leads to, and whether that has an ``xml:id`` here.

        The key is the ``xml:id`` for what is in this document, else an absolute URI (or, without
        ``xml:base``, one relative to the input's root).
        """
        if self.constant:
            known = self.known.get(pointer)
            if known is None:
                self._warned = None
                known = self.known[pointer] = self._resolve(pointer, self.base, element, reading)
                if self._warned is not None:
                    self.told[pointer] = self._warned
            elif self.told and pointer in self.told:
                self.told[pointer][0] += 1
            return known
        return self._resolve(pointer, self._base_at(element), element, reading)

    def _resolve(
        self, pointer: str, base: str, element: etree._Element, reading: Reading
    ) -> tuple[str, bool]:
        if pointer.startswith("#"):
            name = self._declared(pointer[1:])
            if name is not None:
                return self._through(name, reading)
            self._warn(reading, "TEI-REC-001", _NOWHERE, pointer, element)
            return (base or self.place) + pointer, False
        scheme = _SCHEME.fullmatch(pointer)
        if scheme:
            expanded = self._expand(scheme[1], scheme[2])
            if expanded is not None:
                return (
                    self._resolve(expanded, base, element, reading)
                    if expanded != pointer
                    else (pointer, False)
                )
            if any(ident == scheme[1] for ident, _, _ in self.prefixes):
                self._warn(reading, "TEI-REC-001", _UNFIT, pointer, element)
            known = authority(pointer)
            return (known.uri if known else pointer), False
        known = authority(pointer)
        if known:
            return known.uri, False
        if _BARE.fullmatch(pointer) and not _FILE.fullmatch(pointer):
            if pointer in self.ids:
                self._warn(reading, "TEI-REC-002", _READ_SO, pointer, element)
                return pointer, True
            # A key is of the project's own making (TEI Guidelines, 13.1.1); an image's name often has no
            # ending.
            if pointer != element.get("key") and pointer not in (element.get("facs") or "").split():
                self._warn(reading, "TEI-REC-008", _BARE_NOWHERE, pointer, element)
        target, _, fragment = pointer.partition("#")
        name = self._declared(fragment)
        if name is not None and self._is_here(target, base, name):
            return name, True
        return normal(_join(base or self.place, pointer)), False

    def _declared(self, fragment: str) -> str | None:
        """The ``xml:id`` that a fragment names, whether it is percent-encoded or not (RFC 3986, 2.1)."""
        if fragment in self.ids:
            return fragment
        plain = unquote(fragment) if "%" in fragment else fragment
        return plain if plain in self.ids else None

    def _warn(self, reading: Reading, code: str, message: str, pointer: str, element: etree._Element) -> None:
        reading.warn(code, message, pointer, element)
        self._warned = reading.warnings[code, message]

    def _through(self, name: str, reading: Reading) -> tuple[str, bool]:
        """A name that points on (``<name xml:id="JP" ref="https://orcid.org/…">``) stands for what it
        points at.
        """
        element = self.ids[name]
        if element in reading.entry_keys or reading.local(element) not in _NAMES:
            return name, True
        onward = (element.get("ref") or "").split()
        if len(onward) != 1 or onward[0].startswith("#"):
            return name, True
        return self.resolve(onward[0], element, reading)

    def _is_here(self, target: str, base: str, name: str) -> bool:
        """Whether an address is that of this file, or of the included one that the ``xml:id`` came from."""
        address = _join(base or self.place, target)
        if address in (base, self.place):
            return True
        return not self.constant and address == self._base_at(self.ids[name])

    def _expand(self, prefix: str, rest: str) -> str | None:
        for ident, pattern, replacement in self.prefixes:
            if ident != prefix or not _cheap(pattern, rest):
                continue
            try:
                match = re.fullmatch(pattern, rest)
            except re.error:
                continue
            if match:
                return _filled(replacement, match.groups())
        return None


def _filled(replacement: str, groups: tuple[str | None, ...]) -> str:
    """``$1`` … by what the pattern's groups matched."""

    def group(found: re.Match[str]) -> str:
        number = int(found[1])
        return (groups[number - 1] or "") if 0 < number <= len(groups) else ""

    return re.sub(r"\$(\d)", group, replacement)


def _cheap(pattern: str, words: str) -> bool:
    """Whether matching is sure to end soon: the pattern is the document's, and may be meant to hang us."""
    return not _NESTED.search(pattern) and len(words) ** len(_REPEATS.findall(pattern)) < 10**7


@lru_cache(maxsize=4096)
def _join(base: str, reference: str) -> str:
    """RFC 3986's resolution, also against a base that is only a path; dot segments are taken out."""
    try:
        if urlsplit(base).scheme:
            return urljoin(base, reference)
        parts = urlsplit(reference)
        if parts.scheme or parts.netloc:
            return reference
        path = posixpath.join(posixpath.dirname(base), parts.path) if parts.path else base
        plain = posixpath.normpath(path) if path else ""
        if path.endswith(("/", "/.", "/..")) and not plain.endswith("/"):
            plain += "/"  # a folder: what is relative to it stands in it
        return urlunsplit(parts._replace(path=plain))
    except ValueError:  # an address that no URI can be, "http://[": it is compared as it stands
        return reference
