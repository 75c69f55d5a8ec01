"""Lists as XLSX (ECMA-376, the transitional form that every spreadsheet program reads), written by hand.

Only what lists need: sheets of text, whole numbers and instants, a heading that stays in view and widths that fit.
Texts are stored as texts, so nothing in them runs as a formula.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

Cell = str | int | datetime | None
HEADING, DATE = 1, 2
# Excel counts days from here, for dates after its February 1900 (ECMA-376 part 1, 18.17.4.1).
EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's dates have no zone
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
# What XML 1.0 cannot carry.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")


@dataclass(frozen=True)
class SheetOfRows:
    """`name` has at most 31 characters and none of []:*?/\\; instants are written as the clock they carry reads."""

    name: str
    heading: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def xlsx_of(sheets: Sequence[SheetOfRows]) -> bytes:
    """A workbook with these sheets, at least one; the same sheets always give the same bytes."""
    out = BytesIO()
    numbers = range(1, len(sheets) + 1)
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        _put(package, "[Content_Types].xml", _content_types(numbers))
        _put(package, "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")]))
        names = [f"worksheets/sheet{number}.xml" for number in numbers]
        inner = [("worksheet", name) for name in names] + [("styles", "styles.xml")]
        _put(package, "xl/_rels/workbook.xml.rels", _relations(inner))
        _put(package, "xl/workbook.xml", _workbook([sheet.name for sheet in sheets]))
        _put(package, "xl/styles.xml", _STYLES)
        for name, sheet in zip(names, sheets, strict=True):
            _put(package, f"xl/{name}", _sheet(sheet))
    return out.getvalue()


def _put(package: ZipFile, name: str, text: str) -> None:
    entry = ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    package.writestr(entry, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}'.encode())


def _content_types(numbers: Sequence[int]) -> str:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = [("xl/workbook.xml", "sheet.main"), ("xl/styles.xml", "styles")]
    parts += [(f"xl/worksheets/sheet{number}.xml", "worksheet") for number in numbers]
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}.{part}+xml"/>' for name, part in parts
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def _workbook(names: Sequence[str]) -> str:
    sheets = "".join(
        f'<sheet name="{_text(name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(names, start=1)
    )
    return f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{sheets}</sheets></workbook>'


_STYLES = (
    f'<styleSheet xmlns="{MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    "</styleSheet>"
)


def _sheet(sheet: SheetOfRows) -> str:
    widths = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
        for place, width in enumerate(_widths(sheet), start=1)
    )
    rows = [_row(1, sheet.heading, style=HEADING)]
    rows += [_row(number, cells) for number, cells in enumerate(sheet.rows, start=2)]
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    cols = f"<cols>{widths}</cols>" if widths else ""
    return (
        f'<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
        f"{cols}<sheetData>{''.join(rows)}</sheetData></worksheet>"
    )


def _row(number: int, cells: Sequence[Cell], *, style: int = 0) -> str:
    written = "".join(_cell(f"{_letters(place)}{number}", cell, style) for place, cell in enumerate(cells))
    return f'<row r="{number}">{written}</row>'


def _cell(at: str, cell: Cell, style: int) -> str:
    if cell is None or cell == "":
        return ""
    if isinstance(cell, datetime):
        days = (cell.replace(tzinfo=None) - EPOCH).total_seconds() / 86_400
        return f'<c r="{at}" s="{DATE}"><v>{days:.10f}</v></c>'
    if isinstance(cell, int):
        return f'<c r="{at}" s="{style}"><v>{int(cell)}</v></c>'
    return f'<c r="{at}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{_text(cell)}</t></is></c>'


def _text(text: str) -> str:
    return escape(_UNWRITABLE.sub("", text), {'"': "&quot;"})


def _letters(place: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    found = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        found = chr(65 + letter) + found
    return found


def _widths(sheet: SheetOfRows) -> list[int]:
    """In characters; a Hangul syllable is as wide as two Latin letters."""
    columns = zip(*[sheet.heading, *sheet.rows], strict=True)
    return [min(60, 3 + max(_width(cell) for cell in column)) for column in columns]


def _width(cell: Cell) -> int:
    if isinstance(cell, datetime):
        return 16
    return sum(2 if ord(letter) > 0x1100 else 1 for letter in str(cell if cell is not None else ""))
