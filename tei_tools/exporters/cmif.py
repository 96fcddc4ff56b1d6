"""CMIF: the letters of a collection as one TEI file, for correspSearch and other indexes of letters.

``letters.cmif.xml`` has a ``correspDesc`` for each letter, with sender and addressee (``Unknown`` where the
document names none), place and date; ``@ref`` is an authority's address, ``@source`` points at the edition
in ``sourceDesc/bibl``. CMIF knows the actions ``sent`` and ``received``; others are told and left out.
Specification: TEI Correspondence SIG, "Correspondence Metadata Interchange Format" 1.
"""

from __future__ import annotations

import logging
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from tei_tools.exporters import FORMAT_VERSION, Options
from tei_tools.exporters._distinct import distinct
from tei_tools.exporters._identifiers import Iris
from tei_tools.exporters._w3c_dates import attributes
from tei_tools.records._authorities import authority

if TYPE_CHECKING:
    from tei_tools.records import Record
    from tei_tools.records._rows import Entity, Letter
    from tei_tools.writing import Output

DESCRIPTION = "CMIF: one TEI file of all letters, for correspSearch"

logger = logging.getLogger(__name__)

_ACTIONS = ("sent", "received")
# What CMIF recommends first: GND and VIAF for persons, GeoNames for places.
_OF_PERSONS = ("GND", "VIAF", "LCCN", "ISNI", "Wikidata", "ULAN", "ORCID")
_OF_PLACES = ("GeoNames", "GND", "Wikidata", "TGN", "Pleiades")


def export(records: Iterable[Record], folder: Output, options: Options) -> int:
    """Write ``letters.cmif.xml``; gives how many documents there were, letters or not."""
    number = 0
    about = _About()
    with tempfile.TemporaryFile(prefix="tei-tools-") as letters:
        for record in distinct(records, options):
            number += 1
            if record.letters:
                source = about.add(record, options)
                for description in _letters(record, options, source, about):
                    letters.write(description.encode("utf-8", "replace"))
        about.tell()
        with folder.open("letters.cmif.xml") as stream:
            stream.write(about.head(options).encode("utf-8", "replace"))
            letters.seek(0)
            shutil.copyfileobj(letters, stream, 1 << 20)
            if not about.letters:
                # TEI asks for something in profileDesc; a collection without letters has no CMIF to show.
                stream.write(b"      <abstract><p>No letters.</p></abstract>\n")
            stream.write(b"    </profileDesc>\n  </teiHeader>\n")
            stream.write(b"  <text>\n    <body>\n      <p/>\n    </body>\n  </text>\n</TEI>\n")
    return number


class _About:
    """What the header says, gathered from the letters' documents: editions, editors, rights, dates."""

    def __init__(self) -> None:
        self.sources: dict[str, str] = {}
        self.editors: dict[str, None] = {}
        self.publishers: dict[str, None] = {}
        self.licences: dict[str, str] = {}
        self.rights: dict[str, None] = {}
        self.left_out: Counter[str] = Counter()
        self.date = ""
        self.letters = 0

    def add(self, record: Record, options: Options) -> str:
        """The ``xml:id`` of the edition that the document belongs to."""
        said = record.metadata
        for person in said.editors:
            self.editors[person.name] = None
        if said.publisher:
            self.publishers[said.publisher] = None
        if said.licence:
            self.licences.setdefault(said.licence, said.rights or said.licence)
        elif said.rights:
            self.rights[said.rights] = None
        if said.date and re.fullmatch(r"\d{4}(-\d\d){0,2}", said.date):
            self.date = max(self.date, said.date)
        titles = [title.words for title in said.titles if title.level in ("s", "m")]
        edition = titles[0] if titles else "Letters"
        about = f"<title>{escape(edition)}</title>"
        if said.publisher:
            about += f", <publisher>{escape(said.publisher)}</publisher>"
        if options.base.startswith(("http://", "https://")):
            about += f" <ref target={quoteattr(options.base)}>{escape(options.base)}</ref>"
        kind = "online" if options.base.startswith("http") else "print"
        key = f"source-{blake2b(about.encode('utf-8', 'replace'), digest_size=6).hexdigest()}"
        self.sources[key] = f'<bibl type="{kind}" xml:id="{key}">{about}</bibl>'
        return key

    def tell(self) -> None:
        for action, times in sorted(self.left_out.items()):
            logger.warning(
                "letters.cmif.xml: %d actions of type %r left out: CMIF has no such", times, action
            )
        if self.letters and not self.licences:
            logger.warning(
                "letters.cmif.xml: no document names its licence (licence/@target), which CMIF asks for"
            )

    def head(self, options: Options) -> str:
        """The file up to the letters."""
        editors = "".join(f"        <editor>{escape(name)}</editor>\n" for name in self.editors)
        publisher = "".join(
            f"        <publisher>{escape(name)}</publisher>\n" for name in self.publishers or ("Unknown",)
        )
        if options.base.startswith("http"):
            publisher += f'        <idno type="url">{escape(options.base)}</idno>\n'
        if self.date:
            publisher += f'        <date when="{self.date}"/>\n'
        if self.licences:
            rights = "".join(
                f"<licence target={quoteattr('%20'.join(target.split()))}>{escape(words)}</licence>"
                for target, words in self.licences.items()
            )
        else:
            rights = "".join(f"<p>{escape(words)}</p>" for words in self.rights) or "<p>Not stated.</p>"
        sources = "\n".join(f"        {bibl}" for bibl in self.sources.values())
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0">\n'
            "  <teiHeader>\n    <fileDesc>\n      <titleStmt>\n        <title>Index of letters</title>\n"
            f"{editors}      </titleStmt>\n      <publicationStmt>\n{publisher}"
            f"        <availability>{rights}</availability>\n      </publicationStmt>\n"
            f"      <sourceDesc>\n{sources or '        <bibl>No letters.</bibl>'}\n      </sourceDesc>\n"
            f"    </fileDesc>\n    <encodingDesc>\n      <p>CMIF, formatVersion {FORMAT_VERSION}</p>\n"
            "    </encodingDesc>\n    <profileDesc>\n"
        )


