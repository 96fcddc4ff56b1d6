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


def distinct(records: Iterable[Record], options: Options) -> Iterator[Record]:
    """The permitted records; one whose identifier an earlier one has is named by its path, and told so.

    So an identifier can be a key, and an IRI means one document.
    """
    taken: set[str] = set()
    numbers: Counter[str] = Counter()
    for record in permitted(records, options):
        identifier = record.identifier
        if identifier in taken:
            path = posixpath.splitext(record.place)[0]
            identifier = f"{path}.{numbers[path]}" if numbers[path] else path
            while identifier in taken:
                numbers[path] = max(numbers[path], 1) + 1
                identifier = f"{path}.{numbers[path]}"
            logger.warning(
                "%s: another document has its identifier %r; it is exported as %r",
                record.name,
                record.identifier,
                identifier,
            )
            record = replace(record, identifier=identifier)
        taken.add(identifier)
        yield record
