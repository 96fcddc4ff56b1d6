"""The entities of a document type declaration: which are safe, and how far they expand.

The attacks are those of the usual lists (external entities, billion laughs, quadratic blow-up); terms as in
XML 1.0 (fifth edition), section 4.
"""

from __future__ import annotations

import re
from collections import Counter

from tei_tools.errors import UnreadableError

_REFERENCE = re.compile(r"&([^\s#&;<>\"']+);")
_LITERAL = r"""(?:"[^"]*"|'[^']*')"""
_EXTERNAL = re.compile(
    rf"<!DOCTYPE\s+[^\s\[>]+\s+(?P<identifier>SYSTEM\s*{_LITERAL}|PUBLIC\s*{_LITERAL}\s*{_LITERAL})"
)
_ADVICE = "expand it with a tool that you trust with this file (xmllint --noent), then read the result"


def refuse_unsafe(data: bytes, codec: str, name: str) -> None:
    """Raise :class:`~tei_tools.errors.UnreadableError` for external entities and for those that expand too
    far.
    """
    from tei_tools.parsing import MOST_ADDED

    declared = _declared(_as_utf_8(data, codec), name)
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


def without_external_subset(data: bytes, codec: str, place: int) -> bytes:
    """``data`` with blanks for the address of its DTD; all else stays where it is.

    ``place`` is the character at which the document type declaration begins. No reader can then read the DTD,
    and an entity that only it defines is the fault that it is for us.
    """
    text = data.decode(codec, "surrogatepass" if codec != "latin-1" else "strict")
    match = _EXTERNAL.match(text, place)
    if match is None:
        return data
    blanks = " " * (match.end("identifier") - match.start("identifier"))
    text = text[: match.start("identifier")] + blanks + text[match.end("identifier") :]
    if codec in ("utf-16", "utf-32"):  # with a byte order mark, of which the first byte tells the order
        little = data[:1] == b"\xff"
        mark = data[: 2 if codec == "utf-16" else 4]
        return mark + text.encode(f"{codec}-{'le' if little else 'be'}", "surrogatepass")
    return text.encode(codec, "surrogatepass" if codec != "latin-1" else "strict")


def _as_utf_8(data: bytes, codec: str) -> bytes:
    from tei_tools.parsing import DECLARED_ENCODING

    if codec == "latin-1":
        declared = DECLARED_ENCODING.search(data[:200].decode(codec))
        codec = declared[1] if declared else "utf-8"
    try:
        return data.decode(codec).removeprefix("\ufeff").encode()
    except (LookupError, UnicodeError):
        return data  # libxml2 will say what is wrong with it


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

    parser = expat.ParserCreate("utf-8")
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
