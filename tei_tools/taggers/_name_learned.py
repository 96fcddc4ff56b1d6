"""Names of a document by the statistical model, over what the rules say.

The rules speak first and are features of the model; the model then decides over kind and limits. How sure a
name is comes from the probability of its kind, laid through what was right on texts of sources that the model
was not trained on (the ``calibration`` of its card).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from tei_tools.taggers._gazetteer import Gazetteer
from tei_tools.taggers._name_agreement import Scored, agreed
from tei_tools.taggers._name_cues import Cues
from tei_tools.taggers._name_features import sentences_of
from tei_tools.taggers._name_model import LABELS, NameModel
from tei_tools.taggers._name_rules import names_by_rules
from tei_tools.taggers._name_tokens import SMALL, Token
from tei_tools.taggers._name_words import Found, Words

__all__ = ["LANGUAGES", "calibrated_by", "calibration_key", "merged", "names_by_model"]

#: the languages that the model was trained on; in others the rules stand alone
LANGUAGES = frozenset(("en", "de", "fr"))
KINDS = {"per": "person", "pla": "place", "org": "organisation"}
_ELEMENTS = {"person": "persName", "organisation": "orgName"}
#: rules that see where a name begins and ends
_PATTERNS = frozenset(
    (
        "titled",
        "office",
        "street",
        "numbered",
        "title of land",
        "coordinated place",
    )
)
_AND = frozenset(("and", "&", "or", "und", "oder", "et", "ou"))
_GIVEN_AND_SURNAME = "given and surname"
_LISTED = frozenset(("country", "region", "bloc", "continent", "geogName"))
#: from this confidence on a rule's name stays where the model finds none
_SURE = 0.7
#: and where it is not as certain as this that there is none
_DENIED = 0.98
#: a rule of this confidence keeps its kind against a model that is less sure than that
_SURE_RULE, _UNSURE = 0.85, 0.7
#: a first word of a sentence that is mostly written small, and of which the rules say nothing, needs this
_LEAST_ORDINARY = 0.92
#: below this probability the model is not believed where the rules find nothing at all
_LEAST = 0.4
#: how much less than the model says a word is held to be outside any name: its weights are drawn to
#: nothing by the penalty on them, so that it finds too little
_READY = 0.15
#: labels of each kind, as numbers
_OF_KIND = {
    kind: tuple(n for n, label in enumerate(LABELS) if label[2:] == short) for short, kind in KINDS.items()
}


def names_by_model(
    blocks: Sequence[list[Token]], gazetteer: Gazetteer, cues: Cues, model: NameModel
) -> list[list[Found]]:
    """The names in each block, in order, none overlapping another of its block."""
    ruled = names_by_rules(blocks, gazetteer, cues)
    manner = model.manner(blocks, cues.language)
    told = sentences_of(blocks, ruled, cues, model.facts(gazetteer, cues, manner))
    scored = [
        [Scored(each.first, each.last, model.scores(each, manner, _READY)) for each in block]
        for block in told
    ]
    scored = agreed(blocks, scored, model)
    words, steps = Words(gazetteer, cues), model.card["calibration"]
    found = []
    for tokens, rules, block in zip(blocks, ruled, scored, strict=True):
        names, outside = _decided(tokens, rules, block, words, model)
        believed = [rule for rule in rules if not _denied(rule, outside)]
        found.append(
            [
                name._replace(confidence=calibrated_by(steps, name, cues.language, manner))
                for name in merged(names, believed, tokens, words)
            ]
        )
    return found


def _denied(rule: Found, outside: dict[int, float]) -> bool:
    """Whether the model is all but certain that a word of a rule's name is in no name."""
    return any(outside.get(index, 0.0) > _DENIED for index in range(rule.first, rule.last))


def merged(names: list[Found], rules: list[Found], tokens: list[Token], words: Words) -> list[Found]:
    """The names of the model and of the rules as one, in order, none overlapping another.

    Where both find a name of one kind and the rule sees its limits by a pattern (titles, streets, a name with
    a number), the longer one is taken; so is "Jr." after a name. Of the very same words a rule's kind stays
    where it is that of a listed country, region or river, or where the rule is sure and the model is not.
    A person over several names of the rules, not all of them persons, gives way to them. What the rules are
    sure of stays where the model finds nothing: on texts unlike those that it was trained on, it finds too
    little.
    """
    by_token = {index: rule for rule in rules for index in range(rule.first, rule.last)}
    settled = []
    for name in names:
        if name.reason == "model none" and name.confidence < _LEAST:
            continue
        touching = {by_token[index] for index in range(name.first, name.last) if index in by_token}
        if name.kind == "person" and len({rule.kind for rule in touching}) > 1:
            # One person over names of two kinds ("Paris told Anna") is a sentence, not a name.
            settled += sorted(touching)
            continue
        if len(touching) == 1:
            rule = touching.pop()
            if rule.kind == name.kind:
                if _pattern(rule) and rule.last - rule.first >= name.last - name.first:
                    name = name._replace(first=rule.first, last=rule.last)
                elif rule.first == name.first and rule.reason == _GIVEN_AND_SURNAME:
                    name = name._replace(last=max(rule.last, name.last))
            elif (rule.first, rule.last) == (name.first, name.last) and _stronger(rule, name):
                name = rule
        settled.append(name)
    settled = [part for name in settled for part in _parted(name, tokens, words)]
    settled.sort(key=lambda name: (name.first, -name.last))
    kept: list[Found] = []
    end = 0
    for name in settled:
        if name.first >= end:
            kept.append(name)
            end = name.last
    taken = {index for name in kept for index in range(name.first, name.last)}
    kept += [
        rule for rule in rules if rule.confidence >= _SURE and taken.isdisjoint(range(rule.first, rule.last))
    ]
    return sorted(kept)


