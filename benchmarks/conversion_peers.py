"""Our conversion beside delb and SaxonC, each as times a bare lxml parse in the same run.

``python benchmarks/conversion_peers.py [CORPUS] [--part N] [--rounds N] [--write]``: CORPUS is a folder of
TEI (by default the measuring texts beside the checkout), of which every N-th file is taken (10). delb fills
the columns of our table of mentions that it can: element, reference, words, and offsets, in its own text.
SaxonC makes plain text by a stylesheet that stands below, for that of the TEI Stylesheets; ours is a whole
record, and all tables as CSV. Times are of the processor; everything runs by turns in each round; medians of
the rounds (3). ``pip install delb saxonche`` for the peers. ``--write`` puts the table into ``RESULTS.md``.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Callable, Iterator
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

from interleaved import CORPUS, Nowhere, Runs, documents, medians, parse, records, write
from lxml import etree

from tei_tools.exporters import Options, csv
from tei_tools.text import plain_text

Files = list[tuple[str, bytes]]
OPTIONS = Options(base="https://example.org/edition/", include_restricted=True)
MENTIONED = frozenset(
    """persName placeName geogName settlement region country district bloc orgName objectName eventName
    name rs""".split()
)
# The header left out, blocks a line each, white space made one.
STYLESHEET = """<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="3.0"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0">
  <xsl:output method="text"/>
  <xsl:mode on-no-match="shallow-skip"/>
  <xsl:template match="/"><xsl:apply-templates select="//text[not(ancestor::text)]"/></xsl:template>
  <xsl:template match="text()"><xsl:value-of select="replace(., '\\s+', ' ')"/></xsl:template>
  <xsl:template match="p|ab|head|l|speaker|stage|item|cell|closer|opener|dateline|salute|signed|bibl">
    <xsl:text>&#10;</xsl:text><xsl:apply-templates/><xsl:text>&#10;</xsl:text>
  </xsl:template>
  <xsl:template match="del|fw|sic[parent::choice]|abbr[parent::choice]|orig[parent::choice]"/>
</xsl:stylesheet>"""

Row = tuple[str, str | None, str, int, int]


def delb_mentions(delb: Any, data: bytes) -> Iterator[Row]:
    """The rows that delb gives: a walk over all nodes that counts characters, and each name's own text."""
    position = 0
    for node in delb.Document(data).root.iterate_descendants():
        if isinstance(node, delb.TagNode):
            if node.local_name in MENTIONED:
                words = node.full_text
                reference = node.attributes.get("ref")
                value = None if reference is None else str(getattr(reference, "value", reference))
                yield node.local_name, value, words, position, position + len(words)
        elif not isinstance(node, delb.CommentNode | delb.ProcessingInstructionNode):
            position += len(node.content)


def with_delb(files: Files) -> Callable[[], Any]:
    """A run of delb over these files."""
    delb: Any = import_module("_delb.nodes")
    delb.Document = import_module("delb").Document
    return lambda: [list(delb_mentions(delb, data)) for _, data in files]


def with_saxon(files: Files) -> Callable[[], Any]:
    """A run of the stylesheet in SaxonC over these files."""
    processor: Any = import_module("saxonche").PySaxonProcessor(license=False)
    made = processor.new_xslt30_processor().compile_stylesheet(stylesheet_text=STYLESHEET)
    texts = [etree.tostring(etree.fromstring(data), encoding="unicode") for _, data in files]

    def run() -> None:
        for text in texts:
            made.transform_to_string(xdm_node=processor.parse_xml(xml_text=text))

    return run


PEERS = (
    ("delb: element, ref, words, offsets of names", "delb", with_delb),
    ("SaxonC: plain text by a stylesheet of ours", "saxonche", with_saxon),
)


def table(folder: Path, part: int, rounds: int) -> str:
    """The table of times; a peer that is not installed says what to install."""
    files = documents(folder)[::part]
    size = sum(len(data) for _, data in files) / 1e6
    runs: Runs = {
        "parse (lxml)": lambda: parse(files),
        "ours: plain text and offsets": lambda: [plain_text(etree.fromstring(data)) for _, data in files],
        "ours: record of everything": lambda: [None for _ in records(files)],
        "ours: CSV, all tables": lambda: csv.export(records(files), Nowhere(), OPTIONS),
    }
    missing: list[str] = []
    for name, package, prepare in PEERS:
        try:
            runs[f"{name} ({package} {metadata.version(package)})"] = prepare(files)
        except (ImportError, metadata.PackageNotFoundError):
            missing.append(f"| {name} | not installed: pip install {package} | | |")
    lines = [
        f"every {part}th file of the corpus: {len(files)} files, {size:.1f} MB; medians of {rounds} rounds",
        "",
        "| what, parse included | s | MB/s | times the parse |",
        "|---|---|---|---|",
    ]
    for name, (took, times) in medians(runs, rounds).items():
        lines.append(f"| {name} | {took:.2f} | {size / took:.1f} | {times:.1f} |")
    return "\n".join([*lines, *missing])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--part", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    logging.disable(logging.WARNING)
    text = table(arguments.corpus, arguments.part, arguments.rounds)
    print(text)
    if arguments.write:
        write("conversion peers", text)
