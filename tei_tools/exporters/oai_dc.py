"""Dublin Core for OAI-PMH (``oai_dc``): each document's title, makers, dates, rights in the fifteen elements.

Open Archives Initiative, "Protocol for Metadata Harvesting" 2.0, 3.3, and its schema ``oai_dc.xsd``;
DCMI, "Dublin Core Metadata Element Set" 1.1. ``dc:date`` is ISO 8601 (publication, then creation).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tei_tools.exporters import FORMAT_VERSION, Options
from tei_tools.exporters._catalogue import Description, tag, web, write

if TYPE_CHECKING:
    from tei_tools.records import Record
    from tei_tools.writing import Output

DESCRIPTION = "Dublin Core (oai_dc) of each document, for repositories and harvesters"

_HEAD = (
    '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"\n'
    '  xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/oai_dc/'
    ' http://www.openarchives.org/OAI/2.0/oai_dc.xsd">\n'
)


def export(records: Iterable[Record], folder: Output, options: Options) -> int:
    """Write one ``.dc.xml`` file a document; gives how many there were."""
    return write(records, folder, options, ".dc.xml", document)


def document(said: Description) -> str:
    """A description as ``oai_dc:dc``."""
    lines = [f"<!-- tei-tools oai_dc {FORMAT_VERSION} -->\n", _HEAD]
    lines += [tag("dc:title", title) for title in (said.title, *said.other_titles)]
    lines += [tag("dc:creator", agent.shown) for agent in said.authors]
    lines += [tag("dc:subject", subject) for subject in said.subjects]
    lines.append(tag("dc:publisher", said.publisher))
    others = dict.fromkeys(agent.shown for agent in (*said.editors, *said.contributors))
    lines += [tag("dc:contributor", name) for name in others]
    lines += [tag("dc:date", date) for date in dict.fromkeys((said.date, said.created))]
    lines += [tag("dc:type", "Text"), tag("dc:format", "application/tei+xml")]
    doi = f"https://doi.org/{said.doi}" if said.doi else None
    identifiers = (said.iri, doi, *(value for _, value in said.identifiers))
    lines += [tag("dc:identifier", one) for one in dict.fromkeys(identifiers)]
    lines += [tag("dc:source", said.source), tag("dc:language", said.language)]
    rights = (web(said.licence), said.rights, said.status)
    lines += [tag("dc:rights", one) for one in dict.fromkeys(rights)]
    return "".join(lines) + "</oai_dc:dc>\n"
