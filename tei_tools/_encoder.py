"""One article from its bytes to its TEI tree: read, tagged, identified, encoded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tei_tools import rooms
from tei_tools._collector import held
from tei_tools.errors import UsageError
from tei_tools.resources import Resources

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.decisions import Decision
    from tei_tools.decisions._reviewed import Reviewed
    from tei_tools.encoded import Encoded
    from tei_tools.identity import Authority
    from tei_tools.inputs import Input
    from tei_tools.settings import Settings
    from tei_tools.sources import SourceDocument
    from tei_tools.taggers import Tag

__all__ = [
    "ENCODE_MAX_SIZE",
    "READ_MAX_SIZE",
    "Encoder",
    "authority_of",
    "day",
    "encode",
    "read_source",
    "source_suffixes",
    "tag",
]

ENCODE_MAX_SIZE = 20_000_000
READ_MAX_SIZE = 200_000_000
NESTED_NAMES = "nested_names"
_W3C_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Encoder:
    """What :func:`encode` needs besides the article, checked and loaded once for many articles.

    ``decisions`` are a person's, or the file that has them (a log, or a TEI file that carries them); without
    it they are read from ``NAME.decisions.jsonl`` beside the article, where there is one. ``nested`` tags
    names inside long names, ``model`` is a file that ``tei-tools train`` made, in place of the shipped model
    of names, ``also`` are taggers that run besides (those that run on request alone),
    ``options`` what they are to know, by tagger.
    """

    format: str | None = None
    language: str | None = None
    date: str | None = None
    authority: Authority | Path | str | None = None
    taggers: Sequence[str] | None = None
    settings: Settings | None = None
    encoded_on: str | None = None
    max_size: int = ENCODE_MAX_SIZE
    resources: Resources = field(default_factory=Resources)
    decisions: Sequence[Decision] | Path | None = None
    nested: bool = False
    also: Sequence[str] = ()
    options: dict[str, dict[str, Any]] = field(default_factory=dict)
    model: Path | None = None

    def __post_init__(self) -> None:
        day(self.date)
        day(self.encoded_on)
        object.__setattr__(self, "authority", authority_of(self.authority))
        if self.model is not None:
            told = {**self.options.get("names", {}), "model": str(self.model)}
            object.__setattr__(self, "options", {**self.options, "names": told})
        if own := self.options.get("names", {}).get("model"):
            self.resources.names_model(Path(own))
        object.__setattr__(self, "taggers", _in_order(self.taggers, self._besides()))

    def _besides(self) -> tuple[str, ...]:
        named = self.taggers is None or "names" in self.taggers
        return (*self.also, *((NESTED_NAMES,) if self.nested and named else ()))

    def encode(
        self, source: SourceDocument | Input | Path | str | bytes, *, name: str = ""
    ) -> etree._ElementTree:
        """The TEI tree of one article; see :func:`tei_tools.api.encode`."""
        return self.encoded(source, name=name).tree

    # One article makes very many values and no cycles worth looking for.
    @held()
    def encoded(
        self,
        source: SourceDocument | Input | Path | str | bytes,
        *,
        name: str = "",
        earlier: Path | None = None,
        beside: Path | None = None,
        review: Reviewed | None = None,
    ) -> Encoded:
        """The TEI tree of one article with what was proposed, what was left out and why, and the decisions
        that found no place.

        ``earlier`` is the TEI file that is there already, if any: decisions that it carries, or that stand
        in the log beside it, are kept too. ``beside`` is where the article lies, for its log, where
        ``source`` does not say it; ``review`` are decisions that were read already.
        """
        from tei_tools import encoding, identity
        from tei_tools.decisions._named import named, unnamed
        from tei_tools.decisions._reviewed import reviewed
        from tei_tools.encoded import Encoded, decisions_on
        from tei_tools.settings import Settings

        header = (self.settings or Settings()).header
        document = read_source(source, name=name, format=self.format, max_size=self.max_size)
        tree = None
        if review is None:
            decisions, tree = decisions_on(beside or source, self.decisions, earlier, document.text)
            review = reviewed(decisions, document.text)
        language = self.language or document.metadata.language or header.language or "en"
        date = self.date or document.metadata.date
        authority = authority_of(self.authority)
        names = tuple(self.taggers or ())
        tags = _tags(
            document,
            names,
            language=language,
            date=date,
            authority=authority,
            resources=self.resources,
            options=self.options,
        )
        free, refused = review.over(tags, document.text)
        identified = identity.resolve(
            document,
            unnamed([*review.tags, *free]),
            language=language,
            resources=self.resources,
            authority=authority,
        )
        # Identity adds descriptions ("the minister"), which may have been decided on as well.
        kept, later = review.over(identified.tags, document.text)
        identified = named(
            identity.Identified(tuple(kept), identified.entities, identified.doubts),
            review,
            authority,
            tree,
            document.text,
        )
        made = encoding.encode(
            document,
            identified,
            header,
            taggers=names,
            language=language,
            date=date,
            encoded_on=self.encoded_on,
            people=review.people,
            rejections=review.rejections,
            nested=self.nested,
        )
        dropped = [(each.tag, each.reason) for each in made.decisions]
        return Encoded(made.tree, document, identified.tags, (*refused, *later, *dropped), review.lost)


def encode(
    source: SourceDocument | Input | Path | str | bytes,
    *,
    name: str = "",
    format: str | None = None,
    language: str | None = None,
    date: str | None = None,
    authority: Authority | Path | str | None = None,
    taggers: Sequence[str] | None = None,
    settings: Settings | None = None,
    encoded_on: str | None = None,
    max_size: int = ENCODE_MAX_SIZE,
    resources: Resources | None = None,
    decisions: Sequence[Decision] | Path | None = None,
    nested: bool = False,
    also: Sequence[str] = (),
    options: dict[str, dict[str, Any]] | None = None,
) -> etree._ElementTree:
    """The TEI P5 tree of an article: its structure, its tags, its header and its ``standOff``.

    ``source`` is a path, bytes (with ``name`` and ``format`` where they are known), an input, or a document
    that was read already. ``language`` is a BCP 47 tag (by default what the source says or looks like);
    ``date`` the document's own date in W3C form, against which relative dates are read (by default what the
    source says); ``authority`` a CSV or TEI file of the project's own names; ``taggers`` the names of those
    to run (by default all); ``encoded_on`` the day of the encoding for the header, left out where it is not
    given; ``decisions`` what a person decided (by default what stands in the log beside the article), which
    is kept whatever the taggers say; ``nested`` tags names inside long names (``Chicago`` in ``University of
    Chicago Press``); ``also`` are taggers to run besides, for those that run on request alone; ``options``
    what a tagger is to know (``{"spacy": {"model": "en_core_web_sm"}}``). The plain text of the tree is the
    document's text. Raises
    :class:`~tei_tools.errors.UnreadableError` and :class:`~tei_tools.errors.UsageError`.
    """
    encoder = Encoder(
        format=format,
        language=language,
        date=date,
        authority=authority,
        taggers=taggers,
        settings=settings,
        encoded_on=encoded_on,
        max_size=max_size,
        resources=resources or Resources(),
        decisions=decisions,
        nested=nested,
        also=also,
        options=options or {},
    )
    return encoder.encode(source, name=name)


def source_suffixes() -> tuple[str, ...]:
    """The endings of the files that ``encode`` takes from a folder or archive."""
    return tuple(
        sorted({suffix for module in rooms.load_all("sources").values() for suffix in module.EXTENSIONS})
    )


def read_source(
    source: SourceDocument | Input | Path | str | bytes,
    *,
    name: str = "",
    format: str | None = None,
    max_size: int = ENCODE_MAX_SIZE,
) -> SourceDocument:
    """The text of an article with its structure and its offsets, before any tag."""
    from tei_tools import sources
    from tei_tools.inputs import as_input, read_bytes

    if isinstance(source, sources.SourceDocument):
        return source
    item = as_input(source, name)
    return sources.read_source(read_bytes(item, max_size), item.name, format=format)


def tag(
    document: SourceDocument,
    *,
    language: str | None = None,
    date: str | None = None,
    authority: Authority | Path | str | None = None,
    taggers: Sequence[str] | None = None,
    resources: Resources | None = None,
    options: dict[str, dict[str, Any]] | None = None,
) -> tuple[Tag, ...]:
    """What the taggers propose for a document, before any decision between them, in order of the text."""
    return _tags(
        document,
        _in_order(taggers),
        language=language or document.metadata.language or "en",
        date=day(date) or document.metadata.date,
        authority=authority_of(authority),
        resources=resources or Resources(),
        options=options or {},
    )


def _in_order(taggers: Sequence[str] | None, besides: Sequence[str] = ()) -> tuple[str, ...]:
    """The taggers by name, each after those whose proposals it wants to see; where none are named, all that
    do not run on request alone.
    """
    usual = (
        [
            name
            for name, module in rooms.load_all("taggers").items()
            if not getattr(module, "ON_REQUEST", False)
        ]
        if taggers is None
        else taggers
    )
    wanted = tuple(dict.fromkeys((*usual, *besides)))
    after = {name: set(rooms.load("taggers", name).AFTER) & set(wanted) for name in wanted}
    try:
        return tuple(TopologicalSorter({name: sorted(after[name]) for name in sorted(wanted)}).static_order())
    except CycleError as error:
        raise UsageError(f"taggers that wait for one another: {', '.join(error.args[1])}") from None


def _tags(
    document: SourceDocument,
    names: Sequence[str],
    *,
    language: str,
    date: str | None,
    authority: Authority | None,
    resources: Resources,
    options: dict[str, dict[str, Any]],
) -> tuple[Tag, ...]:
    from tei_tools.taggers import Context
    from tei_tools.taggers._addresses import outside_addresses

    found: list[Tag] = []
    for name in names:
        context = Context(
            resources=resources,
            language=language,
            date=date,
            authority=authority,
            tags=tuple(found),
            options=options.get(name, {}),
        )
        found += rooms.load("taggers", name).tag(document, context)
    outside = outside_addresses(document.text, found)
    return tuple(sorted(outside, key=lambda tag: (tag.start, -tag.end)))


def authority_of(source: Authority | Path | str | None) -> Authority | None:
    from tei_tools.identity import Authority
    from tei_tools.inputs import as_input, read_bytes

    if source is None or isinstance(source, Authority):
        return source
    from tei_tools.identity._authority import load_authority

    item = as_input(source)
    return load_authority(read_bytes(item, READ_MAX_SIZE), item.name)


def day(date: str | None) -> str | None:
    """``date`` if it is one in W3C form; :class:`UsageError` if it is none."""
    if date is None:
        return None
    from tei_tools.records._edtf import is_edtf

    if not _W3C_DATE.fullmatch(date) or not is_edtf(date):
        raise UsageError(f"{date!r} is not a date", advice="write it as 2022-03-06, 2022-03 or 2022")
    return date
