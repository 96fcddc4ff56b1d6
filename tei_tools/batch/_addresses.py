"""Inputs at addresses that fsspec opens (``s3://``, ``sftp://``, ``https://`` …): the extra ``remote``.

What an address needs to be let in (keys, hosts) is fsspec's own configuration, and never in a plan or a
ledger.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from tei_tools.batch._causes import UnreachableError
from tei_tools.batch._file_state import NOT_KNOWN
from tei_tools.errors import MissingExtraError, UnreadableError
from tei_tools.inputs import Input

if TYPE_CHECKING:
    from tei_tools.batch._discovery import Found

__all__ = ["at", "found_at"]

# What tells that a file is another than before, in the words of the different systems.
_VERSIONS = (
    "ETag",
    "etag",
    "mtime",
    "LastModified",
    "last_modified",
    "modified",
    "md5",
    "checksum",
    "created",
)


def found_at(address: str, suffixes: tuple[str, ...]) -> Iterator[Found]:
    """The inputs at an address: a file, a pattern, or a folder with all that is in it."""
    from tei_tools.batch._discovery import Found

    try:
        system, path = _system(address)
        root, listed = _listed(system, path, suffixes)
    except (MissingExtraError, UnreadableError):
        raise
    except Exception as fault:
        yield Found(
            address.encode(),
            address,
            PurePosixPath(address).name,
            _unreachable(address, fault),
            "",
            NOT_KNOWN,
        )
        return
    for each, info in listed:
        full = str(system.unstrip_protocol(each))
        place = each[len(root) :].lstrip("/") if root and each.startswith(root) else PurePosixPath(each).name
        size = info.get("size")
        version = next((str(info[name]) for name in _VERSIONS if info.get(name) is not None), None)
        known = -1 if version is None else int(sha256(version.encode()).hexdigest()[:12], 16)
        item = Input(full, size, partial(_open, full), None)
        # A file system in this process's memory is not there for another.
        is_portable = "memory" not in _protocols(system)
        stat = (-1 if size is None else int(size), known, known, -1)
        yield Found(full.encode(), full, place, item, "", stat, (), is_portable)


def at(address: str) -> Input:
    """The input at one file's address."""
    return Input(address, None, partial(_open, address), None)


def _listed(
    system: Any, path: str, suffixes: tuple[str, ...]
) -> tuple[str, list[tuple[str, dict[str, Any]]]]:
    """The folder that places are below, and the files with what is known of them, by name."""
    if any(sign in path for sign in "*[") and "://" not in path:
        found = system.glob(path, detail=True)
        return "", sorted((name, info) for name, info in found.items() if info.get("type") == "file")
    if "http" in _protocols(system) and not path.endswith("/"):
        return "", [(path, dict(system.info(path)))]
    if system.isdir(path):
        found = system.find(path, detail=True)
        return path.rstrip("/"), sorted(
            (name, info) for name, info in found.items() if name.lower().endswith(suffixes)
        )
    return "", [(path, dict(system.info(path)))]


def _protocols(system: Any) -> tuple[str, ...]:
    said = system.protocol
    return (said,) if isinstance(said, str) else tuple(said)


def _system(address: str) -> tuple[Any, str]:
    try:
        import fsspec
    except ImportError:
        raise MissingExtraError("reading from an address", "remote") from None
    try:
        system, path = fsspec.core.url_to_fs(address)
    except (ImportError, ValueError) as fault:
        raise UnreadableError(f"this kind of address can't be opened: {fault}", file=address) from None
    return system, str(path)


def _open(address: str) -> BinaryIO:
    try:
        system, path = _system(address)
        return cast(BinaryIO, system.open(path, "rb"))
    except UnreadableError:
        raise
    except FileNotFoundError:
        raise UnreadableError("no such file", file=address) from None
    except Exception as fault:
        raise UnreachableError(_said(fault), file=address) from fault


def _unreachable(address: str, fault: Exception) -> Input:
    what = "no such file" if isinstance(fault, FileNotFoundError) else _said(fault)
    return Input(address, None, partial(_refuse, what, address), None)


def _refuse(what: str, address: str) -> BinaryIO:
    raise UnreachableError(what, file=address)


def _said(fault: Exception) -> str:
    return f"can't be reached: {type(fault).__name__}: {' '.join(str(fault).split())[:200]}"
