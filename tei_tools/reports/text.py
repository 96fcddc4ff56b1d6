"""Lines for a person: one for each finding.

Nothing for a valid file, and nothing for one that could not be read: that goes to standard error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tei_tools.reports import FileReport, line
from tei_tools.validation._chapters import address


def report(files: Iterable[FileReport]) -> Iterator[str]:
    """A line for each finding."""
    for each in files:
        for finding in each.findings:
            yield line(finding) + "\n"


def explained(files: Iterable[FileReport]) -> Iterator[str]:
    """The same, with what each code means, what to do, and all that may stand there."""
    from tei_tools.validation._codes import described

    codes = {each.code: each for each in described()}
    for each in files:
        for finding in each.findings:
            yield line(finding) + "\n"
            if finding.expected:
                yield _indented("may stand there", ", ".join(finding.expected))
            if finding.mend and len(finding.mend.choices) > 1:
                yield _indented("choose", " or ".join(finding.mend.choices))
            known = codes.get(finding.code)
            if known is not None:
                yield _indented("this is", known.meaning)
                if known.advice:
                    yield _indented("to do", known.advice)
                yield _indented("see", address(finding.chapter or known.chapter))


def _indented(what: str, words: str) -> str:
    import textwrap

    lines = textwrap.wrap(
        f"{what}: {words}", 108, initial_indent="    ", subsequent_indent="      ", break_long_words=False
    )
    return "\n".join(lines) + "\n"
