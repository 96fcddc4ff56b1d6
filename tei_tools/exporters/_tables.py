"""The tables of the CSV export as data: their columns, what types them, and what points where.

Types are those of the CSVW vocabulary (W3C, "Metadata Vocabulary for Tabular Data", 5.11). ``words`` is
free text, the only type that is guarded; ``list`` is words parted by ``|``, ``keys`` identifiers parted
by a space.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tei_tools.exporters._tables_described import DESCRIBED

DAY = {"base": "string", "format": "-?[0-9]{4,}-[0-9]{2}-[0-9]{2}"}
EDTF = {"base": "string", "@id": "http://id.loc.gov/datatypes/edtf/EDTF"}
TYPES: dict[str, Any] = {
    "words": "string",
    "list": "string",
    "keys": "string",
    "id": "string",
    "uri": "anyURI",
    "uris": "anyURI",
    "number": "nonNegativeInteger",
    "year": "integer",
    "decimal": "decimal",
    "flag": "boolean",
    "edtf": EDTF,
    "day": DAY,
}
SEPARATORS = {"list": "|", "keys": " ", "uris": " "}


@dataclass(frozen=True, slots=True)
class TableOf:
    """A table: its columns as (name, type, description), its key, what points at other tables.

    ``links`` are columns whose cells, where they are not empty, are an ``id`` of that table and the same
    document: CSVW's foreign keys may not be empty, so these are stated in the column's ``dc:references``.
    ``always``: it is written with its header even when it has no row.
    """

    name: str
    columns: tuple[tuple[str, str, str], ...]
    foreign: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    always: bool = True

    @property
    def key(self) -> tuple[str, ...]:
        return ("document",) if self.name == "documents" else ("document", "id")


def _columns(said: str) -> tuple[tuple[str, str, str], ...]:
    """Columns from lines ``name type description``."""
    parts = (line.split(None, 2) for line in said.strip().splitlines())
    return tuple((name, kind, description) for name, kind, description in parts)


_PLACE = """
start number where it begins in the document's plain text; empty outside of the text
end number where it ends, exclusive
"""
_TRACE = """
where id text, header, standOff, register or facsimile
xpath id the element's path, counting elements
"""
_SAID = """
cert id how sure the encoder was (@cert)
resp id who is responsible (@resp)
"""
_ENTITY = """
document id the document's identifier
id id the xml:id of its entry, or the URI that points at it
xml_id id the xml:id alone
name words the name
variants list other forms of the name
type words @type or @role of the entry
"""
_ENTITY_END = """
same_as uris authorities' addresses, each in its authority's own form
identifiers list scheme and value of every identifier, as they stand
uri uri the address that names of the document point at
note words what the entry notes
declared flag whether the document has an entry for it
"""
_DATED = """
edtf edtf the date as Extended Date/Time Format
earliest day the first day that it can mean, proleptic Gregorian
latest day the last day that it can mean
earliest_year year the year of earliest (0 is 1 B.C.)
latest_year year the year of latest
"""

_ID = "document id the document's identifier\nid id unique in the document\n"
_DOCUMENT = ((("document",), "documents", ("document",)),)


def _table(name: str, *columns: str, points: str = "", always: bool = True) -> TableOf:
    links = tuple((column, table) for column, _, table in (part.partition(":") for part in points.split()))
    return TableOf(name, _columns("\n".join(part.strip() for part in columns)), _DOCUMENT, links, always)


TABLES: tuple[TableOf, ...] = (
    TableOf(
        "documents",
        _columns(
            """document id the document's identifier
            iri uri the same as an address below the base
            title words the main title
            titles list all titles
            authors list authors
            editors list editors
            contributors list name (what they did)
            date edtf of publication
            date_earliest day first day of publication
            date_latest day last day of publication
            created edtf when the text was written
            created_earliest day first day
            created_latest day last day
            language id of the text
            publisher words who publishes it
            status id availability: free, restricted, unknown
            licence uri of the licence
            rights words the words about rights
            identifiers list type and value of each idno
            source words what the header says of the source
            keywords list terms of the header
            file id the file's path below the input's root
            file_sha256 id digest of the file
            reading id edited or diplomatic
            text_version id version of the rule by which the text was made
            text_sha256 id digest of the text in UTF-8
            text_length number in code points
            offset_unit id what start and end count
            format_version id version of these tables"""
        ),
    ),
    _table(
        "persons",
        _ENTITY,
        """surname words the surname
        forename words the forename
        sex words as the document says
        birth edtf date of birth
        death edtf date of death
        occupation words the first one""",
        _ENTITY_END,
        _TRACE,
    ),
    _table(
        "places",
        _ENTITY,
        """country words the country
        latitude decimal degrees north, WGS 84
        longitude decimal degrees east, WGS 84""",
        _ENTITY_END,
        _TRACE,
    ),
    _table("organisations", _ENTITY, _ENTITY_END, _TRACE),
    _table(
        "dates",
        _ID,
        "xml_id id the element's own\nelement id TEI's element\ntype words @type",
        _PLACE,
        "quote words the words",
        _DATED,
        """method id what it was read from: w3c, iso, edtf, julian, gregorian, content
        raw words the attributes as they stand
        calendar id @calendar
        parent id the element around it""",
        _SAID,
        _TRACE,
    ),
    _table(
        "quotations",
        _ID,
        "xml_id id the element's own\nelement id said, quote or q\ntype words @type",
        _PLACE,
        """quote words the words
        speakers keys who speaks: ids of persons
        speaker_names list their names
        sources uris what is quoted: an address or an id of a reference
        citation words the citation beside it
        direct id @direct
        language id @xml:lang""",
        _SAID,
        _TRACE,
    ),
    _table(
        "references",
        _ID,
        "xml_id id the element's own\nelement id bibl, biblStruct, ref, ptr or title\ntype words @type",
        _PLACE,
        """quote words the words
        target uri where it points
        authors list its authors
        editors list its editors
        title words its title
        container words the title of what it is part of
        level id @level of the title
        date edtf its date
        publisher words its publisher
        place words where it was published
        volume words its volume
        issue words its issue
        pages words its pages
        identifiers list type and value of each idno
        entity id the entry that it is or points at""",
        _SAID,
        _TRACE,
        "other_titles list further titles, of its series for instance",
    ),
    _table(
        "mentions",
        _ID,
        """xml_id id the element's own
        kind id person, place, organisation, work, event, object or other
        type words @type
        element id TEI's element""",
        _PLACE,
        """quote words the words
        prefix words up to 32 characters before them
        suffix words up to 32 characters after them
        person id who is meant
        place id which place is meant
        organisation id which organisation is meant
        other id what else is meant
        pointer id as it stands in the document""",
        _SAID,
        _TRACE,
        points="person:persons place:places organisation:organisations other:others",
    ),
    _table(
        "relations",
        _ID,
        """xml_id id the element's own
        name words the relation
        type words its kind
        active keys from these
        passive keys to these
        mutual keys among these
        words words what it says
        date edtf when""",
        _TRACE,
    ),
    _table(
        "others",
        _ENTITY,
        "kind id event, work, object, manuscript, name or other",
        _ENTITY_END,
        _TRACE,
        always=False,
    ),
    _table(
        "letters",
        _ID,
        """action id sent, received …
        name words the participant
        person id who that is
        organisation id which organisation that is
        other id what else that is
        pointer id as it stands in the document
        place_name words the place
        place id which place that is""",
        _DATED,
        "date_quote words the words of the date\nxpath id the action's path, counting elements",
        points="person:persons organisation:organisations other:others place:places",
        always=False,
    ),
    _table(
        "speeches",
        _ID,
        "xml_id id the element's own\nelement id sp or u",
        _PLACE,
        """speaker words the label in the text
        speakers keys who speaks: ids of persons
        speaker_names list their names""",
        _TRACE,
        always=False,
    ),
    _table(
        "events",
        _ID,
        "xml_id id the element's own\ntype words @type\nlabel words its name",
        _DATED,
        _TRACE,
        always=False,
    ),
    *(_table(name, _ID, columns, always=False) for name, columns in DESCRIBED.items()),
)
