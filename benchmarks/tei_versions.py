"""Which specifications of TEI differ between two grammars of tei_all?

    python benchmarks/tei_versions.py                      # ours beside ../shared/tei/tei_all.rng
    python benchmarks/tei_versions.py one.rng other.rng

Compared are, by name: the elements, the members of each class, the attributes of each class and element with
their datatypes, and the content models: as languages, not as they are written (two models are the same when
no sequence of children tells them apart, found by derivatives). Then, with all classes and macros put in
place, the content and the attributes that each element comes to, so that nothing is missed. Markdown on
standard output.
"""

from __future__ import annotations

import argparse
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

OFFICIAL = Path(__file__).resolve().parents[1] / ".." / "shared" / "tei" / "tei_all.rng"
RNG = "{http://relaxng.org/ns/structure/1.0}"

# A regular expression: ("empty",), ("none",), ("sym", name), ("choice", {…}), ("seq", (…)), ("plus", r),
# ("mix", (…)).
Regex = tuple[Any, ...]
EMPTY: Regex = ("empty",)
NONE: Regex = ("none",)
TEXT: Regex = ("choice", frozenset((EMPTY, ("plus", ("sym", "text")))))
WORD = r"token[pattern=[^\p{C}\p{Z}]+]"
# Of an attribute: whether it is required, and what it may hold.
Held = tuple[bool, Regex]


def choice(parts: list[Regex]) -> Regex:
    found: set[Regex] = set()
    for part in parts:
        found |= part[1] if part[0] == "choice" else {part}
    found.discard(NONE)
    if EMPTY in found and any(part != EMPTY and nullable(part) for part in found):
        found.discard(EMPTY)
    return next(iter(found), NONE) if len(found) < 2 else ("choice", frozenset(found))


def sequence(parts: list[Regex]) -> Regex:
    found: list[Regex] = []
    for part in parts:
        if part == NONE:
            return NONE
        if part != EMPTY:
            found += part[1] if part[0] == "seq" else [part]
    # x* x* is x*
    flat: list[Regex] = []
    for part in found:
        if not (flat and flat[-1] == part and part[0] == "choice" and EMPTY in part[1] and _is_star(part)):
            flat.append(part)
    return EMPTY if not flat else flat[0] if len(flat) == 1 else ("seq", tuple(flat))


def _is_star(part: Regex) -> bool:
    return len(part[1]) == 2 and any(each[0] == "plus" for each in part[1])


def _is_value(part: Regex) -> bool:
    return bool(
        part[0] == "sym" and part[1][:1] in "'\"" and not part[1][1:-1].count(" ") and len(part[1]) > 2
    )


def plus(part: Regex) -> Regex:
    if part in (EMPTY, NONE) or part[0] == "plus":
        return part
    if part[0] == "choice" and EMPTY in part[1]:
        return choice([EMPTY, plus(choice([each for each in part[1] if each != EMPTY]))])
    return ("plus", part)


@cache
def nullable(regex: Regex) -> bool:
    kind = regex[0]
    if kind == "choice":
        return any(map(nullable, regex[1]))
    if kind in ("seq", "mix"):
        return all(map(nullable, regex[1]))
    return kind == "empty" or (kind == "plus" and nullable(regex[1]))


@cache
def first(regex: Regex) -> frozenset[str]:
    """The names that may come next."""
    kind = regex[0]
    if kind == "sym":
        return frozenset((regex[1],))
    if kind in ("choice", "mix"):
        return frozenset().union(*map(first, regex[1]))
    if kind == "plus":
        return first(regex[1])
    found: frozenset[str] = frozenset()
    for part in regex[1] if kind == "seq" else ():
        found |= first(part)
        if not nullable(part):
            break
    return found


@cache
def after(regex: Regex, name: str) -> Regex:
    """The derivative."""
    kind = regex[0]
    if name not in first(regex):
        return NONE
    if kind == "sym":
        return EMPTY
    if kind == "choice":
        return choice([after(part, name) for part in regex[1]])
    if kind == "plus":
        return sequence([after(regex[1], name), choice([EMPTY, regex])])
    parts = list(regex[1])
    if kind == "mix":
        return choice(
            [_mix([*parts[:i], after(part, name), *parts[i + 1 :]]) for i, part in enumerate(parts)]
        )
    found = []
    for index, part in enumerate(parts):
        found.append(sequence([after(part, name), *parts[index + 1 :]]))
        if not nullable(part):
            break
    return choice(found)


