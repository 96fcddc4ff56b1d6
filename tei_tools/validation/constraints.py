"""The constraints that TEI's own specifications add to the grammar (``constraintSpec``), without Schematron.

They are facts in a table (:mod:`._constraint_table`), looked at in one pass: libxml2 finds the candidates
among the elements that are many, a walk by name the others, and only candidates are tested one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from tei_tools.validation._chapters import of_element
from tei_tools.validation._constraint_table import TABLE, Constraint
from tei_tools.validation._document import Document
from tei_tools.validation._paths import TEI_NAMESPACE, local_name

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.validation import Finding
    from tei_tools.validation._constraint_tests import Whole

CODES = {
    each.code: f"{' or '.join(each.names) or 'an element'} {each.message} (TEI: {each.ident})"
    for each in TABLE
}
CHAPTER = "23.5.2 Additional Constraints (constraintSpec)"
HELP = {each.code: ("", f"{each.mend[0].upper()}{each.mend[1:]}.") for each in TABLE}
ATTRIBUTES = frozenset(each.attribute for each in TABLE if not each.names)

_NAMESPACES = {
    "tei": TEI_NAMESPACE,
    "teix": "http://www.tei-c.org/ns/Examples",
    "sch": "http://purl.oclc.org/dsdl/schematron",
    "sch1x": "http://www.ascc.net/xml/schematron",
}
_TEI = f"{{{TEI_NAMESPACE}}}"
_PYTHON = "python:"
# Elements that are many in a text, of which XPath finds the few that may break a constraint.
_MANY = frozenset("ab l lg p s".split())
# Those that a constraint is about only within another, with which they are looked up.
_WITHIN = {"ptr": "listRef", "ref": "listRef"}
# What such an element has in common where a test in Python says that it breaks one.
_CANDIDATES = {"python:line_in_line": "ancestor::tei:l", "python:group_in_line": "ancestor::tei:l"}

ELEMENTS = tuple(
    sorted(
        {_TEI + name for each in TABLE for name in each.names if name not in _MANY and name not in _WITHIN}
    )
)

_Test = Callable[["etree._Element", "Whole"], bool]


def check(tree: etree._ElementTree) -> Iterator[Finding]:
    """What of the document breaks a constraint of TEI's."""
    return check_document(Document(tree, wanted=ATTRIBUTES))


def check_document(document: Document) -> Iterator[Finding]:
    """The same, with what is known of the document."""
    from tei_tools.validation._constraint_tests import Whole

    root = document.tree.getroot()
    whole = Whole(root)
    tests = _tests()
    for attribute, constraints in _by_attribute().items():
        for element, _ in document.having(attribute):
            if str(element.tag).startswith(_TEI):
                for each in constraints:
                    if tests[each.code](element, whole):
                        yield _finding(each, element, document)
    rows = _by_name()
    within = tuple(_TEI + name for name in _WITHIN)
    around = frozenset(_TEI + name for name in _WITHIN.values())
    for candidate in (*_many()(root), *document.elements(ELEMENTS)):
        inner = candidate.iterchildren(*within) if candidate.tag in around else ()
        for element in (candidate, *inner):
            for each in rows.get(str(element.tag), ()):
                if tests[each.code](element, whole):
                    yield _finding(each, element, document)


def _finding(constraint: Constraint, element: etree._Element, document: Document) -> Finding:
    name = local_name(element)
    found = document.paths.finding(
        element,
        constraint.code,
        f"{name} {constraint.message}",
        severity=constraint.severity,
        suggestion=constraint.mend,
    )
    return replace(found, chapter=constraint.chapter or of_element(name))


@cache
def _by_attribute() -> dict[str, tuple[Constraint, ...]]:
    found: dict[str, tuple[Constraint, ...]] = {}
    for each in TABLE:
        if not each.names:
            found[each.attribute] = (*found.get(each.attribute, ()), each)
    return found


@cache
def _by_name() -> dict[str, tuple[Constraint, ...]]:
    found: dict[str, tuple[Constraint, ...]] = {}
    for each in TABLE:
        for name in each.names:
            found[_TEI + name] = (*found.get(_TEI + name, ()), each)
    return found


@cache
def _many() -> Callable[[etree._Element], list[etree._Element]]:
    """What finds the candidates among the elements of which there are many."""
    from lxml import etree

    paths = []
    for name in sorted(_MANY):
        broken = " or ".join(
            f"({_CANDIDATES.get(each.broken, each.broken)})" for each in _by_name()[_TEI + name]
        )
        paths.append(f"descendant-or-self::tei:{name}[{broken}]")
    found: Any = etree.XPath(" | ".join(paths), namespaces=_NAMESPACES)
    return cast("Callable[[etree._Element], list[etree._Element]]", found)


@cache
def _tests() -> dict[str, _Test]:
    from lxml import etree

    from tei_tools.validation._constraint_tests import TESTS

    def by_path(path: str) -> _Test:
        evaluate = etree.XPath(f"boolean({path})", namespaces=_NAMESPACES)
        return lambda element, whole: bool(evaluate(element))

    found: dict[str, _Test] = {}
    for each in TABLE:
        if each.broken.startswith(_PYTHON):
            test = TESTS[each.broken.removeprefix(_PYTHON)]
        else:
            test = by_path(each.broken)
        found[each.code] = _having(each.attribute, test) if each.names and each.attribute else test
    return found


def _having(attribute: str, test: _Test) -> _Test:
    return lambda element, whole: element.get(attribute) is not None and test(element, whole)
