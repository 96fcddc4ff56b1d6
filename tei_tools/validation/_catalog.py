"""OASIS XML Catalogs 1.1: from the address of a schema or an entity to the local file that stands for it.

Section 7 of the standard: ``system``, ``rewriteSystem``, ``systemSuffix``, ``delegateSystem`` and ``public``,
``delegatePublic`` for entities, ``uri``, ``rewriteURI``, ``uriSuffix``, ``delegateURI`` for all else; the
longest start or end wins; ``nextCatalog`` comes last. ``xml:base`` and ``group`` are heeded. Nothing is
fetched: an entry that leads to no local file is none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit
from urllib.request import url2pathname

from tei_tools.errors import UnreadableError, UsageError

__all__ = ["Catalog", "local_file"]

_NAMESPACE = "{urn:oasis:names:tc:entity:xmlns:xml:catalog}"
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_MOST_CATALOGS = 100
# The attribute that each kind of entry is looked up by, and that of what it leads to.
_ENTRIES = {
    "public": ("publicId", "uri"),
    "system": ("systemId", "uri"),
    "uri": ("name", "uri"),
    "rewriteSystem": ("systemIdStartString", "rewritePrefix"),
    "rewriteURI": ("uriStartString", "rewritePrefix"),
    "systemSuffix": ("systemIdSuffix", "uri"),
    "uriSuffix": ("uriSuffix", "uri"),
    "delegatePublic": ("publicIdStartString", "catalog"),
    "delegateSystem": ("systemIdStartString", "catalog"),
    "delegateURI": ("uriStartString", "catalog"),
}


@dataclass(frozen=True, slots=True)
class _File:
    """The entries of one catalog file: by kind, what is looked up and what it leads to."""

    entries: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    following: list[str] = field(default_factory=list)


class Catalog:
    """Catalog files, each read when it is first needed.

    Raises :class:`~tei_tools.errors.UsageError` at once where one of ``files`` is missing or is no catalog.
    """

    def __init__(self, files: tuple[Path, ...]) -> None:
        self._known: dict[str, _File] = {}
        self._files = [file.resolve().as_uri() for file in files]
        for file, address in zip(files, self._files, strict=True):
            if not file.is_file():
                raise UsageError("no such catalog", file=str(file))
            self._read(address)

    def uri(self, address: str) -> Path | None:
        """The local file for an address that is no external identifier (``href`` of ``xml-model``)."""
        return self._first(
            self._files, (("uri", "rewriteURI", "uriSuffix", "delegateURI"),), (address,), set()
        )

    def external(self, system: str, public: str = "") -> Path | None:
        """The local file for an external identifier: by its system identifier first, then its public one."""
        public = " ".join(public.split())
        return self._first(
            self._files,
            (
                ("system", "rewriteSystem", "systemSuffix", "delegateSystem"),
                ("public", "", "", "delegatePublic"),
            ),
            (system, public),
            set(),
        )

    def _first(
        self,
        catalogs: list[str],
        kinds: tuple[tuple[str, str, str, str], ...],
        wanted: tuple[str, ...],
        seen: set[str],
    ) -> Path | None:
        for address in catalogs:
            if address in seen or len(seen) > _MOST_CATALOGS:
                continue
            seen.add(address)
            file = self._read(address)
            for (exact, start, end, delegate), each in zip(kinds, wanted, strict=True):
                if not each:
                    continue
                if (target := _matching(file, exact, start, end, each)) is not None:
                    return local_file(target)
                delegates = sorted(
                    (entry for entry in file.entries.get(delegate, ()) if each.startswith(entry[0])),
                    key=lambda entry: -len(entry[0]),
                )
                if delegates:
                    others = [other for _, other in delegates]
                    return self._first(others, (((exact, start, end, delegate)),), (each,), seen)
            found = self._first(file.following, kinds, wanted, seen)
            if found is not None:
                return found
        return None

    def _read(self, address: str) -> _File:
        if address not in self._known:
            self._known[address] = _File()
            path = local_file(address)
            if path is not None:
                self._known[address] = _read(path, address)
        return self._known[address]


def local_file(address: str) -> Path | None:
    """The existing file of a ``file:`` address or a path; ``None`` for all else."""
    parts = urlsplit(address)
    if parts.scheme == "file" and parts.netloc in ("", "localhost"):
        path = Path(url2pathname(parts.path))
    elif parts.scheme and len(parts.scheme) > 1:
        return None
    else:
        path = Path(unquote(address))
    try:
        return path if path.is_file() else None
    except (OSError, ValueError):
        return None


def _matching(file: _File, exact: str, start: str, end: str, wanted: str) -> str | None:
    for name, target in file.entries.get(exact, ()):
        if name == wanted:
            return target
    starts = [entry for entry in file.entries.get(start, ()) if wanted.startswith(entry[0])]
    if starts:
        beginning, prefix = max(starts, key=lambda entry: len(entry[0]))
        return prefix + quote(wanted[len(beginning) :], safe="/%:;=&?~+!$,@#'()*-._")
    ends = [entry for entry in file.entries.get(end, ()) if wanted.endswith(entry[0])]
    if ends:
        return max(ends, key=lambda entry: len(entry[0]))[1]
    return None


def _read(path: Path, address: str) -> _File:
    from tei_tools.inputs import as_input, read_bytes
    from tei_tools.parsing import parse

    try:
        root = parse(read_bytes(as_input(path), 50_000_000), str(path)).getroot()
    except UnreadableError as fault:
        raise UsageError(f"is no catalog: {fault.what}", file=str(path)) from None
    if root.tag != f"{_NAMESPACE}catalog":
        raise UsageError("is no OASIS XML catalog", file=str(path))
    file = _File()
    for element in root.iter(f"{_NAMESPACE}*"):
        kind = str(element.tag).rpartition("}")[2]
        bases = [each.get(_XML_BASE) for each in (element, *element.iterancestors())]
        base = address
        for each in reversed(bases):
            base = urljoin(base, each) if each else base
        if kind == "nextCatalog":
            file.following.append(urljoin(base, element.get("catalog") or ""))
        elif kind in _ENTRIES:
            looked_up, target = (element.get(name) for name in _ENTRIES[kind])
            if looked_up and target is not None:
                name = " ".join(looked_up.split())
                file.entries.setdefault(kind, []).append((name, urljoin(base, target)))
    return file
