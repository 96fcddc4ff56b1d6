"""Every text of the gold encoded, and seeded splices of it, read by jing against the whole of TEI.

    python benchmarks/jing_splices.py [GOLD_FOLDER] [--splices 2000] [--documents N] [--keep FOLDER] [--write]

A splice is made of pieces of several texts, cut anywhere, with quotation marks that open or close nothing,
odd characters, blanks and line ends put between. Each is encoded as plain text; the words have to come back
to the character, and jing (``-i``) has to find nothing in any file against ``../shared/tei/tei_all.rng``.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent))

import jing_witness
import measurements
from lxml import etree

from tei_tools import api
from tei_tools.encoding import serialize
from tei_tools.errors import TeiToolsError
from tei_tools.text import plain_text

SHARED = Path(__file__).resolve().parents[1] / ".." / "shared"
ODD = [
    *"“ ” „ ‘ ’ « » \" ' `` '' ‹ › — -- … ( ) [ ] { } < > &".split(),
    *"&amp; ]]> <!-- ✝ 🙂 é 中文 ΑΒΓ א * _ # ## > - 1. | \\".split(),
    *("e\u0301", "\u00ad", "\u200b", "\u200f", "\u202e", "\ufeff", "\u00a0", "\u2028"),
    *("\n", "\n\n", "\n> ", "\n- ", "\n    ", " ", "\t"),
]


def texts(gold: Path) -> Iterator[tuple[str, str]]:
    """The texts of the gold with their languages; references, which are one line each, are joined."""
    for path in sorted(gold.glob("*/*.jsonl")):
        lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        if path.parent.name == "references":
            for at in range(0, len(lines), 50):
                yield "en", "References\n\n" + "\n\n".join(line["text"] for line in lines[at : at + 50])
        else:
            for line in lines:
                yield line.get("lang", "en"), line["text"]


def spliced(every: list[tuple[str, str]], random: Random) -> tuple[str, str]:
    """A text of pieces of others."""
    language, _ = random.choice(every)
    pieces = []
    for _ in range(random.randrange(2, 9)):
        _, text = random.choice(every)
        start = random.randrange(max(1, len(text)))
        pieces.append(text[start : start + random.randrange(1, 700)])
        pieces += random.choices(ODD, k=random.randrange(4))
    return language, "".join(pieces)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="?", type=Path, default=SHARED / "gold")
    parser.add_argument("--splices", type=int, default=2000)
    parser.add_argument("--documents", type=int, help="only so many texts of the gold, evenly chosen")
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--keep", type=Path, help="leave the files here")
    parser.add_argument("--write", action="store_true", help="keep the figures in measurements.toml")
    options = parser.parse_args()
    schema = SHARED / "tei" / "tei_all.rng"
    if not options.gold.is_dir() or not schema.is_file() or not jing_witness.available():
        print("skipped: no gold, no tei_all.rng or no jing", file=sys.stderr)
        return 0
    every = list(texts(options.gold))
    chosen = every[:: max(1, len(every) // options.documents)] if options.documents else every
    random = Random(options.seed)
    work = [("gold", *each) for each in chosen]
    work += [("splice", *spliced(every, random)) for _ in range(options.splices)]
    encoder = api.Encoder()
    changed, unread, files = 0, 0, []
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for number, (kind, language, text) in enumerate(work):
            name = f"{kind}-{number}"
            try:
                document = api.read_source(text.encode(), name=f"{name}.txt")
                made = api.Encoder(language=language, resources=encoder.resources).encoded(
                    document, name=name
                )
            except TeiToolsError as fault:
                unread += 1
                print(f"{name}: {fault}", file=sys.stderr)
                continue
            content = serialize(made.tree)
            changed += plain_text(etree.fromstring(content)).text != document.text
            path = folder / f"{name}.xml"
            path.write_bytes(content)
            files.append(path)
        found = jing_witness.findings(schema.resolve(), files)
        faults = {path: told for path, told in found.items() if told}
        for path, told in sorted(faults.items())[:20]:
            print(f"{path.name}:{told[0][0]}: {told[0][1][:200]}", file=sys.stderr)
    gold_files = sum(path.name.startswith("gold-") for path in files)
    print(
        f"{gold_files} texts of the gold, {len(files) - gold_files} splices (seed {options.seed}): "
        f"{len(faults)} not valid by jing, {changed} with other words, {unread} not read"
    )
    if options.write:
        row = {"files": gold_files, "splices": len(files) - gold_files, "seed": options.seed}
        fate = {"invalid": len(faults), "changed": changed, "unread": unread}
        measurements.put("jing", [{"what": "all of the gold and splices of it", **row, **fate}])
    return 1 if faults or changed else 0


if __name__ == "__main__":
    sys.exit(main())
