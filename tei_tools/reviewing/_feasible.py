"""Whether a tag can be put or moved, seen from the file as it was read, without reading it again.

Only where the elements stand matters for that; what was tagged since is noted, and a stretch that touches it
is not judged here.
"""

from __future__ import annotations

from typing import Any

from tei_tools.importing._source import RefusedError, Source
from tei_tools.reviewing._applying import LARGEST, Step, encoding_of
from tei_tools.reviewing._placing import Places
from tei_tools.reviewing._proposals import found
from tei_tools.reviewing._tagging import NAME_PARTS

Key = tuple[str, int, int]


class Feasible:
    """The places of one document as it was read. Raises
    :class:`~tei_tools.importing._source.RefusedError` where they cannot be told.
    """

    def __init__(self, source: bytes, name: str) -> None:
        from tei_tools.parsing import parse

        tree = parse(source, name, LARGEST)
        plain, pairs = found(tree)
        self.text_sha256 = plain.sha256
        self._places = Places(Source(source, tree.getroot()), plain, encoding_of(source, name))
        self._elements: dict[Key, Any] = {}
        for element, tag in reversed(pairs):
            self._elements[tag.element, tag.start, tag.end] = element
        self._touched: list[tuple[int, int]] = []

    def touch(self, step: Step) -> None:
        """A step was taken that puts or takes tags."""
        if step.structural:
            self._touched += step.spans()

    def judged(self, step: Step) -> tuple[bool, str | None]:
        """Whether the step can be judged here, and why it cannot be taken (``None``: it can)."""
        after, before = step.after, step.before
        if after is None:
            return True, None
        low = min(start for start, _ in step.spans())
        high = max(end for _, end in step.spans())
        if any(start <= high and low <= end for start, end in self._touched):
            return False, None
        gone: set[Any] = set()
        if before is not None:
            element = self._elements.get((before.element, before.start, before.end))
            if element is None:
                return False, None
            parts = (
                each
                for each in element.iterdescendants("*")
                if str(each.tag).rpartition("}")[2] in NAME_PARTS
            )
            gone = {element, *parts}
        try:
            self._places.span(after.start, after.end, gone=gone)
        except RefusedError as why:
            return True, str(why)
        return True, None
