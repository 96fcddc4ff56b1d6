"""The XML syntax of RELAX NG read into nodes: the specification's sections 3 and 4.1 to 4.10.

:func:`read_schema` removes annotations, hands ``ns`` and ``datatypeLibrary`` down, writes names in Clark's
notation, and puts ``externalRef`` and ``include`` in place. Files are local ones alone; nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit
from urllib.request import url2pathname

from lxml import etree

from tei_tools.errors import UnreadableError
from tei_tools.grammar import _compact
from tei_tools.grammar._names import clark

__all__ = ["RNG", "Node", "SchemaError", "Sources", "read_schema"]

RNG = "http://relaxng.org/ns/structure/1.0"
_PREFIX = f"{{{RNG}}}"

# Nesting in one file and of files in files: more is a schema made to exhaust the reader.
_DEEPEST = 400
_MOST_FILES = 1000

_PATTERN_PARENTS = frozenset("group interleave choice optional zeroOrMore oneOrMore list mixed".split())
_LEAVES = frozenset("ref parentRef empty text notAllowed externalRef".split())
_PATTERNS = _PATTERN_PARENTS | _LEAVES | frozenset(("element", "attribute", "value", "data", "grammar"))
_NAME_CLASSES = frozenset(("name", "anyName", "nsName", "choice"))
_GRAMMAR_PARTS = frozenset(("start", "define", "div", "include"))
# The attributes that section 3 gives each element besides ns and datatypeLibrary; those with ! are required.
_ATTRIBUTES = {
    "element": "name", "attribute": "name", "ref": "name!", "parentRef": "name!", "value": "type",
    "data": "type!", "param": "name!", "externalRef": "href!", "include": "href!", "define": "name! combine",
    "start": "combine",
}  # fmt: skip


class SchemaError(UnreadableError):
    """A schema that is not RELAX NG, with the place in it and what is wrong."""


@dataclass(slots=True)
class Node:
    """An element of the schema. ``name`` is a definition's, a reference's, or a name in Clark's notation;
    ``uri`` the namespace of an ``nsName`` or of the prefix in a ``value``."""

    kind: str
    file: str
    line: int
    children: list[Node] = field(default_factory=list)
    name: str = ""
    uri: str = ""
    library: str = ""
    type: str = ""
    text: str = ""
    combine: str = ""

    def fault(self, what: str) -> SchemaError:
        """The error to raise for this place of the schema."""
        return SchemaError(what, file=self.file, line=self.line)


class Sources:
    """The files of one schema as they were read: ``files`` has path and bytes, in the order of reading."""

    def __init__(self) -> None:
        self.files: dict[Path, bytes] = {}

    def tree(self, path: Path, cause: Node | None = None) -> etree._Element:
        """The root element of a file.

        :raises SchemaError: it cannot be read or is not XML.
        """
        try:
            content = self.files.get(path)
            if content is None:
                content = self.files[path] = path.read_bytes()
        except (OSError, ValueError) as error:
            what = f"cannot read {path.name}: {getattr(error, 'strerror', None) or error}"
            raise (cause.fault(what) if cause else SchemaError(what, file=str(path))) from None
        if path.suffix.lower() == _compact.SUFFIX:
            content = _compact.to_xml(path, content, self.files)
        parser = etree.XMLParser(no_network=True, load_dtd=False, collect_ids=False)
        try:
            return etree.fromstring(content, parser, base_url=path.absolute().as_uri())
        except etree.XMLSyntaxError as error:
            line, column = error.position
            raise SchemaError(
                f"not well-formed XML: {error.msg}", file=str(path), line=line, column=column
            ) from None


def read_schema(path: Path, sources: Sources | None = None) -> Node:
    """The schema's pattern, its files put together.

    :raises SchemaError: a file is missing, is not XML, or breaks the syntax of section 3.
    """
    reader = _Reader(sources or Sources())
    return reader.file(path, "", None)


def _text_of(element: etree._Element) -> str:
    return (element.text or "") + "".join(child.tail or "" for child in element)


class _Reader:
    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.open_files: list[Path] = []
        self.count = 0

    def file(self, path: Path, uri: str, cause: Node | None) -> Node:
        """The pattern in a file that is the schema or (``cause``) is referred to from it."""
        place = path.resolve()
        self.count += 1
        if place in self.open_files or self.count > _MOST_FILES:
            assert cause is not None
            raise cause.fault(f"{path.name} refers to itself")
        root = self.sources.tree(path, cause)
        if not isinstance(root.tag, str) or not root.tag.startswith(_PREFIX):
            raise SchemaError(
                f"the root element {root.tag} is not RELAX NG",
                file=str(path),
                line=_line(root),
                advice=f"its namespace has to be {RNG}",
            )
        self.open_files.append(place)
        node = self.node(root, uri, "", _PATTERNS, str(path), 0)
        self.open_files.pop()
        return node

    def node(
        self, element: etree._Element, uri: str, library: str, allowed: frozenset[str], file: str, depth: int
    ) -> Node:
        kind = str(element.tag)[len(_PREFIX) :]
        node = Node(kind, file, _line(element))
        if kind not in allowed:
            raise node.fault(f"<{kind}> may not stand here")
        if depth > _DEEPEST:
            raise node.fault(f"elements nested more than {_DEEPEST} deep")
        own = self.attributes(element, node)
        uri = own.get("ns", uri)
        library = own.get("datatypeLibrary", library)
        node.library = library
        node.combine = own.get("combine", "")
        if kind in ("ref", "parentRef", "define", "param"):
            node.name = self.nc_name(own["name"], node)
        if kind in ("name", "value", "param"):
            self.with_text(element, node, uri, own)
            return node
        node.uri = uri if kind == "nsName" else ""
        node.type = own.get("type", "")
        if (element.text or "").strip() or any((child.tail or "").strip() for child in element):
            raise node.fault(f"text may not stand in <{kind}>")
        children = [child for child in element if _is_rng(child)]

        def read(child: etree._Element, of: frozenset[str]) -> Node:
            return self.node(child, uri, library, of, file, depth + 1)

        if kind == "externalRef":
            return self.file(self.target(element, own["href"], node), own.get("ns", uri), node)
        if kind == "include":
            included = self.file(self.target(element, own["href"], node), uri, node)
            return self.include(node, included, [read(c, _GRAMMAR_PARTS - {"include"}) for c in children])
        if kind in ("element", "attribute"):
            if "name" in own:
                inherited = own.get("ns", "") if kind == "attribute" else uri
                name = self.expanded(own["name"], element, inherited, node)
                node.children.append(Node("name", file, node.line, name=name))
            elif not children:
                raise node.fault(f"<{kind}> has neither a name attribute nor a name class")
            else:
                node.children.append(read(children.pop(0), _NAME_CLASSES))
        node.children += self.content(node, children, allowed, read)
        return node

    def content(
        self,
        node: Node,
        children: list[etree._Element],
        allowed: frozenset[str],
        read: Callable[[etree._Element, frozenset[str]], Node],
    ) -> list[Node]:
        """The children that section 3 allows the node, read."""
        kind = node.kind
        in_name_class = allowed <= _NAME_CLASSES | {"except"}
        if kind in ("anyName", "nsName"):
            found = [read(child, frozenset(("except",))) for child in children]
            if len(found) > 1:
                raise node.fault(f"<{kind}> has more than one <except>")
            return found
        if kind == "data":
            found = [read(child, frozenset(("param", "except"))) for child in children]
            if any(child.kind == "except" for child in found[:-1]):
                raise node.fault("<except> is not the last in <data>")
            return found
        if kind in ("grammar", "div"):
            parts = _GRAMMAR_PARTS if kind == "grammar" else allowed
            return [read(child, parts) for child in children]
        of = _NAME_CLASSES if in_name_class else _PATTERNS
        found = [read(child, of) for child in children]
        if kind in _LEAVES and found:
            raise node.fault(f"<{kind}> has to be empty")
        if kind in _PATTERN_PARENTS | {"except", "element", "define", "start"} and not found:
            raise node.fault(f"<{kind}> has nothing in it; <empty/> says that on purpose")
        if kind in ("start", "attribute") and len(found) > 1:
            raise node.fault(f"<{kind}> has more than one pattern in it; <group> puts them together")
        return found

    def attributes(self, element: etree._Element, node: Node) -> dict[str, str]:
        known = {name.rstrip("!"): name.endswith("!") for name in _ATTRIBUTES.get(node.kind, "").split()}
        found: dict[str, str] = {}
        for key, value in element.items():
            name, text = str(key), str(value)
            if name.startswith("{"):
                if name.startswith(_PREFIX):
                    raise node.fault("an attribute in the namespace of RELAX NG")
                continue
            if name not in known and name not in ("ns", "datatypeLibrary"):
                raise node.fault(f"<{node.kind}> has no attribute {name!r}")
            found[name] = text if name == "ns" else text.strip(" \t\r\n")
        for name, required in known.items():
            if required and name not in found:
                raise node.fault(f"<{node.kind}> lacks the attribute {name!r}")
        if found.get("combine", "choice") not in ("choice", "interleave"):
            raise node.fault(f"combine={found['combine']!r} is neither 'choice' nor 'interleave'")
        library = found.get("datatypeLibrary", "")
        if library and (not urlsplit(library).scheme or "#" in library):
            raise node.fault(f"datatypeLibrary={library!r} is not an absolute URI without a fragment")
        return found

    def with_text(self, element: etree._Element, node: Node, uri: str, own: dict[str, str]) -> None:
        """``name``, ``value`` and ``param``: what has text and no elements."""
        if any(isinstance(child.tag, str) for child in element):
            raise node.fault(f"<{node.kind}> has an element in it")
        text = _text_of(element)
        if node.kind == "name":
            node.name = self.expanded(text.strip(" \t\r\n"), element, uri, node)
            return
        node.text = text
        node.type = own.get("type", "")
        if node.kind == "value":
            if not node.type:
                node.library, node.type = "", "token"
            prefix, colon, _ = text.strip().rpartition(":")
            node.uri = (element.nsmap.get(prefix) or "") if colon else uri

    def expanded(self, name: str, element: etree._Element, uri: str, node: Node) -> str:
        prefix, colon, local = name.rpartition(":")
        self.nc_name(local, node)
        if not colon:
            return clark(uri, local)
        bound = "http://www.w3.org/XML/1998/namespace" if prefix == "xml" else element.nsmap.get(prefix)
        if bound is None:
            raise node.fault(f"the prefix of {name!r} is not declared")
        return clark(bound, local)

    def nc_name(self, name: str, node: Node) -> str:
        from tei_tools.grammar._datatypes import XSD, datatype

        if not datatype(XSD, "NCName").allows(name) or name != name.strip():
            raise node.fault(f"{name!r} is not a name")
        return name

    def target(self, element: etree._Element, href: str, node: Node) -> Path:
        """The local file that a reference names."""
        address, fragment = urldefrag(urljoin(element.base or "", href))
        parts = urlsplit(address)
        if fragment or "#" in href:
            raise node.fault(f"href={href!r} has a fragment identifier")
        if parts.scheme != "file" or parts.netloc:
            what = f"{href!r} is not a local file"
            raise SchemaError(
                what, file=node.file, line=node.line, advice="save it beside the schema and refer to that"
            )
        return Path(url2pathname(parts.path))

    def include(self, node: Node, included: Node, instead: list[Node]) -> Node:
        """Section 4.7: the included grammar without what is defined instead, and then that."""
        if included.kind != "grammar":
            raise node.fault(f"the included file is <{included.kind}>, not <grammar>")
        replaced = {(part.kind, part.name) for part in _definitions(instead)}
        present = {(part.kind, part.name) for part in _definitions(included.children)}
        for kind, name in sorted(replaced - present):
            raise node.fault(f"the included grammar has no {kind} {name}".rstrip() + " to replace")
        kept = _without(included.children, replaced)
        return Node("div", node.file, node.line, [*kept, *instead])


def _line(element: etree._Element) -> int:
    line: object = element.sourceline
    return line if isinstance(line, int) else 0


def _is_rng(element: etree._Element) -> bool:
    return isinstance(element.tag, str) and element.tag.startswith(_PREFIX)


def _definitions(parts: list[Node]) -> list[Node]:
    found = []
    for part in parts:
        found += _definitions(part.children) if part.kind == "div" else [part]
    return found


def _without(parts: list[Node], replaced: set[tuple[str, str]]) -> list[Node]:
    kept = []
    for part in parts:
        if part.kind == "div":
            kept.append(replace(part, children=_without(part.children, replaced)))
        elif (part.kind, part.name) not in replaced:
            kept.append(part)
    return kept
