"""Bad inputs: whether encoding takes time in proportion to their length, and gives the same words back.

    python benchmarks/bad_inputs.py [KIND …] [--length N] [--largest N] [--language TAG] [--write]

Each kind is made at three lengths (N, twice and four times N characters) and encoded whole, from bytes to the
TEI file; the time is the processor's. ``--largest`` makes each once more at that length (5,000,000 in the
figures of RESULTS.md). Of what comes out it is asked that every character which is no blank comes back in
its order, that it is valid (our own engine, all of TEI), and that it is well-formed, so that no tag crosses
another. What holds no text at all is refused with a line, which is well.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import measurements
from lxml import etree

from tei_tools import api
from tei_tools.encoding import serialize
from tei_tools.errors import TeiToolsError
from tei_tools.resources import Resources

RESULTS = Path(__file__).with_name("RESULTS.md")
BEGIN, END = "<!-- bad inputs -->", "<!-- /bad inputs -->"
LENGTH = 100_000

PROSE = (
    "On Monday the minister, Anna Weber of Vienna, told the Council of Europe that the treaty of 4 May 1898 "
    "“would hold”, as Smith (1997, p. 12) had said. She left for Paris with Mr. Karl Brandt of Peru. "
)
GERMAN = (
    "Am 3. Mai 1871 schrieb Herr Müller aus Wien an Frau Anna Schmidt: „Ich komme nicht“, dabei blieb es. "
)
FRENCH = (
    "Le 12 juin 1848, M. Lamartine disait à Paris : « Je n’irai pas », et le général Cavaignac se taisait. "
)
CHINESE = "一九四九年十月一日毛泽东在北京宣布中华人民共和国成立他说中国人民从此站起来了"
RUSSIAN = "В 1917 году Ленин приехал в Петроград и сказал рабочим что война окончена "
GREEK = "Ο Ελευθέριος Βενιζέλος έφτασε στην Αθήνα το 1910 και μίλησε στον λαό "
HEBREW = "בשנת 1948 הכריז דוד בן גוריון בתל אביב על הקמת המדינה "
HIDDEN = (
    "\u200b",
    "\u200c",
    "\u200d",
    "\u200e",
    "\u200f",
    "\u202a",
    "\u202b",
    "\u202c",
    "\u202e",
    "\u2066",
    "\u2069",
)
EMOJI = "🙂🎉👩‍👩‍👧‍👦🇫🇷❤️🏳️‍🌈👍🏽"
SURNAMES = "Weber Brandt Lindqvist Moreau Okafor Tanaka Petrov Silva Novak Haddad".split()
FORENAMES = "Anna Karl Ingrid Paul Chidi Yuki Olga Maria Jan Layla".split()
MONTHS = "January February March April May June July August September October November December".split()


def _over(piece: str) -> Callable[[int], str]:
    return lambda length: (piece * (length // len(piece) + 1))[:length]


def _noise(length: int) -> str:
    chooser = random.Random(6)
    signs = "abcdefghilmnorstuvwABCDEIMRST0123456789.,;:'\"-|/\\^~*•■_()[]{}<>&%$#@!?ſﬁﬂæœ"
    return "".join(chooser.choices(signs, k=length))


def _hidden(length: int) -> str:
    chooser = random.Random(6)
    made: list[str] = []
    while len(made) < length:
        for character in PROSE:
            made.append(character)
            if chooser.random() < 0.3:
                made.append(chooser.choice(HIDDEN))
    return "".join(made[:length])


def _dates(length: int) -> str:
    """A date every 21 characters or so: 100,000 of them in 2.1 million."""
    pieces, size, number = [], 0, 0
    while size < length:
        piece = f"on {number % 28 + 1} {MONTHS[number % 12]} {1600 + number % 400}, "
        pieces.append(piece)
        size += len(piece)
        number += 1
    return "".join(pieces)[:length]


def _names(length: int) -> str:
    """A person and a place every 30 characters or so, hundreds of them different."""
    pieces, size, number = [], 0, 0
    while size < length:
        person = f"{FORENAMES[number % 10]} {SURNAMES[number // 10 % 10]}{'son' * (number // 100 % 3)}"
        piece = f"{person} of Vienna, "
        pieces.append(piece)
        size += len(piece)
        number += 1
    return "".join(pieces)[:length]


def _strangers(length: int) -> str:
    """Names of which none comes twice."""
    chooser = random.Random(6)
    parts = "ba ke lo mi ru sta ven dor gal hin mar tol sen wick ford".split()
    pieces, size = [], 0
    while size < length:
        words = ["".join(chooser.choices(parts, k=3)).capitalize() for _ in range(2)]
        piece = f"Mr. {words[0]} {words[1]} met "
        pieces.append(piece)
        size += len(piece)
    return "".join(pieces)[:length]


def _references(length: int) -> str:
    """A reference in running text every 50 characters or so."""
    pieces, size, number = [], 0, 0
    while size < length:
        surname = SURNAMES[number % 10]
        piece = f"(see {surname}, {1900 + number % 120}, pp. {number % 300}-{number % 300 + 9}; ibid., 12) "
        pieces.append(piece)
        size += len(piece)
        number += 1
    return "".join(pieces)[:length]


def _bibliography(length: int) -> str:
    """A bibliography of which each entry is a line."""
    pieces, size, number = ["References\n\n"], 12, 0
    while size < length:
        surname, forename = SURNAMES[number % 10], FORENAMES[number // 10 % 10]
        piece = (
            f"{surname}, {forename}. {1900 + number % 120}. The Rivers of Europe, Volume {number}. London: "
            f"Harper, pp. {number % 300}-{number % 300 + 9}.\n\n"
        )
        pieces.append(piece)
        size += len(piece)
        number += 1
    return "".join(pieces)


def _nested(opening: str, closing: str) -> Callable[[int], str]:
    def made(length: int) -> str:
        depth = length // (2 * len(opening) + 8)
        return f"He said {opening}word " * 1 + f"{opening}in " * depth + f"out{closing} " * depth

    return made


def _notes(length: int) -> str:
    """A note marker every word, and the notes below."""
    count = length // 40
    above = " ".join(f"word{number}[{number}]" for number in range(1, count + 1))
    below = "\n".join(f"[{number}] Smith, Life, p. {number}." for number in range(1, count + 1))
    return f"{above}\n\nNotes\n\n{below}\n"


KINDS: dict[str, Callable[[int], str]] = {
    "one line of prose": _over(PROSE),
    "prose in paragraphs": _over(PROSE * 3 + "\n\n"),
    "German in one line": _over(GERMAN),
    "French in one line": _over(FRENCH),
    "all capitals": _over(PROSE.upper()),
    "no capitals": _over(PROSE.lower()),
    "Chinese, no spaces": _over(CHINESE),
    "noise of OCR, no spaces": _noise,
    "prose without spaces": _over(PROSE.replace(" ", "")),
    "seven languages in turn": _over(PROSE + GERMAN + FRENCH + CHINESE + " " + RUSSIAN + GREEK + HEBREW),
    "zero-width and bidi characters": _hidden,
    "quotation marks, none closes": _over("“word "),
    "straight marks, none closes": lambda length: ('\n\n"word and more' * (length // 16 + 1))[:length],
    "low marks, none closes": _over("„Wort "),
    "guillemets, none closes": _over("« mot "),
    "apostrophes": _over("'tis the Smiths' ' "),
    "every kind of mark": _over("“ ” „ ‘ ’ « » \" ' ` ´ ‹ › — "),
    "dates": _dates,
    "numbers like dates": _over("1/2/3/4/5/6/7/8-9-10-11.12.13.14 "),
    "days of the week": _over("last Monday the week after "),
    "emoji": _over(EMOJI),
    "names": _names,
    "names of which none comes twice": _strangers,
    "one name": _over("Anna "),
    "initials": _over("A. B. C. D. "),
    "words of bodies": _over("University of the Council of "),
    "references in running text": _references,
    "entries of a bibliography": _bibliography,
    "notes": _notes,
    "addresses": _over("see https://example.org/a/b?c=d&e=f, "),
    "brackets, nested": _nested("(", ")"),
    "square brackets, nested": _nested("[", "]"),
    "brackets, none closes": _over("("),
    "quotations, nested": _nested("“", "”"),
    "one letter": _over("a"),
    "one capital": _over("A"),
    "only digits": _over("0123456789"),
    "digits and spaces": _over("12 1999 3 "),
    "only line ends": _over("\n"),
    "only spaces": _over(" "),
    "only full stops": _over("."),
    "dashes": _over("-- — – "),
    "combining marks": _over("e\u0301"),
    "control characters": _over("a\x01b\x02 "),
}


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds by length, what is wrong with what came out (nothing, if all is well), and why it was refused,
    if it was.
    """

    seconds: dict[int, float]
    wrong: str
    refused: str = ""

    @property
    def growth(self) -> float:
        """The larger of the steps from one length to its double."""
        steps = list(self.seconds.values())[:3]
        if not steps:
            return 1.0
        return max(b / a for a, b in pairwise(steps))


