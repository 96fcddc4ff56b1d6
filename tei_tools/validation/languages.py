"""Language tags that are none, or have parts that nobody has registered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tei_tools.validation._document import Document
from tei_tools.validation._paths import TEI_NAMESPACE, local_name

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.validation import Finding

CODES = {
    "TEI-LNG-001": "a language tag that is not in the form of BCP 47",
    "TEI-LNG-002": "a language tag that has a shorter or other form in BCP 47",
    "TEI-LNG-003": "a language tag with a part that is not in the registry of BCP 47",
}
CHAPTER = "1.3.1.1.2 Language Indicators (BCP 47, RFC 5646, section 2.1)"

HELP = {
    "TEI-LNG-001": (
        '<p xml:lang="en_US">words</p>',
        "Parts are joined by `-`: `en-US`, `grc-Latn`, `sr-Cyrl-RS`.",
    ),
    "TEI-LNG-002": ('<p xml:lang="ger">Wörter</p>', "Write the form that the message names."),
    "TEI-LNG-003": (
        '<p xml:lang="xq">words</p>',
        "Look the language, script or region up in IANA's Language Subtag Registry. A language that has no "
        "tag is written as private use: `x-ourname`, or `und-x-ourname`.",
    ),
}
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LANGUAGE = f"{{{TEI_NAMESPACE}}}language"
ATTRIBUTES = frozenset((_XML_LANG, "ident"))
# RFC 5646, 2.1 (langtag, privateuse, and the irregular ones that begin with i-)
_TAG = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
    r"|x(?:-[a-z0-9]{1,8})+|i-[a-z]+|sgn-[a-z]{2}-[a-z]{2}|en-gb-oed",
    re.IGNORECASE,
)
# Codes of ISO 639-2 and names of languages that people write for the tag of BCP 47 (which takes the shortest
# code).
_INSTEAD = dict(
    pair.split("=")
    for pair in """
    ger=de deu=de eng=en fre=fr fra=fr ita=it spa=es por=pt rus=ru lat=la gre=el ell=el dut=nl nld=nl
    cze=cs ces=cs pol=pl hun=hu swe=sv dan=da nor=no fin=fi heb=he ara=ar per=fa fas=fa tur=tr chi=zh
    zho=zh jpn=ja kor=ko cat=ca rum=ro ron=ro ukr=uk hrv=hr srp=sr slv=sl slk=sk slo=sk bul=bg wel=cy
    cym=cy gle=ga ice=is isl=is lit=lt lav=lv est=et yid=yi san=sa arm=hy hye=hy geo=ka kat=ka baq=eu
    eus=eu alb=sq sqi=sq german=de deutsch=de english=en french=fr italian=it spanish=es latin=la
    greek=grc russian=ru dutch=nl
    """.split()
)


def check(tree: etree._ElementTree) -> Iterator[Finding]:
    """Findings for every ``xml:lang`` and ``language/@ident`` that is not a language tag."""
    return check_document(Document(tree, wanted=ATTRIBUTES))


def check_document(document: Document) -> Iterator[Finding]:
    """The same, of a document whose attributes are looked up already."""
    known: dict[str, tuple[str, str, str, str] | None] = {}
    for attribute in (_XML_LANG, "ident"):
        for element, value in document.having(attribute):
            if not value or (attribute == "ident" and element.tag != _LANGUAGE):
                continue
            if value not in known:
                known[value] = _fault(value.strip())
            if (fault := known[value]) is not None:
                severity, code, mend, what = fault
                yield document.paths.finding(
                    element,
                    code,
                    f"the language of {local_name(element)} is {value!r}: {what}",
                    attribute=attribute,
                    severity=severity,
                    suggestion=mend,
                )


def _fault(tag: str) -> tuple[str, str, str, str] | None:
    """Severity, code, what to write, and what is wrong; ``None`` for a tag that is right."""
    first, _, rest = tag.partition("-")
    if not _TAG.fullmatch(tag):
        mended = tag.replace("_", "-")
        mend = f"write {mended}" if mended != tag and _TAG.fullmatch(mended) else ""
        return "error", "TEI-LNG-001", mend, "that is not in the form of BCP 47"
    if short := _INSTEAD.get(first.lower()):
        mend = f"write {short}{'-' + rest if rest else ''}"
        return "warning", "TEI-LNG-002", mend, "BCP 47 has another tag for it"
    from tei_tools.validation._subtags import fault

    return fault(tag)
