"""Specifications → a grammar in RELAX NG: readable, and the same for the same specifications."""

from __future__ import annotations

from lxml import etree

from tei_tools.grammar.odd._customisation import Customisation
from tei_tools.grammar.odd._external import imported
from tei_tools.grammar.odd._files import Folder
from tei_tools.grammar.odd._names import Names
from tei_tools.grammar.odd._reading import RNG, ODDError
from tei_tools.grammar.odd._references import ModuleReference
from tei_tools.grammar.odd._relaxng_attributes import Attributes
from tei_tools.grammar.odd._relaxng_content import Content, Node, node
from tei_tools.grammar.odd._specs import TEI, Notice, Spec

__all__ = ["relax_ng"]

_DATATYPES = "http://www.w3.org/2001/XMLSchema-datatypes"
# Where these are patterns of a class that has no members, the class may be left out.
_MAY_BE_EMPTY = frozenset(("sequence", "sequenceOptional", "sequenceOptionalRepeatable"))


def relax_ng(
    customisation: Customisation, specs: dict[str, Spec], folder: Folder, notices: list[Notice], heading: str
) -> bytes:
    """The grammar in XML.

    :raises ODDError: it has no element to start with.
    """
    outside = [
        imported(item, folder)
        for item in customisation.items
        if isinstance(item, ModuleReference) and item.url
    ]
    names = Names(specs, customisation.prefix)
    names.defined = {define.get("name", "") for each in outside for define in each.iter(f"{RNG}define")}
    content = Content(names, customisation.exceptions)
    attributes = Attributes(names, content)

    elements = [
        _element(spec, names, content, attributes) for spec in specs.values() if spec.kind == "element"
    ]
    said = content.notices
    others, of_others = _defined(specs, names, content, attributes)
    start = _start(customisation, specs, names)

    # Written so, because the stubs of lxml know no default namespace.
    root = etree.fromstring(f'<grammar xmlns="{RNG[1:-1]}"/>')
    root.set("ns", customisation.namespace or TEI)
    root.set("datatypeLibrary", _DATATYPES)
    root.append(etree.Comment(f" {heading.replace('--', '- -')} "))
    root.append(node("start", node("choice", *(node("ref", name=name) for name in start))))
    classes = _classes(names, content, others)
    anything = [content.any_elements[name] for name in sorted(content.any_elements)]
    used = _used([*others.values(), *classes], [*elements, *anything, *outside])
    for define in used:
        said += of_others.get(define.get("name", ""), [])
    place = (customisation.file, customisation.line)
    notices += [one if one.file else Notice(*place, one.what) for one in said]
    root.extend(used)
    root.extend([*anything, *elements, *outside])
    etree.indent(root)
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"


def _start(customisation: Customisation, specs: dict[str, Spec], names: Names) -> list[str]:
    """The names of the elements that a document may begin with (schemaSpec/@start; by default TEI, and
    teiCorpus where it is there)."""
    said = customisation.start
    found = []
    for key in said if said is not None else ("TEI", "teiCorpus"):
        spec = names.found(key)
        if spec is not None and spec.kind == "element":
            found.append(names.of(spec))
        elif key in names.defined:
            found.append(key)
    if not found:
        what = f"start={' '.join(said)!r}: the schema has none of these" if said else "the schema has no TEI"
        raise ODDError(
            what,
            file=customisation.file,
            line=customisation.line,
            advice="start names the elements that a document may begin with",
        )
    return found


def _element(spec: Spec, names: Names, content: Content, attributes: Attributes) -> Node:
    inner = node("element", name=spec.written)
    if spec.namespace:
        inner.set("ns", spec.namespace)
    inner.extend(attributes.of_element(spec))
    inner.extend(content.of(spec))
    if not len(inner):
        inner.append(node("empty"))
    return node("define", inner, name=names.of(spec))


def _defined(
    specs: dict[str, Spec], names: Names, content: Content, attributes: Attributes
) -> tuple[dict[str, Node], dict[str, list[Notice]]]:
    """The definitions of macros, datatypes and attribute classes, by name, and what there is to say of
    each if it is used."""
    found: dict[str, Node] = {}
    notices: dict[str, list[Notice]] = {}
    for kind in ("data", "macro", "class"):
        for spec in specs.values():
            if spec.kind != kind or spec.type == "model":
                continue
            content.notices = []
            if kind == "class":
                made = attributes.of_class(spec)
            else:
                made = [node("define", *(content.of(spec) or [node("empty")]), name=names.of(spec))]
            for define in made:
                found[define.get("name", "")] = define
                notices[define.get("name", "")] = content.notices
    content.notices = []
    return found, notices


def _classes(names: Names, content: Content, others: dict[str, Node]) -> list[Node]:
    """The definitions of the patterns of model classes that are referred to, in the order of the grammar."""
    made: dict[tuple[str, str], Node] = {}
    while True:
        wanted = [key for key in names.expansions if key not in made]
        if not wanted:
            break
        for ident, how in wanted:
            spec = names.specs[ident]
            parts = content.expanded(spec, how)
            if not parts or (parts[0].tag == f"{RNG}choice" and not len(parts[0])):
                parts = [node("empty" if how in _MAY_BE_EMPTY else "notAllowed")]
            name = f"{names.of(spec)}_{how}" if how else names.of(spec)
            made[ident, how] = node("define", *parts, name=name)
    places = {ident: index for index, ident in enumerate(names.specs)}
    return [made[key] for key in sorted(made, key=lambda key: (places[key[0]], key[1]))]


def _used(definitions: list[Node], roots: list[Node]) -> list[Node]:
    """Those definitions that something refers to, from ``roots`` on."""
    by_name = {define.get("name", ""): define for define in definitions}
    wanted = [reference.get("name", "") for root in roots for reference in root.iter(f"{RNG}ref")]
    used: set[str] = set()
    while wanted:
        name = wanted.pop()
        if name in by_name and name not in used:
            used.add(name)
            wanted += [reference.get("name", "") for reference in by_name[name].iter(f"{RNG}ref")]
    return [define for define in definitions if define.get("name") in used]
