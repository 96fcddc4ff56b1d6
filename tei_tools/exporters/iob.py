"""IOB: the text of each document as tokens with labels of names and dates, a token a line.

Columns are the token, its label (``B-PER``, ``I-PER``, ``O``), where it starts and ends in the plain text,
and what it names; sentences are parted by an empty line (Ramshaw and Marcus 1995; the IOB2 form).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tei_tools.exporters import FORMAT_VERSION, Options
from tei_tools.exporters._distinct import distinct
from tei_tools.exporters._file_names import FileNames
from tei_tools.exporters._identifiers import Iris
from tei_tools.exporters._offsets import Units
from tei_tools.exporters._rights import rights_of
from tei_tools.exporters._tokens import sentences

if TYPE_CHECKING:
    from tei_tools.records import Record
    from tei_tools.writing import Output

DESCRIPTION = "IOB: tokens with labels of names and dates, for training and evaluation"


def export(records: Iterable[Record], folder: Output, options: Options) -> int:
    """Write one ``.iob`` file a document; gives how many there were."""
    names, number = FileNames(".iob"), 0
    for record in distinct(records, options):
        number += 1
        with folder.open(names.of(record)) as stream:
            stream.write("".join(_lines(record, options)).encode("utf-8", "replace"))
    return number


def _lines(record: Record, options: Options) -> Iterator[str]:
    iris, units = Iris(record, options.base), Units(record.text, options.utf16)
    yield f"# document = {iris.document}\n"
    yield f"# formatVersion = {FORMAT_VERSION}\n"
    yield f"# textVersion = {record.text_version}\n# sha256 = {record.text_sha256}\n"
    yield f"# offsets = {units.name}\n"
    for key, value in rights_of(record).items():
        yield f"# {key} = {' '.join(value.split())}\n"
    text, at = record.text, units.at
    for _, sentence in sentences(record):
        yield "\n"
        for token in sentence:
            start, end, label, entities, _ = token
            about = "_"
            if entities:
                about = " ".join(key if label.endswith("DATE") else iris.of(key) for key in entities)
            yield f"{text[start:end]}\t{label}\t{at(start)}\t{at(end)}\t{about}\n"
