"""Characters of the font Symbol, which word processors write by their place in it (Adobe's encoding)."""

from __future__ import annotations

import re

__all__ = ["symbol"]

_GREEK_CAPITALS = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"  # 41 to 5A
_GREEK = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"  # 61 to 7A
_OTHERS = {
    0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x5C: "∴", 0x5E: "⊥",
    0xA2: "′", 0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°",
    0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈",
    0xBC: "…", 0xC7: "∩", 0xC8: "∪", 0xCC: "⊂", 0xCE: "∈", 0xCF: "∉", 0xD6: "√", 0xDE: "⇒", 0xDB: "⇔",
}  # fmt: skip


def symbol(font: str, code: str) -> str:
    """The character at a place (hexadecimal digits) of a font. One that has no character of its own stays in
    the private area where the file has it, so that nothing is lost.
    """
    number = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{1,5}", code) else 0
    place = number - 0xF000 if 0xF020 <= number <= 0xF0FF else number
    if font.lower() == "symbol" and 0x20 <= place <= 0xFF:
        if 0x41 <= place <= 0x5A:
            return _GREEK_CAPITALS[place - 0x41]
        if 0x61 <= place <= 0x7A:
            return _GREEK[place - 0x61]
        return _OTHERS.get(place, chr(place) if place < 0x7F else chr(0xF000 + place))
    return "" if number < 32 or 0xD800 <= number <= 0xDFFF else chr(number)
