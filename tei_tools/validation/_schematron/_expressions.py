"""Expressions of XPath (1.0 to 3.1) as tokens: which functions they call, which variables they name.

No more is read of an expression than safety and renaming need; the engine reads it in full.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

__all__ = ["Call", "calls", "in_braces", "is_xpath_1", "renamed", "step_kinds"]

_Token = tuple[str, str, int]
_NCNAME = r"[^\W\d][\w.\-·]*"
_TOKEN = re.compile(
    rf"""(?P<string>"(?:[^"]|"")*"|'(?:[^']|'')*')
    |(?P<comment>\(:)
    |(?P<variable>\$\s*(?:Q\{{[^{{}}]*\}})?{_NCNAME}(?::{_NCNAME})?)
    |(?P<name>(?:Q\{{[^{{}}]*\}}|{_NCNAME}:(?=[^\W\d]))?{_NCNAME})
    |(?P<number>\.?\d[\d.]*(?:[eE][+-]?\d+)?)
    |(?P<space>\s+)
    |(?P<sign>\|\||:=|::|!=|<=|>=|<<|>>|=>|//|.)""",
    re.VERBOSE | re.DOTALL,
)
_COMMENT = re.compile(r"\(:|:\)")

# Names before a parenthesis that are no functions: node tests, item types and words of the language
# (XPath 3.1, section A.3, reserved function names, and its operators).
_NO_FUNCTIONS = frozenset(
    "and or div idiv mod eq ne lt le gt ge is to in return then else satisfies union intersect except of as "
    "if for let some every instance cast castable treat array attribute comment document-node element "
    "empty-sequence function item map namespace-node node processing-instruction schema-attribute "
    "schema-element switch text typeswitch".split()
)
_XPATH_1 = frozenset(
    # XPath 1.0, section 4
    "last position count id local-name namespace-uri name string concat starts-with contains "
    "substring-before substring-after substring string-length normalize-space translate boolean not true "
    "false lang number sum floor ceiling round "
    # XSLT 1.0, section 12
    "document key format-number current unparsed-entity-uri generate-id system-property element-available "
    "function-available".split()
)
# What XPath 1.0 has before a parenthesis besides functions.
_XPATH_1_WORDS = frozenset("and or div mod node text comment processing-instruction".split())


@dataclass(frozen=True, slots=True)
class Call:
    """A function's name where it is called or referred to (``doc#1``): ``prefix`` as written, or the URI in
    ``Q{…}``; ``start`` and ``end`` its place in the expression."""

    prefix: str
    uri: str | None
    name: str
    start: int
    end: int


def _tokens(expression: str) -> Iterator[_Token]:
    """Kind, text and place of each token but white space and comments."""
    at = 0
    while at < len(expression):
        match = _TOKEN.match(expression, at)
        assert match is not None
        kind = match.lastgroup or ""
        if kind == "comment":
            at = _after_comment(expression, match.end())
            continue
        if kind != "space":
            yield kind, match[0], at
        at = match.end()


def _with_next(tokens: list[_Token]) -> Iterator[tuple[_Token, _Token]]:
    return zip(tokens, [*tokens[1:], ("", "", 0)], strict=False)


def _after_comment(expression: str, at: int) -> int:
    depth = 1
    while depth and (match := _COMMENT.search(expression, at)):
        depth += 1 if match[0] == "(:" else -1
        at = match.end()
    return at if not depth else len(expression)


def calls(expression: str) -> list[Call]:
    """The functions that are called in ``expression`` or referred to."""
    found = []
    tokens = list(_tokens(expression))
    for (kind, text, at), following in _with_next(tokens):
        if kind != "name" or following[1] not in ("(", "#"):
            continue
        if following[1] == "(" and text in _NO_FUNCTIONS:
            continue
        if text.startswith("Q{"):
            uri, _, name = text[2:].rpartition("}")
            found.append(Call("", uri, name, at, at + len(text)))
        else:
            prefix, _, name = text.rpartition(":")
            found.append(Call(prefix, None, name, at, at + len(text)))
    return found


def is_xpath_1(expression: str, prefixes: frozenset[str], *, pattern: bool = False) -> bool:
    """Whether ``expression`` is XPath 1.0 in form and calls nothing but its functions, those of XSLT 1.0, and
    those with one of ``prefixes``; ``pattern``: whether it stands in ``@context``."""
    from lxml import etree

    for call in calls(expression):
        known = call.prefix in prefixes if call.prefix else call.name in _XPATH_1
        if call.uri is not None or not known:
            return False
    tokens = list(_tokens(expression))
    for (kind, text, at), following in _with_next(tokens):
        if kind == "name" and following[1] == "(" and text in _NO_FUNCTIONS - _XPATH_1_WORDS:
            return False
        if kind == "sign" and text in ("||", ":=", "<<", ">>", "=>", "{", "#", "?"):
            return False
        if pattern and kind == "variable":
            return False  # XSLT 1.0, section 5.2
        if pattern and kind == "sign" and text == "(" and not _is_after_name(tokens, at):
            return False
    if pattern and not tokens:
        return False
    names = {
        text.partition(":")[0] for kind, text, _ in tokens if kind in ("name", "variable") and ":" in text
    }
    bound = {name.lstrip("$ "): f"urn:{name.lstrip('$ ')}" for name in names}
    try:
        etree.XPath(expression, namespaces={name: uri for name, uri in bound.items() if name != "xml"})
    except (etree.XPathError, ValueError):
        return False
    return True


def _is_after_name(tokens: list[_Token], at: int) -> bool:
    before = ""
    for kind, _, place in tokens:
        if place == at:
            return before == "name"
        before = kind
    return False


def renamed(expression: str, names: Mapping[str, str]) -> str:
    """``expression`` with the variables in ``names`` called otherwise."""
    pieces, last = [], 0
    for kind, text, at in _tokens(expression):
        if kind == "variable" and (name := text[1:].strip()) in names:
            pieces += [expression[last:at], f"${names[name]}"]
            last = at + len(text)
    return "".join([*pieces, expression[last:]])


def in_braces(template: str, change: Callable[[str], str]) -> str:
    """A template of attribute values (XSLT 3.0, section 5.6.1) with each expression in it changed."""
    pieces, at = [], 0
    while at < len(template):
        start = template.find("{", at)
        if start < 0:
            break
        if template.startswith("{{", start):
            pieces.append(template[at : start + 2])
            at = start + 2
            continue
        depth, end = 1, len(template)
        for kind, text, place in _tokens(template[start + 1 :]):
            if kind == "sign" and text in "{}":
                depth += 1 if text == "{" else -1
                if not depth:
                    end = start + 1 + place
                    break
        pieces += [template[at : start + 1], change(template[start + 1 : end])]
        at = end
    return "".join([*pieces, template[at:]])


def step_kinds(pattern: str) -> frozenset[str]:
    """Which nodes a pattern may match: ``element``, ``attribute``, ``other`` (text, comments, processing
    instructions). Rather too many than too few."""
    kinds = {"element"}
    depth = 0
    tokens = list(_tokens(pattern))
    for (kind, text, _), following in _with_next(tokens):
        if text in "[]" and kind == "sign":
            depth += 1 if text == "[" else -1
        elif depth:
            continue
        elif text == "@" or text == "attribute":
            kinds.add("attribute")
        elif text in ("text", "comment", "processing-instruction") and following[1] == "(":
            kinds.add("other")
        elif (
            (text in ("node", "item", "key", "id") and following[1] == "(")
            or text == "."
            or kind == "variable"
        ):
            kinds |= {"attribute", "other"}
    return frozenset(kinds)
