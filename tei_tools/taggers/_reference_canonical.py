"""Canonical citations: the Bible and classical works → the form in which they are cited everywhere (for
``@cRef``).

Books after the SBL Handbook of Style (2nd ed., 8.3.1–3), with the German (Loccumer Richtlinien) and French
(TOB) abbreviations; classical authors after the Oxford Classical Dictionary's list of abbreviations (a
choice).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["canonical_citations"]

# Canonical abbreviation: names and abbreviations in English, German, French.
_BOOKS = """
Gen: Genesis Gen Gn Genèse Mose1|Exod: Exodus Exod Ex Exode|Lev: Leviticus Lev Lv Lévitique Levitikus|Num:
Numbers Num Nm Nombres Numeri|Deut: Deuteronomy Deut Dtn Dt Deutéronome Deuteronomium|
Josh: Joshua Josh Jos Josua Josué|Judg: Judges Judg Jg Ri Richter Juges|Ruth: Ruth Rut Rt|1 Sam: 1_Samuel
1_Sam 1_S|2 Sam: 2_Samuel 2_Sam 2_S|1 Kgs: 1_Kings 1_Kgs 1_Kön 1_R|2 Kgs: 2_Kings 2_Kgs 2_Kön 2_R|
1 Chr: 1_Chronicles 1_Chr 1_Chron|2 Chr: 2_Chronicles 2_Chr 2_Chron|Ezra: Ezra Esra Esdras|Neh: Nehemiah Neh
Nehemia|Esth: Esther Esth Est|Job: Job Hiob Ijob Jb|Ps: Psalms Psalm Pss Ps Psaume|
Prov: Proverbs Prov Prv Spr Sprüche Pr|Eccl: Ecclesiastes Eccl Qoh Koh Kohelet Prediger|Song: Song Hld Ct
Cant|Isa: Isaiah Isa Is Jes Jesaja Ésaïe|Jer: Jeremiah Jer Jr Jeremia|Lam: Lamentations Lam Klgl Lm|
Ezek: Ezekiel Ezek Ez Hes Ézéchiel|Dan: Daniel Dan Dn|Hos: Hosea Hos Os|Joel: Joel Jl|Amos: Amos Am|Obad:
Obadiah Obad|Jonah: Jonah Jon Jona|Mic: Micah Mic Mi Micha|Nah: Nahum Nah|Hab: Habakkuk Hab|Zeph: Zephaniah
Zeph Zef|
Hag: Haggai Hag|Zech: Zechariah Zech Sach|Mal: Malachi Mal|Matt: Matthew Matt Mt Matthäus Matthieu|Mark:
Mark Mk Mc Markus Marc|Luke: Luke Lk Lc Lukas Luc|John: John Jn Joh Johannes Jean|Acts: Acts Apg Ac
Apostelgeschichte Actes|
Rom: Romans Rom Röm Rm Römer|1 Cor: 1_Corinthians 1_Cor 1_Kor 1_Co|2 Cor: 2_Corinthians 2_Cor 2_Kor
2_Co|Gal: Galatians Gal Ga Galater|Eph: Ephesians Eph Epheser|Phil: Philippians Phil Ph|Col: Colossians Col
Kol|
1 Thess: 1_Thessalonians 1_Thess 1_Th|2 Thess: 2_Thessalonians 2_Thess 2_Th|1 Tim: 1_Timothy 1_Tim 1_Tm|2
Tim: 2_Timothy 2_Tim 2_Tm|Titus: Titus Tit Tt|Phlm: Philemon Phlm|Heb: Hebrews Heb Hebr Hébreux|Jas: James
Jas Jak Jc|
1 Pet: 1_Peter 1_Pet 1_Petr 1_P|2 Pet: 2_Peter 2_Pet 2_Petr 2_P|1 John: 1_John 1_Jn 1_Joh|2 John: 2_John
2_Jn 2_Joh|3 John: 3_John 3_Jn 3_Joh|Jude: Jude Jud|Rev: Revelation Rev Offb Apk Ap Apocalypse|
Tob: Tobit Tob|Jdt: Judith Jdt|Wis: Wisdom Wis Weish Sg|Sir: Sirach Sir|Bar: Baruch Bar|1 Macc: 1_Maccabees
1_Macc 1_Makk 1_M|2 Macc: 2_Maccabees 2_Macc 2_Makk 2_M
"""
# Those that are also plain names or words count only with chapter and verse parted by a colon, or with a
# full stop.
_AUTHORS = """
Hom: Hom Homer|Hes: Hes Hesiod|Hdt: Hdt Herodotus|Thuc: Thuc Thucydides|Xen: Xen Xenophon|Pl: Pl
Plato|Arist: Arist Aristot Aristotle|Soph: Soph Sophocles|Aesch: Aesch Aeschylus|Eur: Eur Euripides|Ar: Ar
Aristophanes|Pind: Pind Pindar|
Dem: Dem Demosthenes|Polyb: Polyb Polybius|Diod: Diod Diodorus|Plut: Plut Plutarch|Paus: Paus
Pausanias|Strab: Strab Strabo|Ath: Ath Athenaeus|Joseph: Joseph Josephus|App: App Appian|Verg: Verg Virg
Virgil Vergil|Hor: Hor Horace|Ov: Ov Ovid|
Cic: Cic Cicero|Caes: Caes Caesar|Livy: Livy Liv|Tac: Tac Tacitus|Suet: Suet Suetonius|Plin: Plin Pliny|Sen:
Sen Seneca|Quint: Quint Quintilian|Lucr: Lucr Lucretius|Luc: Luc Lucan|Mart: Mart Martial|Juv: Juv
Juvenal|Prop: Prop|Tib: Tib|Catull: Catull|
Sall: Sall Sallust|Plaut: Plaut Plautus|Ter: Ter Terence|Gell: Gell|Varro: Varro|Stat: Stat Statius|August:
August Aug Augustine|Euseb: Euseb Eus Eusebius
"""


def _names(table: str) -> dict[str, str]:
    names: dict[str, str] = {}
    for row in table.replace("\n", " ").split("|"):
        canonical, _, forms = row.partition(":")
        for form in forms.split():
            names[form.replace("_", " ")] = canonical.strip()
    return names


_BOOK_NAMES = _names(_BOOKS)
_AUTHOR_NAMES = _names(_AUTHORS)
_alternatives = "|".join(
    sorted((re.escape(n).replace(r"\ ", r"\.?\s?") for n in _BOOK_NAMES), key=len, reverse=True)
)
_BIBLE = re.compile(
    rf"(?<![\w.])(?P<book>{_alternatives})(?P<dot>\.?)\s(?P<chapter>\d{{1,3}})(?P<sign>\s?:\s?|,\s?"
    rf"|\.)(?P<verse>\d{{1,3}})(?P<rest>[ab]?(?:\s?[–-]\s?\d{{1,3}}(?::\d{{1,3}})?)?"
    rf"(?:[,.]\s?\d{{1,3}}(?![\d:,–-]))*)(?!\w)"
)
_authors = "|".join(sorted((re.escape(n) for n in _AUTHOR_NAMES), key=len, reverse=True))
_LOCUS = r"\d{1,4}[a-e]?(?:\.\d{1,4})*(?:\s?[–-]\s?\d{1,4}[a-e]?(?:\.\d{1,4})*)?"
_CLASSICAL = re.compile(
    rf"(?<![\w.])(?P<author>{_authors})(?P<dot>\.?),?\s(?:(?P<work>(?:[A-Z][\w]{{1,9}}\.?"
    rf"|[A-Z]{{2,3}})(?:\s[A-Z]?[a-z]{{1,6}}\.)?),?\s)?(?P<locus>{_LOCUS})(?![\w/])"
)


def canonical_citations(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Start, end and canonical form of each citation of the Bible or a classical work in
    ``text[start:end]``.
    """
    for match in _BIBLE.finditer(text, start, end):
        name = re.sub(r"^(\d)\.?\s?", r"\1 ", match["book"])
        if match["sign"].strip() == "." and not match["dot"]:
            continue
        # "Mark 3, 5" or "Ruth 1, 2" may be anything; German "Joh 3,16" has no space.
        if match["sign"].startswith(",") and (match["sign"] != "," or len(name.lstrip("123 ")) > 5):
            continue
        verse = match["verse"] + re.sub(r"\s", "", match["rest"]).replace("–", "-")
        yield match.start(), match.end(), f"{_BOOK_NAMES[name]} {match['chapter']}:{verse}"
    for match in _CLASSICAL.finditer(text, start, end):
        abbreviated = bool(match["dot"]) or (match["work"] or "").endswith(".")
        if (
            "." not in match["locus"]
            and not (match["work"] and abbreviated)
            and not re.search(r"\d[a-e]", match["locus"])
        ):
            continue
        if not abbreviated and not match["work"]:
            continue
        work = f" {match['work']}" if match["work"] else ""
        locus = re.sub(r"\s", "", match["locus"]).replace("–", "-")
        yield match.start(), match.end(), f"{_AUTHOR_NAMES[match['author']]}.{work} {locus}"
