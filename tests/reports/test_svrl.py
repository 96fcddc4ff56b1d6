"""SVRL: a report for programs that read Schematron's."""

from __future__ import annotations

from lxml import etree

from tei_tools.reports import FileReport, report
from tei_tools.validation import Finding


def test_each_file_is_a_pattern_with_its_findings() -> None:
    finding = Finding(
        "TEI-PTR-001", "warning", "a&b.xml", 3, 7, "/tei:TEI/@n", "points <b>\x01", (), "mend it"
    )
    files = [FileReport("a&b.xml", [finding]), FileReport("c.xml"), FileReport("d.xml", fault="is not XML")]
    root = etree.fromstring("".join(report(files, "svrl")).encode())
    svrl = {"s": "http://purl.oclc.org/dsdl/svrl"}
    assert root.xpath("s:active-pattern/@documents", namespaces=svrl) == ["a&b.xml", "c.xml", "d.xml"]
    assert root.xpath("s:failed-assert/@id", namespaces=svrl) == ["TEI-PTR-001", "TEI-XML-001"]
    first = root.find("s:failed-assert", svrl)
    assert (first.get("role"), first.get("location")) == ("warning", "/tei:TEI/@n")
    assert first.findtext("s:text", None, svrl) == "points <b>\ufffd; mend it"
