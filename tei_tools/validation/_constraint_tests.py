"""The constraints of TEI that XPath 1.0 cannot say, or only in quadratic time: each a test of an element.

The tests of one document share a :class:`Whole`, which looks up what they need of the document once.
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from tei_tools.validation._paths import TEI_NAMESPACE

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["TESTS", "Whole"]

_T = f"{{{TEI_NAMESPACE}}}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"


class Whole:
    """What is known of one document; each thing is looked up when it is first asked for."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self._lines: dict[tuple[etree._Element, str], frozenset[str]] = {}
        self._later: dict[tuple[etree._Element, bool], dict[etree._Element, bool]] = {}

    @cached_property
    def order(self) -> dict[etree._Element, int]:
        """The place of each element that has an ``xml:id`` or a ``spanTo``, and of those alone."""
        return {
            element: at
            for at, element in enumerate(self.root.iter("*"))
            if element.get(_ID) is not None or element.get("spanTo") is not None
        }

    @cached_property
    def identified(self) -> dict[str, etree._Element]:
        """The first element of each ``xml:id``."""
        found: dict[str, etree._Element] = {}
        for element in self.order:
            if (ident := element.get(_ID)) is not None:
                found.setdefault(ident.strip(), element)
        return found

    @cached_property
    def prefixes(self) -> Counter[str]:
        """How often each value of ``@prefix`` stands in the document."""
        return Counter(value for each in self.root.iter("*") if (value := each.get("prefix")) is not None)

    @cached_property
    def modules(self) -> frozenset[str] | None:
        """The modules that are specified or referred to; ``None`` where there are none at all."""
        found = [each.get("ident") for each in self.root.iter(f"{_T}moduleSpec")]
        found += [each.get("key") for each in self.root.iter(f"{_T}moduleRef")]
        return frozenset(each for each in found if each is not None) if found else None

    @cached_property
    def schemes_twice(self) -> bool:
        """Whether two ``constraintDecl`` are for one scheme."""
        schemes = [
            each.get("scheme")
            for each in self.root.iter(f"{_T}constraintDecl")
            if not any(str(above.tag).rpartition("}")[2] == "egXML" for above in each.iterancestors())
        ]
        named = [scheme for scheme in schemes if scheme is not None]
        return len(named) != len(set(named))

    @cached_property
    def doubled(self) -> frozenset[etree._Element]:
        """The ``constraintSpec`` that have the ident of an earlier one."""
        seen: set[str] = set()
        found = set()
        for each in self.root.iter(f"{_T}constraintSpec"):
            ident = _spaced(each.get("ident"))
            # Those above do not precede (XPath 1.0, section 2.2); in TEI none stands in another.
            if ident in seen:
                found.add(each)
            seen.add(ident)
        return frozenset(found)

    def in_notes(self, line: etree._Element, name: str) -> frozenset[str]:
        """The words of the elements called ``name`` in the notes of a line."""
        key = (line, name)
        if key not in self._lines:
            self._lines[key] = frozenset(
                "".join(str(text) for text in each.itertext())
                for note in line.iter(f"{_T}note")
                for each in note.iter(f"{_T}{name}")
            )
        return self._lines[key]

    def later_models(self, parent: etree._Element, *, default: bool) -> dict[etree._Element, bool]:
        """Of the models in ``parent``, with or without a predicate, whether a later one is for the same."""
        key = (parent, default)
        if key not in self._later:
            seen: set[tuple[str, str]] = set()
            found: dict[etree._Element, bool] = {}
            for each in reversed(parent.findall(f"{_T}model")):
                if (each.get("predicate") is None) == default:
                    said = (_spaced(each.get("predicate")), _spaced(each.get("output")))
                    found[each] = said in seen
                    seen.add(said)
            self._later[key] = found
        return self._later[key]


def _spaced(value: str | None) -> str:
    return " ".join((value or "").split())


def _span_to_earlier(element: etree._Element, whole: Whole) -> bool:
    target = element.get("spanTo") or ""
    if not target.startswith("#"):
        return False
    # Where there is no such element, the rule of pointers says so.
    other = whole.identified.get(target[1:].strip())
    return other is not None and whole.order[other] <= whole.order[element]


def _in_line(element: etree._Element, whole: Whole, name: str) -> bool:
    above = list(element.iterancestors(f"{_T}l"))
    if not above:
        return False
    words = "".join(str(text) for text in element.itertext())
    return any(words not in whole.in_notes(line, name) for line in above)


def _repeated_sibling(element: etree._Element, whole: Whole) -> bool:
    def same(other: etree._Element) -> bool:
        return other.tag == element.tag or (
            str(other.tag).rpartition("}")[2] == str(element.tag).rpartition("}")[2]
            and other.prefix == element.prefix
        )

    return any(same(each) for each in element.itersiblings("*", preceding=True)) and not any(
        same(each) for each in element.itersiblings("*")
    )


