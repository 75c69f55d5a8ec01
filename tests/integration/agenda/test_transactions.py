"""Two who stand in each other's way: the database ends it, the deed is tried again, and nobody hears of it."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
from typing import Any

import pytest
from django.db import OperationalError, connection, connections
from psycopg.errors import SerializationFailure

from accounts.models import Person
from agenda.models import Commitment
from agenda.transactions import TRIES, Contended, atomically
from audit.models import AuditEntry
from mentoring.models import Session
from tests.factories.hub import a_founder, a_mentor, a_programme
from tests.integration.mentoring.conftest import Sign, at, monday, signed_in_as

__all__ = ["monday", "signed_in_as"]  # fixtures
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def beside() -> Iterator[Callable[[Callable[[], None]], None]]:
    """Do something on a connection of its own, to its end."""
    with ThreadPoolExecutor(1) as pool:

        def run(deed: Callable[[], None]) -> None:
            pool.submit(deed).result()

        yield run
        pool.submit(connections.close_all).result()


def rename(person: Person, by: str) -> None:
    """Take the row, and add to the name."""
    row = Person.objects.select_for_update().get(pk=person.pk)
    row.name += by
    row.save(update_fields=["name"])


def repeatably() -> None:
    """What was read stays as it was read: who changes what another has changed since is turned away (40001)."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def test_of_two_who_lock_two_rows_crosswise_one_tries_again_and_both_succeed() -> None:
    one, other = a_founder(name=""), a_founder(name="")
    Person.objects.update(name="Kim")
    both_hold_one, tries = Barrier(2), {"a": 0, "b": 0}

    @atomically
    def deed(by: str, first: Person, second: Person) -> None:
        tries[by] += 1
        rename(first, by)
        if tries[by] == 1:
            both_hold_one.wait()
        rename(second, by)

    def run(by: str, first: Person, second: Person) -> None:
        deed(by, first, second)
        connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        running = [pool.submit(run, "a", one, other), pool.submit(run, "b", other, one)]
        for thread in running:
            thread.result()
    assert sorted(tries.values()) == [1, 2]
    names = Person.objects.values_list("name", flat=True)
    assert {(name[:3], "".join(sorted(name[3:]))) for name in names} == {("Kim", "ab")}


def test_a_deed_that_cannot_be_put_in_order_with_another_is_tried_again(
    beside: Callable[[Callable[[], None]], None],
) -> None:
    person, seen = a_founder(name="Kim"), []

    @atomically
    def deed() -> None:
        repeatably()
        seen.append(Person.objects.get(pk=person.pk).name)
        if len(seen) == 1:
            beside(lambda: rename_alone(person, "x"))
        rename(person, "y")

    deed()
    person.refresh_from_db()
    assert (seen, person.name) == (["Kim", "Kimx"], "Kimxy")


@atomically
def rename_alone(person: Person, by: str) -> None:
    rename(person, by)


def test_who_is_turned_away_each_time_hears_of_it_after_five_tries_and_nothing_is_left(
    beside: Callable[[Callable[[], None]], None],
) -> None:
    person, seen = a_founder(name=""), []
    Person.objects.update(name="")

    @atomically
    def deed() -> None:
        repeatably()
        seen.append(Person.objects.get(pk=person.pk).name)
        beside(lambda: rename_alone(person, "x"))
        rename(person, "y")

    with pytest.raises(Contended) as told:
        deed()
    person.refresh_from_db()
    assert (seen, person.name) == ([number * "x" for number in range(TRIES)], TRIES * "x")
    assert isinstance(told.value.__cause__, OperationalError)
    assert isinstance(told.value.__cause__.__cause__, SerializationFailure)


def test_another_error_of_the_database_is_not_tried_again() -> None:
    seen = []

    @atomically
    def deed() -> None:
        seen.append(1)
        with connection.cursor() as cursor:
            cursor.execute("DO $$ BEGIN RAISE SQLSTATE '53200'; END $$")  # out of memory

    with pytest.raises(OperationalError):
        deed()
    assert seen == [1]


@pytest.fixture(params=["40001", "40P01"])
def turned_away(request: pytest.FixtureRequest) -> Iterator[Callable[[], int]]:
    """The database turns each new session away with that SQLSTATE; how often it has, which no rollback undoes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE SEQUENCE tries; CREATE FUNCTION turn_away() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN PERFORM nextval('tries'); RAISE SQLSTATE '{request.param}'; END $$;"
            " CREATE TRIGGER turn_away BEFORE INSERT ON mentoring_session EXECUTE FUNCTION turn_away()"
        )

    def times() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT last_value FROM tries")
            return int(cursor.fetchone()[0])

    yield times
    with connection.cursor() as cursor:
        cursor.execute("DROP FUNCTION turn_away CASCADE; DROP SEQUENCE tries")


@pytest.mark.parametrize("key", [{}, {"HTTP_IDEMPOTENCY_KEY": "wish"}])
def test_a_booking_that_is_turned_away_each_time_is_answered_plainly_and_its_key_stays_free(
    key: dict[str, Any],
    monday: datetime,
    turned_away: Callable[[], int],
    signed_in_as: Sign,
) -> None:
    founder, programme, mentor = a_founder(), a_programme(), a_mentor()
    body = {
        "programme": programme.slug,
        "expert": mentor.pk,
        "starts_at": at(2, 0),
        "goal": "Enter the market",
    }
    before = AuditEntry.objects.count()
    answer = signed_in_as(founder).post("/api/sessions/", body, format="json", **key)
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert (answer.json()["code"], turned_away()) == ("contended", TRIES)
    left = Session.objects.count(), Commitment.objects.count(), AuditEntry.objects.count()
    assert left == (0, 0, before)
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER turn_away ON mentoring_session")
    again = signed_in_as(founder).post("/api/sessions/", body, format="json", **key)
    assert (again.status_code, "Idempotent-Replayed" in again) == (201, False)
