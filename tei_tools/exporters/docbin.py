"""spaCy's DocBin: the text of each document with its names and dates as entities, to train and to evaluate.

One ``.spacy`` file a document (https://spacy.io/api/docbin). ``doc.text`` is the record's plain text, so that
``ent.start_char`` and ``ent.end_char`` are the record's offsets in code points; a lone surrogate, which spaCy
cannot hold, is U+FFFD. Labels and sentences are those of ``iob``; ``ent.kb_id_`` is what is named, of a
date its EDTF. What the document is and its rights stand in ``doc.user_data``. Needs spaCy, no model of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from tei_tools.errors import MissingExtraError
from tei_tools.exporters import FORMAT_VERSION, Options
from tei_tools.exporters._distinct import distinct
from tei_tools.exporters._file_names import FileNames
from tei_tools.exporters._identifiers import Iris
from tei_tools.exporters._rights import rights_of
from tei_tools.exporters._tokens import sentences

if TYPE_CHECKING:
    from tei_tools.records import Record
    from tei_tools.writing import Output

DESCRIPTION = "spaCy DocBin: texts with names and dates as entities (extra spacy)"
BY_DOCUMENT = True
_ATTRIBUTES = ("ORTH", "ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "SENT_START")
_SURROGATE = re.compile("[\ud800-\udfff]")


def export(records: Iterable[Record], folder: Output, options: Options) -> int:
    """Write one ``.spacy`` file a document; gives how many there were.

    Raises :class:`~tei_tools.errors.MissingExtraError` where spaCy is not installed.
    """
    try:
        tokens, vocab = import_module("spacy.tokens"), import_module("spacy.vocab")
    except ImportError:
        raise MissingExtraError("writing spaCy's DocBin", "spacy") from None
    names, number = FileNames(".spacy"), 0
    for record in distinct(records, options):
        number += 1
        # A vocabulary of its own for each document: one for all would grow with their number.
        made = _doc(record, options, tokens, vocab.Vocab())
        kept = tokens.DocBin(attrs=_ATTRIBUTES, store_user_data=True, docs=[made])
        with folder.open(names.of(record)) as stream:
            stream.write(kept.to_bytes())
    return number


def _doc(record: Record, options: Options, tokens: Any, vocab: Any) -> Any:
    """The document as spaCy's ``Doc``: what lies between two tokens is a space, or a token of its own."""
    text, iris = _SURROGATE.sub("\ufffd", record.text), Iris(record, options.base)
    words: list[str] = []
    spaces: list[bool] = []
    starts: list[bool] = []
    names: list[list[Any]] = []
    place = 0

    def between(until: int) -> None:
        gap = text[place:until]
        if gap.startswith(" ") and words:
            spaces[-1], gap = True, gap[1:]
        if gap:
            words.append(gap)
            spaces.append(False)
            starts.append(False)

    for _, sentence in sentences(record):
        for number, (start, end, label, entities, _) in enumerate(sentence):
            between(start)
            if label.startswith("B-"):
                dated = label.endswith("DATE")
                about = " ".join(key if dated else iris.of(key) for key in entities)
                names.append([len(words), len(words) + 1, label[2:], _SURROGATE.sub("\ufffd", about)])
            elif label.startswith("I-"):
                names[-1][1] = len(words) + 1
            words.append(text[start:end])
            spaces.append(False)
            starts.append(number == 0)
            place = end
    between(len(text))
    doc = tokens.Doc(vocab, words=words, spaces=spaces, sent_starts=starts)
    doc.set_ents([tokens.Span(doc, first, last, label, kb_id=about) for first, last, label, about in names])
    said = {
        "document": iris.document,
        "formatVersion": FORMAT_VERSION,
        "textVersion": record.text_version,
        "sha256": record.text_sha256,
        "rights": rights_of(record),
    }
    doc.user_data.update(said)
    return doc
