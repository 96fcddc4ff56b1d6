"""The words of the Roman days, by which every language that is read here may date."""

from __future__ import annotations

_NAMES = {
    "k": "kal kalendas kalendis kalendae kalends kalendes kalenden cal calendas calendis calends calendes kl",
    "n": "non nonas nonis nonae nones nonen",
    "i": "id idus idibus ides iden",
}
WORDS = {word: kind for kind, words in _NAMES.items() for word in words.split()}
"""The Kalends, Nones and Ides as Latin, English, French and German spell them."""
