"""The list of a person's calendars, and their choice among them (G 20)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from calendars import operations
from calendars.models import GoogleConnection, OwnCalendar, ReadCalendar
from tests.emulators import GoogleEmulatorHandle
from tests.integration.calendars.hub import (
    FOUNDER_AT_GOOGLE,
    NOW,
    Pair,
    a_pair,
    an_appointment,
    at_google,
    connect,
    plan,
    write,
    written_and_moved,
)
from tests.integration.calendars.wishing import BUSY, EVENTS, EVERYTHING, wish

pytestmark = pytest.mark.django_db(transaction=True)

WORK, SHARED = "c_work@group.calendar.google.com", "c_shared@group.calendar.google.com"
OTHER = "other@gmail.example"
PATH = "/api/me/google/calendars/"


@pytest.fixture
def pair(google: GoogleEmulatorHandle) -> Pair:
    google.order("calendars", {"id": WORK, "owner": FOUNDER_AT_GOOGLE, "summary": "Work"})
    roles = {FOUNDER_AT_GOOGLE: "writer"}
    google.order("calendars", {"id": SHARED, "owner": OTHER, "summary": "Shared", "roles": roles})
    return a_pair()


@pytest.fixture
def browser(client: Client, pair: Pair) -> Client:
    client.force_login(pair.founder)
    return client


def rows(answer: Any) -> dict[str, dict[str, Any]]:
    assert answer.status_code == 200, answer.json()
    return {row["name"]: row for row in answer.json()}


def refreshed(browser: Client) -> dict[str, dict[str, Any]]:
    return rows(browser.post(f"{PATH}refresh/", content_type="application/json"))


def chosen(browser: Client, **choice: object) -> Any:
    return browser.put(PATH, choice, content_type="application/json")


def test_google_names_the_calendars_and_what_can_be_done_with_each(
    google: GoogleEmulatorHandle, pair: Pair, browser: Client
) -> None:
    connect(google, pair.founder, FOUNDER_AT_GOOGLE)

    found = refreshed(browser)

    assert {name: (row["access_role"], row["can_be_written"]) for name, row in found.items()} == {
        FOUNDER_AT_GOOGLE: ("owner", True),
        "Work": ("owner", True),
        "Shared": ("writer", False),
    }
    assert [row["name"] for row in found.values() if row["is_read"]] == [FOUNDER_AT_GOOGLE]
    assert [row["is_primary"] for row in found.values()].count(True) == 1
    assert rows(browser.get(PATH)) == found


def test_new_events_go_to_the_chosen_calendar_and_the_others_stay(
    google: GoogleEmulatorHandle, pair: Pair, browser: Client
) -> None:
    connect(google, pair.founder, FOUNDER_AT_GOOGLE)
    before = plan(an_appointment(pair), pair)
    write(before)
    found = refreshed(browser)
    ids = [found[FOUNDER_AT_GOOGLE]["id"], found["Shared"]["id"]]

    after = rows(chosen(browser, read=ids, written=found["Work"]["id"]))

    assert {name for name, row in after.items() if row["is_read"]} == {FOUNDER_AT_GOOGLE, "Shared"}
    assert [name for name, row in after.items() if row["is_written"]] == ["Work"]
    assert before.appointment is not None
    event = plan(before.appointment, pair, description="changed")
    write(event)
    assert [shown["description"] for shown in at_google(google, FOUNDER_AT_GOOGLE)] == ["changed"]
    assert at_google(google, WORK) == []


@pytest.mark.parametrize(
    ("choice", "status", "code", "field"),
    [
        ({"read": [999_999]}, 400, "calendar_unknown", "read"),
        ({"read": [], "written": 999_999}, 400, "calendar_unknown", "written"),
        ({"read": ["x"]}, 400, "invalid", "read"),
        ({}, 400, "invalid", "read"),
    ],
)
def test_a_choice_that_makes_no_sense_is_refused(
    google: GoogleEmulatorHandle,
    pair: Pair,
    browser: Client,
    choice: dict[str, object],
    status: int,
    code: str,
    field: str,
) -> None:
    connect(google, pair.founder, FOUNDER_AT_GOOGLE)

    answer = chosen(browser, **choice)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["errors"][0]["field"].startswith(field)


def test_a_calendar_of_others_cannot_be_written(
    google: GoogleEmulatorHandle, pair: Pair, browser: Client
) -> None:
    connect(google, pair.founder, FOUNDER_AT_GOOGLE)
    shared = refreshed(browser)["Shared"]["id"]

    answer = chosen(browser, read=[], written=shared)

    assert (answer.status_code, answer.json()["code"]) == (400, "calendar_not_writable")


def test_without_leave_nothing_is_listed_or_counts_as_busy(
    google: GoogleEmulatorHandle, pair: Pair, browser: Client
) -> None:
    assert browser.get(PATH).json() == []
    refused = browser.post(f"{PATH}refresh/", content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (409, "not_connected")
    assert chosen(browser, read=[]).json()["code"] == "not_connected"
    wish(google, pair.founder, EVERYTHING, granted=[EVENTS])
    refused = browser.post(f"{PATH}refresh/", content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (409, "list_not_granted")
    primary = ReadCalendar.objects.get()
    ReadCalendar.objects.update(is_read=False)
    assert chosen(browser, read=[primary.pk]).json()["code"] == "busy_not_granted"


def test_google_away_is_told_and_changes_nothing(
    google: GoogleEmulatorHandle, pair: Pair, browser: Client
) -> None:
    connect(google, pair.founder, FOUNDER_AT_GOOGLE)
    before = refreshed(browser)
    google.fault(name="serviceUnavailable", path="*/calendarList")

    refused = browser.post(f"{PATH}refresh/", content_type="application/json")

    assert (refused.status_code, refused.json()["code"]) == (503, "google_unreachable")
    assert rows(browser.get(PATH)) == before


def test_a_destination_that_may_only_be_read_waits_for_another_without_a_storm(
    google: GoogleEmulatorHandle, pair: Pair, browser: Client
) -> None:
    connect(google, pair.founder, FOUNDER_AT_GOOGLE)
    event = written_and_moved(pair)
    google.fault(
        method="PATCH",
        kind="answer",
        status=403,
        times=99,
        body={"error": {"errors": [{"domain": "global", "reason": "requiredAccessLevel"}], "code": 403}},
    )

    assert write(event) is None
    assert (event.state, event.last_error) == ("waiting", "calendar_read_only")
    asked = len(google.journal())
    assert write(event) is None
    operations.take_up_waiting(now=NOW)
    assert len(google.journal()) == asked

    google.order("reset")
    google.order("calendars", {"id": WORK, "owner": FOUNDER_AT_GOOGLE, "summary": "Work"})
    connect(google, pair.founder, FOUNDER_AT_GOOGLE)
    work = refreshed(browser)["Work"]["id"]
    assert chosen(browser, read=[], written=work).status_code == 200
    event.refresh_from_db()
    assert write(event) is None
    assert len(at_google(google, WORK)) == 1


def test_a_destination_that_became_anothers_asks_for_a_choice_and_keeps_the_connection(
    google: GoogleEmulatorHandle, pair: Pair, browser: Client
) -> None:
    """G 20: the least scope that writes reaches only what the person owns, so Google calls it a lack of leave."""
    connect(google, pair.founder, FOUNDER_AT_GOOGLE)
    work, primary = (refreshed(browser)[name]["id"] for name in ("Work", FOUNDER_AT_GOOGLE))
    chosen(browser, read=[work], written=work)
    event = written_and_moved(pair)
    google.order("calendars", {"id": WORK, "owner": OTHER, "roles": {FOUNDER_AT_GOOGLE: "reader"}})

    assert write(event) is None

    assert google.journal()[-1]["status"] == 403
    state = browser.get("/api/me/google/").json()
    assert (event.state, event.last_error) == ("waiting", "calendar_read_only")
    assert (state["state"], state["last_error"]) == ("active", None)
    assert next((one["code"], one["mend"]) for one in state["troubles"]) == ("calendar_read_only", "choose")
    asked = len(google.journal())
    assert write(event) is None
    assert operations.take_up_waiting(now=NOW + timedelta(hours=1)) == 0
    assert len(google.journal()) == asked

    assert chosen(browser, read=[], written=primary).status_code == 200
    assert write(event) is None
    assert [shown["id"] for shown in at_google(google, FOUNDER_AT_GOOGLE)] == [event.google_event_id]


def test_a_read_calendar_that_google_no_longer_names_is_gone(
    google: GoogleEmulatorHandle, pair: Pair, browser: Client
) -> None:
    connect(google, pair.founder, FOUNDER_AT_GOOGLE)
    shared = refreshed(browser)["Shared"]["id"]
    primary = ReadCalendar.objects.get(google_calendar_id="primary").pk
    chosen(browser, read=[primary, shared])
    google.order("calendars", {"id": SHARED, "owner": OTHER, "roles": {FOUNDER_AT_GOOGLE: None}})

    found = refreshed(browser)

    assert (found["Shared"]["state"], found["Shared"]["last_error"]) == ("gone", "calendar_gone")
    assert found["Shared"]["words"]


def test_the_database_keeps_the_choice_sound(google: GoogleEmulatorHandle, pair: Pair) -> None:
    found = wish(google, pair.founder, EVERYTHING, granted=[BUSY, EVENTS])

    def refused(name: str, **fields: object) -> None:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            ReadCalendar.objects.create(connection=found, google_calendar_id="another", **fields)

    refused("read_calendar_one_is_written", is_written=True)
    refused("read_calendar_written_can_be", is_written=True, access_role="reader")
    ReadCalendar.objects.create(connection=found, google_calendar_id="ours", is_own=True)
    refused("read_calendar_one_is_own", is_own=True)
    changes: dict[str, dict[str, Any]] = {
        "google_connection_is_of_use": {"reads_busy": False, "writes_to": "nothing"},
        "google_connection_writes_to": {"writes_to": "anything"},
    }
    for name, change in changes.items():
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            GoogleConnection.objects.update(**change)
    OwnCalendar.objects.create(account="a", google_calendar_id="c_x", asked_at=NOW)
    with pytest.raises(IntegrityError, match="own_calendar_of_one_account"), transaction.atomic():
        OwnCalendar.objects.create(account="b", google_calendar_id="c_x", asked_at=NOW)
