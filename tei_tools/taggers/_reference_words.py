"""Words that mark the parts of a reference, by class, in English, German, French, Italian and Spanish.

The abbreviations are those of the Chicago Manual of Style (17th edition, 10 and 14), DIN ISO 690, ISO 832 and
of Italian and French humanists' notes. One letter a class, so that a word may be of several.
"""

from __future__ import annotations

from functools import cache

__all__ = ["IN", "LANDMARKS", "classes"]

_CLASSES = {
    "month": """
        jan january januar janvier gennaio genn gen enero feb february februar février fevrier febbraio
        febbr febrero mar march mars märz marzo apr april avril aprile abril may mai maggio magg mayo
        jun june juni juin giugno giu junio jul july juli juillet luglio lug julio aug august août aout
        agosto ago sep sept september septembre settembre sett septiembre oct okt october oktober
        octobre ottobre ott octubre nov november novembre noviembre dec dez dic december dezember
        décembre decembre dicembre diciembre spring summer autumn fall winter frühjahr sommer herbst
        printemps été automne hiver""",
    "pages": """
        p pp pg pgs page pages pag pagg pagina pagine s ss seite seiten sp col coll cols seg segg ff
        págs pp1""",
    "volume": """
        vol vols volume volumes bd bde band bände tome tom tomo tomi t voll jg jahrgang année anno
        annata lib libro""",
    "issue": """
        no nr nos n num number heft h issue iss fasc fascicolo fascicule fase fsc nº numéro numero
        número suppl supplement""",
    "editor": """
        ed eds editor editors edited hrsg hg hgg herausgeber herausgegeben dir dirs éd éds éditeur cura
        coord coords comp comps curatore redazione""",
    "translator": """
        trans translated translator transl trad traduit traduction traduzione tradotto übers übersetzt
        übersetzung""",
    "in": "in dans im",
    "edition": """
        edn edition ed aufl auflage édition edizione ediz rev revised 1st 2nd 3rd 4th 5th 6th 7th 8th
        9th rist ristampa reprint repr nachdruck""",
    "url": """
        http https www url doi html htm pdf org com net edu gov arxiv available online retrieved
        accessed abruf abgerufen consulté dx ftp""",
    "publisher": """
        press verlag university universitätsverlag éditions editions editrice editore edizioni books
        publishers publishing publications publisher pub wiley springer elsevier routledge blackwell
        sage kluwer penguin mcgraw macmillan hall academic harper norton erlbaum associates sons einaudi
        mulino laterza olschki feltrinelli puf gallimard seuil suhrkamp reclam beck mohr siebeck brill
        gruyter vandenhoeck ruprecht tipografia typographia stamperia libreria librairie edit ieee acm
        mit cup oup cambridge oxford inc ltd gmbh company co group fils""",
    "journal": """
        journal j zeitschrift revue review rev rivista archivio archives annals annales ann annali
        bulletin bull bollettino boll bullettino transactions trans proc proceedings magazine letters
        lett quarterly studies studi chem phys biol med am int acta nature science nuovo ateneo atti
        memorie mem arch quaderni rassegna jahrbuch blätter mitteilungen archiv cahiers gazette times
        newspaper news giornale""",
    "conference": """
        conference conf workshop symposium symp congress congrès congresso convegno proceedings proc
        meeting colloque kongress tagung advances lecture notes handbook encyclopedia encyclopaedia
        handbuch dizionario dictionary international""",
    "institution": """
        university universität université università universidad institute institut istituto department
        dept laboratory lab laboratoire college school faculty center centre academy akademie accademia
        ministry association society council organization agency bureau office commission committee""",
    "genre": """
        thesis phd dissertation diss ph master masters msc doctoral habilitation thèse tesi magister
        tech technical report rept rep preprint unpublished submitted press manuscript mimeo working
        paper papers online cdrom cd patent""",
    "again": """
        ibid ibidem ibi idem id op cit loc ivi eadem ebd ebenda sgg sg supra infra nota passim cf cfr
        vedi see also vgl""",
    "archive": """
        archivio archives archive archiv asv asve biblioteca bibliothek bibliothèque library fondo fonds
        fond busta buste b reg registro registri ms mss cod codice codices filza fascio cart carta carte
        c cc f fol folio r v cl lat ital it provenienze marciana correr museo senato consiglio notarile
        consiglieri dieci atti cons prot protocolli sc scat box folder""",
    "and": "and und et e y & with mit",
    "others": "al alii altri others vv aa",
    "particle": "de di da del della van von der den la le du des dos do das el al ter ten zu zur",
    "suffix": "jr sr ii iii iv",
    "series": "series serie collection collana coll reihe bibliotheca studi nuova nova lecture monographs",
    "function": """
        the of a an and in on for to from with by at as is are der die das des dem den und für von zur
        zum im mit auf la le les l d du de et en sur dans pour au aux il lo gli i e di della del dei
        delle degli nel nella al alla per con un una tra fra y el los las""",
}
_LETTERS = {name: chr(ord("a") + number) for number, name in enumerate(_CLASSES)}
# The letters of the words that say what stands beside them, and that of "in" among them.
LANDMARKS = frozenset(
    _LETTERS[name] for name in "pages volume issue editor translator in edition url genre".split()
)
IN = _LETTERS["in"]
_ROMAN = frozenset("ivxlcdm")


@cache
def _by_word() -> dict[str, str]:
    found: dict[str, str] = {}
    for name, words in _CLASSES.items():
        for word in words.split():
            if _LETTERS[name] not in found.get(word, ""):
                found[word] = found.get(word, "") + _LETTERS[name]
    return found


def classes(word: str) -> str:
    """The letters of the classes of ``word`` (in small letters), ``R`` for a Roman numeral; often none."""
    found = _by_word().get(word, "")
    return found + "R" if _ROMAN.issuperset(word) else found
