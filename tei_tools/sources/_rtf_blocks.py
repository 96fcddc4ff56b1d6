"""RTF's control words → blocks and marks; the groups are a stack, however deep they nest."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from tei_tools.sources import Dropped, Metadata
from tei_tools.sources._assembly import Assembly
from tei_tools.sources._rtf_words import (
    APART,
    CAPTION,
    CHARACTERS,
    CHARSETS,
    DROPPED,
    HEADING,
    LINK,
    QUOTE,
    SILENT,
    SWITCHES,
    TOKEN,
    python_codec,
    whole,
)
from tei_tools.sources._runs import Runs

__all__ = ["Reader"]


# Where a line, a page, a column ends.
_DELETED = "words that were deleted under change tracking"
_ENDS = re.compile("([\n\f\v])")


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits."""

    formats: frozenset[tuple[str, str | None]] = frozenset()
    codec: str = ""
    skip: int = 1  # how many characters follow \uN for programs that cannot read it
    into: str = "text"  # where words go: the text, nowhere, or a name of APART or DROPPED
    hidden: bool = False
    link: str | None = None


@dataclass(slots=True)
class _Paragraph:
    pieces: list[tuple[str, frozenset[tuple[str, str | None]]]] = field(default_factory=list)
    style: int = 0
    outline: int = 9
    in_list: bool = False
    numbered: bool = False
    depth: int = 0
    in_table: bool = False


