"""What somebody's own events are called: kept where they allow it, no longer than they do, and shown to them alone."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.test import Client

from accounts.models import Person, Role
from agenda.models import BusyTime
from calendars import operations
from calendars.models import ReadCalendar
from tests.emulators import GoogleEmulatorHandle
from tests.factories.hub import a_founder, a_mentor, a_person, a_programme
from tests.integration.calendars.hub import NOW
from tests.integration.calendars.own_calendar import NINE, a_read_calendar, add, read

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("is_first", [True, False], ids=["first_reading", "later_reading"])
def test_a_reading_that_was_under_way_keeps_no_title_after_the_person_forbade_it(
    google: GoogleEmulatorHandle, founder: Person, *, is_first: bool
) -> None:
    calendar = a_read_calendar(google, founder)
    operations.keep_titles(connection=calendar.connection, keeps=True, now=NOW)
    if not is_first:
        read(calendar)
    add(google, calendar.connection, summary="Dr. Kim")

    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            operations.keep_titles(connection=calendar.connection, keeps=False, now=NOW)
            reading = other.submit(read_beside, calendar)
            wait_until_somebody_waits()
        reading.result()
    assert set(BusyTime.objects.values_list("title", flat=True)) <= {""}
    read(calendar)

    assert BusyTime.objects.get().title == ""


def read_beside(calendar: ReadCalendar) -> None:
    try:
        operations.read_calendar(calendar_id=calendar.pk, now=NOW, chance=0)
    finally:
        connection.close()


def wait_until_somebody_waits() -> None:
    """For a row that the transaction of this test holds."""
    with connection.cursor() as cursor:
        for _ in range(400):
            cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted")
            if cursor.fetchone():
                return
            time.sleep(0.05)
    raise AssertionError("nobody came")


def test_titles_are_shown_to_their_owner_with_their_days_and_to_nobody_else(
    google: GoogleEmulatorHandle, client: Client
) -> None:
    expert = a_mentor()
    calendar = a_read_calendar(google, expert.person)
    add(google, calendar.connection, NINE, summary="Dr. Kim")

    def shown(person: Person, path: str) -> str:
        client.force_login(person)
        answer = client.get(path)
        assert answer.status_code == 200, answer.json()
        return answer.content.decode()

    own = "/api/agenda/calendar/?from=2026-11-30&until=2026-12-03"
    free = f"/api/experts/{expert.pk}/free-starts/?from=2026-11-30T00:00:00Z&until=2026-12-03T00:00:00Z"
    free += f"&programme={a_programme().slug}"
    read(calendar)
    assert '"title":""' in shown(expert.person, own)
    operations.keep_titles(connection=calendar.connection, keeps=True, now=NOW)
    read(calendar)
    assert '"title":"Dr. Kim"' in shown(expert.person, own)
    for path in (free, f"/api/experts/{expert.pk}/"):
        assert "Dr. Kim" not in shown(a_founder(), path)
        assert "Dr. Kim" not in shown(a_person(Role.COORDINATOR), path)
    assert "Dr. Kim" not in shown(a_mentor().person, own)
    operations.keep_titles(connection=calendar.connection, keeps=False, now=NOW)
    assert "Dr. Kim" not in shown(expert.person, own)
