"""Statements that PostgreSQL plans once a connection: of the busiest ones planning takes longer than running."""

from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.utils import CursorWrapper
from psycopg._queries import PostgresQuery


class _Planned(psycopg.Cursor[Any]):
    """Remembers a prepared statement's text as any other's: Django's log of statements asks for it."""

    def _send_query_prepared(self, name: bytes, pgq: PostgresQuery, *, binary: bool | None = None) -> None:
        self._query = pgq
        super()._send_query_prepared(name, pgq, binary=binary)


def planned_cursor() -> CursorWrapper:
    """Django's cursor, but values travel beside the statement, which `prepare_threshold` keeps prepared then.

    For SQL written by hand that says the types of its values where they are not plain from the place. Django's own
    cursor writes values into the text, so that each statement is a new one.
    """
    database: Any = connections[DEFAULT_DB_ALIAS]
    database.ensure_connection()
    # As `connection.cursor()` does it with a cursor of its own.
    found: CursorWrapper = database._prepare_cursor(_Planned(database.connection))  # noqa: SLF001
    return found
