"""EDTF → TEI's W3C dating attributes (TEI Guidelines, 13.1.2): the reverse of ``records._dates``."""

from __future__ import annotations

import re

_PLAIN = re.compile(r"(-?\d{4})(-\d\d(?:-\d\d)?)?(?:T.*)?")


def attributes(edtf: str | None, earliest: str | None, latest: str | None) -> dict[str, str]:
    """``when``, ``from`` and ``to``, or ``notBefore`` and ``notAfter``; empty where nothing is known.

    What W3C's forms cannot say (seasons, unspecified digits) becomes the days between which it lies.
    """
    if edtf is None:
        return {}
    if (day := w3c(edtf)) is not None:
        return {"when": day}
    first, slash, last = edtf.partition("/")
    if slash:
        pair = {"from": w3c(first), "to": w3c(last)}
        if all(
            value or written in ("..", "")
            for value, written in zip(pair.values(), (first, last), strict=True)
        ):
            found = {name: value for name, value in pair.items() if value}
            if found:
                return found
    if edtf.startswith("[") and "," not in edtf:
        first, _, last = edtf[1:-1].partition("..")
        pair = {"notBefore": w3c(first), "notAfter": w3c(last)}
        found = {name: value for name, value in pair.items() if value}
        if found:
            return found
    bounds = {"notBefore": w3c(earliest or ""), "notAfter": w3c(latest or "")}
    return {name: value for name, value in bounds.items() if value}


def w3c(edtf: str) -> str | None:
    """A plain EDTF date as W3C has it; years before Christ shift by one, as XML Schema 1.0 has no year 0."""
    match = _PLAIN.fullmatch(edtf)
    if match is None or (match[2] and int(match[2][1:3]) > 12):
        return None
    year = int(match[1])
    written = match[1] if year > 0 else f"-{1 - year:04}"
    return written + (match[2] or "")
