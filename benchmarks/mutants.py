"""Mutants of real TEI files: do our verdicts equal jing's, and is each fault said once and in its place?

    python benchmarks/mutants.py --count 5000 --seed 1            # verdicts and findings, one fault each
    python benchmarks/mutants.py --count 500 --seed 1 --faults 5  # two to five faults in different subtrees

Files that are not valid are made so first, by taking out what is reported of them. Each mutant is one such
file with one change by one of twelve operators, in turn. Results are Markdown on standard output; ``--list``
names the mutants on which the verdicts differ, ``--worst`` those with several findings; ``--keep FOLDER``
keeps the files.
"""

from __future__ import annotations

import argparse
import copy
import random
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import jing_witness
from lxml import etree

from tei_tools.grammar._compiled import RelaxNG, load_relax_ng

SHARED = Path(__file__).resolve().parents[1] / ".." / "shared"
XML = "{http://www.w3.org/XML/1998/namespace}"

Element = etree._Element

# libxml2 refuses an xml:id that is no name: that is a finding here, not the end.
PARSER = etree.XMLParser(recover=True)


@dataclass
class Mutant:
    """A changed document: by which operator, and at which elements a finding is in its place."""

    name: str
    operator: str
    root: Element
    places: list[list[Element]]
    lines: list[set[int]] = field(default_factory=list)
    found: list[tuple[int, str]] = field(default_factory=list)


@dataclass
class Stock:
    """What mutations draw from: the names of elements and attributes in the base files."""

    elements: list[str]
    attributes: list[str]
    values: list[str]


def around(element: Element) -> list[Element]:
    """The element, its parent and the element after it."""
    following = element.getnext()
    while following is not None and not isinstance(following.tag, str):
        following = following.getnext()
    return [one for one in (element, element.getparent(), following) if one is not None]


def line_of(element: Element) -> int:
    line: object = element.sourceline
    return line if isinstance(line, int) else 0


def elements_of(scope: Element, *, root: bool = False) -> list[Element]:
    found = list(scope.iter("*"))
    return found if root else [one for one in found if one.getparent() is not None]


def detach(element: Element) -> None:
    """Take an element out and leave the text after it."""
    parent = element.getparent()
    assert parent is not None
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
        element.tail = None
    parent.remove(element)


def slip(rng: random.Random, name: str) -> str:
    """A name as a person may mistype it."""
    uri, brace, local = name.rpartition("}")
    way = rng.randrange(4)
    at = rng.randrange(len(local))
    if way == 0:
        local = local.swapcase() if local.lower() == local else local.lower()
    elif way == 1:
        local = local[:at] + local[at + 1 :] if len(local) > 2 else local + "x"
    elif way == 2:
        local = local[:at] + local[at] + local[at:]
    else:
        local = local + rng.choice(["s", "x", "1"])
    return uri + brace + local


def other_name(rng: random.Random, stock: Stock, near: list[str], name: str) -> str:
    way = rng.random()
    if way < 0.5 and near:
        return rng.choice(near)
    return slip(rng, name) if way < 0.75 else rng.choice(stock.elements)


def add_element(rng: random.Random, scope: Element, stock: Stock) -> list[Element] | None:
    target = rng.choice(elements_of(scope, root=True))
    near = [str(one.tag) for one in target if isinstance(one.tag, str)]
    new = etree.Element(other_name(rng, stock, near * 3, str(target.tag)))
    at = rng.randrange(len(target) + 1)
    if near and rng.random() < 0.5:
        model = rng.choice([one for one in target if isinstance(one.tag, str)])
        new = copy.deepcopy(model)
        new.tail = None
        for one in new.iter("*"):
            one.attrib.pop(f"{XML}id", "")
        at = target.index(model)
    target.insert(at, new)
    return around(new)


def drop_element(rng: random.Random, scope: Element, stock: Stock) -> list[Element] | None:
    choices = elements_of(scope)
    if not choices:
        return None
    target = rng.choice(choices)
    places = around(target)[1:]
    detach(target)
    return places


def rename_element(rng: random.Random, scope: Element, stock: Stock) -> list[Element] | None:
    target = rng.choice(elements_of(scope, root=True))
    parent = target.getparent()
    near = [] if parent is None else [str(one.tag) for one in parent if isinstance(one.tag, str)]
    name = other_name(rng, stock, near, str(target.tag))
    if name == target.tag:
        return None
    target.tag = name
    return [*around(target), *target.iterchildren("*")]


