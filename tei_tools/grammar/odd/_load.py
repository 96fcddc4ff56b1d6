"""Grammars of ODDs and shipped grammars, compiled: from the cache where they are there and still true."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from tei_tools.grammar import _store
from tei_tools.version import VERSION

if TYPE_CHECKING:
    from tei_tools.grammar._compiled import RelaxNG

__all__ = ["compiled", "load_odd", "load_shipped"]

# To be raised when what this package makes of the same input changes between two releases.
_FORM = 1


def load_shipped(name: str, folder: Path | None = None) -> RelaxNG:
    """The compiled grammar that comes with the program by that name; ``folder`` is the cache.

    :raises KeyError: there is none of that name.
    """
    from tei_tools.grammar.odd._shipped import SHIPPED, grammar_of

    if name not in SHIPPED:
        raise KeyError(name)
    file = _place(folder, name.encode())
    return _opened(file) or _kept(compiled(Path(f"{name}.rng"), grammar_of(name)), file)


def load_odd(path: Path, folder: Path | None = None) -> RelaxNG:
    """The compiled grammar of an ODD file; ``folder`` is the cache.

    :raises ODDError: no grammar can be made of it.
    :raises UnreadableError: it is not XML or not safe.
    """
    from tei_tools.grammar.odd._compile import compile_odd
    from tei_tools.grammar.odd._reading import ODDError

    try:
        content = path.read_bytes()
    except OSError as error:
        raise ODDError(f"cannot be read: {error.strerror or error}", file=str(path)) from None
    place = str(path.resolve().parent).encode("utf-8", "surrogateescape")
    file = _place(folder, content, place)
    found = _opened(file)
    if found is None:
        odd = compile_odd(path)
        found = compiled(path.with_suffix(".rng"), odd.relax_ng)
        found.sources = tuple(
            (str(each.resolve()), hashlib.sha256(each.read_bytes()).hexdigest())
            for each in odd.files
            if each != path.absolute()
        )
        _kept(found, file)
    return found


def _place(folder: Path | None, *parts: bytes) -> Path:
    """The file of the cache for what is made of these."""
    from tei_tools.grammar._compiled import cache_folder
    from tei_tools.grammar.odd._shipped import table_bytes

    digest = hashlib.sha256(f"odd\n{VERSION}\n{_store.FORMAT}\n{_FORM}\n".encode())
    for part in (table_bytes(), *parts):
        digest.update(hashlib.sha256(part).digest())
    return (folder or cache_folder()) / "grammars" / f"{digest.hexdigest()}.grammar"


def _opened(file: Path) -> RelaxNG | None:
    from tei_tools.grammar._compiled import open_compiled

    return open_compiled(file)


def _kept(grammar: RelaxNG, file: Path) -> RelaxNG:
    grammar.file = file
    grammar.save()
    return grammar


def compiled(path: Path, content: bytes) -> RelaxNG:
    """The grammar in ``content``; ``path`` stands in messages and is not read.

    :raises SchemaError: it is not right RELAX NG.
    """
    from tei_tools.grammar._compiled import RelaxNG
    from tei_tools.grammar._patterns import Patterns
    from tei_tools.grammar._restrictions import check_restrictions
    from tei_tools.grammar._schema import Sources, read_schema
    from tei_tools.grammar._simplify import simplify

    sources, patterns = Sources(), Patterns()
    sources.files[path] = content
    start, origins = simplify(read_schema(path, sources), patterns)
    check_restrictions(patterns, start, origins)
    return RelaxNG(patterns, start)