def measured(kind: str, lengths: list[int], resources: Resources, language: str | None) -> Measured:
    """One kind of bad input at these lengths."""
    seconds, wrong = {}, ""
    for length in lengths:
        text = KINDS[kind](length)
        encoder = api.Encoder(resources=resources, language=language)
        begun = time.process_time()
        try:
            content = serialize(encoder.encode(text.encode(), name="bad.txt"))
        except TeiToolsError as fault:
            return Measured({}, "", str(fault).split(": ", 1)[-1])
        seconds[length] = time.process_time() - begun
        if length <= max(lengths[:3]):
            wrong = wrong or faults(text, content, resources)
    return Measured(seconds, wrong)


def faults(text: str, content: bytes, resources: Resources) -> str:
    """What is wrong with a TEI file made of this text: other characters than blanks are not the same, or it
    is not valid. Characters that XML has no place for may be missing."""
    from tei_tools.encoding._attributes import illegal_at

    tree = etree.fromstring(content)
    (body,) = tree.iter("{*}text")
    given = "".join(text.split())
    while (bad := illegal_at(given)) is not None:
        given = given.replace(given[bad], "")
    back = "".join("".join(map(str, body.itertext())).split())
    if given != back:
        at = next((n for n, (a, b) in enumerate(zip(given, back, strict=False)) if a != b), len(back))
        return f"other words: {given[at - 5 : at + 15]!r} became {back[at - 5 : at + 15]!r}"
    found = next((each for each in api.validate(content, schema="tei_all", resources=resources)), None)
    return f"{found.code}: {found.message}" if found is not None and found.severity == "error" else ""


