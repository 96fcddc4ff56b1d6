"""References of every kind in English, German and French: each passage has what is one between ⟦ and ⟧, and
nothing else is found."""

from __future__ import annotations

import re
import time
from typing import Any, cast

import pytest

from tei_tools.sources import Block, SourceDocument
from tei_tools.taggers import Context, Tag, references

NEWSPAPERS = """
Anders das Organ der Partei (⟦Vorwärts, Nr. 121, 14. März 1921, Abendausgabe, S. 1⟧; ⟦Rote Fahne, 15.3.1921⟧).
Die ⟦Vossische Zeitung vom 16. März 1921⟧ schwieg, die ⟦Frankfurter Zeitung Nr. 15 vom 15. Januar 1905⟧ nicht.
Vgl. ⟦Berliner Tageblatt, 14.1.1905, Abend-Ausgabe⟧; ⟦Süddeutsche Zeitung, 12./13. August 2006⟧; ⟦FAZ, 3.5.2004, S. 12⟧.
Im Heft steht es anders (⟦DER SPIEGEL 34/1995, S. 44–48⟧).
Voir ⟦Le Petit Journal, 5 mai 1889, p. 1⟧ ; ⟦La Croix, 7 mai 1889⟧ ; ⟦Le Monde diplomatique, juin 1999, p. 12⟧.
On lit dans ⟦L'Humanité du 12 juillet 1936⟧ que la grève était finie ; ⟦« La catastrophe », Le Petit Journal, 11 mars 1906, p. 1⟧.
⟦“Miners Return,” The Times, 11 April 1912, p. 6⟧; see also ⟦Daily Mail, 12 April 1912⟧; ⟦Times (London), 4 March 1907, 5⟧.
⟦John Smith, “Snow Fall in the City,” New York Times, January 3, 2010, A14⟧.
He left London, 4 May 1920, for good, and the Treaty of Paris, 4 May 1820, ended it.
"We shall win," said the clerk on 3 May 1990, and Smith wrote to Jones, 4 May 1920, p. 3 of the draft.
"""
ARCHIVES = """
Der Bericht des Präsidenten (⟦GStA PK, I. HA Rep. 77, Nr. 123, Bl. 4r⟧) liegt im ⟦Bundesarchiv Berlin, R 1501/1234, Bl. 12–14⟧.
Weitere Akten im ⟦Hessischen Hauptstaatsarchiv Wiesbaden, Abt. 405, Nr. 2231⟧ und im ⟦Stadtarchiv Frankfurt, Magistratsakten S 1023⟧.
Siehe ⟦Landesarchiv NRW, Abteilung Westfalen, Oberbergamt Dortmund Nr. 1834, Bl. 12⟧; ⟦UB Leipzig, Ms. 1234⟧.
⟦Österreichisches Staatsarchiv, HHStA, StK, Vorträge, Kart. 212, fol. 33⟧; ⟦BSB, Cgm 5, Bl. 3r⟧.
Les rapports (⟦AN, F7 12345, dossier 3⟧) et ⟦Archives départementales du Rhône, 4 M 234⟧ ; ⟦AD Loire, 10 M 32⟧.
⟦Archives de la Préfecture de police, BA 171, pièce 12⟧ ; ⟦SHD, GR 5 N 12, dossier 2⟧ ; ⟦BnF, NAF 13456⟧.
⟦Arch. nat., F 7 4635, doss. 2⟧ ; ⟦Archives nationales, F/7/12912, dossier « Courrières »⟧ ; ⟦BM Lyon, ms. 1234, f° 12⟧.
See ⟦Lancashire Archives, QEV/18/3, fols. 2-5⟧ and ⟦TNA, HO 144/1202/220716⟧; ⟦West Yorkshire Archive Service, WYL 100/C/1⟧.
⟦Beinecke Library, Stein Papers, YCAL MSS 76, box 12, folder 3⟧; ⟦Houghton Library, bMS Am 1088, item 12⟧.
⟦RG 59, Entry 1234, Box 45, National Archives at College Park, MD⟧.
The union met in Room 4, Box 12 of the theatre was empty, Series 3 of the bonds was sold, and p. 4 of vol. 2 lost.
Man traf sich in Zimmer 4; Kasten 12 war leer, und im Museum, S. 12 des Katalogs, hing ein Bild.
"""
LAWS = """
Rechtsgrundlage war ⟦§ 823 Abs. 1 BGB⟧ in Verbindung mit ⟦Art. 5 GG⟧; siehe ⟦§§ 611 ff. BGB⟧ und ⟦§ 152 der Gewerbeordnung⟧.
Das Urteil (⟦BGH, Urteil vom 12. Mai 1954, Az. VI ZR 12/53, NJW 1954, S. 1234⟧) stand fest; so ⟦RG, Urt. v. 3.2.1912 – III 123/11⟧.
Vgl. ⟦BVerfG, Beschluss vom 14.10.2004 – 2 BvR 1481/04⟧; ⟦OLG Köln, Urteil vom 3. Mai 2001⟧; ⟦RGBl. I 1933, S. 175⟧.
La ⟦loi n° 2004-575 du 21 juin 2004⟧ et la ⟦loi du 29 juillet 1881⟧ ; ⟦art. L. 2511-1 du Code du travail⟧.
⟦Cass. civ. 1re, 12 mai 2011, n° 10-17.853⟧ ; ⟦CE, sect., 7 juillet 1950, Dehaene⟧ ; ⟦CA Paris, 3 mars 2005⟧.
⟦Cons. const., 16 juillet 1971, n° 71-44 DC⟧ ; ⟦CEDH, 12 novembre 2008, Demir et Baykara c. Turquie, n° 34503/97⟧.
Under ⟦28 C.F.R. § 35.104⟧ and ⟦42 U.S.C. § 1983⟧; see ⟦Monell v. Department of Social Services, 436 U.S. 658 (1978)⟧.
Compare ⟦Donoghue v Stevenson [1932] AC 562 (HL) 580⟧, ⟦section 2(1) of the Trade Disputes Act 1906⟧ and ⟦Directive 95/46/EC⟧.
In ⟦Case C-131/12 Google Spain, EU:C:2014:317⟧ it was held so; cf. ⟦Hansard, HC Deb, 22 February 1912, vol 34, cc 771-4⟧.
Die SPD hatte in § 3 nichts dagegen, und Art. 4 seiner Satzung galt; Boxer gegen Ali, 3. Mai 1971.
"""
CANONICAL = """
Er zitierte ⟦1 Kor 13,4⟧, ⟦Mt 5,3⟧, ⟦2. Tim 2,15 f.⟧ und ⟦Psalm 23⟧; vgl. ⟦Apg 2,1–13⟧; ⟦4,32⟧.
Bei ⟦Thuk. 1,22⟧ und ⟦Hor. carm. 1,11⟧ fand er Trost; vgl. ⟦Aristot. eth. Nic. 1129a⟧ und ⟦Platon, Politeia 473d⟧.
Il citait ⟦Mt 5, 3⟧ et ⟦1 Co 13, 4⟧, ainsi que ⟦Gn 1, 1-3⟧ ; Homère (⟦Il. I, 1⟧) et ⟦Tacite, Agricola, 30⟧ aussi.
See ⟦Genesis 1:1-3⟧, ⟦Mark 5:1⟧, ⟦Thuc. 1.22.4⟧, ⟦Aug. Conf. 8.12.29⟧, ⟦Tacitus, Agricola 30⟧ and ⟦Pliny, Ep. 6.16⟧.
The Mark 5 engine ran at 10:30 and won 3:2 at a ratio of 4:1; Job 3 of 12 was done, John 3 of the crew slept.
Das Brot kostete 2,50 Mark, Mark 4,20 zahlte er; am 5,5 km entfernten Ort endete das Spiel 3:2 um 21.15 Uhr.
Jean 3 de l'équipe, Marc 5 du tableau, 7 h 30, 3-2, 1/25 000 ; Aug. 12, 1914, App. 2.3, Eur. 3.50 pro Person.
"""
CALLS = """
Der Befund ist alt (⟦Müller 1999a: 33–35⟧; vgl. auch ⟦Schmidt/Weber 2003, S. 12⟧; ⟦Lehmann et al. 2010, 5 f.⟧; z. B. ⟦Geary 1976⟧).
Plusieurs l'ont dit (⟦Dupont, 1999a, p. 33⟧ ; ⟦Durand et Petit, 2003⟧ ; ⟦Trempé 1971 : 55-60⟧ ; par ex. ⟦Noiriel 1986⟧).
It is clear (e.g., ⟦Clegg 1985⟧; ⟦Church 1987, ch. 3⟧; ⟦Hinton & Hyman, 1975⟧; for another view, ⟦Phelps Brown 1959⟧).
Selon ⟦Dupont (1999b)⟧, c'est l'inverse, et wie ⟦Boll (1992, S. 77 f.)⟧ zeigt.
The play Strife (1909) was performed, Titanic (1997) is a film, and the war (1914–1918) ended.
"""
NOTES = """
⟦Müller, Hans: Titel und Würde. Untertitel, Berlin 1999 (= Reihe Stadtgeschichte 12), S. 3–7⟧.
⟦Lefort (Jean), Les marchands du Nord, Paris, Armand Colin, 1999, p. 3-7⟧.
⟦Anne Garnier, « Les foires de Lyon », Annales. Économies, sociétés, civilisations, vol. 33, n° 4, 1978, p. 711-730⟧.
Vgl. ⟦Klaus Wiegand, Stadt und Umland, Köln/Wien 1982, S. 77⟧ und ⟦Renate Pohl: Handel. Stuttgart: Kohlhammer, 1990⟧.
⟦Chen, L. (2015). The archive as network. Digital Humanities Quarterly, 9(2), 12–30. https://doi.org/10.1234/dhq.5678⟧
See ⟦“The Old Canal,” Waterways Archive, accessed March 3, 2021, https://waterways.example.org/old-canal⟧.
(⟦Stenographische Berichte über die Verhandlungen des Reichstags, Bd. 5, Berlin 1905, S. 3940⟧)
"""
PASSAGES = [
    line
    for passages in (NEWSPAPERS, ARCHIVES, LAWS, CANONICAL, CALLS, NOTES)
    for line in passages.strip().split("\n")
]


