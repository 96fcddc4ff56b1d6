"""Random elements that a grammar accepts (XML syntax, one namespace, ``mixed`` the only interleave)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

RNG = "{http://relaxng.org/ns/structure/1.0}"
TEI = "http://www.tei-c.org/ns/1.0"
_DEEP = 10**6
_VALUES: dict[str, tuple[str, ...]] = {
    "anyURI": ("#a", "http://example.org/x", "b.xml#c"),
    "string": ("any words", "", "x"),
    "language": ("en", "de-AT", "la"),
    "double": ("0.5", "1", "0"),
    "decimal": ("1.25", "3"),
    "nonNegativeInteger": ("0", "7"),
    "boolean": ("true", "false", "1", "0"),
    "date": ("1990-02-28", "2024-02-29Z"),
    "gYear": ("1990", "-0044"),
    "gMonth": ("--02",),
    "gDay": ("---31",),
    "gYearMonth": ("1990-02",),
    "gMonthDay": ("--02-29",),
    "time": ("12:00:00",),
    "dateTime": ("1990-02-28T12:00:00Z",),
    "duration": ("P1Y2M", "PT3H"),
    "Name": ("persName", "tei:x"),
}
_TOKENS = {
    "[^\\p{C}\\p{Z}]+": ("word", "a,b", "é"),
    "(\\-?[\\d]+/\\-?[\\d]+)": ("1/2",),
    "[0-9.,DHMPRSTWYZ/:+\\-]+": ("1990-W05", "19900228"),
    "[\\d]+[a-z]*[\\d]*(\\.[\\d]+[a-z]*[\\d]*){0,3}": ("1.2.3", "0"),
    "[\\-+]?\\d+(\\.\\d+)?(%|cm|mm|in|pt|pc|px|em|ex|ch|rem|vw|vh|vmin|vmax)": ("10px", "50%"),
    "[a-z][a-z0-9\\+\\.\\-]*": ("geo",),
    "(-?[0-9]+(\\.[0-9]+)?,-?[0-9]+(\\.[0-9]+)?)": ("0,0", "12.5,-3"),
    "\\S+": ("http://example.org/$1",),
    "": ("plain token", "x"),
}


class Samples:
    """Samples of the elements that a grammar defines."""

    def __init__(self, schema: Path, seed: int = 0) -> None:
        root = etree.parse(schema).getroot()
        self.random = random.Random(seed)
        self.defines = {define.get("name"): define for define in root.iter(f"{RNG}define")}
        self.heights = self._heights()
        self.number = 0

    def element_names(self) -> list[str]:
        """The names of the defines that are one element."""
        return [
            name
            for name, define in self.defines.items()
            if len(define) == 1 and define[0].tag == f"{RNG}element"
        ]

    def sample(self, name: str, depth: int = 3) -> etree._Element:
        """A random element of the define ``name``."""
        return self._element(self.defines[name][0], depth)

    def _element(self, pattern: etree._Element, depth: int) -> etree._Element:
        made = etree.Element(f"{{{TEI}}}{pattern.get('name')}", nsmap={None: TEI})
        for child in _patterns(pattern):
            self._put(made, child, depth)
        return made

    def _put(self, made: etree._Element, pattern: etree._Element, depth: int) -> None:
        kind = pattern.tag.removeprefix(RNG)
        chance = self.random.random
        if kind == "element":
            made.append(self._element(pattern, depth - 1))
        elif kind == "attribute":
            name = pattern.get("name")
            qualified = name.replace("xml:", "{http://www.w3.org/XML/1998/namespace}")
            made.set(qualified, self._value(next(iter(_patterns(pattern)))))
        elif kind == "ref":
            for child in _patterns(self.defines[pattern.get("name")]):
                self._put(made, child, depth)
        elif kind in ("group", "mixed"):
            for child in _patterns(pattern):
                if kind == "mixed" and chance() < 0.3:
                    _add_text(made, "words ")
                self._put(made, child, depth)
        elif kind == "choice":
            options = list(_patterns(pattern))
            lowest = min(self._height(option) for option in options)
            good = [o for o in options if self._height(o) <= max(lowest, depth)]
            self._put(made, self.random.choice(good), depth)
        elif kind in ("optional", "zeroOrMore", "oneOrMore"):
            self._put_often(made, pattern, kind, depth)
        elif kind == "text":
            _add_text(made, "text")
        elif kind == "data":
            _add_text(made, self._value(pattern))
        elif kind not in ("empty", "notAllowed"):
            raise AssertionError(f"the sampler knows no {kind}")

    def _put_often(self, made: etree._Element, pattern: etree._Element, kind: str, depth: int) -> None:
        content = list(_patterns(pattern))
        possible = max(self._height(child) for child in content) <= depth
        if kind == "optional":
            attribute = content[0].tag == f"{RNG}attribute"
            times = int(self.random.random() < (0.08 if attribute else 0.4)) if possible else 0
        else:
            times = self.random.choice((0, 0, 1, 2, 3)) if possible else 0
            times = max(times, int(kind == "oneOrMore"))
        for _ in range(times):
            for child in content:
                self._put(made, child, depth)

    def _value(self, pattern: etree._Element) -> str:
        kind = pattern.tag.removeprefix(RNG)
        if kind == "value":
            return pattern.text or ""
        if kind == "ref":
            return self._value(next(iter(_patterns(self.defines[pattern.get("name")]))))
        if kind == "choice":
            return self._value(self.random.choice(list(_patterns(pattern))))
        if kind == "list":
            if pattern[0].tag == f"{RNG}ref":  # so many, and perhaps more
                return " ".join(self._value(each) for each in pattern if each.tag == f"{RNG}ref")
            return " ".join(self._value(pattern[0][0]) for _ in range(self.random.choice((1, 1, 2))))
        if kind == "text":
            return "text"
        assert kind == "data", kind
        if pattern.get("type") == "ID":
            self.number += 1
            return f"id-{self.number}"
        if pattern.get("type") == "token":
            shape = pattern.findtext(f"{RNG}param[@name='pattern']") or ""
            return self.random.choice(_TOKENS[shape])
        return self.random.choice(_VALUES[pattern.get("type")])

    # the least number of elements inside each other that a pattern needs

    def _heights(self) -> dict[str, int]:
        heights = dict.fromkeys(self.defines, _DEEP)
        self.heights = heights
        changed = True
        while changed:
            changed = False
            for name, define in self.defines.items():
                height = max((self._height(child) for child in _patterns(define)), default=0)
                if height < heights[name]:
                    heights[name] = height
                    changed = True
        return heights

    def _height(self, pattern: etree._Element) -> int:
        kind = pattern.tag.removeprefix(RNG)
        if kind == "ref":
            return self.heights[pattern.get("name")]
        if kind in ("optional", "zeroOrMore", "attribute", "text", "data", "empty", "value", "list"):
            return 0
        inner = [self._height(child) for child in _patterns(pattern)]
        if kind == "choice":
            return min(inner)
        height = max(inner, default=0)
        return height + 1 if kind == "element" else height


def _patterns(parent: etree._Element) -> Iterator[etree._Element]:
    return (child for child in parent if isinstance(child.tag, str) and child.tag.startswith(RNG))


def _add_text(made: etree._Element, words: str) -> None:
    if len(made):
        made[-1].tail = (made[-1].tail or "") + words
    else:
        made.text = (made.text or "") + words
