"""Attribute values in the form that TEI's datatypes ask for (TEI P5, Appendix E), or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable

from tei_tools.encoding._dates import is_temporal

_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Letters of XML 1.0 in its fourth edition: XSD's ID is read by it, so that the later ones are no good
# everywhere.
_LETTERS = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff\u0100-\u0131\u0134-\u013e\u0141-\u0148\u014a-\u017e\u0388-\u038a"
    "\u038e-\u03a1\u03a3-\u03ce\u040e-\u044f\u0451-\u045c\u045e-\u0481\u05d0-\u05ea\u0621-\u063a\u0641-\u064a"
    "\u3041-\u3094\u30a1-\u30fa\u4e00-\u9fa5\uac00-\ud7a3"
)
_NOT_NAME_START = re.compile(f"[^_{_LETTERS}]")
_NOT_NAME = re.compile(f"[^0-9_.{_LETTERS}-]+")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*\Z")
_DURATION = re.compile(
    r"-?P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?\Z"
)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?\Z")
_URI_UNSAFE = re.compile(r"[\x00-\x20\x7f-\xa0<>\"{}|\\^`\[\]\u2028\u2029\ufff0-\uffff]")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_AUTHORITY = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.\-]*:)?//(?:[^/?#@]*@)?[^/?#@:]*(?::\d*)?(?=[/?#]|\Z)")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:.")


def legal(text: str) -> str:
    """``text`` without the characters that no XML document may hold (XML 1.0, production 2), each a
    U+FFFD."""
    return _XML.sub("\ufffd", text)


def illegal_at(text: str) -> int | None:
    """The offset of the first character of ``text`` that no XML document may hold."""
    found = _XML.search(text)
    return found.start() if found else None


def name_of(words: str, otherwise: str = "x") -> str:
    """``words`` as an NCName (XML Namespaces, production 4), nothing but hyphens for what a name cannot
    hold."""
    name = _NOT_NAME.sub("-", words.strip()).strip("-.") or otherwise
    return f"{otherwise}-{name}" if _NOT_NAME_START.match(name) else name


def uri(value: str) -> str | None:
    """``value`` as a URI reference (RFC 3986) that XSD's anyURI accepts everywhere; ``None`` for none."""
    value = value.strip()
    value = _URI_UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8")), value)
    value = _STRAY_PERCENT.sub("%25", value)
    head, mark, fragment = value.partition("#")
    value = head + mark + fragment.replace("#", "%23")
    if (
        "//" in value[:64]
        and re.match(r"(?:[A-Za-z][A-Za-z0-9+.\-]*:)?//", value)
        and not _AUTHORITY.match(value)
    ):
        return None
    first = re.split(r"[/?#]", value, maxsplit=1)[0]
    if ":" in first and not _SCHEME.match(value):
        return None
    return value or None


def pointers(value: str) -> str | None:
    """One or more URI references, parted by a space (teidata.pointer)."""
    found = [one for one in map(uri, value.split()) if one]
    return " ".join(found) or None


def one_pointer(value: str) -> str | None:
    """One URI reference; white space in it is part of it (a link of a web page)."""
    return uri(value)


def word(value: str) -> str | None:
    """One token without white space (teidata.word, teidata.enumerated)."""
    tokens = ["".join(c for c in token if c.isprintable()) for token in legal(value).split()]
    return "-".join(token for token in tokens if token) or None


def words(value: str) -> str | None:
    """Tokens parted by a space (a list of teidata.word)."""
    found = [one for one in map(word, value.split()) if one]
    return " ".join(found) or None


def string(value: str) -> str | None:
    """Any words on one line (teidata.text)."""
    return " ".join(legal(value).split()) or None


def _matching(pattern: re.Pattern[str]) -> Callable[[str], str | None]:
    return lambda value: value.strip() if pattern.match(value.strip()) else None


def _one_of(*values: str) -> Callable[[str], str | None]:
    return lambda value: value.strip() if value.strip() in values else None


def _temporal(value: str) -> str | None:
    return value.strip() if is_temporal(value.strip()) else None


_truth = _one_of("true", "false", "1", "0", "unknown", "inapplicable")
language = _matching(_LANGUAGE)
_number = _matching(_NUMBER)

Check = Callable[[str], "str | None"]


