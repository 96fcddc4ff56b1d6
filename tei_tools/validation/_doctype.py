"""External entities of a document type declaration: put in where they may be read, else told and left out.

Terms as in XML 1.0 (fifth edition), 4.2.2 and 4.5. An external entity is made an internal one whose text is
the file's, or is empty; line ends in it become references, so that all other lines stay where they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tei_tools.validation import Finding

__all__ = ["CODES", "prepared"]

CODES = {
    "TEI-DTD-001": "an external entity that is not read: what it stands for is missing",
    "TEI-DTD-002": "an external entity whose file is not there or can't be read",
}
CHAPTER = "vi. Languages and Character Sets; v.7.3 Entity References (XML 1.0, section 4.2.2)"
HELP = {
    "TEI-DTD-001": (
        "",
        "External entities could read any file or address. Those whose files stand below the folder of the "
        "document are read with `--local-entities`; put others into the document, or use `xi:include`.",
    ),
    "TEI-DTD-002": ("", "Correct the address in the declaration (it counts from the document's folder)."),
}

_LITERAL = r"""(?:"[^"]*"|'[^']*')"""
_EXTERNAL = re.compile(
    r"<!ENTITY\s+(?P<parameter>%\s+)?(?P<name>[^\s%\"'<>]+)\s+"
    rf"(?P<identifier>SYSTEM\s+(?P<system>{_LITERAL})|PUBLIC\s+(?P<public>{_LITERAL})\s+(?P<address>{_LITERAL}))"
    r"(?P<data>\s+NDATA\s+[^\s>]+)?\s*>"
)
_DOCTYPE = re.compile(
    rf"<!DOCTYPE\s+[^\s\[>]+\s+(?:SYSTEM\s+(?P<system>{_LITERAL})"
    rf"|PUBLIC\s+(?P<public>{_LITERAL})\s+(?P<address>{_LITERAL}))\s*(?P<subset>\[)?"
)
_GENERAL = re.compile(rf"<!ENTITY\s+(?P<name>[^\s%\"'<>&;]+)\s+(?P<literal>{_LITERAL})\s*>")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TEXT_DECLARATION = re.compile(r"^\ufeff?<\?xml\s.*?\?>", re.DOTALL)
_MOST = 10_000_000

Resolve = Callable[[str, str], Path | None]


def prepared(
    data: bytes, file: Path | None, *, local_entities: bool, resolve: Resolve | None = None
) -> tuple[bytes, tuple[Finding, ...]]:
    """``data`` without external entities, and what is to be said of those that were left out.

    ``resolve`` maps a system and a public identifier to a local file (a catalog). Where local entities are
    read, so are the entities that a local DTD declares. Encodings in which ``<!ENTITY`` is not ASCII are left
    to the parser, which refuses.
    """
    has_entities = b"<!ENTITY" in data
    if not has_entities and not (local_entities and b"<!DOCTYPE" in data):
        return data, ()
    text = data.decode("latin-1")
    if local_entities:
        text = _with_dtd(text, file, resolve)
    start = text.find("<!DOCTYPE")
    end = _end(text, start)
    comments = [(each.start(), each.end()) for each in _COMMENT.finditer(text, start, end)]
    pieces: list[str] = []
    found: list[Finding] = []
    place = 0
    for match in _EXTERNAL.finditer(text, max(start, 0), end):
        if match["data"] or any(first <= match.start() < last for first, last in comments):
            continue
        if match["parameter"] and match["public"]:
            continue  # a part of a public DTD, which the parser leaves out without a word
        content, fault = _content(match, file, local_entities, resolve)
        if fault is not None:
            line = text.count("\n", 0, match.start()) + 1
            column = match.start() - text.rfind("\n", 0, match.start())
            code, what, to_do = fault
            xpath = "/*"
            found.append(Finding(code, "error", "", line, column, xpath, what, (), to_do))
        lines = text.count("\n", match.start("identifier"), match.end("identifier"))
        pieces += (text[place : match.start("identifier")], f'"{content}"', "\n" * lines)
        place = match.end("identifier")
    if not pieces:
        return (text.encode("latin-1") if local_entities else data), ()
    return ("".join(pieces) + text[place:]).encode("latin-1"), tuple(found)


