"""Whom or what an element means: its pointer by the key that a cell has, as the document itself writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tei_tools.importing._source import RefusedError, Source

if TYPE_CHECKING:
    from tei_tools.importing._compared import Compared

_ATTRIBUTES = ("ref", "key", "corresp", "sameAs")


class Known:
    """What the documents of a file have: pointers by what they lead to, entities, and how dates were read."""

    def __init__(self, found: Compared) -> None:
        self.pointers: dict[tuple[str, str], list[str]] = {}
        self.entities: dict[tuple[str, str], bool] = {}
        self.methods: dict[str, str | None] = {}
        for record in found.records:
            pairs = [(row.entity, row.pointer) for row in record.mentions]
            pairs += [(row.entity, row.pointer) for row in record.letters]
            for entity_key, pointer in pairs:
                if entity_key and pointer:
                    spellings = self.pointers.setdefault((record.identifier, entity_key), [])
                    if pointer not in spellings[-1:]:
                        spellings.append(pointer)
            for entity in record.entities():
                self.entities[record.identifier, entity.key] = entity.id is not None
            for date in record.dates:
                self.methods[date.xpath] = date.method

    def pointer(self, document: str, key: str) -> str:
        """A pointer to this key, as the document itself writes it where it does; refused where nothing has
        it.
        """
        written = self.pointers.get((document, key))
        if written:
            return written[0]
        if (document, key) in self.entities:
            return f"#{key}" if self.entities[document, key] else key
        if "://" in key:
            return key
        raise RefusedError(f"nothing has the id {key!r}")

    def point(self, source: Source, element: Any, document: str, old: str, new: str) -> None:
        """Let an element point at ``new`` where it pointed at ``old``; either may be empty."""
        pointer = self.pointer(document, new) if new else None
        if not old:
            source.set(element, "ref", pointer)
            return
        given = set(self.pointers.get((document, old), ()))
        for name in _ATTRIBUTES:
            value = source.attribute(element, name) or ""
            pointers = value.split() if name != "key" else [value]
            if given & set(pointers):
                put = [pointer if each in given else each for each in pointers]
                source.set(element, name, " ".join(dict.fromkeys(filter(None, put))) or None)
                return
        raise RefusedError("it has no pointer of its own to change")
