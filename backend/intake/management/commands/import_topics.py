"""`manage.py import_topics FILE.csv`"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

import clock
from intake.csv_files import FileRefused
from intake.operations import import_topics
from intake.wording import detail


class Command(BaseCommand):
    help = "Adds or renames the hub's topics by a CSV file: slug, name_ko, name_en."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.csv")

    def handle(self, *, file: Path, **_options: Any) -> None:
        try:
            with file.open("rb") as content:
                written = import_topics(content, by=None, now=clock.now())
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        except FileRefused as refused:
            told = (f"line {problem.line}: {detail(problem)}" for problem in refused.problems)
            raise CommandError("\n".join(told)) from refused
        self.stdout.write(f"{written} topics written.")
