"""RO-Crate: a folder to deposit, with the tables, the JSON-LD of each document, and what they are.

``ro-crate-metadata.json`` names every file with its size and digest, the licences, the publishers and the
last date of publication (or ``SOURCE_DATE_EPOCH``). Specification: https://w3id.org/ro/crate/1.1
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tei_tools.exporters import Options
from tei_tools.exporters._crate import FILE, metadata
from tei_tools.exporters._payload import Described, Payload

if TYPE_CHECKING:
    from tei_tools.records import Record
    from tei_tools.writing import Output

DESCRIPTION = "RO-Crate: a folder for a repository, with tables, JSON-LD and what they are"

logger = logging.getLogger(__name__)


def export(records: Iterable[Record], folder: Output, options: Options) -> int:
    """Write the files and ``ro-crate-metadata.json``; gives how many documents there were."""
    payload, files = Payload(), Described(folder)
    number = payload.write(records, files, options)
    if not payload.published:
        logger.warning(
            "%s: no document says when it was published, which RO-Crate asks for; set SOURCE_DATE_EPOCH", FILE
        )
    with folder.open(FILE) as stream:
        stream.write(metadata(payload, files))
    return number