def main() -> int:
    """Print the table, or write it and keep its figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"of: {', '.join(KINDS)}")
    parser.add_argument("--length", type=int, default=LENGTH)
    parser.add_argument("--largest", type=int)
    parser.add_argument("--language", help="by default what the text looks like")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    lengths = [options.length, 2 * options.length, 4 * options.length]
    shown = [*lengths, *([options.largest] if options.largest else [])]
    resources = Resources()
    api.Encoder(resources=resources).encode(PROSE.encode(), name="warm.txt")
    lines = [
        "| input | " + " | ".join(f"{length:,}: s" for length in shown) + " | for twice the length | wrong |",
        "|---|" + "---|" * (len(shown) + 2),
    ]
    print("\n".join(lines))
    kept: list[dict[str, measurements.Value]] = []
    for kind in options.kinds or KINDS:
        found = measured(kind, shown, resources, options.language)
        if found.refused:
            lines.append(f"| {kind} | {' | ' * (len(shown) - 1)} | | refused: {found.refused} |")
        else:
            times = " | ".join(f"{seconds:.2f}" for seconds in found.seconds.values())
            lines.append(f"| {kind} | {times} | {found.growth:.1f} | {found.wrong or 'nothing'} |")
        print(lines[-1], flush=True)
        kept.append({"what": kind, "growth": round(found.growth, 2), "wrong": found.wrong})
    if options.write:
        measurements.put("bad_inputs", kept)
        page = RESULTS.read_text(encoding="utf-8")
        before, after = page.split(BEGIN)[0], page.split(END)[1]
        text = "\n".join(lines)
        RESULTS.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")
    return 1 if any(row["wrong"] for row in kept) else 0


if __name__ == "__main__":
    sys.exit(main())
