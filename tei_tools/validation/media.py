"""Pictures, sounds and films that a document names and that are not there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from tei_tools.validation._document import Document
from tei_tools.validation._paths import TEI_NAMESPACE, local_name

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.validation import Finding

CODES = {"TEI-MED-001": "a picture, a sound or a film of the document that is not there"}
CHAPTER = "3.10 Graphics and Other Non-textual Components"
HELP = {
    "TEI-MED-001": (
        '<p><figure><graphic url="absent.png"/></figure></p>',
        "The path counts from the folder of the file (or from `xml:base`). Correct it, or put the file there."
        " Addresses on the web are not asked for.",
    )
}
ATTRIBUTES = frozenset(("url",))

_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_MEDIA = frozenset(f"{{{TEI_NAMESPACE}}}{name}" for name in ("graphic", "media"))


def check(tree: etree._ElementTree) -> Iterator[Finding]:
    """Nothing: a tree has no folder."""
    return iter(())


def check_document(document: Document) -> Iterator[Finding]:
    """Warnings for ``graphic`` and ``media`` whose ``@url`` is a path at which there is no file."""
    if document.file is None:
        return
    known: dict[str, bool] = {}
    for element, value in document.having("url"):
        if element.tag not in _MEDIA:
            continue
        url = _with_base(element, value.strip())
        if url not in known:
            known[url] = _is_there(url, document.file)
        if not known[url]:
            yield document.paths.finding(
                element,
                "TEI-MED-001",
                f"{local_name(element)}/@url is {value!r}; there is no such file",
                attribute="url",
                severity="warning",
                suggestion="correct the path, which counts from the folder of this file",
            )


def _with_base(element: etree._Element, url: str) -> str:
    for each in (element, *element.iterancestors()):
        base = each.get(_XML_BASE)
        if base and "/" in base:
            url = f"{base.rpartition('/')[0]}/{url}"
    return url


def _is_there(url: str, file: Path) -> bool:
    """Whether there is that file, or it can't be asked for (an address, nothing at all)."""
    address = urlsplit(url)
    if address.scheme or address.netloc or not address.path:
        return True
    try:
        return (file.parent / unquote(address.path)).exists()
    except (OSError, ValueError):
        return False