class Reader:
    """One file's text; :meth:`read` feeds ``assembly``."""

    def __init__(self) -> None:
        self.assembly = Assembly(lines_are_meant=True)
        self.dropped: list[Dropped] = []
        self.notes: list[str] = []
        self.sample: list[str] = []
        self.codec = "cp1252"
        self._state = _State()
        self._stack: list[tuple[_State, str]] = []
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._styles: dict[int, str] = {}
        self._style_number = 0
        self._apart: dict[str, list[str]] = {}
        self._bytes = bytearray()
        self._to_skip = 0
        self._paragraph = _Paragraph()
        self._open: list[str] = []  # tables, rows and lists that are open in the assembly
        self._held: list[_Paragraph] = []
        self._footnotes: list[list[_Paragraph]] = []
        self._places: list[str] = []  # of the notes
        self._rends: list[str] = []  # of the lists that are open
        self._row_is_head = False
        self._pictures = 0
        self._in_note: list[list[_Paragraph]] = []
        self._pending_link: str | None = None

    def read(self, data: bytes) -> None:
        text = data.decode("latin-1")
        place = 0
        while found := TOKEN.match(text, place):
            place = found.end()
            kind = found.lastgroup
            if kind == "hex":
                self._byte(int(found["hex"], 16))
                continue
            self._flush_bytes()
            if kind == "text":
                self._plain(found["text"])
            elif kind == "group":
                self._begin() if found["group"] == "{" else self._end()
            elif kind == "sign":
                self._sign(found["sign"])
            elif found["word"]:
                number = int(found["number"]) if found["number"] else None
                if found["word"] == "bin":
                    place += max(number or 0, 0)
                else:
                    self._word(found["word"], number)
        self._flush_bytes()
        self._paragraph_ends()
        self._close_all()
        if "deleted" in self._apart:
            self.dropped.append(Dropped(" ".join("".join(self._apart.pop("deleted")).split()), _DELETED))
        if self._pictures:
            self.dropped.append(Dropped(f"{self._pictures} pictures", "pictures inside the file"))
        for number, paragraphs in enumerate(self._footnotes, 1):
            self.assembly.open("note", identifier=str(number), place=self._places[number - 1])
            for paragraph in paragraphs:
                self._leaf("paragraph", paragraph)
            self.assembly.close()

    def metadata(self) -> Metadata:
        said = {key: " ".join("".join(words).split()) for key, words in self._apart.items()}
        keywords = re.split(r"\s*[;,]\s*", said.get("keywords", ""))
        author = said.get("author", "")
        return Metadata(
            title=said.get("title") or None,
            authors=(author,) if author else (),
            keywords=tuple(one for one in keywords if one),
        )

    def _begin(self) -> None:
        self._to_skip = 0
        self._stack.append((self._state, ""))

    def _end(self) -> None:
        self._to_skip = 0
        if not self._stack:
            return
        leaving = self._state.into
        self._state, opened = self._stack.pop()
        if opened == "footnote":
            self._paragraph_ends()
            self._in_note.pop()
            self._paragraph = self._held.pop()
        elif leaving in DROPPED and self._state.into != leaving:
            words = "".join(self._apart.pop(leaving, []))
            if words.strip():
                self.dropped.append(Dropped(words, DROPPED[leaving]))
        elif leaving == "fldinst" and self._state.into != leaving:
            found = LINK.match("".join(self._apart.pop(leaving, [])))
            self._pending_link = (found[1] or found[2]) if found else None
        elif leaving in ("listtext", "pntext") and self._state.into != leaving:
            sign = "".join(self._apart.pop(leaving, []))
            self._paragraph.in_list = True
            self._paragraph.numbered = any(one.isalnum() for one in sign)
        elif opened == "field":
            self._pending_link = None

    def _sign(self, sign: str) -> None:
        if sign in "\\{}":
            self._plain(sign)
        elif sign == "*":
            self._state = replace(self._state, into="optional" if self._state.into == "text" else "nowhere")
        elif sign in "\r\n":
            self._word("par", None)
        elif sign in CHARACTERS:
            self._add(CHARACTERS[sign])

    def _word(self, word: str, number: int | None) -> None:
        if self._to_skip and word != "u":
            self._to_skip -= 1
            return
        state = self._state
        if state.into == "optional":  # {\* and a word: only those that are known count
            known = word in APART or word in ("shptxt", "nesttableprops")
            state = self._state = replace(state, into="text" if known else "nowhere")
        if word == "pict" and state.into == "text":
            self._pictures += 1
        if word in SILENT or word in DROPPED or word in APART:
            if state.into in ("text", "info"):
                self._state = replace(state, into=word if word not in SILENT else "nowhere")
        elif word == "u" and number is not None:
            self._add(chr(number % 65536))
            self._to_skip = state.skip
        elif word == "uc":
            self._state = replace(state, skip=min(max(number or 0, 0), 20))
        elif word in CHARACTERS:
            self._add(CHARACTERS[word])
        elif word == "ansicpg" and number:
            self.codec = python_codec(f"cp{number}") or self.codec
        elif word in ("mac", "pc", "pca"):
            self.codec = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[word]
        elif word == "f":
            self._font = number or 0
            self._state = replace(state, codec=self._fonts.get(self._font, ""))
        elif word == "fcharset" and state.into == "fonttbl":
            self._fonts[self._font] = CHARSETS.get(number or 0, "") if number else ""
        elif word == "s":
            self._style_number = number or 0
            if state.into == "text":
                self._paragraph.style = number or 0
        elif word == "v":
            self._state = replace(state, hidden=number != 0)
        elif word == "deleted" and state.into in ("text", "deleted"):
            self._state = replace(state, into="deleted" if number != 0 else "text")
        elif word == "ftnalt" and self._in_note and self._places:
            self._places[-1] = "end"
        elif word == "ulnone":
            self._state = replace(state, formats=state.formats - {("underline", None)})
        elif word == "footnote" and state.into == "text":
            self._footnote()
        elif word in ("field", "fldrslt"):
            self._field(word)
        elif state.into == "text":
            self._of_text(word, number)

    def _of_text(self, word: str, number: int | None) -> None:
        """Control words that only matter where the words are the text's."""
        state = self._state
        if word in SWITCHES:
            mark = (SWITCHES[word], None)
            on = number != 0
            self._state = replace(state, formats=state.formats | {mark} if on else state.formats - {mark})
        elif word == "nosupersub":
            kept = (one for one in state.formats if one[0] not in ("superscript", "subscript"))
            self._state = replace(state, formats=frozenset(kept))
        elif word == "plain":
            self._state = replace(state, formats=frozenset(), hidden=False)
        elif word == "par" or word == "sect":
            self._paragraph_ends()
        elif word == "line":
            self._add("\n")
        elif word in ("page", "column"):
            self._add("\f" if word == "page" else "\v")
        elif word == "pard":
            kept_pieces = self._paragraph.pieces
            self._paragraph = _Paragraph(pieces=kept_pieces)
        elif word == "outlinelevel":
            self._paragraph.outline = 9 if number is None else number
        elif word == "ls":
            self._paragraph.in_list = True
        elif word == "ilvl":
            self._paragraph.depth = min(max(number or 0, 0), 8)
        elif word == "intbl":
            self._paragraph.in_table = True
        elif word in ("cell", "nestcell"):
            self._cell()
        elif word in ("row", "nestrow"):
            if self._open[-1:] == ["row"]:
                self._close()
        elif word == "trowd":
            self._row_is_head = False
            if not self._paragraph.pieces:
                self._paragraph.in_table = True
        elif word == "trhdr":
            self._row_is_head = True

    def _footnote(self) -> None:
        if self._in_note:  # a note in a note: its words stay in the outer one
            return
        label = str(len(self._footnotes) + 1)
        formats = frozenset(one for one in self._state.formats if one[0] != "superscript")
        self._paragraph.pieces.append((f"[{label}]", formats | {("noteref", label)}))
        self._footnotes.append([])
        self._places.append("bottom")
        self._in_note.append(self._footnotes[-1])
        self._held.append(self._paragraph)
        self._paragraph = _Paragraph()
        if self._stack:
            self._stack[-1] = (self._stack[-1][0], "footnote")
        self._state = replace(self._state, formats=frozenset())

    def _field(self, word: str) -> None:
        if word == "field" and self._stack:
            self._stack[-1] = (self._stack[-1][0], "field")
        elif word == "fldrslt" and self._pending_link:
            self._state = replace(self._state, link=self._pending_link)

    def _byte(self, value: int) -> None:
        if self._to_skip:
            self._to_skip -= 1
        else:
            self._bytes.append(value)

    def _flush_bytes(self) -> None:
        if self._bytes:
            codec = self._state.codec or self.codec
            self._add(bytes(self._bytes).decode(codec, "replace"))
            self._bytes.clear()

    def _plain(self, words: str) -> None:
        if self._to_skip:
            cut = min(self._to_skip, len(words))
            self._to_skip -= cut
            words = words[cut:]
        if words and not words.isascii():  # bytes that should have been escaped
            words = words.encode("latin-1").decode(self._state.codec or self.codec, "replace")
        self._add(words)

    def _add(self, words: str) -> None:
        state = self._state
        if not words or state.into in ("nowhere", "optional") or state.hidden:
            return
        if state.into == "text":
            formats = state.formats | {("link", state.link)} if state.link else state.formats
            self._paragraph.pieces.append((words, formats))
        elif state.into == "stylesheet":
            self._styles[self._style_number] = self._styles.get(self._style_number, "") + words
        else:
            self._apart.setdefault(state.into, []).append(words)

    def _paragraph_ends(self) -> None:
        paragraph = self._paragraph
        if self._in_note:
            self._in_note[-1].append(paragraph)
            self._paragraph = _Paragraph()
            return
        if paragraph.in_table and paragraph.pieces:
            paragraph.pieces.append(("\n", frozenset()))
            return
        self._paragraph = replace(paragraph, pieces=[])
        if not paragraph.pieces:
            return
        heading = HEADING.search(self._styles.get(paragraph.style, ""))
        kind, level = "paragraph", 0
        if heading or paragraph.outline < 9:
            kind, level = "heading", min(int(heading[1]) if heading else paragraph.outline + 1, 6)
        elif re.match(r"\s*titl?e;|\s*titel;", self._styles.get(paragraph.style, ""), re.I):
            kind = "title"
        wanted = ["list"] * (paragraph.depth + 1) if paragraph.in_list and kind == "paragraph" else []
        rend = "numbered" if paragraph.numbered else "bulleted"
        while self._open and (
            self._open[-1] != "list"
            or len(self._open) > len(wanted)
            or (len(self._open) == len(wanted) and self._rends[-1] != rend)
        ):
            self._close()
        while len(self._open) < len(wanted):
            if self._open:
                self.assembly.open("item")
            self.assembly.open("list", rend=rend)
            self._open.append("list")
            self._rends.append(rend)
        style = self._styles.get(paragraph.style, "").strip(" ;\r\n")
        around = None
        if kind == "paragraph" and not wanted:
            around = "quotation" if QUOTE.fullmatch(style) else "figure" if CAPTION.fullmatch(style) else None
        if around:
            self.assembly.open(around)
        self._leaf("item" if wanted else "caption" if around == "figure" else kind, paragraph, level)
        if around:
            self.assembly.close()
        self._paragraph.in_list = False

    def _cell(self) -> None:
        paragraph, self._paragraph = self._paragraph, _Paragraph(in_table=True)
        if self._in_note:
            self._in_note[-1].append(paragraph)
            return
        while self._open and self._open[-1] == "list":
            self._close()
        for what in ("table", "row"):
            if what not in self._open:
                self.assembly.open(what)
                self._open.append(what)
        self._leaf("cell", paragraph, rend="header" if self._row_is_head else None)

    def _leaf(self, kind: str, paragraph: _Paragraph, level: int = 0, rend: str | None = None) -> None:
        self.assembly.open(kind, level=level, rend=rend)
        runs = Runs(self.assembly)
        for words, formats in whole(paragraph.pieces):
            for piece in _ENDS.split(words):
                if piece == "\n":
                    runs.linebreak()
                elif piece in ("\f", "\v"):
                    runs.add(" ", formats)
                    (self.assembly.pagebreak if piece == "\f" else self.assembly.columnbreak)()
                else:
                    runs.add(piece, formats)
            self.sample.append(words)
        runs.end()
        self.sample.append("\n")
        self.assembly.close()

    def _close(self) -> None:
        self.assembly.close()
        if self._open.pop() == "list":
            self._rends.pop()
            if self._open[-1:] == ["list"]:
                self.assembly.close()  # the item around it

    def _close_all(self) -> None:
        while self._open:
            self._close()