def _mix(parts: list[Regex]) -> Regex:
    if NONE in parts:
        return NONE
    kept = [part for part in parts if part != EMPTY]
    return EMPTY if not kept else kept[0] if len(kept) == 1 else ("mix", tuple(kept))


@cache
def witness(one: Regex, other: Regex) -> str | None:
    """A sequence of children that one of them allows and the other does not; ``None`` where they are the
    same."""
    seen = {(one, other)}
    waiting: list[tuple[Regex, Regex, tuple[str, ...]]] = [(one, other, ())]
    while waiting:
        left, right, path = waiting.pop(0)
        if nullable(left) != nullable(right):
            return " ".join(path) or "nothing"
        for name in sorted(first(left) | first(right)):
            pair = (after(left, name), after(right, name))
            if pair[0] != pair[1] and pair not in seen:
                seen.add(pair)
                waiting.append((*pair, (*path, name)))
    return None


def patterns_in(node: Any) -> list[Any]:
    """The children that are of RELAX NG: no annotations, no Schematron."""
    return [child for child in node if isinstance(child.tag, str) and child.tag.startswith(RNG)]


class Grammar:
    """One grammar, its definitions by name."""

    def __init__(self, file: Path) -> None:
        root = etree.parse(file).getroot()
        self.defines = {define.get("name"): define for define in root.iter(RNG + "define")}
        self.elements = {
            element.get("name"): name
            for name, define in self.defines.items()
            if (element := define.find(RNG + "element")) is not None and element.get("name")
        }

    def classes(self) -> dict[str, set[str]]:
        """The members of each model class."""
        return {
            name: {reference.get("name") for reference in define.iter(RNG + "ref")}
            for name, define in self.defines.items()
            if name.startswith("model.") and "_" not in name
        }

    def attributes(self, parent: Any, deep: bool) -> dict[str, Held]:
        """Attributes by name, with whether they are required and what they may hold; ``deep`` with those of
        classes, otherwise the classes by name."""
        found: dict[str, Held] = {}
        for child in parent:
            if child.tag == RNG + "attribute":
                optional = any(a.tag in (RNG + "optional", RNG + "choice") for a in child.iterancestors())
                found[child.get("name")] = (
                    not optional,
                    self.content(child, True) if patterns_in(child) else TEXT,
                )
            elif child.tag == RNG + "ref" and (deep or ".attribute" in child.get("name")):
                name = child.get("name")
                if self.defines[name].find(RNG + "element") is not None:
                    continue
                inner = self.defines.get(name)
                if inner is not None and (deep or ".attribute." in name):
                    found.update(self.attributes(inner, deep))
                else:
                    found[name.removesuffix(".attributes")] = (False, EMPTY)
            elif child.tag in (RNG + "optional", RNG + "choice", RNG + "group"):
                found.update(self.attributes(child, deep))
        return found

    def content(self, parent: Any, deep: bool) -> Regex:
        return sequence([self.regex(child, deep) for child in patterns_in(parent)])

    def regex(self, node: Any, deep: bool) -> Regex:
        """The content that a pattern allows; ``deep`` with classes and macros put in place."""
        kind = node.tag[len(RNG) :]
        inner = patterns_in(node) if kind not in ("ref", "attribute", "data") else []
        parts = [self.regex(child, deep) for child in inner]
        if kind == "ref":
            name = node.get("name")
            if ".attribute" in name and not deep:
                return EMPTY
            element = self.defines[name].find(RNG + "element")
            if element is not None:
                return ("sym", element.get("name") or "any element")
            # Only what is defined the same way in all releases stays a name: classes and macros.
            return self.content(self.defines[name], deep) if deep or name.startswith("tei") else ("sym", name)
        if kind == "text":
            return TEXT
        if kind == "value":
            return ("sym", repr(node.text or ""))
        if kind == "data":
            facets = [f"{each.get('name')}={each.text}" for each in node.iter(RNG + "param")]
            return ("sym", f"{node.get('type')}[{' '.join(facets)}]" if facets else node.get("type"))
        if kind == "choice":
            # A suggested value says nothing where any word may stand.
            some = [part for part in parts if part != ("sym", WORD)]
            return choice(parts if len(some) == len(parts) else [p for p in parts if not _is_value(p)])
        if kind in ("group", "list"):
            return sequence([("sym", "list:"), *parts] if kind == "list" else parts)
        if kind in ("interleave", "mixed"):
            return _mix([TEXT, sequence(parts)] if kind == "mixed" else parts)
        if kind == "optional":
            return choice([EMPTY, sequence(parts)])
        if kind == "zeroOrMore":
            return choice([EMPTY, plus(sequence(parts))])
        if kind == "oneOrMore":
            return plus(sequence(parts))
        return NONE if kind == "notAllowed" else EMPTY


