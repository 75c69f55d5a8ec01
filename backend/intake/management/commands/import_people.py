"""`manage.py import_people FILE.csv… [--dry-run]`"""

from __future__ import annotations

from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

import clock
from intake.operations import PeopleFile, apply_import, preview_import
from intake.report import FileReport, ImportReport, RowReport
from intake.wording import detail

MARKS = {"add": "+", "change": "~", "same": "=", "refuse": "!"}


class Command(BaseCommand):
    help = "Takes people in by CSV files (docs/import-files.md): all of them, or none when a row is refused."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE.csv")
        parser.add_argument("--dry-run", action="store_true", help="Only list what would be done.")

    def handle(self, *, files: list[Path], dry_run: bool, **_options: Any) -> None:
        with ExitStack() as stack:
            try:
                opened = [PeopleFile(path.name, stack.enter_context(path.open("rb"))) for path in files]
            except OSError as error:
                raise CommandError(f"{error.filename}: {error.strerror}") from error
            report = (
                preview_import(opened, by=None) if dry_run else apply_import(opened, by=None, now=clock.now())
            )
        self._print(report)
        if report.refused:
            raise CommandError("Rows were refused; nothing was written.")

    def _print(self, report: ImportReport) -> None:
        for file in report.files:
            self.stdout.write(_heading(file))
            for row in file.rows:
                for line in _lines(row):
                    self.stdout.write(line)
        self.stdout.write("Written." if report.applied else "Nothing was written.")


def _heading(file: FileReport) -> str:
    counts = f"{file.added} to add, {file.changed} to change, {file.same} the same, {file.refused} refused"
    return f"{file.name} ({file.kind or 'unknown kind'}): {counts}"


def _lines(row: RowReport) -> list[str]:
    """The row and, indented, its changes or problems; rows that stay the same are only counted."""
    if row.outcome == "same":
        return []
    told = [f"        {change.column}: {change.before!r} -> {change.after!r}" for change in row.changes]
    refused = [
        f"        {problem.column or 'line'}: {detail(problem)} [{problem.code}]" for problem in row.problems
    ]
    return [
        f"  {MARKS[row.outcome]} {row.line:>5}  {row.label}",
        *(told if row.outcome == "change" else []),
        *refused,
    ]
