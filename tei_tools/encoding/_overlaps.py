"""Proposals that overlap anything → a properly nested forest a block, and why each other one was dropped.

The rules, in the order in which they are applied. A tag that a person decided on comes before all proposals
of its block, is dropped for none, and may stand wherever TEI lets it (``_content.BY_HAND``):

1. A tag's range is trimmed of white space; a tag outside the text, or empty without being an empty element,
   is dropped.
2. What crosses from one block into another is dropped, unless it is speech or a quotation: that is cut at
   the borders of the blocks, and its pieces are linked by ``@next`` and ``@prev`` (TEI 17.7, Aggregation).
3. Within a block, proposals are settled tier by tier (``_content.TIERS``), the surest first, the longer
   before the shorter where they are equally sure.
4. A tag that crosses one that is already there is dropped.
5. A tag stands in another only where the table of the encoding says so (``_content.ALLOWED``, or
   ``_content.NESTED`` where names inside names are asked for). Of two names, or two dates, one inside the
   other, which may not be so, the longer one stays unless it is less sure by more than :data:`LENIENCE`.
6. Over the same words, two readings of one kind (``_content.FAMILIES``) are rivals: the surer one stays.

Linear in the number of tags but for their sorting: no more than :data:`CROWD` tags may lie over one
character.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tei_tools.encoding._content import (
    ALLOWED,
    BY_HAND,
    FAMILIES,
    ORDINARY_TIER,
    PARTS,
    PLACE_PARTS,
    QUOTATIONS,
    SAME_WORDS,
    TEXTLESS,
    TIERS,
)

if TYPE_CHECKING:
    from tei_tools.taggers import Tag

Table = Mapping[str, frozenset[str]]
"""By element, the elements that may stand directly in it."""

CROWD = 24
LENIENCE = 0.25
_PLACES = PLACE_PARTS | {"placeName"}
_SPACE = " \t\r\n"


@dataclass(frozen=True, slots=True)
class Decision:
    """A tag that is not, or not wholly, in the encoding, and the reason in words."""

    tag: Tag
    reason: str


@dataclass(slots=True)
class Node:
    """An element over ``text[start:end]``; ``tag`` is the proposal it comes from, ``None`` for the source's
    own mark-up."""

    start: int
    end: int
    element: str
    attributes: dict[str, str] = field(default_factory=dict)
    tag: Tag | None = None
    children: list[Node] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)

    @property
    def confidence(self) -> float:
        return self.tag.confidence if self.tag else 1.0

    @property
    def decided(self) -> bool:
        """Whether a person decided on it."""
        return self.tag is not None and self.tag.by != ""


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without white space at its edges."""
    while start < end and text[start] in _SPACE:
        start += 1
    while end > start and text[end - 1] in _SPACE:
        end -= 1
    return start, end


def uncrowded(tags: Sequence[Tag]) -> tuple[list[Tag], list[Decision]]:
    """The tags without those that come where :data:`CROWD` others lie already."""
    kept: list[Tag] = []
    decisions: list[Decision] = []
    open_ends: list[int] = []
    for tag in sorted(tags, key=lambda tag: (tag.start, -tag.end, -tag.confidence, tag.element, tag.tagger)):
        while open_ends and open_ends[0] <= tag.start:
            heapq.heappop(open_ends)
        if len(open_ends) >= CROWD and not tag.by:
            decisions.append(Decision(tag, f"more than {CROWD} proposals lie over these words"))
        else:
            heapq.heappush(open_ends, tag.end)
            kept.append(tag)
    return kept, decisions


def cut(tag: Tag, starts: Sequence[int], ends: Sequence[int]) -> list[tuple[int, int, int]]:
    """The pieces of ``tag`` a leaf: (number of the leaf, start, end). ``starts`` and ``ends`` are those of
    the leaves."""
    first = max(0, bisect_right(starts, tag.start) - 1)
    pieces = []
    for number in range(first, len(starts)):
        if starts[number] >= tag.end:
            break
        start, end = max(tag.start, starts[number]), min(tag.end, ends[number])
        if start < end:
            pieces.append((number, start, end))
    return pieces


def may_be_cut(tag: Tag) -> bool:
    """Whether a tag may cover several blocks."""
    return tag.element in QUOTATIONS


def order(node: Node) -> tuple[bool, int, float, int, int, str]:
    """The sort key by which proposals of a block are settled."""
    return (
        not node.decided,
        TIERS.get(node.element, ORDINARY_TIER),
        -node.confidence,
        node.start - node.end,
        node.start,
        node.element,
    )


def nested(root: Node, proposals: Iterable[Node], text: str, allowed: Table = ALLOWED) -> list[Decision]:
    """Puts the proposals under ``root`` (a block) as the rules and ``allowed`` say; the decisions on those
    that it had to drop."""
    decisions: list[Decision] = []
    for cluster in _clusters(proposals):
        part = Node(root.start, root.end, root.element)
        for node in sorted(cluster, key=order):
            reason = _placed(part, node, text, decisions, allowed)
            if reason and node.tag:
                decisions.append(Decision(node.tag, reason))
        root.children.extend(part.children)
        root.starts.extend(part.starts)
    return decisions


