"""What ``tei-tools validate`` does with the reports of files: filter, count, show, and the exit code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tei_tools.errors import TeiToolsError, UnwritableError, UsageError
from tei_tools.reports import FileReport, formats, report
from tei_tools.validation._validator import Checks, Validator, failed

if TYPE_CHECKING:
    from tei_tools.inputs import Input
    from tei_tools.resources import Resources
    from tei_tools.validation._baseline import Baseline
    from tei_tools.validation._summary import Summary

# The forms that a summary has.
_SUMMARIES = ("text", "json", "csv")
# So many schemas are named at the end.
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Show:
    """What is shown of the findings, and from which severity on they fail."""

    form: str = "text"
    summary: bool = False
    explain: bool = False
    most: int | None = None
    baseline: Path | None = None
    new_baseline: Path | None = None
    fails_on: str = "error"
    quiet: bool = False


@dataclass(slots=True)
class _Counts:
    valid: int = 0
    invalid: int = 0
    unreadable: int = 0
    findings: int = 0
    left_out: int = 0
    worst: int = 0
    schemas: Counter[str] = field(default_factory=Counter)
    stand_ins: Counter[str] = field(default_factory=Counter)
    without_schematron: int = 0

    def add(self, each: FileReport, fails_on: str) -> None:
        """Count a file; say on standard error why it can't be read."""
        if each.fault is not None:
            self.unreadable += 1
            self.worst = max(self.worst, each.exit_code)
            click.echo(f"error: {each.fault}", err=True)
            return
        fails = any(fails_on == "warning" or finding.severity == "error" for finding in each.findings)
        self.valid += not fails
        self.invalid += fails
        self.worst = max(self.worst, int(fails))
        self.findings += len(each.findings)
        if each.schema:
            self.schemas[each.schema] += 1
        self.without_schematron += bool(each.left_out)
        if each.instead_of:
            self.stand_ins[each.schema] += 1

    def told(self) -> Iterator[str]:
        """How many files are valid, by what, in a line; and for how many another schema had to stand in."""
        files = self.valid + self.invalid + self.unreadable
        said = f"{self.valid} of {_many(files, 'file')} valid"
        if self.schemas:
            named = [name for name, _ in self.schemas.most_common(_MOST_NAMED)]
            more = len(self.schemas) - len(named)
            said += f" by {', '.join(named)}" + (f" and {more} more" if more else "")
        if self.findings:
            said += f", {_many(self.findings, 'finding')}"
        if self.left_out:
            said += f" ({self.left_out} not shown: --max-findings)"
        if self.unreadable:
            said += f", {self.unreadable} not readable"
        yield said
        for name, times in self.stand_ins.items():
            whose = "the schema it names, which is" if times == 1 else "the schemas they name, which are"
            what = f"{name} took the place of {whose} not here"
            yield f"{what}, for {_many(times, 'file')} (--catalog, --schema)"
        if self.without_schematron:
            whose = _many(self.without_schematron, "file")
            yield f"Schematron that is named and not here was left out, for {whose} (--catalog)"


def refuse_unknown(show: Show) -> None:
    """Raise :class:`~tei_tools.errors.UsageError` for a form that there is not."""
    choices = _SUMMARIES if show.summary else formats()
    if show.form not in choices:
        what = "summary" if show.summary else "report"
        raise UsageError(
            f"there is no {what} in the form {show.form!r}", advice=f"choose of: {', '.join(choices)}"
        )


def validate(
    items: Iterable[Input],
    checks: Checks,
    resources: Resources,
    show: Show,
    *,
    jobs: int,
    timeout: float | None = None,
) -> int:
    """Validate the files and show what is found; gives the exit code."""
    from tei_tools.cli._options import shown_progress
    from tei_tools.validation._jobs import reports

    found = reports(items, checks, jobs=jobs, resources=resources, timeout=timeout)
    with shown_progress(found, "validating", quiet=show.quiet) as each:
        return _shown(each, show)


def _shown(found: Iterable[FileReport], show: Show) -> int:
    counts = _Counts()
    baseline, new, summary = _baselines(show)
    reports = _filtered(found, show, counts, baseline, new, summary)
    if summary is not None:
        for _ in reports:
            pass
        pieces: Iterator[str] = {"text": summary.text, "json": summary.json, "csv": summary.csv}[show.form]()
    elif show.explain and show.form == "text":
        from tei_tools.reports.text import explained

        pieces = explained(reports)
    else:
        pieces = report(reports, show.form)
    for piece in pieces:
        _echo(piece)
    if new is not None:
        from tei_tools.writing import write

        write(new.path, new.content(), force=True)
    _tell(counts, show)
    return counts.worst if new is None else max(0, counts.worst if counts.worst > 1 else 0)


