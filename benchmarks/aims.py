"""The aims of encoding, with what known tools reach, what ours reaches, and how that was measured.

    python benchmarks/aims.py [GOLD_FOLDER] [--whole] [--write]

GOLD_FOLDER (``../shared/gold`` beside the checkout) holds texts tagged by people and their scorers; without
it the rows that need it say so. Rows marked "kept" are figures of models that were trained without what they
are measured on; scripts that train keep them in ``measurements.toml``, for they take hours. All other rows
are measured now, on a part of the texts where the whole takes long (``--whole``: on all). ``--write`` puts
the table into ``benchmarks/ACCURACY.md``, between its marks.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import encode_speed
from aims_kept import bad_input_rows, certainty_rows, jing_rows, name_rows, reference_rows
from aims_measured import (
    article_rows,
    date_rows,
    furniture_rows,
    identity_rows,
    quotation_rows,
    running_text_rows,
    speed_rows,
)
from aims_rows import Row, lines_of

ACCURACY = Path(__file__).with_name("ACCURACY.md")
BEGIN, END = "<!-- aims -->", "<!-- /aims -->"


def rows(gold: Path, whole: bool) -> list[Row]:
    """All rows, in the order of the aims."""
    return [
        *name_rows(),
        *certainty_rows(),
        *identity_rows(gold, whole),
        *date_rows(gold),
        *quotation_rows(gold),
        *reference_rows(),
        *running_text_rows(),
        *furniture_rows(gold, whole),
        *jing_rows(),
        *speed_rows(gold, whole),
        *bad_input_rows(),
        *article_rows(),
    ]


def main() -> None:
    """Print the table, or write it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="?", type=Path, default=encode_speed.GOLD)
    parser.add_argument("--whole", action="store_true", help="all texts, not a part of them")
    parser.add_argument("--write", action="store_true", help="put the table into benchmarks/ACCURACY.md")
    options = parser.parse_args()
    begun = time.monotonic()
    text = "\n".join(lines_of(rows(options.gold, options.whole)))
    print(text)
    print(f"{time.monotonic() - begun:.0f} s", file=sys.stderr)
    if options.write:
        page = ACCURACY.read_text(encoding="utf-8")
        before, after = page.split(BEGIN)[0], page.split(END)[1]
        ACCURACY.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    os.environ.update(dict.fromkeys(encode_speed.ONE_THREAD, "1"))
    main()
