"""Under which identifiers an export has the documents of a file."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tei_tools.importing import Tables
    from tei_tools.records import Record


class Exported:
    """The documents of one file under the identifiers that the export gave them: that of their path where
    another document has their own. The rule is that of ``exporters/_distinct``.
    """

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.taken: set[str] = set()
        self.number = 1

    def of(self, record: Record) -> Record:
        own, path = record.identifier, posixpath.splitext(record.place)[0]
        name = own
        if own in self.taken or (path != own and self._is_of_another(record, path)):
            name = path
            while name in self.taken:
                self.number += 1
                name = f"{path}.{self.number}"
        self.taken.add(name)
        return record if name == own else replace(record, identifier=name)

    def _is_of_another(self, record: Record, path: str) -> bool:
        """Whether the tables have the record's identifier for another file, and its path as a name."""
        tables, own = self.tables, record.identifier
        if path not in tables.rows and path not in tables.texts:
            return False
        if own in tables.places:
            return tables.places[own] != record.place
        return record.text_sha256 == tables.texts.get(path) or tables.texts.get(own) != record.text_sha256
