"""QR codes as one path of an SVG: what the client draws needs no library there."""

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel


def qr_path(text: str) -> tuple[int, str]:
    """The side in modules, and the dark ones as path data, a row at a time."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    side = code.getModuleCount()
    dark = [
        f"M{column} {row}h1v1h-1z"
        for row in range(side)
        for column in range(side)
        if code.isDark(row, column)
    ]
    return side, "".join(dark)
