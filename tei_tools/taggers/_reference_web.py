"""Pages of the web, cited with their title: "The Old Canal," Waterways Archive, accessed 3 March 2021, https://…
(Chicago Manual of Style, 14.207; MLA Handbook, 9th ed., 5)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tei_tools.taggers._reference_days import DAY
from tei_tools.taggers._reference_identifiers import identifiers
from tei_tools.taggers._reference_patterns import FoundReference

__all__ = ["web_citations"]

_ADDRESS = re.compile(r"https?://|\bwww\.")
_BEFORE = 420
_ACCESS = (
    r"(?:(?:[Ll]ast\s)?[Aa]ccessed(?:\son)?|[Rr]etrieved|[Vv]isited|abgerufen am"
    r"|(?:[Ll]etzter\s)?Zugriff(?:\sam)?:?"
    r"|zuletzt (?:abgerufen|aufgerufen|besucht) am|eingesehen am|Stand:?|[Cc]onsulté(?:e)? le"
    r"|page consultée le)"
)
_PAGE = re.compile(
    r"(?:(?:(?<=[.;(]\s)|(?<=[(;])|^)(?P<author>[A-ZÀ-Þ][\w.’'-]*(?:\s[A-ZÀ-Þ][\w.’'-]*){1,3}),\s)?"
    r"(?P<open>[“\"„«])\s?(?P<title>[^“”\"„«»\n]{3,200}?)[,.]?\s?[”\"“»],?\s(?:in:?\s|dans\s|In:\s|on\s"
    r"|auf\s|sur\s)?"
    r"(?:(?P<site>[^\W\d_][^,;:()“”\"«»\n]{2,80}?)(?=[,.:;(]|\s(?:https?|[(:;])"
    r"|\s?\Z))?(?P<more>[^“”\"«»\n;]{0,140})\Z"
)
_LAST = re.compile(rf"(?:,\s|\s)?[(\[]?(?:{_ACCESS})\s(?P<date>{DAY})[)\]]?")
_DAY = re.compile(DAY)


def web_citations(text: str, start: int, end: int) -> Iterator[FoundReference]:
    """Those of ``text[start:end]``, in order; linear in its length."""
    last = start
    for address in _ADDRESS.finditer(text, start, end):
        if address.start() < last:
            continue
        floor = max(last, address.start() - _BEFORE)
        page = _PAGE.search(text[floor : address.start()])
        found = next(identifiers(text, address.start(), min(end, address.start() + 400)), None)
        if page is None or found is None or found.cut_off or found.start != address.start():
            continue
        if re.search(r"[?!]|\.\s[A-ZÀ-Þ]|\.\)", f"{page['site'] or ''} {page['more']}"):
            continue  # sentences, and an address behind them
        begin = floor + page.start("author" if page["author"] else "open")
        parts: list[tuple[int, int, str, dict[str, str]]] = [
            (floor + page.start("title"), floor + page.end("title"), "title", {"level": "u"}),
            (found.start, found.end, "idno", {"type": "DOI" if "doi.org/" in found.target else "URL"}),
        ]
        if page["author"]:
            parts.append((floor + page.start("author"), floor + page.end("author"), "author", {}))
        if page["site"]:
            parts.append((floor + page.start("site"), floor + page.end("site"), "publisher", {}))
        day = _DAY.search(page["more"] or "")
        if day:
            base = floor + page.start("more")
            parts.append((base + day.start(), base + day.end(), "date", {}))
        stop = found.end
        accessed = _LAST.match(text, stop, end)
        if accessed:
            parts.append((*accessed.span("date"), "date", {}))
            stop = accessed.end()
            if text[begin:stop].count("(") < text[begin:stop].count(")"):
                stop -= 1
        yield FoundReference(begin, stop, "web", tuple(sorted(parts)), 0.85)
        last = stop
