"""Compiled schemas kept in the cache folder: JSON behind its digest, so that a damaged file is as good as
none, and nothing in it can run but XSLT that has been looked at."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from tei_tools.validation._schematron._plan import Plan
from tei_tools.version import VERSION

__all__ = ["key", "read", "write"]

# To be raised when what a plan means changes.
_FORMAT = 1


def key(data: bytes, name: str, folder: Path | None, phase: str | None) -> str:
    """What tells one compiled schema from another."""
    words = f"{VERSION}\n{_FORMAT}\n{name}\n{folder.resolve() if folder else ''}\n{phase or ''}\n"
    return hashlib.sha256(words.encode("utf-8", "surrogateescape") + data).hexdigest()


def read(cache: Path, name: str) -> Plan | None:
    """The plan of that key, or ``None`` where there is none, or one of its files has changed."""
    try:
        content = (cache / "schematron" / f"{name}.json").read_bytes()
    except OSError:
        return None
    digest, _, body = content.partition(b"\n")
    if hashlib.sha256(body).hexdigest().encode() != digest:
        return None
    try:
        plan = Plan.from_json(body.decode())
        for path, expected in plan.files:
            if hashlib.sha256(Path(path).read_bytes()).hexdigest() != expected:
                return None
    except (ValueError, KeyError, TypeError, OSError):
        return None
    return plan


def write(cache: Path, name: str, plan: Plan) -> bool:
    """Keep a plan, under a temporary name first; ``False`` where that cannot be done."""
    body = plan.to_json().encode()
    temporary = ""
    try:
        folder = cache / "schematron"
        folder.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(prefix=".plan-", dir=folder)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
        Path(temporary).replace(folder / f"{name}.json")
    except OSError:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        return False
    return True
