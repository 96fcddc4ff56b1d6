"""What is wrong with a file that is not XML or not well-formed, in a sentence that helps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tei_tools.errors import UnreadableError

if TYPE_CHECKING:
    from lxml import etree

# The first bytes of what people hand over instead (file signatures as their formats define them).
_OTHER_KINDS = {
    b"PK\x03\x04": "a zip file (DOCX, ODT and EPUB are such); encode it first",
    b"%PDF": "a PDF file",
    b"\x1f\x8b": "a gzip file; unpack it first",
    b"\xd0\xcf\x11\xe0": "an old Word file; save it as DOCX",
    b"{\\rtf": "an RTF file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"{": "JSON, or text",
}

_NOT_CLOSED = re.compile(r"Premature end of data in tag (\S+) line (\d+)")
_MISMATCH = re.compile(r"Opening and ending tag mismatch: (\S+) line (\d+) and (\S+)")
_ENTITY = re.compile(r"Entity '([^']+)' not defined")
_PREFIX = re.compile(r"Namespace prefix (\S+) (?:for (\S+) )?on (\S+) is not defined")
_CONTROL = re.compile(r"invalid (?:xml)?Char value (\d+)")
_NO_VALUE = re.compile(r"mandates value for attribute (\S+)")
_REDEFINED = re.compile(r"Attribute (\S+) redefined")


def refuse_what_is_not_xml(data: bytes, name: str, *, wide: bool) -> None:
    """Raise :class:`~tei_tools.errors.UnreadableError` for what is another kind of file, empty, or has NUL
    bytes.
    """
    if not data.strip():
        raise UnreadableError(
            "the file is empty" if not data else "there is nothing but white space", file=name
        )
    for signature, kind in _OTHER_KINDS.items():
        if data.startswith(signature):
            raise UnreadableError(f"is not XML but {kind}", file=name)
    if not wide and (place := data.find(b"\0")) >= 0:
        line, column = _line_and_column(data, place)
        raise UnreadableError(
            "has a NUL byte, which no XML file may have",
            file=name,
            line=line,
            column=column,
            advice="is it binary?",
        )


def is_about_length(fault: etree.XMLSyntaxError) -> bool:
    """Whether libxml2 only asks for its option for long texts."""
    said = str(fault)
    return "huge" in said.lower() and "depth" not in said.lower()


def undefined_entity(entity: str, name: str, line: int | None, column: int | None) -> UnreadableError:
    """The fault of a reference like ``&nbsp;`` without a declaration."""
    from html.entities import name2codepoint

    point = name2codepoint.get(entity)
    advice = (
        f"write &#{point}; or the character itself" if point else "declare it in the file, or write its text"
    )
    return UnreadableError(
        f"the entity &{entity}; is not defined in the file (no outside DTD is read)",
        file=name,
        line=line,
        column=column,
        advice=advice,
    )


def refuse_undefined_entities(log: Any, name: str) -> None:
    """Raise where the parser only warned of a reference without a declaration (after a parameter entity)."""
    for entry in log:
        if match := _ENTITY.search(entry.message):
            raise undefined_entity(match[1], name, entry.line or None, entry.column or None)


def told(fault: etree.XMLSyntaxError, log: Any, data: bytes, name: str) -> UnreadableError:
    """The first fault in libxml2's ``log`` in our words, with its line and column."""
    entry = next((entry for entry in log if entry.level >= 2), None)
    said = (entry.message if entry is not None else str(fault)).strip()
    line = (entry.line if entry is not None else fault.lineno) or None
    column = (entry.column if entry is not None else fault.offset) or None
    if match := _ENTITY.search(said):
        if f"%{match[1]};".encode() in data:
            return UnreadableError(
                f"uses the parameter entity %{match[1]}; in its document type, which is not read here",
                file=name,
                line=line,
                column=column,
                advice="put the declarations there that it stands for",
            )
        return undefined_entity(match[1], name, line, column)
    what, advice = _sentence(said, data, line)
    return UnreadableError(
        f"is not well-formed XML: {what}", file=name, line=line, column=column, advice=advice
    )


def _sentence(said: str, data: bytes, line: int | None) -> tuple[str, str | None]:
    if match := _MISMATCH.search(said):
        return f"</{match[3]}> where </{match[1]}> is due (<{match[1]}> opens in line {match[2]})", None
    if match := _NOT_CLOSED.search(said):
        return f"the file ends inside <{match[1]}>, which opens in line {match[2]}", "it may be cut off"
    if match := _PREFIX.search(said):
        advice = f'declare it: xmlns:{match[1]}="…"'
        return f"the prefix {match[1]}: of {match[2] or match[3]} is not declared", advice
    if match := _REDEFINED.search(said):
        return f"the attribute {match[1]} stands twice in one tag", None
    if "no name" in said or "EntityRef: expecting ';'" in said:
        return "a & that begins no entity", "write &amp; for the character itself"
    if "Start tag expected" in said or "Document is empty" in said:
        return "it does not begin with a tag", "is it a text? then encode it first"
    if "StartTag: invalid element name" in said:
        return "a < that begins no tag", "write &lt; for the character itself"
    if "not allowed in attributes" in said:
        return "a < in the value of an attribute", "write &lt;, or close the quotation mark before it"
    if "not proper UTF-8" in said or "Invalid bytes in character encoding" in said:
        return _not_utf_8(data, line)
    if "Extra content at the end" in said:
        return "something stands after the end of the root element", None
    if "Excessive depth" in said:
        return "elements are nested more than 256 deep", None
    if "ntity" in said and ("loop" in said or "amplification" in said):
        return "its entities expand too far, as in an attack (billion laughs)", "refused"
    if match := _CONTROL.search(said):
        return f"the character U+{int(match[1]):04X}, which no XML file may have", "remove it"
    if "XML declaration allowed only" in said:
        return "<?xml …?> stands after the beginning", "nothing may stand before it, not even a space"
    if match := _NO_VALUE.search(said):
        return f"the attribute {match[1]} has no value", f'write {match[1]}="…"'
    if "\" or ' expected" in said:
        return "the value of an attribute is not in quotation marks", None
    if "find end of Start Tag" in said:
        return "a tag is not closed with >", None
    said = re.sub(r"^(xml)?[A-Z]\w*\s?: ?", "", said)
    return said[:1].lower() + said[1:], None


def _not_utf_8(data: bytes, line: int | None) -> tuple[str, str]:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as fault:
        byte = data[fault.start]
        return (
            f"the byte 0x{byte:02X} is not UTF-8",
            'declare its encoding (<?xml version="1.0" encoding="ISO-8859-1"?>) or convert it',
        )
    return "it is not in the encoding that it names", "correct the encoding in the first line"


def _line_and_column(data: bytes, place: int) -> tuple[int, int]:
    line = data.count(b"\n", 0, place) + 1
    start = data.rfind(b"\n", 0, place) + 1
    return line, len(data[start:place].decode("utf-8", "replace")) + 1
