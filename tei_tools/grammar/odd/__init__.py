"""ODD: TEI's own schema language (Guidelines, chapters 22 and 23) → a grammar in RELAX NG.

:func:`compile_odd` takes an ODD file and gives a :class:`CompiledODD`; :func:`grammar_of` a shipped grammar.
TEI's own specifications come from ``schemas/tei.json``, a table of facts that ``scripts/compile_tei.py``
makes; no official file is needed. The stages, a module each: an ODD is read (``_customisation``,
``_read_specs``), the specifications it takes are found (``_select``) and changed (``_change``), and a grammar
is made of what results (``_relaxng``, ``_relaxng_content``, ``_relaxng_attributes``).

Deviations from the TEI Consortium's Stylesheets, on purpose: an attribute that an element would have twice,
from two classes, it has once; a specification added although it is there takes the other's place, with a
notice; ``valList`` and ``valItem`` without a mode are in mode add.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tei_tools.grammar.odd._compile import CompiledODD, compile_odd
    from tei_tools.grammar.odd._load import load_odd, load_shipped
    from tei_tools.grammar.odd._reading import ODDError
    from tei_tools.grammar.odd._shipped import SHIPPED, grammar_of, section_number, tei_specs, tei_version
    from tei_tools.grammar.odd._specs import Constraint, Notice, Spec

__all__ = [
    "SHIPPED",
    "CompiledODD",
    "Constraint",
    "Notice",
    "ODDError",
    "Spec",
    "compile_odd",
    "grammar_of",
    "load_odd",
    "load_shipped",
    "section_number",
    "tei_specs",
    "tei_version",
]

# Where each name is; imported when it is asked for: a grammar from the cache needs no processor.
_MODULES = {
    "_compile": ("CompiledODD", "compile_odd"),
    "_load": ("load_odd", "load_shipped"),
    "_reading": ("ODDError",),
    "_shipped": ("SHIPPED", "grammar_of", "section_number", "tei_specs", "tei_version"),
    "_specs": ("Constraint", "Notice", "Spec"),
}


def __getattr__(name: str) -> Any:
    for module, names in _MODULES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(name)
