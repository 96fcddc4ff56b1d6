"""Small parts of JSON-LD nodes."""

from __future__ import annotations

import re
from typing import Any

Node = dict[str, Any]

_ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def full(node: Node) -> Node:
    """The node without members that say nothing."""
    return {key: value for key, value in node.items() if value is not None and value != [] and value != ""}


def iso(edtf: str | None) -> str | None:
    """The date where EDTF and plain ISO 8601 are the same, so that schema.org's dates can hold it."""
    return edtf if edtf and _ISO.fullmatch(edtf) else None
