"""tei-tools: encode articles as TEI P5, validate any TEI, convert any TEI to what archives ingest."""

from __future__ import annotations

from pathlib import Path

# In a checkout, cli/ and schemas/ stand beside this folder; installed, they stand inside it.
_beside = Path(__file__).resolve().parent.parent
if not (Path(__file__).parent / "cli").is_dir() and (_beside / "cli").is_dir():
    __path__.append(str(_beside))
