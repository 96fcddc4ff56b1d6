"""Pointers that lead nowhere: ``#id`` without such an ``xml:id``, an identifier without ``#``, an unknown
prefix, a file that is not there or has not what is pointed at.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag

from tei_tools.validation._document import Document
from tei_tools.validation._paths import TEI_NAMESPACE, local_name, shown_attribute
from tei_tools.validation._tei_tables import POINTERS, POINTERS_ON

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.validation import Finding

CODES = {
    "TEI-PTR-001": "a pointer into this file has no target: no element has that xml:id",
    "TEI-PTR-002": "a pointer is the xml:id of an element, but without # before it",
    "TEI-PTR-003": "a pointer begins with a prefix that no prefixDef declares",
    "TEI-PTR-004": "a pointer at another file, which is not there",
    "TEI-PTR-005": "a pointer into another file, in which no element has that xml:id",
}
CHAPTER = "17 Linking, Segmentation, and Alignment; 17.2.3 Using Abbreviated Pointers"
HELP = {
    "TEI-PTR-001": (
        '<p><persName ref="#nobody">Anna</persName></p>',
        "Give the element that is meant this `xml:id`, or correct the pointer. Every attribute that TEI "
        "defines as a pointer is looked at, each of several pointers in one attribute too.",
    ),
    "TEI-PTR-002": (
        '<p xml:id="anna"><persName ref="anna">Anna</persName></p>',
        "Without `#` a pointer is the name of a file. Write `#` before the identifier.",
    ),
    "TEI-PTR-003": (
        '<p><persName ref="gnd:118540238">Goethe</persName></p>',
        "Declare the prefix in the header (`listPrefixDef`), or write the whole address.",
    ),
    "TEI-PTR-004": (
        '<p><ref target="absent.xml">there</ref></p>',
        "The path counts from the folder of the file (or from `xml:base`). Only files below that folder, or "
        "below a folder that the command was given, are looked for.",
    ),
    "TEI-PTR-005": (
        "",
        "Correct the identifier after `#`, or give the element in the other file this `xml:id`.",
    ),
}

_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_TEI = f"{{{TEI_NAMESPACE}}}"
_PREFIX = f"{_TEI}prefixDef"
# Pointers that are other things than targets: bases, and the files of media (which another rule looks at).
_LEFT = frozenset(("xml:base", "url"))
_NAMES = tuple(sorted((POINTERS | POINTERS_ON.keys()) - _LEFT))
NAMES = frozenset(_NAMES)
ATTRIBUTES = frozenset((*_NAMES, _XML_ID, _XML_BASE))
ELEMENTS = (_PREFIX,)

# Schemes of URIs that TEI files use (IANA, Uniform Resource Identifier Schemes; "wdt", "gnd" and the like are
# prefixes).
SCHEMES = frozenset(
    """http https ftp file mailto urn data doi ark info tag tel geo ni hdl ftps sftp ssh git oai cts iiif isbn
    issn orcid magnet ipfs view-source about cid mid news nntp ldap jar javascript""".split()
)
# What most pointers that lead elsewhere begin with.
_ADDRESSES = ("http://", "https://")
# What looks like a file and not like a mere word.
_FILE = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}(?:[#?]|$)")
# A base that is an address or an absolute path.
_ELSEWHERE = ":"
# Files whose identifiers are looked up.
_XML_FILES = (".xml", ".tei", ".odd")
_PREFIXED = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
# Beyond these there are no suggestions, so that a file of nothing but faults takes linear time.
_MOST_SUGGESTED = 50
_MOST_COMPARED = 5_000


def check(tree: etree._ElementTree) -> Iterator[Finding]:
    """Findings for every pointer of a tree that can't be followed in it."""
    return check_document(Document(tree, wanted=ATTRIBUTES))


def check_document(document: Document) -> Iterator[Finding]:
    """Findings for every pointer that can't be followed, in the document and in the files beside it."""
    identifiers = dict.fromkeys(
        part for element, value in document.having(_XML_ID) if (part := " ".join(value.split()))
    )
    prefixes: dict[str, list[str]] = {}
    for element in document.elements(ELEMENTS):
        if ident := element.get("ident"):
            prefixes.setdefault(ident, []).append(_local_replacement(element))
    has_base = bool(document.having(_XML_BASE))
    bases: dict[etree._Element, str] = {}
    known = _Known(document, identifiers, prefixes)
    for attribute in _NAMES:
        somewhere = POINTERS_ON.get(attribute)
        for element, value in document.having(attribute):
            tag = element.tag
            if not tag.startswith(_TEI) or (somewhere is not None and tag[len(_TEI) :] not in somewhere):
                continue
            base = ""
            if has_base:
                above = element.getparent()
                if element.get(_XML_BASE) is not None or above is None:
                    base = _base(element)
                elif (known_base := bases.get(above)) is not None:
                    base = known_base
                else:
                    base = bases[above] = _base(above)
            for pointer in value.split():
                if pointer[0] == "#":
                    is_right = not base and pointer[1:] in identifiers
                else:
                    is_right = pointer.startswith(_ADDRESSES)
                if not is_right:
                    yield from _faults(element, attribute, pointer, base, known)


# What follows it in a fragment names words and no element (WICG, URL Fragment Text Directives).
_DIRECTIVE = ":~:"