def _letters(record: Record, options: Options, source: str, about: _About) -> Iterator[str]:
    """The letters of one document, each a ``correspDesc``."""
    described: dict[str, dict[str, list[Letter]]] = {}
    for row in record.letters:
        if row.action in _ACTIONS:
            described.setdefault(row.xpath.rpartition("/")[0], {}).setdefault(row.xpath, []).append(row)
        else:
            about.left_out[row.action or "none"] += 1
    entities = {entity.key: entity for entity in record.entities()}
    iri = Iris(record, options.base).document
    for number, actions in enumerate(described.values(), 1):
        about.letters += 1
        key = record.identifier if len(described) == 1 else f"{record.identifier}-{number}"
        where = f" ref={quoteattr(iri)}" if iri.startswith(("http://", "https://")) else ""
        rows = sorted(actions.values(), key=lambda action: _ACTIONS.index(action[0].action))
        there = {action[0].action for action in rows}
        parts = [_action(action, entities) for action in rows]
        parts += [_empty(kind) for kind in _ACTIONS if kind not in there]
        if "sent" not in there:
            parts = parts[-1:] + parts[:-1]
        joined = "".join(parts)
        yield (
            f'      <correspDesc key={quoteattr(key)}{where} source="#{source}">\n{joined}'
            "      </correspDesc>\n"
        )


def _empty(kind: str) -> str:
    return f'        <correspAction type="{kind}"><persName>Unknown</persName></correspAction>\n'


def _action(rows: Sequence[Letter], entities: dict[str, Entity]) -> str:
    lines = []
    for row in rows:
        known = entities.get(row.entity or "")
        body = row.kind == "organisation" or (known is not None and known.kind == "organisation")
        element = "orgName" if body else "persName"
        name = row.name or (known.name if known else None)
        if name or row.entity:
            address = _address(known, row.entity, _OF_PERSONS)
            line = f"<{element}{address}>{escape(name or 'Unknown')}</{element}>"
            if line not in lines:
                lines.append(line)
    lines = lines or ["<persName>Unknown</persName>"]
    first = rows[0]
    if first.place or first.place_entity:
        known = entities.get(first.place_entity or "")
        place = first.place or (known.name if known else "Unknown")
        lines.append(
            f"<placeName{_address(known, first.place_entity, _OF_PLACES)}>{escape(place)}</placeName>"
        )
    dating = attributes(first.date, first.earliest, first.latest)
    if dating:
        said = "".join(f' {name}="{value}"' for name, value in dating.items())
        words = escape(first.date_quote or "")
        lines.append(f"<date{said}>{words}</date>" if words else f"<date{said}/>")
    joined = "".join(f"          {line}\n" for line in lines)
    return f'        <correspAction type="{first.action}">\n{joined}        </correspAction>\n'


def _address(known: Entity | None, key: str | None, schemes: Sequence[str]) -> str:
    """``@ref``: the entity's address at the authority that comes first in the list."""
    found = {one.scheme: one.uri for one in known.authorities if one.uri} if known else {}
    if key and (one := authority(key)):
        found.setdefault(one.scheme, one.uri)
    for scheme in (*schemes, *found):
        if scheme in found:
            return f" ref={quoteattr('%20'.join(found[scheme].split()))}"
    return ""
