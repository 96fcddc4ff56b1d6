"""The files of a package for deposit, each with its size and digest."""

from __future__ import annotations

import hashlib
import io
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, cast

from tei_tools.exporters import Options, csv, jsonld
from tei_tools.exporters._distinct import distinct
from tei_tools.exporters._file_names import FileNames
from tei_tools.exporters._rights import AllRights

if TYPE_CHECKING:
    from tei_tools.records import Record
    from tei_tools.writing import Output


class Written(NamedTuple):
    """A file of the package: its SHA-256 and how many bytes it has."""

    sha256: str
    size: int


class Described:
    """An output that knows what was written to it: ``files`` by name, in order."""

    def __init__(self, folder: Output, within: str = "") -> None:
        self.folder = folder
        self.within = within
        self.files: dict[str, Written] = {}

    def open(self, name: str) -> BinaryIO:
        return cast(BinaryIO, _Counting(self.folder.open(self.within + name), name, self.files))


class _Counting(io.RawIOBase):
    """A file that counts and digests what goes through it."""

    def __init__(self, stream: BinaryIO, name: str, files: dict[str, Written]) -> None:
        self.stream = stream
        self.place = name
        self.files = files
        self.digest = hashlib.sha256()
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        said = bytes(data)
        self.stream.write(said)
        self.digest.update(said)
        self.size += len(said)
        return len(said)

    def close(self) -> None:
        if not self.closed:
            self.stream.close()
            self.files[self.place] = Written(self.digest.hexdigest(), self.size)
        super().close()


class Payload:
    """What a package holds, and what its documents say of rights, dates and titles."""

    def __init__(self) -> None:
        self.rights = AllRights()
        self.licences: dict[str, None] = {}
        self.publishers: dict[str, None] = {}
        self.titles: dict[str, str] = {}
        self.date = ""
        self.first_title = ""
        self.documents = 0

    def write(self, records: Iterable[Record], folder: Described, options: Options) -> int:
        """Write the tables, and the JSON-LD of each document; gives how many documents there were."""
        return csv.export(self._one_by_one(records, folder, options), folder, options)

    def _one_by_one(self, records: Iterable[Record], folder: Described, options: Options) -> Iterator[Record]:
        names = FileNames(".jsonld")
        for record in distinct(records, options):
            # A per cent sign in a name is read in two ways by programs that check bags.
            name = names.of(replace(record, identifier=record.identifier.replace("%", "-")))
            with folder.open(name) as stream:
                for piece in jsonld.pieces(record, options):
                    stream.write(piece.encode("utf-8", "replace"))
            said = record.metadata
            self.documents += 1
            self.rights.add(record)
            self.titles[name] = said.title or record.identifier
            self.first_title = self.first_title or said.title or record.identifier
            if said.licence:
                self.licences[said.licence] = None
            if said.publisher:
                self.publishers[said.publisher] = None
            if said.date and re.fullmatch(r"\d{4}(-\d\d){0,2}", said.date):
                self.date = max(self.date, said.date)
            yield record

    @property
    def published(self) -> str | None:
        """The last date of publication of the documents, else ``SOURCE_DATE_EPOCH``; no clock is asked."""
        if self.date:
            return self.date
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        if epoch.isdigit():
            from datetime import UTC, datetime

            return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
        return None

    @property
    def title(self) -> str:
        return self.first_title if self.documents == 1 else f"{self.documents} TEI documents"
