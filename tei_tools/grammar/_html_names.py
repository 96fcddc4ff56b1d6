"""Elements of HTML that come in by habit, and what TEI has for them (Guidelines, chapters 3 and 14)."""

from __future__ import annotations

__all__ = ["HTML"]

_NAMES = {
    "a": "ref",
    "b": 'hi rend="bold"',
    "blockquote": "quote",
    "br": "lb",
    "dl": "list",
    "em": "emph",
    "i": 'hi rend="italic"',
    "img": "graphic",
    "li": "item",
    "ol": 'list rend="numbered"',
    "span": "seg",
    "strong": 'hi rend="bold"',
    "sub": 'hi rend="subscript"',
    "sup": 'hi rend="superscript"',
    "td": "cell",
    "th": 'cell role="label"',
    "tr": "row",
    "ul": "list",
    **{f"h{level}": "head" for level in range(1, 7)},
}
# By the names that they have in TEI's namespace, where none of them is an element.
HTML = {f"{{http://www.tei-c.org/ns/1.0}}{name}": meant for name, meant in _NAMES.items()}
