"""The calendars and forms of dates that ``calendarDesc`` declares (TEI 2.4.5) for ``@datingMethod`` and
``@calendar``."""

from __future__ import annotations

DESCRIPTIONS: dict[str, str] = {
    "edtf": (
        "Extended Date/Time Format (ISO 8601-2:2019, clause 4): the value of a custom dating attribute "
        "says what the W3C forms cannot (approximate, uncertain and unspecified parts, seasons, sets)."
    ),
    "gregorian": "Gregorian calendar.",
    "julian": "Julian calendar.",
    "old-style": "Julian calendar, with the beginning of the year that was in use at the place.",
    "hebrew": "Hebrew calendar.",
    "islamic": "Islamic calendar.",
    "french-republican": "Calendar of the French Republic.",
    "roman": "Roman calendar, by Kalends, Nones and Ides.",
    "coptic": "Coptic calendar.",
    "ethiopic": "Ethiopic calendar.",
    "persian": "Persian calendar.",
    "mayan": "Mayan calendar.",
}
"""What is said of each calendar, by its ``xml:id``."""


def description(identifier: str) -> str:
    """The words for a calendar; one that the table does not know is named by its identifier."""
    return DESCRIPTIONS.get(
        identifier, f"The calendar or form of dates that the tagger calls “{identifier}”."
    )