def tagged(text: str, kind: str = "paragraph") -> list[Tag]:
    document = SourceDocument("x", "text", "", text, (Block(kind, 0, len(text)),))
    return list(references.tag(document, Context(resources=cast(Any, None))))


@pytest.mark.parametrize("passage", PASSAGES)
def test_every_reference_is_found_and_nothing_else(passage: str) -> None:
    text = re.sub("[⟦⟧]", "", passage)
    found = [tag for tag in tagged(text) if tag.element in {"bibl", "ref", "idno"}]
    bibls = [tag for tag in found if tag.element == "bibl"]
    outer = [(tag.start, tag.end) for tag in bibls]
    outer += [
        (t.start, t.end)
        for t in found
        if t.element != "bibl" and not any(b.start <= t.start and t.end <= b.end for b in bibls)
    ]
    assert [text[a:b] for a, b in sorted(set(outer))] == re.findall("⟦(.+?)⟧", passage)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "(Vorwärts, Nr. 121, 14. März 1921, Abendausgabe, S. 1)",
            [
                ("title", "Vorwärts"),
                ("biblScope", "Nr. 121"),
                ("edition", "Abendausgabe"),
                ("biblScope", "S. 1"),
            ],
        ),
        (
            "GStA PK, I. HA Rep. 77, Nr. 123, Bl. 4r",
            [
                ("orgName", "GStA PK"),
                ("idno", "I. HA Rep. 77"),
                ("biblScope", "Nr. 123"),
                ("biblScope", "Bl. 4r"),
            ],
        ),
        (
            "§ 823 Abs. 1 BGB",
            [("biblScope", "§ 823 Abs. 1"), ("title", "BGB")],
        ),
        (
            "Cass. civ. 1re, 12 mai 2011, n° 10-17.853",
            [("author", "Cass. civ. 1re"), ("date", "12 mai 2011"), ("idno", "n° 10-17.853")],
        ),
        (
            "“The Old Canal,” Waterways Archive, accessed March 3, 2021, https://waterways.example.org/old",
            [
                ("title", "The Old Canal"),
                ("publisher", "Waterways Archive"),
                ("date", "March 3, 2021"),
                ("idno", "https://waterways.example.org/old"),
            ],
        ),
    ],
)
def test_the_parts_of_a_reference_are_told(text: str, expected: list[tuple[str, str]]) -> None:
    found = [(tag.element, text[tag.start : tag.end]) for tag in tagged(text)]
    assert [pair for pair in found if pair in expected] == expected