def differences(one: Grammar, other: Grammar) -> list[tuple[str, str, str]]:
    """What differs: the specification, which part of it, and how."""
    found = []
    for name in sorted(one.elements.keys() ^ other.elements.keys()):
        found.append((name, "element", "only in the first" if name in one.elements else "only in the second"))
    ours, theirs = one.classes(), other.classes()
    for name in sorted(ours.keys() | theirs.keys()):
        found += _set_differences(name, "members", ours.get(name, set()), theirs.get(name, set()))
    ending = ".attributes"
    names = {name for grammar in (one, other) for name in grammar.defines if name.endswith(ending)}
    for name in sorted(names):
        pair = [g.attributes(g.defines[name], False) if name in g.defines else {} for g in (one, other)]
        found += _attribute_differences(name.removesuffix(ending), "attribute", *pair)
    for name in sorted(one.elements.keys() & other.elements.keys()):
        bodies = [g.defines[g.elements[name]].find(RNG + "element") for g in (one, other)]
        pair = [g.attributes(body, False) for g, body in zip((one, other), bodies, strict=True)]
        found += _attribute_differences(name, "attribute", *pair)
        models = [g.content(body, False) for g, body in zip((one, other), bodies, strict=True)]
        tells = witness(models[0], models[1])
        if tells:
            found.append((name, "content", f"told apart by: {tells}"))
    for name in sorted(
        name for name in one.defines.keys() & other.defines.keys() if name.startswith("macro.")
    ):
        tells = witness(*(g.content(g.defines[name], False) for g in (one, other)))
        if tells:
            found.append((name, "content", f"told apart by: {tells}"))
    return found


def effects(one: Grammar, other: Grammar) -> list[tuple[str, str, str]]:
    """What differs for documents, everything put in place."""
    found = []
    for name in sorted(one.elements.keys() & other.elements.keys()):
        bodies = [(g, g.defines[g.elements[name]].find(RNG + "element")) for g in (one, other)]
        found += _attribute_differences(name, "attribute", *(g.attributes(body, True) for g, body in bodies))
        tells = witness(*(g.content(body, True) for g, body in bodies))
        if tells:
            found.append((name, "content", f"told apart by: {tells}"))
    return found


def _set_differences(name: str, part: str, ours: set[str], theirs: set[str]) -> list[tuple[str, str, str]]:
    found = []
    if ours - theirs:
        found.append((name, part, f"only in the first: {', '.join(sorted(ours - theirs))}"))
    if theirs - ours:
        found.append((name, part, f"only in the second: {', '.join(sorted(theirs - ours))}"))
    return found


def _attribute_differences(
    name: str, part: str, ours: dict[str, Held], theirs: dict[str, Held]
) -> list[tuple[str, str, str]]:
    found = _set_differences(name, part, set(ours), set(theirs))
    for attribute in sorted(ours.keys() & theirs.keys()):
        (required, one), (other_required, other) = ours[attribute], theirs[attribute]
        if required != other_required:
            found.append((name, f"@{attribute}", "required in the first" if required else "in the second"))
        tells = witness(one, other)
        if tells:
            found.append((name, f"@{attribute}", f"told apart by: {tells}"))
    return found


def main() -> None:
    """Print the tables."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("one", type=Path, nargs="?")
    words.add_argument("other", type=Path, nargs="?", default=OFFICIAL)
    given = words.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = given.one
        if file is None:
            from tei_tools.grammar.odd import grammar_of

            file = Path(folder) / "tei_all.rng"
            file.write_bytes(grammar_of("tei_all"))
        one, other = Grammar(file), Grammar(given.other)
    for title, rows in (
        ("Specifications that differ", differences(one, other)),
        ("What that comes to", effects(one, other)),
    ):
        print(f"## {title} ({len(rows)})\n\n| specification | part | difference |\n|---|---|---|")
        for row in rows:
            print("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |")
        print()


if __name__ == "__main__":
    main()
