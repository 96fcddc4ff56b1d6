"""Days as references write them, in English, German and French."""

from __future__ import annotations

__all__ = ["DAY", "MONTH"]

MONTH = (
    r"(?:Jan(?:uary|uar|\.)?|Jänner|Feb(?:ruary|ruar|r?\.)?|Mar(?:ch|\.)?|März|Mrz\.|Apr(?:il|\.)?|May|Mai"
    r"|June?|Juni|July?|Juli|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|O[ck]t(?:ober|\.)?|Nov(?:ember|\.)?"
    r"|De[cz](?:ember|\.)?|janv(?:ier|\.)|févr?(?:ier|\.)|mars|avr(?:il|\.)|mai|juin|juil(?:let|\.)|août"
    r"|sept(?:embre|\.)|oct(?:obre|\.)|nov(?:embre|\.)|déc(?:embre|\.))"
)
DAY = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th|er)?\.?(?:\s?[/–-]\s?\d{{1,2}}\.?)?\s{MONTH}\s\d{{4}}"
    rf"|{MONTH}\s\d{{1,2}},\s\d{{4}}"
    rf"|\d{{1,2}}\.\s?\d{{1,2}}\.\s?(?:1[5-9]|20)\d\d)(?!\d)"
)
