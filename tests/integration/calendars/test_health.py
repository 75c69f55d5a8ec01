"""How a connection does, in words, and the one button that mends it."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django.fixtures import DjangoAssertNumQueries

from accounts.models import Role
from calendars.models import CalendarEvent, GoogleConnection, ReadCalendar
from clock.models import ClockShift
from integrations.google_calendar import SCOPES
from tests.emulators import GoogleEmulatorHandle
from tests.factories.hub import a_person
from tests.integration.calendars.at_once import at_once
from tests.integration.calendars.hub import (
    FOUNDER_AT_GOOGLE,
    NOW,
    STARTS_AT,
    Pair,
    a_pair,
    an_appointment,
    at_google,
    connect,
    plan,
    write,
    written_and_moved,
)
from tests.integration.calendars.wishing import BUSY, EVERYTHING, LIST, OWN_CALENDAR, wish

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pair(google: GoogleEmulatorHandle) -> Pair:
    return a_pair()


@pytest.fixture
def ask(client: Client, pair: Pair) -> Callable[..., dict[str, Any]]:
    """`ask(method, path)` as the founder; the answer's JSON."""
    client.force_login(pair.founder)

    def call(method: str = "get", path: str = "", **body: object) -> dict[str, Any]:
        send = getattr(client, method)
        more = (body, "application/json") if method != "get" else ()
        answer: dict[str, Any] = send(f"/api/me/google/{path}", *more).json()
        return answer

    return call


def codes(state: dict[str, Any]) -> list[str]:
    return [trouble["code"] for trouble in state["troubles"]]


def test_a_connection_that_does_well_says_as_whom_and_for_what(
    google: GoogleEmulatorHandle, pair: Pair, ask: Callable[..., dict[str, Any]]
) -> None:
    connect(google, pair.founder, FOUNDER_AT_GOOGLE)
    write(plan(an_appointment(pair), pair))

    state = ask()

    assert (state["google_email"], state["healthy"], codes(state)) == (FOUNDER_AT_GOOGLE, True, [])
    assert state["wish"] == {"reads_busy": True, "writes_to": "chosen_calendar"}
    assert state["scopes"]["missing"] == []
    assert [part["state"] for part in state["parts"]] == ["on", "on", "on"]
    assert (state["waiting"], state["failed"], state["last_ok_at"] is not None) == (0, 0, True)
    assert ask("post", "mend/")["outcome"] == "nothing"


def test_a_box_that_was_left_out_is_told_in_words(
    google: GoogleEmulatorHandle, pair: Pair, ask: Callable[..., dict[str, Any]]
) -> None:
    wish(google, pair.founder, EVERYTHING, granted=[BUSY, LIST])

    state = ask()

    assert (codes(state), state["healthy"]) == (["writing_not_granted"], False)
    assert state["scopes"]["missing"] == ["calendar.events.owned"]
    assert all(trouble["words"] for trouble in state["troubles"])
    mended = ask("post", "mend/")
    assert mended["outcome"] == "consent"
    assert mended["authorization_url"].startswith(google.url)


def test_revoked_access_is_mended_by_consent_and_nothing_is_doubled(
    google: GoogleEmulatorHandle, pair: Pair, ask: Callable[..., dict[str, Any]]
) -> None:
    connect(google, pair.founder, FOUNDER_AT_GOOGLE)
    event = written_and_moved(pair)
    google.order("revoke", {"email": FOUNDER_AT_GOOGLE})
    write(event)

    state = ask()

    assert (state["state"], codes(state)[0], state["waiting"]) == ("needs_reauth", "needs_consent", 1)
    assert ask("post", "mend/")["outcome"] == "consent"

    connect(google, pair.founder, FOUNDER_AT_GOOGLE)
    write(event)
    assert (ask()["state"], ask()["waiting"]) == ("active", 0)
    assert [row["id"] for row in at_google(google, FOUNDER_AT_GOOGLE)] == [event.google_event_id]


def test_what_google_refused_is_tried_again(
    google: GoogleEmulatorHandle, pair: Pair, ask: Callable[..., dict[str, Any]]
) -> None:
    connect(google, pair.founder, FOUNDER_AT_GOOGLE)
    event = written_and_moved(pair)
    google.fault(name="forbidden", method="PATCH")
    write(event)
    state = ask()
    assert (codes(state), state["failed"]) == (["writes_failed"], 1)

    mended = ask("post", "mend/")

    assert (mended["outcome"], mended["retried"]) == ("mending", 1)
    assert write(event) is None
    assert ask()["troubles"] == []