class _Known:
    """What pointers are looked up in; ``suggested`` are the mends that were looked for."""

    def __init__(
        self, document: Document, identifiers: dict[str, None], prefixes: dict[str, list[str]]
    ) -> None:
        self.document = document
        self.identifiers = identifiers
        self.prefixes = prefixes
        self.suggested: dict[str, str] = {}


def _faults(
    element: etree._Element, attribute: str, pointer: str, base: str, known: _Known
) -> Iterator[Finding]:
    at = f"{local_name(element)}/@{shown_attribute(attribute)}"
    paths = known.document.paths
    if _DIRECTIVE in pointer:
        pointer = pointer[: pointer.index(_DIRECTIVE)]
        if pointer in ("", "#"):
            return  # words of this document
    if pointer.startswith("#") and not base:
        targets = [pointer[1:]]
    elif match := _PREFIXED.match(pointer):
        if match[1] in known.prefixes:
            rest = pointer[match.end() :]
            # several prefixDefs for one prefix are alternatives (17.2.3)
            replacements = known.prefixes[match[1]]
            targets = [each.replace("$1", rest)[1:] for each in replacements if each]
            if len(targets) < len(replacements):
                return
        elif match[1].lower() not in SCHEMES:
            yield paths.finding(
                element,
                "TEI-PTR-003",
                f"{at}: the prefix {match[1]}: is neither declared nor a known scheme",
                attribute=attribute,
                severity="warning",
                suggestion=f'declare it in encodingDesc/listPrefixDef: <prefixDef ident="{match[1]}" …>',
            )
            return
        else:
            return
    elif not base and pointer in known.identifiers:
        yield paths.finding(
            element,
            "TEI-PTR-002",
            f"{at} is {pointer!r}: that is a file, not the element of that xml:id",
            attribute=attribute,
            severity="warning",
            suggestion=f"write #{pointer}",
        )
        return
    else:
        yield from _in_files(element, attribute, at, pointer, base, known)
        return
    if targets and not any(_is_there(target, known.identifiers) for target in targets):
        is_whole = known.document.is_whole
        where = "" if is_whole else " in what could be read"
        yield paths.finding(
            element,
            "TEI-PTR-001",
            f"{at} points at {pointer}; no element{where} has the xml:id {targets[0]!r}",
            attribute=attribute,
            severity="error" if is_whole else "warning",
            suggestion=_nearest(targets[0], known.identifiers, known.suggested),
        )


def _in_files(
    element: etree._Element, attribute: str, at: str, pointer: str, base: str, known: _Known
) -> Iterator[Finding]:
    """Findings for a pointer that leads to another file, where that may be looked into."""
    document = known.document
    if document.file is None or document.neighbours is None or base == _ELSEWHERE:
        return
    if not _FILE.search(pointer) and not base:
        return  # a mere word, or a folder
    reference, fragment = urldefrag(f"{base.rpartition('/')[0]}/{pointer}" if "/" in base else pointer)
    if pointer.startswith("#"):
        reference = base
    target = document.neighbours.path(reference, document.file)
    if target is None:
        return  # an address, or out of the folders
    if target.name == document.file.name and target == document.file.resolve():
        identifiers: frozenset[str] | dict[str, None] | None = known.identifiers
    elif not target.is_file():
        if target.is_dir():
            return
        yield document.paths.finding(
            element,
            "TEI-PTR-004",
            f"{at} points at {pointer}; there is no file {reference!r}",
            attribute=attribute,
            severity="warning",
            suggestion="correct the path, which counts from the folder of this file",
        )
        return
    elif fragment and target.suffix.lower() in _XML_FILES:
        identifiers = document.neighbours.identifiers(target)
    else:
        return
    if fragment and identifiers is not None and not _is_there(fragment, identifiers):
        yield document.paths.finding(
            element,
            "TEI-PTR-005",
            f"{at} points at {pointer}; no element of that file has the xml:id {fragment!r}",
            attribute=attribute,
            suggestion=_nearest(fragment, identifiers, known.suggested),
        )


def _base(element: etree._Element) -> str:
    """The ``xml:base`` that holds at an element, as far as it is relative."""
    base = ""
    for each in (element, *element.iterancestors()):
        own = each.get(_XML_BASE)
        if own is None:
            continue
        if ":" in own or own.startswith("/"):
            return _ELSEWHERE
        base = own if not base else f"{own.rpartition('/')[0]}/{base}" if "/" in own else base
    return base


def _is_there(target: str, identifiers: Container[str]) -> bool:
    """Whether a fragment leads to an element; the empty one is the file, and XPointer schemes are not
    followed.
    """
    return not target or "(" in target or target in identifiers or unquote(target) in identifiers


def _nearest(target: str, identifiers: Collection[str], suggested: dict[str, str]) -> str:
    if target not in suggested:
        suggested[target] = ""
        if len(suggested) <= _MOST_SUGGESTED and len(identifiers) <= _MOST_COMPARED:
            from difflib import get_close_matches

            near = get_close_matches(target[:80], identifiers, 1, 0.8)
            suggested[target] = f"did you mean #{near[0]}?" if near else ""
    return suggested[target]


def _local_replacement(definition: etree._Element) -> str:
    """The ``#…$1…`` of a ``prefixDef`` that leads into this file by the whole rest of the pointer; else
    empty.
    """
    replacement = definition.get("replacementPattern") or ""
    pattern = definition.get("matchPattern") or ""
    whole = pattern.startswith("(") and pattern.endswith(")") and pattern.count("(") == 1
    return replacement if replacement.startswith("#") and whole and "$1" in replacement else ""
