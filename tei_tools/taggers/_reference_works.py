"""Names of the Bible's books and of classical authors and their works, in English, German and French.

Books after the SBL Handbook of Style (2nd ed., 8.3.1–3), with the German (Loccumer Richtlinien) and French
(TOB) abbreviations, each with the number of its chapters; classical authors after the Oxford Classical
Dictionary's list of abbreviations, with the names of *Der Neue Pauly* and French usage (a choice).
"""

from __future__ import annotations

__all__ = ["AUTHORS", "BOOKS", "CHAPTERS", "FULL_BOOKS", "WORKS_ALONE"]

# Canonical abbreviation, chapters: abbreviations; full names that are nothing else; those that are words.
_BOOKS = """
Gen 50: Gen Gn 1_Mos 1_Mo; Genesis Genèse 1_Mose; | Exod 40: Exod Ex 2_Mos 2_Mo; Exodus Exode 2_Mose; |
Lev 27: Lev Lv 3_Mos 3_Mo; Leviticus Lévitique Levitikus 3_Mose; |
Num 36: Num Nm Nb 4_Mos 4_Mo; Numeri 4_Mose; Numbers Nombres |
Deut 34: Deut Dtn Dt 5_Mos 5_Mo; Deuteronomy Deutéronome Deuteronomium 5_Mose; |
Josh 24: Josh Jos; Josua; Joshua Josué | Judg 21: Judg Jg Ri Jgs; Richter; Judges Juges |
Ruth 4: Rut Rt; ; Ruth | 1 Sam 31: 1_Sam 1_S; 1_Samuel; | 2 Sam 24: 2_Sam 2_S; 2_Samuel; |
1 Kgs 22: 1_Kgs 1_Kön 1_R; 1_Kings 1_Könige 1_Rois; | 2 Kgs 25: 2_Kgs 2_Kön 2_R; 2_Kings 2_Könige 2_Rois; |
1 Chr 29: 1_Chr 1_Chron 1_Ch; 1_Chronicles 1_Chronik 1_Chroniques; |
2 Chr 36: 2_Chr 2_Chron 2_Ch; 2_Chronicles 2_Chronik 2_Chroniques; | Ezra 10: Esr Esd; Esdras; Ezra Esra |
Neh 13: Neh Ne; Nehemiah Nehemia Néhémie; | Esth 10: Esth Est; ; Esther | Job 42: Jb Hi Ijob; Hiob; Job |
Ps 150: Ps Pss; Psalm Psalms Psalmen Psaume Psaumes; |
Prov 31: Prov Prv Spr Pr; Proverbs Sprüche Proverbes Sprichwörter; |
Eccl 12: Eccl Qoh Koh Pred Qo; Ecclesiastes Kohelet Qohélet Ecclésiaste; Prediger |
Song 8: Hld Ct Cant; Hoheslied; Song | Isa 66: Isa Is Jes Es; Isaiah Jesaja Ésaïe Isaïe; |
Jer 52: Jer Jr; Jeremiah Jeremia Jérémie; | Lam 5: Lam Klgl Lm; Lamentations Klagelieder; |
Ezek 48: Ezek Ez Hes; Ezekiel Ezechiel Hesekiel Ézéchiel; | Dan 12: Dn; ; Dan Daniel |
Hos 14: Hos Os; Hosea Osée; | Joel 4: Jl Joël; ; Joel | Amos 9: Am; ; Amos |
Obad 1: Obad Obd; Obadiah Obadja; | Jonah 4: Jon; ; Jonah Jona Jonas | Mic 7: Mic Mi; Micah; Micha Michée |
Nah 3: Nah Na; Nahum; | Hab 3: Hab Ha; Habakkuk Habakuk Habacuc; | Zeph 3: Zeph Zef So; Zephaniah Zefanja; |
Hag 2: Hag Ag; Haggai; | Zech 14: Zech Sach Za; Zechariah Sacharja Zacharie; |
Mal 4: Mal Ml; Malachi Maleachi Malachie; | Matt 28: Matt Mt; Matthäus; Matthew Matthieu |
Mark 16: Mk Mc; Markusevangelium; Mark Markus Marc | Luke 24: Lk Lc; Lukasevangelium; Luke Lukas Luc |
John 21: Jn Joh; Johannesevangelium; John Johannes Jean | Acts 28: Apg Ac; Apostelgeschichte; Acts Actes |
Rom 16: Röm Rm Ro; Römer Romans Romains; Rom |
1 Cor 16: 1_Cor 1_Kor 1_Co; 1_Corinthians 1_Korinther 1_Corinthiens I_Corinthians I_Cor; |
2 Cor 13: 2_Cor 2_Kor 2_Co; 2_Corinthians 2_Korinther 2_Corinthiens II_Corinthians II_Cor; |
Gal 6: Gal Ga; Galatians Galater Galates; | Eph 6: Eph Ep; Ephesians Epheser Éphésiens; |
Phil 4: Phil Ph; Philippians Philipper Philippiens; | Col 4: Col Kol; Colossians Kolosser Colossiens; |
1 Thess 5: 1_Thess 1_Th; 1_Thessalonians 1_Thessalonicher 1_Thessaloniciens; |
2 Thess 3: 2_Thess 2_Th; 2_Thessalonians 2_Thessalonicher 2_Thessaloniciens; |
1 Tim 6: 1_Tim 1_Tm; 1_Timothy 1_Timotheus 1_Timothée; |
2 Tim 4: 2_Tim 2_Tm; 2_Timothy 2_Timotheus 2_Timothée; | Titus 3: Tt Tit; ; Titus Tite |
Phlm 1: Phlm Phm; Philemon; | Heb 13: Heb Hebr He; Hebrews Hebräer Hébreux; |
Jas 5: Jas Jak Jc; ; James Jakobus Jacques | 1 Pet 5: 1_Pet 1_Petr 1_P; 1_Peter 1_Petrus 1_Pierre; |
2 Pet 3: 2_Pet 2_Petr 2_P; 2_Peter 2_Petrus 2_Pierre; | 1 John 5: 1_Jn 1_Joh; 1_John 1_Johannes 1_Jean; |
2 John 1: 2_Jn 2_Joh; 2_John 2_Johannes; | 3 John 1: 3_Jn 3_Joh; 3_John 3_Johannes; |
Jude 1: Jud Jd; ; Jude Judas | Rev 22: Offb Apk Apoc Ap; Offenbarung Apocalypse Apokalypse; Rev Revelation |
Tob 14: Tob Tb; Tobit; | Jdt 16: Jdt; ; Judith | Wis 19: Wis Weish Sg; ; Sagesse Weisheit |
Sir 51: Sir Si; Sirach Siracide; | Bar 6: Bar Ba; Baruch; |
1 Macc 16: 1_Macc 1_Makk 1_M; 1_Maccabees 1_Makkabäer; |
2 Macc 15: 2_Macc 2_Makk 2_M; 2_Maccabees 2_Makkabäer;
"""
# Canonical abbreviation: others; full names.
_AUTHORS = """
Hom: Hom; Homer Homère | Hes: Hes; Hesiod Hésiode | Hdt: Hdt Hdt; Herodotus Herodot Hérodote |
Thuc: Thuc Thuk; Thucydides Thukydides Thucydide | Xen: Xen; Xenophon Xénophon | Pl: Pl Plat; Plato Platon |
Arist: Arist Aristot; Aristotle Aristoteles Aristote | Soph: Soph; Sophocles Sophokles Sophocle |
Aesch: Aesch Aisch Aischyl Eschyl; Aeschylus Aischylos Eschyle | Eur: Eur; Euripides Euripide |
Ar: Ar Aristoph; Aristophanes Aristophane | Pind: Pind; Pindar Pindare | Dem: Dem; Demosthenes Démosthène |
Isoc: Isoc Isokr; Isocrates Isokrates Isocrate | Lys: Lys; Lysias |
Polyb: Polyb Pol; Polybius Polybios Polybe | Diod: Diod; Diodorus Diodor Diodore | Diog. Laert: Diog; |
Plut: Plut; Plutarch Plutarque | Paus: Paus; Pausanias | Strab: Strab Str; Strabo Strabon |
Ath: Ath; Athenaeus | Joseph: Joseph Jos Ios; Josephus | App: App; Appian Appien | Arr: Arr; Arrian Arrien |
Cass. Dio: Cass; | Dio: Dio; | Philo: Phil; Philo | Lucian: Luc Lukian Lucian; Lukian Lucien |
Ael: Ael; Aelian | Verg: Verg Virg; Virgil Vergil Virgile | Hor: Hor; Horace Horaz | Ov: Ov; Ovid Ovide |
Cic: Cic; Cicero Cicéron | Caes: Caes Cäs Cés; Caesar Cäsar César | Livy: Liv Livy; Livius |
Tac: Tac; Tacitus Tacite | Suet: Suet; Suetonius Sueton Suétone | Plin: Plin; Pliny Plinius Pline |
Sen: Sen; Seneca Sénèque | Quint: Quint; Quintilian Quintilien | Lucr: Lucr; Lucretius Lukrez Lucrèce |
Mart: Mart; Martial | Juv: Juv Iuv; Juvenal Juvénal | Prop: Prop; Propertius Properz Properce |
Tib: Tib; Tibullus Tibull Tibulle | Catull: Catull Cat; Catullus Catull Catulle |
Sall: Sall; Sallust Salluste | Plaut: Plaut; Plautus Plaute | Ter: Ter; Terence Terenz Térence |
Gell: Gell; Gellius | Varro: Varr; Varro Varron | Stat: Stat; Statius Stace | Nep: Nep; Nepos |
Curt: Curt; Curtius | Vell: Vell; Velleius | Val. Max: Val; | Front: Front; | Amm. Marc: Amm; Ammianus |
Petron: Petron; Petronius | Apul: Apul; Apuleius Apulée | August: August Aug; Augustine Augustinus Augustin |
Euseb: Euseb Eus; Eusebius | Hieron: Hier Hieron; Jerome | Tert: Tert; Tertullian |
Lactant: Lact; Lactantius | Boeth: Boeth; Boethius | Isid: Isid; Isidor
"""
WORKS_ALONE = {
    "Il": "Hom. Il.",
    "Od": "Hom. Od.",
    "Aen": "Verg. Aen.",
    "Rép": "Pl. Rep.",
    "Resp": "Pl. Rep.",
    "Politeia": "Pl. Rep.",
    "Iliad": "Hom. Il.",
    "Iliade": "Hom. Il.",
    "Ilias": "Hom. Il.",
    "Odyssey": "Hom. Od.",
    "Odyssee": "Hom. Od.",
    "Odyssée": "Hom. Od.",
    "Aeneid": "Verg. Aen.",
    "Aeneis": "Verg. Aen.",
    "Énéide": "Verg. Aen.",
    "Én": "Verg. Aen.",
}
"""Works that nobody needs an author's name for."""


