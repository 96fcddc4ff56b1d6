"""The files that a schema is made of: itself, and those below its folder that it includes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from tei_tools.errors import UnreadableError
from tei_tools.validation._schematron._schema import SchematronError

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Files", "local_path"]

MAX_SIZE = 50_000_000
_MOST = 200


def local_path(reference: str, folder: Path | None, base: Path | None = None) -> Path:
    """The file that ``reference`` means, seen from ``base`` (a folder; by default ``folder``).

    Raises :class:`ValueError` with a reason: not a local file, or not below ``folder``.
    """
    parts = urlsplit(reference)
    if parts.scheme not in ("", "file") or parts.netloc:
        raise ValueError("is not a local file")
    if folder is None:
        raise ValueError("cannot be looked for: the folder is not known")
    path = ((base or folder) / unquote(parts.path)).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise ValueError("is outside the folder")
    if not path.is_file():
        raise ValueError("is not there")
    return path


class Files:
    """What was read: ``read`` has each included file with its bytes."""

    def __init__(self, name: str, folder: Path | None) -> None:
        self.name = name
        self.folder = folder
        self.read: dict[Path, bytes] = {}
        self._open: list[tuple[Path, str]] = []
        self._count = 0

    def included(self, element: etree._Element, base: Path | None) -> tuple[etree._Element, Path]:
        """The element that ``@href`` leads to (the root, or what the fragment names), and its file.

        The caller says :meth:`done` when it has read it.
        """
        from tei_tools.parsing import parse

        href = element.get("href") or ""
        reference, _, fragment = href.partition("#")
        line = element.sourceline if isinstance(element.sourceline, int) else None
        try:
            path = local_path(reference, self.folder, base.parent if base else None)
        except (ValueError, OSError) as reason:
            raise SchematronError(
                f"{href!r}, which it includes, {reason}",
                file=self.name,
                line=line,
                advice="includes have to stand in the schema's folder or below",
            ) from None
        self._count += 1
        if (path, fragment) in self._open or self._count > _MOST:
            raise SchematronError(f"{href!r} includes itself", file=self.name, line=line)
        self._open.append((path, fragment))
        try:
            content = self.read.setdefault(path, path.read_bytes())
        except OSError as fault:
            raise UnreadableError(fault.strerror or "cannot be read", file=str(path)) from None
        root = parse(content, path.name, MAX_SIZE).getroot()
        if not fragment:
            return root, path
        for each in root.iter("*"):
            if fragment in (each.get("id"), each.get("{http://www.w3.org/XML/1998/namespace}id")):
                return each, path
        raise SchematronError(
            f"{path.name} has no element with the id {fragment!r}", file=self.name, line=line
        )

    def done(self) -> None:
        """The last included file is read to its end."""
        self._open.pop()