def move_element(rng: random.Random, scope: Element, stock: Stock) -> list[Element] | None:
    choices = elements_of(scope)
    if not choices:
        return None
    target = rng.choice(choices)
    inside = set(target.iter("*"))
    parent = target.getparent()
    homes = [one for one in elements_of(scope, root=True) if one not in inside]
    if parent is not None and rng.random() < 0.5:
        homes = [parent]
    if not homes:
        return None
    before = around(target)
    detach(target)
    home = rng.choice(homes)
    home.insert(rng.randrange(len(home) + 1), target)
    return [*before, *around(target)]


def swap_elements(rng: random.Random, scope: Element, stock: Stock) -> list[Element] | None:
    pairs = []
    for one in elements_of(scope):
        following = one.getnext()
        if following is not None and isinstance(following.tag, str) and following.tag != one.tag:
            pairs.append((one, following))
    if not pairs:
        return None
    first, second = rng.choice(pairs)
    parent = first.getparent()
    assert parent is not None
    first.tail, second.tail = second.tail, first.tail
    parent.insert(parent.index(first), second)
    return [*around(first), *around(second)]


def add_attribute(rng: random.Random, scope: Element, stock: Stock) -> list[Element] | None:
    target = rng.choice(elements_of(scope, root=True))
    name = rng.choice(stock.attributes) if rng.random() < 0.6 else rng.choice(["n", "rend", "type", "foo"])
    if name in target.attrib or name == f"{XML}id":
        return None
    target.set(name, rng.choice(["x", "1", "a", rng.choice(stock.values)]))
    return [target]


def with_attributes(scope: Element) -> list[Element]:
    return [one for one in elements_of(scope, root=True) if len(one.attrib)]


def drop_attribute(rng: random.Random, scope: Element, stock: Stock) -> list[Element] | None:
    choices = with_attributes(scope)
    if not choices:
        return None
    target = rng.choice(choices)
    del target.attrib[rng.choice(list(target.attrib))]
    return [target]


def rename_attribute(rng: random.Random, scope: Element, stock: Stock) -> list[Element] | None:
    choices = with_attributes(scope)
    if not choices:
        return None
    target = rng.choice(choices)
    old = str(rng.choice(list(target.attrib)))
    new = slip(rng, old) if rng.random() < 0.5 else rng.choice(stock.attributes)
    if new in target.attrib or new == f"{XML}id":
        return None
    items = [(new if name == old else name, value) for name, value in target.items()]
    target.attrib.clear()
    for name, value in items:
        target.set(name, value)
    return [target]


def move_attribute(rng: random.Random, scope: Element, stock: Stock) -> list[Element] | None:
    choices = with_attributes(scope)
    if not choices:
        return None
    source, target = rng.choice(choices), rng.choice(elements_of(scope, root=True))
    name = rng.choice(list(source.attrib))
    if target is source or name in target.attrib:
        return None
    target.set(name, source.attrib.pop(name))
    return [source, target]


def swap_attributes(rng: random.Random, scope: Element, stock: Stock) -> list[Element] | None:
    choices = [one for one in with_attributes(scope) if len(one.attrib) > 1]
    if not choices:
        return None
    target = rng.choice(choices)
    first, second = rng.sample(list(target.attrib), 2)
    one, other = target.attrib[first], target.attrib[second]
    target.set(first, other)
    target.set(second, one)
    return [target]


def break_value(rng: random.Random, scope: Element, stock: Stock) -> list[Element] | None:
    choices = with_attributes(scope)
    if not choices:
        return None
    target = rng.choice(choices)
    name = rng.choice(list(target.attrib))
    value = str(target.attrib[name])
    ways = ["", value + " ", " " + value, value + "x", value[:-1], value.upper(), value.replace("-", "."),
            value + " y", "%", "#", "1", "true", value[::-1], value + "\u00e9", value * 2]  # fmt: skip
    target.set(name, rng.choice(ways))
    return [target]


def put_text(rng: random.Random, scope: Element, stock: Stock) -> list[Element] | None:
    target = rng.choice(elements_of(scope, root=True))
    word = rng.choice(["stray", "1950", "\u00e9", "\u00a0", " \n"])
    children = list(target)
    if children and rng.random() < 0.6:
        child = rng.choice(children)
        child.tail = (child.tail or "") + word
    else:
        target.text = (target.text or "") + word
    return [target]


Operator = Callable[[random.Random, Element, Stock], "list[Element] | None"]

