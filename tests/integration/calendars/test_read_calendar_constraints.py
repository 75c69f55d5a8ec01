"""What the database holds of calendars that are read, and of the time they take: each constraint, provoked."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from agenda.models import BusyTime
from calendars.models import GoogleConnection, ReadCalendar
from tests.integration.calendars.hub import NOW, a_pair

pytestmark = pytest.mark.django_db
AN_HOUR = DateTimeTZRange(NOW, NOW + timedelta(hours=1))


@pytest.fixture
def connection() -> GoogleConnection:
    return GoogleConnection.objects.create(person=a_pair().founder, connected_at=NOW)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"state": "lost"}, "read_calendar_state"),
        ({"state": "known"}, "read_calendar_what_is_known_has_a_date"),
        ({"sync_token": "abc"}, "read_calendar_a_token_has_an_end"),
    ],
)
def test_a_calendar_cannot_be_in_a_state_that_makes_no_sense(
    connection: GoogleConnection, fields: dict[str, Any], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        ReadCalendar.objects.create(connection=connection, google_calendar_id="primary", **fields)


@pytest.mark.parametrize(
    ("google_calendar_id", "constraint"),
    [("primary", "read_calendar_once_a_connection"), ("family", "read_calendar_one_is_written")],
)
def test_a_connection_has_each_calendar_once_and_writes_to_one(
    connection: GoogleConnection, google_calendar_id: str, constraint: str
) -> None:
    ReadCalendar.objects.create(connection=connection, google_calendar_id="primary", is_written=True)
    with pytest.raises(IntegrityError, match=constraint):
        ReadCalendar.objects.create(
            connection=connection, google_calendar_id=google_calendar_id, is_written=True
        )


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"during": DateTimeTZRange(NOW, NOW)}, "busy_time_begins_and_ends"),
        ({"during": DateTimeTZRange(NOW, None)}, "busy_time_begins_and_ends"),
        ({"during": DateTimeTZRange(None, NOW)}, "busy_time_begins_and_ends"),
        (
            {"from_on": date(2026, 12, 1), "until_on": date(2026, 12, 1)},
            "busy_time_of_whole_days_ends_after_it_begins",
        ),
    ],
)
def test_busy_time_begins_and_ends(fields: dict[str, Any], constraint: str) -> None:
    person = a_pair().founder
    values = {"source": 1, "external_id": "a", "during": AN_HOUR, **fields}
    with pytest.raises(IntegrityError, match=constraint):
        BusyTime.objects.create(person=person, **values)


def test_an_event_of_one_calendar_takes_time_once_but_two_may_overlap() -> None:
    person = a_pair().founder
    for source, external_id in ((1, "a"), (1, "b"), (2, "a")):
        BusyTime.objects.create(person=person, source=source, external_id=external_id, during=AN_HOUR)
    with pytest.raises(IntegrityError, match="busy_time_once_a_source"):
        BusyTime.objects.create(person=person, source=1, external_id="a", during=AN_HOUR)
