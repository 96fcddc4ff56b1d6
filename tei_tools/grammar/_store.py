"""The file of a compiled grammar: quick to read, and nothing in it can run.

After a magic line come the SHA-256 of the rest, the length of a JSON header, the header, and arrays of
32-bit whole numbers, least significant byte first. A file that is not exactly so is as good as none.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tei_tools.grammar._automaton import Automaton
from tei_tools.grammar._derivatives import Derivatives, Pairs
from tei_tools.grammar._names import NameClass
from tei_tools.grammar._patterns import Patterns

__all__ = ["FORMAT", "Stored", "read", "write"]

# To be raised when what patterns or steps mean changes.
FORMAT = 2

_MAGIC = b"tei-tools compiled grammar\n"
_DIGEST = 32
_LENGTH = 4

Sources = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Stored:
    """What a file holds: the patterns, and the steps as flat numbers that :meth:`seed` hands over."""

    patterns: Patterns
    start: int
    digest: str
    sources: Sources
    names: list[str]
    arrays: dict[str, array[int]]

    def seed(self, derivatives: Derivatives) -> None:
        """Give the derivatives what was learned, to be unpacked as states ask for it."""
        for name, known in (("texts", derivatives.texts), ("closings", derivatives.closings)):
            flat = self.arrays[name]
            known.update(zip(flat[::2], flat[1::2], strict=True))
        derivatives.children = _Steps(self.arrays["children"], self.names)
        derivatives.attributes = _Steps(self.arrays["attributes"], self.names)


class _Steps(dict[int, dict[str, Pairs]]):
    """The steps of each state, unpacked when the state is met. Flat: the state, how many numbers follow, and
    for each step the name, how many pairs, and the pairs."""

    def __init__(self, flat: array[int], names: list[str]) -> None:
        super().__init__()
        self.flat = flat
        self.names = names
        self.places: dict[int, int] = {}
        at = 0
        while at < len(flat):
            self.places[flat[at]] = at + 1
            at += flat[at + 1] + 2

    def get(self, state: int, default: Any = None) -> Any:
        found = super().get(state)
        if found is None and state in self.places:
            found = self[state] = self.unpacked(self.places.pop(state))
        return default if found is None else found

    def unpacked(self, at: int) -> dict[str, Pairs]:
        flat, end = self.flat, at + 1 + self.flat[at]
        steps: dict[str, Pairs] = {}
        at += 1
        while at < end:
            name, last = self.names[flat[at]], at + 2 + 2 * flat[at + 1]
            steps[name] = tuple((flat[i], flat[i + 1]) for i in range(at + 2, last, 2))
            at = last
        return steps

    def everything(self) -> dict[int, dict[str, Pairs]]:
        """All of them unpacked, to be written again."""
        for state in list(self.places):
            self.get(state)
        return self


def _packed(steps: dict[int, dict[str, Pairs]], names: dict[str, int]) -> array[int]:
    if isinstance(steps, _Steps):
        steps = steps.everything()
    flat = array("i")
    for state in sorted(steps):
        some = array("i")
        for name in sorted(steps[state]):
            pairs = steps[state][name]
            some.extend((names.setdefault(name, len(names)), len(pairs)))
            some.extend(number for pair in pairs for number in pair)
        if some:
            flat.extend((state, len(some)))
            flat.extend(some)
    return flat


def _pairs(numbers: dict[int, int], wanted: Iterable[int]) -> Iterator[int]:
    for key in sorted(set(wanted)):
        if key in numbers:
            yield key
            yield numbers[key]


def write(file: Path, automaton: Automaton, digest: str, sources: Sources) -> bool:
    """Write the grammar under a temporary name and rename it; ``False`` where that cannot be done."""
    patterns, derivatives = automaton.patterns, automaton.derivatives
    names: dict[str, int] = {}
    rows = array("i")
    for row in patterns.rows:
        rows.append(len(row))
        rows.extend(row)
    states = [pattern for vector in automaton.contents for pattern in vector]
    starts = [pattern for vector in automaton.openings for pattern in vector]
    arrays = {
        "rows": rows,
        "elements": array("i", [number for pair in patterns.elements for number in pair]),
        "children": _packed(derivatives.children, names),
        "attributes": _packed(derivatives.attributes, names),
        "texts": array("i", _pairs(derivatives.texts, [*states, *derivatives.children])),
        "closings": array("i", _pairs(derivatives.closings, [*starts, *derivatives.attributes])),
    }
    header = {
        "format": FORMAT,
        "start": automaton.start,
        "schema": digest,
        "sources": sources,
        "names": list(names),
        "classes": patterns.names,
        "datatypes": patterns.datatypes,
        "values": patterns.values,
        "spread": patterns.spread(),
        "bits": [patterns.nullable.hex(), patterns.holds.hex()],
        "arrays": [(name, len(numbers)) for name, numbers in arrays.items()],
    }
    head = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    body = bytearray(len(head).to_bytes(_LENGTH, "little") + head)
    for numbers in arrays.values():
        if sys.byteorder == "big":
            numbers.byteswap()
        body += numbers.tobytes()
    return _replace(file, _MAGIC + hashlib.sha256(body).digest() + body)


def _replace(file: Path, content: bytes) -> bool:
    import tempfile

    temporary = ""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(prefix=".grammar-", dir=file.parent)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
        Path(temporary).replace(file)
    except OSError:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        return False
    return True


def read(file: Path) -> Stored | None:
    """What the file holds, or ``None`` where it is missing, damaged or of another version."""
    try:
        content = file.read_bytes()
    except OSError:
        return None
    body = memoryview(content)[len(_MAGIC) + _DIGEST :]
    digest = content[len(_MAGIC) : len(_MAGIC) + _DIGEST]
    if not content.startswith(_MAGIC) or hashlib.sha256(body).digest() != digest:
        return None
    try:
        return _unpacked(body)
    except (ValueError, KeyError, IndexError, TypeError):
        return None


def _unpacked(body: memoryview) -> Stored | None:
    end = _LENGTH + int.from_bytes(body[:_LENGTH], "little")
    header = json.loads(bytes(body[_LENGTH:end]))
    if header["format"] != FORMAT:
        return None
    arrays: dict[str, array[int]] = {}
    for name, length in header["arrays"]:
        numbers = array("i")
        numbers.frombytes(body[end : end + length * numbers.itemsize])
        if sys.byteorder == "big":
            numbers.byteswap()
        arrays[name] = numbers
        end += length * numbers.itemsize
    patterns = Patterns()
    patterns.names = [_tuples(one) for one in header["classes"]]
    patterns.datatypes = [
        (library, name, tuple((key, value) for key, value in parameters))
        for library, name, parameters in header["datatypes"]
    ]
    patterns.values = [(library, name, text, uri) for library, name, text, uri in header["values"]]
    flat = arrays["elements"]
    patterns.elements = list(zip(flat[::2], flat[1::2], strict=True))
    rows, flat, at = [], arrays["rows"], 0
    while at < len(flat):
        last = at + 1 + flat[at]
        rows.append(tuple(flat[at + 1 : last]))
        at = last
    nullable, holds = (bytes.fromhex(bits) for bits in header["bits"])
    if not len(rows) == len(nullable) == len(holds):
        return None
    patterns.restore(rows, nullable, holds, header["spread"])
    sources = tuple((file, digest) for file, digest in header["sources"])
    return Stored(patterns, header["start"], header["schema"], sources, header["names"], arrays)


def _tuples(value: Any) -> NameClass:
    return tuple(_tuples(one) if isinstance(one, list) else one for one in value)
