"""Letters and QR codes on a canvas: what is too long gets smaller, then shorter, never over the edge."""

from collections.abc import Sequence

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

import typefaces

ELLIPSIS = "…"


def font() -> str:
    """The name of the font that has Korean and Latin letters, registered on first use."""
    return typefaces.regular()


def width_of(text: str, size: float) -> float:
    """In points."""
    return float(pdfmetrics.stringWidth(text, font(), size))


def fitting_size(text: str, width: float, largest: float, smallest: float) -> float:
    """The size in points at which `text` takes at most `width` points, within the two bounds."""
    size = largest
    while size > smallest and width_of(text, size) > width:
        size -= 0.5
    return size


def shortened(text: str, width: float, size: float) -> str:
    """`text` cut to `width` points at `size`, with an ellipsis where something is gone."""
    if width_of(text, size) <= width:
        return text
    kept = text
    while kept and width_of(kept + ELLIPSIS, size) > width:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def wrapped(text: str, width: float, size: float, lines: int) -> list[str]:
    """`text` in at most `lines` lines of `width` points: broken between words, or within one that is too wide."""
    found: list[str] = []
    rest = " ".join(text.split())
    while rest and len(found) < lines - 1 and width_of(rest, size) > width:
        end = _end_of_line(rest, width, size)
        found.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [*found, shortened(rest, width, size)] if rest else found


def _end_of_line(text: str, width: float, size: float) -> int:
    end = 1
    while end < len(text) and width_of(text[: end + 1], size) <= width:
        end += 1
    space = text.rfind(" ", 0, end + 1)
    return space if space > 0 else end


def write_lines(
    canvas: Canvas, lines: Sequence[str], x: float, y: float, size: float, *, centred: bool = False
) -> float:
    """Write from the baseline `y` downwards; returns the baseline below the last line."""
    canvas.setFont(font(), size)
    for line in lines:
        (canvas.drawCentredString if centred else canvas.drawString)(x, y, line)
        y -= size * 1.3
    return y


def draw_qr(canvas: Canvas, text: str, x: float, y: float, side: float) -> None:
    """A QR code of `side` points with its quiet border inside, error correction M; lower left corner at x, y."""
    code = QrCodeWidget(text, barLevel="M", barBorder=2)
    left, bottom, right, top = code.getBounds()
    scale = (side / (right - left), side / (top - bottom))
    drawing = Drawing(side, side, transform=[scale[0], 0, 0, scale[1], 0, 0])
    drawing.add(code)
    renderPDF.draw(drawing, canvas, x, y)