OPERATORS: dict[str, Operator] = {
    "element added": add_element,
    "element dropped": drop_element,
    "element renamed": rename_element,
    "element moved": move_element,
    "elements swapped": swap_elements,
    "attribute added": add_attribute,
    "attribute dropped": drop_attribute,
    "attribute renamed": rename_attribute,
    "attribute moved": move_attribute,
    "attributes swapped": swap_attributes,
    "value broken": break_value,
    "text put in": put_text,
}


def made_valid(root: Element, grammar: RelaxNG) -> bool:
    """Take out of a document what is wrong with it; ``False`` where that does not make it right."""
    for _ in range(6):
        faults = grammar.faults(root)
        if not faults:
            return True
        for fault in faults:
            element = fault.element
            if fault.attribute and fault.attribute in element.attrib:
                del element.attrib[fault.attribute]
            elif fault.code == "TEI-RNG-005":
                element.text = None
                for child in element:
                    child.tail = None
            elif element.getparent() is not None:
                detach(element)
            else:
                return False
    return False


def bases(corpus: Path, grammar: RelaxNG, largest: int) -> list[tuple[str, Element]]:
    """Valid documents made of the corpus's files, as deep copies may be changed."""
    found = []
    for file in sorted(corpus.rglob("*.xml")):
        content = file.read_bytes()
        if b"<!DOCTYPE" in content or len(content) > largest:
            continue
        try:
            root = etree.fromstring(content, PARSER)
        except etree.XMLSyntaxError:
            continue
        if made_valid(root, grammar):
            found.append((f"{file.parent.name}-{file.stem}", root))
    return found


def stock_of(documents: list[tuple[str, Element]]) -> Stock:
    elements: set[str] = set()
    attributes: set[str] = set()
    values: set[str] = set()
    for _, root in documents:
        for element in root.iter("*"):
            elements.add(str(element.tag))
            attributes.update(map(str, element.attrib))
            values.update(str(value) for value in element.attrib.values())
    return Stock(sorted(elements), sorted(attributes), sorted(values))


def one_change(rng: random.Random, documents: list[tuple[str, Element]], stock: Stock, number: int) -> Mutant:
    operator = list(OPERATORS)[number % len(OPERATORS)]
    while True:
        name, root = rng.choice(documents)
        changed = copy.deepcopy(root)
        places = OPERATORS[operator](rng, changed, stock)
        if places is not None:
            return Mutant(f"{number:05}-{name}", operator, changed, [places])


def several_changes(
    rng: random.Random,
    documents: list[tuple[str, Element]],
    stock: Stock,
    number: int,
    most: int,
    grammar: RelaxNG,
) -> Mutant:
    """Changes in subtrees of which none is in another, each of them a fault by itself."""
    while True:
        name, root = rng.choice(documents)
        wanted = rng.randint(2, most)
        paths: list[tuple[list[int], str, int]] = []
        candidates = [one for one in root.iter("*") if len(one) and one.getparent() is not None]
        rng.shuffle(candidates)
        taken: set[Element] = set()
        for scope in candidates[: 20 * most]:
            if len(paths) == wanted:
                break
            family = {scope, scope.getparent(), *scope.iterancestors(), *scope.iter("*")}
            if family & taken - set(root.iterchildren("*")) - {root}:
                continue
            operator, seed = rng.choice(list(OPERATORS)), rng.randrange(2**32)
            path = path_of(scope)
            alone = copy.deepcopy(root)
            if OPERATORS[operator](random.Random(seed), at(alone, path), stock) is None:
                continue
            if not grammar.is_valid(alone):
                paths.append((path, operator, seed))
                taken |= {scope, *scope.iter("*")}
        if len(paths) < 2:
            continue
        changed = copy.deepcopy(root)
        scopes = [at(changed, path) for path, _, _ in paths]
        places = []
        for scope, (_, operator, seed) in zip(scopes, paths, strict=True):
            some = OPERATORS[operator](random.Random(seed), scope, stock)
            assert some is not None
            places.append([*some, *[one for place in some[:1] for one in place.iterchildren("*")]])
        return Mutant(f"{number:05}-{name}", f"{len(paths)} faults", changed, places)


def path_of(element: Element) -> list[int]:
    """Which child of which child of the root the element is."""
    path = []
    parent = element.getparent()
    while parent is not None:
        path.append(parent.index(element))
        element, parent = parent, parent.getparent()
    return path[::-1]


def at(root: Element, path: list[int]) -> Element:
    for index in path:
        root = root[index]
    return root


