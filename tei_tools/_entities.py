"""The entities of a document type declaration: which are safe, and how far they expand.

The attacks are those of the usual lists (external entities, billion laughs, quadratic blow-up); terms as in
XML 1.0 (fifth edition), section 4.
"""

from __future__ import annotations

import re
from collections import Counter

from tei_tools.errors import UnreadableError

_REFERENCE = re.compile(r"&([^\s#&;<>\"']+);")
_PREDEFINED = ("amp", "lt", "gt", "quot", "apos")
_LITERAL = r"""(?:"[^"]*"|'[^']*')"""
_EXTERNAL = re.compile(
    rf"<!DOCTYPE\s+[^\s\[>]+\s+(?P<identifier>SYSTEM\s*{_LITERAL}|PUBLIC\s*{_LITERAL}\s*{_LITERAL})"
)
_OPEN_SUBSET = re.compile(
    rf"<!DOCTYPE\s+[^\s\[>]+\s*(?:(?:SYSTEM|PUBLIC)\s*{_LITERAL}\s*(?:{_LITERAL}\s*)?)?\["
)
_OWN = re.compile(r"<!ENTITY\s+([^\s%]+)\s")
_INTERNAL = re.compile(rf"<!ENTITY\s+[^\s%]+\s+(?P<literal>{_LITERAL})\s*>")
_ROOT_TAG = re.compile(r"""<[^\s!?>/](?:[^>"']|"[^"]*"|'[^']*')*>""")
_NAMESPACE = re.compile(rf"\s(xmlns(?::[^\s=]+)?)\s*=\s*({_LITERAL})")
_TAG = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<(?P<end>/)[^>]*>"
    r"""|<(?P<name>[^\s/>!?]+)(?:[^>"'/]|"[^"]*"|'[^']*'|/(?!>))*(?P<empty>/)?>""",
    re.DOTALL,
)
_END_OF_SUBSET = re.compile(r"\]\s*>")
_ADVICE = "expand it with a tool that you trust with this file (xmllint --noent), then read the result"


def refuse_unsafe(data: bytes, codec: str, name: str) -> list[str]:
    """The names of the parameter entities that stand for parts of a public DTD, which are not read.

    Raises :class:`~tei_tools.errors.UnreadableError` for other external entities, and for those that expand
    too far.
    """
    from tei_tools.parsing import MOST_ADDED

    declared, unread = _declared(_as_utf_8(data, codec), name)
    sizes = _sizes(declared, name)
    used = Counter(match[1] for match in _REFERENCE.finditer(data.decode(codec, "replace")))
    added = sum(count * sizes.get(_as_seen(entity, codec), 0) for entity, count in used.items())
    if added > max(MOST_ADDED, 4 * len(data)):
        raise UnreadableError(
            f"its entities would expand to {added:,} characters, as in an attack (billion laughs)",
            file=name,
            advice="refused",
        )
    return unread


def without_external_subset(data: bytes, codec: str, place: int, unread: list[str]) -> bytes:
    """``data`` with blanks for the address of its DTD and for the parts ``unread`` of it; all else stays in
    place.

    ``place`` is the character at which the document type declaration begins. No reader can then read the DTD,
    and an entity that only it defines is the fault that it is for us.
    """
    text = data.decode(codec, "surrogatepass" if codec != "latin-1" else "strict")
    if match := _EXTERNAL.match(text, place):
        text = _blanked(text, match.start("identifier"), match.end("identifier"))
    opened = _OPEN_SUBSET.match(text, place)
    at = opened.end() if opened else (match.start("identifier") if match else None)
    if at is not None and (match or unread):
        known = _declarations(text)
        text = text[:at] + (known if opened else f"[{known}]" if known else "") + text[at:]
    end = match.end() if (match := _END_OF_SUBSET.search(text, place)) else len(text)
    for entity in unread:
        for match in re.compile(f"%{re.escape(entity)};").finditer(text, place, end):
            text = _blanked(text, match.start(), match.end())
    if codec in ("utf-16", "utf-32"):  # with a byte order mark, of which the first byte tells the order
        little = data[:1] == b"\xff"
        mark = data[: 2 if codec == "utf-16" else 4]
        return mark + text.encode(f"{codec}-{'le' if little else 'be'}", "surrogatepass")
    return text.encode(codec, "surrogatepass" if codec != "latin-1" else "strict")


