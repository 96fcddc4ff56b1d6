"""What is in a collection of TEI: elements, attributes and their values, pointers, dates, identifiers, and
what the record makes of it and what it does not.

:func:`inspect` gives a :class:`Profile`, whose :meth:`Profile.as_json` and :func:`report` show it;
:func:`first_mapping` makes the beginning of a project's mapping of it. Memory grows with the number of
different names, not with that of the files: of each attribute the first values are counted one by one.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.errors import TeiToolsError
    from tei_tools.inputs import Input
    from tei_tools.records import Record

__all__ = ["POINTERS", "PROFILE_VERSION", "Profile", "inspect"]

PROFILE_VERSION = "1"
MOST_VALUES = 500
"""So many different values of one attribute are counted; those that come later are counted together."""

# TEI Guidelines, 1.3.1.1: attributes whose values point at something (data.pointer), and @key.
POINTERS = frozenset(
    """ref key corresp sameAs who target source facs resp ana active passive mutual wit lem hand copyOf next
    prev""".split()
)
_XML = "{http://www.w3.org/XML/1998/namespace}"
_PREFIX = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_HOST = re.compile(r"https?://(?:www\.)?([^/:?#]+)")
_DIGITS = re.compile(r"\d+")


@dataclass(slots=True)
class Profile:
    """Counts over a collection. ``kinds`` are P5, P5 without a namespace, P4, and what is not TEI.

    ``attributes`` are by ``element/@attribute`` with their values; ``pointers`` by attribute, by what they
    begin with; ``dates`` by element and how they were read; ``identifiers`` by the type of ``idno``;
    ``authorities`` by scheme; ``rows`` by table of the record; ``read`` and ``unread`` are elements that the
    record makes rows of, and those of which it has the words alone; ``warnings`` are the record's.
    """

    files: int = 0
    documents: int = 0
    bytes: int = 0
    characters: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    elements: Counter[str] = field(default_factory=Counter)
    in_files: Counter[str] = field(default_factory=Counter)
    attributes: dict[str, Counter[str]] = field(default_factory=dict)
    more_values: Counter[str] = field(default_factory=Counter)
    pointers: dict[str, Counter[str]] = field(default_factory=dict)
    prefixes: dict[str, str] = field(default_factory=dict)
    dates: dict[str, Counter[str]] = field(default_factory=dict)
    identifiers: Counter[str] = field(default_factory=Counter)
    authorities: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    unread: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)
    warnings: dict[str, list[Any]] = field(default_factory=dict)

    def as_json(self, top: int | None = None) -> str:
        """All of it as JSON, the most frequent first; of an attribute's values the ``top`` first."""
        said = {
            "formatVersion": PROFILE_VERSION,
            "files": self.files,
            "documents": self.documents,
            "bytes": self.bytes,
            "characters": self.characters,
            "kinds": dict(ranked(self.kinds)),
            "elements": [
                {"element": name, "times": times, "files": self.in_files[name], "read": name in self.read}
                for name, times in ranked(self.elements)
            ],
            "attributes": [
                {
                    "attribute": name,
                    "times": values.total() + self.more_values[name],
                    "different": len(values) if not self.more_values[name] else None,
                    "values": dict(ranked(values, top)),
                }
                for name, values in self.by_use()
            ],
            "pointers": {name: dict(ranked(found)) for name, found in sorted(self.pointers.items())},
            "prefixes": dict(sorted(self.prefixes.items())),
            "dates": {name: dict(ranked(found)) for name, found in sorted(self.dates.items())},
            "identifiers": dict(ranked(self.identifiers)),
            "authorities": dict(ranked(self.authorities)),
            "languages": dict(ranked(self.languages)),
            "rows": dict(self.rows),
            "unread": dict(ranked(self.unread)),
            "warnings": {
                code: {"message": message, "times": times, "example": example}
                for code, (message, times, example) in sorted(self.warnings.items())
            },
        }
        return json.dumps(said, ensure_ascii=False, indent=1) + "\n"

    def by_use(self) -> list[tuple[str, Counter[str]]]:
        """The attributes, the most frequent first."""
        return sorted(
            self.attributes.items(), key=lambda pair: (-pair[1].total() - self.more_values[pair[0]], pair[0])
        )


