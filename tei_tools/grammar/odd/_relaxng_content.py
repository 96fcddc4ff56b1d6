"""Content models of ODD → RELAX NG.

A reference to what the schema does not have leaves nothing behind: an alternative less, a member of a
sequence less, and ``empty`` where nothing is left; what would have been repeated or left out goes altogether.
A class that is there and has no members may never stand (``notAllowed``), or, as a sequence that may be
empty, is empty. That is what the TEI Consortium's Stylesheets make of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lxml import etree

from tei_tools.grammar.odd._names import Names
from tei_tools.grammar.odd._reading import RNG, ODDError
from tei_tools.grammar.odd._specs import TEI, Membership, Model, Notice, Spec, Value, Values

__all__ = ["Content", "node", "repeated", "value_choice"]

Node = etree._Element

# Above this a number of occurrences is not counted: optional occurrences are nested, and XML of any depth is
# not read by all.
MOST_COUNTED = 100
# So many nodes may come of the repetitions in one place.
_MOST_COPIED = 50_000
_EXAMPLES = "http://www.tei-c.org/ns/Examples"
_EXCEPTIONS = (f"{{{TEI}}}", f"{{{_EXAMPLES}}}egXML")
_REPEATS = frozenset((f"{RNG}optional", f"{RNG}zeroOrMore", f"{RNG}oneOrMore"))


def node(kind: str, *parts: Node, **attributes: str) -> Node:
    """An element of RELAX NG."""
    made = etree.Element(RNG + kind, attributes)
    made.extend(parts)
    return made


def repeated(parts: Sequence[Node], low: int, high: int | None, group: str = "group") -> list[Node]:
    """The parts, so often."""
    if high == 0 or not parts:
        return []
    if low == high == 1:
        return list(parts)
    once = {(0, 1): "optional", (0, None): "zeroOrMore", (1, None): "oneOrMore"}.get((low, high))
    if once:
        return [node(once, *parts)]
    if max(low, high or 0) * sum(1 for part in parts for _ in part.iter()) > _MOST_COPIED:
        raise OverflowError
    copies: list[Node] = [each for _ in range(low) for each in _copied(parts)]
    if high is None:
        return [*copies, node("zeroOrMore", *_copied(parts))]
    ends: list[Node] = []
    for _ in range(high - low):
        ends = [node("optional", *_copied(parts), *ends)]
    return [node(group, *copies, *ends)]


def _copied(parts: Iterable[Node]) -> list[Node]:
    from copy import deepcopy

    return [deepcopy(part) for part in parts]


def value_choice(values: Iterable[Value]) -> list[Node]:
    """One ``value`` each."""
    found = []
    for item in values:
        made = node("value")
        made.text = item.written
        found.append(made)
    return found


@dataclass(slots=True)
class Content:
    """Makes the content of the elements of one schema. ``any_elements`` collects the definitions that
    ``anyElement`` needs, by name."""

    names: Names
    exceptions: tuple[str, ...] | None = None
    notices: list[Notice] = field(default_factory=list)
    any_elements: dict[str, Node] = field(default_factory=dict)

    def of(self, spec: Spec) -> list[Node]:
        """The content of an element, a macro or a datatype.

        :raises ODDError: its repetitions, one in the other, come to too much.
        """
        if spec.values is not None and spec.values.type == "closed":
            return [node("choice", *value_choice(spec.values.items))]
        try:
            found = [part for model in spec.content or () for part in self.pattern(model, spec)]
        except OverflowError:
            what = f"{spec.kind}Spec {spec.ident}: repetitions in repetitions come to too many parts"
            raise ODDError(what, file=spec.file, line=spec.line, advice="write maxOccurs=unbounded") from None
        return self.pruned(found)

    def pattern(self, model: Model, spec: Spec, restriction: str = "") -> list[Node]:
        """What a model comes to; a reference to nothing has the name "" and is pruned afterwards."""
        low, high = self.bounds(model, spec)
        if model.kind == "textNode":
            return [node("text")]
        if model.kind == "empty":
            return [node("empty")]
        if model.kind == "rng":
            return [self.relax_ng(model, spec)]
        if model.kind == "valList":
            return self.values(model.values or Values(), spec)
        if model.kind == "anyElement":
            return repeated([node("ref", name=self.any_element(model, spec))], low, high)
        if model.kind == "dataRef":
            return repeated(self.data(model, spec, restriction), low, high)
        if model.kind == "classRef":
            return repeated(self.class_members(model, spec), low, high)
        if model.kind in ("elementRef", "macroRef"):
            return repeated([self.reference(model.key, spec)], low, high)
        parts = [part for each in model.parts for part in self.pattern(each, spec, restriction)]
        if model.kind == "alternate":
            return repeated([node("choice", *parts)], low, high)
        only_data = all(part.kind == "dataRef" for part in model.parts)
        if model.unordered:
            parts = [node("interleave", *parts)]
        return repeated([node("list" if only_data else "group", *parts)], low, high)

    def bounds(self, model: Model, spec: Spec) -> tuple[int, int | None]:
        low, high = model.low, model.high
        if low > MOST_COUNTED or (high or 0) > MOST_COUNTED:
            what = f"{spec.kind}Spec {spec.ident}: occurrences above {MOST_COUNTED} are not counted"
            self.notices.append(Notice(spec.file, spec.line, what))
            return min(low, MOST_COUNTED), None
        return low, high

    def reference(self, key: str, spec: Spec) -> Node:
        name = key if not spec.auto_prefix and key in self.names.defined else self.names.reference(key)
        return node("ref", name=name or "")

    def values(self, values: Values, spec: Spec) -> list[Node]:
        if values.type == "open":
            what = f"{spec.kind}Spec {spec.ident}: an open valList in content allows any text"
            self.notices.append(Notice(spec.file, spec.line, what))
            return [node("text")]
        choice = node("choice", *value_choice(values.items))
        if values.type == "semi":
            choice.append(node("data", type="Name"))
        return [choice]

    def data(self, model: Model, spec: Spec, restriction: str = "") -> list[Node]:
        """A datatype of W3C's with its facets, or a reference to a ``dataSpec``; narrowed, the datatype
        itself."""
        if model.w3c:
            data = node("data", type=model.w3c)
            for name, value in model.details:
                data.append(_parameter(name, value))
            for pattern in (model.restriction, restriction):
                if pattern:
                    data.append(_parameter("pattern", pattern))
            return [data]
        narrowed = model.restriction or restriction
        found = self.names.found(model.key)
        if found is None:
            what = (
                f"{spec.kind}Spec {spec.ident}: the schema has no dataSpec {model.key!r}; any text is allowed"
            )
            self.notices.append(Notice(spec.file, spec.line, what))
            return []
        if not narrowed:
            return [node("ref", name=self.names.of(found))]
        return [part for each in found.content or () for part in self.pattern(each, found, narrowed)]

    def class_members(self, model: Model, spec: Spec) -> list[Node]:
        found = self.names.found(model.key)
        if found is None or found.type != "model":
            return [self.reference(model.key, spec)]
        if not (model.expand or model.include or model.leave_out):
            return [self.reference(model.key, spec)]
        return self.expanded(found, model.expand or "alternate", model.include, model.leave_out)

    def expanded(
        self, spec: Spec, how: str, include: Sequence[str] = (), leave_out: Sequence[str] = ()
    ) -> list[Node]:
        """The members of a model class, as alternatives or in sequence."""
        members = [
            member
            for member in self.names.members(spec.ident)
            if (member.ident in include if include else member.ident not in leave_out)
        ]
        if how in ("", "alternate", "alternation"):
            inner = "alternation" if how == "alternation" else ""
            return [node("choice", *(part for each in members for part in self.member(each, spec, inner)))]
        wrap = {"sequence": "", "sequenceOptional": "optional", "sequenceRepeatable": "oneOrMore"}
        kind = wrap.get(how, "zeroOrMore")
        found: list[Node] = []
        for each in members:
            parts = self.member(each, spec, how)
            found += [node(kind, *parts)] if kind else parts
        return found

    def member(self, member: Spec, spec: Spec, how: str) -> list[Node]:
        if member.kind == "class":
            return [node("ref", name=self.names.expansion(member, how))] if member.type == "model" else []
        said: Membership = next(each for each in member.memberships or () if each.key == spec.ident)
        return repeated([node("ref", name=self.names.of(member))], said.low, said.high)

    def any_element(self, model: Model, spec: Spec) -> str:
        """The name of the definition of any element, but those that are left out."""
        said = model.leave_out or (_EXCEPTIONS if self.exceptions is None else self.exceptions)
        name = f"anyElement-{spec.ident}"
        count = 1
        names = _any_name(said)
        while name in self.any_elements and not _same(self.any_elements[name], names):
            count += 1
            name = f"anyElement-{spec.ident}-{count}"
        inner = node("zeroOrMore", node("choice", node("text"), node("ref", name=name)))
        attributes = node("zeroOrMore", node("attribute", node("anyName")))
        self.any_elements[name] = node("define", node("element", names, attributes, inner), name=name)
        return name

    def relax_ng(self, model: Model, spec: Spec) -> Node:
        details = dict(model.details)
        if model.key in ("ref", "parentRef"):
            return self.reference(details.get("name", ""), spec)
        made = node(model.key, **details)
        if model.key in ("name", "value", "param"):
            made.text = model.text
        made.extend(part for each in model.parts for part in self.pattern(each, spec))
        return made

    def pruned(self, parts: Sequence[Node]) -> list[Node]:
        """The parts without references to nothing."""
        holder = node("group", *parts)
        _prune(holder)
        return list(holder)


def _parameter(name: str, value: str) -> Node:
    made = node("param", name=name)
    made.text = value
    return made


def _any_name(exceptions: Sequence[str]) -> Node:
    names = node("anyName")
    if exceptions:
        inner = node("except")
        for word in exceptions:
            address, _, local = word[1:].partition("}")
            made = node("name", ns=address) if local else node("nsName", ns=address)
            made.text = local or None
            inner.append(made)
        names.append(inner)
    return names


def _same(define: Node, names: Node) -> bool:
    return etree.tostring(define[0][0]) == etree.tostring(names)


def _prune(parent: Node) -> None:
    """Take out what refers to nothing, from the inside out."""
    alone = len(parent) == 1
    for child in list(parent):
        if child.get("name") == "" and child.tag == f"{RNG}ref":
            if alone and parent.tag not in _REPEATS:
                parent.replace(child, node("empty"))
            else:
                parent.remove(child)
        elif len(child):
            _prune(child)
            if len(child) == 0 and child.tag in _REPEATS:
                parent.remove(child)
            elif len(child) == 0 or (child.tag in _REPEATS and all(c.tag == f"{RNG}empty" for c in child)):
                parent.replace(child, node("empty"))
