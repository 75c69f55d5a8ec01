"""Querysets whose SQL is written once: of the busiest ones Django takes longer to write it than PostgreSQL to run it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.query import get_related_populators

from storing.planned import planned_cursor

M = TypeVar("M", bound=Model)
MARK = re.compile(r"%(%|s)")
FAR_AWAY = datetime(1900, 1, 1, tzinfo=UTC)
# A value of its type that nobody would write into a queryset.
STAND_INS: Mapping[type, Callable[[int], object]] = {
    str: lambda number: f"stand-in {number}",
    int: lambda number: 1_900_000_000 + number,
    UUID: lambda number: UUID(int=number),
    datetime: lambda number: FAR_AWAY + timedelta(seconds=number),
    list: lambda number: [1_900_000_000 + number],  # of ids
}


def any_of(ids: Sequence[int]) -> RawSQL:
    """For `…__in`: the same SQL however many they are."""
    return RawSQL("SELECT unnest(%s::bigint[])", [ids])


class _Statement(NamedTuple):
    """`sql` with named marks, the values that never change, and Django's own reader of the rows."""

    sql: str
    constants: Mapping[str, Any]
    compiler: Any
    converters: Mapping[int, Any]


class Compiled(Generic[M]):
    """A queryset that `build` makes of keywords, compiled at the first use and prepared by PostgreSQL from then on.

    `types` names the type of each keyword. `build` is called once, with stand-ins: it may put its keywords
    into filters, unchanged, and must not look at them. Raises TypeError where one does not reach the SQL.
    No prefetches, no values known beforehand.
    """

    def __init__(self, build: Callable[..., QuerySet[M, Any]], **types: type) -> None:
        self._build = build
        self._types = types

    def objects(self, **values: Any) -> list[M]:
        """The queryset's objects, with what `select_related` and `annotate` bring."""
        return list(self._objects(self._rows(values)))

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        """The rows of a `values_list`."""
        return [tuple(row) for row in self._rows(values)]

    def _rows(self, values: Mapping[str, Any]) -> Iterator[Sequence[Any]]:
        sql, constants, compiler, converters = self._statement
        with planned_cursor() as cursor:
            cursor.execute(sql, {**constants, **values})
            rows: list[Sequence[Any]] = cursor.fetchall()
        return iter(compiler.apply_converters(rows, converters) if converters else rows)

    def _objects(self, rows: Iterator[Sequence[Any]]) -> Iterator[M]:
        """As django.db.models.query.ModelIterable does it."""
        compiler = self._statement.compiler
        about, annotations = compiler.klass_info, compiler.annotation_col_map or {}
        first, last = about["select_fields"][0], about["select_fields"][-1] + 1
        names = [column.target.attname for column, *_ in compiler.select[first:last]]
        populators = get_related_populators(about, compiler.select, connection.alias)  # type: ignore[call-arg]  # stubs are of Django 6
        for row in rows:
            found: M = about["model"].from_db(connection.alias, names, row[first:last])
            for populator in populators:
                populator.populate(row, found)
            for name, position in annotations.items():
                setattr(found, name, row[position])
            yield found

    @cached_property
    def _statement(self) -> _Statement:
        stand_ins = {name: STAND_INS[kind](number) for number, (name, kind) in enumerate(self._types.items())}
        compiler = self._build(**stand_ins).query.get_compiler(connection=connection)
        sql, values = compiler.as_sql()
        marks = [_name_of(value, number, stand_ins) for number, value in enumerate(values)]
        if missing := stand_ins.keys() - set(marks):
            raise TypeError(f"not in the statement: {', '.join(sorted(missing))}")
        constants = {mark: value for mark, value in zip(marks, values, strict=True) if mark not in stand_ins}
        follow = iter(marks)
        sql = MARK.sub(lambda found: f"%({next(follow)})s" if found[1] == "s" else "%%", sql)
        return _Statement(
            sql, constants, compiler, compiler.get_converters([column for column, *_ in compiler.select])
        )


def _name_of(value: object, number: int, stand_ins: Mapping[str, object]) -> str:
    for name, stand_in in stand_ins.items():
        if type(value) is type(stand_in) and value == stand_in:
            return name
    return f"constant_{number}"
