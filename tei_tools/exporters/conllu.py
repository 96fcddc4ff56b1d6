"""CoNLL-U: the text of each document as sentences and tokens, for NLP tools.

Only what is known is filled in: ``ID``, ``FORM`` and ``MISC``, which has ``SpaceAfter=No``, ``NER`` (IOB2),
``Entity`` (what is named, as an IRI or EDTF, percent-encoded where the form needs it), and ``TokenRange`` in
the plain text. Each file is one ``newdoc``, each block a ``newpar``.
Specification: Universal Dependencies, "CoNLL-U Format".
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

DESCRIPTION = "CoNLL-U: sentences and tokens with names and dates, for NLP tools"


def export(records: Iterable[Record], folder: Output, options: Options) -> int:
    """Write one ``.conllu`` file a document; gives how many there were."""
    names, number = FileNames(".conllu"), 0
    for record in distinct(records, options):
        number += 1
        with folder.open(names.of(record)) as stream:
            stream.write("".join(_lines(record, options)).encode("utf-8", "replace"))
    return number


def _lines(record: Record, options: Options) -> Iterator[str]:
    iris, units, text = Iris(record, options.base), Units(record.text, options.utf16), record.text
    head = [f"# newdoc id = {iris.document}", f"# formatVersion = {FORMAT_VERSION}"]
    head += [f"# textVersion = {record.text_version}", f"# sha256 = {record.text_sha256}"]
    head += [f"# offsets = {units.name}"]
    head += [f"# {key} = {' '.join(value.split())}" for key, value in rights_of(record).items()]
    lines = "\n".join(head) + "\n"
    for number, (begins, sentence) in enumerate(sentences(record), 1):
        start, end = sentence[0].start, sentence[-1].end
        lines += "# newpar\n" if begins else ""
        yield f"{lines}# sent_id = s{number}\n# text = {text[start:end]}\n"
        lines = ""
        for place, token in enumerate(sentence, 1):
            misc = [f"TokenRange={units.at(token.start)}:{units.at(token.end)}"]
            if token.label != "O":
                misc.append(f"NER={token.label}")
                is_date = token.label.endswith("DATE")
                about = [key if is_date else iris.of(key) for key in token.entities]
                if about:
                    misc.append(f"Entity={','.join(about).replace('|', '%7C').replace(' ', '%20')}")
            if not token.space and place < len(sentence):
                misc.append("SpaceAfter=No")
            form = text[token.start : token.end]
            yield f"{place}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{'|'.join(misc)}\n"
        yield "\n"
    if lines:
        yield lines
