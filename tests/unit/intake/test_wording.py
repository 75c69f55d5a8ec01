import ast
import re
from pathlib import Path

import intake
from intake.cells import CellProblem
from intake.wording import WORDS, detail

SOURCES = Path(intake.__file__ or "").parent


def codes_in_the_source() -> set[str]:
    """Texts that look like codes, wherever a problem is made."""
    texts = {
        node.value
        for path in SOURCES.glob("*.py")
        if path.name not in ("wording.py", "cities.py", "api.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    begins = {code.split("_")[0] for code in WORDS}
    return {
        text
        for text in texts
        if re.fullmatch(r"[a-z_]+", text) and text in WORDS and text.split("_")[0] in begins
    }


def test_every_code_is_used_and_has_words() -> None:
    assert codes_in_the_source() == set(WORDS)


def test_a_long_cell_is_quoted_in_part() -> None:
    told = detail(CellProblem(2, "email", "email_invalid", {"value": "x" * 5_000}))
    assert len(told) < 500
