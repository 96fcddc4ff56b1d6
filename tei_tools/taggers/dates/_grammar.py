"""The shapes of dates, as regular expressions over the symbols of ``_tokens``.

Each shape has a name, its pattern, and the reader of that name in ``_readers``. They are tried in this order
at each symbol, and the first that fits and whose reader accepts it wins; so the longer shapes stand first.
No pattern has a repetition without a bound, so a scan takes time in proportion to the text.
"""

from __future__ import annotations

import re
from functools import lru_cache

ERA = r"(?:,? ?[EB]\.?)"
"""AD or BC after the year."""
YEAR = rf"(?:[dz] ?[EB]\.?|(?:E\.? ?)?(?:Y(?:[/-][dz](?! ?[mMdzYt]))?|a|t){ERA}?)"
"""1648, 1648/9, '98, 420, AD 842, 508 BC."""
BARE_YEAR = r"(?:,? z(?= ?[,.&]|x|$| [iVfTU&h] ))"
"""Feb 62, Sept 10 63: two figures that are no day, at the end of what is said."""
OF_YEAR = rf"(?:[,.]? ?(?:[Vifh] ?){{0,3}}(?:A\.?,? ?(?:V ?)?)?{YEAR})"
""", 1990; of 1990; in the year of our Lord 1651."""
WEEKDAY = r"(?:[wW][,.]? ?(?:u,? )?(?:i )?(?:h )?)"
DAY = r"(?:(?:h )?[doN]\.?(?: u)?(?: V)?(?: h)?)"
"""27; the 27th of; the 3d day of; den 3ten; 3."""
MONTH = r"[mM]"
TO = r"(?: ?[~-] ?| [TU] (?:h )?| ?/ ?)"
AND = r"(?: ?(?:[&O]\.?|,) ?(?:h )?)"
PART = r"(?:(?:h )?e(?: ?- ?| )?(?:h )?(?:e(?: ?- ?| ))?)"
"""early, the end of the, mid-."""
REPUBLIC = r",? ?(?:(?:h|V|i|f) ){0,2}(?:[AuN] )?(?:V )?(?:R|d|o|N|t|Y)"
""", an VIII; de l'an 8; Year VIII."""
STYLE = r"(?:,? x?[KX])"

