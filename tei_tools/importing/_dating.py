"""EDTF → the attributes that read as it: TEI Guidelines, 13.1.2 (att.datable.w3c) and 13.4
(att.datable.custom). The other way is ``records._dates``.
"""

from __future__ import annotations

import re

from tei_tools.records._dates import DATING
from tei_tools.records._edtf import is_edtf

CUSTOM = "http://id.loc.gov/datatypes/edtf/EDTF"
OURS = frozenset(DATING - {"dur"})
_DAY = re.compile(r"(-?)(\d{4})((?:-\d\d){0,2}(?:T\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)?)?)")


def attributes(edtf: str, method: str) -> dict[str, str] | None:
    """The dating attributes for ``edtf``, or ``None`` where it is no EDTF; none at all where it is empty.

    ``method`` is how the date was read before (see :class:`tei_tools.records._rows.Date`): ISO values stay
    ISO values, all else becomes W3C values, and what these have no word for is written as EDTF.
    """
    if not edtf:
        return {}
    if not is_edtf(edtf):
        return None
    suffix = "-iso" if method == "iso" else ""
    if method != "edtf":
        found = _standard(edtf, iso=method == "iso")
        if found is not None:
            return {name + suffix: value for name, value in found.items()}
    return {"when-custom": edtf, "datingMethod": CUSTOM}


def _standard(edtf: str, *, iso: bool) -> dict[str, str] | None:
    names: tuple[str, str]
    if "/" in edtf:
        first, _, last = edtf.partition("/")
        names = ("from", "to")
    elif edtf.startswith("[") and edtf.endswith("]") and ".." in edtf and "," not in edtf:
        first, _, last = edtf[1:-1].partition("..")
        names = ("notBefore", "notAfter")
    else:
        point = _point(edtf, iso=iso)
        return {"when": point} if point else None
    found = {}
    for name, value in zip(names, (first, last), strict=True):
        if value in ("", ".."):
            if names[0] == "from" and value == "":
                return None  # an unknown end is not an open one
            continue
        point = _point(value, iso=iso)
        if point is None:
            return None
        found[name] = point
    return found or None


def _point(value: str, *, iso: bool) -> str | None:
    match = _DAY.fullmatch(value)
    if match is None:
        return None
    year = int(match[1] + match[2])
    if not iso and year <= 0:
        year -= 1  # XML Schema 1.0 has no year 0
    return f"{'-' if year < 0 else ''}{abs(year):04}{match[3]}"
