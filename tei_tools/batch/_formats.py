"""Which formats have files of their own for each document, and which one set of files for all.

A document's files are made by the worker that reads it. What holds all documents is made at the end, from the
ledger: CSV from pieces that the workers left there, the others by reading the documents again in their order.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO, cast

from tei_tools import rooms

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

    from tei_tools.batch._plan import Plan
    from tei_tools.exporters import Options
    from tei_tools.records import Record

__all__ = ["BY_DOCUMENT", "Captured", "files_of", "is_by_document", "options_of"]

# The exporters that write each document into a file of its own; any other may look at all of them together.
BY_DOCUMENT = frozenset(
    (
        "conllu",
        "datacite",
        "html",
        "iiif",
        "iob",
        "jsonld",
        "markdown",
        "mods",
        "nquads",
        "ntriples",
        "oai_dc",
        "standoff",
        "turtle",
        "webannotation",
    )
)


def options_of(plan: Plan) -> Options:
    """The options of every export of a run."""
    from tei_tools.exporters import Options

    found = Options(include_restricted=plan.include_restricted)
    return replace(found, base=plan.settings.header.base) if plan.settings.header.base else found


def is_by_document(name: str) -> bool:
    """Whether a format has files of its own for each document. An exporter of another package says so by
    ``BY_DOCUMENT = True``.
    """
    if name in BY_DOCUMENT:
        return True
    return bool(getattr(rooms.load("exporters", name), "BY_DOCUMENT", False))


class Captured:
    """An :class:`~tei_tools.writing.Output` that keeps what is written, by name."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def open(self, name: str) -> BinaryIO:
        import io

        keep = self.files

        class _Stream(io.BytesIO):
            def close(self) -> None:
                if not self.closed:
                    keep[name] = self.getvalue()
                super().close()

        keep[name] = b""
        return cast(BinaryIO, _Stream())


def files_of(
    exporter: ModuleType, records: Sequence[Record], options: Options
) -> list[tuple[tuple[str, ...], bytes]]:
    """The files of these documents in a format: the names that each may have, the best first, and its bytes.

    The first name is from the document's identifier; where another document has it, its path gives the name.
    """
    from tei_tools.writing import safe_name

    found: list[tuple[tuple[str, ...], bytes]] = []
    for record in records:
        captured = Captured()
        exporter.export([record], captured, options)
        for file, content in captured.files.items():
            stem = safe_name(f"{record.identifier}.x").removesuffix(".x")
            ending = file[len(stem) :] if file.startswith(stem) else file[file.rfind(".") :]
            others = (f"{record.place}{ending}", f"{record.place}-{record.text_sha256[:8]}{ending}")
            found.append(((file, *map(safe_name, others)), content))
    return found
