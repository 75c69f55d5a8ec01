"""Letters and statements on paper, as PDF: A4, under the hub's name, in letters that the file carries itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

import typefaces

WIDTH, HEIGHT = A4
MARGIN = 25 * mm
INK, FAINT, ACCENT, WASH = (HexColor(code) for code in ("#1b2430", "#5a6675", "#1f4e79", "#f2f5f8"))
LINE = 0.5  # points


@dataclass(frozen=True)
class Sheet:
    """`hub` heads it. `facts` are names with their values; `table` has its heading in the first row, its last
    `figures` columns hold figures. `closing` stands at the end, above a line for a signature if there are words for below
    it (`signature`). One that is `framed` is a certificate: centred, for the wall."""

    title: str
    hub: str
    paragraphs: Sequence[str]
    facts: Sequence[tuple[str, str]] = ()
    table: Sequence[Sequence[str]] = ()
    widths: Sequence[float] = ()  # of its columns, as shares of the page
    figures: int = 0
    closing: Sequence[str] = ()
    signature: str = ""
    language: str = "ko"
    framed: bool = False


def pdf_of(sheet: Sheet) -> bytes:
    """The sheet as a PDF; the same sheet always gives the same bytes."""
    out = BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=A4,
        title=sheet.title,
        author=sheet.hub,
        lang=sheet.language,
        invariant=1,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=(62 if sheet.framed else 45) * mm,
        bottomMargin=30 * mm,
    )

    def surround(canvas: Canvas, _document: object) -> None:
        if sheet.framed:
            _framed(canvas, sheet)
        else:
            _headed(canvas, sheet)

    document.build(_story(sheet), onFirstPage=surround, onLaterPages=surround)
    return out.getvalue()


def _story(sheet: Sheet) -> list[Flowable]:
    middle = sheet.framed
    story: list[Flowable] = [
        Paragraph(
            escape(sheet.title),
            _style(30 if middle else 20, bold=True, middle=middle, after=14 if middle else 9),
        ),
        *(
            Paragraph(escape(text), _style(13 if middle else 11, middle=middle, after=4))
            for text in sheet.paragraphs
        ),
        Spacer(1, (12 if middle else 2) * mm),
    ]
    if sheet.facts:
        story += [_facts(sheet), Spacer(1, (16 if middle else 7) * mm)]
    if sheet.table:
        story += [_table(sheet), Spacer(1, 7 * mm)]
    return [*story, KeepTogether(_end(sheet))]


def _end(sheet: Sheet) -> list[Flowable]:
    found: list[Flowable] = [
        Paragraph(escape(text), _style(11, middle=sheet.framed, after=2)) for text in sheet.closing
    ]
    if sheet.signature:
        line = Table(
            [[Paragraph(escape(sheet.signature), _style(9, faint=True, middle=sheet.framed))]],
            colWidths=[70 * mm],
        )
        line.setStyle(
            TableStyle([("LINEABOVE", (0, 0), (-1, 0), LINE, INK), ("LEFTPADDING", (0, 0), (-1, -1), 0)])
        )
        line.hAlign = "CENTER" if sheet.framed else "LEFT"
        found += [Spacer(1, 20 * mm), line]
    return found


def _facts(sheet: Sheet) -> Table:
    cells = [
        [Paragraph(escape(name), _style(9.5, faint=True)), Paragraph(escape(value), _style(10.5))]
        for name, value in sheet.facts
    ]
    width = WIDTH - 2 * MARGIN - (20 * mm if sheet.framed else 0)
    table = Table(cells, colWidths=[0.3 * width, 0.7 * width])
    table.setStyle(TableStyle([("LINEBELOW", (0, 0), (-1, -1), LINE, WASH), *_tight(5)]))
    return table


def _table(sheet: Sheet) -> Table:
    """A heading that comes again on each page, lines between rows, figures at the right."""
    columns = len(sheet.table[0])
    width = WIDTH - 2 * MARGIN
    shares = sheet.widths or [1 / columns] * columns

    def cell(text: str, at: int, *, heading: bool) -> Paragraph:
        return Paragraph(escape(text), _style(9, bold=heading, right=at >= columns - sheet.figures))

    cells = [
        [cell(text, at, heading=row == 0) for at, text in enumerate(line)]
        for row, line in enumerate(sheet.table)
    ]
    table = Table(cells, colWidths=[share * width for share in shares], repeatRows=1)
    lines: list[Any] = [
        ("BACKGROUND", (0, 0), (-1, 0), WASH),
        ("LINEBELOW", (0, 0), (-1, 0), 1, ACCENT),
        ("LINEBELOW", (0, 1), (-1, -1), LINE, WASH),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        *_tight(4),
    ]
    table.setStyle(TableStyle(lines))
    return table


def _tight(points: int) -> list[Any]:
    return [(f"{side}PADDING", (0, 0), (-1, -1), points) for side in ("TOP", "BOTTOM")]


def _style(
    size: float,
    *,
    bold: bool = False,
    faint: bool = False,
    middle: bool = False,
    right: bool = False,
    after: float = 0,
) -> ParagraphStyle:
    """`size` in points, the space `after` it in millimetres. Lines break between words, Korean ones too."""
    return ParagraphStyle(
        "text",
        fontName=typefaces.bold() if bold else typefaces.regular(),
        fontSize=size,
        leading=size * 1.55,
        textColor=FAINT if faint else INK,
        alignment=TA_CENTER if middle else TA_RIGHT if right else 0,
        spaceAfter=after * mm,
    )


def _headed(canvas: Canvas, sheet: Sheet) -> None:
    """The hub's name over a rule, and at the foot what this is and which page."""
    top = HEIGHT - 22 * mm
    canvas.setFillColor(ACCENT)
    canvas.setFont(typefaces.bold(), 13)
    canvas.drawString(MARGIN, top, sheet.hub)
    canvas.setStrokeColor(ACCENT)
    canvas.setLineWidth(1.2)
    canvas.line(MARGIN, top - 4 * mm, WIDTH - MARGIN, top - 4 * mm)
    canvas.setFillColor(FAINT)
    canvas.setFont(typefaces.regular(), 8)
    canvas.drawString(MARGIN, 15 * mm, f"{sheet.hub} · {sheet.title}")
    canvas.drawRightString(WIDTH - MARGIN, 15 * mm, str(canvas.getPageNumber()))


def _framed(canvas: Canvas, sheet: Sheet) -> None:
    """Two lines around the page, and the hub's name in the middle of its head."""
    canvas.setStrokeColor(ACCENT)
    for inset, thickness in ((12 * mm, 1.6), (14.5 * mm, 0.5)):
        canvas.setLineWidth(thickness)
        canvas.rect(inset, inset, WIDTH - 2 * inset, HEIGHT - 2 * inset)
    canvas.setFillColor(ACCENT)
    canvas.setFont(typefaces.bold(), 14)
    canvas.drawCentredString(WIDTH / 2, HEIGHT - 42 * mm, sheet.hub)
