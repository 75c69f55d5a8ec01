"""Plain INSERTs. Django's own write the same SQL anew for every row, which costs more than to run it."""

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import connection, connections
from django.db.models import Field, Model

from storing.planned import planned_cursor

M = TypeVar("M", bound=Model)


def insert(rows: Sequence[M]) -> None:
    """Write new rows of one model in one statement; each knows its primary key then. No signals are sent."""
    if rows:
        for row, (key,) in zip(rows, _written(rows, ""), strict=True):
            stored(row, key)


def insert_new(rows: Sequence[M]) -> bool:
    """The same, but rows that meet a unique one are left out; whether all were new, which then know their keys."""
    if not rows:
        return True
    keys = _written(rows, " ON CONFLICT DO NOTHING")
    if len(keys) < len(rows):
        return False
    for row, (key,) in zip(rows, keys, strict=True):
        stored(row, key)
    return True


def _written(rows: Sequence[Model], on_conflict: str) -> list[tuple[Any]]:
    begin, row_of_marks, end, fields = _statement(type(rows[0]))
    database = connections[connection.alias]  # itself: `connection` looks it up at every use
    values = [
        field.get_db_prep_save(field.pre_save(row, add=True), database) for row in rows for field in fields
    ]
    with planned_cursor() as cursor:
        cursor.execute(begin + ", ".join([row_of_marks] * len(rows)) + on_conflict + end, values)
        return list(cursor.fetchall())


@cache
def _statement(model: type[Model]) -> tuple[str, str, str, list["Field[Any, Any]"]]:
    """The head of the statement, the marks of one row, the tail, and the fields that fill them."""
    meta, quote = model._meta, connection.ops.quote_name  # noqa: SLF001 -- Django's documented way to fields
    fields = [field for field in meta.concrete_fields if field is not meta.auto_field]
    names = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    key = quote(str(meta.pk.column))
    begin = f"INSERT INTO {quote(meta.db_table)} ({names}) VALUES "  # noqa: S608 -- names of ours
    return begin, f"({marks})", f" RETURNING {key}", fields


def stored(row: Model, key: object) -> None:
    """Tell a row that it is in the database under `key`."""
    row.pk = key
    state = row._state  # noqa: SLF001 -- documented for `Model.from_db`
    state.adding, state.db = False, connection.alias
