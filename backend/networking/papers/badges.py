"""Name badges, ten to an A4 sheet, with a QR code for the desk and lines to cut along."""

from collections.abc import Sequence
from io import BytesIO

from django.utils import translation
from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from networking.papers.lettering import draw_qr, fitting_size, shortened, wrapped, write_lines
from networking.papers.occasion import Badge, Occasion

# The common size of a badge holder (ISO 7810 is smaller): 90 × 54 mm, two columns and five rows on A4.
WIDTH, HEIGHT = 90 * mm, 54 * mm
COLUMNS, ROWS = 2, 5
LEFT = (A4[0] - COLUMNS * WIDTH) / 2
TOP = (A4[1] + ROWS * HEIGHT) / 2
MARGIN = 5 * mm
QR_SIDE = 25 * mm
STRIPE = 6.5 * mm
# Told apart by word and by colour; white letters on each have a contrast above 4.5.
COLOURS = {"startup": HexColor("#1f5fbf"), "contact": HexColor("#8a3ffc")}
INK, PALE, CUT = HexColor("#111111"), HexColor("#555555"), HexColor("#bbbbbb")


def badges_pdf(occasion: Occasion, badges: Sequence[Badge]) -> bytes:
    """A badge for each guest in the order given; the same guests always give the same bytes."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.setTitle(occasion.title)
    canvas.setAuthor("Meridian")
    with translation.override(occasion.language):
        for place, badge in enumerate(badges):
            on_page = place % (COLUMNS * ROWS)
            if place and on_page == 0:
                canvas.showPage()
            row, column = divmod(on_page, COLUMNS)
            _draw(canvas, occasion, badge, LEFT + column * WIDTH, TOP - (row + 1) * HEIGHT)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw(canvas: Canvas, occasion: Occasion, badge: Badge, x: float, y: float) -> None:
    canvas.setStrokeColor(CUT)
    canvas.setLineWidth(0.3)
    canvas.rect(x, y, WIDTH, HEIGHT)
    _stripe(canvas, occasion, badge, x, y)
    beside_code = WIDTH - 2 * MARGIN - QR_SIDE - 2 * mm
    draw_qr(canvas, badge.scanned, x + WIDTH - MARGIN - QR_SIDE + 2 * mm, y + MARGIN, QR_SIDE)
    canvas.setFillColor(INK)
    size = fitting_size(badge.name, WIDTH - 2 * MARGIN, 24, 12)
    name = shortened(badge.name, WIDTH - 2 * MARGIN, size)
    write_lines(canvas, [name], x + MARGIN, y + HEIGHT - STRIPE - 9.5 * mm, size)
    below = write_lines(canvas, wrapped(badge.organisation, beside_code, 11, 3), x + MARGIN, y + 27 * mm, 11)
    canvas.setFillColor(PALE)
    write_lines(canvas, wrapped(badge.note, beside_code, 8, 2), x + MARGIN, min(below, y + 10 * mm), 8)


def _stripe(canvas: Canvas, occasion: Occasion, badge: Badge, x: float, y: float) -> None:
    canvas.setFillColor(COLOURS.get(badge.kind, INK))
    canvas.rect(x, y + HEIGHT - STRIPE, WIDTH, STRIPE, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#ffffff"))
    kind = kind_word(badge.kind)
    baseline = y + HEIGHT - STRIPE + 2.2 * mm
    write_lines(canvas, [shortened(occasion.title, WIDTH * 0.62, 9)], x + MARGIN, baseline, 9)
    canvas.drawRightString(x + WIDTH - MARGIN, baseline, kind)


def kind_word(kind: str) -> str:
    """What a kind of guest is called on paper; nothing for a kind without a word."""
    words = {"startup": _("Startup"), "contact": _("Guest expert")}
    return words.get(kind, "")
