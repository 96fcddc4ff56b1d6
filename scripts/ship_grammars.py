"""Compile the grammars that come with the program, so that nobody waits for it on a new machine.

    python scripts/ship_grammars.py      writes schemas/tei_all.grammar and schemas/tei_tools.grammar

They hold the steps that ordinary documents take (the article and the samples of the tests). A file that
no longer fits its schema or the engine is passed over at run time, and a test says so: then run this again.
"""

from __future__ import annotations

from pathlib import Path

from tei_tools.grammar._compiled import ship
from tei_tools.grammar.odd import _load

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Write both, and tell their sizes."""
    documents = sorted({*ROOT.glob("encoded/*.xml"), *ROOT.glob("tests/**/*.xml")})
    for file in (ROOT / "schemas").glob("*.grammar"):
        file.unlink()
    _load.ship("tei_all", ROOT / "schemas" / "tei_all.grammar", documents)
    ship(ROOT / "schemas" / "tei_tools.rng", documents)
    for file in sorted((ROOT / "schemas").glob("*.grammar")):
        print(f"{file.relative_to(ROOT)}: {file.stat().st_size:,} bytes")  # noqa: T201


if __name__ == "__main__":
    main()
