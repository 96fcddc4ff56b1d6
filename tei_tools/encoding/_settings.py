"""What a project says once for all its headers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HeaderSettings:
    """The fixed parts of ``teiHeader``.

    ``publisher``, or ``distributor``, or ``authority`` opens ``publicationStmt``. ``licence`` is its words,
    ``licence_target`` its address, ``status`` TEI's word for it (``free``, ``restricted``, ``unknown``).
    ``responsibilities`` are (what, who) for ``respStmt``. ``idno`` is a pattern of ``{name}`` (the source's
    name without its ending), ``{digest}`` and ``{date}``; ``base`` the address that, with the ``idno``
    after it, is the document's URI.
    """

    publisher: str | None = None
    authority: str | None = None
    distributor: str | None = None
    licence: str | None = None
    licence_target: str | None = None
    status: str = "unknown"
    project: str | None = None
    funder: str | None = None
    responsibilities: tuple[tuple[str, str], ...] = ()
    idno: str = "{name}"
    idno_type: str = "tei-tools"
    language: str | None = None
    base: str | None = None
