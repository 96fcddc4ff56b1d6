"""What a reading text says of itself at its end: identity, rights, and the text that offsets count in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tei_tools.exporters._identifiers import Iris
    from tei_tools.records import Record


def about(record: Record, iris: Iris) -> Iterator[tuple[str, str]]:
    """Pairs of a name and what it is, only those that there are."""
    said = record.metadata
    found = (
        ("identifier", iris.document),
        ("source", said.source),
        ("publisher", said.publisher),
        ("date", said.date),
        ("status", said.status),
        ("licence", said.licence),
        ("rights", said.rights),
        ("reading", record.reading),
        ("textVersion", record.text_version),
        ("sha256", record.text_sha256),
    )
    return ((name, value) for name, value in found if value)
