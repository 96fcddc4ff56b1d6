"""From what the grammar and the rules say to findings: each fault once, at its exact place, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from tei_tools import rooms
from tei_tools.validation import Finding
from tei_tools.validation._paths import TEI_NAMESPACE, Paths, local_name, shown_attribute

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.grammar import Grammar
    from tei_tools.grammar._faults import Fault

CODES = {
    "TEI-DOC-001": "the file is not TEI P5: its root element is another, or is not in TEI's namespace",
    "TEI-RNG-013": "an element of TEI that the schema leaves out",
}
CHAPTER = "The document as a whole"
# The grammar's faults of a value, which give way to a rule that says more of the same value.
_OF_VALUES = "TEI-RNG-008"


def findings(
    tree: etree._ElementTree,
    grammar: Grammar | None,
    *,
    file: str,
    rules: Iterable[str] | None,
    data: bytes | None,
) -> list[Finding]:
    """All findings of ``tree``, sorted by line, column and code."""
    paths = Paths()
    if (other := not_tei(tree.getroot(), paths)) is not None:
        found = [other]
    else:
        of_grammar = [_finding(fault, paths) for fault in grammar.faults(tree)] if grammar else []
        of_rules = [
            finding
            for name in (rooms.names("validation") if rules is None else rules)
            for finding in rooms.load("validation", name).check(tree)
        ]
        better = {finding.xpath for finding in of_rules if finding.severity == "error"}
        found = [each for each in of_grammar if each.code != _OF_VALUES or each.xpath not in better]
        found += of_rules
    found = list(_placed(found, tree, paths, data))
    found.sort(key=lambda each: (each.line, each.column, each.code, each.xpath))
    return [replace(each, file=file) for each in found]


def not_tei(root: etree._Element, paths: Paths) -> Finding | None:
    """The one finding of a file that is no TEI P5 at all."""
    name = local_name(root)
    if str(root.tag).startswith(f"{{{TEI_NAMESPACE}}}"):
        return None
    if name in ("TEI.2", "teiCorpus.2"):
        what, mend = f"the root element is {name}: this is TEI P4", "convert it to TEI P5 first"
    elif name in ("TEI", "teiCorpus"):
        what = f"the root element {name} is not in TEI's namespace, so nothing in it is TEI"
        mend = f'write <{name} xmlns="{TEI_NAMESPACE}">'
    else:
        what, mend = (
            f"the root element is {name}, which is not TEI",
            "is it another format? then encode it first",
        )
    return paths.finding(root, "TEI-DOC-001", what, expected=("TEI", "teiCorpus"), suggestion=mend)


def _finding(fault: Fault, paths: Paths) -> Finding:
    from tei_tools.grammar._tei_names import TEI_ELEMENTS

    code, message, suggestion = fault.code, fault.message, fault.suggestion
    name = local_name(fault.element)
    in_tei = str(fault.element.tag).startswith(f"{{{TEI_NAMESPACE}}}")
    if code == "TEI-RNG-001" and in_tei and name in TEI_ELEMENTS:
        code = "TEI-RNG-013"
        message = (
            f"`{name}` is TEI, but our schema does not cover it: this file needs more of TEI than it has"
        )
        suggestion = "validate with a schema that has it: --schema FILE.rng"
    if fault.times > 1:
        message += f" ({fault.times} times in this element)"
    return paths.finding(
        fault.element,
        code,
        message,
        attribute=fault.attribute if fault.element.get(fault.attribute or "n") is not None else "",
        expected=tuple(dict.fromkeys(shown_attribute(each) for each in fault.expected)),
        suggestion=suggestion,
    )


def _placed(
    found: list[Finding], tree: etree._ElementTree, paths: Paths, data: bytes | None
) -> Iterator[Finding]:
    """``found`` with the lines and columns of the start tags, read from ``data`` in a second pass."""
    if data is None or not found:
        yield from found
        return
    from tei_tools.parsing import positions

    wanted = {finding.xpath.partition("/@")[0] for finding in found}
    places = {}
    for index, element in enumerate(tree.getroot().iter("*")):
        path = paths.of(element)
        if path in wanted:
            places[path] = index
    known = positions(data)
    for finding in found:
        index = places[finding.xpath.partition("/@")[0]]
        if index < len(known):
            yield replace(finding, line=known[index].line, column=known[index].column)
        else:
            yield finding
