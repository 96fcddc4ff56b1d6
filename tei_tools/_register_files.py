"""A register as TEI (Guidelines, 13.3: ``listPerson``, ``listPlace``, ``listOrg`` in a ``standOff``) and as
CSV tables: entries, their members, conflicts.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from tei_tools.exporters._guard import guarded
from tei_tools.mapping import TEI

if TYPE_CHECKING:
    from tei_tools.register import Register, RegisterEntry

_LISTS = (
    ("person", "listPerson", "person", "persName"),
    ("place", "listPlace", "place", "placeName"),
    ("organisation", "listOrg", "org", "orgName"),
)
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def as_tei(register: Register, title: str) -> bytes:
    """The register as a TEI file. ``@corresp`` of an entry says where it comes from."""
    from lxml import etree

    spaces: Any = {None: TEI}
    root: Any = etree.Element(f"{{{TEI}}}TEI", nsmap=spaces)
    described = _put(_put(root, "teiHeader"), "fileDesc")
    _put(_put(described, "titleStmt"), "title", title)
    _put(_put(described, "publicationStmt"), "p", "Made by tei-tools register.")
    noun = "document" if register.documents == 1 else "documents"
    _put(_put(described, "sourceDesc"), "p", f"Joined from {register.documents} {noun}.")
    place = _put(root, "standOff") if register.entries else None
    if place is None:
        _put(_put(_put(root, "text"), "body"), "p")
    for kind, listed, name, named in _LISTS:
        entries = [entry for entry in register.entries if entry.kind == kind]
        if entries and place is not None:
            own = _put(place, listed)
            for entry in entries:
                _tei_entry(own, entry, name, named)
    etree.indent(root, "  ")
    made: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return (
        made.replace(b"<?xml version='1.0' encoding='UTF-8'?>", b'<?xml version="1.0" encoding="UTF-8"?>')
        + b"\n"
    )


def _tei_entry(parent: Any, entry: RegisterEntry, name: str, named: str) -> None:
    from tei_tools.importing._dating import attributes

    made = _put(parent, name)
    made.set(_XML_ID, entry.id)
    addresses = dict.fromkeys(_address(member.address) for member in entry.members)
    made.set("corresp", " ".join(addresses))
    _put(made, named, entry.name)
    for form in entry.variants:
        _put(made, named, form).set("type", "variant")
    for event, date in (("birth", entry.birth), ("death", entry.death)):
        if date and name == "person":
            dated = _put(made, event)
            for attribute, value in (attributes(date, "w3c") or {}).items():
                dated.set(attribute, value)
    if entry.latitude and entry.longitude and name != "person":
        _put(_put(made, "location"), "geo", f"{entry.latitude} {entry.longitude}")
    for scheme, uri in entry.authorities:
        _put(made, "idno", uri).set("type", scheme)
    for id_ in entry.former:
        _put(made, "idno", id_).set("type", "former")


def _address(address: str) -> str:
    """A pointer without white space (TEI's data.pointer)."""
    return quote(address, safe="/:#?&=%@!$'()*+,;~[]") if any(sign.isspace() for sign in address) else address


def _put(parent: Any, name: str, words: str | None = None) -> Any:
    from lxml import etree

    element = etree.SubElement(parent, f"{{{TEI}}}{name}")
    if words is not None:
        element.text = "".join(sign for sign in words if sign.isprintable() or sign in " \t\n")
    return element


def entries_csv(register: Register) -> bytes:
    """A row for each entry; lists are parted by ``|``, addresses and former ids by a space."""
    return _csv(
        "id kind name variants same_as birth death latitude longitude documents mentions members former",
        (
            (
                entry.id,
                entry.kind,
                guarded(entry.name),
                guarded("|".join(form.replace("|", "¦") for form in entry.variants)),
                " ".join(uri for _, uri in entry.authorities),
                entry.birth,
                entry.death,
                entry.latitude,
                entry.longitude,
                len({member.document for member in entry.members}),
                entry.mentions,
                " ".join(dict.fromkeys(_address(member.address) for member in entry.members)),
                " ".join(entry.former),
            )
            for entry in register.entries
        ),
    )


def members_csv(register: Register) -> bytes:
    """A row for each entity of a document, with the entry that it is in."""
    return _csv(
        "entry document key address mentions",
        (
            (entry.id, member.document, member.key, member.address, member.mentions)
            for entry in register.entries
            for member in entry.members
        ),
    )


def conflicts_csv(register: Register) -> bytes:
    """A row for each conflict."""
    return _csv(
        "kind conflict members",
        ((each.kind, guarded(each.what), guarded("|".join(each.members))) for each in register.conflicts),
    )


def _csv(header: str, rows: Iterable[tuple[Any, ...]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(header.split())
    writer.writerows(rows)
    return stream.getvalue().encode("utf-8", "surrogatepass")
