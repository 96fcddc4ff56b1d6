"""What to do about the grammar's faults, and what an example of each looks like."""

from __future__ import annotations

from tei_tools.reports import UNREADABLE as _CODE

UNREADABLE = {_CODE: "the file can't be read: it is missing, too large, no XML, not well-formed or unsafe"}
UNREADABLE_HELP = (
    "<p>An unclosed <hi>word</p>",
    "The message says where the parser stopped and why. Correct that place first: nothing else is looked at "
    "until the file is well-formed. Such a file gives the exit code 3, and never stops the others.",
)
HELP = {
    "TEI-RNG-001": (
        "<p><persname>Anna</persname></p>",
        "Names are told apart by capital and small letters. If the suggestion is what you meant, take it "
        "(`--fix` does so where it is off by one letter or its case); if the element is your own, it needs "
        "an ODD that declares it.",
    ),
    "TEI-RNG-002": (
        "<p><div><p>words</p></div></p>",
        "The element is TEI, but not here. The message names what may stand here (all with `--explain`) "
        "and, where it can tell, whether to close the parent first or to put the element in another.",
    ),
    "TEI-RNG-003": (
        "<list><label>a</label><label>b</label><item>words</item></list>",
        "Put what is missing before the element.",
    ),
    "TEI-RNG-004": ("<list/>", "Add what is missing, or take the element out if it has nothing to say."),
    "TEI-RNG-005": (
        "<list>words<item>an item</item></list>",
        "Put the words into one of the elements that the message names, or take them out.",
    ),
    "TEI-RNG-006": (
        '<p lemma="x">words</p>',
        "Take the attribute out, or write the one that you meant; `--explain` lists all there are.",
    ),
    "TEI-RNG-007": ("<p><figure><graphic/></figure></p>", "Add the attribute."),
    "TEI-RNG-008": (
        '<p><said direct="maybe">words</said></p>',
        "Write one of the values that the message names, or a value of that type.",
    ),
    "TEI-RNG-009": (
        "",
        "The element's text has to be of a type (a number, a date, one of a list). Write such a text.",
    ),
    "TEI-RNG-010": ("", "Give the document a root element that the schema begins with, mostly `TEI`."),
    "TEI-RNG-011": (
        '<p><hi xmlns="http://www.tei-c.org/ns/1.O">words</hi></p>',
        "Mostly a slip in the namespace: TEI's is `http://www.tei-c.org/ns/1.0`. Correct it there.",
    ),
    "TEI-RNG-012": (
        "<biblStruct><note>words</note><monogr><title>A title</title><imprint><date/></imprint></monogr>"
        "</biblStruct>",
        "Move the element to where the message says.",
    ),
}
