"""Where the new tags of a TEI file go: the places that TEI has for them, and the bytes of their edges."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tei_tools.editing import Edit
    from tei_tools.text import PlainText

__all__ = ["Putting", "local_name"]

_POINTERS = ("ref", "who", "source", "corresp", "target", "datingMethod", "calendar")
_BLOCKS = frozenset(
    """
    p ab l head item cell note trailer byline dateline label salute signed opener closer speaker stage
    """.split()
)
# Families of which one never stands in another; a date in a name, or a name in a date, is none either.
_SOLE = {"name": "name", "date": "name", "reference": "reference"}
# Besides the encoder's own table: elements whose content is macro.paraContent or macro.phraseSeq.
_LIKE_PARAGRAPHS = frozenset("seg stage supplied unclear corr reg sic orig add del lem rdg damage".split())
# What may stand in any words (model.global, model.pPart.edit, model.segLike, model.gLike).
_ANYWHERE = frozenset(
    """
    lb pb cb gb milestone anchor choice abbr expan ex am orig reg sic corr supplied unclear add del subst gap
    space damage seg hi w pc c g note ptr index
    """.split()
)
_START = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
_LIKE_PHRASES = frozenset("speaker opener closer addrLine".split())


class Putting:
    """New tags and the bytes at which they go."""

    def __init__(self, places: Any, plain: PlainText, *, nested: bool = False) -> None:
        from tei_tools.encoding._content import ALLOWED, FAMILIES, NESTED

        self.places = places
        self.plain = plain
        self.nested = nested
        self.allowed = NESTED if nested else ALLOWED
        self.kept: list[tuple[Any, int, int, int, int, Any]] = []
        self.refused = 0
        self._own: dict[str, list[tuple[int, int]]] = {}
        for element, start, end in plain:
            family = _SOLE.get(FAMILIES.get(local_name(element), ""))
            if family and start < end:
                self._own.setdefault(family, []).append((start, end))
        for spans in self._own.values():
            spans.sort()
        self._open: list[tuple[int, int, str, Any]] = []

    def put(self, element: Any, start: int, end: int) -> None:
        from tei_tools.encoding._content import PARTS
        from tei_tools.importing._source import RefusedError

        name = local_name(element)
        try:
            if element.get("next") or element.get("prev"):
                raise RefusedError("it would be in pieces")
            if name in PARTS and not self._whole(start, end)[0]:
                raise RefusedError("its whole is not tagged")
            first, after, parent = self.places.span(start, end)
            if not self._may_stand(name, parent, start, end) or not self._may_hold(name, first, after):
                raise RefusedError("TEI has no place for it there")
        except RefusedError:
            self.refused += 1
            return
        self.kept.append((element, start, end, first, after, parent))
        self._open.append((start, end, name, parent))

    def _whole(self, start: int, end: int) -> tuple[str, Any]:
        """The nearest tag of ours, put just before, that holds these words, and what it was put into."""
        while self._open and self._open[-1][1] <= start:
            self._open.pop()
        return next(
            ((name, parent) for a, b, name, parent in reversed(self._open) if a <= start and end <= b),
            ("", None),
        )

    def _may_stand(self, name: str, parent: Any, start: int, end: int) -> bool:
        from tei_tools.encoding._content import DATA, FAMILIES, PARAGRAPH

        (whole, holder), above = self._whole(start, end), local_name(parent)
        if whole and holder is parent:
            return name in self.allowed[whole]
        if above in self.allowed:
            allowed = self.allowed[above]
        elif above in _LIKE_PARAGRAPHS:
            allowed = PARAGRAPH
        elif above in _LIKE_PHRASES:
            allowed = DATA
        else:
            return False
        if name not in allowed:
            return False
        family = _SOLE.get(FAMILIES.get(name, ""))
        if self.nested and family == "name" and self._named_around(name, parent):
            return True
        return family is None or self._clear(family, parent, start, end)

    def _may_hold(self, name: str, first: int, after: int) -> bool:
        """Whether what is tagged already between these bytes may stand in a new tag."""
        from tei_tools.encoding._content import BY_HAND

        inside = {each.decode() for each in _START.findall(self.places.source.source[first:after])}
        return inside <= BY_HAND[name] | _ANYWHERE

    def _named_around(self, name: str, parent: Any) -> bool:
        """Whether a name of the document is around, and the new one is no place in a place."""
        from tei_tools.encoding._content import FAMILIES, PLACE_PARTS

        around: set[str] = set()
        while parent is not None and local_name(parent) not in _BLOCKS:
            around.add(local_name(parent))
            parent = parent.getparent()
        places = PLACE_PARTS | {"placeName"}
        return any(FAMILIES.get(each) == "name" for each in around) and not (
            name in places and around & places
        )

    def _clear(self, family: str, parent: Any, start: int, end: int) -> bool:
        """Whether a tag would neither be in another of its family nor have one in it."""
        from tei_tools.encoding._content import FAMILIES

        while parent is not None and local_name(parent) not in _BLOCKS:
            if _SOLE.get(FAMILIES.get(local_name(parent), "")) == family:
                return False
            parent = parent.getparent()
        own = self._own.get(family, [])
        at = bisect_left(own, (start, 0))
        return not (at < len(own) and own[at][0] < end)

    def pointed(self, ids: set[Any], entries: dict[Any, Any]) -> set[str]:
        """The entries that the new tags point at, and the document has not."""
        wanted = set()
        for element, *_ in self.kept:
            for name in ("ref", "who"):
                for token in element.get(name, "").split():
                    entry = entries.get(token[1:]) if token.startswith("#") else None
                    if (
                        entry is not None
                        and token[1:] not in ids
                        and local_name(entry) in ("person", "place", "org")
                    ):
                        wanted.add(token[1:])
        return wanted

    def counts(self) -> dict[str, int]:
        from collections import Counter

        return dict(sorted(Counter(local_name(element) for element, *_ in self.kept).items()))

    def edits(self, known: set[Any], resp: str) -> Iterator[Edit]:
        from tei_tools.editing import Edit
        from tei_tools.importing._source import checked, quoted

        edges: list[tuple[int, int, int, str]] = []
        for number, (element, _, _, first, after, parent) in enumerate(self.kept):
            above = self.places.source.tag(parent)["name"].decode()
            lead = above.rpartition(":")[0]
            name = f"{lead}:{local_name(element)}" if lead else local_name(element)
            said = ""
            for key, value in element.attrib.items():
                if str(key) == "resp":
                    value = resp
                elif str(key) in _POINTERS:
                    value = " ".join(
                        token for token in value.split() if not token.startswith("#") or token[1:] in known
                    )
                if value and "}" not in str(key):
                    said += f" {key}={quoted(checked(value))}"
            edges.append((first, 1, number, f"<{name}{said}>"))
            edges.append((after, 0, -number, f"</{name}>"))
        for byte, _, _, words in sorted(edges):
            yield Edit(byte, byte, words)


def local_name(element: Any) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]
