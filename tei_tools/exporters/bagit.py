"""BagIt: a bag to deposit, its payload an RO-Crate, with checksums of every file (RFC 8493).

``data/`` has what ``rocrate`` writes; ``manifest-sha256.txt``, ``tagmanifest-sha256.txt`` have digests. The
bagging date is the last date of publication that is a day, or ``SOURCE_DATE_EPOCH``; no clock is asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO

from tei_tools.errors import UnwritableError, UsageError
from tei_tools.exporters import FORMAT_VERSION, Options
from tei_tools.exporters._crate import FILE, metadata
from tei_tools.exporters._payload import Described, Payload

if TYPE_CHECKING:
    from tei_tools.records import Record
    from tei_tools.writing import Output

DESCRIPTION = "BagIt: a bag for a repository, its payload an RO-Crate"


def export(records: Iterable[Record], folder: Output, options: Options) -> int:
    """Write the bag; gives how many documents there were."""
    payload, files, tags = Payload(), Described(_Alone(folder), "data/"), Described(folder)
    number = payload.write(records, files, options)
    crate = metadata(payload, files)
    with files.open(FILE) as stream:
        stream.write(crate)
    _tag(tags, "bagit.txt", [("BagIt-Version", "1.0"), ("Tag-File-Character-Encoding", "UTF-8")])
    size = sum(written.size for written in files.files.values())
    about = [
        ("External-Description", payload.title),
        *(("Source-Organization", name) for name in payload.publishers),
        *(("Rights", " ".join(said.values())) for said in payload.rights.list()),
        ("Payload-Oxum", f"{size}.{len(files.files)}"),
        ("Format-Version", FORMAT_VERSION),
    ]
    if payload.published and len(payload.published) == 10:
        about.append(("Bagging-Date", payload.published))
    _tag(tags, "bag-info.txt", about)
    _manifest(tags, "manifest-sha256.txt", files, "data/")
    _manifest(Described(folder), "tagmanifest-sha256.txt", tags, "")
    return number


class _Alone:
    """The folder, where a bag's own folder has room in it: not beside other formats."""

    def __init__(self, folder: Output) -> None:
        self.folder = folder

    def open(self, name: str) -> BinaryIO:
        try:
            return self.folder.open(name)
        except UnwritableError as fault:
            if "is not a name" not in fault.what:
                raise
            raise UsageError(
                "a bag is a folder of its own", advice="convert to bagit alone, with -o FOLDER"
            ) from None


def _tag(tags: Described, name: str, lines: list[tuple[str, str]]) -> None:
    with tags.open(name) as stream:
        said = "".join(f"{key}: {' '.join(value.split())}\n" for key, value in lines)
        stream.write(said.encode("utf-8", "replace"))


def _manifest(tags: Described, name: str, files: Described, within: str) -> None:
    """A manifest with the digests of files (RFC 8493, 2.1.3)."""
    with tags.open(name) as stream:
        for file, written in sorted(files.files.items()):
            stream.write(f"{written.sha256}  {within}{file}\n".encode())
