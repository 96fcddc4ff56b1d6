"""From what the grammar and the rules say to findings: each fault once, at its exact place, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tei_tools import rooms
from tei_tools.validation import Finding, Mend
from tei_tools.validation._chapters import number, of_element
from tei_tools.validation._document import Document
from tei_tools.validation._paths import TEI_NAMESPACE, Paths, local_name, shown_attribute

if TYPE_CHECKING:
    from types import ModuleType

    from lxml import etree

    from tei_tools.grammar import Grammar
    from tei_tools.grammar._faults import Fault
    from tei_tools.validation._inclusions import Inclusions
    from tei_tools.validation._neighbours import Neighbours

CODES = {
    "TEI-DOC-001": "the file is not TEI P5: its root element is another, or is not in TEI's namespace",
    "TEI-RNG-013": "an element of TEI that the schema leaves out",
}
CHAPTER = "The document as a whole"
HELP = {
    "TEI-DOC-001": (
        "<TEI><teiHeader/><text/></TEI>",
        'Give the root element TEI\'s namespace: `<TEI xmlns="http://www.tei-c.org/ns/1.0">`; `--fix` does. '
        "TEI P4 (`TEI.2`) is another format: convert it to P5. Where TEI stands inside other XML (records of "
        "OAI-PMH, METS), each `TEI` in it is validated by itself.",
    ),
    "TEI-RNG-013": (
        "",
        "The schema is a customisation that leaves the element out. Validate with one that has it "
        "(`--schema tei_all`), or add the element to your ODD.",
    ),
}
# The grammar's faults of a value, which give way to a rule that says more of the same value.
_OF_VALUES = "TEI-RNG-008"
_ROOTS = (f"{{{TEI_NAMESPACE}}}TEI", f"{{{TEI_NAMESPACE}}}teiCorpus")
_XINCLUDE = "{http://www.w3.org/2001/XInclude}"
_SEVERITIES = ("error", "warning")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of a document besides its tree: for rules that ask for it.

    ``severities`` says of rules and codes that they are ``off``, ``warning`` or ``error``; ``schema`` is the
    name of the grammar; ``before`` are findings that were made before the tree was there.
    """

    data: bytes | None = None
    path: Path | None = None
    neighbours: Neighbours | None = None
    inclusions: Inclusions | None = None
    severities: Mapping[str, str] = field(default_factory=dict)
    schema: str = "tei_tools"
    before: tuple[Finding, ...] = ()


def findings(
    tree: etree._ElementTree,
    grammar: Grammar | None,
    *,
    file: str,
    rules: Sequence[ModuleType],
    around: Surroundings,
) -> list[Finding]:
    """All findings of ``tree``, sorted by line, column and code; ``rules`` are those of :func:`chosen`."""
    root = tree.getroot()
    paths = Paths()
    found = list(around.before)
    documents = _tei_in(root)
    elements: dict[str, etree._Element] = {}
    if documents:
        for each in documents:
            document, of_it = _of_document(each, grammar, rules, around, embedded=each is not root)
            found += of_it
            elements.update(document.paths.found)
        if around.inclusions is not None:
            found += around.inclusions.findings
    else:
        found.append(not_tei(root, paths))
    found = [graded for each in found if (graded := _graded(each, around.severities)) is not None]
    found = list(_placed(found, root, elements, around, file))
    found.sort(key=lambda each: (each.line, each.column, each.code, each.xpath))
    return found


def not_tei(root: etree._Element, paths: Paths) -> Finding:
    """The one finding of a file that is no TEI P5 at all."""
    name = local_name(root)
    mend: Mend | None = None
    if name in ("TEI.2", "teiCorpus.2"):
        what, to_do = f"the root element is {name}: this is TEI P4", "convert it to TEI P5 first"
    elif name in ("TEI", "teiCorpus"):
        what = f"the root element {name} is not in TEI's namespace, so nothing in it is TEI"
        to_do = f'write <{name} xmlns="{TEI_NAMESPACE}">'
        if not str(root.tag).startswith("{"):
            mend = Mend("namespace", (TEI_NAMESPACE,))
    else:
        what, to_do = (
            f"the root element is {name}, which is not TEI",
            "is it another format? then encode it first",
        )
    expected = ("TEI", "teiCorpus")
    return paths.finding(root, "TEI-DOC-001", what, expected=expected, suggestion=to_do, mend=mend)


