"""What tests of the taggers share."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tei_tools.resources import Resources
from tei_tools.sources import Block, SourceDocument
from tei_tools.taggers import Context
from tei_tools.taggers.dates import edtf_value, tag


def _check(marked: str, language: str, date: str) -> None:
    """Every date of the sentence, no other, each with its value: ``⟦words|EDTF⟧``."""
    expected = re.findall(r"⟦([^|]*)\|([^⟧]*)⟧", marked)
    text = re.sub(r"⟦([^|]*)\|[^⟧]*⟧", r"\1", marked)
    document = SourceDocument("test", "text", "0" * 64, text, (Block("paragraph", 0, len(text)),))
    tags = list(tag(document, Context(resources=Resources(), language=language, date=date)))
    whole = [t for t in tags if not any(u is not t and u.start <= t.start and t.end <= u.end for u in tags)]
    assert [(text[t.start : t.end], str(edtf_value(t))) for t in whole] == expected


@pytest.fixture
def check() -> Callable[[str, str, str], None]:
    """Holds a sentence with its dates marked against what the tagger says, in a language and on a day."""
    return _check
