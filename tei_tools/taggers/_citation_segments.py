"""Citations in running text and notes that no bracket marks: "H. Brandt, Die Bauern von Tolk, Göttingen
1974, S. 112".

A citation begins where a sentence, a bracket, a semicolon or a word such as *see* or *vgl.* ends, opens
with a person (or *ders.*, a public body, in notes a title in quotation marks) and a mark, holds a year and
something that only references have (pages, a volume, place and year, place and publisher), and has no finite
verb outside its quoted titles. In a note, which is made of citations, less is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tei_tools.taggers._late_patterns import late
from tei_tools.taggers._reference_people import authors_end

__all__ = ["citation_segments"]

_LONGEST = 600
_STARTS = late(
    r"(?:\b(?:[Ss]ee|[Cc]f\.|[Vv]gl\.|[Ss]iehe|[Vv]oir|[Dd]azu|[Hh]ierzu|[Zz]um|[Ff]or|[Ff]ür|[Ss]ur)"
    r"(?:\s[a-zà-ÿ][\wà-ÿ.’'-]{0,20},?){1,5}\s|(?<=[.!?;:)“”\"»])\s|(?<=[(\[])|(?<=[¹²³⁴⁵⁶⁷⁸⁹⁰])\s?"
    r"|\b(?:[Ss]ee(?: also| esp\.| especially| for example| e\.g\.)?,?|[Cc]f\.?(?: also| esp\.)?|[Cc]ompare"
    r"|[Vv]gl\.?(?: auch| dazu| etwa| hierzu| u\.\s?a\.)?|[Ss]iehe(?: auch| dazu)?|[Hh]ierzu|[Dd]azu"
    r"|[Ff]erner|[Ee]benso"
    r"|[Vv]oir(?: aussi| notamment| par exemple)?|[Nn]otamment|[Cc]ité (?:dans|par)|[Dd]['’]après|[Ss]elon"
    r"|[Qq]uoted in|[Cc]ited in|[Rr]eprinted in|[Zz]it(?:iert)?\.? nach|[Nn]ach|[Ll]aut|[Ee]\.g\.,?"
    r"|[Tt]hus|[Ss]o"
    r"|is|in|(?:by|par|von)(?=\s[A-ZÀ-Þ][^,;()\n]{2,40}\s\((?:dir|eds?|Hgg?|Hrsg|éds?)s?\.)|in:|In:|[Ii]n"
    r"|und|and|et|Ganzen|[Zz]\.\s?B\."
    r"|[Pp]ar ex\.)\s)(?=[A-ZÀ-ÖØ-Þdei“\"«„‘])"
)
_LEAD = late(
    r"(?:(?:See(?: also)?|As|Cf\.?|Compare|Vgl\.(?: auch| dazu)?|Siehe(?: auch)?|Voir(?: aussi)?|In|But"
    r"|And|Also|So"
    r"|For|By|From|Quoted in|Cited in|Thus|Nach|Laut|Selon|Zum|Dazu|Hierzu|Ferner|Ebenso|Anders"
    r"|Ähnlich|Dagegen|Zuletzt|Grundlegend|Ainsi|Sur ce point"
    r"|Contra|Similarly|Zit(?:iert)?\.? nach|Hier zit\. nach|Abgedruckt in:?|Quoted from|Cité d['’]après"
    r"|Cité par"
    r"|Cité dans)\s)+"
)
_AUTHORITY = late(
    r"(?:(?:[Dd]ers\.|[Dd]ies\.|[Dd]erselbe|[Dd]ieselbe|[Ii]dem|[Ii]d\.|[Ee]adem|[Ee]ad\.)"
    r"(?:\s?(?:/|und|et|and)\s?[A-ZÀ-Þ][\w’'.-]{0,40}(?:\s[A-ZÀ-Þ][\w’'.-]{0,40}){0,3})?"
    r"(?:\s\((?:Hgg?|Hrsg|éd|dir|eds?)s?\.\))?"
    r"|(?:The\s)?(?:Ministry|Department|Office|Bureau"
    r"|Board|Commission|Committee|Council|Ministère|Ministerium|Statistisches (?:Reichsamt|Bundesamt)"
    r"|Bundesministerium"
    r"|Report of the [A-Z]\w+ (?:Commission|Committee)|INSEE) ?(?:(?:of|for|de|du|des|für|on"
    r"|der) [A-ZÀ-Þ][\w’'-]+"
    r"(?:(?:,| and| et| und| de| du) [A-ZÀ-Þ][\w’'-]+){0,6})?)(?=[,:])"
)
# "Lefort (Jean), …", "LEFORT Jean, …", "LEFORT, Jean, …": French usage.
_FRENCH = late(
    r"(?:[A-ZÀ-Þ][\w’'-]{1,40}(?:[ -][A-ZÀ-Þ][\w’'-]{1,40})?\s\((?:[A-ZÀ-Þ][\w’'.-]{0,40}\s?){1,3}\)"
    r"(?:(?:,| et| ;)\s(?=[A-ZÀ-Þ][\w’'-]{1,40}\s\())?){1,4}"
    r"(?:\s\((?:dir|éd|coord)s?\.\))?(?=[,:])"
    r"|(?:[A-ZÀ-Þ’'-]{3,40}(?:\s[A-ZÀ-Þ’'-]{3,40})?,?\s[A-ZÀ-Þ][a-zà-ÿ’'.-]{1,40}(?:-[A-Z][a-zà-ÿ]+)?(?:(?:,"
    r"| et)\s(?=[A-ZÀ-Þ]{3,40}\s))?){1,4}(?=[,:])"
)
_QUOTED_TITLE = late(
    r"(?:(?:Art\.|Artikel|Art|s\.\s?v\.)\s)?(?:“[^”\n]{3,200}”|\"[^\"\n]{3,200}\"|«[^»\n]{3,200}»"
    r"|„[^“”\n]{3,200}[“”]|‘[^’\n]{3,200}’)(?=,?\s)"
)
_YEAR = late(
    r"(?<![\d/])(?:1[4-9]\d\d|20\d\d)(?!\d)|\b(?:o\.\s?J\.|n\.\s?d\.|s\.\s?d\.|forthcoming|im Druck"
    r"|à paraître)"
)
_TELLING = late(
    r"\b(?:pp?|S|Sp|col|fols?|ff?|vol|Bd|Jg|no|Nr|nos|chap|ch|t|tome)\.\s?\d|\bt\.\s?[IVX]+\b|n°\s?\d"
    r"|\bHeft\s\d"
    r"|:\s?\d+(?:[–-]\d+)?(?!\d)|\((?:1[4-9]|20)\d\d\)[:,]?\s\S*\d|(?:1[4-9]|20)\d\d\)?,\s\d+"
    r"|[A-ZÀ-Ý][\w’'.-]+(?: [A-Z][\w.]+)?\s?:\s[A-ZÀ-Ý][\w’'. &-]+,?\s(?:1[4-9]|20)\d\d"
    r"|,\s(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mär|Mai|Okt"
    r"|Dez)\w*\.?\s)[A-ZÀ-Ý][\w’'.-]+(?:\s?[/–-]\s?[A-Z]\w+)?,?\s(?:[A-ZÀ-Ý][\w’' &.-]+,\s)?(?:(?:[Cc]oll"
    r"|Reihe)\.?\s[^,]{2,40},\s)?(?:1[4-9]"
    r"|20)\d\d"
    r"|\((?:[^()]*\s)?(?:thesis|[Dd]iss\.?|dissertation|thèse)|\bISBN\b|\bdoi\b|https?://"
    r"|\d\s?\(\d{1,3}(?:[–/-]\d+)?\)[,:]\s?\d|\((?:ed|eds|Hg"
    r"|Hrsg|éd|dir|eds)s?\.\)"
)
_QUOTED = late(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|„[^“”]*[“”]|‘[^’]*’(?!\w)")
_FINITE = late(
    r"(?<![\w’'])(?:was|were|is|are|had|has|have|did|does|said|says|went|came|gave|took|made|wrote|became"
    r"|held"
    r"|died|would|could|will|"
    r"war|waren|ist|sind|hatte|hatten|hat|haben|wurde|wurden|kam|ging|sagte|erschien|schrieb|starb"
    r"|était|étaient|est|sont|avait|fut|furent|ont|écrivit|mourut|parut|reported|announced|appeared|published"
    r"|told|notes|argues|writes|shows|claims|suggests|states|says|points|finds|met|left|returned|won"
    r"|led|moved|joined|he|she|they|er|sie|il|elle)(?![\w’'])"
)
# A sentence goes on behind an aside ("…, director of the society, opened the …"), or cites in brackets.
_PROSE = late(
    r",\s[a-zà-ÿ]+(?:ed|te|ten)\s(?:the|a|an|his|her|its|their|to|in|on|at|that|der|die|das|den|ein\w*)(?!\w)"
    r"|[”\"»“]\s\([A-ZÀ-Ý][\w’'-]+,\s"
)
_ABBREVIATED = frozenset(
    "p pp s sp bd nr no nos vol vols ed eds hg hgg hrsg art fol fols f ff cf vgl st dr prof col coll éd dir "
    "chap ch trans rev univ esp bes jh jhs aufl erw verb überarb übers transl jan feb aug sept okt nov dez "
    "déc jg jr sr et t op cit ders dies ibid ebd rpt repr suppl ser n bl abt dept gov mr mrs z usw unveröff "
    "masch phil jur theol diss hist soc int sci tit rer nat habil janv févr avr juil oct pt bk mme".split()
)
_GOES_ON = late(
    # "Title. Place: Publisher, 1990" goes on after the full stop; so does "…. In: …", "…. Ed. …", "…. https://…".
    r"\s(?:[A-ZÀ-Ý][\w’'-]+(?:[\s/][A-ZÀ-Ý]?[\w’'-]+){0,2}:\s[A-ZÀ-Ý][^.;:]{2,60}[,\s](?:1[4-9]|20)\d\d"
    r"|In:?\s[A-ZÀ-Ý„“\"«]|Dans\s|Ed(?:ited|s?\.)\s|Hrsg\.\s|Trans\.\s|Vol\.\s|Bd\.\s|https?://|doi:|DOI\b"
    r"|ISBN\b|Available at|Accessed"
    r"|Retrieved|\d+\.\sAufl|\d(?:nd|rd|th)\sed)"
)
_STOPS = late(r"[;()\[\]]|[.!?](?=\s|$|[”\"»“)])|[“”\"«»„]")
_CLOSING = {"“": "”", '"': '"', "«": "»", "„": "“”"}
_AFTER_TITLE = late(r",?\s(?:(?:[Ii]n:?|dans|[Ii]n:)\s)?(?=[A-ZÀ-Þ\d(])")
_AGAIN = late(r"(?:Ibid|Ebd|Ebenda|Ders|Dies|Op|Loc|Id|Ead)\b")
_UNSIGNED = late(
    r"[A-ZÀ-Þ](?=[^;()\[\]“”«»„\"\n]{12,300}?(?:,"
    r"|\s\()\s?[A-ZÀ-Þ][\w’'./-]{2,40}(?::\s[^(),;:\n]{2,40},|,\s[A-ZÀ-Þ][^(),;:\n]{1,40},|,)?\s(?:1[4-9]"
    r"|20)\d\d\)?,\s(?:(?:vol|Bd|t)\.\s[\dIVX]+,\s)?(?:pp?|S|Sp|cols?)\.\s?\d)[^,;()\n]{3,200}(?=,|\s\()"
    r"|[A-ZÀ-Þ][^,;:()\[\]“”«»„\"\n\d]{6,80}(?=\s\d{1,3}\s[\[(](?:1[4-9]|20)\d\d[\])][,:]\s(?:(?:pp?"
    r"|S)\.\s?)?\d)"
)
_AFTER_AUTHORS = late(
    r"\s?(?:[,:]|\((?=\d{4}|Hgg?\.|Hrsg|[Ee]ds?\.|[éÉ]ds?\.|[Dd]irs?\.|[Cc]oord|[Tt]rans|[Cc]omps?\.)"
    r"|\s?[“\"«„‘])|\.\s"
)
_ARTICLE = late(r"(?:Das|Der|Die|Dem|Den|The|Les|Un|Une|Ein|Eine|This|That|Ce|Cette)\s")
# "Vorwärts! Nr. 55": the mark is of the title.
_NUMBERED = late(r"\s(?:Nr|No|no|n°|Vol|vol|Bd|Jg|Heft|\()\.?")
_LETTER = late(
    r"[A-ZÀ-Þ][\w’'.-]{0,30}(?:\s[A-ZÀ-Þ][\w’'.-]{0,30}){0,3}\s(?:to|an|à)\s(?:the\s|den\s"
    r"|die\s)?[A-ZÀ-Þ][\w’'.-]{0,30}"
    r"(?:\s(?:of\s)?[A-ZÀ-Þ][\w’'.-]{0,30}){0,3}(?=,\s\d)"
)
_WORK = late(r"\b(?:article|essay|chapter|paper|study|review|Aufsatz|Beitrag|Artikel|étude|chapitre)\s\Z")
_DOTTED = late(r"(?<=[\s\d])(?:ff?|sqq?|al|ed|eds|Hg|Jh|vol)\Z")
_JOINED = late(r"(?<=[\d.)])(?:,)?\s(?:und|and|et|sowie)\s(?=[A-ZÀ-Þ])")
# "Anna Meyer, a painter from Leeds, …": who somebody is, not what he wrote.
_APPOSITION = late(
    r",\s(?:an?|the|einer?|ein|dem|der|eines|élève|fils|fille|née?|peintre|then|later|now)\s[a-zà-ÿ]"
)
_PROSE_AFTER = late(
    r"(?<=[\d)]),?\s(?:and|but|or|while|which|who|und|aber|oder|sowie|et|mais|ou|qui)\s[a-zà-ÿ]{2,}\s[a-zà-ÿ]"
)
_SENTENCE = late(
    r"\s(?:On|At|By|After|From|During|Since|When|He|She|They|It|His|Her|Am|Im|Nach|Seit|Als|Er|Sie|Es|À|Le"
    r"|Il|Elle)\s(?!:)"
)
_DATED = late(r",?\s?\((?:1[4-9]|20)\d\d[a-h]?\)[.:,]?\s")
_ONLINE = late(r"https?://|\bdoi\b|\b(?:accessed|abgerufen|consulté|retrieved)\b", re.IGNORECASE)
_MOST_SENTENCES = 4


def citation_segments(text: str, start: int, end: int, *, note: bool = False) -> Iterator[tuple[int, int]]:
    """Start and end of each citation of ``text[start:end]``, in order, none overlapping; linear in its
    length. ``note`` says that it is one.
    """
    last = start
    for place, first in _beginnings(text, start, end):
        if place < last:
            continue
        lead = _LEAD.match(text, place, end)
        place = lead.end() if lead else place
        alone = note or first or text[place - 1 : place] in {"(", "[", ";"}
        alone = alone or _WORK.search(text, max(start, place - 16), place) is not None
        opened = _opened(text, place, end, untitled=note or text[place - 1 : place] in {"(", "["})
        if opened is None:
            continue
        ceiling = min(end, place + _LONGEST)
        stop = _end(text, opened, ceiling)
        sentences = 0
        # "Author (2015). Title. Journal": the year first.
        year = _DATED.match(text, opened, end)
        dated = year is not None
        if year is not None and text[year.end() : year.end() + 1].islower():
            continue  # "Clark (2002) says"
        while sentences < _MOST_SENTENCES and stop < ceiling and text[stop] == ".":
            known = _YEAR.search(text, place, stop) is not None
            if known and not (dated and not _TELLING.search(text, opened, stop)):
                break
            # No year yet: the title goes on after its full stop, where its imprint follows.
            if _FINITE.search(_QUOTED.sub("", text[opened:stop])) or _SENTENCE.match(text, stop + 1, end):
                break
            stop = _end(text, stop + 1, ceiling)
            sentences += 1
        titled = text[place] in '“"«„‘'
        if titled and not alone and not _ONLINE.search(text, place, stop):
            continue
        while stop > place and text[stop - 1] in " .,;:":
            stop -= 1
        if text[stop : stop + 1] == "." and _DOTTED.search(text, max(place, stop - 4), stop):
            stop += 1
        for joined in _JOINED.finditer(text, opened, stop):
            # "…, 1982, S. 77 ff. und Renate Pohl: Handel …": two citations.
            if _opened(text, joined.end(), end) and _is_citation(
                text[place : joined.start()], opened - place, note=note
            ):
                stop = joined.start()
                break
        goes_on = _PROSE_AFTER.search(text, opened, stop)
        if goes_on and _is_citation(text[place : goes_on.start()], opened - place, note=note):
            stop = goes_on.start()
        if _is_citation(text[place:stop], opened - place, note=note):
            yield place, stop
            last = stop


def _opened(text: str, place: int, end: int, *, untitled: bool = False) -> int | None:
    """Where what opens a citation ends: authors, a public body, a title in quotation marks; any title that
    an imprint and a page follow where ``untitled``."""
    opened = authors_end(text[place : min(end, place + 420)], 0) + place
    for pattern in (_AUTHORITY, _LETTER, _FRENCH):
        found = pattern.match(text, place, end)
        if found and (pattern is not _FRENCH or found.end() >= opened):
            opened = found.end()
    if opened <= place:
        title = _QUOTED_TITLE.match(text, place, end)
        if title:
            return title.end() if _AFTER_TITLE.match(text, title.end(), end) else None
        # In a note or in parentheses a work that has no author: "Verhandlungen des Reichstags, Bd. 5, …".
        plain = _UNSIGNED.match(text, place, end) if untitled else None
        finite = plain and (_FINITE.search(plain[0]) or _AGAIN.match(plain[0]))
        return plain.end() if plain and not finite else None
    # "(Traité sur la tolérance, Genève, Cramer, 1763, p. 12)": no author, though it begins with capitals.
    titled = _UNSIGNED.match(text, place, end) if untitled else None
    if titled and titled[0][-1].islower() and titled.end() > opened:
        return titled.end()
    if not _AFTER_AUTHORS.match(text, opened, end) or _ARTICLE.match(text, place, end):
        return None
    return opened


def _beginnings(text: str, start: int, end: int) -> Iterator[tuple[int, bool]]:
    """Where citations may begin, and whether that is at the beginning of all."""
    first = late(r"\s*(?:\d{1,3}[.)]?\s|\[\d{1,3}\]\s?|[¹²³⁴⁵⁶⁷⁸⁹⁰]+\s?|[*†‡—–]\s?)?").match(text, start, end)
    yield (first.end() if first else start), True
    for match in _STARTS.finditer(text, start, end):
        yield match.end(), False


def _end(text: str, start: int, end: int) -> int:
    """Where a citation ends that goes on at ``start``: at a semicolon, a closing bracket, a sentence's
    end."""
    depth = 0
    quoted: str | None = None
    for match in _STOPS.finditer(text, start, end):
        sign = match[0]
        if quoted:
            quoted = None if sign in quoted else quoted
        elif sign in _CLOSING:
            quoted = _CLOSING[sign]
        elif sign in "([":
            depth += 1
        elif sign in ")]":
            if depth == 0:
                return match.start()
            depth -= 1
        elif depth:
            continue
        elif sign == ";" or _ends_sentence(text, match.start(), end):
            return match.start()
    return end


def _ends_sentence(text: str, place: int, end: int) -> bool:
    word = re.search(r"[^\W\d_]+$", text[max(0, place - 12) : place])
    if text[place] == "." and word and (len(word[0]) == 1 or word[0].casefold() in _ABBREVIATED):
        return False
    if re.search(r"(?<!\d)\d$", text[max(0, place - 2) : place]) and re.match(
        r"\.\s(?:Aufl|Jg|Jh|éd|ed)", text[place : place + 7]
    ):
        return False
    if text[place] in "!?" and _NUMBERED.match(text, place + 1, end):
        return False
    if _GOES_ON.match(text, place + 1, end):
        return False
    following = text[place + 1 : place + 3].strip()
    return not following or not following[0].islower()


def _is_citation(words: str, opened: int, *, note: bool) -> bool:
    if len(words) < 20 or len(words.split()) < 5 or not _YEAR.search(words):
        return False
    bare = _QUOTED.sub("", words[opened:])
    if _PROSE.search(bare) or _PROSE.search(words[opened:]):
        return False
    if not note and _APPOSITION.match(words, opened):
        return False
    return bool(_TELLING.search(words[opened:])) and len(_FINITE.findall(bare)) <= int(note)
