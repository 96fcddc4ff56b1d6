"""An input again, from what the ledger says of it: by its path, in its archive, or at its address."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from hashlib import sha256
from typing import BinaryIO

from tei_tools.batch._plan import is_address
from tei_tools.errors import UnreadableError
from tei_tools.inputs import ARCHIVES, Input, file_input, unreadable

__all__ = ["checked", "reopened"]


def reopened(key: str, name: str, output: os.PathLike[str]) -> Input:
    """The input of a ledger's key; reading it raises where it is not there any more."""
    if is_address(key):
        from tei_tools.batch._addresses import at

        return at(key)
    path = os.path.join(output, key)  # noqa: PTH118
    if os.path.lexists(path):
        return file_input(os.path.normpath(path))
    archive = os.path.dirname(path)  # noqa: PTH120
    while len(archive) > 1 and not os.path.isfile(archive):  # noqa: PTH113
        archive = os.path.dirname(archive)  # noqa: PTH120
    if archive.lower().endswith(ARCHIVES) and os.path.isfile(archive):  # noqa: PTH113
        from tei_tools.inputs._archives import members

        for item in members(archive, archive, ()):
            if item.name.encode("utf-8", "surrogateescape") == os.fsencode(path):
                return item
    if archive.lower().endswith(".xml") and os.path.isfile(archive):  # noqa: PTH113
        from tei_tools.batch._oai_pmh import record_of

        return record_of(archive, os.path.basename(path))  # noqa: PTH119
    return unreadable(name, "is not there any more", "run again")


def checked(opener: Callable[[], BinaryIO], digest: str, name: str) -> BinaryIO:
    """The content, if it is what the ledger says."""
    with opener() as stream:
        content = stream.read()
    if sha256(content).hexdigest() != digest:
        raise UnreadableError("changed after it was done", file=name, advice="run the same again")
    return io.BytesIO(content)
