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
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit, urlunsplit

from lxml import etree

from tei_tools.records._authorities import authority, normal

if TYPE_CHECKING:
    from tei_tools.records._reading import Reading

XML = "{http://www.w3.org/XML/1998/namespace}"
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(.*)", re.DOTALL)
_NESTED = re.compile(r"\)[*+{]")
_REPEATS = re.compile(r"[*+{?]")
_BARE = re.compile(r"[^\W\d][\w.-]*")


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
        self.base: str | None = self._base_at(root) if only_top else None
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

    def _base_at(self, element: etree._Element) -> str:
        base = ""
        for above in reversed([element, *element.iterancestors()]):
            if (given := above.get(f"{XML}base")) is not None:
                base = _join(base, given)
        return base

    def resolve(self, pointer: str, element: etree._Element, reading: Reading) -> tuple[str, bool]:
        """The key of what one pointer leads to, and whether that has an ``xml:id`` here.

        The key is the ``xml:id`` for what is in this document, else an absolute URI (or, without
        ``xml:base``, one relative to the input's root).
        """
        if self.constant:
            known = self.known.get(pointer)
            if known is None:
                known = self.known[pointer] = self._resolve(pointer, self.base or "", element, reading)
            return known
        return self._resolve(pointer, self._base_at(element), element, reading)

    def _resolve(
        self, pointer: str, base: str, element: etree._Element, reading: Reading
    ) -> tuple[str, bool]:
        if pointer.startswith("#"):
            if pointer[1:] in self.ids:
                return self._through(pointer[1:], reading)
            reading.warn(
                "TEI-REC-001", "a pointer to an xml:id that is not in the document", pointer, element
            )
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
            known = authority(pointer)
            return (known.uri if known else pointer), False
        known = authority(pointer)
        if known:
            return known.uri, False
        if pointer in self.ids and _BARE.fullmatch(pointer):
            reading.warn("TEI-REC-002", "a bare name read as an xml:id (it lacks its #)", pointer, element)
            return pointer, True
        target, _, fragment = pointer.partition("#")
        if fragment in self.ids and self._is_here(target, base):
            return fragment, True
        return normal(_join(base or self.place, pointer)), False

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

    def _is_here(self, target: str, base: str) -> bool:
        return _join(base or self.place, target) in (base, self.place)

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
        return urlunsplit(parts._replace(path=posixpath.normpath(path) if path else ""))
    except ValueError:  # an address that no URI can be, "http://[": it is compared as it stands
        return reference
