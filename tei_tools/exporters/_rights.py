"""The rights of documents, as every export states them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tei_tools.records import Record

Rights = dict[str, str]


def rights_of(record: Record) -> Rights:
    """What the document's ``availability`` says: ``status``, ``licence`` (its address), ``words``."""
    said = record.metadata
    found = {"status": said.status, "licence": said.licence, "words": said.rights}
    return {key: value for key, value in found.items() if value}


class AllRights:
    """The different rights of a collection, in the order in which they were met."""

    def __init__(self) -> None:
        self._found: dict[tuple[tuple[str, str], ...], int] = {}

    def add(self, record: Record) -> int | None:
        """Gives the place of the document's rights in :meth:`list`; ``None`` where it states none."""
        found = rights_of(record)
        return self._found.setdefault(tuple(found.items()), len(self._found)) if found else None

    def list(self) -> list[Rights]:
        return [dict(pairs) for pairs in self._found]
