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
    from tei_tools.errors import UnreadableError, UsageError

    _options.talk(quiet, verbose)
    if (predictions is None) == (not model):
        raise UsageError("either --predictions or --model", advice="say who tagged the texts")
    wanted = list(evaluation.read(gold))
    if not wanted:
        raise UnreadableError("has no tagged texts", file=str(gold), advice="give JSON Lines or TEI")
    if predictions is not None:
        found = list(evaluation.read(predictions))
        try:
            pairs = evaluation.paired(wanted, found)
        except UnreadableError as fault:
            fault.file = str(predictions)
            raise
        if not quiet:
            _missed(wanted, found)
            _outside(pairs)
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


def _missed(gold: list[Marked], found: list[Marked]) -> None:
    """Says which texts have no partner: they count as texts in which nothing was found, or not at all."""
    wanted, given = {each.id for each in gold}, {each.id for each in found}
    if len(gold) == len(found) == 1 or wanted == given:
        return
    if missing := wanted - given:
        told = f"{len(missing)} of {len(wanted)} texts of GOLD have no predictions, as {min(missing)}"
        click.echo(f"note: {told}: counted as if nothing was found", err=True)
    if more := given - wanted:
        click.echo(f"note: {len(more)} texts are not in GOLD, as {min(more)}: left aside", err=True)


def _outside(pairs: list[tuple[Marked, Marked]]) -> None:
    """Says which spans are not in their texts; they are counted, and are right nowhere."""
    outside = [
        f"{span.start}–{span.end} of {each.id} ({len(each.text)} characters)"
        for each, other in pairs
        for span in (*each.spans, *other.spans)
        if not 0 <= span.start <= span.end <= len(each.text)
    ]
    if outside:
        told = f"{len(outside)} spans are not within their texts, as {outside[0]}; characters are code points"
        click.echo(f"note: {told} from 0", err=True)


def _share(share: dict[str, Any]) -> str:
    return "none" if share["right"] is None else f"{share['right']:.3f}"


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
        for told in ("absolute", "relative"):
            if told in scored["values"]:
                share = scored["values"][told]
                yield f"  values of {told} dates: {_share(share)} of {share['of']}"
    for key, share in scored.get("speakers", {}).items():
        everywhere = scored["speakers_recall"][key]
        yield f"  speakers, {key}: {_share(share)} of {share['of']}; of all {_share(everywhere)}"
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
