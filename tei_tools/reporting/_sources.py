"""What a report is made of: a folder of TEI files, or the ledger of a run with the TEI that it made."""

from __future__ import annotations

import json
import os
from pathlib import Path

from tei_tools.errors import TeiToolsError, UsageError
from tei_tools.reporting._gathering import Collection

_LEDGER = "ledger.sqlite"


def page(
    place: Path, *, title: str, desk: str, target: Path | str | None, max_size: int, validated: bool
) -> str:
    """The page of a folder, of a ledger, or of the folder of a ledger."""
    from tei_tools.pages.report import report
    from tei_tools.reviewing._session import folder_of

    ledger = place if place.is_file() else place / _LEDGER
    found = Collection()
    folder = folder_of(place)
    if ledger.is_file():
        _ran(ledger, found)
    elif not place.is_dir():
        raise UsageError(
            "is no folder and no ledger", file=str(place), advice="give a folder of TEI files, or a ledger"
        )
    gather(folder, found, max_size=max_size, validated=validated and not ledger.is_file())
    if not found.documents and not found.failed:
        raise UsageError("has no TEI file", file=str(place), advice="give a folder that has some")
    base = os.path.relpath(folder, Path(target).parent) if target is not None else ""
    shown = title or (ledger.resolve().parent.name if ledger.is_file() else folder.resolve().name)
    return report(found, shown, desk=desk.rstrip("/"), folder=str(place), base=base)


def gather(folder: Path, found: Collection, *, max_size: int, validated: bool = False) -> None:
    """Count the TEI files below ``folder``, one after the other; a file that cannot be read is told."""
    from tei_tools import inputs
    from tei_tools.records import iter_read

    for item in inputs.find([folder], recursive=True, suffixes=(".xml", ".tei", ".odd")):
        name = inputs.below(item.name, [str(folder)])
        try:
            for record in iter_read(item, name=name, max_size=max_size):
                found.add(record)
            if validated:
                from tei_tools.api import validate

                for finding in validate(item, max_size=max_size):
                    found.find(finding.code, finding.severity, name)
        except TeiToolsError as fault:
            found.fail(name, type(fault).__name__.removesuffix("Error").lower(), fault.what)


def _ran(path: Path, found: Collection) -> None:
    """What a ledger says of its run: failures by cause with an example, findings by rule."""
    from tei_tools.batch import _report
    from tei_tools.batch._ledger import Ledger

    ledger = Ledger(path)
    try:
        said = json.loads(_report.report(ledger))
    finally:
        ledger.close()
    for each in said["failures"]:
        found.fail(each["example"], each["cause"], each["message"], each["number"])
    for each in said["findings"]:
        found.find(each["code"], each["severity"], each["example"], each["number"])
