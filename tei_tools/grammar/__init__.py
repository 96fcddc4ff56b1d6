"""Grammar: a schema → a :class:`Grammar`, what validation asks for the faults of a document.

:meth:`tei_tools.resources.Resources.grammar` gives one by name or file. The engine is
:mod:`tei_tools.grammar._compiled`, a RELAX NG validator of our own; :mod:`tei_tools.grammar.libxml2` is the
one in libxml2 behind the same :class:`Grammar`, to compare with. To add a schema language: a module here with
a ``load(content, name)`` that gives a :class:`Grammar`, and its tests in ``tests/grammar/``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.grammar._faults import Fault

__all__ = ["Grammar"]


class Grammar(Protocol):
    """A schema that documents can be held against."""

    def faults(self, tree: etree._ElementTree) -> Sequence[Fault]:
        """Every fault of ``tree``, in document order; none where it is valid."""
        ...
