"""What stands inside a page, style and script, and what its content security policy knows them by."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files


def asset(folder: str, name: str) -> str:
    """A file of a page as text."""
    return (files("tei_tools.pages") / folder / name).read_text(encoding="utf-8")


def style(folder: str, name: str) -> str:
    """A page's style: the colours that the pages share, and its own."""
    return asset("_view", "palette.css") + asset(folder, name)


def policy(style: str, script: str) -> str:
    """The policy that allows this style and script alone, and no request to anywhere (Content Security
    Policy Level 3, 2.3.1).
    """
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(code: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(code.encode("utf-8")).digest()).decode("ascii")
