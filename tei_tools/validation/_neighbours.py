"""Other files that a document points at: found within the folders of the run, read once, bounded."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

__all__ = ["Neighbours"]

_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
# So many files' identifiers are kept.
_MOST_KEPT = 256


class Neighbours:
    """The files that a document may lead to: those below its own folder or below one of ``roots``."""

    def __init__(self, roots: Iterable[Path] = (), max_size: int = 200_000_000) -> None:
        self._roots = tuple(root.resolve() for root in roots)
        self._max_size = max_size
        # Of the last file: it, its folder, and where references from it lead.
        self._from: tuple[Path, Path, dict[str, Path | None]] | None = None
        self._identifiers: OrderedDict[Path, frozenset[str] | None] = OrderedDict()

    def path(self, reference: str, file: Path) -> Path | None:
        """The file that a relative reference without a fragment leads to from ``file``.

        ``None`` where it is an address, absolute, or leads out of the folders that may be looked into;
        whether there is such a file is not asked.
        """
        if self._from is None or self._from[0] != file:
            self._from = (file, file.parent.resolve(), {})
        _, folder, known = self._from
        if reference not in known:
            if len(known) > _MOST_KEPT:
                known.clear()
            known[reference] = self._target(reference, folder)
        return known[reference]

    def _target(self, reference: str, folder: Path) -> Path | None:
        try:
            address = urlsplit(reference)
            if address.scheme or address.netloc or not address.path or address.path.startswith("/"):
                return None
            target = (folder / unquote(address.path)).resolve()
        except (OSError, ValueError, RuntimeError):
            return None
        return target if any(target.is_relative_to(each) for each in (folder, *self._roots)) else None

    def identifiers(self, file: Path) -> frozenset[str] | None:
        """Every ``xml:id`` of a file; ``None`` where it can't be read as XML."""
        if file in self._identifiers:
            self._identifiers.move_to_end(file)
            return self._identifiers[file]
        found = self._read(file)
        self._identifiers[file] = found
        if len(self._identifiers) > _MOST_KEPT:
            self._identifiers.popitem(last=False)
        return found

    def forget(self) -> None:
        """Read all again when asked: files may have changed."""
        self._identifiers.clear()

    def _read(self, file: Path) -> frozenset[str] | None:
        from tei_tools.errors import TeiToolsError
        from tei_tools.inputs import as_input, read_bytes
        from tei_tools.parsing import parse

        try:
            tree = parse(read_bytes(as_input(file), self._max_size), file.name, self._max_size)
        except TeiToolsError:
            return None
        found = (element.get(_XML_ID) for element in tree.iter("*"))
        return frozenset(" ".join(identifier.split()) for identifier in found if identifier)
