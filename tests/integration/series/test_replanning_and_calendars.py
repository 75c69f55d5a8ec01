"""New rules of a zone move no date onto what stands in somebody's own calendar; the rehearsal says so beforehand."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from accounts.models import Person
from agenda.models import BusyTime, CalendarReading
from audit.models import AuditEntry
from directory.models import Expert
from mentoring.models import Session
from mentoring.series.replanning import replan
from messaging.models import Message
from tests.factories.appointments import an_appointment
from tests.integration.series.conftest import starts
from tests.integration.series.test_replanning import (
    BEFORE,
    JANUARY,
    client,
    doctored,
    founder,
    mentor,
    programme,
    seen,
    series,
)
from tests.zone_files import zones_read_from

__all__ = ["client", "doctored", "founder", "mentor", "programme", "series"]  # fixtures
pytestmark = pytest.mark.django_db
NEW_HOUR = datetime(2027, 3, 24, tzinfo=UTC)  # of the fifth date, which stands at 23:00 the evening before


def shows_something(person: Person, at: datetime) -> None:
    CalendarReading.objects.create(person=person, state="known", as_of=JANUARY)
    during = DateTimeTZRange(at, at + timedelta(minutes=30))
    BusyTime.objects.create(person=person, source=1, external_id="x", during=during)


@pytest.mark.parametrize("whose", ["mentor", "founder"])
def test_a_date_stays_where_somebodys_own_calendar_shows_something_and_both_are_asked(
    client: Any, series: dict[str, Any], mentor: Expert, founder: Person, doctored: Path, whose: str
) -> None:
    shows_something({"mentor": mentor.person, "founder": founder}[whose], NEW_HOUR + timedelta(minutes=30))
    with zones_read_from(doctored):
        assert [shift.clash for shift in replan(now=JANUARY)] == [None, "busy", None]
        assert starts(seen(client, series))[4] == BEFORE[4]
    asked = Message.objects.filter(kind="clash", channel="email")
    assert set(asked.values_list("person", flat=True)) == {mentor.person_id, founder.pk}


def test_what_ends_as_the_new_hour_begins_is_in_nobodys_way(
    client: Any, series: dict[str, Any], mentor: Expert, doctored: Path
) -> None:
    shows_something(mentor.person, NEW_HOUR - timedelta(minutes=30))
    with zones_read_from(doctored):
        assert {shift.clash for shift in replan(now=JANUARY)} == {None}


def test_the_rehearsal_says_what_the_run_then_does_and_changes_nothing(
    client: Any, series: dict[str, Any], mentor: Expert, founder: Person, doctored: Path
) -> None:
    shows_something(founder, NEW_HOUR)
    an_appointment(mentor.person, starts_at=NEW_HOUR + timedelta(days=7))
    entries = AuditEntry.objects.count()
    with zones_read_from(doctored):
        told = [StringIO(), StringIO()]
        call_command("replan", "--since-tzdata", "--dry-run", stdout=told[0])
        assert starts(seen(client, series)) == BEFORE
        assert set(Session.objects.values_list("appointment__version", flat=True)) == {1}
        assert (Message.objects.count(), AuditEntry.objects.count()) == (0, entries)
        call_command("replan", "--since-tzdata", stdout=told[1])
    assert told[0].getvalue() == told[1].getvalue()
    assert told[0].getvalue().splitlines()[-1] == "1 to move, 2 to ask about"
