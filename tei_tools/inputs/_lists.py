"""Lists of inputs: one word a line, or parted by NUL as ``find -print0`` writes them."""

from __future__ import annotations

import os
from collections.abc import Iterator

from tei_tools.errors import UnreadableError
from tei_tools.inputs import Input, file_input, find, unreadable


def lines(name: str) -> Iterator[str | Input]:
    """The words in the list ``name`` (``-``: standard input); empty lines and those that begin with ``#`` are
    left out.

    Paths in it are taken from the working folder, as everywhere on the command line. The list is read as it
    is needed, so it may be of any length. A list that can't be read gives one unreadable input.
    """
    item = next(iter(find(["-"]))) if name == "-" else file_input(name)
    try:
        with item.opener() as stream:
            rest = stream.read(1 << 16)
            separator = b"\0" if b"\0" in rest else b"\n"
            while piece := stream.read(1 << 16):
                *whole, rest = (rest + piece).split(separator)
                yield from map(os.fsdecode, filter(None, map(_word, whole)))
            yield from map(os.fsdecode, filter(None, map(_word, rest.split(separator))))
    except (OSError, UnreadableError) as fault:
        what = fault.what if isinstance(fault, UnreadableError) else (fault.strerror or str(fault))
        yield unreadable(item.name, f"the list can't be read: {what}")


def _word(line: bytes) -> bytes:
    word = line.rstrip(b"\r\n")
    return b"" if word.lstrip().startswith(b"#") else word
