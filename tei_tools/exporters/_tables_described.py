"""The tables of structure and of what is described, as data: after ``document`` and ``id`` their columns are
those of the record's rows (``records/_rows_described.py``), in that order. Types are those of ``_tables``.
"""

from __future__ import annotations

_ELEMENT = "xml_id id the element's own\nelement id TEI's element\n"
_PLACE = """start number where it begins in the document's plain text; empty outside of the text
end number where it ends, exclusive
"""
_TRACE = """where id text, header, standOff, register or facsimile
xpath id the element's path, counting elements
"""

DESCRIBED: dict[str, str] = {
    "divisions": f"""{_ELEMENT}type words @type
subtype words @subtype
n words @n
level number how deep it stands, from 1
head words its heading
language id @xml:lang
{_PLACE}{_TRACE}""",
    "pages": f"""{_ELEMENT}n words @n: the page's number
type words @type
edition id @ed: whose page it is
facs id @facs as it stands
images uris addresses of its images
ulx id left, as it stands
uly id upper, as it stands
lrx id right, as it stands
lry id lower, as it stands
points id @points as it stands
words words the words of a zone
{_PLACE}{_TRACE}""",
    "stages": f"""{_ELEMENT}type words @type
{_PLACE}quote words the words
persons keys who does it
{_TRACE}""",
    "entries": f"""{_ELEMENT}type words @type
n words @n
lemma words the headword
forms list all written forms
pronunciations list as the entry has them
part_of_speech words as the entry has it
gender words as the entry has it
senses number how many it has
definitions list its definitions
translations list its translations
etymology words its etymology
language id @xml:lang
{_PLACE}{_TRACE}""",
    "works": f"""{_ELEMENT}type words @type or @class
title words its title
authors list its authors
persons keys who they are
date edtf its date
language id its language
identifiers list type and value of each idno
manuscript words the manuscript that has it: xml:id or shelf-mark
locus words where in the manuscript
incipit words how it begins
explicit words how it ends
{_TRACE}""",
    "manuscripts": f"""{_ELEMENT}country words where it is kept
settlement words where it is kept
institution words who keeps it
repository words who keeps it
collection words in which collection
idno words its shelf-mark
other_idnos list other and former shelf-marks
name words what it is called
head words its heading
languages keys of its text
form words what kind of object it is
materials list what it is made of
extent words how large it is
date edtf when it was made
earliest day the first day that it can mean, proleptic Gregorian
latest day the last day that it can mean
date_quote words the words of the date
origin words where it was made
origins keys which places these are
provenance words its history
{_TRACE}""",
    "apparatus": f"""{_ELEMENT}type words @type
app id xml:id of the apparatus entry
at words where that stands: @loc, @from, @to
quote words the words of the reading
lemma words the words that it varies
witnesses keys which witnesses have it
sources keys whose reading it is
cause words @cause
note words the entry's note
{_PLACE}cert id how sure the encoder was (@cert)
resp id who is responsible (@resp)
{_TRACE}""",
    "paragraphs": f"""{_ELEMENT}type words @type
n words @n
{_PLACE}quote words its words
{_TRACE}""",
    "lines": f"""{_ELEMENT}type words @type
n words @n: the line's number
edition id @ed: whose line it is
part id @part: which piece of a verse that several speak
{_PLACE}quote words its words
{_TRACE}""",
    "notes": f"""{_ELEMENT}type words @type
n words @n
place words @place: where it stands on the page
targets keys what it is a note to
{_PLACE}quote words its words
resp id who is responsible (@resp)
{_TRACE}""",
}

DESCRIBED_ROWS: dict[str, str] = {
    "divisions": "division",
    "pages": "page",
    "stages": "stage",
    "entries": "entry",
    "works": "work",
    "manuscripts": "manuscript",
    "apparatus": "variant",
    "paragraphs": "paragraph",
    "lines": "line",
    "notes": "note",
}
"""How a row of the table is named that has no xml:id."""

DESCRIBED_NAMES = frozenset("type n head facs quote lemma title idno name app locus".split())
"""Columns whose words make the name of a row that has no xml:id."""
