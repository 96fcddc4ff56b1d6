"""The walk of a document through the automaton: every fault once, going on after each.

The loop is the engine's hot path. Where everything is known it does two look-ups for each element and two
for each attribute; whatever is not as it should be is left to :mod:`tei_tools.grammar._recovery`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tei_tools.grammar._values import WHITE_SPACE

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.grammar._automaton import Automaton, Content, Transition
    from tei_tools.grammar._recovery import Recovery

__all__ = ["walk"]

# What is kept of an element while its children are read: the iterator over its siblings, the state before it,
# what led to it, the state after it, and its parent.
_Frame = tuple[Iterator[Any], "Content", "Transition", "Content | None", "etree._Element | None"]


def walk(automaton: Automaton, root: etree._Element, recovery: Recovery) -> int:
    """Read the element and all below it; ``recovery`` collects the faults. Gives how many elements were
    read: fewer than there are, where one was passed over with what is in it.
    """
    count = 0
    stack: list[_Frame] = []
    state = automaton.root()
    children = state.children
    iterator: Iterator[Any] = iter((root,))
    parent: etree._Element | None = None
    after: Content | None
    contextual = automaton.contextual
    nothing, entity = automaton.nothing, automaton.entity
    while True:
        for child in iterator:
            transition = children[child.tag]
            opening = transition.opening
            if opening is None:
                if transition is nothing or transition is entity:
                    if not state.mixed:
                        text = child.tail
                        if transition is entity or (text and text.strip(WHITE_SPACE)):
                            state = recovery.text(parent, state, text or child.text)
                            children = state.children
                    continue
                transition, opening, after = recovery.child(child, state, parent, stack)
                kept = automaton.watched.elements.get(child.tag)
            else:
                after = transition.after
                kept = transition.kept
            count += 1
            if kept is not None:
                kept.append(child)
            if contextual:
                automaton.element = child
            for name, value in child.items():
                edge = opening.attributes[name]
                if edge.kept is not None:
                    edge.kept.append((child, value))
                following = edge[value]
                if following is not opening:
                    opening = (
                        recovery.attribute(child, opening, name, value) if following is None else following
                    )
            content = opening.content
            if content is None:
                content = automaton.begin(opening) or recovery.missing_attributes(child, opening)
            if len(child) and (not content.simple or _has_elements(child)):
                stack.append((iterator, state, transition, after, parent))
                state, parent, iterator = content, child, iter(child)
                if not state.mixed:
                    text = child.text
                    if text and text.strip(WHITE_SPACE):
                        state = recovery.text(child, state, text)
                children = state.children
                break
            if content.easy:
                accepted = content.accepts
            else:
                accepted = _leaf(automaton, child, content, recovery)
            if after is None:
                after = transition.after_child(accepted)
            if not after.mixed:
                text = child.tail
                if text and text.strip(WHITE_SPACE):
                    after = recovery.text(parent, after, text)
            if after is not state:
                state = after
                children = state.children
        else:
            if not stack:
                return count
            assert parent is not None
            accepted = state.accepts or recovery.incomplete(parent, state)
            child = parent
            iterator, state, transition, after, parent = stack.pop()
            state = after or transition.after_child(accepted)
            if not state.mixed:
                text = child.tail
                if text and text.strip(WHITE_SPACE):
                    state = recovery.text(parent, state, text)
            children = state.children


def _has_elements(element: etree._Element) -> bool:
    return next(element.iterchildren("*"), None) is not None


def _leaf(automaton: Automaton, element: etree._Element, content: Content, recovery: Recovery) -> int:
    """In which ways an element without child elements is right (bits), its faults reported."""
    text = element.text or ""
    if len(element):
        text += "".join(child.tail or "" for child in element)
    if content.simple:
        accepted = automaton.accepts_text(content, text, element)
        return accepted or recovery.wrong_text(element, content, text)
    if not content.mixed and text.strip(WHITE_SPACE):
        content = recovery.text(element, content, text)
    return content.accepts or recovery.incomplete(element, content)
