"""What of a corpus reaches its table, and whether offsets give back the words, judged without the record.

``python benchmarks/share.py [CORPUS] [--write]`` (also ``benchmarks/records.py --share``). An element counts
as reached where the row of its own ``xpath`` stands in the table of its name, with the kind that its name or
its ``@type`` says, with offsets where it stands in the text, and with an entity where it has a pointer. The
name of an entry counts where the entry's row has it, a title of a citation where the citation's has it.
Offsets are judged by a reading of the element at the row's XPath that is written here, white space left out.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from lxml import etree

from tei_tools.errors import TeiToolsError
from tei_tools.records import Record, iter_read

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parents[1] / "shared" / "corpus"
TEI = "http://www.tei-c.org/ns/1.0"
TABLES = {
    "mentions": "persName placeName geogName settlement region country orgName name rs",
    "dates": "date time origDate",
    "quotations": "quote q said",
    "speeches": "sp",
    "references": "bibl biblStruct title ref ptr",
}
TABLE = {name: table for table, names in TABLES.items() for name in names.split()}
PLACES = frozenset(("placeName", "geogName", "settlement", "region", "country"))
KINDS = {"persName": "person", "orgName": "organisation", **dict.fromkeys(PLACES, "place")}
TYPED = {"person": "person", "place": "place", "org": "organisation", "work": "work", "event": "event"}
ENTRIES = frozenset(("person", "personGrp", "persona", "place", "org", "object", "event", "role"))
CITED = frozenset(("bibl", "biblStruct", "biblFull", "msItem", "msItemStruct", "titleStmt"))
LEFT_OUT = frozenset(
    """surplus fw metamark index interp interpGrp span spanGrp certainty precision respons fs fvLib fLib
    link linkGrp join joinGrp alt altGrp teiHeader standOff facsimile sourceDoc""".split()
)
CHOSEN = ("corr", "reg", "expan", "ex", "supplied")
AS_WRITTEN = frozenset(("sic", "orig", "abbr", "am", "surplus"))


def local(element: Any) -> str:
    """The name without its namespace; none of a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def squeezed(words: str) -> str:
    """The words without XML's white space."""
    return words.translate({32: None, 9: None, 10: None, 13: None})


def words(element: Any, top: bool = True) -> str:
    """The element's plain text by ``docs/text.md`` in the edited reading, white space left out."""
    name, parent = local(element), element.getparent()
    around = "" if parent is None else local(parent)
    if not name or (not top and name in LEFT_OUT):
        return ""
    if not top and name == "del" and around != "restore":
        return ""
    if not top and name == "am" and any(local(up) == "expan" for up in element.iterancestors()):
        return ""
    if name == "gap":
        return "…"
    children = [child for child in element if local(child)]
    if name in ("choice", "app", "rdgGrp", "subst") and children:
        return "".join(words(child, False) for child in chosen(name, children))
    pieces = [element.text or ""]
    for child in element:
        pieces += [words(child, False), child.tail or ""]
    return squeezed("".join(pieces))


def chosen(name: str, children: list[Any]) -> list[Any]:
    """What the edited reading takes of these."""
    if name == "choice":
        for wanted in CHOSEN:
            if found := [child for child in children if local(child) == wanted]:
                return found[:1]
        return [child for child in children if local(child) not in AS_WRITTEN][:1] or children[:1]
    if name == "subst":
        return [child for child in children if local(child) == "add"]
    for wanted in ("lem", "rdg", "rdgGrp"):
        if found := [child for child in children if local(child) == wanted]:
            return found[:1]
    return children


def paths(root: Any) -> dict[Any, str]:
    """The path of every element, as the record writes it."""
    found, waiting = {}, [(root, "/*")]
    while waiting:
        element, path = waiting.pop()
        found[element] = path
        waiting += [(child, f"{path}/*[{n}]") for n, child in enumerate(element.iterchildren("*"), 1)]
    return found


