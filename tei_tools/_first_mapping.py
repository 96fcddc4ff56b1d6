"""A first mapping from what a collection has: a table for each kind of entry and name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tei_tools.inspecting import POINTERS, ranked
from tei_tools.mapping import OWN_COLUMNS

if TYPE_CHECKING:
    from tei_tools.inspecting import Profile

_ENTRIES = {
    "person": "tei:persName",
    "place": "tei:placeName",
    "org": "tei:orgName",
    "event": "tei:label",
    "entry": "tei:form/tei:orth",
}
# What entries are in linked data.
_CLASSES = {
    "person": "schema:Person",
    "place": "schema:Place",
    "org": "schema:Organization",
    "event": "schema:Event",
}
_INLINE = """persName placeName geogName orgName name rs date origDate quote said q sp u bibl ref
correspAction msDesc app""".split()
_MOST_COLUMNS = 12
_MOST_UNREAD = 5
_REPLACED = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*:[^$]*)\$1")


def first_mapping(profile: Profile) -> str:
    """The TOML of a mapping that :func:`tei_tools.mapping.load` takes; a start to cut and to rename."""
    unread = [
        name
        for name, _ in ranked(profile.unread)
        if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_-]*", name) and any(_attributes(profile, name))
    ]
    names = [
        *(name for name in _ENTRIES if profile.elements[name]),
        *(name for name in _INLINE if profile.elements[name]),
        *(name for name in unread[:_MOST_UNREAD] if name not in _ENTRIES and name not in _INLINE),
    ]
    lines = [
        "# A first mapping, by tei-tools inspect: keep what you want. See docs/mapping.md.",
        "version = 1",
    ]
    lines += _authorities(profile)
    for name in names or ["*"]:
        lines += _table(profile, name)
    return "\n".join(lines) + "\n"


def _authorities(profile: Profile) -> Iterator[str]:
    found = {
        f"{ident}:": match[1]
        for ident, pattern in sorted(profile.prefixes.items())
        if ident and (match := _REPLACED.fullmatch(pattern))
    }
    if found:
        yield from ("", "[authorities]")
        yield from (f"{_toml(beginning)} = {_toml(address)}" for beginning, address in found.items())


def _table(profile: Profile, name: str) -> Iterator[str]:
    times = f"{profile.elements[name]:,}" if name != "*" else "all"
    yield from ("", "[[table]]", f"name = {_toml('elements' if name == '*' else name)}")
    yield f"rows = {_toml(f'//tei:{name}')}  # {times}"
    if name in _CLASSES:
        yield from (f"class = {_toml(_CLASSES[name])}", 'property = "schema:mentions"')
    used = set(OWN_COLUMNS)
    named = ('property = "schema:name"',) if name in _CLASSES else ()
    yield from _column(used, "words", _ENTRIES.get(name, "."), *named)
    if name in _ENTRIES:
        for kind, _ in ranked(profile.identifiers, 4):
            if kind != "(no type)" and "'" not in kind:
                yield from _column(
                    used, f"idno_{kind}", f"tei:idno[@type='{kind}']", 'property = "schema:identifier"'
                )
        if name == "place":
            yield from _column(used, "geo", ".//tei:geo")
    for attribute in list(_attributes(profile, name))[:_MOST_COLUMNS]:
        more = ['datatype = "anyURI"'] if attribute in POINTERS else []
        if more and _spaced(profile, name, attribute):
            more.append('separator = " "')
        yield from _column(used, attribute, f"@{attribute}", *more)


def _spaced(profile: Profile, name: str, attribute: str) -> bool:
    """Whether values of the attribute hold several pointers."""
    return any(" " in value for value in profile.attributes[f"{name}/@{attribute}"])


def _attributes(profile: Profile, name: str) -> Iterator[str]:
    own = f"{name}/@"
    for attribute, _ in profile.by_use():
        if attribute.startswith(own) and re.fullmatch(r"(?:xml:)?[A-Za-z_][\w.-]*", attribute[len(own) :]):
            yield attribute[len(own) :]


def _column(used: set[str], name: str, xpath: str, *more: str) -> Iterator[str]:
    plain = re.sub(r"[^A-Za-z0-9_]", "_", name.replace("xml:", "xml_"))
    plain = plain if not plain[:1].isdigit() else f"_{plain}"
    free, number = plain, 1
    while free in used:
        number += 1
        free = f"{plain}_{number}"
    used.add(free)
    yield from ("  [[table.column]]", f"  name = {_toml(free)}", f"  xpath = {_toml(xpath)}")
    yield from (f"  {line}" for line in more)


def _toml(words: str) -> str:
    """A basic string of TOML, whose escapes are JSON's (TOML 1.0, "String")."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