def test_consent_that_comes_after_a_refusal_tries_that_again_too(
    google: GoogleEmulatorHandle, pair: Pair, ask: Callable[..., dict[str, Any]]
) -> None:
    connect(google, pair.founder, FOUNDER_AT_GOOGLE)
    refused, parked = written_and_moved(pair), written_and_moved(pair, STARTS_AT + timedelta(days=3))
    google.fault(name="forbidden", method="PATCH")
    write(refused)
    google.order("revoke", {"email": FOUNDER_AT_GOOGLE})
    write(parked)
    state = ask()
    assert (state["state"], state["failed"], state["waiting"]) == ("needs_reauth", 1, 1)
    assert ask("post", "mend/")["outcome"] == "consent"

    connect(google, pair.founder, FOUNDER_AT_GOOGLE)

    assert (write(refused), write(parked)) == (None, None)
    state = ask()
    assert (state["state"], state["failed"], state["waiting"]) == ("active", 0, 0)


def test_a_calendar_that_is_gone_has_to_be_chosen_anew(
    google: GoogleEmulatorHandle, pair: Pair, ask: Callable[..., dict[str, Any]]
) -> None:
    connect(google, pair.founder, FOUNDER_AT_GOOGLE)
    event = plan(an_appointment(pair), pair)
    google.fault(name="notFound", path="*/events*", times=99)
    write(event)

    assert "calendar_gone" in codes(ask())
    assert ask("post", "mend/")["outcome"] == "choose"


def test_a_calendar_of_our_own_that_is_not_made_yet_is_on_its_way(
    google: GoogleEmulatorHandle, pair: Pair, ask: Callable[..., dict[str, Any]]
) -> None:
    wish(google, pair.founder, OWN_CALENDAR)

    assert codes(ask()) == ["own_calendar_pending"]
    assert ask("post", "mend/")["outcome"] == "mending"
    assert ProcrastinateJob.objects.filter(task_name="calendars.make_own_calendar", status="todo").exists()


def test_nobody_mends_what_is_not_connected(ask: Callable[..., dict[str, Any]]) -> None:
    assert ask("post", "mend/")["code"] == "not_connected"
    assert ask("patch", keeps_titles=True)["code"] == "not_connected"
    assert ask()["troubles"] == []


def test_titles_are_kept_only_as_long_as_the_person_allows(
    google: GoogleEmulatorHandle, pair: Pair, ask: Callable[..., dict[str, Any]]
) -> None:
    connect(google, pair.founder, FOUNDER_AT_GOOGLE)

    assert ask("patch", keeps_titles=True)["keeps_titles"] is True
    assert ask("patch", keeps_titles=False)["keeps_titles"] is False
    assert ask("patch", keeps_titles="perhaps")["errors"][0]["field"] == "keeps_titles"


def in_need(**fields: Any) -> GoogleConnection:
    person = a_person(Role.STARTUP_MEMBER)
    given = {"scopes": list(SCOPES), "google_email": f"{person.pk}@gmail.example"} | fields
    found = GoogleConnection.objects.create(person=person, connected_at=NOW, **given)
    ReadCalendar.objects.create(connection=found, google_calendar_id="primary", is_written=True)
    return found


@pytest.fixture
def coordinator(client: Client) -> Client:
    client.force_login(a_person(Role.COORDINATOR))
    return client


