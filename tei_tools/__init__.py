"""tei-tools: encode articles as TEI P5, validate any TEI, convert any TEI to what archives ingest.

    tree = tei_tools.encode("article.txt")
    for finding in tei_tools.validate("article.xml"): ...
    record = tei_tools.read("article.xml")
    tei_tools.convert(["article.xml"], ["jsonld", "csv"], "out")

The functions are those of :mod:`tei_tools.api`, imported when they are asked for.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tei_tools.version import VERSION

if TYPE_CHECKING:
    from tei_tools.api import convert, encode, read, validate
    from tei_tools.records import read_parts

__version__ = VERSION
__all__ = ["__version__", "convert", "encode", "read", "read_parts", "validate"]

# In a checkout, cli/ and schemas/ stand beside this folder; installed, they stand inside it.
_beside = Path(__file__).resolve().parent.parent
if not (Path(__file__).parent / "cli").is_dir() and (_beside / "cli").is_dir():
    __path__.append(str(_beside))


def __getattr__(name: str) -> Any:
    if name in ("convert", "encode", "read", "validate"):
        from tei_tools import api

        return getattr(api, name)
    if name == "read_parts":
        from tei_tools.records import read_parts

        return read_parts
    raise AttributeError(f"module 'tei_tools' has no attribute {name!r}")
