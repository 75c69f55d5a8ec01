"""The life of the hub's account: read and watched like people's, lost, mended, parted from, replaced."""

from datetime import timedelta

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from accounts.models import Role
from audit.models import AuditEntry
from calendars import operations
from calendars.models import CalendarWarning, GoogleConnection, PushChannel
from calendars.operations.reading.reader import read_calendar
from calendars.queries import people_reached_by_google
from calendars.warnings import open_warnings
from tests.emulators import GoogleEmulatorHandle
from tests.factories.hub import a_person
from tests.integration.calendars.hub import (
    NOW,
    STARTS_AT,
    a_pair,
    an_appointment,
    at_google,
    move,
    plan,
    story,
    write,
    writes,
    written_and_moved,
)
from tests.integration.calendars.hub_account import HUB, connect_hub

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)
PATH = "/api/hub/google/"


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(a_person(Role.ADMINISTRATOR))
    return client


def test_an_administrator_sees_how_the_account_does(
    google: GoogleEmulatorHandle, user: GoogleConnection, administrator: Client
) -> None:
    pair = a_pair()
    write(plan(an_appointment(pair), pair))
    (row,) = user.calendars.filter(is_written=True)
    read_calendar(calendar_id=row.pk, now=NOW + HOUR, chance=0)
    plan(an_appointment(pair, STARTS_AT + HOUR), pair)

    found = administrator.get(PATH).json()

    assert (found["state"], found["google_email"], found["calendar_id"]) == ("active", HUB, "primary")
    assert "calendar.events.owned" in found["scopes"]
    assert (found["last_ok_at"], found["last_read_at"]) == ("2026-11-24T03:00:00Z", "2026-11-24T04:00:00Z")
    assert (found["waiting"], found["failed"], found["codes"]) == (1, 0, [])


def test_an_account_that_google_lets_in_no_more_warns_coordinators_once_until_it_is_connected_again(
    google: GoogleEmulatorHandle, user: GoogleConnection, administrator: Client
) -> None:
    pair = a_pair()
    event = written_and_moved(pair)
    google.order("revoke", {"email": HUB})
    google.fault(name="authError", path="*/events/*", times=9)
    write(event)
    write(event)
    (row,) = user.calendars.filter(is_written=True)
    read_calendar(calendar_id=row.pk, now=NOW, chance=0)

    assert (event.state, event.last_error) == ("waiting", "needs_reauth")
    found = administrator.get(PATH).json()
    assert (found["state"], found["codes"][0], found["waiting"]) == ("needs_reauth", "needs_consent", 1)
    assert [(one.kind, one.connection_id) for one in open_warnings()] == [("needs_consent", user.pk)]
    assert CalendarWarning.objects.count() == 1

    google.clear_faults()
    connect_hub(google, a_person(Role.ADMINISTRATOR), now=NOW + HOUR)
    assert write(event, NOW + HOUR) is None
    assert (event.state, list(open_warnings())) == ("written", [])
    assert administrator.get(PATH).json()["codes"] == []


def test_what_is_agreed_while_the_account_is_locked_out_goes_by_mail_until_its_next_change(
    google: GoogleEmulatorHandle, user: GoogleConnection
) -> None:
    pair = a_pair()
    both = {person.pk for person in pair.people}
    first = plan(an_appointment(pair), pair)
    google.order("revoke", {"email": HUB})
    google.fault(name="authError", method="POST", path="*/events")
    write(first)

    later = an_appointment(pair, STARTS_AT + HOUR)
    agreed = plan(later, pair)
    assert (first.state, first.is_mailed, people_reached_by_google(first)) == ("none", True, set())
    assert (agreed.state, people_reached_by_google(agreed)) == ("none", set())

    connect_hub(google, a_person(Role.ADMINISTRATOR), now=NOW + HOUR)
    agreed.refresh_from_db()
    assert (agreed.state, people_reached_by_google(agreed)) == ("none", set())

    move(later, HOUR)
    changed = plan(later, pair)
    assert (changed.pk, changed.uid, people_reached_by_google(changed)) == (agreed.pk, agreed.uid, both)
    write(changed, NOW + HOUR)
    assert len(at_google(google, HUB)) == 1


def test_a_calendar_that_is_gone_waits_until_an_administrator_asks_again(
    google: GoogleEmulatorHandle, user: GoogleConnection, administrator: Client
) -> None:
    pair = a_pair()
    event = written_and_moved(pair)
    google.fault(name="notFound", path="*/events*", times=99)
    write(event, NOW + HOUR)
    assert (event.state, event.last_error) == ("waiting", "calendar_gone")
    assert administrator.get(PATH).json()["codes"] == ["calendar_gone", "writes_waiting"]
    assert AuditEntry.objects.get(action="google.calendar_lost").subject_kind == "hub"
    google.clear_faults()

    assert administrator.post(f"{PATH}resume/").status_code == 204
    assert write(event) is None
    assert (event.state, administrator.get(PATH).json()["codes"]) == ("written", [])


