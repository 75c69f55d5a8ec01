"""Plain INSERTs. Django's own write the same SQL anew for every row, which costs more than to run it."""

import re
from collections.abc import Sequence
from enum import Enum
from functools import cache
from typing import Any, NamedTuple, TypeVar

from django.db import connection, connections
from django.db.models import Field, Model

from storing.planned import planned_cursor

M = TypeVar("M", bound=Model)
SEVERAL = 8  # rows, from which on they travel as columns


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
    statement = _statement(type(rows[0]))
    database = connections[connection.alias]  # itself: `connection` looks it up at every use
    values = [
        [field.get_db_prep_save(field.pre_save(row, add=True), database) for field in statement.fields]
        for row in rows
    ]
    # However many rows, the same text: to take a long one apart takes longer than all else.
    by_column = len(rows) >= SEVERAL and statement.columns
    with planned_cursor() as cursor:
        if by_column:
            source = f"SELECT * FROM unnest({statement.columns})"  # noqa: S608 -- types of ours
            of_columns = [[_plain(value) for value in column] for column in zip(*values, strict=True)]
            cursor.execute(statement.begin + source + on_conflict + statement.end, of_columns)
        else:
            source = "VALUES " + ", ".join([statement.marks] * len(rows))
            cursor.execute(
                statement.begin + source + on_conflict + statement.end,
                [value for row in values for value in row],
            )
        return list(cursor.fetchall())


def _plain(value: Any) -> Any:
    """All of a column have to be of one type; a choice of Django's is a text or a number as well."""
    return value.value if isinstance(value, Enum) else value


class _Statement(NamedTuple):
    """The head of an INSERT, the marks of one row, those of all columns, the tail, and the fields that fill them."""

    begin: str
    marks: str
    columns: str  # empty where a column holds lists, which cannot be told apart again
    end: str
    fields: list["Field[Any, Any]"]


@cache
def _statement(model: type[Model]) -> _Statement:
    meta, quote = model._meta, connection.ops.quote_name  # noqa: SLF001 -- Django's documented way to fields
    fields = [field for field in meta.concrete_fields if field is not meta.auto_field]
    names = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    key = quote(str(meta.pk.column))
    # Without lengths: cast to `varchar(9)` a text is cut, while the table refuses it.
    types = [re.sub(r"\(.*\)", "", str(field.db_type(connection))) for field in fields]
    is_of_lists = any(kind.endswith("]") for kind in types)
    return _Statement(
        begin=f"INSERT INTO {quote(meta.db_table)} ({names}) ",
        marks=f"({marks})",
        columns="" if is_of_lists else ", ".join(f"%s::{kind}[]" for kind in types),
        end=f" RETURNING {key}",
        fields=fields,
    )


def stored(row: Model, key: object) -> None:
    """Tell a row that it is in the database under `key`."""
    row.pk = key
    state = row._state  # noqa: SLF001 -- documented for `Model.from_db`
    state.adding, state.db = False, connection.alias
