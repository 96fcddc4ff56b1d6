"""HTML → a tree measured once: each element's place, how many characters it holds and how many of them
are links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from tei_tools.errors import UnreadableError

__all__ = ["HtmlTree", "parsed", "words_of"]

# Elements whose content is not words of a page.
WORDLESS = frozenset(
    "script style template noscript svg iframe object embed canvas audio video head math-annotation".split()
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_SAMPLE = 60_000


@dataclass(slots=True)
class HtmlTree:
    """A parsed page. ``elements`` are in document order; the other lists go by an element's number there.

    ``ends`` is the number after the last element inside, ``words`` counts characters inside without white
    space at
    their edges, ``links`` those of them inside ``a``; ``tables`` is the number of the table around (-1:
    none).
    """

    root: etree._Element
    elements: list[etree._Element]
    numbers: dict[etree._Element, int]
    parents: list[int]
    ends: list[int]
    words: list[int]
    links: list[int]
    tables: list[int]
    language: str | None = None
    sample: str = ""
    notes: list[str] = field(default_factory=list)

    def prose(self, number: int) -> int:
        """How many characters of an element are not in links."""
        return self.words[number] - self.links[number]

    def named(self, *tags: str) -> Iterator[etree._Element]:
        """The elements of these names, in document order."""
        return self.root.iter(*tags)


def parsed(text: str, name: str = "") -> HtmlTree:
    """The measured tree of a page or a piece of one. No network, no entities beyond HTML's own.

    Raises :class:`UnreadableError` where the page has no elements or nests deeper than the parser follows.
    """
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True, recover=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.LxmlError as fault:
        raise UnreadableError(
            f"the page cannot be parsed ({fault})", file=name, advice="save it again"
        ) from None
    fatal = next((one for one in parser.error_log if one.level_name == "FATAL"), None)
    if fatal is not None:
        raise UnreadableError(
            f"the page cannot be read to its end ({fatal.message.strip()})",
            file=name,
            line=fatal.line,
            advice="save its text and encode that",
        )
    if root is None:
        raise UnreadableError(
            "the page has no elements", file=name, advice="look whether it is the right file"
        )
    return _measured(root)


def words_of(element: etree._Element) -> str:
    """All words inside an element on one line, scripts and styles aside; its tail is not part of it."""
    return " ".join(" ".join(_texts(element)).split())


def _texts(element: etree._Element) -> Iterator[str]:
    stack: list[tuple[etree._Element, bool]] = [(element, False)]
    while stack:
        one, done = stack.pop()
        if done:
            if one is not element and one.tail:
                yield one.tail
            continue
        stack.append((one, True))
        if not isinstance(one.tag, str) or (one.tag in WORDLESS and one is not element):
            continue
        if one.text:
            yield one.text
        stack.extend((child, False) for child in reversed(one))


def _measured(root: etree._Element) -> HtmlTree:
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    numbers = {element: number for number, element in enumerate(elements)}
    count = len(elements)
    parents = [-1] * count
    tables = [-1] * count
    words = [0] * count
    links = [0] * count
    ends = list(range(1, count + 1))
    wordless = [False] * count
    sample: list[str] = []
    sampled = 0
    for number, element in enumerate(elements):
        above = element.getparent()
        parent = numbers[above] if number and above is not None and above in numbers else -1
        parents[number] = parent
        tables[number] = number if element.tag == "table" else tables[parent] if parent >= 0 else -1
        wordless[number] = element.tag in WORDLESS or (parent >= 0 and wordless[parent])
        if not wordless[number] and element.text:
            words[number] += len(element.text.strip())
            if sampled < _SAMPLE:
                sample.append(element.text)
                sampled += len(element.text)
        if parent >= 0 and element.tail and not wordless[parent]:
            words[parent] += len(element.tail.strip())
            if sampled < _SAMPLE:
                sample.append(element.tail)
                sampled += len(element.tail)
    for number in range(count - 1, -1, -1):
        if elements[number].tag == "a":
            links[number] = words[number]
        parent = parents[number]
        if parent >= 0:
            words[parent] += words[number]
            links[parent] += links[number]
            ends[parent] = max(ends[parent], ends[number])
    said = (
        root.get("lang")
        or root.get("{http://www.w3.org/XML/1998/namespace}lang")
        or root.get("xml:lang")
        or ""
    )
    language = said.strip().replace("_", "-")
    return HtmlTree(
        root, elements, numbers, parents, ends, words, links, tables,
        language=language if _LANGUAGE.fullmatch(language) else None,
        sample=" ".join(sample)[:_SAMPLE],
    )  # fmt: skip
