"""People at the head of a reference: where the list of authors ends.

``Clark, C. M., and Smith, J.``; ``C. Clark, J. Smith``; ``Clark CM, Smith J``; ``Christopher Clark``; ``AA.
VV.``; ``———``.
"""

from __future__ import annotations

import re

from tei_tools.taggers._late_patterns import late

__all__ = ["authors_end", "is_people", "looks_like_people", "people_in"]

_UPPER = "A-ZÀ-ÖØ-ÞŠŽČŁŚ"
_PARTICLE = (
    r"(?:(?:van|von|de|der|den|del|della|di|da|du|la|le|ten|ter|zu|zur|af|Van|Von|De|Del|Di|Da|La"
    r"|Le|Mc|Mac|O['’]|d['’]|D['’]|al-|el-)\s?)"
)
_FAMILY = rf"{_PARTICLE}*[{_UPPER}][\w’'À-ÿ]*(?:[-–\s]+[{_UPPER}][\wÀ-ÿ’']+)?"
_ONE_FAMILY = rf"{_PARTICLE}*[{_UPPER}][\w’'À-ÿ]*(?:[-–][{_UPPER}][\wÀ-ÿ’']+)?"
_INITIALS = rf"(?:[{_UPPER}][a-z]?\.[\s-]?(?:[-–]\s?)?)+"
_BARE_INITIALS = rf"[{_UPPER}]{{1,3}}\b"
_GIVEN = rf"[{_UPPER}][\wÀ-ÿ’'-]+(?:\s(?:{_INITIALS}|[{_UPPER}][\wÀ-ÿ’'-]+))*"
_SUFFIX = r"(?:,?\s(?:Jr|Sr|II|III)\.?)?"
_PERSON = late(
    rf"(?:{_INITIALS}\s?{_FAMILY}"
    rf"|{_FAMILY},\s?{_INITIALS}(?:\s?{_PARTICLE})?"
    rf"|{_PARTICLE}*[{_UPPER}][\w’'À-ÿ-]+\s{_BARE_INITIALS}(?=\s?[,.;:&(]|\set\s|\sand\s|$)"
    rf"|{_ONE_FAMILY},\s?{_GIVEN}(?:\s{_INITIALS})?(?=\s?[,.;:&(]|\set\s|\sand\s|\sund\s|\sy\s|\se\s|$)"
    rf"|[{_UPPER}][\wÀ-ÿ’'-]+\s(?:{_INITIALS}\s?)?(?:{_PARTICLE})*[{_UPPER}][\wÀ-ÿ’'-]+"
    rf"(?:\s[{_UPPER}][\wÀ-ÿ’'-]+)?(?=\s?[,.;:&(]|\set\s|\sand\s|\sund\s|\se\s|$)"
    rf"){_SUFFIX}"
)
_SEPARATOR = late(
    r"\s*(?:,\s?(?:and|und|et|&|y|e)\s|;\s?(?:and\s|&\s)?|,\s?&?\s?|\s(?:and|und|et|&|y|e|with"
    r"|mit)\s|\s?/\s?|\s[-–—]\s)"
)
_REST = late(
    r"[\s,]*(?:(?:,\s?)?(?:and|und|et|&)?\s?(?:et\.? al(?:ii|\.)?|u\.\s?a\.|and others|others|e altri))\.?"
)
_EDITED = late(
    r"[\s,]*\(?\b(?:[Ee]ds?\.?|[Hh](?:rs)?gg?\.|[Ee]ditors?|a cura di|dirs?\.|[Dd]ir\."
    r"|[Cc]omps?\.)\)?(?=[\s,.:)]|$)"
)
_DASHES = late(r"(?:[—―–_-]{2,}\s?)+\.?,?")
_ANONYMOUS = late(r"(?:AA\.?\s?VV\.?|A\.\s?A\.\s?V\.\s?V\.|Anon(?:ymous|ymus|yme|\.))")
_COLLECTIVE = late(
    rf"(?:(?:The\s)?[{_UPPER}][\w-]*(?:\s[\w-]+){{0,4}}\s(?:[Cc]ollaboration|Group|Committee"
    rf"|Commission|Association|Institute|Society|Ministry|Council|Team|Organization|Organisation"
    rf"|Office|Bureau|Department))(?=[,.(\s])"
)


def authors_end(text: str, begin: int) -> int:
    """Where the authors end that stand at ``begin`` (``begin`` itself where there are none)."""
    for pattern in (_ANONYMOUS, _COLLECTIVE, _DASHES):
        match = pattern.match(text, begin)
        if match:
            return match.end()
    place = begin
    count = 0
    while count < 60:
        person = _PERSON.match(text, place)
        if person is None:
            break
        place = person.end()
        count += 1
        separator = _SEPARATOR.match(text, place)
        if separator is None or _PERSON.match(text, separator.end()) is None:
            break
        if "," in separator[0] and count >= 1 and _is_title_start(text, separator.end(), separator[0]):
            break
        place = separator.end()
    if not count:
        return begin
    rest = _REST.match(text, place)
    if rest:
        place = rest.end()
    edited = _EDITED.match(text, place)
    if edited:
        place = edited.end()
    if (
        text[place : place + 1] == "."
        and re.match(r"\.\s", text[place : place + 2])
        and text[place - 1 : place].isupper()
    ):
        place += 1
    return place


def people_in(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Start and end of each person of the list ``text[start:end]``; the whole where it is not read as a
    list."""
    found: list[tuple[int, int]] = []
    place = start
    while place < end and len(found) < 60:
        person = _PERSON.match(text, place, end)
        if person is None or person.end() <= place:
            break
        found.append(person.span())
        separator = _SEPARATOR.match(text, person.end(), end)
        if separator is None:
            place = person.end()
            break
        place = separator.end()
    rest = text[place:end].strip(" .,()")
    plain = not rest or re.fullmatch(
        r"(?:et\.? al|u\. ?a|and others|others|[Ee]ds?|[Hh](?:rs)?gg?|[Ee]ditors?)\.?", rest
    )
    return found if found and plain else [(start, end)]


def _is_title_start(text: str, place: int, separator: str) -> bool:
    """Whether what follows a comma is a title in capitals rather than one more person: "Christopher Clark,
    Iron Kingdom".
    """
    if re.search(r"and|und|et|&|;", separator):
        return False
    following = text[place : place + 60]
    if (
        re.match(_INITIALS, following)
        or re.match(rf"{_FAMILY},\s?{_INITIALS}", following)
        or re.match(rf"[{_UPPER}][\w’'À-ÿ-]+\s{_BARE_INITIALS}(?=\s?[,.;:&(])", following)
    ):
        return False
    # Full given names: people go on if an "and" is still to come before the title.
    match = re.match(rf"(?:{_GIVEN}\s?,?\s){{1,6}}(?:and|und|et|&)\s", text[place : place + 160])
    return match is None


def is_people(words: str) -> bool:
    """Whether ``words`` begin like a person's name."""
    return (
        _PERSON.match(words.strip()) is not None
        or re.match(rf"{_INITIALS}\s?{_FAMILY}|[{_UPPER}][\w-]+\s[{_UPPER}]", words) is not None
    )


def looks_like_people(words: str) -> bool:
    """Whether ``words`` are nothing but a list of people."""
    words = words.strip(" ,(")
    return authors_end(words + ".", 0) >= len(words) - 1 or bool(
        re.fullmatch(rf"(?:{_INITIALS}\s?{_FAMILY}(?:,\s|\sand\s|\s&\s|,\sand\s)?)+", words)
    )
