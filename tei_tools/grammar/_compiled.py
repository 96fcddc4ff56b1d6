"""A RELAX NG schema compiled: the class that validation walks with, and how it is found again on disk.

:func:`load_relax_ng` is the way in. The compiled grammar, with the steps that documents have taken through
it, is kept in the user's cache folder and taken from there as long as the schema's files and this program
are the same.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from tei_tools._collector import held
from tei_tools.errors import UnwritableError
from tei_tools.grammar import _store
from tei_tools.grammar._automaton import Automaton, Watched
from tei_tools.grammar._expected import Expected
from tei_tools.grammar._faults import Fault
from tei_tools.grammar._patterns import Patterns
from tei_tools.grammar._recovery import Recovery
from tei_tools.grammar._walk import walk
from tei_tools.version import VERSION

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.grammar._stream import Place

__all__ = ["RelaxNG", "cache_folder", "compile_relax_ng", "load_relax_ng", "ship"]

# The ending of a compiled grammar that stands beside its schema.
SHIPPED = ".grammar"
# So many new steps make it worth writing the file again.
_WORTH_SAVING = 64
# Frames for reading a schema in which definitions refer to definitions that refer to definitions.
_DEEPEST_REFERENCES = 6000


class RelaxNG:
    """A compiled schema. It learns while it is used, and may be used for any number of documents, one at a
    time."""

    def __init__(self, patterns: Patterns, start: int) -> None:
        self.patterns = patterns
        self.automaton = Automaton(patterns, start)
        self.expected = Expected(self.automaton)
        self.file: Path | None = None
        self.digest = ""
        self.sources: tuple[tuple[str, str], ...] = ()
        self.saved = 0
        self._seen: Watched | None = None

    def watch(self, attributes: Iterable[str], elements: Iterable[str]) -> None:
        """Let the walk note attributes and elements of these names (in Clark's notation) for :meth:`seen`."""
        watched = self.automaton.watched
        if not (watched.attributes.keys() >= set(attributes) and watched.elements.keys() >= set(elements)):
            self.automaton.watch(attributes, elements)

    def seen(self) -> Watched | None:
        """What was noted in the last document, in its order; ``None`` where a part of it was passed over."""
        return self._seen

    def faults(self, tree: etree._ElementTree | etree._Element) -> list[Fault]:
        """Every fault of a document once, in document order."""
        root: etree._Element = tree.getroot() if hasattr(tree, "getroot") else tree
        recovery = Recovery(self.automaton, self.expected)
        self._seen = None
        watched = self.automaton.watched
        watched.clear()
        count = walk(self.automaton, root, recovery)
        if (watched.attributes or watched.elements) and count == int(_count(root)):
            self._seen = watched.copy()
        if not recovery.faults:
            return []
        wanted = {fault.element for fault in recovery.faults}
        places = {element: index for index, element in enumerate(root.iter("*")) if element in wanted}
        found = [replace(fault, index=places[fault.element]) for fault in recovery.faults]
        found.sort(key=lambda fault: fault.index)
        return found

    def stream_faults(
        self, stream: BinaryIO, name: str = "", note: Callable[[Place], None] | None = None
    ) -> list[Fault]:
        """The faults of a file too large to hold: memory grows with depth and faults alone. ``note`` is told
        of every element when it is met.

        Their elements are :class:`~tei_tools.grammar._stream.Place` values, which know line and column.

        :raises UnreadableError: the file is not well-formed XML.
        """
        from tei_tools.grammar._stream import walk_stream

        recovery = Recovery(self.automaton, self.expected)
        walk_stream(self.automaton, stream, recovery, name, note)
        places: list[Any] = [fault.element for fault in recovery.faults]
        found = [replace(fault, index=at.index) for fault, at in zip(recovery.faults, places, strict=True)]
        found.sort(key=lambda fault: fault.index)
        return found

    def is_valid(self, tree: etree._ElementTree | etree._Element) -> bool:
        """Whether the document has no fault."""
        return not self.faults(tree)

    def save(self, file: Path | None = None) -> bool:
        """Write the grammar and what it has learned to ``file`` or where it came from; ``False`` if that
        fails."""
        target = file or self.file
        if target is None:
            return False
        self.saved = self.automaton.derivatives.learned
        return _store.write(target, self.automaton, self.digest, self.sources)

    def remember(self) -> None:
        """Save if much was learned since the last time: to be called at the end of a run."""
        if self.automaton.derivatives.learned - self.saved >= _WORTH_SAVING:
            self.save()


def _count(root: etree._Element) -> float:
    count: Any = root.xpath("count(descendant-or-self::*)")
    return float(count)


def compile_relax_ng(path: Path, content: bytes | None = None) -> RelaxNG:
    """Read, simplify and check a schema; ``content`` stands in for what is in the file.

    :raises SchemaError: it cannot be read or is not right RELAX NG.
    """
    from tei_tools.grammar._restrictions import check_restrictions
    from tei_tools.grammar._schema import SchemaError, Sources, read_schema
    from tei_tools.grammar._simplify import simplify

    sources, patterns = Sources(), Patterns()
    if content is not None:
        sources.files[path] = content
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, _DEEPEST_REFERENCES))
    try:
        start, origins = simplify(read_schema(path, sources), patterns)
        check_restrictions(patterns, start, origins)
    except RecursionError:
        raise SchemaError("its definitions are nested too deeply", file=str(path)) from None
    finally:
        sys.setrecursionlimit(limit)
    grammar = RelaxNG(patterns, start)
    grammar.sources = tuple(
        (str(file.resolve()), hashlib.sha256(content).hexdigest())
        for file, content in sources.files.items()
        if file != path
    )
    return grammar