def _each(elements: tuple[str, ...], table: dict[str, Check]) -> dict[str, dict[str, Check]]:
    return dict.fromkeys(elements, table)


_GLOBAL: dict[str, Check] = {
    "n": string,
    "rend": words,
    "xml:lang": language,
    "ana": pointers,
    "corresp": pointers,
    "source": pointers,
    "sameAs": one_pointer,
    "next": one_pointer,
    "prev": one_pointer,
    "facs": pointers,
}
_TYPED: dict[str, Check] = {"type": word, "subtype": word}
_DATABLE: dict[str, Check] = {
    **dict.fromkeys(("when", "notBefore", "notAfter", "from", "to"), _temporal),
    **dict.fromkeys(
        ("when-custom", "notBefore-custom", "notAfter-custom", "from-custom", "to-custom"), words
    ),
    "period": pointers,
    "datingMethod": one_pointer,
}
_EDITED: dict[str, Check] = {"evidence": words, "instant": _truth}
_CANONICAL: dict[str, Check] = {"ref": pointers, "key": string}
_NAMING: dict[str, Check] = {**_CANONICAL, "role": words, "nymRef": pointers}
_NAME: dict[str, Check] = {**_NAMING, **_TYPED, "full": _one_of("yes", "abb", "init")}
_AMOUNT: dict[str, Check] = {**_TYPED, "quantity": _number, "unit": word}

_BY_ELEMENT: dict[str, dict[str, Check]] = {
    **_each(("persName", "placeName", "orgName", "name"), {**_NAME, **_DATABLE, **_EDITED}),
    **_each(("forename", "surname", "roleName", "addName", "genName"), _NAME),
    **_each(
        (
            "country",
            "region",
            "settlement",
            "district",
            "bloc",
        ),
        {**_NAMING, **_TYPED, **_DATABLE},
    ),
    **_each(
        ("geogName", "geogFeat", "eventName", "objectName"),
        {**_NAMING, **_TYPED, **_DATABLE, **_EDITED},
    ),
    "rs": {**_NAMING, **_TYPED},
    **_each(("nameLink", "abbr", "cit", "quote", "distinct", "add", "seg"), _TYPED),
    **_each(
        ("date", "time"),
        {**_AMOUNT, **_DATABLE, **_EDITED, **_CANONICAL, "calendar": pointers, "dur": _matching(_DURATION)},
    ),
    "measure": {**_AMOUNT, "commodity": words},
    "num": {**_TYPED, "value": _number},
    "unit": _AMOUNT,
    "title": {**_TYPED, **_CANONICAL, **_DATABLE, "level": _one_of("a", "m", "j", "s", "u")},
    **_each(("term", "gloss"), {**_TYPED, "target": pointers}),
    "ref": {**_TYPED, "target": pointers, "cRef": string},
    "idno": {**_TYPED, **_DATABLE},
    **_each(("author", "editor"), {**_NAMING, **_DATABLE}),
    **_each(("publisher", "docAuthor"), _CANONICAL),
    "pubPlace": _NAMING,
    **_each(("biblScope", "citedRange"), {"unit": word, "from": word, "to": word}),
    "said": {"who": pointers, "toWhom": pointers, "direct": _truth, "aloud": _truth},
    "q": {**_TYPED, "who": pointers},
    "bibl": {**_TYPED, **_CANONICAL},
    "graphic": {"url": one_pointer},
}


def accepted(element: str, attributes: dict[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """The attributes that TEI has on ``element``, their values well formed, and the names of those left
    out."""
    own = _BY_ELEMENT.get(element, {})
    kept: dict[str, str] = {}
    left_out: list[str] = []
    for name, value in attributes.items():
        check = own.get(name) or _GLOBAL.get(name)
        good = check(value) if check else None
        if good is None:
            left_out.append(name)
        else:
            kept[name] = good
    if "target" in kept and "cRef" in kept:  # TEI 3.7: one of the two
        del kept["cRef"]
        left_out.append("cRef")
    return kept, tuple(left_out)


def cert(confidence: float) -> str:
    """The level of ``@cert`` for a confidence between 0 and 1 (TEI 22.1.2; the limits stand in
    ``editorialDecl``)."""
    return "high" if confidence >= HIGH else "medium" if confidence >= MEDIUM else "low"


HIGH = 0.9
MEDIUM = 0.6