def ranked(counts: Counter[str], top: int | None = None) -> list[tuple[str, int]]:
    """The most frequent first, then by name."""
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:top]


def inspect(
    items: Iterable[Input],
    *,
    max_size: int,
    name_of: Callable[[str], str] = str,
    on_fault: Callable[[TeiToolsError], None] | None = None,
) -> Profile:
    """The profile of these files; one that cannot be read is told to ``on_fault``, or raised without it.

    What is XML and no TEI is counted as such, and as no fault. ``name_of`` makes of a file's name that below
    the folder that was named.
    """
    from tei_tools.errors import TeiToolsError
    from tei_tools.inputs import read_bytes
    from tei_tools.parsing import parse
    from tei_tools.records import iter_read

    profile = Profile()
    for item in items:
        try:
            content = read_bytes(item, max_size)
            tree = parse(content, item.name, max_size)
            profile.files += 1
            profile.bytes += len(content)
            kind = _kind(tree.getroot())
            profile.kinds[kind] += 1
            if kind == "not TEI":
                continue
            _walk(profile, tree.getroot())
            for record in iter_read(tree, name=name_of(item.name)):
                _count(profile, record)
        except TeiToolsError as fault:
            if on_fault is None:
                raise
            fault.file = fault.file or item.name
            on_fault(fault)
    return profile


def _kind(root: etree._Element) -> str:
    from tei_tools.records import _ROOTS, _TEI

    namespace, _, local = str(root.tag).lstrip("{").rpartition("}")
    if namespace == _TEI:
        return "TEI P5"
    if not namespace and local in ("TEI.2", "teiCorpus.2"):
        return "TEI P4"
    return "TEI without a namespace" if not namespace and local in _ROOTS else "not TEI"


def _walk(profile: Profile, root: etree._Element) -> None:
    names: dict[Any, str] = {}
    here: Counter[str] = Counter()
    read = _read_names()
    for element in root.iter("*"):
        tag = element.tag
        name = names.get(tag)
        if name is None:
            name = names[tag] = str(tag).rpartition("}")[2]
        here[name] += 1
        for key, value in element.items():
            attribute = str(key).replace(_XML, "xml:").rpartition("}")[2]
            _value(profile, f"{name}/@{attribute}", str(value))
            if attribute in POINTERS:
                counts = profile.pointers.setdefault(attribute, Counter())
                for pointer in str(value).split():
                    counts[_beginning(pointer)] += 1
        if name == "prefixDef":
            profile.prefixes.setdefault(element.get("ident", ""), element.get("replacementPattern", ""))
        elif name == "idno":
            profile.identifiers[element.get("type") or "(no type)"] += 1
        elif name == "language" and element.get("ident"):
            profile.languages[str(element.get("ident"))] += 1
    profile.elements.update(here)
    for name, times in here.items():
        profile.in_files[name] += 1
        (profile.read if name in read else profile.unread)[name] += times


def _value(profile: Profile, attribute: str, value: str) -> None:
    counts = profile.attributes.setdefault(attribute, Counter())
    value = " ".join(value.split())[:200]
    if value in counts or len(counts) < MOST_VALUES:
        counts[value] += 1
    else:
        profile.more_values[attribute] += 1


def _beginning(pointer: str) -> str:
    """What kind of pointer it is: its host, its prefix, ``#`` for one into the document, its file's form."""
    if host := _HOST.match(pointer):
        return host[1]
    if prefix := _PREFIX.match(pointer):
        return f"{prefix[1]}:"
    if pointer.startswith("#"):
        return "#…"
    if "#" in pointer:
        return f"{_DIGITS.sub('0', pointer.partition('#')[0])}#…"
    return "a bare name"


