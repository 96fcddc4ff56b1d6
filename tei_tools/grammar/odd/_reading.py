"""What all readers of ODD share: places, notices, attributes, numbers of occurrences."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tei_tools.errors import UnreadableError
from tei_tools.grammar.odd._specs import TEI, Notice

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["RNG", "SCHEMATRON", "ODDError", "Reading", "T", "local"]

T = f"{{{TEI}}}"
RNG = "{http://relaxng.org/ns/structure/1.0}"
SCHEMATRON = "{http://purl.oclc.org/dsdl/schematron}"

# Attributes that any TEI element may have and that say nothing of a grammar.
_GLOBAL = frozenset(
    "n id rend rendition style corresp source resp cert status change versionDate validUntil predeclare "
    "copyOf sameAs synch next prev exclude select ana facs docLang targetLang when".split()
)
_MODES = frozenset(("", "add", "change", "replace", "delete"))


class ODDError(UnreadableError):
    """An ODD from which no grammar can be made, with the place in it and what is wrong."""


def local(element: etree._Element) -> str:
    """The local name."""
    return str(element.tag).rpartition("}")[2]


@dataclass(slots=True)
class Reading:
    """One file that is being read, and what there is to say of it."""

    file: str
    notices: list[Notice] = field(default_factory=list)

    def fault(self, element: etree._Element, what: str, advice: str | None = None) -> ODDError:
        """The error to raise for this place."""
        return ODDError(what, file=self.file, line=line(element), advice=advice)

    def notice(self, element: etree._Element, what: str) -> None:
        """Say that something has no effect."""
        self.notices.append(Notice(self.file, line(element), what))

    def unknown(self, element: etree._Element) -> None:
        """Say that an element is not known where it stands."""
        parent = element.getparent()
        where = f" in <{local(parent)}>" if parent is not None else ""
        self.notice(
            element, f"<{_prefixed(element)}>{where} is not known to the ODD processor and has no effect"
        )

    def attributes(self, element: etree._Element, known: str) -> dict[str, str]:
        """The attributes that mean something; a notice for each that is not known."""
        names = known.split()
        found: dict[str, str] = {}
        for key, value in element.attrib.items():
            name = str(key)
            if name in names:
                found[name] = " ".join(str(value).split()) if name != "restriction" else str(value)
            elif name == "exclude" and "except" in names:
                self.notice(element, f"exclude={value!r} leaves nothing out; except does")
            elif not name.startswith("{") and name not in _GLOBAL:
                self.notice(element, f"{name}={value!r} on <{local(element)}> is not known and has no effect")
        return found

    def occurrences(self, element: etree._Element, attributes: dict[str, str]) -> tuple[int, int | None]:
        """``minOccurs`` and ``maxOccurs``; ``None`` is unbounded."""
        low = self.number(element, "minOccurs", attributes.get("minOccurs", "1"))
        said = attributes.get("maxOccurs", "1")
        high = None if said == "unbounded" else self.number(element, "maxOccurs", said)
        if high is not None and high < low:
            if "maxOccurs" in attributes:
                raise self.fault(element, f"maxOccurs={high} is less than minOccurs={low}")
            raise self.fault(
                element,
                f"minOccurs={low} where maxOccurs is 1",
                advice="write maxOccurs, which is 1 by default",
            )
        return low, high

    def number(self, element: etree._Element, name: str, said: str) -> int:
        """A whole number that is not negative."""
        if not (said.isascii() and said.isdigit() and len(said) < 10):
            raise self.fault(element, f"{name}={said!r} is not a number")
        return int(said)

    def mode(self, element: etree._Element, attributes: dict[str, str]) -> str:
        """``mode``, or "" where it is not said."""
        mode = attributes.get("mode", "")
        if mode not in _MODES:
            raise self.fault(element, f"mode={mode!r} is none of add, change, replace, delete")
        return mode

    def child_text(self, element: etree._Element, name: str) -> str:
        """The text of the first child of this name, its white space normalised."""
        found = element.find(f"{T}{name}")
        return " ".join("".join(map(str, found.itertext())).split()) if found is not None else ""


def line(element: etree._Element) -> int:
    """The line of the start tag, from 1."""
    number: object = element.sourceline
    return number if isinstance(number, int) else 0


def _prefixed(element: etree._Element) -> str:
    return f"{element.prefix}:{local(element)}" if element.prefix else local(element)
