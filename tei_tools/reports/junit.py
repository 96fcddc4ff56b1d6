"""JUnit's XML, as continuous integration reads it: a test suite a file, a test case a finding.

A warning is a test case that passed, with its words in ``system-out``; a file without findings is one test
case that passed; one that can't be read is an ``error``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from tei_tools.reports import UNREADABLE, FileReport, line

# What may not stand in XML 1.0 (production 2).
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def report(files: Iterable[FileReport]) -> Iterator[str]:
    """The document, a suite at a time."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="tei-tools validate">\n'
    for each in files:
        yield "".join(_suite(each))
    yield "</testsuites>\n"


def _suite(each: FileReport) -> Iterator[str]:
    errors = [finding for finding in each.findings if finding.severity == "error"]
    faults = 0 if each.fault is None else 1
    tests = max(len(each.findings), 1)
    yield (
        f'<testsuite name={_value(each.file)} tests="{tests}" failures="{len(errors)}" errors="{faults}">\n'
    )
    if each.fault is not None:
        yield (
            f"<testcase classname={_value(each.file)} name={_value(UNREADABLE)}>"
            f"<error type={_value(UNREADABLE)} message={_value(each.fault)}/></testcase>\n"
        )
    elif not each.findings:
        yield f'<testcase classname={_value(each.file)} name="valid"/>\n'
    for finding in each.findings:
        name = f"{finding.code} {finding.line}:{finding.column} {finding.xpath}"
        yield (
            f"<testcase classname={_value(each.file)} name={_value(name)} file={_value(each.file)} "
            f'line="{finding.line}">'
        )
        if finding.severity == "error":
            yield (
                f"<failure type={_value(finding.code)} message={_value(finding.message)}>"
                f"{_text(line(finding))}</failure>"
            )
        else:
            yield f"<system-out>{_text(line(finding))}</system-out>"
        yield "</testcase>\n"
    yield "</testsuite>\n"


def _value(text: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", text))


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text))
