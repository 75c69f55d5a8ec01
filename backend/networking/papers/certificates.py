"""Certificates of attendance, an A4 page for each guest who came."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from django.utils import translation
from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from networking.papers.lettering import fitting_size, shortened, wrapped, write_lines
from networking.papers.occasion import Occasion

WIDTH, HEIGHT = A4
MARGIN = 24 * mm
INK, PALE, FRAME = HexColor("#111111"), HexColor("#555555"), HexColor("#1f5fbf")


@dataclass(frozen=True)
class Attendance:
    """Who came, as the certificate names them, and at how many meetings of the plan they were to be."""

    name: str
    organisation: str
    meetings: int


def certificates_pdf(occasion: Occasion, hours: str, hub: str, guests: Sequence[Attendance]) -> bytes:
    """`hours` says from when to when on the event's clock. The same guests always give the same bytes."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.setTitle(occasion.title)
    canvas.setAuthor(hub)
    with translation.override(occasion.language):
        for guest in guests:
            _page(canvas, occasion, hours, hub, guest)
            canvas.showPage()
    if not guests:
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _page(canvas: Canvas, occasion: Occasion, hours: str, hub: str, guest: Attendance) -> None:
    canvas.setStrokeColor(FRAME)
    canvas.setLineWidth(1.4)
    canvas.rect(MARGIN / 2, MARGIN / 2, WIDTH - MARGIN, HEIGHT - MARGIN)
    canvas.setFillColor(INK)
    _centred(canvas, _("Certificate of attendance"), HEIGHT - 62 * mm, 28)
    _centred(canvas, guest.name, HEIGHT - 98 * mm, 24)
    canvas.setFillColor(PALE)
    _centred(canvas, guest.organisation, HEIGHT - 109 * mm, 13)
    canvas.setFillColor(INK)
    words = _("This certifies that the person named above took part in %(event)s.") % {
        "event": occasion.title
    }
    lines = wrapped(words, WIDTH - 2 * MARGIN - 20 * mm, 13, 4)
    y = write_lines(canvas, lines, WIDTH / 2, HEIGHT - 132 * mm, 13, centred=True) - 8 * mm
    for title, said in _facts(occasion, hours, guest):
        canvas.setFillColor(PALE)
        write_lines(canvas, [title], MARGIN + 12 * mm, y, 11)
        canvas.setFillColor(INK)
        below = write_lines(
            canvas, wrapped(said, WIDTH - 2 * MARGIN - 58 * mm, 11, 2), MARGIN + 48 * mm, y, 11
        )
        y = below - 3 * mm
    _centred(canvas, occasion.day(), 66 * mm, 12)
    _centred(canvas, hub, 54 * mm, 16)
    canvas.setFillColor(PALE)
    _centred(canvas, _("Signature and seal"), 36 * mm, 9)


def _facts(occasion: Occasion, hours: str, guest: Attendance) -> list[tuple[str, str]]:
    clock = _("Times in %(zone)s") % {"zone": occasion.clock()}
    facts = [(_("Event"), occasion.title), (_("When"), f"{occasion.day()} {hours} · {clock}")]
    if occasion.place:
        facts.append((_("Place"), occasion.place))
    if guest.meetings:
        facts.append((_("Meetings"), str(guest.meetings)))
    return facts


def _centred(canvas: Canvas, text: str, y: float, largest: float) -> None:
    width = WIDTH - 2 * MARGIN
    size = fitting_size(text, width, largest, 9)
    write_lines(canvas, [shortened(text, width, size)], WIDTH / 2, y, size, centred=True)
