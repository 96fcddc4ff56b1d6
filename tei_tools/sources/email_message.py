"""E-mail: one message (RFC 5322, MIME of RFC 2045 to 2049), its head as metadata and its words as text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tei_tools.sources import Dropped, Metadata, SourceDocument

if TYPE_CHECKING:
    from email.message import EmailMessage, MIMEPart

    from tei_tools.sources._assembly import Assembly
from tei_tools.sources._front import is_closing

EXTENSIONS: tuple[str, ...] = (".eml",)
MEDIA_TYPES: tuple[str, ...] = ("message/rfc822",)

_FIELD = re.compile(rb"([!-9;-~]{1,60}):[ \t]")
# A letter may have From, To and Date; only a mail server and a mail program write these.
_OF_A_MESSAGE = frozenset({b"message-id", b"received", b"mime-version", b"return-path", b"delivered-to"})
_KEPT_IN_NOTES = ("From", "To", "Cc", "Subject", "Date")
_MOST_OF_A_CLOSING = 4
_MOST_QUOTED = 40


def recognises(data: bytes) -> bool:
    """Whether the first lines are the head of a message: fields that programs write, and From or Subject."""
    names = set()
    for line in data[:16_384].splitlines():
        if not line.strip():
            break
        if line[:1] in b" \t":
            continue
        found = _FIELD.match(line)
        if found is None:
            return False
        names.add(found[1].lower())
    return bool(names & _OF_A_MESSAGE) and bool(names & {b"from", b"subject"})


def read(data: bytes, name: str) -> SourceDocument:
    """The words of a message, with quoted lines as quotations. Its plain text is read where it has one,
    else its HTML. Raises :class:`~tei_tools.errors.UnreadableError` for what is no message or has no words.
    """
    from email import message_from_bytes, policy

    from tei_tools.errors import UnreadableError
    from tei_tools.sources._assembly import Assembly
    from tei_tools.sources._decoding import without_forbidden
    from tei_tools.sources._html_blocks import assemble
    from tei_tools.sources._html_tree import parsed
    from tei_tools.sources._structured import finished

    if not data.strip():
        raise UnreadableError("the file is empty", file=name, advice="give a file with text")
    message = message_from_bytes(data, policy=policy.default)
    if not message.keys():
        raise UnreadableError("this is no e-mail: it has no head", file=name, advice="look what it is")
    try:
        body = message.get_body(("plain", "html"))
    except (LookupError, ValueError, TypeError, AttributeError, RecursionError):
        body = None
    if body is None:
        raise UnreadableError("this e-mail has no words", file=name, advice="its attachments are not read")
    assembly = Assembly(lines_are_meant=True)
    words, encoding = _words(body)
    text, dropped, notes = without_forbidden(words)
    if not text.strip():
        raise UnreadableError("this e-mail has no words", file=name, advice="its attachments are not read")
    found = list(dropped)
    said = [*_head(message), *notes]
    if body.get_content_type() == "text/html":
        tree = parsed(text, name)
        found += assemble(tree, assembly)
        said += tree.notes
    else:
        _plain(text, assembly)
    found += [Dropped(one, "an attachment") for one in _attachments(message)]
    return finished(
        data,
        name,
        format="email_message",
        assembly=assembly,
        metadata=_metadata(message),
        sample=text,
        dropped=found,
        notes=said,
        encoding=encoding,
        title_is_heading=False,
    )


def _plain(text: str, assembly: Assembly) -> None:
    """Paragraphs by blank lines, quotations by ``>``, the signature after ``-- `` as lines of its own."""
    depth = 0
    lines: list[str] = []

    def end(kind: str = "paragraph") -> None:
        if kind == "paragraph" and 1 < len(lines) <= _MOST_OF_A_CLOSING and is_closing(lines[0]):
            assembly.leaf(kind, lines.pop(0))  # "Yours sincerely," above a name
        if lines:
            assembly.open(kind)
            for number, line in enumerate(lines):
                if number:
                    assembly.linebreak()
                assembly.add(line)
            assembly.close()
            lines.clear()

    signature = False
    for line in text.splitlines():
        found = re.match(r"(?:> ?)*", line)
        quoted = min(found[0].count(">") if found else 0, _MOST_QUOTED)
        words = line[found.end() :].strip() if found else line.strip()
        if line == "-- " and not signature:
            end()
            signature = True
            continue
        if quoted != depth:
            end()
            while depth > quoted:
                assembly.close()
                depth -= 1
            while depth < quoted:
                assembly.open("quotation")
                depth += 1
        if words:
            lines.append(words)
        else:
            end("signed" if signature and not depth else "paragraph")
    end("signed" if signature else "paragraph")
    for _ in range(depth):
        assembly.close()


def _words(body: MIMEPart) -> tuple[str, str]:
    """The characters of a part; where its encoding is not known or wrong, by what its bytes allow."""
    raw = body.get_payload(decode=True)
    data = raw if isinstance(raw, bytes) else b""
    declared = (body.get_content_charset() or "").lower()
    for encoding in (declared, "utf-8", "cp1252"):
        try:
            return data.decode(encoding), encoding
        except (LookupError, UnicodeError, ValueError):
            continue
    return data.decode("latin-1"), "iso-8859-1"


def _metadata(message: EmailMessage) -> Metadata:
    return Metadata(
        title=_header(message, "Subject") or None,
        authors=_people(message),
        date=_date(message),
    )


def _people(message: EmailMessage) -> tuple[str, ...]:
    from email.utils import getaddresses

    found = getaddresses([_header(message, "From")])
    return tuple(dict.fromkeys(name or address for name, address in found if name or address))


def _date(message: EmailMessage) -> str | None:
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(_header(message, "Date")).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _header(message: EmailMessage, field: str) -> str:
    try:
        return " ".join(str(message.get(field) or "").split())
    except (ValueError, TypeError, IndexError, LookupError, AttributeError):  # the parser's own faults
        return ""


def _head(message: EmailMessage) -> list[str]:
    return [f"{field}: {said}" for field in _KEPT_IN_NOTES if (said := _header(message, field))]


def _attachments(message: EmailMessage) -> list[str]:
    found: list[str] = []
    for part in message.walk():
        try:
            if part.is_attachment():
                found.append(part.get_filename() or part.get_content_type())
        except (ValueError, TypeError, LookupError, AttributeError):
            continue
    return found
