"""Grammars of ODDs and shipped grammars, compiled: from the cache or the package where they are there and
still true."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tei_tools.grammar._compiled import RelaxNG

__all__ = ["load_odd", "load_shipped", "ship"]

# To be raised when what this package makes of the same input changes between two releases.
_FORM = 1


def load_shipped(name: str, folder: Path | None = None) -> RelaxNG:
    """The compiled grammar that comes with the program by that name; ``folder`` is the cache.

    :raises KeyError: there is none of that name.
    """
    from tei_tools.grammar._compiled import SHIPPED as COMPILED
    from tei_tools.grammar._compiled import cache_folder, open_compiled

    digest = _digest_of(name)
    file = (folder or cache_folder()) / "grammars" / f"{digest}.grammar"
    found = open_compiled(file, digest) or open_compiled(_packaged(f"{name}{COMPILED}"), digest)
    if found is None:
        found = _made(name)
        found.save(file)
    found.file = file
    return found


def ship(name: str, target: Path, documents: Iterable[Path]) -> None:
    """Write a shipped grammar compiled, with the steps that the documents take through it, to ``target``:
    beside ``tei.json``, as ``tei_all.grammar``, :func:`load_shipped` finds it.

    :raises UnwritableError: it cannot be written.
    """
    from lxml import etree

    from tei_tools.errors import UnwritableError

    grammar = _made(name)
    for document in documents:
        grammar.faults(etree.parse(document, etree.XMLParser(recover=True)))
    if not grammar.save(target):
        raise UnwritableError("cannot write the compiled grammar", file=str(target))


def load_odd(path: Path, folder: Path | None = None) -> RelaxNG:
    """The compiled grammar of an ODD file; ``folder`` is the cache.

    :raises ODDError: no grammar can be made of it.
    :raises UnreadableError: it is not XML or not safe.
    """
    from tei_tools.grammar._compiled import cache_folder, compile_relax_ng, open_compiled
    from tei_tools.grammar.odd._compile import compile_odd
    from tei_tools.grammar.odd._reading import ODDError

    try:
        content = path.read_bytes()
    except OSError as error:
        raise ODDError(f"cannot be read: {error.strerror or error}", file=str(path)) from None
    place = str(path.resolve().parent).encode("utf-8", "surrogateescape")
    digest = _digest(content, place)
    file = (folder or cache_folder()) / "grammars" / f"{digest}.grammar"
    found = open_compiled(file, digest)
    if found is None:
        odd = compile_odd(path)
        odd.check()
        found = compile_relax_ng(path.with_suffix(".rng"), odd.relax_ng)
        found.digest = digest
        found.sources = tuple(
            (str(each.resolve()), hashlib.sha256(each.read_bytes()).hexdigest())
            for each in odd.files
            if each != path.absolute()
        )
        found.save(file)
    found.file = file
    return found


def _made(name: str) -> RelaxNG:
    from tei_tools.grammar._compiled import compile_relax_ng
    from tei_tools.grammar.odd._shipped import grammar_of

    made = compile_relax_ng(Path(f"{name}.rng"), grammar_of(name))
    made.digest = _digest_of(name)
    return made


def _digest_of(name: str) -> str:
    from tei_tools.grammar.odd._shipped import SHIPPED

    if name not in SHIPPED:
        raise KeyError(name)
    return _digest(name.encode())


def _digest(*parts: bytes) -> str:
    """What a grammar is known by: the table of TEI's specifications, this program, and what it is made of."""
    from tei_tools.grammar._compiled import schema_digest
    from tei_tools.grammar.odd._shipped import table_bytes

    digest = hashlib.sha256(f"odd {_FORM}\n".encode())
    for part in (table_bytes(), *parts):
        digest.update(hashlib.sha256(part).digest())
    return schema_digest(digest.digest())


def _packaged(name: str) -> Path:
    """Where a file of the package's schemas would be; nowhere in an archive that is not unpacked."""
    from importlib import resources

    place = resources.files("tei_tools.schemas").joinpath(name)
    return place if isinstance(place, Path) else Path(name)
