"""What the ``front`` of a JATS article says of it (JATS 1.3, ``article-meta`` and ``journal-meta``)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tei_tools.sources import Metadata
from tei_tools.sources._xml import XML_LANG, children, only, words_of

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["metadata_of"]

# Of several dates the first of these that is there: the day on which the words were first public.
_DATES = ("epub", "pub", "electronic", "ppub", "print", "epub-ppub", "collection")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def metadata_of(root: etree._Element) -> Metadata:
    """Title, authors, date, publisher, address, rights and keywords of an article."""
    article = only(root, "front", "article-meta")
    journal = only(root, "front", "journal-meta")
    language = root.get(XML_LANG, "")
    if article is None:
        return Metadata(language=language if _LANGUAGE.fullmatch(language) else None)
    licence = only(article, "permissions", "license")
    rights = words_of(licence) or words_of(only(article, "permissions", "copyright-statement"))
    doi = next(
        (words_of(one) for one in children(article, "article-id") if one.get("pub-id-type") == "doi"), ""
    )
    authors = [
        said
        for group in children(article, "contrib-group")
        for one in children(group, "contrib")
        if one.get("contrib-type", "author") == "author" and (said := _person(one))
    ]
    keywords = [words_of(one) for group in children(article, "kwd-group") for one in children(group, "kwd")]
    return Metadata(
        title=words_of(only(article, "title-group", "article-title")) or None,
        authors=tuple(dict.fromkeys(authors)),
        date=_date(article),
        language=language if _LANGUAGE.fullmatch(language) else None,
        publisher=words_of(only(journal, "publisher", "publisher-name")) or None,
        address=f"https://doi.org/{doi}" if doi.startswith("10.") else None,
        rights=rights or None,
        keywords=tuple(dict.fromkeys(one for one in keywords if one)),
    )


def _person(contributor: etree._Element) -> str:
    """A contributor's name, given names first; a group's as it stands."""
    name = only(contributor, "name")
    if name is None:
        name = only(contributor, "name-alternatives", "name")
    if name is None:
        found = next(iter(children(contributor, "collab", "string-name")), None)
        return words_of(found)
    parts = [words_of(only(name, part)) for part in ("given-names", "surname", "suffix")]
    return " ".join(part for part in parts if part)


def _date(article: etree._Element) -> str | None:
    dates = {
        (one.get("pub-type") or one.get("publication-format") or one.get("date-type") or "pub"): one
        for one in reversed(children(article, "pub-date"))
    }
    chosen = next((dates[kind] for kind in _DATES if kind in dates), next(iter(dates.values()), None))
    if chosen is None:
        return None
    year, month, day = (words_of(only(chosen, part)) for part in ("year", "month", "day"))
    if not re.fullmatch(r"\d{4}", year):
        return None
    if not (month.isascii() and month.isdigit() and 1 <= int(month) <= 12):
        return year
    if not (day.isascii() and day.isdigit() and 1 <= int(day) <= 31):
        return f"{year}-{int(month):02}"
    return f"{year}-{int(month):02}-{int(day):02}"
