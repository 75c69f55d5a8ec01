"""The hub's vocabulary of topics as a file: slug, name_ko, name_en."""

from __future__ import annotations

import csv
import io
import re
from typing import BinaryIO

from intake.cells import CellProblem
from intake.csv_files import FileRefused, bounded, decoded

TOPIC_COLUMNS = ["slug", "name_ko", "name_en"]
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MOST_SLUG, _MOST_NAME = 50, 80


def read_topics(stream: BinaryIO) -> list[tuple[str, str, str]]:
    """(slug, Korean name, English name) of every line. Raises `FileRefused`."""
    reader = csv.reader(io.StringIO(decoded(bounded(stream)), newline=""), strict=True)
    lines = [[cell.strip() for cell in line] for line in reader if any(line)]
    if not lines or lines[0] != TOPIC_COLUMNS:
        names = ", ".join(TOPIC_COLUMNS)
        raise FileRefused(CellProblem(1, "", "kind_unknown", {"names": names}))
    problems = [_problem(number, line) for number, line in enumerate(lines[1:], start=2)]
    if found := [problem for problem in problems if problem is not None]:
        raise FileRefused(*found)
    return [(line[0], line[1], line[2]) for line in lines[1:]]


def _problem(number: int, line: list[str]) -> CellProblem | None:
    if len(line) != len(TOPIC_COLUMNS):
        return CellProblem(number, "", "row_ragged", {"expected": len(TOPIC_COLUMNS), "found": len(line)})
    if not _SLUG.fullmatch(line[0]) or len(line[0]) > _MOST_SLUG:
        return CellProblem(number, "slug", "slug_invalid", {"value": line[0]})
    if not all(0 < len(name) <= _MOST_NAME for name in line[1:]):
        return CellProblem(number, "name_ko", "cell_empty")
    return None
