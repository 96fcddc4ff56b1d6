"""DataCite metadata of each document, for minting DOIs and for repositories (kernel 4).

What is mandatory and not known has DataCite's own code: ``(:tba)`` for a DOI that is still to be assigned,
``(:unkn)`` for a creator or publisher, ``0000`` for a year, and it is told. Schema: DataCite Metadata Working
Group, "DataCite Metadata Schema" 4.5; codes: its appendix 3.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tei_tools.exporters import FORMAT_VERSION, Options
from tei_tools.exporters._catalogue import Agent, Description, around, tag, web, write

if TYPE_CHECKING:
    from tei_tools.records import Record
    from tei_tools.writing import Output

DESCRIPTION = "DataCite metadata (kernel 4) of each document, for DOIs and repositories"

logger = logging.getLogger(__name__)

_HEAD = (
    '<resource xmlns="http://datacite.org/schema/kernel-4" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"\n'
    '  xsi:schemaLocation="http://datacite.org/schema/kernel-4'
    ' https://schema.datacite.org/meta/kernel-4/metadata.xsd">\n'
)
_SCHEMES = {
    "ORCID": "https://orcid.org",
    "ISNI": "https://isni.org",
    "GND": "https://d-nb.info/gnd",
    "VIAF": "https://viaf.org",
}


def export(records: Iterable[Record], folder: Output, options: Options) -> int:
    """Write one ``.datacite.xml`` file a document; gives how many there were."""
    return write(records, folder, options, ".datacite.xml", document)


def document(said: Description) -> str:
    """A description as ``resource``, its elements in the order of the schema's table."""
    year = (said.date or said.created or "")[:4]
    known = (("DOI", said.doi), ("author", said.authors), ("publisher", said.publisher), ("year", year))
    missing = [name for name, value in known if not value]
    if missing:
        logger.warning("%s: DataCite asks for what is not known: %s", said.identifier, ", ".join(missing))
    titles = tag("title", said.title, 4)
    titles += "".join(tag("title", title, 4, titleType="AlternativeTitle") for title in said.other_titles)
    dates = tag("date", said.date, 4, dateType="Issued") + tag("date", said.created, 4, dateType="Created")
    others = "".join(
        tag("alternateIdentifier", value, 4, alternateIdentifierType=kind)
        for kind, value in dict.fromkeys(
            [("IRI", said.iri), *((kind or "local", value) for kind, value in said.identifiers)]
        )
    )
    rights = tag("rights", said.rights or said.licence or said.status, 4, rightsURI=web(said.licence))
    places = "".join(
        around(
            "geoLocation",
            tag("geoLocationPlace", name, 6)
            + around(
                "geoLocationPoint",
                tag("pointLongitude", longitude, 8) + tag("pointLatitude", latitude, 8),
                6,
            ),
            4,
        )
        for name, longitude, latitude in said.places
    )
    contributors = _agents("contributor", said.editors, "Editor") + _agents(
        "contributor", said.contributors, "Other"
    )
    about = f"Text version {said.text_version}, SHA-256 {said.text_sha256}; formatVersion {FORMAT_VERSION}"
    described = tag("description", said.source, 4, descriptionType="Other")
    described += tag("description", about, 4, descriptionType="TechnicalInfo")
    return (
        _HEAD
        + tag("identifier", said.doi or "(:tba)", identifierType="DOI")
        + around("creators", _agents("creator", said.authors, None) or _unknown())
        + around("titles", titles)
        + tag("publisher", said.publisher or "(:unkn)")
        + tag("publicationYear", year or "0000")
        + tag("resourceType", "TEI document", resourceTypeGeneral="Text")
        + around("subjects", "".join(tag("subject", subject, 4) for subject in said.subjects))
        + around("contributors", contributors)
        + around("dates", dates)
        + tag("language", said.language)
        + around("alternateIdentifiers", others)
        + around("formats", tag("format", "application/tei+xml", 4))
        + around("rightsList", rights)
        + around("descriptions", described)
        + around("geoLocations", places)
        + "</resource>\n"
    )


def _unknown() -> str:
    return around("creator", tag("creatorName", "(:unkn)", 6), 4)


def _agents(element: str, agents: Sequence[Agent], kind: str | None) -> str:
    made = ""
    for agent in agents:
        personal = bool(agent.name.given)
        said = {"Organizational": agent.body, "Personal": personal}
        name_type = next((name for name, holds in said.items() if holds), None)
        inner = tag(f"{element}Name", agent.shown, 6, nameType=name_type)
        if personal:
            inner += tag("givenName", agent.name.given, 6) + tag("familyName", agent.name.family, 6)
        inner += "".join(
            tag("nameIdentifier", address, 6, nameIdentifierScheme=scheme, schemeURI=_SCHEMES[scheme])
            for scheme, address in agent.addresses.items()
            if scheme in _SCHEMES
        )
        made += around(element, inner, 4, contributorType=kind)
    return made
