"""An input again, from what the ledger says of it: by its path, in its archive or harvest, at its address."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from hashlib import sha256
from typing import TYPE_CHECKING, BinaryIO

from tei_tools.batch._discovery import HARVEST
from tei_tools.batch._plan import is_address
from tei_tools.errors import UnreadableError
from tei_tools.inputs import ARCHIVES, Input, file_input, unreadable

if TYPE_CHECKING:
    from tei_tools.batch._oai_pmh import Harvest

__all__ = ["Reopening", "checked"]


class Reopening:
    """The inputs of a ledger again, one after the other; ``output`` is the folder that its keys count from.
    What is in an archive or a harvest is found by a list that is made once.
    """

    def __init__(self, output: os.PathLike[str]) -> None:
        self.output = output
        self._archive: tuple[str, dict[bytes, Input]] = ("", {})
        self._harvests: dict[str, Harvest] = {}

    def input(self, key: str, name: str) -> Input:
        """The input of a ledger's key; reading it raises where it is not there any more."""
        if is_address(key):
            from tei_tools.batch._addresses import at

            return at(key)
        path = os.path.join(self.output, key)  # noqa: PTH118
        if os.path.lexists(path):
            return file_input(os.path.normpath(path))
        folder, last = os.path.split(path)
        if os.path.basename(folder) == HARVEST:  # noqa: PTH119
            return self._harvest(os.path.dirname(folder)).record(last)  # noqa: PTH120
        while len(folder) > 1 and not os.path.isfile(folder):  # noqa: PTH113
            folder = os.path.dirname(folder)  # noqa: PTH120
        if folder.lower().endswith(ARCHIVES) and os.path.isfile(folder):  # noqa: PTH113
            item = self._members(folder).get(os.fsencode(path))
            if item is not None:
                return item
        return unreadable(name, "is not there any more", "run again")

    def _members(self, archive: str) -> dict[bytes, Input]:
        if self._archive[0] != archive:
            from tei_tools.inputs._archives import members

            found = {
                item.name.encode("utf-8", "surrogateescape"): item for item in members(archive, archive, ())
            }
            self._archive = (archive, found)
        return self._archive[1]

    def _harvest(self, folder: str) -> Harvest:
        if folder not in self._harvests:
            from tei_tools.batch._oai_pmh import Harvest

            self._harvests[folder] = Harvest(folder)
        return self._harvests[folder]


def checked(opener: Callable[[], BinaryIO], digest: str, name: str) -> BinaryIO:
    """The content, if it is what the ledger says."""
    with opener() as stream:
        content = stream.read()
    if sha256(content).hexdigest() != digest:
        raise UnreadableError("changed after it was done", file=name, advice="run the same again")
    return io.BytesIO(content)
