"""``tei-tools train``: a model of names out of texts tagged by people."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(
    epilog="""\b
Examples:
  tei-tools train tagged/ -o names.crf
  tei-tools train tagged/ -o names.crf --no-calibration --card names.json
  tei-tools encode letters/ --recursive -o tei/ --model names.crf
"""
)
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The file of the model.")
@click.option("--card", type=click.Path(path_type=Path), help="Write what the model says of itself, as JSON.")
@click.option("--rounds", type=click.IntRange(1), help="Rounds of training (by default 60).")
@click.option(
    "--calibration/--no-calibration",
    default=True,
    help="Leave sources out in turn first, to learn how sure the model may be (takes five times as long).",
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but faults.")
def command(
    folder: Path, output: Path, card: Path | None, rounds: int | None, calibration: bool, quiet: bool
) -> None:
    """Make a model of names out of the tagged texts of FOLDER: *.jsonl, and TEI files (*.xml) with their
    NAME.decisions.jsonl (see docs/models.md). encode --model and run --model take it.

    Needs the packages python-crfsuite and spacy-lookups-data, at training time only
    (pip install 'tei-tools[train]').
    """
    import json
    from dataclasses import replace

    from tei_tools.training import Training, train
    from tei_tools.writing import write

    training = Training() if rounds is None else replace(Training(), rounds=rounds)

    def say(words: str) -> None:
        if not quiet:
            click.echo(words, err=True)

    told = train(folder, output, training=training, calibrate=calibration, say=say)
    if card is not None:
        write(card, (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode(), force=True)
    documents = told["training"]["documents"]
    say(f"{output}: {sum(documents.values())} documents of {len(documents)} sources")
