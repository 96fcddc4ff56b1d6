"""What a page says of itself: JSON-LD, ``meta`` (Open Graph, article, Dublin Core, Highwire's citation_),
``link``, ``time``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from tei_tools.sources import Metadata
from tei_tools.sources._dateline import DateReading, DayOrder, find_date
from tei_tools.sources._html_content import title_of
from tei_tools.sources._html_tree import HtmlTree, words_of

__all__ = ["metadata_of"]

_TYPES = frozenset(
    "Article NewsArticle BlogPosting ScholarlyArticle Report WebPage Book TechArticle"
    " OpinionNewsArticle AnalysisNewsArticle ReportageNewsArticle CreativeWork".split()
)
_TITLE = ("citation_title", "og:title", "dc.title", "dcterms.title", "twitter:title")
_AUTHOR = (
    "citation_author",
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
)
_DATE = (
    "article:published_time", "citation_publication_date", "citation_date", "dc.date", "dcterms.date",
    "dcterms.issued",
    "dc.date.issued", "date", "pubdate", "publishdate", "sailthru.date", "parsely-pub-date",
    "og:published_time", "datepublished",
)  # fmt: skip
_PUBLISHER = ("citation_publisher", "dc.publisher", "dcterms.publisher", "og:site_name", "publisher")
_RIGHTS = ("dc.rights", "dcterms.rights", "dcterms.license", "copyright", "rights")
_KEYWORDS = ("keywords", "news_keywords", "citation_keywords", "article:tag", "dc.subject")
_ISO = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?=$|[T\s])")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_MAX_SCRIPT = 2_000_000


def metadata_of(tree: HtmlTree, order: DayOrder) -> Metadata:
    """The page's own metadata; JSON-LD of an article before ``meta``, both before what the page shows.

    Sets ``tree.language`` where the page's root has no ``lang`` but its metadata does.
    """
    metas = _metas(tree)
    article = _article(tree)

    def first(names: tuple[str, ...]) -> str | None:
        return next((value for name in names for value in metas.get(name, ()) if value), None)

    title = _text(article.get("headline")) or first(_TITLE) or _page_title(tree, metas)
    reading = next(
        (
            found
            for said in (_text(article.get("datePublished")), first(_DATE), *_times(tree))
            if said and (found := _date(said, order))
        ),
        None,
    )
    if tree.language is None:
        said = _text(article.get("inLanguage")) or first(
            ("content-language", "dc.language", "dcterms.language", "citation_language")
        )
        said = said or (first(("og:locale",)) or "").replace("_", "-")
        if said and _LANGUAGE.fullmatch(said):
            tree.language = said
    return Metadata(
        title=title,
        authors=_people(article.get("author")) or _meta_authors(metas) or _linked_authors(tree),
        date=reading.value if reading else None,
        date_alternative=reading.alternative if reading else None,
        date_order=reading.order if reading else None,
        publisher=_name(article.get("publisher")) or first(_PUBLISHER),
        address=_address(tree, metas) or _text(article.get("url")),
        rights=_name(article.get("license")) or _licence(tree) or first(_RIGHTS),
        keywords=_keywords(article.get("keywords"), metas),
    )


def _metas(tree: HtmlTree) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for element in tree.named("meta"):
        name = (
            element.get("name")
            or element.get("property")
            or element.get("itemprop")
            or element.get("http-equiv")
        )
        value = " ".join((element.get("content") or "").split())
        if name and value:
            metas.setdefault(name.strip().lower(), []).append(value)
    return metas


def _article(tree: HtmlTree) -> dict[str, object]:
    """The first JSON-LD node that is an article, else an empty one."""
    best: dict[str, object] = {}
    for element in tree.named("script"):
        if (
            "ld+json" not in (element.get("type") or "").lower()
            or not element.text
            or len(element.text) > _MAX_SCRIPT
        ):
            continue
        try:
            found = json.loads(element.text.strip().removeprefix("<![CDATA[").removesuffix("]]>"))
        except (ValueError, RecursionError):
            continue
        for node in _nodes(found):
            kinds = node.get("@type")
            listed = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(kind, str) and kind.rpartition("/")[2] in _TYPES for kind in listed):
                if "headline" in node or "datePublished" in node:
                    return node
                best = best or node
    return best


def _nodes(found: object) -> Iterator[dict[str, object]]:
    queue: list[object] = [found]
    for _ in range(10_000):
        if not queue:
            return
        one = queue.pop(0)
        if isinstance(one, list):
            queue.extend(one)
        elif isinstance(one, dict):
            yield one
            queue.extend(one[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in one)


def _text(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    if not isinstance(value, str):
        return None
    return " ".join(_clean(value).split()) or None


def _clean(value: str) -> str:
    import html

    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", html.unescape(value))


def _name(value: object) -> str | None:
    if isinstance(value, dict):
        return _text(value.get("name")) or _text(value.get("url")) or _text(value.get("@id"))
    return _text(value)


def _people(value: object) -> tuple[str, ...]:
    listed = value if isinstance(value, list) else [value]
    return tuple(
        dict.fromkeys(name for one in listed if (name := _name(one)) and not name.startswith("http"))
    )


def _meta_authors(metas: dict[str, list[str]]) -> tuple[str, ...]:
    for name in _AUTHOR:
        found = [value for value in metas.get(name, ()) if not value.startswith(("http:", "https:", "@"))]
        if found:
            parts = [part for value in found for part in re.split(r"\s*;\s*|\s+(?:and|und|et)\s+", value)]
            return tuple(
                dict.fromkeys(re.sub(r"^(?:by|von|par)\s+", "", part, flags=re.I) for part in parts if part)
            )
    return ()


def _linked_authors(tree: HtmlTree) -> tuple[str, ...]:
    found = []
    for element in tree.named("a", "span", "address", "p", "div"):
        if "author" in (element.get("rel") or "").lower().split() or element.get("itemprop") == "author":
            words = re.sub(r"^(?:by|von|par)\s+", "", words_of(element), flags=re.I)
            if 3 <= len(words) <= 80:
                found.append(words)
    return tuple(dict.fromkeys(found))[:20]


def _page_title(tree: HtmlTree, metas: dict[str, list[str]]) -> str | None:
    """The first heading where the page's ``title`` begins with it, else that title without the site's
    name.
    """
    element = next(tree.named("title"), None)
    title = " ".join((element.text or "").split()) if element is not None else ""
    number = title_of(tree)
    head = words_of(tree.elements[number]) if number >= 0 else None
    if head and (not title or title.startswith(head)):
        return head
    for site in metas.get("og:site_name", ()):
        title = re.sub(rf"\s*[|–—·:-]\s*{re.escape(site)}$", "", title)
    return title or head


def _times(tree: HtmlTree) -> Iterator[str]:
    for element in tree.named("time"):
        said = element.get("datetime") or words_of(element)
        if (
            element.get("pubdate") is not None
            or "published" in (element.get("itemprop") or element.get("class") or "").lower()
        ):
            yield said
    first = next(tree.named("time"), None)
    if first is not None:
        yield first.get("datetime") or words_of(first)


def _date(said: str, order: DayOrder) -> DateReading | None:
    found = _ISO.match(said.strip())
    if found is None:
        return find_date(said[:100], order)
    year, month, day = found[1], found[2], found[3]
    if day:
        return find_date(f"{year}-{int(month):02d}-{int(day):02d}", order)
    if month:
        return DateReading(f"{year}-{int(month):02d}", 0, 0) if 1 <= int(month) <= 12 else None
    return DateReading(year, 0, 0)


def _address(tree: HtmlTree, metas: dict[str, list[str]]) -> str | None:
    for element in tree.named("link"):
        if "canonical" in (element.get("rel") or "").lower().split() and element.get("href"):
            return (element.get("href") or "").strip() or None
    return next(iter(metas.get("og:url", ())), None)


def _licence(tree: HtmlTree) -> str | None:
    for element in tree.named("a", "link"):
        if "license" in (element.get("rel") or "").lower().split() and element.get("href"):
            return (element.get("href") or "").strip() or None
    return None


def _keywords(value: object, metas: dict[str, list[str]]) -> tuple[str, ...]:
    listed: list[str] = []
    if isinstance(value, str):
        listed = value.split(",")
    elif isinstance(value, list):
        listed = [one for one in value if isinstance(one, str)]
    if not listed:
        listed = [part for name in _KEYWORDS for one in metas.get(name, ()) for part in re.split("[,;]", one)]
    return tuple(dict.fromkeys(words for one in listed if (words := " ".join(_clean(one).split()))))