def _baselines(show: Show) -> tuple[Baseline | None, Baseline | None, Summary | None]:
    from tei_tools.validation._baseline import Baseline
    from tei_tools.validation._summary import Summary

    return (
        Baseline(show.baseline) if show.baseline else None,
        Baseline(show.new_baseline, must_exist=False) if show.new_baseline else None,
        Summary() if show.summary else None,
    )


def _filtered(
    found: Iterable[FileReport],
    show: Show,
    counts: _Counts,
    baseline: Baseline | None,
    new: Baseline | None,
    summary: Summary | None,
) -> Iterator[FileReport]:
    """The reports with what is to be shown; all is counted."""
    left = show.most
    for each in found:
        if new is not None:
            new.add(each)
        each = baseline.new(each) if baseline is not None else each
        counts.add(each, show.fails_on)
        if summary is not None:
            summary.add(each)
        if left is not None:
            counts.left_out += max(0, len(each.findings) - left)
            each = replace(each, findings=tuple(each.findings[:left]))
            left -= len(each.findings)
        yield each


def fix(items: Iterable[Input], checks: Checks, resources: Resources, show: Show, *, only_shown: bool) -> int:
    """Put right what has one reading, in each file; show what is left. With ``only_shown`` write nothing."""
    validator = Validator(checks, resources)
    mended = files = 0

    def reports() -> Iterator[FileReport]:
        nonlocal mended, files
        for item in items:
            try:
                times, after = _fix_one(item, validator, only_shown)
            except TeiToolsError as fault:
                yield failed(item.name, fault)
                continue
            mended += times
            files += bool(times)
            yield after
        validator.schemas.remember()

    if only_shown:
        counts = _Counts()
        for each in reports():
            counts.add(each, show.fails_on)
        worst = counts.worst
        _tell(counts, show)
    else:
        worst = _shown(reports(), show)
    if not show.quiet:
        done = "would be mended" if only_shown else "mended"
        click.echo(f"{_many(mended, 'fault')} {done} in {_many(files, 'file')}", err=True)
    return worst


def _fix_one(item: Input, validator: Validator, only_shown: bool) -> tuple[int, FileReport]:
    from tei_tools.editing import apply, diff, digest
    from tei_tools.inputs import read_bytes
    from tei_tools.validation._fix import fixed
    from tei_tools.writing import write

    source = read_bytes(item, validator.checks.max_size)
    after = fixed(validator, item, source)
    if after.edits and only_shown:
        _echo(diff(source, after.edits, item.name, encoding=after.encoding))
    elif after.edits:
        if item.path is None:
            raise UnwritableError("can't be mended where it is", file=item.name, advice="unpack it first")
        now = read_bytes(item, validator.checks.max_size)
        write(item.path, apply(now, after.edits, digest(source), encoding=after.encoding), force=True)
    return len(after.mended), after.report


def watch(find: Callable[[], Iterable[Input]], checks: Checks, resources: Resources, show: Show) -> int:
    """Validate each file, and again when it is saved, until Ctrl-C."""
    import sys
    import time

    from tei_tools.validation._watch import saved

    validator = Validator(checks, resources)
    try:
        for item in saved(find):
            begun = time.perf_counter()
            validator.neighbours.forget()
            each = validator.report(item)
            counts = _Counts()
            for piece in report(_filtered([each], show, counts, None, None, None), show.form):
                _echo(piece)
            if not show.quiet and each.fault is None:
                took = (time.perf_counter() - begun) * 1000
                found = _many(len(each.findings), "finding") if each.findings else "valid"
                click.echo(f"{item.name}: {found} ({took:.0f} ms)", err=True)
            sys.stdout.flush()
    except KeyboardInterrupt:
        validator.schemas.remember()
    return 0


def _tell(counts: _Counts, show: Show) -> None:
    if not show.quiet:
        for said in counts.told():
            click.echo(said, err=True)


def _echo(piece: str) -> None:
    """Write to standard output as it is (CSV has line ends of its own, XML and JSON their encoding)."""
    import sys

    sys.stdout.flush()
    stream = sys.stdout.buffer
    stream.write(piece.encode("utf-8", "surrogateescape"))


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
