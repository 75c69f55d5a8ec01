"""Each guest's own meetings on an A5 page, and the list at the door on A4."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from xml.sax.saxutils import escape

from django.utils import translation
from django.utils.translation import gettext as _
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4, A5
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from networking.papers.badges import kind_word
from networking.papers.lettering import draw_qr
from networking.papers.occasion import Arrival, Occasion, PersonalAgenda, Seating
from typefaces import regular

LINE, HEAD, PALE = HexColor("#cccccc"), HexColor("#f0f2f5"), HexColor("#555555")
MARGIN = 14 * mm


class _Qr(Flowable):  # type: ignore[misc]
    def __init__(self, text: str, side: float) -> None:
        super().__init__()
        self.text, self.width, self.height = text, side, side

    def draw(self) -> None:
        draw_qr(self.canv, self.text, 0, 0, self.width)


def agendas_pdf(occasion: Occasion, agendas: Sequence[PersonalAgenda]) -> bytes:
    """A page for each guest, longer ones on two; who meets nobody reads that, and where to ask."""
    with translation.override(occasion.language):
        story: list[Flowable] = []
        for agenda in agendas:
            story += [PageBreak()] if story else []
            story += _page(occasion, agenda)
        return _built(occasion, story or [Spacer(1, 1)], A5)


def check_in_list_pdf(occasion: Occasion, arrivals: Sequence[Arrival]) -> bytes:
    """A line for each guest in the order given, with a box for the hour that they arrived or to tick by hand."""
    with translation.override(occasion.language):
        heading = [
            _("Arrived"),
            _("Name"),
            _("Organisation"),
            _("Kind"),
            _("Ticket"),
            _("First meeting"),
            "+",
        ]
        rows = [[_cell(word, bold=True) for word in heading]]
        rows += [[_cell(word) for word in _arrival(occasion, one)] for one in arrivals]
        widths = [16 * mm, 38 * mm, 45 * mm, 27 * mm, 20 * mm, 26 * mm, 10 * mm]
        title = _("Check-in list")
        return _built(occasion, [*_title(occasion, title), _table(rows, widths, boxes=len(arrivals))], A4)


def _page(occasion: Occasion, agenda: PersonalAgenda) -> list[Flowable]:
    guest = agenda.guest
    who = [
        Paragraph(escape(guest.name), _style(16, 21)),
        Paragraph(escape(guest.organisation), _style(10, 14, PALE)),
        Spacer(1, 2 * mm),
        Paragraph(escape(occasion.title), _style(10, 14)),
        Paragraph(escape(f"{occasion.day()} · {occasion.place}"), _style(9, 13, PALE)),
    ]
    top = Table([[who, _Qr(guest.scanned, 26 * mm)]], colWidths=[A5[0] - 2 * MARGIN - 30 * mm, 30 * mm])
    top.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (0, 0), 0)]))
    if not agenda.seatings:
        nothing = _("No meetings are planned for you yet. Ask at the desk: there may be a gap.")
        return [top, Spacer(1, 5 * mm), Paragraph(escape(nothing), _style(10, 15))]
    zone = _("Times in %(zone)s") % {"zone": occasion.clock()}
    heading = [_cell(word, bold=True) for word in (zone, _("Table"), _("With"))]
    rows = [heading, *(_seating(occasion, one) for one in agenda.seatings)]
    return [top, Spacer(1, 4 * mm), _table(rows, [26 * mm, 18 * mm, A5[0] - 2 * MARGIN - 44 * mm])]


def _seating(occasion: Occasion, seating: Seating) -> list[object]:
    who: list[Flowable] = [Paragraph(escape(" · ".join(seating.others)), _style(10, 14))]
    if seating.why:
        who.append(Paragraph(escape(seating.why), _style(8, 11, PALE)))
    return [_cell(occasion.hours(seating.starts_at, seating.ends_at)), _cell(seating.table), who]


def _arrival(occasion: Occasion, one: Arrival) -> Iterable[str]:
    first = "" if one.first_at is None else occasion.hour(one.first_at)
    return (
        "" if one.arrived_at is None else occasion.hour(one.arrived_at),
        one.name,
        one.organisation,
        kind_word(one.kind),
        one.ticket,
        f"{first} · {one.first_table}" if first and one.first_table else first,
        str(one.companions) if one.companions else "",
    )


def _title(occasion: Occasion, title: str) -> list[Flowable]:
    zone = _("Times in %(zone)s") % {"zone": occasion.clock()}
    return [
        Paragraph(escape(f"{title} · {occasion.title}"), _style(15, 20)),
        Paragraph(escape(f"{occasion.day()} · {occasion.place} · {zone}"), _style(9, 13, PALE)),
        Spacer(1, 4 * mm),
    ]


def _built(occasion: Occasion, story: list[Flowable], size: tuple[float, float]) -> bytes:
    out = BytesIO()
    margins = {"leftMargin": MARGIN, "rightMargin": MARGIN, "topMargin": MARGIN, "bottomMargin": MARGIN}
    document = SimpleDocTemplate(
        out, pagesize=size, title=occasion.title, author="Meridian", invariant=1, **margins
    )
    document.build(story, onFirstPage=_number, onLaterPages=_number)
    return out.getvalue()


def _number(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.setFont(regular(), 8)
    canvas.setFillColor(PALE)
    canvas.drawRightString(document.pagesize[0] - MARGIN, 7 * mm, str(document.page))


def _table(rows: list[list[object]], widths: list[float], *, boxes: int = 0) -> Table:
    table = Table(rows, colWidths=widths, repeatRows=1)
    looks: list[tuple[object, ...]] = [
        ("BACKGROUND", (0, 0), (-1, 0), HEAD),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
    ]
    looks += [("BOX", (0, row), (0, row), 0.6, PALE) for row in range(1, boxes + 1)]
    table.setStyle(TableStyle(looks))
    return table


def _cell(text: str, *, bold: bool = False) -> Paragraph:
    return Paragraph(escape(text), _style(9, 12, PALE if bold else None))


def _style(size: float, leading: float, colour: Color | None = None) -> ParagraphStyle:
    return ParagraphStyle(
        f"s{size}",
        fontName=regular(),
        fontSize=size,
        leading=leading,
        textColor=colour or HexColor("#111111"),
    )
