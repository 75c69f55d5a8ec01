"""What an import would do or did, line by line; the doors print it or serialize it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from intake.cells import CellProblem
from intake.columns import Kind

Outcome = Literal["add", "change", "same", "refuse"]


@dataclass(frozen=True)
class Change:
    """A column's value as text before and after; "" is nothing."""

    column: str
    before: str
    after: str


@dataclass(frozen=True)
class RowReport:
    line: int
    outcome: Outcome
    label: str
    changes: tuple[Change, ...] = ()
    problems: tuple[CellProblem, ...] = ()


@dataclass(frozen=True)
class FileReport:
    """One file; `kind` is None when its header did not tell. Rows are in the order of the file."""

    name: str
    kind: Kind | None
    rows: tuple[RowReport, ...]

    def count(self, outcome: Outcome) -> int:
        return sum(row.outcome == outcome for row in self.rows)

    @property
    def added(self) -> int:
        return self.count("add")

    @property
    def changed(self) -> int:
        return self.count("change")

    @property
    def same(self) -> int:
        return self.count("same")

    @property
    def refused(self) -> int:
        return self.count("refuse")


@dataclass(frozen=True)
class ImportReport:
    """`applied` is whether the database now is as the files say; one refused row keeps all of them out."""

    applied: bool
    files: tuple[FileReport, ...]

    @property
    def refused(self) -> bool:
        return any(file.refused for file in self.files)
