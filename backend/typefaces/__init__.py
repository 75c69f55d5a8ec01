"""The letters of everything that is printed: Noto Sans KR (SIL Open Font License, `OFL.txt`), of which a paper carries
those letters that it shows. All Hangul, Latin, Greek and Cyrillic, and the Chinese characters of KS X 1001."""

from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).resolve().parent


@cache
def regular() -> str:
    """The name of the font, registered on first use."""
    return _registered("NotoSansKR-Regular")


@cache
def bold() -> str:
    return _registered("NotoSansKR-Bold")


def _registered(name: str) -> str:
    pdfmetrics.registerFont(TTFont(name, str(FOLDER / f"{name}.ttf")))
    return name
