"""``tei-tools evaluate``: how far tags agree with those that people made."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tei_tools.cli import _options

if TYPE_CHECKING:
    from tei_tools.evaluation import Marked


@click.command(
    epilog="""\b
Examples:
  tei-tools evaluate tagged/ --model
  tei-tools evaluate tagged/ --predictions theirs/ --errors 20
  tei-tools evaluate by-hand.xml --predictions by-machine.xml
"""
)
@click.argument("gold", metavar="GOLD", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--predictions",
    type=click.Path(path_type=Path, exists=True),
    help="Who tagged the same texts: JSON Lines, a TEI file, or a folder.",
)
@click.option("--model", is_flag=True, help="Tag the texts with this program.")
@click.option(
    "--errors", type=click.IntRange(0), default=0, metavar="N", help="List the N worst errors as text."
)
@click.option("--json", "as_json", is_flag=True, help="Figures as JSON.")
@_options.common
def command(
    gold: Path,
    predictions: Path | None,
    model: bool,
    errors: int,
    as_json: bool,
    recursive: bool,
    settings_file: Path | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Score tags against GOLD, texts tagged by people: JSON Lines, a TEI file, or a folder of either.

    By kind, for all and for each source: exact, overlap, and with titles left aside; the values of dates,
    the speakers of quotations, the fields of references, identity (B-cubed), and how often what is said to
    be certain is right.
    """
    from tei_tools import api, evaluation, settings
    from tei_tools.errors import UsageError

    _options.talk(quiet, verbose)
    if (predictions is None) == (not model):
        raise UsageError("either --predictions or --model", advice="say who tagged the texts")
    wanted = list(evaluation.read(gold))
    if predictions is not None:
        pairs = list(_paired(wanted, list(evaluation.read(predictions)), gold, predictions))
    else:
        encoder = api.Encoder(settings=settings.load(settings_file))
        pairs = list(zip(wanted, evaluation.tagged(wanted, encoder), strict=True))
    groups = {"all": pairs}
    sources = sorted({each.source for each, _ in pairs})
    if len(sources) > 1:
        groups |= {source: [pair for pair in pairs if pair[0].source == source] for source in sources}
    scored = {name: evaluation.scores(group) for name, group in groups.items()}
    listed = evaluation.errors(pairs, errors) if errors else []
    if as_json:
        click.echo(json.dumps({"scores": scored, "errors": listed}, ensure_ascii=False, indent=1))
        return 0
    for name, figures in scored.items():
        click.echo("\n".join(_lines(name, figures)))
    for each in listed:
        told = f" (gold {each['gold']}; found {each['found'] or 'nothing'})" if "gold" in each else ""
        sure = f" {each['cert']}" if each.get("cert") else ""
        click.echo(f"{each['what']}{sure} {each['kind']} {each['id']}: {each['text']}{told}")
    return 0


def _paired(
    gold: list[Marked], found: list[Marked], gold_path: Path, found_path: Path
) -> Iterator[tuple[Marked, Marked]]:
    """The texts by their ids; two files are a pair whatever they are called."""
    from dataclasses import replace

    from tei_tools.errors import UnreadableError

    if len(gold) == len(found) == 1 and gold_path.is_file() and found_path.is_file():
        found = [replace(found[0], id=gold[0].id)]
    by_id = {each.id: each for each in found}
    for each in gold:
        other = by_id.get(each.id) or replace(each, spans=(), fields=() if each.fields is not None else None)
        if other.text and other.text != each.text:
            at = next(
                (n for n, (a, b) in enumerate(zip(each.text, other.text, strict=False)) if a != b),
                min(len(each.text), len(other.text)),
            )
            raise UnreadableError(
                f"the text of {each.id} is another from character {at} on: {other.text[at : at + 20]!r}",
                file=str(found_path),
                advice="tags of one text can be compared, not those of two",
            )
        yield each, other


def _lines(name: str, scored: dict[str, Any]) -> Iterator[str]:
    yield f"{name}: {scored['documents']} documents"
    if scored["kinds"]:
        yield f"  {'kind':13}{'gold':>7}{'found':>7}   exact P   R   F1     core F1  overlap P   R   F1"
    for kind, figures in scored["kinds"].items():
        exact, bare, overlap = figures["exact"], figures["core"], figures["overlap"]
        yield (
            f"  {kind:13}{figures['gold']:7}{figures['found']:7}"
            f"   {exact['p']:.3f} {exact['r']:.3f} {exact['f1']:.3f}    {bare['f1']:.3f}"
            f"   {overlap['p']:.3f} {overlap['r']:.3f} {overlap['f1']:.3f}"
        )
    if "values" in scored:
        whole = scored["values"]["span_and_value"]
        yield f"  dates, span and value right: P {whole['p']:.3f} R {whole['r']:.3f} F1 {whole['f1']:.3f}"
    for key, share in scored.get("speakers", {}).items():
        yield f"  speakers, {key}: {share['right']:.3f} of {share['of']}"
    if "identity" in scored:
        same = scored["identity"]
        told = f"P {same['p']:.3f} R {same['r']:.3f} F1 {same['f1']:.3f}"
        yield f"  identity, B-cubed: {told} of {same['mentions']} names"
    if "references" in scored:
        parsed = scored["references"]
        yield f"  references: micro F1 {parsed['micro']['f1']:.3f}, wholly right {parsed['wholly_right']:.3f}"
        for field, figures in parsed["fields"].items():
            yield f"    {field:13} P {figures['p']:.3f} R {figures['r']:.3f} F1 {figures['f1']:.3f}"
    for key, count in scored.get("certainty", {}).items():
        yield f"  said {key}: right {count['right']:.3f} of {count['said']}"
