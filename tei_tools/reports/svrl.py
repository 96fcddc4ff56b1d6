"""SVRL, the Schematron Validation Report Language (ISO/IEC 19757-3, annex D), for programs that read that.

An ``active-pattern`` a file, and a ``failed-assert`` for each finding, whatever found it: its id is the
finding's code, its location the XPath. (:func:`tei_tools.validation._schematron.svrl` gives the report of one
Schematron schema on one document, with the rules that fired.)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tei_tools.reports import UNREADABLE, FileReport
from tei_tools.reports.junit import _text, _value

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<svrl:schematron-output xmlns:svrl="http://purl.oclc.org/dsdl/svrl">
<svrl:ns-prefix-in-attribute-values prefix="tei" uri="http://www.tei-c.org/ns/1.0"/>
"""


def report(files: Iterable[FileReport]) -> Iterator[str]:
    """The document, a file at a time."""
    yield _HEAD
    for each in files:
        yield "".join(_pattern(each))
    yield "</svrl:schematron-output>\n"


def _pattern(each: FileReport) -> Iterator[str]:
    yield f'<svrl:active-pattern documents={_value(each.file)}/>\n<svrl:fired-rule context="/"/>\n'
    if each.fault is not None:
        yield _failed(UNREADABLE, "error", "/", each.fault)
    for finding in each.findings:
        mend = f"; {finding.suggestion}" if finding.suggestion else ""
        yield _failed(finding.code, finding.severity, finding.xpath, f"{finding.message}{mend}")


def _failed(code: str, role: str, location: str, words: str) -> str:
    return (
        f"<svrl:failed-assert id={_value(code)} role={_value(role)} location={_value(location)} "
        'test="true()">'
        f"<svrl:text>{_text(words)}</svrl:text></svrl:failed-assert>\n"
    )