SHAPES: dict[str, str] = {
    # 3/2022
    "numeric_month_year": r"d/Y(?![/d])",
    # 2022-03-06, 2022/3/6
    "iso": r"(?:Y-[dz]-[dz]|Y/[dz]/[dz]|Y\.[dz]\.[dz])(?![dztY])",
    # 20220306
    "compact": r"C",
    # 10/21 January 1689
    "dual": rf"{WEEKDAY}?(?:h )?[do]\.? ?/ ?[do]\.? (?:V )?{MONTH}{OF_YEAR}",
    # 18 brumaire an VIII
    "republican": rf"(?:h )?[doN]\.?(?:(?:{TO}|{AND})(?:h )?[doN]\.?)? r(?:{REPUBLIC})?",
    # III Kal. Maii
    "roman": r"κ",
    # brumaire an VIII
    "republican_month": rf"r(?: ?[-&~] ?r)?{REPUBLIC}",
    # the first Monday in August 1864; the last Friday of this month
    "weekday_of_month": (
        rf"(?:h )?[ol] w,? (?:i|V|h)'? ?(?:{MONTH}(?:,? q)?(?:{OF_YEAR})?|(?:h )?[lnjJ] u|h u)"
    ),
    # the last day of August 1644
    "last_of_month": rf"(?:h )?l (?:u )?[Vh]'? ?{MONTH}(?:{OF_YEAR})?",
    # 3-5 June 1944; the 3rd to the 5th of June
    "days_of_month": rf"{WEEKDAY}?(?:h )?[do]\.?{TO}(?:{WEEKDAY})?{DAY} ?{MONTH}(?:{OF_YEAR})?",
    # 18 and 19 June; les 12, 13 et 14 mars
    "days_and_month": rf"(?:h )?[do]\.?{AND}(?:{DAY}{AND})?{DAY} ?{MONTH}(?:{OF_YEAR})?",
    # Sunday, the 27th of February, 2022; 25. Dezember 1848; 16. Mai 906
    "day_month_year": rf"{WEEKDAY}?{DAY} ?[/-]? ?{MONTH}(?:[/-]|(?= ?))(?:{OF_YEAR}|,? (?:V )?z)(?:{STYLE})?",
    # March of the same year; im März dieses Jahres
    "same_year": rf"(?:(?:{DAY} ?)?{MONTH}|(?:h )?[sS]),? (?:[Vi] )?(?:h )?[Jjln]{{1,2}} u",
    # June 3-5, 1944
    "month_days": rf"{MONTH} (?:h )?[do]{TO}(?:h )?[do](?![dztY/]|\. ?[dztY])(?:{OF_YEAR})?",
    # Sunday, March 7th, 1990; Dec31, 1994
    "month_day_year": (
        rf"{WEEKDAY}?{MONTH}(?:,? ?| [.,] ?| ?-?)(?:h )?[do]"
        rf"(?:(?: ?[,.-] ?| (?:V )?)(?:A )?{YEAR}| ?/ ?z|{BARE_YEAR})"
    ),
    # March to May 1848; Jan-June 2016
    "months_of_year": rf"{MONTH}{TO}{MONTH}(?:{OF_YEAR})",
    # Dinstag 25. 3. 1902; 06.03.2022; 3/4/1999; 14. 9. 91; 10. XII. 24; 21/3 92
    "numeric": (
        rf"{WEEKDAY}?(?:d ?\. ?[dR] ?\. ?|d ?/ ?[dR] ?/ ?|d-d-|d\. ?/ ?[dR]\.? ?|d ?[./] ?[dR]\.? |d~d~)"
        r"(?:Y|t|z|d)(?![/d])"
    ),
    # 3.-5. 6. 1944
    "numeric_days": r"d\.? ?(?:[~-]|T) ?d ?\. ?d ?\. ?(?:Y|z|d)(?![/d])",
    # 25. Juni; the 4th of July
    "day_month": rf"{WEEKDAY}?{DAY} ?[/-]? ?{MONTH}(?: I\.?)?",
    # September 24; Wednesday April 3rd
    "month_day": rf"{WEEKDAY}?{MONTH} ?[/-]?(?:h )?[do](?![dztY])",
    # 25. 3.; 26/4
    "numeric_day_month": rf"(?:{WEEKDAY}(?:x )?)?(?:d ?\. ?[dR]\.|d/[dR])(?![dztY/])",
    # February, 1990; Dec/2018; March of '98; March Term, 1863
    "month_year": rf"{PART}?{MONTH}(?: q)?(?:[/-]|(?= ?))(?:{OF_YEAR}| V z|{BARE_YEAR})",
    # 16th and 17th centuries; XVIIe-XVIIIe siècles
    "centuries": rf"{PART}?(?:h )?(?:[oR]\.?|d\.)(?:{TO}|{AND})(?:h )?{PART}?(?:[oR]\.?|d\.)[ -]c\.?{ERA}?",
    # the late 19th century
    "century": (
        rf"(?:(?:h )?(?:o|d\.|l) u (?:[Vfh] ){{1,2}})?{PART}?(?:h )?{PART}?"
        rf"(?:(?:[oR]\.?|d\.)[ -]c\.?|o [xk]\.|c [R]){ERA}?"
    ),
    # die achtziger Jahre des 19. Jahrhunderts
    "decade_of_century": rf"{PART}?(?:h )?D(?: u)? (?:[Vhf] ){{1,2}}(?:[oR]\.?|d\.)[ -]c\.?",
    # the first week of May 1945; the last week of 2019
    "week_of": rf"(?:h )?[ol] u (?:V )?(?:h )?(?:{MONTH}(?:{OF_YEAR})?|Y)",
    # Tuesday of last week; next week on Tuesday; Montag nächster Woche; lundi de la semaine prochaine
    "weekday_of_week": r"(?:w (?:V )?(?:h )?(?:[lnj] u|u [ln])|[lnj] u,? (?:i )?w)",
    # the early 1990s; les années 1920; die zwanziger Jahre
    "decade": rf"{PART}?(?:h )?{PART}?(?:'?D(?: u)?|Y [D])",
    # first quarter of 2013; the 1989 third quarter; 2019-Q1
    "quarter": (
        r"(?:h )?(?:(?:Y[ -])(?:o|d\.)[ -]u|Y[ -]Q|(?:(?:o|d\.|R\.)[ -]u|Q)"
        r"(?:(?:,? |-)(?:V )?(?:h )?(?:Y|a))?)"
    ),
    # last year's fourth quarter; 1988's fourth quarter; the second quarter of next year
    "quarter_of_relative": (r"(?:h )?(?:(?:Y|[ljn] u)'x (?:o|d\.)[ -][ux]|(?:o|d\.)[ -]u V (?:h )?[ljn] u)"),
    # the first nine months of 1989; the second half of this year
    "part_of_year": (
        rf"(?:(?:h )?[ol] (?:N|d) u,? V (?:h )?(?:Y|[ljn] u)"
        rf"|(?:h )?e (?:h )?(?:[ljn] u|u Y)|{PART}Y)(?! ?[/~-] ?[dzY])"
    ),
    # winter of 1914-15; im Sommer 1914
    "season_year": (
        rf"{PART}?(?:h )?{PART}?[sS](?:,? q)?,? (?:[Vihf] )?(?:h )?(?:A )?"
        rf"(?:Y(?: ?[/~-] ?[dzY])?|t(?: ?[/~-] ?t)?|a){ERA}?"
    ),
    # Easter Sunday 1916; Tuesday Christmas Day
    "feast": rf"{WEEKDAY}?(?:h )?F(?:,? ?(?:V )?(?:Y|a))?",
    "period": r"P",
    # heute; morgen, Mittwoch
    "today": r"y(?:,? (?:i )?w)?",
    "narrative_day": r"v",
    # last Monday; this year; next week; nächsten Sonntag; the last year; last May; last summer
    # last Nov. 8; the 10th of last March
    "relative_day": (
        rf"(?:(?:h )?[ln] {MONTH} (?:h )?[do](?![dztY])|(?:h )?[do]\.? (?:u )?(?:V )?[ln] {MONTH})"
    ),
    "relative": r"(?:h )?[lnjJ]{1,2} (?:[lnJj] )?[uwMmsSc]",
    # lundi dernier, la semaine prochaine
    "relative_after": r"(?:h )?(?:(?:[uwA]|[mMsS](?: q)?) [ln]|u I)",
    # the last five years
    "stretch": r"(?:h )?(?:[ln] (?:N|d|z)|[hjn] (?:N|d|z) [ln]) u",
    # four years ago today; two years ago this week; a week ago Tuesday
    "ago_today": r"(?:h )?(?:N|d|z) u g (?:y|j u|w)",
    # three days ago; two years later; a week earlier
    "count_later": r"(?:(?:(?:h )?(?:N|d|z) u |(?:u|A)-)[gGL]|(?:N|d|z) u %(?= ?[,.;)]|$)"
    r"|(?:h )?u [GL](?= ?[,.;:)x]|$))",
    # vor drei Tagen; il y a trois jours
    "count_before": r"[<g] (?:h )?(?:N|d|z) u",
    # the 4th of next month; am 3. dieses Monats
    "day_of_relative_month": (
        r"(?:h )?[do]\.? (?:(?:u )?(?:V )?(?:h )?[lnjJ] u|[Vf] (?:h )?u [ln]|(?:u )?V (?:h )?ж)"
    ),
    # by the end of the year
    "part_of_unit": r"(?:h )?e (?:A|(?:h )?u(?: [ln])?)(?! ?[Yazt])",
    # by year-end
    "year_end": r"(?:h )?Z(?:,? (?:V )?Y)?",
    # in two weeks
    "in_future": r"i (?:N|d|z) u",
    # heuer
    "this_year": r"ý",
    # over the weekend
    "the_weekend": r"h u",
    # 10. d. M.; the 3rd inst.
    "instant": r"(?:h )?[do]\.? ?I\.?",
    # Sunday 7th; Sat.29th; Montag, den 3.
    "weekday_day": rf"{WEEKDAY}(?:[do](?:\.(?= ?[^x ]|$))?)(?![dztY])",
    # 50-40 BC
    "years_of_era": r"[HYtzd] ?[~-] ?[HYtzd] ?[EB]",
    # 508 BC; AD 842
    "year_of_era": r"(?:(?:A |h )?E\.? ?[Ytzd]|[HYtzd] ?[EB]\.?)",
    # 1914-18; 1896/97; 1990-1995
    "years": r"Y ?[~/-] ?[dzY](?![-/~.][dztY])",
    # im Jahre 97; the year 1649
    "named_year": r"(?:(?:h )?e )?(?:A|h u|u),? (?:[Vh] )?(?:Y(?:[/-][dz])?|a|z|t|R|N|d)",
    # 199X, 19XX
    "masked": r"p",
    # 1990
    "year": r"[Ya]",
    # mid-November; late September; in May
    "month": rf"{PART}?{MONTH}",
    "weekday": r"w",
    "season": rf"(?:h )?{PART}?[sS]",
    # 3 Henry VIII; the 12th year of King Charles II
    "regnal": r"(?:(?:h )?[do]\.?(?: u(?: [Vf])?(?: h)?)? (?=x)|(?:A|h u) [dRNo] (?=[fx]))",
    # c. 347
    "early_year": r"t",
    # the 18th; am 17.
    "day_beside": r"[&O]\.? ?(?:h )?[do](?![dztY/]|\. ?[dztYmM]| ?[mM])(?:{OF_YEAR})?".replace(
        "{OF_YEAR}", OF_YEAR
    ),
    "day": r"(?:[iUTbfk&O<>%]\.? )(?:[fi] )?(?:h )?(?:o|d\.)|(?:h )o",
}


NOWHERE = r"(?![x ,.]|(?:[hijVfOT&] ){1,4}[x,.])"
"""What most of a text is and no shape begins with: words of no meaning here, with or without a "the", "of"
before. Not trying the shapes there is what makes the grammar quick."""


@lru_cache(maxsize=1)
def shapes() -> re.Pattern[str]:
    """All shapes as one pattern; the name of the group that matched is the name of the shape."""
    every = "|".join(f"(?P<{name}>{pattern})" for name, pattern in SHAPES.items())
    return re.compile(f"{NOWHERE}(?:{every})")


@lru_cache(maxsize=1)
def each_shape() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each shape by itself, in order: for where the reader of the first that fits refuses."""
    return tuple((name, re.compile(pattern)) for name, pattern in SHAPES.items())
