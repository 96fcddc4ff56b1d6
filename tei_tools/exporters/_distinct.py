"""What may be exported, each document under an identifier of its own."""

from __future__ import annotations

import logging
import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from tei_tools.exporters import Options, permitted

if TYPE_CHECKING:
    from tei_tools.records import Record

logger = logging.getLogger(__name__)


class Distinct:
    """Identifiers of which none is given twice."""

    def __init__(self) -> None:
        self.taken: set[str] = set()
        self.numbers: Counter[str] = Counter()

    def of(self, identifier: str, place: str, name: str) -> str:
        """The identifier, or, told so, the path ``place`` where an earlier document has it."""
        given = identifier
        if given in self.taken:
            path = posixpath.splitext(place)[0]
            given = f"{path}.{self.numbers[path]}" if self.numbers[path] else path
            while given in self.taken:
                self.numbers[path] = max(self.numbers[path], 1) + 1
                given = f"{path}.{self.numbers[path]}"
            logger.warning(
                "%s: another document has its identifier %r; it is exported as %r", name, identifier, given
            )
        self.taken.add(given)
        return given


def distinct(records: Iterable[Record], options: Options) -> Iterator[Record]:
    """The permitted records; one whose identifier an earlier one has is named by its path, and told so.

    So an identifier can be a key, and an IRI means one document.
    """
    given = Distinct()
    for record in permitted(records, options):
        identifier = given.of(record.identifier, record.place, record.name)
        yield record if identifier == record.identifier else replace(record, identifier=identifier)
