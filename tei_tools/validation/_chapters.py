"""Where in the TEI Guidelines a finding leads: chapter and address of a module, an element, a rule."""

from __future__ import annotations

__all__ = ["address", "module_chapter", "number", "of_element"]

# The chapters of the Guidelines (version 4.9.0) by module: number, title, and the name of the page.
_CHAPTERS = {
    "tei": ("1", "The TEI Infrastructure", "ST"),
    "header": ("2", "The TEI Header", "HD"),
    "core": ("3", "Elements Available in All TEI Documents", "CO"),
    "textstructure": ("4", "Default Text Structure", "DS"),
    "gaiji": ("5", "Characters, Glyphs, and Writing Modes", "WD"),
    "verse": ("6", "Verse", "VE"),
    "drama": ("7", "Performance Texts", "DR"),
    "spoken": ("8", "Transcriptions of Speech", "TS"),
    "cmc": ("9", "Computer-mediated Communication", "CMC"),
    "dictionaries": ("10", "Dictionaries", "DI"),
    "msdescription": ("11", "Manuscript Description", "MS"),
    "transcr": ("12", "Representation of Primary Sources", "PH"),
    "textcrit": ("13", "Critical Apparatus", "TC"),
    "namesdates": ("14", "Names, Dates, People, and Places", "ND"),
    "figures": ("15", "Tables, Formulæ, Graphics, and Notated Music", "FT"),
    "corpus": ("16", "Language Corpora", "CC"),
    "linking": ("17", "Linking, Segmentation, and Alignment", "SA"),
    "analysis": ("18", "Simple Analytic Mechanisms", "AI"),
    "iso-fs": ("19", "Feature Structures", "FS"),
    "nets": ("20", "Graphs, Networks, and Trees", "GD"),
    "certainty": ("22", "Certainty, Precision, and Responsibility", "CE"),
    "tagdocs": ("23", "Documentation Elements", "TD"),
}
_PAGES = {number: page for number, _, page in _CHAPTERS.values()} | {"21": "NH", "24": "USE"}
_GUIDELINES = "https://www.tei-c.org/release/doc/tei-p5-doc/en/html/"


def of_element(name: str) -> str:
    """The number of the chapter that an element of TEI belongs to; empty for what is no such element."""
    from tei_tools.validation._tei_tables import MODULES

    module = next((module for module, elements in MODULES.items() if name in elements), "")
    return _CHAPTERS[module][0] if module in _CHAPTERS else ""


def module_chapter(module: str) -> str:
    """Number and title of a module's chapter."""
    return " ".join(_CHAPTERS[module][:2])


def number(chapter: str) -> str:
    """The number that the text of a rule's ``CHAPTER`` begins with (``3.6.4``), or nothing."""
    first = chapter.partition(" ")[0]
    return first if first[:1].isdigit() else ""


def address(chapter: str) -> str:
    """The page of the Guidelines on the web for a chapter's text or number; their first page for another."""
    page = _PAGES.get(chapter.partition(" ")[0].partition(".")[0], "index")
    return f"{_GUIDELINES}{page}.html"
