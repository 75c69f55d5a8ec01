"""One line's cells read one after the other, so that a line is told everything that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from intake import fields, places
from intake.cells import BadCell, CellProblem
from intake.csv_files import Record
from intake.weekly_hours import WeeklyRange, parse_weekly_hours

Value = TypeVar("Value")


class CellReader:
    """Reads typed values; what cannot be read is noted in `problems` and stands as an empty value."""

    def __init__(self, record: Record, required: frozenset[str]) -> None:
        self._record = record
        self._required = required
        self.problems = list(record.problems)

    def raw(self, column: str) -> str:
        return self._record.cells.get(column, "")

    def refuse(self, column: str, code: str, **parameters: str | int) -> None:
        self.problems.append(CellProblem(self._record.line, column, code, parameters))

    def read(self, column: str, parse: Callable[[str], Value], empty: Value) -> Value:
        """`parse` of the cell; `empty` for an empty cell, which is a problem in a required column."""
        value = self.raw(column)
        if not value:
            if column in self._required:
                self.refuse(column, "cell_empty")
            return empty
        try:
            return parse(value)
        except BadCell as bad:
            self.refuse(column, bad.code, **bad.parameters)
            return empty

    def line(self, column: str, most: int = 120) -> str:
        return self.read(column, lambda value: fields.line(value, most=most), "")

    def text(self, column: str, most: int = 4_000) -> str:
        return self.read(column, lambda value: fields.text(value, most=most), "")

    def email(self, column: str) -> str:
        return self.read(column, fields.email, "")

    def country(self, column: str) -> str | None:
        return self.read(column, places.country, None)

    def phone(self, column: str, country: str | None) -> str:
        return self.read(column, lambda value: fields.phone(value, country), "")

    def time_zone(self, column: str, empty: str) -> str:
        return self.read(column, places.time_zone, empty)

    def languages(self, column: str) -> tuple[str, ...]:
        return self.read(column, fields.languages, ())

    def topics(self, column: str, known: Mapping[str, str]) -> tuple[str, ...]:
        return self.read(column, lambda value: fields.topics(value, known), ())

    def weekly_hours(self, column: str) -> tuple[WeeklyRange, ...]:
        return self.read(column, parse_weekly_hours, ())

    def choice(self, column: str, choices: Mapping[str, str], empty: str) -> str:
        return self.read(column, lambda value: fields.chosen(value, choices), empty)

    def number(self, column: str, *, least: int, most: int) -> int | None:
        return self.read(column, lambda value: fields.whole_number(value, least=least, most=most), None)
