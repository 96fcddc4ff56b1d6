"""Features of the model of names that depend on the same few things, together: a model adds up their weights
once for each combination of these things that it meets.
"""

from __future__ import annotations

from typing import Any

__all__ = [
    "NOTHING",
    "Group",
    "after_cluster",
    "after_word",
    "as_they_are",
    "before_cluster",
    "before_word",
    "by_rules",
    "expanded",
    "in_context",
    "in_name",
    "met",
    "where",
]

#: a function that gives features as strings, and what it is to be called with
Group = tuple[Any, ...]


def expanded(group: Group) -> list[str]:
    """The features of a group as strings."""
    features: list[str] = group[0](*group[1:])
    return features


def as_they_are(*features: str) -> list[str]:
    return list(features)


NOTHING: Group = (as_they_are,)


def in_context(language: str, before2: str, before: str, kind: str, after: str, after2: str) -> list[str]:
    """The kinds of the word and of those around it."""
    return [
        "bias",
        f"k0{kind}",
        f"k-{before}|{kind}",
        f"k+{kind}|{after}",
        f"k3{before}|{kind}|{after}",
        f"k2{before2}|{before}|{kind}",
        f"k4{kind}|{after}|{after2}",
        f"l{language}|{kind}",
    ]


def by_rules(language: str, before: str, rule: str, after: str, kind: str) -> list[str]:
    """What the rules say of the word and of those beside it."""
    return [
        f"r:{rule}",
        f"r:{before}|{rule}",
        f"r:{rule}|{after}",
        f"r:{before}|{rule}|{after}",
        f"r:{rule}|{kind}",
        f"r:{language}{rule}",
    ]


def in_name(place: str, kind: str, sure: str, reason: str, element: str) -> list[str]:
    """Of a word in a name of the rules: how they found it."""
    return [
        f"r:{place}{kind}{sure}",
        f"r:{place}{reason}",
        f"r:{kind}{sure}{reason}",
        f"r:{kind}|{element[:5]}",
    ]


def after_word(word: str, kind: str) -> list[str]:
    return [f"b-{word[:40]}|{kind}"]


def before_word(kind: str, word: str) -> list[str]:
    return [f"b+{kind}|{word[:40]}"]


def after_cluster(before: str, cluster: str) -> list[str]:
    return [f"C-{before}|{cluster}"]


def before_cluster(cluster: str, after: str) -> list[str]:
    return [f"C+{cluster}|{after}"]


def where(kind: str, first: bool, joined: bool, point: bool) -> list[str]:
    """Whether the word begins a sentence, what parts it from the one before, and what follows."""
    return [
        *(("first", "first" + kind) if first else ()),
        *(("j",) if joined else ()),
        *(("pt",) if point else ()),
    ]


def met(before: str, own: str, after: str, rule: str) -> list[str]:
    """What a capitalised word, and those beside it, mostly were where they were met."""
    return [
        f"m:{own}|{rule[1:]}",
        *((f"M-{before}|{own}",) if before else ()),
        *((f"M+{own}|{after}",) if after else ()),
    ]
