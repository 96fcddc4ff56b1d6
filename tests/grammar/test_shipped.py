"""The grammars that come compiled with the program still fit their schemas and the engine."""

from __future__ import annotations

from pathlib import Path

from tei_tools.grammar._compiled import open_compiled, schema_digest
from tei_tools.grammar.odd._load import _digest_of

REMEDY = "run: python scripts/ship_grammars.py"


def test_tei_all_is_shipped_as_it_would_be_compiled_now(root: Path) -> None:
    assert open_compiled(root / "schemas" / "tei_all.grammar", _digest_of("tei_all")) is not None, REMEDY


def test_our_customisation_is_shipped_as_it_would_be_compiled_now(root: Path) -> None:
    digest = schema_digest((root / "schemas" / "tei_tools.rng").read_bytes())
    assert open_compiled(root / "schemas" / "tei_tools.grammar", digest) is not None, REMEDY
