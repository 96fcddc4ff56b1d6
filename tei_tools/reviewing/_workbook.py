"""The review as a spreadsheet: every proposal a row, decided by a word in its column ``verdict``.

``export`` writes ``.xlsx`` (with the extra ``review``) or ``.csv``; ``read`` gives the actions of the rows
that say something, and why others are refused. They go through the desk like any decision: into the log
first, then into the file, undone as one.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tei_tools.decisions import Verdict
from tei_tools.errors import MissingExtraError, TeiToolsError, UnreadableError, UsageError
from tei_tools.exporters._guard import guarded, unguarded
from tei_tools.reviewing import KINDS
from tei_tools.reviewing._desk import Action, Desk

COLUMNS = (
    "path", "element", "start", "end", "before", "exact", "after", "cert", "ref", "decided",
    "verdict", "new_element", "new_exact", "new_ref", "new_edtf",
)  # fmt: skip
SUFFIXES = (".xlsx", ".csv")
_VERDICTS: dict[str, Verdict] = {
    **dict.fromkeys(("accept", "accepted", "yes", "y", "ok", "a"), "accepted"),
    **dict.fromkeys(("reject", "rejected", "no", "n", "r"), "rejected"),
    **dict.fromkeys(("change", "changed", "c"), "changed"),
}
_AROUND = 40
_HELP = "accept, reject, or change (with new_element, new_exact, new_ref, new_edtf)"


def export(desk: Desk, path: Path, *, force: bool = False) -> int:
    """Write the proposals of the folder that wait and those that are decided; gives how many."""
    from tei_tools.writing import write

    rows = list(_rows(desk))
    if path.suffix.lower() == ".csv":
        text = io.StringIO()
        csv.writer(text, lineterminator="\r\n").writerows([COLUMNS, *rows])
        content = text.getvalue().encode("utf-8-sig", "replace")
    elif path.suffix.lower() == ".xlsx":
        content = _workbook(rows)
    else:
        raise UsageError("is no spreadsheet by its name", file=str(path), advice="name it .xlsx or .csv")
    write(path, content, force=force)
    return len(rows)


def read(desk: Desk, path: Path) -> tuple[list[Action], list[str]]:
    """The actions that the rows of a spreadsheet ask for, and what is refused, each with its row.

    Raises :class:`~tei_tools.errors.UnreadableError` for what is no such spreadsheet.
    """
    actions: list[Action] = []
    refused = []
    for number, row in enumerate(_read(path), 2):
        said = row.get("verdict", "").strip().casefold()
        if not said:
            continue
        try:
            actions.append(_action(desk, row, said))
        except (ValueError, TeiToolsError) as why:
            refused.append(f"{path}:{number}: {why}")
    return actions, refused


def _rows(desk: Desk) -> Iterator[list[Any]]:
    for decided in (False, True):
        offset = 0
        while listed := desk.shelf.queue(order="document", decided=decided, limit=1000, offset=offset):
            offset += len(listed)
            for each in listed:
                text = desk.document(each.path).text
                yield [
                    guarded(each.path), each.element, each.start, each.end,
                    guarded(text[max(0, each.start - _AROUND) : each.start]),
                    guarded(text[each.start : each.end]),
                    guarded(text[each.end : each.end + _AROUND]),
                    each.cert, guarded(each.ref), guarded(each.decided), "", "", "", "", "",
                ]  # fmt: skip


def _workbook(rows: Iterable[list[Any]]) -> bytes:
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Font
        from openpyxl.utils.exceptions import IllegalCharacterError
        from openpyxl.worksheet.datavalidation import DataValidation
    except ImportError:
        raise MissingExtraError("the review as a workbook", "review") from None
    book = Workbook(write_only=True)
    sheet = book.create_sheet("proposals")
    sheet.freeze_panes = "A2"
    for letter, width in zip(
        "ABCDEFGHIJKLMNO", (28, 12, 8, 8, 34, 30, 34, 9, 26, 14, 11, 13, 26, 30, 20), strict=True
    ):
        sheet.column_dimensions[letter].width = width
    heading = []
    for name in COLUMNS:
        cell = WriteOnlyCell(sheet, value=name)
        cell.font = Font(bold=True)
        heading.append(cell)
    sheet.append(heading)
    count = 1
    for row in rows:
        count += 1
        try:
            sheet.append(row)
        except IllegalCharacterError:
            sheet.append([_printable(cell) for cell in row])
    choice = DataValidation(type="list", formula1='"accept,reject,change"', allow_blank=True)
    choice.error = _HELP
    choice.add(f"K2:K{max(2, count)}")
    sheet.data_validations.append(choice)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _printable(cell: Any) -> Any:
    return "".join(each for each in cell if each >= " " or each in "\t\n") if isinstance(cell, str) else cell


def _read(path: Path) -> Iterator[dict[str, str]]:
    if path.suffix.lower() == ".csv":
        rows: Iterator[list[Any]] = _csv_rows(path)
    elif path.suffix.lower() == ".xlsx":
        rows = _xlsx_rows(path)
    else:
        raise UsageError("is no spreadsheet by its name", file=str(path), advice="give a .xlsx or .csv")
    heading = [str(name or "").strip() for name in next(rows, [])]
    missing = [
        name for name in ("path", "element", "start", "end", "exact", "verdict") if name not in heading
    ]
    if missing:
        raise UnreadableError(
            f"has no column {missing[0]!r}", file=str(path), advice="begin with what review --export wrote"
        )
    for row in rows:
        cells = ["" if cell is None else str(cell) for cell in row]
        yield {name: unguarded(cell) for name, cell in zip(heading, cells, strict=False)}


def _csv_rows(path: Path) -> Iterator[list[Any]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
        sample = text[:2000].split("\n")[0]
        mark = max(",;\t", key=sample.count)
        yield from csv.reader(io.StringIO(text), delimiter=mark)
    except OSError as fault:
        raise UnreadableError(f"can't be read: {fault.strerror}", file=str(path)) from None
    except (UnicodeDecodeError, csv.Error) as fault:
        raise UnreadableError(f"is no table in UTF-8: {fault}", file=str(path)) from None


def _xlsx_rows(path: Path) -> Iterator[list[Any]]:
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise MissingExtraError("the review as a workbook", "review") from None
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        for row in book.worksheets[0].iter_rows(values_only=True):
            yield list(row)
    except OSError as fault:
        raise UnreadableError(f"can't be read: {fault.strerror or fault}", file=str(path)) from None
    except Exception as fault:  # the library raises what its parsers do
        raise UnreadableError(f"is no workbook: {fault}", file=str(path)) from None


def _action(desk: Desk, row: dict[str, str], said: str) -> Action:
    verdict = _VERDICTS.get(said)
    if verdict is None:
        raise ValueError(f"the verdict is {said!r}; write {_HELP}")
    document = desk.document(row["path"])
    start, end = int(float(row["start"])), int(float(row["end"]))
    tag = document.tag((row["element"], start, end))
    if tag is None or " ".join(tag.exact.split()) != " ".join(row["exact"].split()):
        raise ValueError(f"{row['element']} {row['exact']!r} does not stand there any more; export again")
    key = (tag.element, start, end)
    if verdict != "changed":
        return Action(document.name, key, verdict)
    element = row.get("new_element", "").strip() or tag.element
    if element not in KINDS:
        raise ValueError(f"new_element is {element!r}; it is one of: {', '.join(KINDS)}")
    attributes: dict[str, str | None] = {}
    if ref := row.get("new_ref", "").strip():
        attributes["who" if element == "said" else "ref"] = ref
    if edtf := row.get("new_edtf", "").strip():
        attributes.update(_dating(edtf))
    if exact := row.get("new_exact", "").strip():
        start, end = _span(document.text, start, end, exact)
    return Action(document.name, key, verdict, element, start, end, tuple(attributes.items()))


def _dating(edtf: str) -> dict[str, str | None]:
    from tei_tools.importing._dating import OURS, attributes

    made = attributes(edtf, "w3c")
    if made is None:
        raise ValueError(f"new_edtf is {edtf!r}, which is no EDTF")
    return {**dict.fromkeys(OURS), **made}


def _span(text: str, start: int, end: int, exact: str) -> tuple[int, int]:
    """Where the new words stand that overlap the old ones."""
    place = text.find(exact, max(0, start - len(exact)), end + len(exact))
    if place < 0 or place >= end or place + len(exact) <= start:
        raise ValueError(f"new_exact is {exact!r}, which does not stand there")
    return place, place + len(exact)
