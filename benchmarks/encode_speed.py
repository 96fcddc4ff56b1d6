"""How quickly articles are tagged and encoded, beside spaCy's small pipeline in one run; start-up; sizes.

    python benchmarks/encode_speed.py [GOLD_FOLDER] [--characters N] [--rounds N] [--write]

One thread, in turns, medians of the rounds, processor time. The texts are English ones of the gold
(``../shared/gold`` beside the checkout; without it the first article, again and again).

spaCy's trained small model cannot be fetched here. What is timed is the same architecture, built by spaCy
from its own parts with the widths, depths and rows of ``en_core_web_sm`` 3.8 and weights drawn at random: a
network takes as long to be wrong as to be right. It is timed with names alone, and with the tagger and the
parser that the model runs unless told not to. Nothing is said about what it finds.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / ".." / "shared" / "gold"
ARTICLE = ROOT / "encoded" / "another-perspective.txt"
RESULTS = ROOT / "benchmarks" / "RESULTS.md"
SOURCES = ("gum_open", "litbank", "wikigold", "mitford_letters")
CHARACTERS = 150_000
ROUNDS = 5
STARTS = 7
MEGABYTE = 1_000_000

# The labels of OntoNotes that en_core_web_sm tells apart; the parser's are those of ClearNLP.
ENTITIES = (
    "CARDINAL DATE EVENT FAC GPE LANGUAGE LAW LOC MONEY NORP ORDINAL ORG PERCENT PERSON PRODUCT QUANTITY "
    "TIME WORK_OF_ART"
).split()
RELATIONS = (
    "acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj csubj dative dep "
    "det dobj expl intj mark meta neg nmod npadvmod nsubj nsubjpass nummod oprd parataxis pcomp pobj poss "
    "preconj predet prep prt punct quantmod relcl xcomp"
).split()
PARTS_OF_SPEECH = 50


def texts(gold: Path, characters: int) -> list[str]:
    """English texts of about so many characters together, some of each source, the same ones every time."""
    found: list[str] = []
    files = [gold / "names" / f"{source}.jsonl" for source in SOURCES]
    for file in files:
        if file.is_file():
            left = characters // len(files)
            for line in file.read_text("utf-8").splitlines():
                text = json.loads(line)["text"][:left]
                found.append(text)
                left -= len(text)
                if left <= 0:
                    break
    if not found:
        article = ARTICLE.read_text("utf-8")
        found = [article] * max(1, characters // len(article))
    return found


def spacy_small(names_only: bool) -> Callable[[str], object] | None:
    """The architecture of ``en_core_web_sm``, untrained; ``None`` where spaCy is not installed."""
    try:
        import numpy
        import spacy
    except ImportError:
        return None
    layers = {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": 96,
            "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"],
            "rows": [5000, 1000, 2500, 2500, 50, 50],
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": 96,
            "depth": 4,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    }
    shared = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}
    nlp = spacy.blank("en")
    if not names_only:
        nlp.add_pipe("tok2vec", config={"model": layers})
        tagger: Any = nlp.add_pipe(
            "tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "nO": None, "tok2vec": shared}}
        )
        for number in range(PARTS_OF_SPEECH):
            tagger.add_label(f"T{number}")
        parser: Any = nlp.add_pipe("parser", config=_transitions("parser", shared))
        for label in RELATIONS:
            parser.add_label(label)
    recogniser: Any = nlp.add_pipe("ner", config=_transitions("ner", layers))
    for label in ENTITIES:
        recogniser.add_label(label)
    nlp.initialize()
    # The last layers begin as noughts and would give one label to all words; a trained one does not.
    random = numpy.random.default_rng(6)
    for name in {"ner", "parser"} & set(nlp.pipe_names):
        part: Any = nlp.get_pipe(name)
        for node in part.model.walk():
            if node.name == "linear" and node.has_param("W"):
                node.set_param("W", random.normal(0, 0.3, node.get_param("W").shape).astype("float32"))
    return nlp


def _transitions(state: str, layers: dict[str, Any]) -> dict[str, Any]:
    return {
        "model": {
            "@architectures": "spacy.TransitionBasedParser.v2",
            "state_type": state,
            "extra_state_tokens": False,
            "hidden_width": 64,
            "maxout_pieces": 2,
            "use_upper": True,
            "nO": None,
            "tok2vec": layers,
        }
    }


def contenders() -> dict[str, Callable[[str], object]]:
    """What is timed, by name: each takes a text."""
    from tei_tools import api

    encoder = api.Encoder(language="en")

    def read(text: str) -> Any:
        return api.read_source(text.encode(), name="article.txt")

    work: dict[str, Callable[[str], object]] = {
        "ours: bytes to TEI, all taggers": lambda text: encoder.encode(read(text)),
        "ours: all taggers": lambda text: api.tag(read(text), language="en", resources=encoder.resources),
        "ours: names alone": lambda text: api.tag(
            read(text), language="en", taggers=["names"], resources=encoder.resources
        ),
    }
    for name, names_only in (("spaCy small, names alone", True), ("spaCy small, as it is run", False)):
        pipeline = spacy_small(names_only)
        if pipeline is not None:
            work[name] = pipeline
    return work


def rates(work: dict[str, Callable[[str], object]], chosen: list[str], rounds: int) -> dict[str, float]:
    """Characters a second of processor time, each contender in turn, medians of the rounds."""
    for function in work.values():
        function(chosen[0])
    taken: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, function in work.items():
            begun = time.process_time()
            for text in chosen:
                function(text)
            # Of all threads, so that a second core would not help.
            taken[name].append(time.process_time() - begun)
    characters = sum(map(len, chosen))
    return {name: characters / statistics.median(seconds) for name, seconds in taken.items()}


def shares(chosen: list[str]) -> dict[str, float]:
    """The share of each stage in the time of one encoding."""
    from tei_tools import api, encoding, identity, rooms

    encoder = api.Encoder(language="en")
    taken: dict[str, float] = {}

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*words: Any, **named: Any) -> Any:
            begun = time.process_time()
            made = function(*words, **named)
            if isinstance(made, Iterable) and not hasattr(made, "__len__") and hasattr(made, "__next__"):
                made = list(made)
            taken[name] = taken.get(name, 0.0) + time.process_time() - begun
            return made

        return call

    places = [(rooms.load("taggers", name), "tag", name) for name in rooms.names("taggers")]
    places += [(identity, "resolve", "identity"), (encoding, "encode", "the TEI tree")]
    places += [(api, "read_source", "reading")]
    kept = [(place, name, getattr(place, name)) for place, name, _ in places]
    encoder.encode(chosen[0].encode(), name="article.txt")
    for place, name, told in places:
        setattr(place, name, timed(told, getattr(place, name)))
    try:
        begun = time.process_time()
        for text in chosen:
            encoder.encode(text.encode(), name="article.txt")
        whole = time.process_time() - begun
    finally:
        for place, name, function in kept:
            setattr(place, name, function)
    return {name: seconds / whole for name, seconds in sorted(taken.items(), key=lambda each: -each[1])}


def start_up(starts: int = STARTS) -> dict[str, float]:
    """Seconds of a whole process that encodes the first article, by the clock and by the processor, and of a
    bare Python; medians, in turns.
    """
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    words = [sys.executable, "-m", "tei_tools", "encode", str(ARTICLE), "-q"]
    taken: dict[str, list[float]] = {"clock": [], "processor": [], "bare": [], "bare processor": []}
    for number in range(starts + 1):
        for clock, processor, call in (
            ("clock", "processor", words),
            ("bare", "bare processor", [sys.executable, "-c", ""]),
        ):
            used, begun = _processor(), time.perf_counter()
            subprocess.run(call, check=True, capture_output=True, env=environment)
            if number:
                taken[clock].append(time.perf_counter() - begun)
                taken[processor].append(_processor() - used)
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


def _processor() -> float:
    """Seconds that the processes called so far have kept a processor busy."""
    spent = os.times()
    return spent.children_user + spent.children_system


def sizes() -> dict[str, float]:
    """Megabytes on disk: model and tables of the taggers, and all that is installed of ours."""
    import tei_tools

    package = Path(tei_tools.__file__).parent
    beside = [ROOT / "cli", ROOT / "schemas"] if not (package / "cli").is_dir() else []
    tagging = [package / "taggers" / "models", package / "taggers" / "gazetteer"]

    def of(folders: Iterable[Path]) -> float:
        files = (file for folder in folders for file in folder.rglob("*"))
        return (
            sum(file.stat().st_size for file in files if file.is_file() and file.suffix != ".pyc") / MEGABYTE
        )

    return {"model and tables": of(tagging), "all of the package": of([package, *beside])}


def tables(gold: Path, characters: int, rounds: int) -> list[str]:
    """The tables as lines of Markdown."""
    chosen = texts(gold, characters)
    found = rates(contenders(), chosen, rounds)
    ours = found["ours: bytes to TEI, all taggers"]
    lines = [
        f"{len(chosen)} English texts, {sum(map(len, chosen)):,} characters, one core, medians of {rounds}.",
        "",
        "| what | characters a second | bytes to TEI beside it |",
        "|---|---|---|",
    ]
    lines += [f"| {name} | {rate:,.0f} | {ours / rate:.2f} |" for name, rate in found.items()]
    parted = ", ".join(f"{name} {share:.0%}" for name, share in shares(chosen).items() if share >= 0.005)
    begun = start_up()
    lines += ["", f"Where the time of an encoding goes: {parted}.", ""]
    lines += [
        f"Whole process, first article, model and gazetteer opened: {begun['clock']:.2f} s, "
        f"{begun['processor']:.2f} s of the processor (bare Python {begun['bare']:.2f} and "
        f"{begun['bare processor']:.2f} s).",
        "On disk: " + ", ".join(f"{name} {size:.1f} MB" for name, size in sizes().items()) + ".",
    ]
    return lines


def main() -> None:
    """Print the tables, or write them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="?", type=Path, default=GOLD)
    parser.add_argument("--characters", type=int, default=CHARACTERS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--write", action="store_true", help="put the tables into benchmarks/RESULTS.md")
    options = parser.parse_args()
    text = "\n".join(tables(options.gold, options.characters, options.rounds))
    print(text)
    if options.write:
        begin, end = "<!-- encode speed -->", "<!-- /encode speed -->"
        page = RESULTS.read_text(encoding="utf-8")
        before, after = page.split(begin)[0], page.split(end)[1]
        RESULTS.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    # Before numpy is loaded, which reads them once.
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    main()
