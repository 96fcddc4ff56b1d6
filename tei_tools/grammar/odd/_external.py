"""A RELAX NG grammar that a ``moduleRef`` names by its address: its definitions, with their prefix
(TEI Guidelines 22.8.4)."""

from __future__ import annotations

import copy
from pathlib import Path

from tei_tools.grammar.odd._files import Folder, local_path
from tei_tools.grammar.odd._reading import RNG, ODDError
from tei_tools.grammar.odd._references import ModuleReference
from tei_tools.grammar.odd._relaxng_content import Node, node

__all__ = ["imported"]

# What hands its namespace and its datatypes down to what stands in it.
_HANDED_DOWN = ("ns", "datatypeLibrary")


def imported(item: ModuleReference, folder: Folder) -> Node:
    """A ``div`` with the definitions of the file and of those that it includes; its ``start`` is left out.

    :raises ODDError: the file is not local, cannot be read, or is no grammar.
    """
    file = local_path(item.url, Path(item.reading.file))
    if file is None:
        raise ODDError(
            f"url={item.url!r} is not a local file",
            file=item.reading.file,
            line=item.line,
            advice="save the grammar beside the ODD and name that",
        )
    if not file.is_file():
        raise ODDError(f"url={item.url!r}: there is no such file", file=item.reading.file, line=item.line)
    made = _definitions(file, folder, item.prefix, ())
    if item.instead is not None:
        instead = [copy.deepcopy(child) for child in item.instead if isinstance(child.tag, str)]
        names = {item.prefix + define.get("name", "") for define in instead if define.tag == f"{RNG}define"}
        for define in list(made.iter(f"{RNG}define")):
            parent = define.getparent()
            if define.get("name") in names and parent is not None:
                parent.remove(define)
        for define in instead:
            _prefix(define, item.prefix)
            made.append(define)
    return made


def _definitions(file: Path, folder: Folder, prefix: str, open_: tuple[Path, ...]) -> Node:
    root = folder.root(file)
    if root.tag != f"{RNG}grammar":
        raise ODDError("is no RELAX NG grammar in XML syntax", file=str(file))
    if file.absolute() in open_:
        raise ODDError("includes itself", file=str(file))
    made = node("div")
    for name in _HANDED_DOWN:
        # Without these, the grammar's own would be handed down in their place.
        made.set(name, root.get(name, ""))
    made.extend(_parts(root, file, folder, prefix, (*open_, file.absolute())))
    return made


def _parts(parent: Node, file: Path, folder: Folder, prefix: str, open_: tuple[Path, ...]) -> list[Node]:
    found: list[Node] = []
    for child in parent:
        if child.tag == f"{RNG}div":
            found += _parts(child, file, folder, prefix, open_)
        elif child.tag == f"{RNG}include":
            target = local_path(child.get("href", ""), file)
            if target is None or not target.is_file():
                raise ODDError(f"cannot read {child.get('href')!r}, which it includes", file=str(file))
            inner = _definitions(target, folder, prefix, open_)
            instead = _parts(child, file, folder, prefix, open_)
            names = {define.get("name") for define in instead}
            for define in list(inner):
                if define.get("name") in names:
                    inner.remove(define)
            found += [inner, *instead]
        elif child.tag == f"{RNG}define":
            define = copy.deepcopy(child)
            define.tail = None
            _prefix(define, prefix)
            found.append(define)
    return found


def _prefix(define: Node, prefix: str) -> None:
    """The definition and what it refers to, with their prefix, without annotations."""
    for each in list(define.iter()):
        if not isinstance(each.tag, str) or not each.tag.startswith(RNG):
            parent = each.getparent()
            if parent is not None:
                parent.remove(each)
        elif each.tag in (f"{RNG}define", f"{RNG}ref") and not (
            each.tag == f"{RNG}ref" and next(each.iterancestors(f"{RNG}grammar"), None) is not None
        ):
            each.set("name", prefix + each.get("name", ""))
