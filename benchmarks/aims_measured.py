"""Rows of the table of aims that are measured when the table is made."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import accuracy_dates
import accuracy_quotations
import accuracy_references
import article_scores
import encode_speed
import measurements
from aims_rows import Row, at_least, pair, skipped
from gold_scorer import scorer

__all__ = [
    "article_rows",
    "date_rows",
    "furniture_rows",
    "identity_rows",
    "quotation_rows",
    "running_text_rows",
    "speed_rows",
]

NO_GOLD = "no texts tagged by people beside the checkout (../shared/gold)"
ROOT = Path(__file__).resolve().parents[1]
SAMPLES = Path(__file__).with_name("furniture")
FEW, EVERY = 4, 1
Line = dict[str, Any]


def _lines(file: Path) -> list[Line]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]


def identity_rows(gold: Path, whole: bool) -> list[Row]:
    """B-cubed over the names that are rightly found, by source."""
    what, aim = "identity: B-cubed F1 on rightly found names", ".90"
    sources = ("litbank", "gum_open", "mitford_letters", "mitford_journal", "mitford_ourvillage")
    if not all((gold / "names" / f"{source}.jsonl").is_file() for source in sources):
        return [skipped(what, "none", aim, NO_GOLD)]
    from tei_tools import api, evaluation

    encoder = api.Encoder()
    step = EVERY if whole else FEW
    found = []
    for source in sources:
        texts = list(evaluation.read(gold / "names" / f"{source}.jsonl"))[::step]
        pairs = list(zip(texts, evaluation.tagged(texts, encoder), strict=True))
        same = evaluation.scores(pairs).get("identity")
        if same:
            part = "all texts" if whole else f"every {step}th text"
            found.append(
                Row(
                    f"{what}, {source}",
                    "none",
                    aim,
                    f"{pair([same['f1']])} ({same['mentions']} names)",
                    f"now, {part}; the model has read them, the grouping is by rules",
                    same["f1"] >= 0.90,
                )
            )
    return found


def _known(task: str, source: str) -> str:
    return ", ".join(
        f"{row['tool']} {pair([float(row['a']), float(row['b'])])}"
        for row in measurements.rows("known")
        if row["task"] == task and row["source"] == source
    )


def date_rows(gold: Path) -> list[Row]:
    """Dates: found at all, and found with the right value."""
    what = "dates, overlap F1 / span and value right"
    cases: tuple[tuple[str, str, Callable[[Line], bool], tuple[float, float] | None], ...] = (
        ("gum", "gum", lambda line: True, (0.95, 0.90)),
        ("gum's news alone", "gum", lambda line: line.get("genre") == "news", (0.97, 0.88)),
        ("mitford (diary)", "mitford", lambda line: True, (0.97, 0.90)),
        ("msrec", "msrec", lambda line: True, None),
        ("schnitzler (German letters)", "schnitzler", lambda line: True, None),
    )
    score = _scorer(gold)
    found = []
    for told, source, wanted, aim in cases:
        file = gold / "dates" / f"{source}.jsonl"
        stands_for = {"gum's news alone": "news"}.get(told, source)
        known = _known("dates", stands_for) + (" (TimeBank, AQUAINT)" if stands_for == "news" else "")
        if score is None or not file.is_file():
            found.append(skipped(f"{what}, {told}", known, pair(aim) if aim else "", NO_GOLD))
            continue
        lines = [line for line in _lines(file) if wanted(line)]
        whole_ranges = source in accuracy_dates.WHOLE_RANGES
        result = score.score_dates(
            [(line, accuracy_dates.predicted(line, whole_ranges)) for line in lines], False
        )
        figures = [result["overlap"]["f1"], result["end_to_end_value"]["f1"]]
        how = f"now, {len(lines)} texts; rules that were written looking at these texts"
        met = at_least(figures, aim) if aim else None
        found.append(Row(f"{what}, {told}", known, pair(aim) if aim else "", pair(figures), how, met))
    petitions = "no such text on our half"
    found.append(skipped(f"{what}, petitions", _known("dates", "petitions"), pair((0.90, 0.70)), petitions))
    return found


def quotation_rows(gold: Path) -> list[Row]:
    """Quotations, and who speaks where the sentence names one, or says "she"."""
    what = "quotations, overlap F1 / speaker right where the sentence names one"
    cases: tuple[tuple[str, str, str, Callable[[Line], bool], tuple[float, float]], ...] = (
        ("gum, all kinds", "gum", "gum", lambda line: True, (0.96, 0.90)),
        ("gum's news alone", "gum", "news", lambda line: line.get("genre") == "news", (0.96, 0.90)),
        ("litbank (novels)", "litbank", "novels", lambda line: True, (0.97, 0.90)),
    )
    score = _scorer(gold)
    found = []
    anaphoric = ""
    for told, source, stands_for, wanted, aim in cases:
        file = gold / "quotations" / f"{source}.jsonl"
        known = _known("quotations", stands_for)
        if score is None or not file.is_file():
            found.append(skipped(f"{what}, {told}", known, pair(aim), NO_GOLD))
            continue
        # GUM tags whatever stands in quotation marks; the novels speech alone.
        elements = accuracy_quotations.ALL if source == "gum" else accuracy_quotations.SPEECH
        result = _quotations(score, [line for line in _lines(file) if wanted(line)], elements)
        speakers = result["speaker_accuracy_on_matched"]
        named = speakers.get("explicit", {}).get("acc")
        figures = [result["overlap"]["f1"], named]
        count = speakers.get("explicit", {}).get("of", 0)
        marks = "all in quotation marks" if source == "gum" else "speech alone"
        how = f"now, {result['documents']} texts, {marks}, {count} named speakers"
        found.append(Row(f"{what}, {told}", known, pair(aim), pair(figures), how, at_least(figures, aim)))
        if source == "litbank" and "anaphoric" in speakers:
            share = speakers["anaphoric"]
            anaphoric = f"{pair([share['acc']])} ({share['right']} of {share['of']})"
    row = "quotations, anaphoric speakers right (“she said”), litbank"
    if anaphoric:
        right = float("0" + anaphoric.split(" ")[0])
        found.append(Row(row, "none", ".65", anaphoric, "now; named as the text names them", right >= 0.65))
    else:
        found.append(skipped(row, "none", ".65", NO_GOLD))
    return found


def _quotations(score: Any, lines: Sequence[Line], elements: set[str]) -> dict[str, Any]:
    from tei_tools.resources import Resources

    resources = Resources()
    pairs = [(line, accuracy_quotations.predicted(line, resources, elements)) for line in lines]
    result: dict[str, Any] = score.score_quotes(pairs)
    return result


def _scorer(gold: Path) -> Any:
    path = gold / "score_dates_quotations_references.py"
    return scorer(path) if path.is_file() else None


def running_text_rows() -> list[Row]:
    """References found in running text, on passages of our own making."""
    found = []
    kinds = (
        "the rules' own",
        "written after the rules",
        "in three languages, written before they were widened",
    )
    for passages, told in zip(accuracy_references.PASSAGES, kinds, strict=True):
        result = accuracy_references.in_running_text(Path(__file__).with_name(passages))
        found.append(
            Row(
                f"references found in running text and notes, passages {told}: F1",
                "none",
                ".85",
                f"{pair([result.f1])} ({result.wanted} references)",
                "now, texts of our own making; half of the words at least",
                result.f1 >= 0.85,
            )
        )
    return found


# Elements that say that something is a name, a date, speech or a writing.
TAGS = frozenset(
    "persName placeName geogName orgName date said quote soCalled mentioned term title bibl rs".split()
)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"“”»«()\[\]]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def furniture_rows(gold: Path, whole: bool) -> list[Row]:
    """Tags inside page furniture, code, addresses; on samples of our own and on all addresses of the gold."""
    from tei_tools import api

    encoder = api.Encoder()
    what, aim = "anything tagged inside page furniture, code, addresses", "0"
    inside = [
        told
        for sample in sorted(SAMPLES.iterdir())
        for told in tagged_where_nothing_is(encoder.encode(sample.read_bytes(), name=sample.name))
    ]
    count = len(list(SAMPLES.iterdir()))
    found = [
        Row(
            f"{what}, {count} pages of our own",
            "",
            aim,
            f"{len(inside)}" + (f": {'; '.join(inside[:3])}" if inside else ""),
            "now, a page, a manual and a scan with running heads",
            not inside,
        )
    ]
    if not (gold / "names").is_dir():
        return [*found, skipped(f"{what}, the gold's addresses", "", aim, NO_GOLD)]
    addresses, texts = 0, 0
    wrong: list[str] = []
    for text in _with_addresses(gold):
        if texts >= (100 if not whole else 10_000):
            break
        texts += 1
        addresses += len(_ADDRESS.findall(text))
        wrong += tagged_where_nothing_is(encoder.encode(text.encode(), name="text.txt"))
    reached = f"{len(wrong)} in {addresses} addresses" + (f": {'; '.join(wrong[:3])}" if wrong else "")
    found.append(Row(f"{what}, the gold's addresses", "", aim, reached, f"now, {texts} texts", not wrong))
    return found


def _with_addresses(gold: Path) -> Iterator[str]:
    for folder in ("names", "dates", "quotations"):
        for file in sorted((gold / folder).glob("*.jsonl")):
            for line in _lines(file):
                if _ADDRESS.search(line["text"]):
                    yield line["text"]


def tagged_where_nothing_is(tree: Any) -> list[str]:
    """What is tagged inside code, page furniture or an address, as ``element: words``."""
    from lxml import etree

    from tei_tools.text import plain_text

    plain = plain_text(tree, reading="diplomatic")
    (text,) = tree.getroot().iter("{*}text")
    addresses = [match.span() for match in _ADDRESS.finditer(plain.text)]
    found, at = [], 0
    for element in text.iter(etree.Element):
        name = etree.QName(element).localname
        if name not in TAGS:
            continue
        kin = {etree.QName(each).localname for each in element.iterancestors()}
        words = " ".join("".join(element.itertext()).split())[:60]
        if kin & {"code", "fw", "eg", "ident"}:
            found.append(f"{name}: {words}")
            continue
        span = plain.span(element)
        if span is None:
            continue
        while at < len(addresses) and addresses[at][1] <= span[0]:
            at += 1
        for start, end in addresses[at : at + 50]:
            # Around a whole address a reference may stand; within one nothing does.
            if start < span[1] and span[0] < end and not (span[0] <= start and end <= span[1]):
                found.append(f"{name}: {words}")
                break
    return found


def speed_rows(gold: Path, whole: bool) -> list[Row]:
    """Characters a second beside spaCy small in the same run, start-up, megabytes."""
    characters, rounds = (encode_speed.CHARACTERS, encode_speed.ROUNDS) if whole else (40_000, 3)
    chosen = encode_speed.texts(gold, characters)
    rates = encode_speed.rates(encode_speed.contenders(), chosen, rounds)
    ours = rates["ours: all taggers"]
    found = []
    for name in ("spaCy small, names alone", "spaCy small, as it is run"):
        what = f"speed, one thread, all taggers, characters a second, beside {name}"
        if name not in rates:
            found.append(skipped(what, "", "twice", "spaCy is not installed"))
            continue
        found.append(
            Row(
                what,
                f"{rates[name]:,.0f}",
                "twice",
                f"{ours:,.0f}: {ours / rates[name]:.2f} times",
                f"now, {sum(map(len, chosen)):,} characters, in turns; its architecture, untrained",
                ours >= 2 * rates[name],
            )
        )
    begun = encode_speed.start_up(3)
    found.append(
        Row(
            "start-up with the model, whole process that encodes the first article",
            "",
            "under 1 s",
            f"{begun['processor']:.2f} s of the processor ({begun['clock']:.2f} s by the clock)",
            f"now, median of 3, by the processor, whatever else the machine does; a bare Python "
            f"{begun['bare processor']:.2f} s ({begun['bare']:.2f} s)",
            begun["processor"] < 1,
        )
    )
    size = encode_speed.sizes()
    found.append(
        Row(
            "model and tables on disk, installed",
            "",
            "under 40 MB",
            f"{size['model and tables']:.1f} MB (all of the package {size['all of the package']:.1f} MB)",
            "now",
            size["all of the package"] < 40,
        )
    )
    return found


def article_rows() -> list[Row]:
    """The first article against its corrected encoding, by kind."""
    article = ROOT / "encoded" / "another-perspective.txt"
    found = []
    for score in article_scores.scores(article, article.with_suffix(".xml")):
        if score.kind in ("all", "descriptions"):
            continue
        found.append(
            Row(
                f"the first article, {score.kind}: F1",
                "",
                ".95",
                f"{pair([score.f1])} ({score.right} right of {score.gold}, {score.found} found)",
                "now, against the encoding corrected by hand",
                score.f1 >= 0.95,
            )
        )
    return found