def _with_dtd(text: str, file: Path | None, resolve: Resolve | None) -> str:
    """The text with the general entities of a local DTD in its internal subset, after those of its own."""
    match = _DOCTYPE.search(text)
    if match is None:
        return text
    system = (match["system"] or match["address"])[1:-1]
    mapped = resolve(system, (match["public"] or "  ")[1:-1]) if resolve else None
    target = mapped or _below(system, file)
    try:
        if target is None or target.stat().st_size > _MOST:
            return text
        declared = _COMMENT.sub("", target.read_bytes().decode("utf-8"))
    except (OSError, UnicodeError):
        return text  # without its DTD a file is read all the same
    found = "".join(
        f"<!ENTITY {each['name']} {_in_a_line(each['literal'])}>"
        for each in _GENERAL.finditer(declared)
        if "%" not in each["literal"]
    )
    if not match["subset"]:
        return f"{text[: match.end()]} [{found}]{text[match.end() :]}"
    end = text.rfind("]", match.end(), _end(text, match.start()))
    return f"{text[:end]}{found}{text[end:]}" if end >= 0 else text


def _in_a_line(literal: str) -> str:
    """A literal in ASCII and in one line."""
    plain = literal.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "&#10;")
    return plain.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _content(
    match: re.Match[str], file: Path | None, allowed: bool, resolve: Resolve | None
) -> tuple[str, tuple[str, str, str] | None]:
    """The literal of an internal entity in the place of an external one, and what is wrong."""
    name = ("%" if match["parameter"] else "&") + f"{match['name']};"
    system = (match["system"] or match["address"])[1:-1]
    public = (match["public"] or "  ")[1:-1]
    mapped = resolve(system, public) if resolve else None
    target = mapped or _below(system, file)
    if target is None:
        to_do = "put what it stands for into the document"
        return "", ("TEI-DTD-001", f"the external entity {name} ({system}) is not read", to_do)
    if not allowed:
        to_do = "allow it with --local-entities, if you trust the file"
        return "", ("TEI-DTD-001", f"the external entity {name} ({system}) is not read", to_do)
    try:
        if target.stat().st_size > _MOST:
            return "", ("TEI-DTD-002", f"the external entity {name} ({system}) is larger than 10 MB", "")
        content = _TEXT_DECLARATION.sub("", target.read_bytes().decode("utf-8"))
    except (OSError, UnicodeError) as fault:
        reason = "is not UTF-8" if isinstance(fault, UnicodeError) else "is not there"
        return "", ("TEI-DTD-002", f"the external entity {name} ({system}) {reason}", "correct its address")
    return _literal(content), None


def _below(system: str, file: Path | None) -> Path | None:
    """The file that a system identifier leads to, if it stands below the folder of ``file``."""
    address = urlsplit(system)
    if file is None or address.scheme or address.netloc or not address.path:
        return None
    try:
        folder = file.parent.resolve()
        target = (folder / unquote(address.path)).resolve()
    except (OSError, ValueError, RuntimeError):
        return None
    return target if target.is_relative_to(folder) else None


def _literal(content: str) -> str:
    """An entity's text as the literal that stands for it (XML 1.0, 4.5), in ASCII, in one line."""
    content = content.replace("\r\n", "\n").replace("\r", "\n")
    content = content.replace("&#", "&#38;#").replace("%", "&#37;").replace('"', "&#34;")
    content = content.replace("\n", "&#10;")
    return content.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _end(text: str, start: int) -> int:
    """Where the document type declaration ends, at the latest."""
    if start < 0:
        return 0
    match = re.compile(r"\]\s*>").search(text, start)
    return match.end() if match else len(text)
