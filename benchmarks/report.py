"""The collection report at scale: records made by rule, given to the gatherer; the page in Chromium.

python benchmarks/report.py [NUMBER OF DOCUMENTS]
"""

from __future__ import annotations

import random
import resource
import shutil
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from tei_tools.pages.report import report
from tei_tools.records import read
from tei_tools.records._rows import Mention, Quotation, Table
from tei_tools.reporting import Collection

EMPTY = (
    b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>t</title></titleStmt>'
    b"<publicationStmt><date when='1900'/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc>"
    b"</teiHeader>"
    b"<text><body><p>x</p></body></text></TEI>"
)


def main(number: int) -> None:
    """Print: documents, seconds, memory, size of the page, seconds until a click on it sorted a table."""
    chance = random.Random(1)
    model = read(EMPTY, name="a.xml")
    found = Collection()
    began = time.perf_counter()
    for count in range(number):
        rows = []
        for place in range(20):
            kind = ("person", "place", "organisation")[chance.randrange(3)]
            name = f"N{int(chance.paretovariate(0.4)) % 5000} S{int(chance.paretovariate(0.3)) % 20000}"
            cert = "low" if chance.random() < 0.1 else None
            rows.append(
                (None, kind, None, "name", place * 60, place * 60 + 9, name, None, None, cert, None, "", "")
            )
        said = [(None, "said", None, 0, 9, "Come.", (rows[0][6],), (), None, None, None, None, None, "", "")]
        metadata = replace(model.metadata, date=str(1700 + chance.randrange(250)))
        found.add(
            replace(
                model,
                name=f"f{count // 1000}/{count}.xml",
                metadata=metadata,
                mentions=Table(Mention, rows),
                quotations=Table(Quotation, said),
            )
        )
    gathered = time.perf_counter() - began
    page = report(found, "Scale", desk="http://127.0.0.1:1")
    built = time.perf_counter() - began - gathered
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{number} documents: gathered {gathered:.1f} s, page {built:.1f} s, {memory:.0f} MB, ", end="")
    print(f"{len(page.encode()) / 1e6:.2f} MB, interactive {_interactive(page):.2f} s")


def _interactive(page: str) -> float:
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "r.html"
        file.write_text(page, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        tab = browser.new_page()
        began = time.perf_counter()
        tab.goto(file.as_uri())
        tab.click("#table-person th:first-child button")
        tab.wait_for_selector("#table-person th[aria-sort=ascending]")
        took = time.perf_counter() - began
        browser.close()
    return took


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