def with_namespaces(data: bytes, codec: str, place: int) -> bytes:
    """``data`` with the root's namespaces declared at the elements that its entities' texts begin with.

    libxml2 (seen in 2.14) reads the text of an entity as if nothing were around it, so that an element in it
    is in no namespace. Encodings that are not like ASCII are left as they are.
    """
    if codec != "latin-1" or not _OWN.search(text := data.decode(codec), place):
        return data
    end = _after_doctype(text)
    root = _ROOT_TAG.search(text, end)
    declared = dict(_NAMESPACE.findall(root[0])) if root else {}
    if not declared:
        return data
    pieces: list[str] = []
    done = 0
    for match in _INTERNAL.finditer(text, place, end):
        literal, quote = match["literal"][1:-1], match["literal"][0]
        if "<" not in literal:
            continue
        other = "'" if quote == '"' else '"'
        said = "".join(
            f" {name}={other}{address[1:-1]}{other}"
            for name, address in declared.items()
            if not set(address[1:-1]) & set("%&\"'")
        )
        pieces += (text[done : match.start("literal") + 1], _declared_at_top(literal, said))
        done = match.end("literal") - 1
    return ("".join(pieces) + text[done:]).encode(codec) if pieces else data


def _declared_at_top(literal: str, said: str) -> str:
    """The text of an entity with ``said`` in the start tags of its outermost elements."""
    pieces: list[str] = []
    depth = done = 0
    for match in _TAG.finditer(literal):
        if match["end"]:
            depth -= 1
            continue
        if match["name"] is None:
            continue
        if depth == 0 and "xmlns" not in match[0]:
            pieces += (literal[done : match.end("name")], said)
            done = match.end("name")
        depth += 0 if match["empty"] else 1
    return "".join(pieces) + literal[done:]


def _declarations(text: str) -> str:
    """Declarations of the characters that ``text`` calls by their usual names.

    The names are those of XML Entity Definitions for Characters (W3C, 2014), as HTML took them over: the sets
    that the DTDs of TEI P4 and P5 include. A declaration of the file's own stands after these; it is told
    apart by name.
    """
    from html.entities import html5

    used = {match[1] for match in _REFERENCE.finditer(text)} - set(_PREDEFINED)
    own = set(_OWN.findall(text))
    return "".join(
        f'<!ENTITY {entity} "{"".join(f"&#{ord(character)};" for character in html5[f"{entity};"])}">'
        for entity in sorted(used - own)
        if f"{entity};" in html5 and not set(html5[f"{entity};"]) & set("<&%")
    )


def _blanked(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]


def _as_utf_8(data: bytes, codec: str) -> bytes:
    from tei_tools.parsing import DECLARED_ENCODING

    if codec == "latin-1":
        declared = DECLARED_ENCODING.search(data[:200].decode(codec))
        codec = declared[1] if declared else "utf-8"
    try:
        return data.decode(codec).removeprefix("\ufeff").encode()
    except (LookupError, UnicodeError):
        return data  # libxml2 will say what is wrong with it


def _declared(data: bytes, name: str) -> tuple[dict[str, str], list[str]]:
    """The internal general entities with their texts, and the parts of a public DTD, read by expat up to the
    root.
    """
    from xml.parsers import expat

    entities: dict[str, str] = {}
    public_parts: dict[str, str | None] = {}
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
        elif is_parameter:
            if public is not None:
                public_parts.setdefault(label, system)
        elif notation is None:
            raise UnreadableError(
                f"declares the external entity {label} ({system}), which could read any file or address",
                file=name,
                line=parser.CurrentLineNumber,
                column=parser.CurrentColumnNumber + 1,
                advice=_ADVICE,
            )

    def external(context: str | None, base: str | None, system: str | None, public: str | None) -> int:
        if (subset and system == subset[0]) or (public is not None and system in public_parts.values()):
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
    return entities, list(public_parts)


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