def load_relax_ng(path: Path, folder: Path | None = None, content: bytes | None = None) -> RelaxNG:
    """The schema's compiled grammar: from the cache if it is there and still true, else compiled and kept.

    ``folder`` stands in for :func:`cache_folder`, ``content`` for what is in the file. Where nothing can be
    written the grammar is in memory alone.

    :raises SchemaError: the schema cannot be read or is not right RELAX NG.
    """
    if content is None:
        try:
            content = path.read_bytes()
        except OSError:
            return compile_relax_ng(path)
    digest = schema_digest(content)
    place = digest
    if b"href" in content or path.suffix.lower() == ".rnc":
        # What a relative reference leads to depends on where the schema stands.
        resolved = str(path.resolve().parent).encode("utf-8", "surrogateescape")
        place = hashlib.sha256(digest.encode() + resolved).hexdigest()
    file = (folder or cache_folder()) / "grammars" / f"{place}.grammar"
    grammar = open_compiled(file, digest) or open_compiled(path.with_suffix(SHIPPED), digest)
    if grammar is None:
        grammar = compile_relax_ng(path, content)
        grammar.digest = digest
        grammar.save(file)
    grammar.file = file
    return grammar


def schema_digest(content: bytes) -> str:
    """What a compiled grammar is known by: the schema's own file, this program's version, and its format."""
    return hashlib.sha256(f"{VERSION}\n{_store.FORMAT}\n".encode() + content).hexdigest()


def ship(schema: Path, documents: Iterable[Path]) -> Path:
    """Compile a schema to a file beside it, with the steps that the documents take; :func:`load_relax_ng`
    finds it.

    :raises SchemaError: the schema cannot be read or is not right RELAX NG.
    """
    from lxml import etree

    grammar = compile_relax_ng(schema)
    grammar.digest = schema_digest(schema.read_bytes())
    for document in documents:
        grammar.faults(etree.parse(document, etree.XMLParser(recover=True)))
    target = schema.with_suffix(SHIPPED)
    if not grammar.save(target):
        raise UnwritableError("cannot write the compiled grammar", file=str(target))
    return target


@held()
def open_compiled(file: Path, digest: str | None = None) -> RelaxNG | None:
    """A grammar that was saved, or ``None`` where there is none, it is damaged, it was made of another schema
    than that of ``digest``, or a file that the schema includes changed."""
    stored = _store.read(file)
    if stored is None or (digest is not None and stored.digest != digest):
        return None
    patterns, start, sources = stored.patterns, stored.start, stored.sources
    for source, before in sources:
        try:
            if hashlib.sha256(Path(source).read_bytes()).hexdigest() != before:
                return None
        except OSError:
            return None
    grammar = RelaxNG(patterns, start)
    grammar.file = file
    grammar.digest = stored.digest
    grammar.sources = sources
    stored.seed(grammar.automaton.derivatives)
    return grammar


def cache_folder() -> Path:
    """``TEI_TOOLS_CACHE``, else the user's cache folder on this system."""
    chosen = os.environ.get("TEI_TOOLS_CACHE")
    if chosen:
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_cache_dir("tei-tools", appauthor=False))
