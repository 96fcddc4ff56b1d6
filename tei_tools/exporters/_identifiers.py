"""Identifiers of what is exported: from the document's identifier and ``xml:id``, the same in every run.

A row without ``xml:id`` is named by what it says: its words' digest, and which of those with the same
words it is. So a paragraph that is added elsewhere changes no other identifier.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from tei_tools.records import Record

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_PLAIN = re.compile(r"[A-Za-z0-9_.-]*")  # what needs no quoting
_SAFE = "/:@!$&'()*+,;=-._~"


class Names:
    """The identifiers of one document: no two rows have the same."""

    def __init__(self, record: Record) -> None:
        self.taken = {entity.key for entity in record.entities()}
        self.counts: dict[str, int] = {}

    def row(self, table: str, row: Any, words: str) -> str:
        """The row's ``xml:id`` if it is the first to use it, else ``table-digest``, with a number if need
        be.
        """
        return self.of(table, row.id, words)

    def of(self, table: str, own: str | None, words: str) -> str:
        """The same for a row that has this ``xml:id``."""
        if own and own not in self.taken:
            self.taken.add(own)
            return own
        said = words.encode("utf-8", "surrogatepass")
        name = own or f"{table}-{blake2b(said, digest_size=5).hexdigest()}"
        number, free = self.counts.get(name, 0) + 1, name
        if number > 1:
            free = f"{name}.{number}"
        while free in self.taken:
            number += 1
            free = f"{name}.{number}"
        self.counts[name] = number
        self.taken.add(free)
        return free


class Iris:
    """The IRIs of one document below a base."""

    def __init__(self, record: Record, base: str) -> None:
        self.base = base
        self.known: dict[str, str] = {}
        self.document = _iri(record.identifier, base)

    def of(self, key: str) -> str:
        """The IRI of an entity's key: an absolute one as it is, an ``xml:id`` below the document."""
        iri = self.known.get(key)
        if iri is None:
            iri = self.known[key] = self._of(key)
        return iri

    def _of(self, key: str) -> str:
        if _SCHEME.match(key):
            return _quoted(key)
        if "#" in key or "/" in key:
            return self.base + _quoted(key)
        return self.below(key)

    def below(self, name: str) -> str:
        """The IRI of something inside the document."""
        if _PLAIN.fullmatch(name) is None:
            name = quote(name, safe=_SAFE)
        return f"{self.document}#{name}"


def absolute(reference: str) -> bool:
    """Whether a reference has a scheme of its own."""
    return _SCHEME.match(reference) is not None


def _iri(identifier: str, base: str) -> str:
    return _quoted(identifier) if _SCHEME.match(identifier) else base + quote(identifier, safe=_SAFE)


def _quoted(reference: str) -> str:
    """A reference with nothing in it that an IRI may not have (RFC 3987); what is quoted already stays so."""
    address, sign, fragment = reference.partition("#")
    return quote(address, safe=_SAFE + "?[]%") + sign + quote(fragment, safe=_SAFE + "?%")
