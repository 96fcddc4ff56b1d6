"""MODS of each document, for library catalogues (Library of Congress, MODS 3.8).

Roles are MARC relator codes for authors and editors, else the words of the document; dates that are not plain
ISO 8601 are EDTF and say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tei_tools.exporters import FORMAT_VERSION, Options
from tei_tools.exporters._catalogue import Agent, Description, around, tag, web, write

if TYPE_CHECKING:
    from tei_tools.records import Record
    from tei_tools.writing import Output

DESCRIPTION = "MODS of each document, for library catalogues"

_HEAD = (
    '<mods xmlns="http://www.loc.gov/mods/v3" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" version="3.8"\n'
    '  xsi:schemaLocation="http://www.loc.gov/mods/v3 http://www.loc.gov/standards/mods/v3/mods-3-8.xsd">\n'
)
_ROLES = {"author": "aut", "editor": "edt"}
_RELATORS = "http://id.loc.gov/vocabulary/relators"


def export(records: Iterable[Record], folder: Output, options: Options) -> int:
    """Write one ``.mods.xml`` file a document; gives how many there were."""
    return write(records, folder, options, ".mods.xml", document)


def document(said: Description) -> str:
    """A description as ``mods``."""
    lines = [_HEAD, around("titleInfo", tag("title", said.title, 4))]
    lines += [around("titleInfo", tag("title", title, 4), type="alternative") for title in said.other_titles]
    lines += [_agent(agent) for agent in (*said.authors, *said.editors, *said.contributors)]
    lines.append(tag("typeOfResource", "text"))
    origin = tag("publisher", said.publisher, 4)
    origin += _date("dateIssued", said.date, said.edtf_date)
    origin += _date("dateCreated", said.created, said.edtf_created)
    lines.append(around("originInfo", origin))
    if said.language:
        term = tag("languageTerm", said.language, 4, type="code", authority="rfc5646")
        lines.append(around("language", term))
    lines.append(around("physicalDescription", tag("internetMediaType", "application/tei+xml", 4)))
    lines += [around("subject", tag("topic", subject, 4)) for subject in said.subjects]
    if said.source:
        lines.append(around("relatedItem", tag("note", said.source, 4), type="original"))
    lines.append(tag("identifier", said.iri, type="uri"))
    lines.append(tag("identifier", said.doi, type="doi"))
    lines += [
        tag("identifier", value, type=_kind(kind, value)) for kind, value in dict.fromkeys(said.identifiers)
    ]
    address = web(said.iri)
    lines.append(around("location", tag("url", address, 4)))
    words = said.rights or said.licence
    lines.append(tag("accessCondition", words, type="use and reproduction", xlink_href=web(said.licence)))
    if said.status == "restricted":
        lines.append(tag("accessCondition", said.status, type="restriction on access"))
    about = (
        f"Made by tei-tools from TEI, formatVersion {FORMAT_VERSION}; SHA-256 of the text {said.text_sha256}"
    )
    lines.append(around("recordInfo", tag("recordOrigin", about, 4)))
    return "".join(lines) + "</mods>\n"


def _kind(kind: str, value: str) -> str:
    """The type of an identifier; a DOI or URI that is none is the document's own."""
    kind = kind.lower()
    if kind == "doi" or (kind == "uri" and not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:\S+", value)):
        return "local"
    return kind or "local"


def _date(element: str, plain: str | None, edtf: str | None) -> str:
    return tag(element, plain or edtf, 4, encoding="w3cdtf" if plain else "edtf")


def _agent(agent: Agent) -> str:
    if agent.name.given and not agent.body:
        inner = tag("namePart", agent.name.family, 4, type="family")
        inner += tag("namePart", agent.name.given, 4, type="given")
    else:
        inner = tag("namePart", agent.shown, 4)
    code = _ROLES.get(agent.role)
    if code:
        term = tag("roleTerm", code, 6, type="code", authority="marcrelator", authorityURI=_RELATORS)
    else:
        term = tag("roleTerm", agent.role, 6, type="text")
    inner += around("role", term, 4)
    inner += "".join(
        tag("nameIdentifier", address, 4, type=scheme.lower()) for scheme, address in agent.addresses.items()
    )
    kind = "corporate" if agent.body else "personal" if agent.name.given else None
    return around("name", inner, type=kind)
