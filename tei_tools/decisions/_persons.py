"""Persons who decide: the ``xml:id`` by which a file's header and ``@resp`` name them."""

from __future__ import annotations

import re
import unicodedata


def identifier_of(name: str) -> str:
    """The ``xml:id`` of a reviewer, made from the name: the same in every file."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    words = re.findall(
        r"[a-z0-9]+", "".join(each for each in plain if not unicodedata.combining(each)).lower()
    )
    return "reviewer-" + ("-".join(words) or "-".join(f"{ord(each):x}" for each in name.strip()))
