"""Finding what a room holds: its own modules by listing its folder, other packages' by entry point.

A room is a package of ``tei_tools`` whose modules each add one thing of its kind (a source format,
a tagger, a rule, an exporter). A module whose name begins with an underscore is an inner part of its
room, not one of its things. Another package adds a thing by an entry point in the group
``tei_tools.<room>`` that names such a module.

Listing imports nothing; :func:`load` imports the one that is asked for.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType

from tei_tools.errors import UsageError


def names(room: str) -> tuple[str, ...]:
    """The names of the things in ``room`` (for instance ``"taggers"``), sorted, none imported."""
    return tuple(sorted({*_built_in(room), *_plugged_in(room)}))


def load(room: str, name: str) -> ModuleType:
    """The module called ``name`` in ``room``.

    Raises :class:`UsageError` where there is none of that name; the message lists those there are.
    """
    if name in _built_in(room):
        return importlib.import_module(f"tei_tools.{room}.{name}")
    plugged_in = _plugged_in(room)
    if name in plugged_in:
        module = plugged_in[name].load()
        if not isinstance(module, ModuleType):
            raise UsageError(f"entry point {name!r} of group tei_tools.{room} is not a module")
        return module
    raise UsageError(f"there is no {name!r} among the {room}", advice=f"choose of: {', '.join(names(room))}")


def load_all(room: str) -> dict[str, ModuleType]:
    """Every module of ``room`` by name, in the order of their names."""
    return {name: load(room, name) for name in names(room)}


def _built_in(room: str) -> tuple[str, ...]:
    return _modules(tuple(importlib.import_module(f"tei_tools.{room}").__path__))


def _plugged_in(room: str) -> dict[str, EntryPoint]:
    return dict(_points(room, tuple(sys.path)))


# Every document asks what a room holds. Folders are listed once in a process, and once more where the places
# that Python looks in have changed.


@lru_cache(maxsize=64)
def _modules(folders: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(module.name for module in pkgutil.iter_modules(folders) if not module.name.startswith("_"))


@lru_cache(maxsize=64)
def _points(room: str, path: tuple[str, ...]) -> tuple[tuple[str, EntryPoint], ...]:
    return tuple((point.name, point) for point in entry_points(group=f"tei_tools.{room}"))