def _clusters(proposals: Iterable[Node]) -> Iterator[list[Node]]:
    """The proposals in groups that share no character, so that each can be settled by itself."""
    cluster: list[Node] = []
    end = 0
    for node in sorted(proposals, key=lambda node: (node.start, -node.end)):
        if cluster and node.start >= end:
            yield cluster
            cluster = []
        cluster.append(node)
        end = max(end, node.end) if len(cluster) > 1 else node.end
    if cluster:
        yield cluster


def _placed(root: Node, node: Node, text: str, decisions: list[Decision], allowed: Table) -> str | None:
    """Puts ``node`` where it belongs and returns ``None``, or returns why it cannot be."""
    parent, in_place = root, False
    while True:
        in_place = in_place or parent.element in _PLACES
        siblings = parent.children
        low = bisect_right(parent.starts, node.start) - 1
        if low < 0 or siblings[low].end <= node.start:
            low += 1
        else:
            child = siblings[low]
            if child.start == node.start and child.end == node.end:
                side = _same_words(child, node, allowed)
                if side == "rival":
                    return f"the same words are already {_named(child)}"
                if side == "inside":
                    parent = child
                    continue
                high = low + 1
                break
            if child.end >= node.end:
                parent = child
                continue
            if child.start < node.start:
                return f"it crosses {_named(child)}"
        high = bisect_left(parent.starts, node.end, low)
        if high > low and siblings[high - 1].end > node.end:
            return f"it crosses {_named(siblings[high - 1])}"
        break
    if not _fits(node, parent, allowed):
        if node.element in PARTS:
            return f"a part of a name or reference without its whole (it lies in {parent.element})"
        return f"{node.element} may not stand in {_named(parent)}"
    if (
        node.tag
        and node.tag.inside
        and FAMILIES.get(parent.element) != "name"
        and parent.element not in PARTS
    ):
        return f"a name in a name without its whole (it lies in {parent.element})"
    if in_place and node.element == "placeName" and not node.decided:
        return "a place may not stand in a place"
    covered = siblings[low:high]
    if node.element in _PLACES and not node.decided and _holds_place(covered):
        return "there is a place in it"
    reason = _room_for(node, covered, text, decisions, allowed)
    if reason:
        return reason
    kept = [child for child in covered if _fits(child, node, allowed)]
    node.children = kept
    node.starts = [child.start for child in kept]
    siblings[low:high] = [node]
    parent.starts[low:high] = [node.start]
    return None


def _holds_place(covered: list[Node]) -> bool:
    """Whether a place lies below these nodes; they themselves are rivals of what covers them."""
    waiting = [inner for node in covered for inner in node.children]
    while waiting:
        node = waiting.pop()
        if node.element == "placeName":
            return True
        waiting.extend(node.children)
    return False


def _fits(node: Node, parent: Node, allowed: Table) -> bool:
    table = BY_HAND if node.decided and (parent.decided or parent.tag is None) else allowed
    return node.element in table.get(parent.element, frozenset())


def _same_words(there: Node, node: Node, allowed: Table) -> str:
    if there.element == node.element:
        return "rival"
    if (there.element, node.element) in SAME_WORDS:
        return "inside"
    if (node.element, there.element) in SAME_WORDS:
        return "outside"
    if node.decided:
        inside, outside = _fits(node, there, allowed), _fits(there, node, allowed)
        return "inside" if inside else "outside" if outside else "rival"
    family = FAMILIES.get(there.element)
    if family is not None and family == FAMILIES.get(node.element):
        return "rival"
    if node.element in allowed.get(there.element, frozenset()):
        return "inside"
    if there.element in allowed.get(node.element, frozenset()):
        return "outside"
    return "rival"


def _room_for(
    node: Node, covered: list[Node], text: str, decisions: list[Decision], allowed: Table
) -> str | None:
    """Makes room in ``node`` for what it covers, or says why it cannot stand there."""
    if node.element not in allowed:
        return f"{node.element} is no element that the encoder knows within words"
    if node.element in TEXTLESS:
        return _gaps(node, covered, text)
    misfits = [child for child in covered if not _fits(child, node, allowed)]
    for child in misfits:
        family = FAMILIES.get(node.element)
        rivals = family in ("name", "date") and family == FAMILIES.get(child.element)
        if not rivals or child.tag is None or child.decided or child.confidence - node.confidence > LENIENCE:
            return f"it has in it {_named(child)}, which may not stand there"
    for child in misfits:
        _evict(child, node, decisions)
    return None


def _gaps(node: Node, covered: list[Node], text: str) -> str | None:
    """Whether only white space and punctuation part the children of an element that has no text of its
    own."""
    if sorted(child.element for child in covered) not in (["bibl", "quote"], ["quote", "ref"]):
        return "it does not hold one quote and its bibl"
    position = node.start
    for child in [*covered, Node(node.end, node.end, "")]:
        if any(character.isalnum() for character in text[position : child.start]):
            return "there are words between the quotation and its reference"
        position = child.end
    return None


def _evict(node: Node, winner: Node, decisions: list[Decision]) -> None:
    waiting = [node]
    while waiting:
        current = waiting.pop()
        waiting.extend(current.children)
        if current.tag:
            decisions.append(Decision(current.tag, f"it lies inside the longer {_named(winner)}"))


def _named(node: Node) -> str:
    if node.tag and node.tag.by:
        return f"{node.element} (decided by {node.tag.by})"
    by = f" ({node.tag.tagger}, {node.confidence:.2f})" if node.tag and node.tag.tagger else ""
    return f"{node.element}{by}"