@pytest.mark.parametrize(
    ("words", "canonical"),
    [
        ("1 Kor 13,4", "1 Cor 13:4"),
        ("Mt 5, 3", "Matt 5:3"),
        ("1. Mose 1,1", "Gen 1:1"),
        ("Offb 21,1", "Rev 21:1"),
        ("Gen. 2:4b–3:24", "Gen 2:4b-3:24"),
        ("Psalm 23", "Ps 23"),
        ("Thuk. 1,22", "Thuc. 1.22"),
        ("Il. I, 1", "Hom. Il. 1.1"),
        ("Cic., De or., II, 9, 36", "Cic. De or. 2.9.36"),
        ("Platon, Politeia 473d", "Pl. Rep. 473d"),
        ("Liv. 21,4", "Livy 21.4"),
        ("Virgil, Aeneid 6.851", "Verg. Aen. 6.851"),
    ],
)
def test_one_form_for_a_passage_whatever_the_language(words: str, canonical: str) -> None:
    (tag,) = tagged(f"So {words} anders")
    assert tag.attributes["cRef"] == canonical


@pytest.mark.parametrize(
    "piece",
    [
        "Archives nationales de la ",
        "Landesarchiv A B C, ",
        "Frankfurter Zeitung vom 3. Mai ",
        "3. Mai 1921, ",
        "§ 3 Abs. ",
        "Cass. civ. ",
        "Müller, a. a. O., ",
        "Müller (1999), ",
        "1 Kor 13,",
        "Data Protection Act ",
        "“A b,” C ",
        "ders., ",
        "A. (B) C: D. ",
        "https://a.b “c” ",
    ],
)
def test_long_lines_of_such_words_take_linear_time(piece: str) -> None:
    def seconds(count: int) -> float:
        began = time.process_time()
        tagged(piece * count)
        return time.process_time() - began

    small, large = seconds(400), seconds(3200)
    assert large < 24 * small + 0.5