def test_coordinators_see_who_needs_help_and_no_more(coordinator: Client) -> None:
    in_need()
    parked, partial = in_need(state="needs_reauth"), in_need(scopes=[])
    with translation.override("en"):
        page = coordinator.get("/api/calendar-connections/").json()

    found = {row["person"]["id"]: row["codes"][0] for row in page["results"]}
    assert found == {parked.person_id: "needs_consent", partial.person_id: "reading_not_granted"}
    assert all("@" not in str(row["words"]) for row in page["results"])
    assert not {"google_email", "scopes"} & page["results"][0].keys()
    for kind, people in {
        "needs_consent": 1,
        "partial": 1,
        "healthy": 1,
        "failed": 0,
        "calendar_gone": 0,
    }.items():
        answer = coordinator.get("/api/calendar-connections/", {"health": kind}).json()
        assert answer["count"] == people, kind
    refused = coordinator.get("/api/calendar-connections/", {"health": "poor"})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "health")


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_takes_as_many_statements_for_thirty_as_for_one(
    coordinator: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    for _ in range(number):
        in_need(state="needs_reauth")

    with django_assert_num_queries(3):
        page = coordinator.get("/api/calendar-connections/", {"page_size": 50})

    assert len(page.json()["results"]) == number


def test_those_in_need_come_in_pages_and_each_once(coordinator: Client) -> None:
    needy = {in_need(state="needs_reauth").person_id for _ in range(11)}

    def page(number: int) -> list[int]:
        answer = coordinator.get("/api/calendar-connections/", {"page": number, "page_size": 10}).json()
        assert answer["count"] == 11
        return [row["person"]["id"] for row in answer["results"]]

    first, second = page(1), page(2)
    assert (len(first), len(second)) == (10, 1)
    assert {*first, *second} == needy


def test_the_connection_of_a_person_of_the_other_side_is_nobodys_business(
    google: GoogleEmulatorHandle, pair: Pair, ask: Callable[..., dict[str, Any]]
) -> None:
    connect(google, pair.mentor, "mentor@gmail.example")

    assert ask()["connected"] is False


def test_what_was_given_is_told_though_google_lets_us_in_no_more(
    google: GoogleEmulatorHandle, pair: Pair, ask: Callable[..., dict[str, Any]]
) -> None:
    connect(google, pair.founder, FOUNDER_AT_GOOGLE)
    event = written_and_moved(pair)
    google.order("revoke", {"email": FOUNDER_AT_GOOGLE})
    write(event)

    state = ask()

    assert state["state"] == "needs_reauth"
    assert [(part["part"], part["state"]) for part in state["parts"]] == [
        ("reading", "on"),
        ("listing", "on"),
        ("writing", "on"),
    ]
    (stuck,) = state["stuck"]
    assert (stuck["kind"], stuck["subject_id"]) == ("session", str(event.appointment_id))
    assert (stuck["code"], stuck["has_failed"]) == ("needs_reauth", False)


def test_why_google_takes_nothing_and_until_when(
    google: GoogleEmulatorHandle, pair: Pair, ask: Callable[..., dict[str, Any]]
) -> None:
    ClockShift.show(NOW)
    connect(google, pair.founder, FOUNDER_AT_GOOGLE)
    assert ask()["paused"] is None
    event = plan(an_appointment(pair), pair)
    google.fault(name="userRateLimitExceeded", method="POST", path="*/events")
    write(event)
    soon = ask()["paused"]
    assert soon["reason"] == "userRateLimitExceeded"
    GoogleConnection.objects.update(pause_reason="quotaExceeded", paused_until=NOW + timedelta(hours=6))

    paused = ask()["paused"]

    assert (paused["reason"], paused["until"]) == ("quotaExceeded", "2026-11-24T09:00:00Z")
    assert soon["words"] != paused["words"]
    ClockShift.show(NOW + timedelta(hours=7))
    assert ask()["paused"] is None


def test_the_first_five_in_trouble_are_named_with_their_reason(
    google: GoogleEmulatorHandle, pair: Pair, ask: Callable[..., dict[str, Any]]
) -> None:
    connect(google, pair.founder, FOUNDER_AT_GOOGLE)
    events = [plan(an_appointment(pair, STARTS_AT + timedelta(days=day)), pair) for day in range(7)]
    CalendarEvent.objects.filter(pk__in=[one.pk for one in events[:5]]).update(last_error="backendError")
    CalendarEvent.objects.filter(pk=events[5].pk).update(state="failed", last_error="forbidden")

    stuck = ask()["stuck"]

    named = [events[5], *events[:4]]
    assert [one["subject_id"] for one in stuck] == [str(one.appointment_id) for one in named]
    assert [one["has_failed"] for one in stuck] == [True, False, False, False, False]
    assert stuck[0]["words"] != stuck[1]["words"]
    assert stuck[1]["summary"] == events[0].summary
    assert ask()["waiting"] == 6


def test_who_parts_while_they_look_sees_one_or_the_other(
    google: GoogleEmulatorHandle, pair: Pair, ask: Callable[..., dict[str, Any]]
) -> None:
    """Between what one statement found and the next, the connection went: that was a 500."""
    connect(google, pair.founder, FOUNDER_AT_GOOGLE)
    has_parted, seen = threading.Event(), []

    def part_and_come_back() -> None:
        row = GoogleConnection.objects.get(person=pair.founder)
        for _ in range(200):
            GoogleConnection.objects.filter(pk=row.pk).delete()
            row.save(force_insert=True)
        has_parted.set()

    def look() -> None:
        while not has_parted.is_set():
            seen.append(ask().get("state"))

    assert at_once([part_and_come_back, look]) == []
    assert set(seen) == {"none", "active"}
