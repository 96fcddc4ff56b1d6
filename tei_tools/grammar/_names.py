"""Name classes of RELAX NG (specification, sections 4.16 and 7.3) over names in Clark's notation
``{uri}local``.

A class is a tuple: ``("name", name)``, ``("any", except)``, ``("ns", uri, except)`` with ``except`` a class
or ``None``, ``("choice", *classes)``.
"""

from __future__ import annotations

from typing import Any

__all__ = ["NameClass", "contains", "finite_names", "in_words", "local", "namespace", "overlap"]

NameClass = tuple[Any, ...]

# Names that no document has: they stand for "any other name" when classes are compared.
_OTHER_LOCAL = "\0other"
_OTHER_NAMESPACE = "\0other"


def namespace(name: str) -> str:
    """The namespace URI of a name, empty for none."""
    return name[1:].partition("}")[0] if name[:1] == "{" else ""


def local(name: str) -> str:
    """The local part of a name."""
    return name.rpartition("}")[2]


def clark(uri: str, local_name: str) -> str:
    """The name as ElementTree and lxml write it."""
    return f"{{{uri}}}{local_name}" if uri else local_name


def contains(names: NameClass, name: str) -> bool:
    """Whether the class has the name."""
    kind = names[0]
    if kind == "name":
        return bool(names[1] == name)
    if kind == "choice":
        return any(contains(member, name) for member in names[1:])
    if kind == "ns" and names[1] != namespace(name):
        return False
    exception = names[-1]
    return exception is None or not contains(exception, name)


def finite_names(names: NameClass) -> tuple[str, ...] | None:
    """All names of the class, or ``None`` where it has a wildcard."""
    if names[0] == "name":
        return (names[1],)
    if names[0] != "choice":
        return None
    found: list[str] = []
    for member in names[1:]:
        some = finite_names(member)
        if some is None:
            return None
        found.extend(some)
    return tuple(found)


def mentioned_names(names: NameClass) -> list[str]:
    """The names written out in the class outside its exceptions."""
    if names[0] == "name":
        return [names[1]]
    if names[0] == "choice":
        return [name for member in names[1:] for name in mentioned_names(member)]
    return []


def _representatives(names: NameClass) -> set[str]:
    """Names of which at least one is in any other class that overlaps this one."""
    kind = names[0]
    if kind == "name":
        return {names[1]}
    if kind == "choice":
        return {name for member in names[1:] for name in _representatives(member)}
    found = {clark(names[1] if kind == "ns" else _OTHER_NAMESPACE, _OTHER_LOCAL)}
    if names[-1] is not None:
        found |= _representatives(names[-1])
    return found


def overlap(one: NameClass, other: NameClass) -> bool:
    """Whether some name is in both classes."""
    return any(
        contains(one, name) and contains(other, name)
        for name in sorted(_representatives(one) | _representatives(other))
    )


def in_words(names: NameClass) -> str:
    """The class as a message says it."""
    kind = names[0]
    if kind == "name":
        return local(names[1])
    if kind == "choice":
        return " or ".join(in_words(member) for member in names[1:])
    return f"any name of {names[1]}" if kind == "ns" else "any name"
