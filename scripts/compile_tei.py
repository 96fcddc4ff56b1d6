"""TEI's ODD specifications → ``schemas/tei.json``, the table of facts from which its grammar is made.

    python scripts/compile_tei.py P5/Source/Specs --version 4.9.0a --released tei_all.rng

Read are names, modules, classes, content models, attributes, datatypes, values, dates of deprecation, the
expressions of Schematron constraints and the identifiers of the Guidelines' sections; no descriptions, no
examples, no messages (those are ours: tei_messages.py). Two facts stand in no specification: in which order
the Guidelines have them, on which the order of the members of a class depends, and the numbers of the
sections. Both come from the published grammar (``--released``); what is not in that follows by name.
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import replace
from pathlib import Path

from lxml import etree
from tei_messages import MESSAGES

from tei_tools.grammar.odd._facts import plain, written_table
from tei_tools.grammar.odd._read_specs import specification
from tei_tools.grammar.odd._reading import RNG, SCHEMATRON, Reading
from tei_tools.grammar.odd._select import flattened
from tei_tools.grammar.odd._specs import Attribute, AttributeList, AttributeReference, Constraint, Spec

NUMBER = re.compile(r"(?:^|\s)(\d+(?:\.\d+)*\.)\s")
LICENCE = "TEI Consortium; CC BY 3.0 (https://creativecommons.org/licenses/by/3.0/) or BSD 2-Clause"


def main() -> None:
    """Write the table."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("specs", type=Path)
    words.add_argument("--version", required=True)
    words.add_argument("--released", type=Path, required=True, help="tei_all.rng as published")
    words.add_argument("-o", "--output", type=Path, default=Path("schemas/tei.json"))
    given = words.parse_args()
    released = etree.parse(given.released).getroot()
    found, notices = [], []
    for file in sorted(given.specs.glob("*.xml")):
        reading = Reading(file.name)
        found.append(in_our_words(flattened(specification(etree.parse(file).getroot(), reading))))
        notices += reading.notices
    for notice in notices:
        sys.stderr.write(f"{notice}\n")
    places = order(released)
    found.sort(key=lambda spec: (places.get(spec.ident, len(places)), spec.ident))
    table = {
        "version": given.version,
        "source": "https://github.com/TEIC/TEI, P5/Source/Specs",
        "licence": LICENCE,
        "numbers": section_numbers(released, found),
        "specs": [plain(spec) for spec in found],
    }
    given.output.write_text(written_table(table), encoding="utf-8")
    size = given.output.stat().st_size
    sys.stdout.write(f"{given.output}: {len(found)} specifications, {size:,} bytes\n")


def order(released: etree._Element) -> dict[str, int]:
    """Where the definition of an element or a class stands in the published grammar."""
    places: dict[str, int] = {}
    for index, define in enumerate(released.iter(f"{RNG}define")):
        name = define.get("name", "").removesuffix(".attributes")
        places.setdefault(name, index)
    return places


def section_numbers(released: etree._Element, specs: list[Spec]) -> dict[str, str]:
    """Numbers of the Guidelines' sections by identifier: an element's documentation ends in the numbers of
    the sections that its specification names, in the same order."""
    numbers: dict[str, str] = {}
    for spec in specs:
        element = released.find(f"{RNG}define[@name='{spec.ident}']/{RNG}element")
        text = (element[0].text or "") if element is not None and len(element) else ""
        said = NUMBER.findall(" " + text[text.rfind("[") + 1 :]) if text.rstrip().endswith("]") else []
        if len(said) == len(spec.sections):
            for section, number in zip(spec.sections, said, strict=True):
                numbers.setdefault(section, number.rstrip("."))
    return dict(sorted(numbers.items()))


def in_our_words(spec: Spec) -> Spec:
    """The specification with our messages in its constraints, and in one language."""
    attributes = spec.attributes and replace(spec.attributes, parts=_parts(spec.attributes))
    return replace(spec, constraints=_said(spec.constraints), attributes=attributes)


def _parts(of: AttributeList) -> tuple[Attribute | AttributeReference | AttributeList, ...]:
    found: list[Attribute | AttributeReference | AttributeList] = []
    for part in of.parts:
        if isinstance(part, AttributeList):
            found.append(replace(part, parts=_parts(part)))
        elif isinstance(part, Attribute):
            found.append(replace(part, constraints=_said(part.constraints)))
        else:
            found.append(part)
    return tuple(found)


def _said(constraints: tuple[Constraint, ...]) -> tuple[Constraint, ...]:
    return tuple(
        replace(constraint, rules=_in_our_words(constraint))
        for constraint in constraints
        if not constraint.ident.endswith("-fr") and "<sch:ns" not in constraint.rules
    )


def _in_our_words(constraint: Constraint) -> str:
    root = etree.fromstring(f"<rules>{constraint.rules}</rules>")
    checks = [check for check in root.iter() if check.tag in (f"{SCHEMATRON}assert", f"{SCHEMATRON}report")]
    messages = MESSAGES.get(constraint.ident, ())
    if len(messages) != len(checks):
        raise SystemExit(f"tei_messages.py: {constraint.ident} has {len(checks)} checks, not {len(messages)}")
    for check, message in zip(checks, messages, strict=True):
        for child in list(check):
            check.remove(child)
        check.text = message
    for each in root.iter():
        if isinstance(each.tag, str):
            for name in ("test", "context", "value"):
                if name in each.attrib:
                    each.set(name, " ".join(each.get(name, "").split()))
            each.tail = None
            if not len(each):
                each.text = each.text if each in checks else None
            elif each.tag != "rules":
                each.text = None
    for child in root:
        etree.cleanup_namespaces(child)
    return "".join(etree.tostring(child, encoding="unicode", with_tail=False) for child in root)


if __name__ == "__main__":
    main()
