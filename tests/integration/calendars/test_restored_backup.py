"""The database is yesterday's, Google is today's: everything is found again, and nothing is there twice."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from calendars import operations
from calendars.models import CalendarEdit, CalendarEvent, CalendarOccurrence, GoogleConnection
from calendars.operations.rematching import rematch
from tests.emulators import GoogleEmulatorHandle
from tests.integration.calendars.hub import (
    FOUNDER_AT_GOOGLE,
    MENTOR_AT_GOOGLE,
    NOW,
    STARTS_AT,
    SUMMARY,
    Pair,
    a_connected_pair,
    an_appointment,
    at_google,
    move,
    plan,
    until_settled,
    write,
)
from tests.integration.calendars.regular import ALL, ASeries, mails, shown

pytestmark = pytest.mark.django_db(transaction=True)


class Backup:
    """The rows of the calendars as they are now, to be brought back later."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = [dict(row) for row in CalendarEvent.objects.values()]

    def restore(self) -> CalendarEvent:
        """Google knows nothing of it. The one event there is."""
        for row in self.events:
            CalendarEvent.objects.filter(pk=row["id"]).update(**row)
        return CalendarEvent.objects.get()


def rematched(pair: Pair, *, remove_unknown: bool = False) -> list[tuple[int, int, int]]:
    """(known, adopted, unknown) of each side's calendar, the founder's first."""
    connections = GoogleConnection.objects.filter(person__in=pair.people).order_by("pk")
    found = [rematch(connection_id=one.pk, remove_unknown=remove_unknown, now=NOW) for one in connections]
    return [(one.known, one.adopted, len(one.unknown)) for one in found]


def test_a_session_written_since_the_backup_is_taken_for_what_it_is(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    plan(appointment, pair)
    backup = Backup()
    write(CalendarEvent.objects.get())

    event = backup.restore()
    assert (event.state, event.attempts) == ("waiting", 0)
    assert until_settled(event) == []

    (mine,) = at_google(google, FOUNDER_AT_GOOGLE)
    assert (event.state, event.meet_url, event.etag != "") == ("written", mine["hangoutLink"], True)
    assert len(at_google(google, MENTOR_AT_GOOGLE)) == 1
    assert google.mails() == [(MENTOR_AT_GOOGLE, "invitation")]


def test_a_move_written_since_the_backup_is_no_persons_doing(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    plan(appointment, pair)
    backup = Backup()
    write(CalendarEvent.objects.get())
    move(appointment, timedelta(days=1))
    write(plan(appointment, pair))
    move(appointment, timedelta(days=-1))

    event = backup.restore()
    assert until_settled(event) == []

    assert [row["start"]["dateTime"] for row in at_google(google, FOUNDER_AT_GOOGLE)] == [
        STARTS_AT.isoformat()
    ]
    assert not CalendarEdit.objects.exists()


def test_a_change_written_since_the_backup_is_made_once_more_without_a_second_event(
    google: GoogleEmulatorHandle,
) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    write(plan(appointment, pair))
    backup = Backup()
    write(plan(appointment, pair, description="of today"))
    backup.restore()

    event = plan(appointment, pair, description="of the day after")
    assert until_settled(event) == []

    (mine,) = at_google(google, FOUNDER_AT_GOOGLE)
    assert mine["description"].startswith("of the day after")
    assert len(at_google(google, MENTOR_AT_GOOGLE)) == 1


def test_a_series_written_since_the_backup_is_taken_with_its_exceptions(google: GoogleEmulatorHandle) -> None:
    series = ASeries(a_connected_pair(google))
    event = series.plan()
    backup, dates = Backup(), list(CalendarOccurrence.objects.values())
    write(event)
    series.move(series.dates[1], timedelta(hours=2))
    write(series.plan())
    assert shown(series.pair) == [ALL[0], "03-03 02:00", *ALL[2:]]
    told = mails(google)

    series.move(series.dates[1], timedelta(hours=-2))
    event = backup.restore()
    for row in dates:
        CalendarOccurrence.objects.filter(pk=row["id"]).update(**row)
    assert until_settled(event) == []

    assert shown(series.pair) == ALL
    masters = {row.get("recurringEventId", row["id"]) for row in at_google(google, FOUNDER_AT_GOOGLE)}
    assert masters == {event.google_event_id}
    assert mails(google) == [*told, "update"]


def test_a_session_under_its_second_id_is_found_under_it(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    plan(appointment, pair)
    backup = Backup()
    event = CalendarEvent.objects.get()
    write(event)
    foreign = {"extendedProperties": {"private": {"meridian_session": "another"}}}
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "edit", summary="Dentist", **foreign)
    event = plan(appointment, pair)
    write(event)
    second = event.google_event_id

    event = backup.restore()
    assert until_settled(event) == ["changing"]  # one try looks three times: taken, foreign, taken
    assert (event.google_event_id, event.generation, event.state) == (second, 1, "written")
    assert sorted(row["summary"] for row in at_google(google, FOUNDER_AT_GOOGLE)) == ["Dentist", SUMMARY]


def test_what_another_calendar_has_by_now_is_found_by_its_mark(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    event = plan(appointment, pair)
    google.fault(name="serviceUnavailable", method="POST", path="*/events")
    write(event)
    backup = Backup()
    founders = GoogleConnection.objects.get(person=pair.founder)
    operations.disconnect(person=pair.founder, now=NOW)
    until_settled(event)
    assert event.generation == 1  # under the mentor's account
    CalendarEvent.objects.update(organiser=None)
    founders.save()
    event = backup.restore()
    assert (event.generation, event.organiser) == (0, founders)

    assert rematched(pair) == [(0, 0, 0), (0, 1, 0)]
    event.refresh_from_db()
    assert until_settled(event) == []

    assert event.organiser == GoogleConnection.objects.get(person=pair.mentor)
    assert len(at_google(google, MENTOR_AT_GOOGLE)) == 1
    assert (event.state, event.generation) == ("written", 1)
    assert rematched(pair) == [(0, 0, 0), (1, 0, 0)]


def test_what_the_backup_does_not_know_is_named_and_goes_only_if_wanted(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    kept, lost = an_appointment(pair), an_appointment(pair, STARTS_AT + timedelta(days=1))
    for appointment in (kept, lost):
        write(plan(appointment, pair))
    copy = google.act(FOUNDER_AT_GOOGLE, kept.pk.hex, "copy")
    lost_id = lost.pk.hex
    lost.delete()

    out = StringIO()
    call_command("rematch_calendars", stdout=out)
    assert f"{FOUNDER_AT_GOOGLE}: 1 known, 0 found again, 1 unknown" in out.getvalue()
    assert lost_id in out.getvalue()
    assert len(at_google(google, FOUNDER_AT_GOOGLE)) == 3

    call_command("rematch_calendars", "--remove-unknown", stdout=out)
    assert {row["id"] for row in at_google(google, FOUNDER_AT_GOOGLE)} == {kept.pk.hex, copy["id"]}
    assert google.mails().count((MENTOR_AT_GOOGLE, "cancellation")) == 1


def test_an_account_that_does_not_answer_keeps_the_others_from_nothing(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    write(plan(an_appointment(pair), pair))
    google.order("revoke", {"email": MENTOR_AT_GOOGLE})
    out, errors = StringIO(), StringIO()

    call_command("rematch_calendars", stdout=out, stderr=errors)

    assert FOUNDER_AT_GOOGLE in out.getvalue()
    assert MENTOR_AT_GOOGLE in errors.getvalue()
