"""``tei-tools encode``: articles → TEI."""

from __future__ import annotations

import io
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tei_tools.cli import _options

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.encoded import Encoded


@click.command(
    epilog="""\b
Examples:
  tei-tools encode article.txt -o article.xml
  tei-tools encode letters/ --recursive -o tei/ --language de --authority persons.csv
  curl -s https://example.org/page.html | tei-tools encode - --format html > page.xml
"""
)
@_options.files
@click.option("-o", "--output", metavar="FILE|DIR", help="Where to write; without it, standard output.")
@click.option(
    "--format",
    "format_",
    metavar="NAME",
    help="The input's format, where its name does not say it; grobid: a PDF, by a GROBID server.",
)
@click.option(
    "--language", metavar="TAG", help="The language of the text (en, de, fr …); else it is detected."
)
@click.option(
    "--date", metavar="DATE", help="The document's date (2022-03-06): relative dates count from it."
)
@click.option(
    "--authority",
    type=click.Path(path_type=Path),
    help="A CSV or TEI file of the project's own persons, places and organisations.",
)
@click.option(
    "--model",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The project's own model of names, made by tei-tools train.",
)
@click.option(
    "--header",
    "header_file",
    type=click.Path(path_type=Path),
    help="A TOML file with the project's [header]: publisher, licence, idno …",
)
@click.option(
    "--tagger",
    "taggers",
    metavar="NAME",
    multiple=True,
    help="Run only this tagger; may be given several times. 'none' runs none, 'list' shows them.",
)
@click.option(
    "--also",
    metavar="NAME",
    multiple=True,
    help="Run this tagger besides: one of those that run on request alone. May be given several times.",
)
@click.option(
    "--option",
    "options",
    metavar="TAGGER.KEY=VALUE",
    multiple=True,
    help="What a tagger is to know, as spacy.model=en_core_web_sm.",
)
@click.option(
    "--nested", is_flag=True, help="Tag names inside long names, as Chicago in University of Chicago."
)
@click.option(
    "--decisions",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A person's decisions: a log (.jsonl) or a TEI file that carries them. By default the log beside the"
    " input, and what stands at the output.",
)
@click.option(
    "--explain",
    metavar="FILE",
    help="Write every proposal with its confidence, and which was kept or dropped by which rule, as lines of"
    " JSON; - is standard error.",
)
@_options.force
@_options.max_size(20_000_000)
@_options.common
def command(
    files: tuple[str, ...],
    output: str | None,
    format_: str | None,
    language: str | None,
    date: str | None,
    authority: Path | None,
    model: Path | None,
    header_file: Path | None,
    taggers: tuple[str, ...],
    also: tuple[str, ...],
    options: tuple[str, ...],
    nested: bool,
    decisions: Path | None,
    explain: str | None,
    force: bool,
    max_size: int | None,
    recursive: bool,
    settings_file: Path | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Make articles TEI P5, with persons, places, organisations, dates, quotations and references tagged.

    FILE is plain text, Markdown, HTML, DOCX, ODT, EPUB, RTF, PDF, JATS, PAGE XML, ALTO, e-mail, or TEI, which
    is tagged further; a folder (with --recursive), a zip or tar archive, a pattern, @list.txt, or - for
    standard input.
    """
    from tei_tools import api, inputs, rooms, settings
    from tei_tools.cli import _outputs
    from tei_tools.encoding import serialize
    from tei_tools.errors import UsageError
    from tei_tools.further import is_tei, tag_further

    _options.talk(quiet, verbose)
    if "list" in taggers:
        click.echo("\n".join(rooms.names("taggers")))
        return 0
    project = settings.load(settings_file, header=header_file)
    work = api.Encoder(
        format=format_,
        language=language or project.encode.language,
        date=date or project.encode.date,
        authority=authority or project.encode.authority,
        taggers=() if "none" in taggers else taggers or project.encode.taggers,
        settings=project,
        encoded_on=_options.source_date(),
        max_size=max_size or project.encode.max_size or api.ENCODE_MAX_SIZE,
        decisions=decisions,
        nested=nested or bool(project.encode.nested),
        also=(*(() if taggers else project.encode.also), *also),
        options=_options_of(project.encode.options, options),
        model=model or project.encode.model,
    )
    told = _Explanation(explain, force)
    found = inputs.find(files, recursive=recursive, suffixes=api.source_suffixes())

    def one(job: _outputs.Job) -> None:
        _outputs.refuse_existing(job, force)
        data = inputs.read_bytes(job.item, work.max_size)
        item = inputs.Input(job.item.name, len(data), partial(io.BytesIO, data), job.item.path)
        if format_ == "grobid":
            from tei_tools.taggers.grobid import fulltext

            further(job, fulltext(data, work.options.get("grobid", {}), job.item.name))
            return
        if format_ in (None, "tei") and is_tei(data):
            further(job, data)
            return
        made = work.encoded(item, earlier=job.path if job.path and job.path.is_file() else None)
        tree = made.tree
        _outputs.put(job, serialize(tree), force=force)
        told.add(job.item.name, made)
        for line in made.unkept():
            click.echo(f"{job.item.name}: {line}", err=True)
        if job.path and not quiet:
            click.echo(f"{job.path}: {_told(tree)}", err=True)

    def further(job: _outputs.Job, data: bytes) -> None:
        if told.target is not None:
            raise UsageError("--explain is not for TEI", file=job.item.name)
        made = tag_further(data, job.item, work)
        _outputs.put(job, made.content, force=force)
        for each in made.lost:
            click.echo(f"{job.item.name}: {each.who}: “{each.exact}” is not found for certain", err=True)
        if job.path and not quiet:
            added = ", ".join(f"{count} {name}" for name, count in made.added.items()) or "nothing"
            click.echo(f"{job.path}: {added} added; {made.refused} found no place", err=True)

    code = _outputs.for_each(found, output, one, words=files, suffix=".xml", what="encoding", quiet=quiet)
    told.write()
    return code


def _options_of(
    settings: tuple[tuple[str, dict[str, Any]], ...], words: tuple[str, ...]
) -> dict[str, dict[str, Any]]:
    """What the settings say to each tagger, and then what the command line says."""
    found = {name: dict(table) for name, table in settings}
    for word in words:
        key, equals, value = word.partition("=")
        name, point, own = key.partition(".")
        if not (equals and point and name and own):
            raise click.UsageError(f"--option {word}: write it as TAGGER.KEY=VALUE")
        found.setdefault(name, {})[own] = value
    return found


class _Explanation:
    """What ``--explain`` asks for, written when all is done."""

    def __init__(self, target: str | None, force: bool) -> None:
        self.target = target
        self.force = force
        self.lines: list[str] = []
        if target and target != "-" and Path(target).exists() and not force:
            from tei_tools.errors import UnwritableError

            raise UnwritableError("exists", file=target, advice="--force writes over it")

    def add(self, name: str, made: Encoded) -> None:
        if self.target is None:
            return
        import json

        from tei_tools.encoded import explained

        for row in explained(made):
            line = json.dumps({"file": name, **row}, ensure_ascii=False)
            if self.target == "-":
                click.echo(line, err=True)
            else:
                self.lines.append(line + "\n")

    def write(self) -> None:
        if self.target not in (None, "-"):
            from tei_tools.writing import write

            assert self.target is not None
            write(Path(self.target), "".join(self.lines).encode(), force=self.force)


def _told(tree: etree._ElementTree) -> str:
    """What was tagged, in a few words."""
    from tei_tools.cli._summary import counts

    return ", ".join(f"{count} {kind}" for kind, count in counts(tree).items() if count) or "nothing tagged"
