"""The entities of a document type declaration: which are safe, and how far they expand.

The attacks are those of the usual lists (external entities, billion laughs, quadratic blow-up); terms as in
XML 1.0 (fifth edition), section 4.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from tei_tools.errors import UnreadableError

if TYPE_CHECKING:
    from lxml import etree

_REFERENCE = re.compile(r"&([^\s#&;<>\"']+);")
_PREDEFINED = ("amp", "lt", "gt", "quot", "apos")
_NOT_REFERENCES = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|&([^\s#&;<>\"']+);", re.DOTALL)
_ADVICE = "expand it with a tool that you trust with this file (xmllint --noent), then read the result"


def refuse_unsafe(data: bytes, codec: str, name: str) -> None:
    """Raise :class:`~tei_tools.errors.UnreadableError` for external entities and for those that expand too
    far.
    """
    from tei_tools.parsing import MOST_ADDED

    declared = _declared(data, name)
    if not declared:
        return
    sizes = _sizes(declared, name)
    used = Counter(match[1] for match in _REFERENCE.finditer(data.decode(codec, "replace")))
    added = sum(count * sizes.get(_as_seen(entity, codec), 0) for entity, count in used.items())
    if added > max(MOST_ADDED, 4 * len(data)):
        raise UnreadableError(
            f"its entities would expand to {added:,} characters, as in an attack (billion laughs)",
            file=name,
            advice="refused",
        )


def refuse_undefined(tree: etree._ElementTree, data: bytes, codec: str, name: str) -> None:
    """Raise for a reference to an entity that only the external subset could define; well-formed ``data``
    only.
    """
    information: Any = tree.docinfo
    if not information.system_url:
        return
    subset = information.internalDTD
    declared = {entity.name for entity in subset.iterentities()} if subset is not None else set()
    text = data.decode(codec, "replace")
    for match in _NOT_REFERENCES.finditer(text, _after_doctype(text)):
        if match[1] and match[1] not in _PREDEFINED and _as_seen(match[1], codec) not in declared:
            from tei_tools._xml_faults import undefined_entity

            line = text.count("\n", 0, match.start()) + 1
            column = match.start() - text.rfind("\n", 0, match.start())
            raise undefined_entity(match[1], name, line, column)


def _declared(data: bytes, name: str) -> dict[str, str]:
    """The internal general entities and their texts, read by expat up to the root element."""
    from xml.parsers import expat

    entities: dict[str, str] = {}
    subset: list[str | None] = []

    class RootError(Exception):
        pass

    def doctype(root: str, system: str | None, public: str | None, has_internal: bool) -> None:
        subset.append(system)

    def entity(
        label: str,
        is_parameter: bool,
        value: str | None,
        base: str | None,
        system: str | None,
        public: str | None,
        notation: str | None,
    ) -> None:
        if value is not None:
            if not is_parameter:
                entities.setdefault(label, value)  # the first declaration binds (XML 1.0, 4.2)
        elif notation is None and not is_parameter:
            raise UnreadableError(
                f"declares the external entity {label} ({system}), which could read any file or address",
                file=name,
                line=parser.CurrentLineNumber,
                column=parser.CurrentColumnNumber + 1,
                advice=_ADVICE,
            )

    def external(context: str | None, base: str | None, system: str | None, public: str | None) -> int:
        if subset and system == subset[0]:
            return 1
        raise UnreadableError(
            f"reads external declarations ({system}) into its document type",
            file=name,
            line=parser.CurrentLineNumber,
            column=parser.CurrentColumnNumber + 1,
            advice=_ADVICE,
        )

    def root(tag: str, attributes: object) -> None:
        raise RootError

    parser = expat.ParserCreate()
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_ALWAYS)
    parser.StartDoctypeDeclHandler = doctype
    parser.EntityDeclHandler = entity
    parser.ExternalEntityRefHandler = external
    parser.StartElementHandler = root
    try:
        parser.Parse(data, True)
    except RootError:
        pass
    except expat.ExpatError as fault:
        if fault.code == expat.errors.codes[expat.errors.XML_ERROR_AMPLIFICATION_LIMIT_BREACH]:
            raise UnreadableError(
                "its entities expand too far, as in an attack (billion laughs)", file=name, advice="refused"
            ) from None
        raise UnreadableError(
            f"the document type declaration is not well-formed: {expat.errors.messages[fault.code]}",
            file=name,
            line=fault.lineno,
            column=fault.offset + 1,
        ) from None
    except (LookupError, ValueError) as fault:
        raise UnreadableError(
            f"its encoding is not read here together with a document type declaration ({fault})",
            file=name,
            advice="convert the file to UTF-8",
        ) from None
    return entities


def _sizes(declared: dict[str, str], name: str) -> dict[str, int]:
    """How many characters each entity becomes; refused: one in itself (XML 1.0, WFC: No Recursion)."""
    sizes: dict[str, int] = {}
    for first in declared:
        waiting = [(first, False)]
        open_now: set[str] = set()
        while waiting:
            entity, is_done = waiting.pop()
            parts = [part for part in _REFERENCE.findall(declared[entity]) if part in declared]
            if is_done:
                open_now.discard(entity)
                sizes[entity] = len(declared[entity]) + sum(sizes[part] for part in parts)
            elif entity not in sizes:
                if entity in open_now:
                    continue
                open_now.add(entity)
                waiting.append((entity, True))
                for part in dict.fromkeys(parts):
                    if part in open_now:
                        raise UnreadableError(
                            f"the entity {part} contains itself", file=name, advice="refused"
                        )
                    waiting.append((part, False))
    return sizes


def _as_seen(entity: str, codec: str) -> str:
    """The name of an entity as expat says it, from text that was decoded byte by byte."""
    if codec != "latin-1":
        return entity
    return entity.encode("latin-1", "replace").decode("utf-8", "replace")


def _after_doctype(text: str) -> int:
    """Where the document type declaration ends; the text is well-formed."""
    depth = 0
    for match in re.compile(r"""<!--.*?-->|<\?.*?\?>|"[^"]*"|'[^']*'|<!|>""", re.DOTALL).finditer(
        text, text.find("<!DOCTYPE")
    ):
        if match[0] == "<!":
            depth += 1
        elif match[0] == ">":
            depth -= 1
            if not depth:
                return match.end()
    return 0
