"""The hub organises with an account of its own: events are in its calendar, people are guests, each invited once."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from accounts.models import Role
from agenda.models import BusyTime
from calendars import operations
from calendars.hub_standing import hub_organiser
from calendars.models import CalendarEvent, GoogleConnection
from calendars.operations.consent import ConsentDenied, start_hub_consent
from calendars.operations.hub_connecting import hub_is_well
from calendars.operations.hub_organiser import NotRunByTheHub
from calendars.operations.reading.reader import read_calendar
from calendars.queries import people_reached_by_google
from calendars.warnings import open_warnings
from config.environment import Environment
from tests.emulators import GoogleEmulatorHandle
from tests.factories.hub import a_person
from tests.integration.calendars.hub import (
    FOUNDER_AT_GOOGLE,
    MENTOR_AT_GOOGLE,
    NOW,
    STARTS_AT,
    Pair,
    a_connected_pair,
    a_pair,
    an_appointment,
    answer_of,
    at_google,
    connect,
    move,
    plan,
    story,
    until_settled,
    write,
    writes,
)
from tests.integration.calendars.hub_account import (
    BOTH_MODES,
    HUB,
    ROBOT,
    Fixture,
    connect_hub,
    known_to,
    the_hub_has,
)
from tests.integration.calendars.regular import ASeries

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)


def addresses(pair: Pair) -> list[str]:
    return sorted(person.email for person in pair.people)


def mailed() -> int:
    return ProcrastinateJob.objects.filter(task_name="mentoring.invite_by_mail", status="todo").count()


@BOTH_MODES
def test_a_session_lives_in_the_hubs_calendar_and_google_invites_both_once(
    google: GoogleEmulatorHandle, request: Fixture, mode: str
) -> None:
    request.getfixturevalue(mode)
    pair = a_pair()
    appointment = an_appointment(pair)
    event = plan(appointment, pair)

    assert write(event) is None

    (shown,) = at_google(google, HUB)
    assert sorted(guest["email"] for guest in shown["attendees"]) == addresses(pair)
    assert shown["organizer"]["email"] == HUB
    assert sorted(google.mails()) == [(email, "invitation") for email in addresses(pair)]
    assert (event.state, event.meet_url) == ("written", shown["hangoutLink"])
    assert people_reached_by_google(event) == {person.pk for person in pair.people}
    assert writes(google) == [("POST", 200)]

    move(appointment, HOUR)
    assert write(plan(appointment, pair)) is None
    operations.withdraw_event(appointment=appointment, now=NOW)
    assert write(event) is None
    kinds = ["cancellation", "invitation", "update"]
    assert sorted(google.mails()) == sorted((to, kind) for to in addresses(pair) for kind in kinds)
    assert story(appointment)[-1] == "calendar.removed"


@BOTH_MODES
def test_a_series_and_its_exceptions_live_there_too(
    google: GoogleEmulatorHandle, request: Fixture, mode: str
) -> None:
    request.getfixturevalue(mode)
    series = ASeries(a_pair())
    event = series.plan()
    assert write(event) is None
    series.move(series.dates[1], HOUR)
    assert write(series.plan()) is None

    rows = at_google(google, HUB)
    assert {row.get("recurringEventId", row["id"]) for row in rows} == {event.google_event_id}
    assert (len(rows), [method for method, _ in writes(google)]) == (2, ["POST", "PATCH"])


@BOTH_MODES
def test_who_has_a_calendar_of_their_own_is_a_guest_there_and_organises_nothing(
    google: GoogleEmulatorHandle, request: Fixture, mode: str
) -> None:
    request.getfixturevalue(mode)
    pair = a_pair()
    connect(google, pair.mentor, MENTOR_AT_GOOGLE)
    event = plan(an_appointment(pair), pair)

    assert write(event) is None

    (copy,) = at_google(google, MENTOR_AT_GOOGLE)
    assert copy["id"] == event.google_event_id
    assert sorted(google.mails()) == sorted(
        [(pair.founder.email, "invitation"), (MENTOR_AT_GOOGLE, "invitation")]
    )
    assert event.organiser is not None
    assert event.organiser.is_hub


def test_what_a_persons_calendar_held_before_the_hub_organised_stays_there(
    google: GoogleEmulatorHandle, key: rsa.RSAPrivateKey, request: Fixture
) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    write(plan(appointment, pair))
    request.getfixturevalue("user")
    move(appointment, HOUR)

    event = plan(appointment, pair)
    assert write(event) is None

    assert event.organiser == GoogleConnection.objects.get(person=pair.founder)
    assert (len(at_google(google, FOUNDER_AT_GOOGLE)), at_google(google, HUB)) == (1, [])
    assert google.mails() == [(MENTOR_AT_GOOGLE, "invitation"), (MENTOR_AT_GOOGLE, "update")]


def a_lone_robot(
    google: GoogleEmulatorHandle, key: rsa.RSAPrivateKey, key_file: Path, settings: Settings
) -> None:
    known_to(google, key)
    the_hub_has(
        settings, google, google_hub_organiser="service_account", google_service_account_file=key_file
    )


def test_a_service_account_that_may_invite_nobody_leaves_it_to_the_mail_and_says_so(
    google: GoogleEmulatorHandle, key: rsa.RSAPrivateKey, key_file: Path, settings: Settings
) -> None:
    a_lone_robot(google, key, key_file, settings)
    pair = a_pair()
    appointment = an_appointment(pair)
    event = plan(appointment, pair)

    assert write(event) is None

    assert (event.state, event.is_mailed, event.last_error) == ("none", True, "forbiddenForServiceAccounts")
    assert (at_google(google, ROBOT), google.mails(), mailed()) == ([], [], 1)
    (warning,) = open_warnings()
    assert (warning.kind, warning.connection and warning.connection.google_email) == ("cannot_invite", ROBOT)
    assert hub_organiser().pause_reason == "forbiddenForServiceAccounts"
    # Not once more for each session: it stays so until an administrator of the domain allows it.
    asked = len(google.journal())
    later = plan(an_appointment(pair, STARTS_AT + HOUR), pair)
    assert (write(later), later.state, len(google.journal())) == (None, "none", asked)


def test_once_it_may_invite_new_sessions_are_googles_and_old_ones_stay_with_the_mail(
    google: GoogleEmulatorHandle, key: rsa.RSAPrivateKey, key_file: Path, settings: Settings
) -> None:
    a_lone_robot(google, key, key_file, settings)
    pair = a_pair()
    old = an_appointment(pair)
    write(plan(old, pair))
    known_to(google, key, "hub.example")
    settings.ENV = settings.ENV.model_copy(update={"google_service_account_subject": HUB})
    settings.ENV.__dict__.pop("google_service_account", None)
    assert hub_is_well(by=a_person(Role.ADMINISTRATOR), now=NOW)

    new = plan(an_appointment(pair, STARTS_AT + HOUR), pair)
    assert write(new) is None
    assert (new.state, len(at_google(google, HUB))) == ("written", 1)

    move(old, timedelta(days=1))
    kept = plan(old, pair)
    assert (write(kept), kept.state, kept.is_mailed) == (None, "none", True)
    assert sorted(google.mails()) == [(email, "invitation") for email in addresses(pair)]


def test_a_subject_whom_the_account_may_not_act_for_is_a_clear_refusal(
    google: GoogleEmulatorHandle, key: rsa.RSAPrivateKey, key_file: Path, settings: Settings
) -> None:
    known_to(google, key)  # nobody allowed it
    the_hub_has(
        settings,
        google,
        google_hub_organiser="service_account",
        google_service_account_file=key_file,
        google_service_account_subject=HUB,
    )
    pair = a_pair()
    event = plan(an_appointment(pair), pair)

    assert write(event) is None

    assert (event.state, event.last_error, event.is_mailed) == ("none", "unauthorized_client", True)
    assert people_reached_by_google(event) == set()


def test_a_key_that_google_does_not_know_parks_the_hub(
    google: GoogleEmulatorHandle, robot: None, key: rsa.RSAPrivateKey
) -> None:
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    known_to(google, other, "hub.example")
    event = plan(an_appointment(pair := a_pair()), pair)

    assert write(event) is None
    assert (event.state, event.last_error, hub_organiser().state) == ("none", "needs_reauth", "needs_reauth")

    known_to(google, key, "hub.example")
    assert hub_is_well(by=a_person(Role.ADMINISTRATOR), now=NOW + HOUR)
    later = plan(an_appointment(pair, STARTS_AT + HOUR), pair)
    assert write(later, NOW + HOUR) is None
    assert (later.state, hub_organiser().state) == ("written", "active")


@BOTH_MODES
def test_the_hubs_limit_of_use_leaves_it_to_the_mail(
    google: GoogleEmulatorHandle, request: Fixture, mode: str
) -> None:
    request.getfixturevalue(mode)
    pair = a_connected_pair(google)
    event = plan(an_appointment(pair), pair)
    google.fault(name="quotaExceeded", method="POST", path="*/events")

    assert write(event) is None

    # People's own calendars organise nothing here, though they could.
    assert (event.state, event.is_mailed, mailed(), google.mails()) == ("none", True, 1, [])


def test_until_an_account_of_the_hub_is_connected_invitations_go_by_mail(
    google: GoogleEmulatorHandle, settings: Settings
) -> None:
    the_hub_has(settings, google, google_hub_organiser="google_user")
    pair = a_connected_pair(google)

    event = plan(an_appointment(pair), pair)

    assert (event.state, people_reached_by_google(event)) == ("none", set())
    assert hub_organiser().state == "none"


def test_another_account_can_take_over_and_a_no_changes_nothing(
    google: GoogleEmulatorHandle, user: GoogleConnection
) -> None:
    administrator = a_person(Role.ADMINISTRATOR)
    url = start_hub_consent(person=administrator, now=NOW)
    state, _ = answer_of(google.decide(url, HUB, decision="deny"))
    with pytest.raises(ConsentDenied):
        operations.refuse_consent(person=administrator, state=state, now=NOW)
    assert hub_organiser().google_email == HUB

    again = connect_hub(google, administrator, "office@hub.example")
    assert (again.pk, hub_organiser().google_email) == (user.pk, "office@hub.example")


def test_where_people_organise_no_account_of_the_hub_is_connected(google: GoogleEmulatorHandle) -> None:
    with pytest.raises(NotRunByTheHub):
        start_hub_consent(person=a_person(Role.ADMINISTRATOR), now=NOW)
    assert hub_organiser().mode == "people"


@BOTH_MODES
@pytest.mark.parametrize(
    "fault",
    [
        {"name": "backendError", "commit": True},
        {"kind": "drop", "commit": True},
        {"name": "authError"},
        {"name": "userRateLimitExceeded"},
    ],
    ids=["answer_lost", "sent_twice", "token_ended", "too_fast"],
)
def test_an_insert_of_the_hub_converges_to_one_event(
    google: GoogleEmulatorHandle, request: Fixture, mode: str, fault: dict[str, Any]
) -> None:
    request.getfixturevalue(mode)
    pair = a_pair()
    event = plan(an_appointment(pair), pair)
    google.fault(method="POST", path="*/events", **fault)

    until_settled(event)

    assert [row["id"] for row in at_google(google, HUB)] == [event.google_event_id]
    assert sorted(google.mails()) == [(email, "invitation") for email in addresses(pair)]
    assert CalendarEvent.objects.get().state == "written"


def test_the_copy_in_a_guests_own_calendar_takes_no_time_of_its_own(
    google: GoogleEmulatorHandle, user: GoogleConnection
) -> None:
    pair = a_pair()
    own = connect(google, pair.mentor, MENTOR_AT_GOOGLE)
    event = plan(an_appointment(pair), pair)
    write(event)
    (row,) = own.calendars.filter(is_read=True)

    read_calendar(calendar_id=row.pk, now=NOW, chance=0)

    assert len(at_google(google, MENTOR_AT_GOOGLE)) == 1
    assert not BusyTime.objects.filter(source=row.pk).exists()
    row.refresh_from_db()
    assert row.state == "known"


def test_an_administrator_connects_the_hub_in_a_browser(
    google: GoogleEmulatorHandle, settings: Settings, client: Client
) -> None:
    the_hub_has(settings, google, google_hub_organiser="google_user")
    client.force_login(a_person(Role.ADMINISTRATOR))
    assert client.get("/api/hub/google/").json()["state"] == "none"
    assert client.post("/api/hub/google/resume/").json()["code"] == "not_run_by_the_hub"

    asked = client.post("/api/hub/google/connect/").json()["authorization_url"]
    back = urlsplit(google.decide(asked, HUB))
    assert (
        client.get(f"{back.path}?{back.query}").headers["location"]
        == "/coordinator/calendars?google=connected"
    )

    found = client.get("/api/hub/google/").json()
    assert (found["mode"], found["state"], found["google_email"]) == ("google_user", "active", HUB)
    assert client.post("/api/hub/google/resume/").status_code == 204
    assert client.get("/api/me/google/").json()["connected"] is False


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        ({"google_hub_organiser": "service_account"}, "needs GOOGLE_SERVICE_ACCOUNT_FILE"),
        ({"google_hub_organiser": "robot"}, "google_hub_organiser"),
        (
            {"google_hub_organiser": "service_account", "google_service_account_file": "/nowhere/key.json"},
            "No such file",
        ),
        ({"google_service_account_subject": "not an address"}, "google_service_account_subject"),
    ],
)
def test_a_wrong_environment_stops_the_start(values: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        Environment(**values)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("no json", "no JSON"),
        ('{"type": "authorized_user"}', "no key of a service account"),
        ('{"type": "service_account", "client_email": "a@b.example"}', "private_key is missing"),
        ('{"type": "service_account", "client_email": "a@b.example", "private_key": "x"}', "no RSA key"),
    ],
)
def test_a_key_file_that_cannot_sign_stops_the_start(tmp_path: Path, content: str, complaint: str) -> None:
    path = tmp_path / "key.json"
    path.write_text(content)
    with pytest.raises(ValueError, match=complaint):
        Environment(google_hub_organiser="service_account", google_service_account_file=path)


def test_a_key_file_that_nobody_would_use_stops_the_start(key_file: Path) -> None:
    with pytest.raises(ValueError, match="needs GOOGLE_HUB_ORGANISER"):
        Environment(google_service_account_file=key_file)
