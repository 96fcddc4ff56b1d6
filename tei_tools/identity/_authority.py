"""A project's own names and identifiers: a CSV table, or TEI ``listPerson``, ``listPlace``, ``listOrg``."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tei_tools.errors import UnreadableError
from tei_tools.identity import Authority, Entity, Identifier, NamePart
from tei_tools.identity._words import identifier

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["load_authority"]

_TEI = "{http://www.tei-c.org/ns/1.0}"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_NCNAME = re.compile(r"[^\W\d][\w.\-]*\Z")

#: what a column may be called, in small letters without spaces, hyphens and underscores
_COLUMNS = {
    "kind": "kind type category class entitytype art typ genre",
    "name": "name label title preferredname preflabel prefname headword nom bezeichnung fullname",
    "variants": "variants variant aliases alias alternatenames alternatename altnames altlabel othernames "
    "synonyms varianten variantes",
    "identifier": "xmlid id key identifier localid ident",
    "uri": "uri url uris sameas authority authorityuri link gnd viaf wikidata geonames lcnaf tgn ulan "
    "orcid isni ror idno",
    "latitude": "latitude lat y breite breitengrad",
    "longitude": "longitude lon lng long x länge längengrad",
    "coordinates": "coordinates geo latlon latlong koordinaten",
    "forename": "forename forenames givenname givennames firstname vorname vornamen prénom prenom",
    "surname": "surname familyname lastname nachname familienname",
    "placetype": "placetype placekind featuretype",
    "note": "note notes description comment anmerkung bemerkung",
}
_KINDS = {
    "person": "person persons people per pers persname human individual personen personne",
    "place": "place places loc location gpe placename settlement country region bloc geogname city town "
    "ort orte lieu pla geo",
    "organisation": "organisation organization organisations organizations org orgs orgname corporate "
    "corporatebody institution body körperschaft institutionen",
}
_PLACE_TYPES = ("settlement", "country", "region", "bloc", "geogName", "district")
#: which scheme an address belongs to, by a part of it; the schemes that a column or idno may be named for
_SCHEMES = (
    ("d-nb.info/gnd", "GND"),
    ("viaf.org", "VIAF"),
    ("geonames.org", "GeoNames"),
    ("wikidata.org", "Wikidata"),
    ("id.loc.gov", "LCNAF"),
    ("getty.edu/tgn", "TGN"),
    ("getty.edu/page/tgn", "TGN"),
    ("getty.edu/ulan", "ULAN"),
    ("getty.edu/page/ulan", "ULAN"),
    ("orcid.org", "ORCID"),
    ("isni.org", "ISNI"),
    ("ror.org", "ROR"),
)
_BASES = {
    "gnd": ("GND", "https://d-nb.info/gnd/"),
    "viaf": ("VIAF", "https://viaf.org/viaf/"),
    "wikidata": ("Wikidata", "http://www.wikidata.org/entity/"),
    "geonames": ("GeoNames", "https://sws.geonames.org/"),
    "orcid": ("ORCID", "https://orcid.org/"),
}


def load_authority(data: bytes, name: str) -> Authority:
    """The entities of an authority file, in its order; ``name`` is its file name, for messages and the
    record.

    A CSV table needs a header with at least ``name`` and ``kind`` (or a column that tells, as ``forename`` or
    ``latitude`` does); variants are parted by semicolons or upright strokes. Raises
    :class:`~tei_tools.errors.UnreadableError` with the line where something is amiss.
    """
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        entities = tuple(_from_tei(data, name))
    else:
        entities = tuple(_from_table(_decoded(data, name), name))
    if not entities:
        raise UnreadableError(
            "holds no person, place or organisation", file=name, advice="see docs/encode.md"
        )
    return Authority(name, entities)


def _decoded(data: bytes, name: str) -> str:
    if b"\0" in data[:4096] and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise UnreadableError("is neither a table nor TEI", file=name, advice="give a CSV or TEI file")
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableError("is not in UTF-8, UTF-16 or Windows-1252", file=name, advice="save it as UTF-8")


def _from_table(text: str, name: str) -> Iterator[Entity]:
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t|", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        header = [_plain(cell) for cell in next(reader, [])]
        columns = _columns(header)
        if "name" not in columns and not {"forename", "surname"} & set(columns):
            raise UnreadableError("has no column of names", file=name, line=1, advice="call it 'name'")
        taken: set[str] = set()
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            cells = {
                kind: [row[index].strip() for index in indices if index < len(row) and row[index].strip()]
                for kind, indices in columns.items()
            }
            entity = _of_row(cells, header, row, taken, name, reader.line_num)
            taken.add(entity.identifier)
            yield entity
    except csv.Error as error:
        raise UnreadableError(f"is no good table: {error}", file=name, line=reader.line_num) from error


def _columns(header: list[str]) -> dict[str, list[int]]:
    columns: dict[str, list[int]] = {}
    for index, cell in enumerate(header):
        for kind, names in _COLUMNS.items():
            if cell in names.split():
                columns.setdefault(kind, []).append(index)
                break
    return columns


def _of_row(
    cells: dict[str, list[str]], header: list[str], row: list[str], taken: set[str], file: str, line: int
) -> Entity:
    def one(column: str) -> str:
        return (cells.get(column) or [""])[0]

    parts = tuple(NamePart(element, one(element)) for element in ("forename", "surname") if one(element))
    name = one("name") or " ".join(part.words for part in parts)
    if not name:
        raise UnreadableError(
            "a row has no name", file=file, line=line, advice="fill it in or delete the row"
        )
    kind = _kind(one("kind"))
    latitude, longitude = _coordinates(one("latitude"), one("longitude"), one("coordinates"), file, line)
    if kind is None and not one("kind"):
        kind = "person" if parts else "place" if latitude else None
    if kind is None:
        raise UnreadableError(
            f"{one('kind') or 'an empty cell'!r} is no kind of entity",
            file=file,
            line=line,
            advice="say person, place or organisation in a column 'kind'",
        )
    own = [value for value in cells.get("identifier", ()) if _NCNAME.match(value) and value not in taken]
    identifiers = []
    for index in sorted({i for cell in ("uri", "identifier") for i in _columns(header).get(cell, ())}):
        value = row[index].strip() if index < len(row) else ""
        for part in re.split(r"[;|\s]+", value):
            if part and (header[index] != "id" or "/" in part) and part not in own:
                found = _identifier(part, header[index])
                if found is not None:
                    identifiers.append(found)
    placetype = one("placetype") or (one("kind") if _plain(one("kind")) in _PLACE_TYPES else "")
    return Entity(
        kind,
        own[0] if own else identifier({"organisation": "org"}.get(kind, kind), name, taken),
        name,
        tuple(
            dict.fromkeys(
                part.strip()
                for value in cells.get("variants", ())
                for part in re.split(r"[;|]", value)
                if part.strip() and part.strip() != name
            )
        ),
        parts,
        placetype if placetype in _PLACE_TYPES else None,
        tuple(dict.fromkeys(identifiers)),
        latitude,
        longitude,
        one("note") or None,
    )


def _plain(cell: str) -> str:
    return re.sub(r"[\s_:\-]+", "", cell.strip().lower())


def _kind(said: str) -> str | None:
    plain = _plain(said)
    for kind, names in _KINDS.items():
        if plain and plain in names.split():
            return kind
    return None


def _identifier(value: str, scheme: str) -> Identifier | None:
    """An identifier with its scheme; a bare number in a column named for an authority becomes its address."""
    for part, known in _SCHEMES:
        if part in value:
            return Identifier(known, value)
    if value.startswith(("http://", "https://", "urn:")):
        return Identifier("URI", value)
    if scheme in _BASES:
        known, base = _BASES[scheme]
        return Identifier(known, base + value)
    if scheme in ("lcnaf", "tgn", "ulan", "isni", "ror"):
        return Identifier(scheme.upper(), value)
    return None


def _coordinates(
    latitude: str, longitude: str, both: str, file: str, line: int
) -> tuple[str | None, str | None]:
    if both and not latitude:
        pieces = re.split(r"[\s,;]+", both.strip(" ()"))
        if len(pieces) == 2:
            latitude, longitude = pieces
    if not latitude or not longitude:
        return None, None
    decimals = latitude.replace(",", "."), longitude.replace(",", ".")
    try:
        in_bounds = abs(float(decimals[0])) <= 90 and abs(float(decimals[1])) <= 180
    except ValueError:
        in_bounds = False
    if not in_bounds:
        raise UnreadableError(
            f"{latitude!r}, {longitude!r} are no coordinates",
            file=file,
            line=line,
            advice="write decimal degrees, latitude first",
        )
    return decimals


def _from_tei(data: bytes, name: str) -> Iterator[Entity]:
    from tei_tools.parsing import parse

    root = parse(data, name).getroot()
    taken: set[str] = set()
    for element in root.iter(f"{_TEI}person", f"{_TEI}personGrp", f"{_TEI}place", f"{_TEI}org"):
        entity = _of_element(element, taken, name)
        if entity is not None:
            taken.add(entity.identifier)
            yield entity


def _of_element(element: etree._Element, taken: set[str], file: str) -> Entity | None:
    tag = str(element.tag).removeprefix(_TEI)
    kind = {"place": "place", "org": "organisation"}.get(tag, "person")
    wanted = {"person": ("persName", "name"), "place": ("placeName", "geogName", "name", *_PLACE_TYPES)}.get(
        kind, ("orgName", "name")
    )
    named = [child for child in element if str(child.tag).removeprefix(_TEI) in wanted and _words(child)]
    if not named:
        return None
    main = next(
        (child for child in named if child.get("type") in ("main", "preferred", "pref", "reg")), named[0]
    )
    words = _words(main)
    own = element.get(_XML_ID) or ""
    geo = element.find(f".//{_TEI}geo")
    latitude, longitude = _coordinates("", "", _words(geo) if geo is not None else "", file, _line(element))
    identifiers = []
    for idno in element.findall(f"{_TEI}idno"):
        value = _words(idno)
        found = _identifier(value, (idno.get("type") or "").lower())
        if value:
            identifiers.append(found or Identifier(idno.get("type") or "idno", value))
    if element.get("sameAs"):
        identifiers += [f for uri in str(element.get("sameAs")).split() if (f := _identifier(uri, ""))]
    note = element.find(f"{_TEI}note")
    return Entity(
        kind,
        own or identifier({"organisation": "org"}.get(kind, kind), words, taken),
        words,
        tuple(dict.fromkeys(w for child in named if (w := _words(child)) != words)),
        tuple(
            NamePart(part, _words(child))
            for child in main.iter()
            if (part := str(child.tag).removeprefix(_TEI))
            in ("forename", "surname", "roleName", "nameLink", "addName", "genName")
        ),
        _place_type(element, main) if kind == "place" else None,
        tuple(dict.fromkeys(identifiers)),
        latitude,
        longitude,
        _words(note) if note is not None else None,
    )


def _line(element: etree._Element) -> int:
    line = element.sourceline
    return line if isinstance(line, int) else 0


def _place_type(element: etree._Element, main: etree._Element) -> str | None:
    inner = [str(child.tag).removeprefix(_TEI) for child in main.iter()]
    for said in (*inner, main.get("type"), element.get("type")):
        if said in _PLACE_TYPES:
            return str(said)
    return None


def _words(element: etree._Element) -> str:
    """The words of an element; "Surname, Forename" in two parts is turned round by nobody: as it is
    written."""
    return " ".join("".join(str(piece) for piece in element.itertext()).split())
