"""Schematron read: from a schema of its own, and from the elements of it in RELAX NG and ODD."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tei_tools.validation._schematron._files import Files
from tei_tools.validation._schematron._schema import (
    SCH,
    SQF,
    XSL,
    Assertion,
    Fix,
    Let,
    Note,
    Part,
    Pattern,
    Phase,
    Rule,
    Schema,
    SchematronError,
)

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Reader"]

_S, _Q, _X = f"{{{SCH}}}", f"{{{SQF}}}", f"{{{XSL}}}"
_DEEPEST = 100
_LISTS = ("namespaces", "lets", "patterns", "rules", "phases", "diagnostics", "properties", "fixes", "extras")


class Reader:
    """Gathers what a schema has; :meth:`schema` puts it together."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.found: dict[str, list[Any]] = {name: [] for name in _LISTS}
        self.head: dict[str, Any] = {}
        self.inherited: dict[str, str] = {}

    def schema(self) -> Schema:
        """All that was gathered; prefixes that no ``ns`` declares are those of the XML."""
        namespaces = {key: uri for key, uri in self.inherited.items() if uri not in (SCH, XSL, SQF)}
        namespaces |= dict(self.found["namespaces"])
        rest: dict[str, Any] = {name: tuple(self.found[name]) for name in _LISTS[1:]}
        return Schema(self.files.name, namespaces=namespaces, **self.head, **rest)

    def whole(self, root: etree._Element) -> None:
        """A ``sch:schema``."""
        self.head = {
            "title": _words(root.find(f"{_S}title")),
            "binding": root.get("queryBinding") or "",
            "version": root.get("schemaVersion") or "",
            "default_phase": root.get("defaultPhase") or "",
        }
        self.inherited |= {key: uri for key, uri in root.nsmap.items() if key and uri}
        for child, base in self.children(root, None):
            self.top(child, base)

    def children(
        self, element: etree._Element, base: Path | None, depth: int = 0
    ) -> Iterator[tuple[etree._Element, Path | None]]:
        """The children with what they include or extend (6.2, 5.4.5) in its place, each with its file."""
        if depth > _DEEPEST:
            raise self.fault(element, "its includes are nested too deeply")
        for child in element.iterchildren("*"):
            if child.tag == f"{_S}include":
                target, path = self.files.included(child, base)
                yield target, path
                self.files.done()
            elif child.tag == f"{_S}extends" and child.get("href") is not None:
                target, path = self.files.included(child, base)
                yield from self.children(target, path, depth + 1)
                self.files.done()
            else:
                yield child, base

    def top(self, child: etree._Element, base: Path | None = None) -> None:
        """A child of ``sch:schema``."""
        found, tag = self.found, child.tag
        if tag == f"{_S}ns":
            found["namespaces"].append((child.get("prefix") or "", child.get("uri") or ""))
        elif tag == f"{_S}let":
            found["lets"].append(self.let(child))
        elif tag == f"{_S}pattern":
            found["patterns"].append(self.pattern(child, base))
        elif tag == f"{_S}phase":
            found["phases"].append(self.phase(child, base))
        elif tag in (f"{_S}diagnostics", f"{_S}properties"):
            name = str(tag)[len(_S) :]
            found[name] += [self.note(each) for each, _ in self.children(child, base)]
        elif tag in (f"{_S}diagnostic", f"{_S}property"):
            found["diagnostics" if tag == f"{_S}diagnostic" else "properties"].append(self.note(child))
        elif tag == f"{_S}rules":
            found["rules"] += [self.rule(each, at) for each, at in self.children(child, base)]
        elif str(tag).startswith(_Q):
            found["fixes"] += _fixes([child])
        elif str(tag).startswith(_X):
            from lxml import etree

            found["extras"].append(etree.tostring(child, encoding="unicode", with_tail=False))

    def pattern(self, element: etree._Element, base: Path | None) -> Pattern:
        rules, lets, parameters, title = [], [], [], ""
        for child, at in self.children(element, base):
            if child.tag == f"{_S}rule":
                rules.append(self.rule(child, at))
            elif child.tag == f"{_S}let":
                lets.append(self.let(child))
            elif child.tag == f"{_S}param":
                parameters.append((child.get("name") or "", child.get("value") or ""))
            elif child.tag == f"{_S}title":
                title = _words(child)
            elif str(child.tag).startswith(_Q):
                self.found["fixes"] += _fixes([child])
            elif child.tag in (f"{_S}diagnostics", f"{_S}properties"):
                self.top(child, at)
        return Pattern(
            element.get("id") or "",
            tuple(rules),
            tuple(lets),
            title,
            element.get("abstract") == "true",
            element.get("is-a") or "",
            tuple(parameters),
            element.get("documents") or "",
            element.get("role") or "",
            element.get("see") or "",
            _line(element),
        )

    def rule(self, element: etree._Element, base: Path | None) -> Rule:
        content: list[Let | Assertion | str] = []
        fixes: list[Fix] = []
        for child, _ in self.children(element, base):
            if child.tag in (f"{_S}assert", f"{_S}report"):
                content.append(self.assertion(child))
            elif child.tag == f"{_S}let":
                content.append(self.let(child))
            elif child.tag == f"{_S}extends":
                content.append(child.get("rule") or "")
            elif str(child.tag).startswith(_Q):
                fixes += _fixes([child])
        abstract = element.get("abstract") == "true"
        if not abstract and not element.get("context"):
            raise self.fault(element, "a rule has no context")
        return Rule(
            element.get("context") or "",
            tuple(content),
            element.get("id") or "",
            abstract,
            element.get("role") or "",
            element.get("flag") or "",
            element.get("see") or "",
            element.get("subject") or "",
            tuple(fixes),
            _line(element),
        )

    def assertion(self, element: etree._Element) -> Assertion:
        kind = str(element.tag)[len(_S) :]
        if not (element.get("test") or "").strip():
            raise self.fault(element, f"<{kind}> has no test")
        return Assertion(
            kind,
            element.get("test") or "",
            self.parts(element),
            element.get("id") or "",
            element.get("role") or "",
            element.get("flag") or "",
            element.get("see") or "",
            element.get("subject") or "",
            tuple((element.get("diagnostics") or "").split()),
            tuple((element.get("properties") or "").split()),
            tuple((element.get(f"{_Q}fix") or "").split()),
            _line(element),
        )

    def let(self, element: etree._Element) -> Let:
        from lxml import etree

        content = ""
        if element.get("value") is None:
            content = (element.text or "") + "".join(
                etree.tostring(child, encoding="unicode") for child in element
            )
        return Let(
            element.get("name") or "",
            element.get("value") or "",
            content,
            element.get("as") or "",
            _line(element),
        )

    def phase(self, element: etree._Element, base: Path | None) -> Phase:
        active, lets = [], []
        for child, _ in self.children(element, base):
            if child.tag == f"{_S}active":
                active.append(child.get("pattern") or "")
            elif child.tag == f"{_S}let":
                lets.append(self.let(child))
        return Phase(element.get("id") or "", tuple(active), tuple(lets))

    def note(self, element: etree._Element) -> Note:
        language = element.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
        return Note(element.get("id") or "", self.parts(element), language)

    def parts(self, element: etree._Element) -> tuple[Part, ...]:
        """The words of an assertion, markup in them (``emph``, ``span``, ``dir``) left out."""
        found = [Part("text", element.text or "")]
        for child in element:
            if child.tag in (f"{_S}value-of", f"{_X}value-of"):
                found.append(Part("value-of", child.get("select") or "."))
            elif child.tag == f"{_S}name":
                found.append(Part("name", child.get("path") or ""))
            elif isinstance(child.tag, str) and not child.tag.startswith(_Q):
                found += self.parts(child)
            found.append(Part("text", child.tail or ""))
        return tuple(part for part in found if part.kind != "text" or part.value)

    def fault(self, element: etree._Element, what: str) -> SchematronError:
        return SchematronError(what, file=self.files.name, line=_line(element) or None)


def _fixes(elements: list[etree._Element]) -> list[Fix]:
    """``sqf:fix`` and ``sqf:group``, also within ``sqf:fixes``."""
    found = []
    for element in elements:
        if element.tag in (f"{_Q}fixes", f"{_Q}group"):
            inner = _fixes(list(element.iterchildren("*")))
            found += inner
            if element.tag == f"{_Q}group":
                found.append(Fix(element.get("id") or "", "; or ".join(fix.title for fix in inner)))
        elif element.tag == f"{_Q}fix":
            title = _words(element.find(f"{_Q}description/{_Q}title")) or _words(
                element.find(f"{_Q}description")
            )
            found.append(Fix(element.get("id") or "", title or element.get("id") or ""))
    return found


def _words(element: etree._Element | None) -> str:
    return "" if element is None else " ".join("".join(str(text) for text in element.itertext()).split())


def _line(element: etree._Element) -> int:
    line: object = element.sourceline
    return line if isinstance(line, int) else 0