def _read_names() -> frozenset[str]:
    """Elements that the record makes rows or metadata of."""
    from tei_tools.records._entities import _ENTRIES, _NAMES
    from tei_tools.records._reading import _readers

    return frozenset({name for name in _readers() if "}" not in name} | _ENTRIES.keys() | _NAMES | _METADATA)


# What of the header and of entries the record has in its metadata and in the columns of its entities.
_METADATA = frozenset(
    """TEI TEI.2 teiHeader fileDesc titleStmt publicationStmt sourceDesc profileDesc encodingDesc author
    editor respStmt resp publisher licence availability idno language langUsage correspDesc
    correspAction keywords term textClass prefixDef listPrefixDef geoDecl geo location surname
    forename sex occupation note desc text body standOff listPerson listPlace listOrg listEvent
    listBibl listRelation""".split()
)


def _count(profile: Profile, record: Record) -> None:
    from tei_tools.records._rows import Table

    profile.documents += 1
    profile.characters += len(record.text)
    if record.metadata.language:
        profile.languages[record.metadata.language] += 1
    for each in fields(record):
        value = getattr(record, each.name)
        if isinstance(value, Table):
            profile.rows[each.name] += len(value)
    for date in record.dates:
        how = date.method or ("not read" if date.raw else "no attribute")
        profile.dates.setdefault(date.element, Counter())[how] += 1
    for entity in record.entities():
        for known in entity.authorities:
            profile.authorities[known.scheme or "other"] += 1
    for warning in record.warnings:
        told = profile.warnings.setdefault(warning.code, [warning.message, 0, warning.example])
        told[1] += warning.times


def report(profile: Profile, top: int = 10) -> Iterator[str]:
    """The profile as lines of a table, of each kind the ``top`` most frequent."""
    yield (
        f"files: {profile.files:,}, documents: {profile.documents:,}, bytes: {profile.bytes:,}, "
        f"characters of text: {profile.characters:,}"
    )
    yield from _block("kinds", ranked(profile.kinds))
    yield from _block("elements (times, files)", [
        (f"{name}{'' if name in profile.read else '  *'}", times, profile.in_files[name])
        for name, times in ranked(profile.elements, top)
    ])  # fmt: skip
    shown = []
    for name, values in profile.by_use()[:top]:
        first = ", ".join(f"{value or '(empty)'} {times}" for value, times in ranked(values, 4))
        shown.append((name, values.total() + profile.more_values[name], first))
    yield from _block("attributes (times, values)", shown)
    yield from _block("pointers", [
        (f"@{name}", counts.total(), ", ".join(f"{said} {n}" for said, n in ranked(counts, 5)))
        for name, counts in sorted(profile.pointers.items())
    ])  # fmt: skip
    yield from _block("dates", [
        (name, counts.total(), ", ".join(f"{said} {n}" for said, n in ranked(counts)))
        for name, counts in sorted(profile.dates.items())
    ])  # fmt: skip
    yield from _block("identifiers", ranked(profile.identifiers, top))
    yield from _block("authorities of entities", ranked(profile.authorities, top))
    yield from _block("rows of the record", [(name, times) for name, times in profile.rows.items() if times])
    read, unread = profile.read.total(), profile.unread.total()
    share = 100 * read / (read + unread) if read + unread else 0
    yield ""
    yield f"the record makes rows or metadata of {share:.0f} % of the elements, and has of these the words:"
    yield from (f"  {name:24} {times:>9,}" for name, times in ranked(profile.unread, top))
    yield from _block("warnings", [
        (code, times, f"{message}: {example}")
        for code, (message, times, example) in sorted(profile.warnings.items())
    ])  # fmt: skip


def _block(title: str, rows: list[Any]) -> Iterator[str]:
    if not rows:
        return
    yield ""
    yield title
    for name, times, *more in rows:
        yield f"  {name:24} {times:>9,}{''.join(f'  {each}' for each in more)}".rstrip()