def _tei_in(root: etree._Element) -> list[etree._Element]:
    """The root where it is TEI; else the TEI documents that stand in it."""
    if str(root.tag).startswith(f"{{{TEI_NAMESPACE}}}"):
        return [root]
    found: list[etree._Element] = []
    for element in root.iter(*_ROOTS):
        if not any(above.tag in _ROOTS for above in element.iterancestors()):
            found.append(element)
    return found


def chosen(rules: Iterable[str] | None, severities: Mapping[str, str]) -> list[ModuleType]:
    """The modules of the rules called ``rules`` (``None``: all) that are not switched off."""
    named = rooms.names("validation") if rules is None else rules
    return [rooms.load("validation", name) for name in named if severities.get(name) != "off"]


@cache
def _wanted(rules: tuple[ModuleType, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The attributes and the elements that rules look up."""
    return (
        frozenset(name for rule in rules for name in getattr(rule, "ATTRIBUTES", ())),
        frozenset(tag for rule in rules for tag in getattr(rule, "ELEMENTS", ())),
    )


def _of_document(
    root: etree._Element,
    grammar: Grammar | None,
    rules: Sequence[ModuleType],
    around: Surroundings,
    *,
    embedded: bool,
) -> tuple[Document, list[Finding]]:
    from lxml import etree

    tree = etree.ElementTree(root)
    attributes, elements = _wanted(tuple(rules))
    watch = getattr(grammar, "watch", None)
    if watch is not None and rules:
        watch(attributes, elements)
    faults = grammar.faults(tree) if grammar is not None else ()
    seen = getattr(grammar, "seen", None)
    document = Document(
        tree,
        data=None if embedded else around.data,
        file=around.path,
        neighbours=around.neighbours,
        wanted=attributes,
        embedded=embedded,
        is_whole=not around.before and not (around.inclusions and around.inclusions.findings),
        seen=seen() if seen is not None else None,
    )
    of_grammar = [
        _finding(fault, document.paths, around.schema) for fault in faults if not _is_inclusion(fault.element)
    ]
    of_rules: list[Finding] = []
    for rule in rules:
        inspect = getattr(rule, "check_document", None)
        chapter = number(rule.CHAPTER)
        severity = around.severities.get(rule.__name__.rpartition(".")[2], "")
        for finding in inspect(document) if inspect else rule.check(tree):
            if severity or not finding.chapter:
                finding = replace(
                    finding, chapter=finding.chapter or chapter, severity=severity or finding.severity
                )
            of_rules.append(finding)
    better = {finding.xpath for finding in of_rules if finding.severity == "error"}
    of_grammar = [each for each in of_grammar if each.code != _OF_VALUES or each.xpath not in better]
    return document, of_grammar + of_rules


def _is_inclusion(element: etree._Element) -> bool:
    """Whether it is an ``xi:include`` that stands for what could not be put there (told by itself)."""
    return str(element.tag).startswith(_XINCLUDE) or any(
        str(above.tag).startswith(_XINCLUDE) for above in element.iterancestors()
    )


def _graded(finding: Finding, severities: Mapping[str, str]) -> Finding | None:
    severity = severities.get(finding.code, finding.severity)
    if severity == "off":
        return None
    return finding if severity == finding.severity else replace(finding, severity=severity)


def _finding(fault: Fault, paths: Paths, schema: str) -> Finding:
    from tei_tools.grammar._tei_names import TEI_ELEMENTS

    code, message, suggestion = fault.code, fault.message, fault.suggestion
    name = local_name(fault.element)
    in_tei = str(fault.element.tag).startswith(f"{{{TEI_NAMESPACE}}}")
    if code == "TEI-RNG-001" and in_tei and name in TEI_ELEMENTS:
        code = "TEI-RNG-013"
        if schema == "tei_tools":
            message = (
                f"`{name}` is TEI, but our schema does not cover it: this file needs more of TEI than it has"
            )
            suggestion = "validate with a schema that has it: --schema FILE.rng"
        else:
            message = f"`{name}` is TEI, but the schema does not have it"
            suggestion = "add it to the schema, or validate with another: --schema"
    if fault.times > 1:
        message += f" ({fault.times} times in this element)"
    expected = tuple(dict.fromkeys(shown_attribute(each) for each in fault.expected))
    finding = paths.finding(
        fault.element,
        code,
        message,
        attribute=fault.attribute if fault.element.get(fault.attribute or "n") is not None else "",
        severity=fault.severity,
        expected=expected,
        suggestion=suggestion,
        mend=_mend(fault, code, name, expected),
    )
    chapter = of_element(name) if in_tei else ""
    parent = fault.element.getparent()
    if not chapter and parent is not None:
        chapter = of_element(local_name(parent))
    return replace(finding, chapter=chapter)


def _mend(fault: Fault, code: str, name: str, expected: tuple[str, ...]) -> Mend | None:
    if fault.times > 1 and code not in ("TEI-RNG-001", "TEI-RNG-006"):
        return None  # the others are not told by their places
    if code in ("TEI-RNG-001", "TEI-RNG-010"):
        meant = only_reading(name, expected)
        return Mend("element", (meant,)) if meant and f"`{meant}`?" in fault.suggestion else None
    if code == "TEI-RNG-006":
        meant = only_reading(shown_attribute(fault.attribute), expected)
        return Mend("attribute", (meant,)) if meant and meant in fault.suggestion else None
    return None


def only_reading(name: str, candidates: Iterable[str]) -> str:
    """The one candidate that ``name`` is but for its case, else that it is but for one letter; or empty."""
    from tei_tools.grammar._faults import _distance

    for furthest in (0, 1):
        near = {
            each
            for each in candidates
            if abs(len(each) - len(name)) <= 1 and _distance(each.casefold(), name.casefold()) <= furthest
        }
        if near:
            return near.pop() if len(near) == 1 else ""
    return ""


def _placed(
    found: list[Finding],
    root: etree._Element,
    known: Mapping[str, etree._Element],
    around: Surroundings,
    file: str,
) -> Iterator[Finding]:
    """``found`` with the file, and the lines and columns of the start tags, read from the bytes in a second
    pass. ``known`` are elements by their paths.
    """
    from tei_tools.parsing import places

    if around.data is None or all(finding.column for finding in found):
        for finding in found:
            yield replace(finding, file=file)
        return
    wanted = {finding.xpath.partition("/@")[0] for finding in found if not finding.column}
    elements = {known[path]: path for path in wanted if path in known}
    if missing := wanted - known.keys():
        elements.update(Paths().elements(root, missing))
    inclusions = around.inclusions
    numbers: dict[str, int] = {}
    if inclusions is None:
        left = len(elements)
        for index, element in enumerate(root.iter("*")):
            if not left:
                break
            if (path := elements.get(element)) is not None:
                numbers[path] = index
                left -= 1
    else:
        numbers = {path: inclusions.place(element) for element, path in elements.items()}
        origins = {elements[element]: origin for element, origin in inclusions.origins(elements).items()}
        found = [_told_origin(finding, origins) for finding in found]
    at = places(around.data, numbers.values())
    for finding in found:
        place = at.get(numbers.get(finding.xpath.partition("/@")[0], -1))
        if finding.column or place is None:
            yield replace(finding, file=file)
        else:
            yield replace(finding, file=file, line=place.line, column=place.column)


def _told_origin(finding: Finding, origins: Mapping[str, str]) -> Finding:
    """The finding, with the place in the included file that its element comes from."""
    origin = origins.get(finding.xpath.partition("/@")[0])
    return replace(finding, message=f"{finding.message} (in {origin})") if origin else finding
