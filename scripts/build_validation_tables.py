#!/usr/bin/env python3
"""Build the two tables that validation looks things up in.

    pip install language-tags==1.3.2
    python scripts/build_validation_tables.py PATH/TO/TEI/P5/Source/Specs

``tei_tools/validation/_tei_tables.py``: which attributes are pointers (datatype ``teidata.pointer``) on which
elements, and the module of each element, from the TEI's own specifications (TEI P5, CC BY 3.0 or BSD-2).
``tei_tools/validation/subtags.txt``: the subtags of IANA's Language Subtag Registry, from the copy in the
package language-tags (MIT). The same sources give the same bytes.
"""

from __future__ import annotations

import json
import sys
import textwrap
from collections import defaultdict
from pathlib import Path
from typing import Any

from lxml import etree

ROOT = Path(__file__).resolve().parents[1]
ROOM = ROOT / "tei_tools" / "validation"
TEI = "{http://www.tei-c.org/ns/1.0}"

Attributes = dict[str, str | None]


class Specifications:
    """The attributes of each element, with the datatype of each."""

    def __init__(self, folder: Path) -> None:
        self.modules: dict[str, str] = {}
        self._member_of: dict[str, list[str]] = {}
        self._own: dict[str, list[tuple[str, str | None, str | None]]] = {}
        for path in sorted(folder.glob("*.xml")):
            for spec in etree.parse(path).iter(f"{TEI}elementSpec", f"{TEI}classSpec"):
                ident = spec.get("ident", "")
                if spec.tag == f"{TEI}elementSpec":
                    self.modules[ident] = spec.get("module", "")
                self._member_of[ident] = [
                    member.get("key", "") for member in spec.iterfind(f"./{TEI}classes/{TEI}memberOf")
                ]
                self._own[ident] = [
                    (each.get("ident", ""), each.get("mode"), _datatype(each))
                    for each in spec.iterfind(f"./{TEI}attList//{TEI}attDef")
                ]

    def attributes(self, ident: str) -> Attributes:
        found: Attributes = {}
        for above in self._member_of.get(ident, ()):
            found.update(self.attributes(above))
        for name, mode, datatype in self._own.get(ident, ()):
            if mode == "delete":
                found.pop(name, None)
            elif datatype is None:
                found.setdefault(name, None)
            else:
                found[name] = datatype
        return found


def _datatype(definition: etree._Element) -> str | None:
    reference = definition.find(f"./{TEI}datatype/{TEI}dataRef")
    return None if reference is None else reference.get("key")


def tables(folder: Path) -> str:
    """The module with both tables."""
    specifications = Specifications(folder)
    having: dict[str, set[str]] = defaultdict(set)
    pointing: dict[str, set[str]] = defaultdict(set)
    for element in specifications.modules:
        for name, datatype in specifications.attributes(element).items():
            having[name].add(element)
            if datatype == "teidata.pointer":
                pointing[name].add(element)
    everywhere = sorted(name for name, elements in pointing.items() if elements == having[name])
    version = (folder.parents[1] / "VERSION").read_text(encoding="utf-8").strip()
    lines = [
        f'"""Facts of TEI P5 {version}: which attributes are pointers, and the module of each element.',
        "",
        "Made by ``scripts/build_validation_tables.py`` from the TEI's specifications.",
        '"""',
        "",
        "from __future__ import annotations",
        "",
        "# Attributes whose datatype is teidata.pointer on every element that has them.",
        "POINTERS = frozenset(",
        *_words(everywhere),
        ")",
        "# Attributes that are pointers on these elements alone.",
        "POINTERS_ON = {",
    ]
    for name, elements in sorted(pointing.items()):
        if name not in everywhere:
            lines += [f'    "{name}": frozenset(', *_words(sorted(elements), 8), "    ),"]
    lines += ["}", "# The elements of each module.", "MODULES = {"]
    by_module: dict[str, list[str]] = defaultdict(list)
    for element, module in specifications.modules.items():
        by_module[module].append(element)
    for module, elements in sorted(by_module.items()):
        lines += [f'    "{module}": frozenset(', *_words(sorted(elements), 8), "    ),"]
    return "\n".join([*lines, "}", ""])


def _words(names: list[str], indent: int = 4) -> list[str]:
    space = " " * indent
    if len(names) * 8 < 80 and len(" ".join(names)) < 80:
        return [f'{space}"{" ".join(names)}".split()']
    wrapped = textwrap.wrap(" ".join(names), 100, break_on_hyphens=False, break_long_words=False)
    return [f'{space}"""', *(f"{space}{line}" for line in wrapped), f'{space}""".split()']


def subtags(registry: list[dict[str, Any]], date: str) -> str:
    """A line for each kind: its name, then its subtags; ``old=new`` where another is preferred (or none)."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for record in registry:
        name = str(record.get("Subtag") or record.get("Tag"))
        preferred = record.get("Preferred-Value")
        if record["Type"] == "extlang":
            preferred = None  # the language by itself is preferred, but the form with it is right
        elif preferred is None and "Deprecated" in record:
            preferred = ""
        kinds[record["Type"]].append(name if preferred is None else f"{name}={preferred}")
    head = f"# Subtags of IANA's Language Subtag Registry of {date}; scripts/build_validation_tables.py\n"
    return head + "".join(f"{kind} {' '.join(sorted(names))}\n" for kind, names in sorted(kinds.items()))


def main() -> None:
    import language_tags

    (ROOM / "_tei_tables.py").write_text(tables(Path(sys.argv[1])), encoding="utf-8")
    folder = Path(language_tags.__file__).parent / "data" / "json"
    registry = json.loads((folder / "registry.json").read_text(encoding="utf-8"))
    date = json.loads((folder / "meta.json").read_text(encoding="utf-8"))["File-Date"]
    (ROOM / "subtags.txt").write_text(subtags(registry, date), encoding="utf-8")


if __name__ == "__main__":
    main()
