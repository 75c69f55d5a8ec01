"""When calendars are read: soon after somebody asks, and again and again by themselves."""

import time
from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Person
from calendars import operations
from calendars.models import ReadCalendar
from tests.emulators import GoogleEmulatorHandle
from tests.factories.hub import a_mentor
from tests.integration.calendars.hub import FOUNDER_AT_GOOGLE, MENTOR_AT_GOOGLE, NOW, connect
from tests.integration.calendars.own_calendar import (
    NINE,
    a_read_calendar,
    add,
    an_hour,
    busy,
    known_of,
    lists,
    queued_reads,
    read,
)
from tests.integration.calendars.test_faults import in_parallel
from tests.integration.mentoring.conftest import set_clock
from tests.working import work

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def calendar(google: GoogleEmulatorHandle, founder: Person) -> ReadCalendar:
    return a_read_calendar(google, founder)


def no_jobs() -> None:
    ProcrastinateJob.objects.filter(status="todo").delete()


def test_a_worker_reads_what_somebody_has_just_connected(
    google: GoogleEmulatorHandle, founder: Person
) -> None:
    set_clock(NOW)
    connection = connect(google, founder, FOUNDER_AT_GOOGLE)
    add(google, connection)
    work("calendars")
    assert busy(founder) == [an_hour()]
    known = known_of(founder)
    assert known is not None
    assert known[0] == "known"


def test_however_often_it_is_asked_for_one_reading_waits(calendar: ReadCalendar) -> None:
    no_jobs()
    asked = [operations.ask_for_read(calendar_id=calendar.pk, now=NOW) for _ in range(1000)]
    assert (asked.count(True), queued_reads()) == (1, 1)


def test_nothing_is_read_that_nobody_wants_to_know(google: GoogleEmulatorHandle, founder: Person) -> None:
    calendar = a_read_calendar(google, founder)
    no_jobs()
    ReadCalendar.objects.update(is_read=False, is_written=False)
    assert not operations.ask_for_read(calendar_id=calendar.pk, now=NOW)
    assert not operations.ask_for_read(calendar_id=0, now=NOW)
    operations.disconnect(person=founder, now=NOW)
    read_after = len(lists(google))
    operations.read_calendar(calendar_id=calendar.pk, now=NOW, chance=0)
    assert len(lists(google)) == read_after


def test_two_readers_at_once_are_one_and_another_reading_follows(
    google: GoogleEmulatorHandle, calendar: ReadCalendar, founder: Person
) -> None:
    no_jobs()
    add(google, calendar.connection)
    google.fault(path="*/events", kind="hang", commit=True, seconds=1.5)

    def late() -> None:
        time.sleep(0.5)
        operations.read_calendar(calendar_id=calendar.pk, now=NOW, chance=0)

    in_parallel(lambda: operations.read_calendar(calendar_id=calendar.pk, now=NOW, chance=0), late)

    assert (len(lists(google)), busy(founder), queued_reads()) == (1, [an_hour()], 1)


def test_any_change_is_found_within_five_minutes_though_no_push_ever_comes(
    google: GoogleEmulatorHandle, calendar: ReadCalendar, founder: Person
) -> None:
    read(calendar, chance=0.999)
    no_jobs()
    add(google, calendar.connection)

    for minutes in range(1, 6):  # the sweep of every minute, and its jobs
        now = NOW + timedelta(minutes=minutes)
        if operations.take_up_due_reads(now=now):
            read(calendar, now, chance=0.999)
            no_jobs()

    assert busy(founder) == [an_hour()]


def test_the_sweep_takes_up_what_is_due_and_nothing_twice(
    google: GoogleEmulatorHandle, calendar: ReadCalendar
) -> None:
    other = connect(google, a_mentor().person, MENTOR_AT_GOOGLE).calendars.get()
    no_jobs()
    read(other)
    assert operations.take_up_due_reads(now=NOW) == 1
    assert operations.take_up_due_reads(now=NOW) == 0
    assert operations.take_up_due_reads(now=NOW + timedelta(minutes=5)) == 1
    assert queued_reads() == 2
    assert calendar.due_at is None


def test_what_no_worker_has_read_for_a_while_is_stale(calendar: ReadCalendar, founder: Person) -> None:
    read(calendar)
    operations.take_up_due_reads(now=NOW + timedelta(minutes=14))
    assert known_of(founder) == ("known", NOW)
    operations.take_up_due_reads(now=NOW + timedelta(minutes=15))
    assert known_of(founder) == ("stale", NOW)


def test_the_window_is_read_anew_each_week(
    google: GoogleEmulatorHandle, calendar: ReadCalendar, founder: Person
) -> None:
    far = add(google, calendar.connection, NOW + timedelta(days=403))
    add(google, calendar.connection, NINE)
    read(calendar)
    assert busy(founder) == [an_hour()]

    read(calendar, NOW + timedelta(days=6))
    assert busy(founder) == [an_hour()]
    read(calendar, NOW + timedelta(days=7))
    assert busy(founder) == [an_hour(), an_hour(NOW + timedelta(days=403))]
    assert ["syncToken" in query for query in lists(google)] == [False, True, False]

    # What has passed is forgotten with the next relisting.
    read(calendar, NOW + timedelta(days=14))
    assert busy(founder) == [an_hour(NOW + timedelta(days=403))]
    assert far


def test_a_reading_rests_while_google_is_asked_too_fast_and_goes_on_where_it_only_takes_nothing_new(
    google: GoogleEmulatorHandle, calendar: ReadCalendar
) -> None:
    connection = calendar.connection
    connection.paused_until, connection.refusals = NOW + timedelta(seconds=40), 1
    connection.pause_reason = "rateLimitExceeded"
    connection.save()
    no_jobs()
    read(calendar)
    assert (lists(google), queued_reads()) == ([], 1)

    connection.pause_reason = "quotaExceeded"
    connection.save()
    read(calendar)
    assert (len(lists(google)), calendar.state) == (1, "known")


def test_a_reading_that_was_overtaken_changes_nothing(
    google: GoogleEmulatorHandle, calendar: ReadCalendar, founder: Person
) -> None:
    """The calendar is switched off while Google's answer is on its way."""
    add(google, calendar.connection)
    google.fault(path="*/events", kind="hang", commit=True, seconds=1.5)

    def meanwhile() -> None:
        time.sleep(0.5)
        operations.switch_reading(calendar=calendar, is_read=False, now=NOW)

    in_parallel(lambda: operations.read_calendar(calendar_id=calendar.pk, now=NOW, chance=0), meanwhile)

    calendar.refresh_from_db()
    assert (busy(founder), calendar.sync_token, calendar.as_of) == ([], "", None)
