"""What a schema may not ask for: other files but through the folder, the network, the environment, output of
its own, extension functions. What it may is left as it is, but that documents come through us."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tei_tools.validation._schematron._expressions import calls, in_braces
from tei_tools.validation._schematron._schema import XSL, SchematronError

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["EXSLT", "OURS", "STANDARD", "Guard"]

OURS = "urn:tei-tools:schematron"
_FN = "http://www.w3.org/2005/xpath-functions"
# Prefixes that are known without a declaration.
STANDARD = {
    "xs": "http://www.w3.org/2001/XMLSchema",
    "fn": _FN,
    "math": f"{_FN}/math",
    "map": f"{_FN}/map",
    "array": f"{_FN}/array",
}
# What libxslt has of EXSLT and that only computes.
EXSLT = {
    "exsl": "http://exslt.org/common",
    "math": "http://exslt.org/math",
    "set": "http://exslt.org/sets",
    "str": "http://exslt.org/strings",
    "date": "http://exslt.org/dates-and-times",
}
# XPath Functions 3.1: what reads files, the environment, or calls what is named at run time.
_FORBIDDEN = frozenset(
    "available-environment-variables collection environment-variable function-lookup json-doc load- "
    "xquery-module put stream-available transform unparsed-text unparsed-text-available unparsed-text- "
    "lines uri-collection".split()
)
_DOCUMENTS = frozenset("doc document doc-available".split())
# The elements of XSLT 3.0 that only compute.
_ELEMENTS = frozenset(
    "accumulator accumulator-rule analyze-string apply-templates assert attribute break call-template "
    "catch choose comment copy copy-of decimal-format document element fallback for-each for-each-group "
    "function if iterate key map map-entry matching-substring mode namespace next-iteration non- "
    "matching-substring number on-completion on-empty on-non-empty otherwise param perform-sort "
    "processing-instruction sequence sort strip-space template text try value-of variable when where- "
    "populated with-param next-match apply-imports character-map output-character".split()
)
_EXPRESSIONS = frozenset(
    "select test match use group-by group-adjacent group-starting-with group-ending-with initial-value "
    "value count from key collection-select".split()
)


class Guard:
    """Looks at every expression of one schema. ``namespaces`` are its prefixes, ``own`` the namespaces of the
    functions it defines; with ``rewrite`` the functions that read documents become ours."""

    def __init__(self, name: str, namespaces: dict[str, str], own: frozenset[str], *, rewrite: bool) -> None:
        self.name = name
        self.namespaces = namespaces
        self.own = own
        self.rewrite = rewrite
        self.reads_documents = False

    def expression(self, expression: str, line: int = 0) -> str:
        """The expression as it may run.

        :raises SchematronError: it calls what it may not.
        """
        pieces, last = [], 0
        for call in calls(expression):
            uri = (
                call.uri
                if call.uri is not None
                else self.namespaces.get(call.prefix, "")
                if call.prefix
                else _FN
            )
            if call.prefix and not uri:
                raise self.fault(f"the prefix of {call.prefix}:{call.name} is not declared", line)
            if uri == _FN:
                if call.name in _FORBIDDEN:
                    raise self.fault(
                        f"the function {call.name} is not allowed: it reaches outside the document", line
                    )
                if call.name in _DOCUMENTS:
                    self.reads_documents = True
                    if self.rewrite:
                        pieces += [expression[last : call.start], f"Q{{{OURS}}}{call.name}"]
                        last = call.end
            elif uri not in STANDARD.values() and uri not in EXSLT.values() and uri not in self.own:
                raise self.fault(f"{call.name} is an extension function ({uri}), which is not allowed", line)
        return "".join([*pieces, expression[last:]])

    def template(self, value: str, line: int = 0) -> str:
        """An attribute value template as it may run."""
        return (
            in_braces(value, lambda expression: self.expression(expression, line)) if "{" in value else value
        )

    def tree(self, root: etree._Element) -> None:
        """Every expression in XSLT of the schema's own, looked at and changed in place."""
        expands = any(
            _local(key) == "expand-text" and str(value).strip() in ("yes", "true", "1")
            for each in root.iter("*")
            for key, value in each.items()
        )
        change: Callable[[str, int], str]
        for element in root.iter("*"):
            line = element.sourceline if isinstance(element.sourceline, int) else 0
            in_xslt = str(element.tag).startswith(f"{{{XSL}}}")
            name = str(element.tag).rpartition("}")[2]
            if in_xslt and name not in _ELEMENTS:
                raise self.fault(f"xsl:{name} is not allowed in a schema", line)
            for key, value in element.items():
                if _local(key) == "use-when" or _local(key).startswith("_"):
                    raise self.fault(f"the attribute {_local(key)} is not allowed in a schema", line)
                change = self.expression if in_xslt and key in _EXPRESSIONS else self.template
                element.set(key, change(str(value), line))
            if expands:
                element.text = self.template(element.text or "", line)
                for child in element:
                    child.tail = self.template(child.tail or "", line)

    def fault(self, what: str, line: int) -> SchematronError:
        return SchematronError(what, file=self.name, line=line or None)


def _local(name: object) -> str:
    return str(name).rpartition("}")[2]
