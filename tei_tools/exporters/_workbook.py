"""A workbook as Office Open XML (ECMA-376, part 1, 18: SpreadsheetML), written sheet by sheet from the disk.

Every text is an inline string, so that nothing is read as a formula, a date or a number; texts that a
person's edit would turn into a formula carry ``quotePrefix`` as well. The same rows give the same bytes.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import zipfile
from collections.abc import Sequence
from typing import IO, Any, BinaryIO
from xml.sax.saxutils import escape, quoteattr

MAX_ROWS = 1_048_576  # of a sheet, its heading included (Microsoft, "Excel specifications and limits")
MAX_CELL = 32_767  # UTF-16 units of a cell

_RISKY = re.compile(r"[=+\-@\t\r]")
# 22.9.2.19 (ST_Xstring): what no XML holds is _xHHHH_, and what looks so already is escaped.
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_HEADING, _GUARDED = 1, 2
_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/>'
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


class Sheet:
    """One sheet, whose rows wait in a temporary file."""

    def __init__(self, name: str, heading: Sequence[str]) -> None:
        self.name = name
        self.rows = 0
        self.cut = 0
        self.columns = len(heading)
        self.spool: IO[bytes] = tempfile.TemporaryFile(prefix="tei-tools-")  # noqa: SIM115
        self.spool.write(
            f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
            '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>'
            "</sheetViews><sheetData>".encode()
        )
        self._row([_text(name, _HEADING) for name in heading])

    @property
    def full(self) -> bool:
        return self.rows >= MAX_ROWS

    def write(self, row: Sequence[Any]) -> None:
        """A row of ``str``, ``int``, ``float``, ``bool`` and ``None``."""
        cells = []
        for value in row:
            kind = type(value)
            if value is None or value == "":
                cells.append("<c/>")
            elif kind is bool:
                # LibreOffice makes a formula, =TRUE(), of a cell that is true.
                cells.append(_text("true" if value else "false", 0))
            elif kind is str:
                if (
                    len(value) > MAX_CELL // 2
                    and len(value.encode("utf-16-le", "surrogatepass")) > 2 * MAX_CELL
                ):
                    self.cut += 1
                    value = _shortened(value)
                cells.append(_text(value, _GUARDED if _RISKY.match(value) else 0))
            else:
                cells.append(f"<c><v>{value}</v></c>")
        self._row(cells)

    def _row(self, cells: list[str]) -> None:
        self.rows += 1
        self.spool.write(f"<row>{''.join(cells)}</row>".encode())

    def end(self) -> None:
        last = f"{_letters(self.columns)}{self.rows}"
        self.spool.write(f'</sheetData><autoFilter ref="A1:{last}"/></worksheet>'.encode())
        self.spool.seek(0)


def write(sheets: Sequence[Sheet], stream: BinaryIO, about: str) -> None:
    """Write the workbook of these sheets; ``about`` is its title."""
    parts = {
        "[Content_Types].xml": _content_types(len(sheets)),
        "_rels/.rels": _relations(
            ("officeDocument", f"{_RELATED}/officeDocument", "xl/workbook.xml"),
            ("core", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": (
            f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(about)}</dc:title></cp:coreProperties>'
        ),
        "xl/workbook.xml": f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATED}"><sheets>'
        + "".join(
            f'<sheet name={quoteattr(sheet.name)} sheetId="{number}" r:id="rId{number}"/>'
            for number, sheet in enumerate(sheets, 1)
        )
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(
            *(
                (f"sheet{n}", f"{_RELATED}/worksheet", f"worksheets/sheet{n}.xml")
                for n in range(1, len(sheets) + 1)
            ),
            ("styles", f"{_RELATED}/styles", "styles.xml"),
        ),
        "xl/styles.xml": _STYLES,
    }
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(_entry(name), content)
        for number, sheet in enumerate(sheets, 1):
            sheet.end()
            with archive.open(_entry(f"xl/worksheets/sheet{number}.xml"), "w", force_zip64=True) as there:
                shutil.copyfileobj(sheet.spool, there, 1 << 16)
            sheet.spool.close()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
    return entry


def _text(value: str, style: int) -> str:
    value = _ESCAPED.sub("_x005F_", value)
    value = _NOT_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", value)
    kept = ' xml:space="preserve"' if value[:1].isspace() or value[-1:].isspace() or "\n" in value else ""
    styled = f' s="{style}"' if style else ""
    return f'<c t="inlineStr"{styled}><is><t{kept}>{escape(value)}</t></is></c>'


def _shortened(value: str) -> str:
    data = value.encode("utf-16-le", "surrogatepass")[: 2 * (MAX_CELL - 2)]
    return data.decode("utf-16-le", "ignore") + "…"


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _content_types(sheets: int) -> str:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "/xl/workbook.xml": f"{kind}.sheet.main+xml",
        "/xl/styles.xml": f"{kind}.styles+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        **{f"/xl/worksheets/sheet{n}.xml": f"{kind}.worksheet+xml" for n in range(1, sheets + 1)},
    }
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + "".join(f'<Override PartName="{name}" ContentType="{said}"/>' for name, said in parts.items())
        + "</Types>"
    )


def _relations(*relations: tuple[str, str, str]) -> str:
    return (
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
            for number, (_, kind, target) in enumerate(relations, 1)
        )
        + "</Relationships>"
    )
