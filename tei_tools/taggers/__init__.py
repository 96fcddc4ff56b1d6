"""Taggers: a :class:`~tei_tools.sources.SourceDocument` → :class:`Tag` proposals over its text.

A module of this room proposes tags of one kind. It says ::

    ELEMENTS: tuple[str, ...]            # the TEI elements it proposes, for --help and the header
    AFTER: tuple[str, ...]               # the taggers whose proposals it wants to see
    ON_REQUEST = True                    # only where it is asked for by name; without it, always
    def tag(document: SourceDocument, context: Context) -> Iterable[Tag]

and is found by standing in this folder (or by an entry point ``tei_tools.taggers``). It changes nothing and
remembers nothing: the same document and context give the same tags. Proposals may overlap those of other
taggers; :mod:`tei_tools.encoding` decides. Tags of the parts of a name or of a reference are proposals too,
inside their whole. To add one: the module, its tests in ``tests/taggers/``, its row in ``docs/encode.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tei_tools.identity import Authority
    from tei_tools.resources import Resources

__all__ = ["Context", "Link", "Tag"]


@dataclass(frozen=True, slots=True)
class Link:
    """An attribute that points at what other words of the document name.

    ``Link("who", 120, 125)`` on a ``said``: the speaker is whoever ``text[120:125]`` names. Identity turns it
    into ``@who="#…"`` when the words there are (part of) a tag that has an entity, and drops it otherwise.
    """

    attribute: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tag:
    """A proposal: ``text[start:end]`` is an ``element`` of TEI with these attributes.

    ``confidence`` is the tagger's own estimate, between 0 and 1, that a reviewer would agree. ``attributes``
    are TEI's own names and values (``{"when": "1990-02"}``), without ``cert`` and ``resp``, which the
    encoding adds.
    ``links`` are attributes that point at other words; ``notes`` are sentences for the header
    (how an ambiguous date was read) or the log. ``by`` is the person who decided on the tag, where one did:
    such a tag stands above every proposal. ``inside`` says that it is a name in a longer name, and nothing
    without it.
    """

    start: int
    end: int
    element: str
    attributes: dict[str, str] = field(default_factory=dict)
    confidence: float = 1.0
    tagger: str = ""
    links: tuple[Link, ...] = ()
    notes: tuple[str, ...] = ()
    by: str = ""
    inside: bool = False

    def with_attributes(self, **attributes: str) -> Tag:
        """The same tag with these attributes added or replaced."""
        return replace(self, attributes={**self.attributes, **attributes})


@dataclass(frozen=True, slots=True)
class Context:
    """What a tagger may know besides the document.

    ``language`` is a BCP 47 tag; ``date`` the document's own date in W3C form, against which relative dates
    are read; ``tags`` what the taggers before it proposed; ``options`` what the settings say to this
    tagger alone (``[encode.options.NAME]``).
    """

    resources: Resources
    language: str = "en"
    date: str | None = None
    authority: Authority | None = None
    tags: tuple[Tag, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
