"""Pointers that lead nowhere: ``#id`` without such an ``xml:id``, an identifier without ``#``, an unknown
prefix.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from tei_tools.validation._paths import TEI_NAMESPACE, Paths, local_name

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.validation import Finding

CODES = {
    "TEI-PTR-001": "a pointer into this file has no target: no element has that xml:id",
    "TEI-PTR-002": "a pointer is the xml:id of an element, but without # before it",
    "TEI-PTR-003": "a pointer begins with a prefix that no prefixDef declares",
}
CHAPTER = "17 Linking, Segmentation, and Alignment; 17.2.3 Using Abbreviated Pointers"

_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_TEI = f"{{{TEI_NAMESPACE}}}"

# The attributes whose datatype is teidata.pointer wherever they are (TEI P5 4.9, Appendix B and the elements'
# own).
POINTERS = frozenset(
    """active ana calendar change copyOf corresp datcat datingMethod datingPoint decls domains edRef exclude
    facs feats follow hand inst lemmaRef mergedIn mutual next nymRef origin passive perf period prev ref
    rendition replyTo resp sameAs scheme scribeRef scriptRef select since source spanTo synch target
    targetDatcat targetEnd toWhom unitRef valueDatcat where who wit""".split()
)
# Attributes that are pointers on these elements alone.
_ON_ELEMENTS = {
    "from": {"app", "arc", "rt", "span"},
    "to": {"app", "arc", "rt", "span"},
    "new": {"handShift"},
    "given": {"certainty"},
    "parts": {"nym"},
    "start": {"u", "anchor", "pause", "vocal", "kinesic", "incident", "writing", "shift"},
    "end": {"u", "anchor", "pause", "vocal", "kinesic", "incident", "writing", "shift"},
    "adj": {"node"},
    "adjTo": {"node"},
    "adjFrom": {"node"},
}
# Schemes of URIs that TEI files use (IANA, Uniform Resource Identifier Schemes; "wdt", "gnd" and the like are
# prefixes).
SCHEMES = frozenset(
    """http https ftp file mailto urn data doi ark info tag tel geo ni hdl ftps sftp ssh git oai cts iiif isbn
    issn orcid magnet ipfs view-source about cid mid news nntp ldap jar javascript""".split()
)
_PREFIXED = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
# Beyond these there are no suggestions, so that a file of nothing but faults takes linear time.
_MOST_SUGGESTED = 50
_MOST_COMPARED = 5_000


def check(tree: etree._ElementTree) -> Iterator[Finding]:
    """Findings for every pointer of the file that can't be followed in it."""
    paths = Paths()
    identifiers: dict[str, None] = {}
    prefixes: dict[str, list[str]] = {}
    has_base = False
    for element in tree.iter("*"):
        if (identifier := element.get(_XML_ID)) is not None:
            identifiers[identifier] = None
        has_base = has_base or _XML_BASE in element.attrib
        if element.tag == f"{_TEI}prefixDef" and (ident := element.get("ident")):
            prefixes.setdefault(ident, []).append(_local_replacement(element))
    suggested: dict[str, str] = {}
    for element in tree.iter(f"{_TEI}*"):
        for name, value in element.items():
            attribute = str(name)
            if attribute not in POINTERS and local_name(element) not in _ON_ELEMENTS.get(attribute, ()):
                continue
            if has_base and _is_based_elsewhere(element):
                continue
            for pointer in str(value).split():
                yield from _faults(element, attribute, pointer, identifiers, prefixes, paths, suggested)


def _faults(
    element: etree._Element,
    attribute: str,
    pointer: str,
    identifiers: dict[str, None],
    prefixes: dict[str, list[str]],
    paths: Paths,
    suggested: dict[str, str],
) -> Iterator[Finding]:
    at = f"{local_name(element)}/@{attribute}"
    if pointer.startswith("#"):
        targets = [pointer[1:]]
    elif match := _PREFIXED.match(pointer):
        if match[1] in prefixes:
            rest = pointer[match.end() :]
            # several prefixDefs for one prefix are alternatives (17.2.3)
            targets = [each.replace("$1", rest)[1:] for each in prefixes[match[1]] if each]
            if len(targets) < len(prefixes[match[1]]):
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
    elif pointer in identifiers:
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
        return
    if targets and not any(_is_there(target, identifiers) for target in targets):
        yield paths.finding(
            element,
            "TEI-PTR-001",
            f"{at} points at {pointer}; no element has the xml:id {targets[0]!r}",
            attribute=attribute,
            suggestion=_nearest(targets[0], identifiers, suggested),
        )


def _is_there(target: str, identifiers: dict[str, None]) -> bool:
    """Whether a fragment leads to an element; the empty one is the file, and XPointer schemes are not
    followed.
    """
    return not target or "(" in target or target in identifiers or unquote(target) in identifiers


def _nearest(target: str, identifiers: dict[str, None], suggested: dict[str, str]) -> str:
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


def _is_based_elsewhere(element: etree._Element) -> bool:
    return bool(element.get(_XML_BASE)) or any(above.get(_XML_BASE) for above in element.iterancestors())
