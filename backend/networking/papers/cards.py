"""Cards that stand on the tables: an A4 sheet folded across its middle, the same on both sides."""

from collections.abc import Sequence
from io import BytesIO

from django.utils import translation
from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from networking.papers.lettering import fitting_size, shortened, wrapped, write_lines
from networking.papers.occasion import Occasion, Seating, TableCard
from typefaces import regular

WIDTH, HEIGHT = A4[0], A4[1] / 2
MARGIN = 14 * mm
ROWS_ON_A_CARD = 12
INK, PALE, FOLD = HexColor("#111111"), HexColor("#555555"), HexColor("#bbbbbb")


def table_cards_pdf(occasion: Occasion, cards: Sequence[TableCard]) -> bytes:
    """One sheet a table: fold it, and both sides of the table read it."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.setTitle(occasion.title)
    canvas.setAuthor("Meridian")
    with translation.override(occasion.language):
        for card in cards:
            _face(canvas, occasion, card)
            canvas.saveState()
            canvas.translate(A4[0], A4[1])
            canvas.rotate(180)
            _face(canvas, occasion, card)
            canvas.restoreState()
            canvas.setStrokeColor(FOLD)
            canvas.setDash(2, 3)
            canvas.line(0, HEIGHT, WIDTH, HEIGHT)
            canvas.setDash()
            canvas.showPage()
    if not cards:
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _face(canvas: Canvas, occasion: Occasion, card: TableCard) -> None:
    """Written into the lower half of the page: number and hosts left, the rounds right."""
    canvas.setFillColor(PALE)
    write_lines(canvas, [shortened(occasion.title, WIDTH - 2 * MARGIN, 11)], MARGIN, HEIGHT - MARGIN - 6, 11)
    number = _("Table %(table)s") % {"table": card.table}
    half = WIDTH * 0.44 - MARGIN
    canvas.setFillColor(INK)
    size = fitting_size(number, half, 54, 20)
    baseline = HEIGHT - MARGIN - 34 * mm
    write_lines(canvas, [shortened(number, half, size)], MARGIN, baseline, size)
    hosts = wrapped(" · ".join(card.hosts), half, 15, 4)
    below = write_lines(canvas, hosts, MARGIN, baseline - 16 * mm, 15)
    if card.equipment:
        canvas.setFillColor(PALE)
        write_lines(canvas, wrapped(card.equipment, half, 10, 2), MARGIN, below - 2 * mm, 10)
    _rounds(canvas, occasion, card.seatings)
    canvas.setFillColor(PALE)
    note = _("Times in %(zone)s") % {"zone": occasion.clock()}
    write_lines(canvas, [f"{occasion.day()} · {note}"], MARGIN, MARGIN - 4 * mm, 9)


def _rounds(canvas: Canvas, occasion: Occasion, seatings: Sequence[Seating]) -> None:
    x, right = WIDTH * 0.48, WIDTH - MARGIN
    shown = seatings[:ROWS_ON_A_CARD]
    step = min(13 * mm, (HEIGHT - MARGIN * 2 - 14 * mm) / max(len(shown), 1))
    y = HEIGHT - MARGIN - 16 * mm
    for one in shown:
        canvas.setFillColor(PALE)
        write_lines(canvas, [occasion.hour(one.starts_at)], x, y, 11)
        canvas.setFillColor(INK)
        names = wrapped(" · ".join(one.others), right - x - 16 * mm, 11, 2 if step > 11 * mm else 1)
        write_lines(canvas, names, x + 16 * mm, y, 11)
        y -= step
    rest = len(seatings) - len(shown)
    if rest > 0:
        canvas.setFillColor(PALE)
        canvas.setFont(regular(), 9)
        canvas.drawString(x, y, _("and %(rest)d more rounds") % {"rest": rest})
