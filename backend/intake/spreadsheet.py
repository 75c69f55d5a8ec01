"""Cells that a spreadsheet program would run as a formula, made harmless on the way out and whole on the way in.

The characters are those of OWASP's page "CSV Injection"; the full-width forms are evaluated by some
East Asian versions of Excel.
"""

from __future__ import annotations

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe_cell(text: str) -> str:
    """`text` for a CSV export: what would begin a formula gets an apostrophe before it.

    A text that has apostrophes before such a character gets one more, so that `plain_cell` returns
    every text exactly: `plain_cell(safe_cell(text)) == text`.
    """
    return f"'{text}" if _begins_formula(text) else text


def plain_cell(text: str) -> str:
    """`text` of an imported CSV without the apostrophe that `safe_cell` or a careful person put there.

    Only an apostrophe that guards a formula character goes: `'+82 10…` is a phone, `'n Sync` a name.
    """
    return text[1:] if text.startswith("'") and _begins_formula(text) else text


def _begins_formula(text: str) -> bool:
    return text.lstrip("'").startswith(_STARTS_FORMULA)
