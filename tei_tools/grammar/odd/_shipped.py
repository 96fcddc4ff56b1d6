"""The grammars that come with the program, made from the table of TEI's specifications."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tei_tools.grammar.odd._facts import Table
    from tei_tools.grammar.odd._specs import Spec

__all__ = ["SHIPPED", "grammar_of", "section_number", "table_bytes", "tei_specs", "tei_version"]

SHIPPED = ("tei_all",)
# The modules of tei_all, in the order that its ODD comes to: tei and core go first.
MODULES = (
    "tei core header textstructure gaiji verse drama spoken cmc analysis dictionaries msdescription transcr "
    "textcrit namesdates figures corpus linking iso-fs nets certainty tagdocs"
).split()


def table_bytes() -> bytes:
    """The file of the table."""
    from importlib import resources

    return resources.files("tei_tools.schemas").joinpath("tei.json").read_bytes()


@cache
def _table() -> Table:
    from tei_tools.grammar.odd._facts import read_table

    return read_table(table_bytes())


def tei_version() -> str:
    """The version of TEI P5 that the table has."""
    return str(_table()["version"])


def tei_specs() -> list[Spec]:
    """TEI's own specifications."""
    from tei_tools.grammar.odd._facts import specs_of

    return specs_of(_table())


def section_number(identifier: str) -> str | None:
    """The number of a section of the Guidelines by its identifier: 3.1 for COPA."""
    number: str | None = _table()["numbers"].get(identifier)
    return number


def grammar_of(name: str) -> bytes:
    """The shipped grammar of that name, as RELAX NG in XML.

    :raises KeyError: there is none; :data:`SHIPPED` has those that there are.
    """
    if name not in SHIPPED:
        raise KeyError(name)
    from tei_tools.grammar.odd._customisation import Customisation
    from tei_tools.grammar.odd._files import Folder
    from tei_tools.grammar.odd._relaxng import relax_ng

    specs: dict[str, Spec] = {}
    known = tei_specs()
    for module in MODULES:
        specs.update((spec.ident, spec) for spec in known if spec.module == module)
    customisation = Customisation(name, ("TEI", "teiCorpus"), "", "", "", None, name, 0)
    heading = f"{name}: made by tei-tools from the specifications of TEI {tei_version()}"
    return relax_ng(customisation, specs, Folder(), [], heading)