def _closed_path(element: etree._Element, whole: Whole) -> bool:
    pairs = (element.get("points") or "").split()
    if not pairs:
        return False
    try:
        first, last = (_single_precision(pair) for pair in (pairs[0], pairs[-1]))
    except (ValueError, OverflowError):
        return False
    return first == last


def _single_precision(pair: str) -> tuple[float, float]:
    """Two numbers as ``xs:float`` has them; raises :class:`ValueError` for what are none."""
    x, comma, y = pair.partition(",")
    if not comma or any(
        each.strip().lower().lstrip("+-") in ("nan", "inf", "infinity", "") for each in (x, y)
    ):
        raise ValueError(pair)
    found: tuple[float, float] = struct.unpack("ff", struct.pack("ff", float(x), float(y)))
    return found


def _more_than_most(element: etree._Element, whole: Whole) -> bool:
    least, most = element.get("minOccurs"), element.get("maxOccurs")
    try:
        if most is None:
            return int(least or "") > 1
        highest = -1 if _spaced(most) == "unbounded" else int(most)
        return highest != -1 and highest < int(least or "")
    except ValueError:
        return False


def _absent_module(element: etree._Element, whole: Whole) -> bool:
    in_schema = any(True for _ in element.iterancestors(f"{_T}schemaSpec", f"{_T}TEI", f"{_T}teiCorpus"))
    return in_schema and whole.modules is not None and element.get("module") not in whole.modules


def _taken_prefix(element: etree._Element, whole: Whole) -> bool:
    return whole.prefixes[element.get("prefix") or ""] > 1


def _same_model(element: etree._Element, whole: Whole, *, default: bool) -> bool:
    parent = element.getparent()
    if parent is None or parent.tag == f"{_T}modelSequence":
        return False
    return whole.later_models(parent, default=default).get(element, False)


def _schemes_twice(element: etree._Element, whole: Whole) -> bool:
    # Said once, at the first of them.
    return whole.schemes_twice and element is next(whole.root.iter(f"{_T}constraintDecl"), None)


def _ident_twice(element: etree._Element, whole: Whole) -> bool:
    return element.get("mode") in (None, "add") and element in whole.doubled


def _attribute_twice(element: etree._Element, whole: Whole) -> bool:
    if next(element.iterancestors(f"{_T}attList"), None) is not None:
        return False
    seen: set[tuple[str | None, str]] = set()
    alternatives: set[tuple[etree._Element, str | None, str | None]] = set()
    for each in element.iter(f"{_T}attDef"):
        parent = each.getparent()
        ident = each.get("ident")
        if parent is not None and parent.tag == f"{_T}attList" and parent.get("org") == "choice":
            one = (parent, each.get("ns"), ident)
            if one in alternatives and ident is not None:
                continue
            alternatives.add(one)
        name = (each.get("ns") or None, _spaced(ident))
        if name in seen and (name[0] or name[1]):
            return True
        seen.add(name)
    return False


def _default_not_listed(element: etree._Element, whole: Whole) -> bool:
    default = element.find(f"{_T}defaultVal")
    closed = any(each.get("type") == "closed" for each in element.iterchildren(f"{_T}valList"))
    if default is None or not closed:
        return False
    listed = {each.get("ident") for each in element.iterfind(f"{_T}valList/{_T}valItem")}
    words = "".join(str(text) for text in default.itertext())
    datatypes = [
        (each.get("minOccurs"), each.get("maxOccurs")) for each in element.iterchildren(f"{_T}datatype")
    ]
    several = any(_number(least) > 1 or most == "unbounded" or _number(most) > 1 for least, most in datatypes)
    single = any(most is None or _whole(most) == 1 for _, most in datatypes)
    return (several and not set(words.split()) & listed) or (single and words not in listed)


def _number(value: str | None) -> float:
    try:
        return float(value or "nan")
    except ValueError:
        return float("nan")


def _whole(value: str) -> int | None:
    try:
        return int(value)
    except ValueError:
        return None


TESTS: dict[str, Callable[[etree._Element, Whole], bool]] = {
    "absent_module": _absent_module,
    "attribute_twice": _attribute_twice,
    "closed_path": _closed_path,
    "default_not_listed": _default_not_listed,
    "group_in_line": lambda element, whole: _in_line(element, whole, "lg"),
    "ident_twice": _ident_twice,
    "line_in_line": lambda element, whole: _in_line(element, whole, "l"),
    "more_than_most": _more_than_most,
    "repeated_sibling": _repeated_sibling,
    "same_default_model": lambda element, whole: _same_model(element, whole, default=True),
    "same_model": lambda element, whole: _same_model(element, whole, default=False),
    "schemes_twice": _schemes_twice,
    "span_to_earlier": _span_to_earlier,
    "taken_prefix": _taken_prefix,
}