def test_parting_leaves_what_stands_and_sends_the_rest_by_mail(
    google: GoogleEmulatorHandle, user: GoogleConnection, administrator: Client
) -> None:
    pair = a_pair()
    standing, waiting = an_appointment(pair), an_appointment(pair, STARTS_AT + HOUR)
    written, fresh = plan(standing, pair), plan(waiting, pair)
    write(written)

    assert administrator.post(f"{PATH}disconnect/", content_type="application/json").status_code == 204

    assert administrator.get(PATH).json()["state"] == "none"
    written.refresh_from_db()
    fresh.refresh_from_db()
    assert [row["id"] for row in at_google(google, HUB)] == [written.google_event_id]
    assert (written.organiser, written.left_account != "") == (None, True)
    assert (fresh.state, fresh.is_mailed, people_reached_by_google(fresh)) == ("none", True, set())
    mailed = ProcrastinateJob.objects.get(task_name="mentoring.invite_by_mail", status="todo")
    assert mailed.args["event_id"] == fresh.pk
    assert story(waiting)[-1] == "calendar.mailed"
    revoked = ProcrastinateJob.objects.get(task_name="calendars.revoke_token", status="todo")
    operations.revoke_token(**revoked.args)
    assert [entry["status"] for entry in google.journal() if entry["path"] == "/revoke"] == [200]
    assert (
        administrator.post(f"{PATH}disconnect/", content_type="application/json").status_code == 204
    )  # there is nothing left to part from


def test_the_same_account_finds_its_events_again_and_makes_no_second_one(
    google: GoogleEmulatorHandle, user: GoogleConnection, administrator: Client
) -> None:
    pair = a_pair()
    appointment = an_appointment(pair)
    write(plan(appointment, pair))
    administrator.post(f"{PATH}disconnect/", content_type="application/json")
    connect_hub(google, a_person(Role.ADMINISTRATOR), now=NOW + HOUR)
    move(appointment, HOUR)

    event = plan(appointment, pair)
    assert write(event, NOW + HOUR) is None

    (shown,) = at_google(google, HUB)
    assert (shown["id"], event.organiser and event.organiser.is_hub) == (event.google_event_id, True)
    assert writes(google) == [("POST", 200), ("PATCH", 200)]


def test_another_account_takes_over_what_waits_and_leaves_what_stands(
    google: GoogleEmulatorHandle, user: GoogleConnection
) -> None:
    pair = a_pair()
    standing, fresh = plan(an_appointment(pair), pair), plan(an_appointment(pair, STARTS_AT + HOUR), pair)
    write(standing)

    again = connect_hub(google, a_person(Role.ADMINISTRATOR), "office@hub.example", now=NOW + HOUR)
    assert write(fresh, NOW + HOUR) is None

    assert [row["id"] for row in at_google(google, "office@hub.example")] == [fresh.google_event_id]
    assert [row["id"] for row in at_google(google, HUB)] == [standing.google_event_id]
    standing.refresh_from_db()
    assert standing.organiser is None
    assert [row.google_calendar_id for row in again.calendars.filter(is_written=True)] == ["primary"]


def test_nobody_parts_from_a_service_account_here(
    google: GoogleEmulatorHandle, robot: None, administrator: Client
) -> None:
    pair = a_pair()
    write(plan(an_appointment(pair), pair))
    for door in ("connect", "disconnect"):
        refused = administrator.post(f"{PATH}{door}/", content_type="application/json")
        assert (refused.status_code, refused.json()["code"]) == (409, "account_of_the_server")
    assert administrator.get(PATH).json()["state"] == "active"


def test_google_tells_of_changes_in_the_hubs_calendar(
    reachable: GoogleEmulatorHandle, user: GoogleConnection, settings: Settings
) -> None:
    settings.ENV = settings.ENV.model_copy(update={"google_push_to_loopback": True})
    (row,) = user.calendars.filter(is_written=True)

    assert operations.keep_channels(now=NOW) == 1
    operations.open_channel(calendar_id=row.pk, now=NOW)

    channel = PushChannel.objects.get()
    assert (channel.calendar_id, channel.state) == (row.pk, "open")


def test_another_service_account_leaves_what_stands_and_reads_its_own_calendar(
    google: GoogleEmulatorHandle, robot: None, settings: Settings
) -> None:
    pair = a_pair()
    standing = plan(an_appointment(pair), pair)
    write(standing)
    settings.ENV = settings.ENV.model_copy(update={"google_service_account_subject": "office@hub.example"})
    settings.ENV.__dict__.pop("google_service_account", None)

    fresh = plan(an_appointment(pair, STARTS_AT + HOUR), pair)
    assert write(fresh) is None

    assert [row["id"] for row in at_google(google, "office@hub.example")] == [fresh.google_event_id]
    (row,) = GoogleConnection.objects.get(is_hub=True).calendars.all()
    read_calendar(calendar_id=row.pk, now=NOW + HOUR, chance=0)
    standing.refresh_from_db()
    assert (standing.organiser, standing.state) == (None, "written")
    assert not standing.edits.exists()
