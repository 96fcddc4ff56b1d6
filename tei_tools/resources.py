"""Resources: grammars, schemas and the gazetteer, loaded when they are asked for by an object that a caller
holds.

Nothing is loaded at import and nothing is kept in a global. Sent to another process, a :class:`Resources`
takes only its configuration along and loads again there.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from tei_tools.errors import UsageError

if TYPE_CHECKING:
    from tei_tools.grammar import Grammar
    from tei_tools.taggers._gazetteer import Gazetteer
    from tei_tools.taggers._name_model import NameModel

__all__ = ["Resources"]

CACHE_VARIABLE = "TEI_TOOLS_CACHE"
# Grammars that are no file but made of the table of TEI's specifications when they are first asked for.
MADE_OF_TABLE = ("tei_all",)


class Resources:
    """What the stages need besides their input; each is loaded once and kept.

    ``cache`` is the folder for what is worth keeping between runs; by default ``TEI_TOOLS_CACHE``, or the
    system's own place for it.
    """

    def __init__(self, cache: Path | None = None) -> None:
        self._cache = cache
        self._grammars: dict[str, Grammar] = {}
        self._gazetteer: Gazetteer | None = None
        self._names_models: dict[Path | None, NameModel | None] = {}

    def __reduce__(self) -> tuple[type[Resources], tuple[Path | None]]:
        return (Resources, (self._cache,))

    def schema(self, name: str) -> bytes:
        """The file ``name`` of the package's ``schemas``; :class:`~tei_tools.errors.UsageError` where there
        is none.
        """
        from importlib import resources

        folder = resources.files("tei_tools.schemas")
        there = sorted(entry.name for entry in folder.iterdir() if entry.is_file() and "." in entry.name[1:])
        if name not in there or name.endswith(".py"):
            known = [
                entry for entry in there if Path(entry).suffix == Path(name).suffix and entry[-3:] != ".py"
            ]
            raise UsageError(
                f"there is no schema {name!r}", advice=f"there are: {', '.join(known)}" if known else None
            )
        return folder.joinpath(name).read_bytes()

    def grammar(self, name: str, phase: str | None = None) -> Grammar:
        """The grammar called ``name`` (``tei_all``, ``tei_tools``), or in the RELAX NG, ODD or Schematron
        file ``name`` (``project.rng``, ``project.rnc``, ``project.odd``, ``project.sch``). ``phase`` is that
        of its Schematron, if it has any.

        Raises :class:`~tei_tools.errors.UsageError` where there is none, and
        :class:`~tei_tools.errors.UnreadableError` where the file is no RELAX NG, ODD or Schematron.
        """
        key = f"{name}\0{phase}" if phase else name
        if key not in self._grammars:
            self._grammars[key] = self._loaded(name, phase)
        return self._grammars[key]

    def _loaded(self, name: str, phase: str | None) -> Grammar:
        from importlib import resources

        from tei_tools.grammar._compiled import load_relax_ng

        kind = Path(name).suffix.lower()
        if kind in (".rng", ".rnc", ".odd", ".sch") and not Path(name).is_file():
            raise UsageError("no such schema", file=name)
        if kind in (".rng", ".rnc"):
            return self._with_schematron(load_relax_ng(Path(name), self.cache_folder()), name, phase)
        if kind == ".odd":
            from tei_tools.grammar.odd import load_odd

            return self._with_schematron(load_odd(Path(name), self.cache_folder()), name, phase)
        if kind == ".sch":
            from tei_tools.validation._schematron import open_file

            return open_file(Path(name), phase=phase, cache=self.cache_folder())
        if phase:
            raise UsageError(f"{name} has no phases", advice="--phase is for a schema with Schematron")
        if name in MADE_OF_TABLE:
            from tei_tools.grammar.odd import load_shipped

            return load_shipped(name, self.cache_folder())
        self.schema(f"{name}.rng")  # tells what there is
        with resources.as_file(resources.files("tei_tools.schemas").joinpath(f"{name}.rng")) as path:
            return load_relax_ng(path, self.cache_folder())

    def _with_schematron(self, grammar: Grammar, name: str, phase: str | None) -> Grammar:
        from tei_tools.validation._schematron._beside import with_schematron

        if name.lower().endswith(".rnc"):
            return grammar  # the compact syntax has no Schematron in it
        return with_schematron(grammar, Path(name), self.cache_folder(), phase)

    def gazetteer(self) -> Gazetteer:
        """The gazetteer of places, bodies and words."""
        if self._gazetteer is None:
            from tei_tools.taggers._gazetteer import Gazetteer

            self._gazetteer = Gazetteer.open()
        return self._gazetteer

    def names_model(self, path: Path | None = None) -> NameModel | None:
        """The statistical model of names that is shipped, ``None`` where its file is not there: the rules
        stand alone. With ``path`` the project's own; :class:`~tei_tools.errors.UnreadableError` where that
        is none.
        """
        if path not in self._names_models:
            from tei_tools.taggers._name_model import MODEL_FILE, NameModel

            there = path is not None or MODEL_FILE.is_file()
            self._names_models[path] = NameModel.open(path) if there else None
        return self._names_models[path]

    def cache_folder(self) -> Path | None:
        """A folder that can be written to, made if need be; ``None`` where there is no such place."""
        import tempfile

        named = self._cache or os.environ.get(CACHE_VARIABLE)
        if named:
            folder = Path(named)
        else:
            import platformdirs

            folder = platformdirs.user_cache_path("tei-tools", appauthor=False)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                return folder
        except (OSError, RuntimeError):
            return None
