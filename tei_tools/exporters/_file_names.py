"""The name of the file that a document's export goes into."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tei_tools.records import Record


class FileNames:
    """File names of one export, no two the same on a disk that ignores case."""

    def __init__(self, suffix: str) -> None:
        self.suffix = suffix
        self.taken: set[str] = set()

    def of(self, record: Record) -> str:
        """A name from the document's identifier; from its path where another document has the same."""
        from tei_tools.writing import safe_name

        number = 1
        for said in (record.identifier, record.place):
            name = safe_name(f"{said}{self.suffix}")
            if name.casefold() not in self.taken:
                break
        while name.casefold() in self.taken:
            number += 1
            name = safe_name(f"{record.place}.{number}{self.suffix}")
        folded = name.casefold()
        self.taken.add(name if folded == name else folded)  # one string for a name where it can be
        return name
