"""RELAX NG's compact syntax (ISO/IEC 19757-2, annex C), read through ``rnc2rng``, the extra ``rnc``.

What that library leaves out without a word (definitions that replace those of an included file, ``external``)
or would fetch from the network is refused, so that no schema is read as another than it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tei_tools.errors import MissingExtraError

__all__ = ["SUFFIX", "to_xml"]

SUFFIX = ".rnc"
_COMMENT_OR_LITERAL = re.compile(r"""#[^\n]*|\"\"\".*?\"\"\"|'''.*?'''|"[^"\n]*"|'[^'\n]*'""", re.DOTALL)
_INCLUDE = re.compile(r"(?<![\w\\.:-])(include|external)\s+\x00(\d+)\x00\s*(inherit\b[^{]*)?(\{)?")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_CONVERT = "convert the schema to the XML syntax (trang), and use that"
_MOST_FILES = 100


def to_xml(path: Path, content: bytes, files: dict[Path, bytes]) -> bytes:
    """The schema in the XML syntax; the files that it includes are added to ``files``.

    :raises SchemaError: it cannot be read, or uses what is not read here.
    :raises MissingExtraError: ``rnc2rng`` is not installed.
    """
    try:
        import rnc2rng
        from rnc2rng import parser
    except ImportError:
        raise MissingExtraError("the compact syntax of RELAX NG", "rnc") from None
    from tei_tools.grammar._schema import SchemaError

    for included in _included(path, content, []):
        files[included] = included.read_bytes()
    try:
        found = parser.parse(f=str(path))
        text: str = rnc2rng.dumps(found)
    except AssertionError:
        what = (
            "it and a file that it includes declare different namespaces or datatypes, which is not read here"
        )
        raise SchemaError(what, file=str(path), advice=_CONVERT) from None
    except Exception as why:  # the library raises what its parser does
        where = re.search(r"line (\d+)", str(why)) or re.search(r"lineno=(\d+)", repr(why))
        told = str(why).strip().splitlines()[-1:] or [type(why).__name__]
        line = int(where[1]) if where else getattr(getattr(why, "location", None), "lineno", None)
        raise SchemaError(
            f"not in the compact syntax of RELAX NG: {told[0][:200]}", file=str(path), line=line
        ) from None
    return text.encode("utf-8")


def _included(path: Path, content: bytes, above: list[Path]) -> Iterator[Path]:
    """The files that a schema includes, and those that they do."""
    from tei_tools.grammar._schema import SchemaError

    try:
        text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8")
    except UnicodeDecodeError:
        raise SchemaError("is neither UTF-8 nor UTF-16", file=str(path)) from None
    literals: list[str] = []

    def kept(match: re.Match[str]) -> str:
        if match[0].startswith("#"):
            return " "
        literals.append(match[0].strip("\"'"))
        return f"\x00{len(literals) - 1}\x00"

    for match in _INCLUDE.finditer(_COMMENT_OR_LITERAL.sub(kept, text)):
        address = literals[int(match[2])]
        if match[1] == "external":
            raise SchemaError("uses `external`, which is not read here", file=str(path), advice=_CONVERT)
        if match[3] or match[4]:
            what = "includes a file and replaces definitions of it, which is not read here"
            raise SchemaError(what, file=str(path), advice=_CONVERT)
        if _ADDRESS.match(address):
            raise SchemaError(
                f"includes {address}, and nothing is fetched",
                file=str(path),
                advice="save it beside the schema",
            )
        there = path.parent / address
        if there in above or len(above) > _MOST_FILES:
            raise SchemaError(f"{there.name} includes itself", file=str(path))
        if not there.is_file():
            raise SchemaError(f"includes {address}, and there is no such file", file=str(path))
        yield there
        yield from _included(there, there.read_bytes(), [*above, there])