class Judge:
    """The counts over all documents."""

    def __init__(self) -> None:
        self.there: Counter[str] = Counter()
        self.reached: Counter[str] = Counter()
        self.misses: Counter[tuple[str, str]] = Counter()
        self.offsets: Counter[str] = Counter()
        self.same: Counter[str] = Counter()
        self.examples: list[str] = []

    def file(self, root: Any, records: list[Record], name: str) -> None:
        """Judge the records of one file against its tree."""
        path = paths(root)
        at = {way: element for element, way in path.items()}
        rows: dict[tuple[str, str], list[Any]] = {}
        said: dict[str, set[str]] = {}
        for record in records:
            for table in TABLES:
                for row in getattr(record, table):
                    rows.setdefault((table, row.xpath), []).append(row)
                    self.judge_offsets(record, table, row, at, name)
            for row in record.entities():
                if row.xpath:
                    said.setdefault(row.xpath, set()).update(map(squeezed, (row.name, *row.variants)))
            for row in (*record.references, *record.works):
                titled = (row.title, getattr(row, "container", None), *getattr(row, "other_titles", ()))
                told = {squeezed(title) for title in titled if title}
                said.setdefault(row.xpath, set()).update(told)
            titles = {squeezed(title.words) for title in record.metadata.titles}
            said.setdefault("titles", set()).update(titles)
        for element in root.iter(*TABLE, *(f"{{*}}{tag}" for tag in TABLE)):
            tag = local(element)
            why = self.why(element, tag, rows.get((TABLE[tag], path[element]), []), said, path)
            if why == "not TEI's":
                self.misses[tag, why] += 1
                continue
            self.there[tag] += 1
            if why:
                self.misses[tag, why] += 1
                if len(self.examples) < 900:
                    self.examples.append(f"{name}:{element.sourceline}: {tag}: {why}")
            else:
                self.reached[tag] += 1

    def why(self, element: Any, tag: str, rows: list[Any], said: dict[str, set[str]], path: Any) -> str:
        """Why the element counts as not reached; nothing where it is."""
        space = element.tag.rpartition("}")[0].lstrip("{")
        if space not in ("", TEI) or (not space and element.getroottree().getroot().tag.startswith("{")):
            return "not TEI's"
        if not rows:
            return self.told(element, tag, said, path)
        if tag in KINDS and rows[0].kind != KINDS[tag]:
            return f"as {rows[0].kind}"
        wanted = TYPED.get((element.get("type") or "").lower()) if tag in ("rs", "name") else None
        if wanted and rows[0].kind != wanted:
            return f"as {rows[0].kind}"
        gone = any(local(up) in ("del", "fw", "surplus") for up in element.iterancestors())
        if rows[0].where == "text" and rows[0].start is None and not gone:
            return "without offsets"
        pointers = (element.get("ref") or "").split()
        known = len(rows) == len(pointers) and all(row.entity for row in rows if pointers)
        if TABLE[tag] == "mentions" and pointers and not known:
            return "without its entity"
        pointers = (element.get("target") or "").split()
        known = len(rows) == len(pointers) and all(row.target for row in rows if pointers)
        return "without its target" if tag in ("ref", "ptr") and pointers and not known else ""

    def told(self, element: Any, tag: str, said: dict[str, set[str]], path: Any) -> str:
        """An element without a row of its own: whether the row of what it names has its words."""
        own = squeezed("".join(map(str, element.itertext())))
        if not own:
            return ""
        if tag == "title":
            above = next((up for up in element.iterancestors() if local(up) in CITED | {"title"}), None)
            key = "titles" if above is not None and local(above) == "titleStmt" else path.get(above, "")
            return "" if own in said.get(key, ()) else f"a title in {local(element.getparent())}"
        parent = element.getparent()
        if parent is not None and local(parent) in ENTRIES:
            names = said.get(path[parent], set())
            bare = {name.replace(",", "") for name in names}
            if own in names or own.replace(",", "") in bare:
                return ""
            return f"a name of a {local(parent)}"
        return f"no row, in {'' if parent is None else local(parent)}"

    def judge_offsets(self, record: Record, table: str, row: Any, at: dict[str, Any], name: str) -> None:
        """Whether the offsets give back the element's words."""
        if row.start is None:
            return
        self.offsets[table] += 1
        element = at.get(row.xpath)
        given = squeezed(record.text[row.start : row.end])
        if element is not None and local(element) == row.element and given == words(element):
            self.same[table] += 1
        elif len(self.examples) < 900:
            self.examples.append(f"{name}: offsets of {row.xpath}: {given[:60]!r}")

    def tables(self) -> str:
        """Both tables, and each exception by name."""
        lines = ["| element | in the documents | reach their table | share |", "|---|---|---|---|"]
        for tag in TABLE:
            if there := self.there[tag]:
                reached = self.reached[tag]
                lines.append(f"| `{tag}` | {there} | {reached} | {reached / there:.2%} |")
        there, reached = sum(self.there.values()), sum(self.reached.values())
        lines += [f"| all | {there} | {reached} | {reached / there:.3%} |", ""]
        lines += ["| exception | times |", "|---|---|"]
        lines += [f"| `{tag}`: {why} | {times} |" for (tag, why), times in self.misses.most_common()]
        lines += ["", "| table | rows with offsets | give back the element's words |", "|---|---|---|"]
        lines += [f"| `{table}` | {self.offsets[table]} | {self.same[table]} |" for table in TABLES]
        return "\n".join(lines)


def judged(folder: Path) -> Judge:
    """All files of the folder that are TEI."""
    judge = Judge()
    for path in sorted(folder.rglob("*.xml")):
        name = path.relative_to(folder).as_posix()
        try:
            root = etree.fromstring(path.read_bytes())
            judge.file(root, list(iter_read(root, name=name)), name)
        except (TeiToolsError, etree.XMLSyntaxError):
            continue
    return judge


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    judge = judged(arguments.corpus)
    print(judge.tables())
    print("\n".join(judge.examples))
    if arguments.write:
        results = HERE / "RESULTS.md"
        before, begun, rest = results.read_text(encoding="utf-8").partition("<!-- share -->\n")
        after = rest.partition("<!-- /share -->")[2]
        if begun:
            written = f"{before}{begun}{judge.tables()}\n<!-- /share -->{after}"
            results.write_text(written, encoding="utf-8")