def _books() -> tuple[dict[str, str], dict[str, int], dict[str, str], frozenset[str]]:
    short: dict[str, str] = {}
    full: dict[str, str] = {}
    chapters: dict[str, int] = {}
    words: set[str] = set()
    for row in _BOOKS.replace("\n", " ").split("|"):
        head, _, forms = row.partition(":")
        canonical, _, count = head.strip().rpartition(" ")
        chapters[canonical] = int(count)
        abbreviated, named, wordlike = (part.split() for part in [*forms.split(";"), "", ""][:3])
        for form in (*abbreviated, *wordlike):
            short[form.replace("_", " ")] = canonical
        words.update(wordlike)
        for form in named:
            full[form.replace("_", " ")] = canonical
    return short, chapters, full, frozenset(words)


def _authors() -> dict[str, str]:
    names: dict[str, str] = {}
    for row in _AUTHORS.replace("\n", " ").split("|"):
        canonical, _, forms = row.partition(":")
        for form in forms.replace(";", " ").split():
            names[form] = canonical.strip()
    return names


_short, CHAPTERS, FULL_BOOKS, WORDLIKE = _books()
BOOKS = _short | FULL_BOOKS
AUTHORS = _authors()
FULL_AUTHORS = frozenset(
    form for row in _AUTHORS.replace("\n", " ").split("|") for form in row.partition(";")[2].split()
)
