"""Exporters: :class:`~tei_tools.records.Record` values → the files of one format.

A module of this room writes one format. It says ::

    DESCRIPTION: str                     # one line for --help
    def export(records: Iterable[Record], folder: Output, options: Options) -> int

and is found by standing in this folder (or by an entry point ``tei_tools.exporters``).
``folder.open(name)`` gives a binary file that appears under its name only when the whole export went
well; the result is the number of documents written. It reads records alone, never the TEI again and never
a tagger's memory, one after the other, and takes them through :func:`permitted`. To add one: the module,
its schema in ``schemas/``, its tests with an independent reader in ``tests/exporters/``, and its row in
``docs/convert.md``.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tei_tools.records import Record

__all__ = ["FORMAT_VERSION", "LEFT_OUT", "Options", "permitted"]

FORMAT_VERSION = "1"
"""The version of what exports look like; every one of them carries it."""

LEFT_OUT = "%s: left out, its availability is restricted; use --include-restricted to export it"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Options:
    """What a caller may decide about an export.

    - ``base``: the URI that identifiers are minted below (``https://example.org/edition/``); by default
    they are
      names of no place, ``urn:x-tei:``
    - ``profile``: the JSON-LD profile (``schema``)
    - ``guard``: whether free text that a spreadsheet would run as a formula gets an apostrophe before it
    - ``tables``: the CSV tables to write; none means all
    - ``include_restricted``: whether documents whose ``availability/@status`` is ``restricted`` are exported
    - ``utf16``: whether offsets count UTF-16 code units (JavaScript, Java) and not code points
    - ``one_file``: for forms of one file a document, whether all documents go into one file instead
    """

    base: str = "urn:x-tei:"
    profile: str = "schema"
    guard: bool = True
    tables: tuple[str, ...] = ()
    include_restricted: bool = False
    utf16: bool = False
    one_file: bool = False


def permitted(records: Iterable[Record], options: Options) -> Iterator[Record]:
    """The records that may be exported; one that may not is told to the log."""
    for record in records:
        if record.restricted and not options.include_restricted:
            logger.warning(LEFT_OUT, record.name)
            continue
        yield record
