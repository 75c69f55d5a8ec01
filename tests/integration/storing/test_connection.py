"""A connection that PostgreSQL has ended between two requests is noticed before the next one needs it."""

import time

import psycopg
import pytest
from django.db import connection


def _goes_idle() -> None:
    """As after a request that was answered."""
    connection.close_if_unusable_or_obsolete()


def _asked() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_a_kept_connection_serves_the_next_request() -> None:
    connection.close()  # one that is older than a minute would be replaced for that
    first = _asked()
    _goes_idle()
    assert connection.is_usable() is True
    assert _asked() == first


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_was_ended_meanwhile_is_replaced_before_it_is_used() -> None:
    connection.close()
    first = _asked()
    _goes_idle()
    with psycopg.connect(_url(), autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [first])
        while other.execute("SELECT 1 FROM pg_stat_activity WHERE pid = %s", [first]).fetchone():
            time.sleep(0.01)
    assert connection.is_usable() is False
    assert _asked() != first


@pytest.mark.django_db(transaction=True)
def test_a_closed_connection_is_not_usable() -> None:
    _asked()
    connection.connection.close()
    assert connection.is_usable() is False
    connection.close()


def _url() -> str:
    named = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    given = {name: str(connection.settings_dict[key]) for name, key in named.items()}
    return psycopg.conninfo.make_conninfo(**{name: value for name, value in given.items() if value})


@pytest.mark.django_db
def test_no_statement_is_compiled_however_dear_it_seems() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)