def _parted(name: Found, tokens: list[Token], words: Words) -> Iterator[Found]:
    """Two places or persons with an "and" between them that the model took for one, unless they are listed so
    (Trinidad and Tobago)."""
    first = name.first
    if name.kind != "organisation" and name.reason.startswith("model"):
        ands = [
            index
            for index in range(name.first + 1, name.last - 1)
            if tokens[index].small in _AND and tokens[index].shape == SMALL
        ]
        said = " ".join(token.text for token in tokens[name.first : name.last])
        if ands and not words.gazetteer.find(said):
            for index in ands:
                yield name._replace(first=first, last=index)
                first = index + 1
    yield name._replace(first=first)


def _pattern(rule: Found) -> bool:
    return rule.reason in _PATTERNS


def _stronger(rule: Found, name: Found) -> bool:
    """Whether a rule that says another kind of the same words is to be believed."""
    if rule.reason.startswith("listed") and rule.element in _LISTED:
        return True
    return rule.confidence >= _SURE_RULE and name.confidence < _UNSURE


def _decided(
    tokens: list[Token], rules: list[Found], scored: Sequence[Scored], words: Words, model: NameModel
) -> tuple[list[Found], dict[int, float]]:
    """The names that the model finds in a block, and of the words of the rules' names that it leaves out: how
    probable it is that they are in no name."""
    by_token = {index: rule for rule in rules for index in range(rule.first, rule.last)}
    found: list[Found] = []
    outside: dict[int, float] = {}
    for first, last, scores in scored:
        labels = model.best(scores)
        left = [index for index in range(first, last) if index in by_token and not labels[index - first]]
        if not left and not any(labels):
            continue
        marginals = model.marginals(scores)
        outside.update((index, marginals[index - first][0]) for index in left)
        index = 0
        while index < len(labels):
            if not labels[index]:
                index += 1
                continue
            end = index + 1
            while end < len(labels) and LABELS[labels[end]][0] == "I":
                end += 1
            kind = KINDS[LABELS[labels[index]][2:]]
            sure = min(sum(marginals[at][n] for n in _OF_KIND[kind]) for at in range(index, end))
            name = _name(tokens, first + index, first + end, kind, sure, by_token, words.gazetteer)
            if not _ordinary(tokens, name, words):
                found.append(name)
            index = end
    return found, outside


def _ordinary(tokens: list[Token], name: Found, words: Words) -> bool:
    """Whether it is the first word of a sentence, hardly a name, of which the rules say nothing."""
    token = tokens[name.first]
    return (
        name.reason == "model none"
        and name.last - name.first == 1
        and token.first
        and name.confidence < _LEAST_ORDINARY
        and words.ordinary(token)
    )


def _name(
    tokens: list[Token],
    first: int,
    last: int,
    kind: str,
    sure: float,
    by_token: dict[int, Found],
    gazetteer: Gazetteer,
) -> Found:
    rules = [by_token[index] for index in range(first, last) if index in by_token]
    same = next((rule for rule in rules if rule.kind == kind), None)
    reason = "model same" if same else "model other" if rules else "model none"
    return Found(first, last, kind, _element(tokens, first, last, kind, same, gazetteer), reason, sure)


def _element(
    tokens: list[Token], first: int, last: int, kind: str, same: Found | None, gazetteer: Gazetteer
) -> str:
    if kind != "place":
        return _ELEMENTS[kind]
    if same is not None:
        return same.element
    entries = gazetteer.find(" ".join(token.text for token in tokens[first:last]))
    return next((entry.element for entry in entries if entry.kind == "place"), "place")


def calibration_key(name: Found, language: str, manner: str = "") -> str:
    """Which line of the calibration is that of a name: the language, its kind, and what the rules said of it
    (the ``same``, an ``other`` kind, ``none``), or that the ``rule`` alone found it; in a text of that
    manner."""
    said = name.reason.removeprefix("model ") if name.reason.startswith("model ") else "rule"
    key = f"{language} {name.kind} {said}"
    return f"{manner}: {key}" if manner else key


def calibrated_by(
    steps: Mapping[str, Sequence[Sequence[float]]], name: Found, language: str, manner: str
) -> float:
    """How often a name of this probability was right, in texts of that manner where enough names of it were
    judged: between the steps of the calibration the line is straight."""
    own = steps.get(calibration_key(name, language, manner))
    return _step_of(own or steps.get(calibration_key(name, language)), name.confidence)


def _step_of(steps: Sequence[Sequence[float]] | None, sure: float) -> float:
    """The value at a probability of one line of a calibration; the probability where there is none."""
    if not steps:
        return sure
    at = bisect_right(steps[0], sure)
    if at == 0:
        return float(steps[1][0])
    if at == len(steps[0]):
        return float(steps[1][-1])
    low, high = steps[0][at - 1], steps[0][at]
    part = (sure - low) / (high - low)
    return float(steps[1][at - 1] + part * (steps[1][at] - steps[1][at - 1]))
