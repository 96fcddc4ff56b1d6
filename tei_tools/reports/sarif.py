"""SARIF 2.1.0 (OASIS), as code hosts and editors read it: the rules with their help, a result a finding.

Lines and columns count from 1; columns count Unicode code points (``columnKind``, SARIF 3.14.17).
``partialFingerprints`` stay as they are when lines move.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from tei_tools.reports import UNREADABLE, FileReport
from tei_tools.version import VERSION

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def report(files: Iterable[FileReport]) -> Iterator[str]:
    """The log, a file's results at a time."""
    from tei_tools.validation._codes import described

    rules = [
        {
            "id": each.code,
            "shortDescription": {"text": each.meaning},
            "fullDescription": {"text": f"{each.meaning}. {each.chapter}."},
            "helpUri": each.address,
            "help": {"text": each.advice or each.meaning},
        }
        for each in described()
    ]
    driver = {"name": "tei-tools", "semanticVersion": VERSION, "rules": rules}
    places = {str(rule["id"]): place for place, rule in enumerate(rules)}
    yield f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{\n'
    yield f'"tool": {{"driver": {_json(driver)}}},\n'
    yield '"columnKind": "unicodeCodePoints",\n"results": ['
    between = "\n"
    for each in files:
        for result in _results(each, places):
            yield between + _json(result)
            between = ",\n"
    yield "\n]}]}\n"


def _results(each: FileReport, places: dict[str, int]) -> Iterator[dict[str, object]]:
    from tei_tools.validation._baseline import fingerprint

    if each.fault is not None:
        yield _result(UNREADABLE, "error", each.fault, each.file, each.fault_line, each.fault_column, places)
    for finding in each.findings:
        said = f"{finding.message}; {finding.suggestion}" if finding.suggestion else finding.message
        result = _result(
            finding.code, finding.severity, said, finding.file, finding.line, finding.column, places
        )
        location = result["locations"][0]  # type: ignore[index]
        location["logicalLocations"] = [{"fullyQualifiedName": finding.xpath, "kind": "element"}]
        result["partialFingerprints"] = {"findingFingerprint/v1": fingerprint(finding, finding.file)}
        yield result


def _result(
    code: str, level: str, said: str, file: str, line: int, column: int, places: dict[str, int]
) -> dict[str, object]:
    physical: dict[str, object] = {"artifactLocation": {"uri": quote(file)}}
    if line:
        physical["region"] = {"startLine": line, **({"startColumn": column} if column else {})}
    found: dict[str, object] = {
        "ruleId": code,
        "level": level,
        "message": {"text": said},
        "locations": [{"physicalLocation": physical}],
    }
    if code in places:
        found["ruleIndex"] = places[code]
    return found


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
