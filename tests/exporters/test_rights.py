"""The rights of a document stand in every export, and one that is restricted stands in none unasked."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from tei_tools import rooms
from tei_tools.records import Record

LICENCE = "https://creativecommons.org/licenses/by-nc/4.0/"
EVERYTHING = (
    "<pb n='1' facs='https://example.org/iiif/1/full/max/0/default.jpg'/>"
    "<p><persName ref='#a'>Adalgisa</persName> met <persName ref='#b'>Bea</persName> in "
    "<placeName ref='#l'>London</placeName>, <date when='1843'>1843</date>. "
    "<bibl><author>Adalgisa</author>, <title>Notes</title>, <date>1843</date></bibl></p>"
)
REGISTER = (
    "<listPerson><person xml:id='a'><persName>Adalgisa</persName></person>"
    "<person xml:id='b'><persName>Bea</persName></person></listPerson>"
    "<listPlace><place xml:id='l'><placeName>London</placeName>"
    "<location><geo>51.5 -0.1</geo></location></place></listPlace>"
)
LETTER = (
    "<correspDesc><correspAction type='sent'><persName ref='#a'>Adalgisa</persName><date when='1843'/>"
    "</correspAction></correspDesc>"
)


def everything(small: Callable[..., Record], status: str) -> Record:
    licence = f"<licence target='{LICENCE}'>Not for sale</licence>"
    rights = f"<availability status='{status}'>{licence}</availability>"
    return small(EVERYTHING, publication=rights, stand_off=REGISTER, profile=LETTER)


def unpacked(files: dict[str, bytes]) -> bytes:
    """All bytes of an export, a workbook's and a compressed DocBin's opened."""
    found = b""
    for name, data in files.items():
        if name.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                found += b"".join(packed.read(inner) for inner in packed.namelist())
        elif name.endswith(".spacy"):
            found += zlib.decompress(data)
        else:
            found += data
    return found


BASE = "https://example.org/"
FORMATS = sorted(rooms.names("exporters"))


def says_the_licence(said: bytes) -> bool:
    """IIIF asks for the ``http`` address of a licence."""
    return LICENCE.removeprefix("https").encode() in said


@pytest.mark.parametrize("name", FORMATS)
def test_the_licence_reaches_the_export(written: Any, small: Callable[..., Record], name: str) -> None:
    assert says_the_licence(unpacked(written(name, [everything(small, "free")], base=BASE)))


@pytest.mark.parametrize("name", FORMATS)
def test_a_restricted_document_stands_in_no_export_unasked(
    written: Any, small: Callable[..., Record], name: str
) -> None:
    record = everything(small, "restricted")
    unasked = unpacked(written(name, [record], base=BASE))
    assert b"Adalgisa" not in unasked
    assert b"London" not in unasked
    assert not says_the_licence(unasked)


@pytest.mark.parametrize("name", FORMATS)
def test_a_restricted_document_that_is_asked_for_comes_with_its_licence(
    written: Any, small: Callable[..., Record], name: str
) -> None:
    record = everything(small, "restricted")
    assert says_the_licence(unpacked(written(name, [record], base=BASE, include_restricted=True)))
