"""The files of the review desk's page."""

from __future__ import annotations

from importlib.resources import files

KINDS = {
    "index.html": "text/html; charset=utf-8",
    "desk.js": "text/javascript; charset=utf-8",
    "text.js": "text/javascript; charset=utf-8",
    "lists.js": "text/javascript; charset=utf-8",
    "server.js": "text/javascript; charset=utf-8",
    "desk.css": "text/css; charset=utf-8",
}


def asset(name: str) -> tuple[bytes, str] | None:
    """A file of the page and its media type; ``None`` for any other name."""
    kind = KINDS.get(name)
    if kind is None:
        return None
    return (files("tei_tools.pages") / "_desk" / name).read_bytes(), kind