def written(mutants: list[Mutant], folder: Path) -> list[Path]:
    """The mutants as files; the lines of their places are those in the files."""
    files = []
    for mutant in mutants:
        file = folder / f"{mutant.name}.xml"
        order = {element: index for index, element in enumerate(mutant.root.iter("*"))}
        wanted = [{order[one] for one in places if one in order} for places in mutant.places]
        file.write_bytes(etree.tostring(mutant.root, encoding="utf-8", xml_declaration=True))
        lines = [line_of(element) for element in etree.parse(file, PARSER).getroot().iter("*")]
        mutant.lines = [{lines[index] for index in some} for some in wanted]
        files.append(file)
    return files


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faults", type=int, default=1, help="up to so many faults in a mutant, from two")
    parser.add_argument("--corpus", type=Path, default=SHARED / "corpus")
    parser.add_argument("--schema", type=Path, default=SHARED / "tei" / "tei_all.rng")
    parser.add_argument("--largest", type=int, default=60_000, help="bytes of a base file")
    parser.add_argument("--keep", type=Path, help="a folder for the mutants")
    parser.add_argument("--list", action="store_true", help="name the mutants on which the verdicts differ")
    parser.add_argument("--worst", type=int, default=0, help="show so many mutants with several findings")
    options = parser.parse_args()
    grammar = load_relax_ng(options.schema)
    rng = random.Random(options.seed)
    documents = bases(options.corpus, grammar, options.largest)
    stock = stock_of(documents)
    if options.faults > 1:
        mutants = [
            several_changes(rng, documents, stock, number, options.faults, grammar)
            for number in range(options.count)
        ]
    else:
        mutants = [one_change(rng, documents, stock, number) for number in range(options.count)]
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        files = written(mutants, folder)
        for mutant, file in zip(mutants, files, strict=True):
            faults = grammar.faults(etree.parse(file, PARSER))
            mutant.found = [(line_of(fault.element), fault.message) for fault in faults]
        said = jing_witness.findings(options.schema, files) if jing_witness.available() else {}
    jing = [said.get(file, []) for file in files]
    print(f"{len(documents)} base files, {len(mutants)} mutants, seed {options.seed}\n")
    if said:
        differ = [i for i, mutant in enumerate(mutants) if bool(mutant.found) != bool(jing[i])]
        print(f"verdicts that agree with jing's: {len(mutants) - len(differ)} of {len(mutants)}\n")
        for i in differ if options.list else []:
            print(f"- {mutants[i].name} {mutants[i].operator}: ours {mutants[i].found}, jing {jing[i]}")
    if options.faults > 1:
        several(mutants)
    else:
        table(mutants, jing)
    worst = [mutant for mutant in mutants if len(mutant.found) > len(mutant.places)]
    for mutant in worst[: options.worst]:
        print(f"\n{mutant.name} {mutant.operator} {[sorted(lines) for lines in mutant.lines]}")
        for line, message in mutant.found[:8]:
            print(f"    {line}: {message[:150]}")


def table(mutants: list[Mutant], jing: list[list[tuple[int, str]]]) -> None:
    print("| operator | mutants | valid | one finding | jing: one | right line | jing: right | over 3 |")
    print("|---|---|---|---|---|---|---|---|")
    for operator in [*OPERATORS, "all"]:
        chosen = [
            (mutant, jing[i]) for i, mutant in enumerate(mutants) if operator in (mutant.operator, "all")
        ]
        bad = [(mutant, other) for mutant, other in chosen if mutant.found]
        one = sum(len(mutant.found) == 1 for mutant, _ in bad)
        jing_one = sum(len(other) == 1 for _, other in bad)
        right = sum(mutant.found[0][0] in mutant.lines[0] for mutant, _ in bad)
        jing_right = sum(bool(other) and other[0][0] in mutant.lines[0] for mutant, other in bad)
        many = sum(len(mutant.found) > 3 for mutant, _ in bad)
        valid = len(chosen) - len(bad)
        shares = [_share(part, len(bad)) for part in (one, jing_one, right, jing_right, many)]
        print(f"| {operator} | {len(chosen)} | {_share(valid, len(chosen))} | {' | '.join(shares)} |")


def several(mutants: list[Mutant]) -> None:
    faults = found = extra = 0
    for mutant in mutants:
        hit = 0
        used: set[int] = set()
        for lines in mutant.lines:
            hits = [i for i, (line, _) in enumerate(mutant.found) if line in lines and i not in used]
            used.update(hits[:1])
            hit += len(hits[:1])
        faults += len(mutant.lines)
        found += hit
        extra += len(mutant.found) - len(used)
    print(f"faults {faults}, found {_share(found, faults)}, extra findings {_share(extra, faults)}")


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


if __name__ == "__main__":
    main()
