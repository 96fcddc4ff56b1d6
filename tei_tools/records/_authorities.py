"""The one form in which an authority's URI is compared and exported."""

from __future__ import annotations

import re
from functools import lru_cache

from tei_tools.records._rows import Authority

# Its mark in lower case, scheme, pattern of what is met in documents, the form that the authority itself
# publishes for linked data.
_FORMS: tuple[tuple[str, str, str, str], ...] = (
    # Deutsche Nationalbibliothek, "GND identifiers": https://d-nb.info/gnd/…
    ("/gnd/", "GND", r"(?:www\.)?d-nb\.info/gnd/([0-9X-]+)", "https://d-nb.info/gnd/{}"),
    ("/gnd/", "GND", r"(?:www\.)?lobid\.org/gnd/([0-9X-]+)", "https://d-nb.info/gnd/{}"),
    ("viaf.", "VIAF", r"(?:www\.)?viaf\.org/viaf/(\d+)", "http://viaf.org/viaf/{}"),
    (
        "geonames.",
        "GeoNames",
        r"(?:(?:www|sws)\.)?geonames\.org/(\d+)(?:/[^/]*)?",
        "https://sws.geonames.org/{}/",
    ),
    (
        "wikidata.",
        "Wikidata",
        r"(?:www\.|m\.)?wikidata\.org/(?:entity|wiki|wiki/Special:EntityData)/([QPL]\d+)",
        "http://www.wikidata.org/entity/{}",
    ),
    ("orcid.", "ORCID", r"(?:www\.)?orcid\.org/(\d{4}-\d{4}-\d{4}-\d{3}[\dXx])", "https://orcid.org/{}"),
    ("isni.", "ISNI", r"(?:www\.)?isni\.org/(?:isni/)?(\d{15}[\dX])", "https://isni.org/isni/{}"),
    (
        "/tgn/",
        "TGN",
        r"(?:vocab\.getty\.edu|www\.getty\.edu/vow)/(?:page/)?tgn/(\d+)",
        "http://vocab.getty.edu/tgn/{}",
    ),
    ("/ulan/", "ULAN", r"vocab\.getty\.edu/(?:page/)?ulan/(\d+)", "http://vocab.getty.edu/ulan/{}"),
    (
        "pleiades.",
        "Pleiades",
        r"(?:www\.)?pleiades\.stoa\.org/places/(\d+)",
        "https://pleiades.stoa.org/places/{}",
    ),
    (
        "id.loc.",
        "LCCN",
        r"id\.loc\.gov/authorities/names/(\w+?)(?:\.html)?",
        "http://id.loc.gov/authorities/names/{}",
    ),
    ("doi.", "DOI", r"(?:dx\.)?doi\.org/(10\.\d+/\S+?)", "https://doi.org/{}"),
)
# What a browser's address line has behind the identifier: a page about it, a language, a place on the page.
_TAIL = r"/?(?:about(?:/\w+)?|about\.rdf)?(?:\?[^#]*)?(?:#.*)?"
_READ = [
    (
        mark,
        scheme,
        re.compile(rf"https?://{pattern}{'/?' if scheme == 'DOI' else _TAIL}", re.IGNORECASE),
        form,
    )
    for mark, scheme, pattern, form in _FORMS
]

# What the value of an ``idno`` of this type looks like when it is not an address, and the key of its form
# above.
_VALUES: dict[str, tuple[str, str, str]] = {
    "gnd": ("GND", r"(?:gnd:|\(DE-588\))?([0-9X-]{8,11})", "https://d-nb.info/gnd/{}"),
    # Personennamendatei, since 2012 a part of the GND, whose numbers stayed.
    "pnd": ("GND", r"(?:pnd:|\(DE-588\))?([0-9X-]{8,11})", "https://d-nb.info/gnd/{}"),
    "viaf": ("VIAF", r"(?:viaf:)?(\d+)", "http://viaf.org/viaf/{}"),
    "geonames": ("GeoNames", r"(?:geonames:)?(\d+)", "https://sws.geonames.org/{}/"),
    "wikidata": ("Wikidata", r"(?:wd:|wikidata:)?(Q\d+)", "http://www.wikidata.org/entity/{}"),
    "orcid": ("ORCID", r"(\d{4}-\d{4}-\d{4}-\d{3}[\dX])", "https://orcid.org/{}"),
    "isni": ("ISNI", r"((?:\d{4} ?){3}\d{3}[\dX])", "https://isni.org/isni/{}"),
    "tgn": ("TGN", r"(?:tgn[,:])?(\d+)", "http://vocab.getty.edu/tgn/{}"),
    "pleiades": ("Pleiades", r"(\d+)", "https://pleiades.stoa.org/places/{}"),
    "doi": ("DOI", r"(?:doi:)?(10\.\d+/\S+)", "https://doi.org/{}"),
}
# An address that lost its scheme.
_HOST = re.compile(
    r"(?:www\.|sws\.|m\.)?(?:d-nb\.info/gnd|viaf\.org/viaf|geonames\.org|wikidata\.org/\w+|orcid\.org)/",
    re.IGNORECASE,
)
_KEY = re.compile(r"(tgn|gnd|viaf|geonames|wikidata|pleiades)[,:](\S+)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def authority(value: str, kind: str | None = None) -> Authority | None:
    """The authority that this address, or this value of an ``idno`` of that type, names; else ``None``."""
    original = value = value.strip()
    if _HOST.match(value):
        value = f"https://{value}"
    if value.startswith(("http://", "https://", "HTTP")):
        lower = value.lower()
        for mark, scheme, pattern, form in _READ:
            if mark in lower and (match := pattern.fullmatch(value)):
                return Authority(scheme, form.format(match[1]), original)
        return None
    prefixed = _KEY.fullmatch(value)
    if prefixed and not kind:
        kind = prefixed[1]
    said = (kind or "").lower()
    read = _VALUES.get(said) or _VALUES.get(said.removesuffix("-id").removesuffix("id"))
    if read:
        scheme, shape, form = read
        match = re.fullmatch(shape, value.replace(f"{kind},", "") if kind else value)
        if match:
            return Authority(scheme, form.format(match[1].replace(" ", "")), value)
    return None


def normal(uri: str) -> str:
    """The URI in its authority's form; any other as it is."""
    if not uri.startswith("http"):
        return uri
    known = authority(uri)
    return known.uri if known else uri
