"""What is known of the identities of a collection, from batch to batch, as it is kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tei_tools.errors import UnreadableError

__all__ = ["Base", "Decision", "Known", "Link"]


@dataclass(frozen=True, slots=True)
class Base:
    """An id that was given: since which batch, and the id of the base that it is now (another, where an
    authority or an address joined two). ``name`` is as it was then.
    """

    id: str
    kind: str
    name: str
    batch: int
    now: str


@dataclass(frozen=True, slots=True)
class Link:
    """Two bases that may be one, the older first: how sure (0 to 1), why, and what became of it: ``merged``,
    ``proposed``, ``blocked``, or by a person's decision ``accepted``, ``refused``.
    """

    one: str
    other: str
    sure: float
    state: str
    why: str
    batch: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person said of two ids: ``same`` or ``different``."""

    one: str
    other: str
    said: str
    who: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a collection: bases in the order of their age, links, decisions in the order in which
    they came, and by address or authority the base that it was of.
    """

    batch: int = 0
    bases: tuple[Base, ...] = ()
    links: tuple[Link, ...] = ()
    decisions: tuple[Decision, ...] = ()
    addresses: dict[str, str] = field(default_factory=dict)

    def lines(self) -> Iterator[bytes]:
        """As it is kept: a line of JSON for each base, link, decision, address."""
        yield _line(["identities", 1, self.batch])
        for base in self.bases:
            yield _line(["base", base.id, base.kind, base.name, base.batch, base.now])
        for link in self.links:
            yield _line(["link", link.one, link.other, link.sure, link.state, link.why, link.batch])
        for said in self.decisions:
            yield _line(["decision", said.one, said.other, said.said, said.who, said.note])
        for address, number in self.addresses.items():
            yield _line(["address", address, number])

    @classmethod
    def read(cls, lines: Iterable[bytes], name: str) -> Known:
        """What :meth:`lines` gave. Raises :class:`~tei_tools.errors.UnreadableError` for anything else."""
        bases, links, decisions = [], [], []
        addresses: dict[str, str] = {}
        batch = 0
        try:
            for line in lines:
                what, *values = json.loads(line)
                if what == "base":
                    bases.append(Base(*values))
                elif what == "link":
                    links.append(Link(*values))
                elif what == "decision":
                    decisions.append(Decision(*values))
                elif what == "address":
                    addresses[values[0]] = values[1]
                elif what == "identities" and values[0] == 1:
                    batch = values[1]
                else:
                    raise ValueError(what)
        except (ValueError, TypeError, IndexError) as fault:
            advice = "put back the file that the last run made, or take it away: ids are then given anew"
            raise UnreadableError("is not what a run made of a register", file=name, advice=advice) from fault
        return cls(batch, tuple(bases), tuple(links), tuple(decisions), addresses)


def _line(values: list[object]) -> bytes:
    return json.dumps(values, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"
