"""Google says "slower" or "enough for today": one person's queue rests, the others go on, nobody is invited twice."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from audit.models import AuditEntry
from calendars import operations
from calendars.models import CalendarEvent, CalendarWarning, GoogleConnection
from calendars.operations import StillWaiting
from calendars.operations.pausing import note_refusal, take_turns
from calendars.operations.warning import settle_warning
from calendars.queries import people_reached_by_google, standing_of
from calendars.rules import back_off, quota_pause
from calendars.warnings import open_warnings
from integrations.google_calendar import QuotaExceeded, TemporaryFailure
from tests.emulators import GoogleEmulatorHandle
from tests.integration.calendars.hub import (
    FOUNDER_AT_GOOGLE,
    MENTOR_AT_GOOGLE,
    NOW,
    STARTS_AT,
    Pair,
    a_connected_pair,
    a_pair,
    an_appointment,
    at_google,
    connect,
    move,
    plan,
    story,
    until_settled,
    write,
    writes,
)
from tests.integration.calendars.regular import ASeries

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)
TOO_FAST = ["rateLimitExceeded", "userRateLimitExceeded", "tooManyRequests"]


def a_founder_with_google(google: GoogleEmulatorHandle) -> Pair:
    """The other side has none."""
    pair = a_pair()
    connect(google, pair.founder, FOUNDER_AT_GOOGLE)
    return pair


def pause_of(pair: Pair) -> timedelta | None:
    return GoogleConnection.objects.get(person=pair.founder).pause_left(NOW)


def booked_at(pair: Pair, starts_at: datetime, now: datetime) -> CalendarEvent:
    appointment = an_appointment(pair, starts_at)
    return operations.plan_event(
        appointment=appointment, people=pair.people, summary="Session", description="", now=now
    )


def mail_jobs() -> list[dict[str, Any]]:
    found = ProcrastinateJob.objects.filter(task_name="mentoring.invite_by_mail", status="todo")
    return list(found.values_list("args", flat=True))


@pytest.mark.parametrize("fault", TOO_FAST)
def test_whoever_is_too_fast_rests_with_all_their_events_and_others_go_on(
    google: GoogleEmulatorHandle, fault: str
) -> None:
    pair = a_connected_pair(google)
    first = plan(an_appointment(pair), pair)
    second = plan(an_appointment(pair, STARTS_AT + HOUR), pair)
    other = a_pair()
    connect(google, other.mentor, "other@gmail.example")
    theirs = plan(an_appointment(other), other)
    google.fault(name=fault, method="POST", path="*/events")

    with pytest.raises(StillWaiting) as refused:
        operations.write_event(event_id=first.pk, now=NOW)
    asked = len(google.journal())
    with pytest.raises(StillWaiting) as rests:
        operations.write_event(event_id=second.pk, now=NOW)

    assert len(google.journal()) == asked
    for waiting in (refused.value, rests.value):
        assert waiting.is_a_turn
        assert waiting.pause is not None
        assert timedelta(seconds=1) <= waiting.pause < timedelta(seconds=2)
    second.refresh_from_db()
    assert (second.state, second.last_error, second.attempts) == ("waiting", "", 0)
    assert write(theirs) is None
    assert theirs.state == "written"
    assert (until_settled(first), until_settled(second)) != ([], [])
    assert [shown["id"] for shown in at_google(google, FOUNDER_AT_GOOGLE)] == [
        first.google_event_id,
        second.google_event_id,
    ]
    assert google.mails() == [(MENTOR_AT_GOOGLE, "invitation")] * 2


def test_a_burst_of_refusals_makes_the_pause_longer_until_google_takes_a_write(
    google: GoogleEmulatorHandle,
) -> None:
    pair = a_connected_pair(google)
    event = plan(an_appointment(pair), pair)
    google.fault(name="userRateLimitExceeded", method="POST", path="*/events", times=4)
    now, pauses = NOW, []
    for _ in range(4):
        with pytest.raises(StillWaiting) as waiting:
            operations.write_event(event_id=event.pk, now=now)
        assert waiting.value.pause
        pauses.append(int(waiting.value.pause.total_seconds()))
        now += waiting.value.pause

    assert pauses == [1, 2, 4, 8]
    assert write(event, now) is None
    well = GoogleConnection.objects.get(person=pair.founder)
    assert (well.refusals, well.paused_until, well.pause_reason) == (0, None, "")
    assert [entry for entry, _ in writes(google)] == ["POST"] * 5


def test_pauses_have_jitter_and_an_end() -> None:
    assert [back_off(count, 0.5).total_seconds() for count in (1, 2, 3, 6, 7, 50)] == [
        1.5,
        2.5,
        4.5,
        32.5,
        64,
        64,
    ]
    assert [quota_pause(count, 0) / HOUR for count in (1, 2, 3, 4, 50)] == [1, 2, 4, 6, 6]
    assert quota_pause(1, 0.5) == timedelta(hours=1, minutes=3)


def test_those_refused_at_the_same_time_make_the_pause_no_longer(google: GoogleEmulatorHandle) -> None:
    found = connect(google, a_pair().founder, FOUNDER_AT_GOOGLE)
    refusal = TemporaryFailure("userRateLimitExceeded")

    first = note_refusal(connection_id=found.pk, error=refusal, now=NOW)
    second = note_refusal(connection_id=found.pk, error=refusal, now=NOW)

    assert first == second is not None
    found.refresh_from_db()
    assert found.refusals == 1
    assert note_refusal(connection_id=found.pk, error=TemporaryFailure("timeout"), now=NOW) is None


def test_a_pause_of_hours_is_not_shortened_by_one_of_seconds(google: GoogleEmulatorHandle) -> None:
    found = connect(google, a_pair().founder, FOUNDER_AT_GOOGLE)
    note_refusal(connection_id=found.pk, error=QuotaExceeded("quotaExceeded"), now=NOW)

    note_refusal(connection_id=found.pk, error=TemporaryFailure("rateLimitExceeded"), now=NOW)

    found.refresh_from_db()
    assert (found.pause_reason, found.is_over_quota(NOW + HOUR - timedelta(seconds=1))) == (
        "quotaExceeded",
        True,
    )


def test_the_limit_of_use_sends_the_new_event_to_the_other_connected_side(
    google: GoogleEmulatorHandle,
) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    event = plan(appointment, pair)
    google.fault(name="quotaExceeded", method="POST", path="*/events")

    assert write(event) is None
    assert (event.state, event.organiser) == ("waiting", GoogleConnection.objects.get(person=pair.mentor))
    assert write(event) is None

    (mine,), (theirs,) = at_google(google, FOUNDER_AT_GOOGLE), at_google(google, MENTOR_AT_GOOGLE)
    assert mine["id"] == theirs["id"] == event.google_event_id
    assert google.mails() == [(FOUNDER_AT_GOOGLE, "invitation")]
    assert (event.state, event.is_mailed, mail_jobs()) == ("written", False, [])
    assert people_reached_by_google(event) == {pair.founder.pk, pair.mentor.pk}
    assert story(appointment) == ["calendar.planned", "calendar.passed_over", "calendar.written"]


def test_the_limit_of_use_with_nobody_else_sends_the_new_event_by_mail_for_good(
    google: GoogleEmulatorHandle,
) -> None:
    pair = a_founder_with_google(google)
    appointment = an_appointment(pair)
    event = plan(appointment, pair)
    google.fault(name="quotaExceeded", method="POST", path="*/events")

    assert write(event) is None

    assert (event.state, event.is_mailed, event.organiser) == ("none", True, None)
    assert (standing_of(event).state, people_reached_by_google(event)) == ("emailed", set())
    assert mail_jobs() == [{"event_id": event.pk, "sequence": 0}]
    assert story(appointment) == ["calendar.planned", "calendar.mailed"]
    # Google is well again, the other side has connected, the session moves: whoever was invited by mail stays so.
    connect(google, pair.mentor, MENTOR_AT_GOOGLE, now=NOW + 7 * HOUR)
    move(appointment, timedelta(days=1))
    asked = len(google.journal())
    event = plan(appointment, pair)
    assert write(event, NOW + 8 * HOUR) is None
    assert (event.state, event.is_mailed, event.sequence) == ("none", True, 1)
    assert (len(google.journal()), google.mails()) == (asked, [])
    operations.withdraw_event(appointment=appointment, now=NOW + 9 * HOUR)
    assert (write(event, NOW + 9 * HOUR), len(google.journal())) == (None, asked)


def test_during_the_pause_google_is_not_asked_and_new_events_go_by_mail(google: GoogleEmulatorHandle) -> None:
    pair = a_founder_with_google(google)
    events = [plan(an_appointment(pair, STARTS_AT + hour * HOUR), pair) for hour in range(5)]
    google.fault(name="quotaExceeded", method="POST", path="*/events")

    for event in events:
        assert write(event) is None
    booked_then = plan(an_appointment(pair, STARTS_AT + 6 * HOUR), pair)

    assert writes(google) == [("POST", 403)]
    assert {event.state for event in events} == {"none"}
    assert sorted(job["event_id"] for job in mail_jobs()) == [event.pk for event in events]
    # Nobody had to be told again of the one that came then: its own announcement invites by mail.
    assert (booked_then.state, booked_then.is_mailed) == ("none", False)


def test_coordinators_are_warned_until_google_takes_something_again(google: GoogleEmulatorHandle) -> None:
    pair = a_founder_with_google(google)
    google.fault(name="quotaExceeded", method="POST", path="*/events", times=2)
    write(plan(an_appointment(pair), pair))

    (warning,) = open_warnings()
    assert (warning.kind, warning.connection and warning.connection.person) == ("quota", pair.founder)
    left = pause_of(pair)
    assert left is not None
    assert timedelta(hours=1) <= left <= timedelta(hours=1.1)
    told = AuditEntry.objects.get(action="google.paused")
    assert (told.subject_id, told.details["reason"]) == (str(pair.founder.pk), "quotaExceeded")

    later = NOW + 2 * HOUR
    assert write(booked_at(pair, STARTS_AT + HOUR, later), later) is None
    again = GoogleConnection.objects.get().pause_left(later)
    assert again is not None
    assert again >= timedelta(hours=2)  # refused again: a longer pause, and still one warning
    assert list(open_warnings()) == [warning]

    later += 3 * HOUR
    event = booked_at(pair, STARTS_AT + 2 * HOUR, later)
    assert write(event, later) is None
    assert (event.state, list(open_warnings())) == ("written", [])
    assert GoogleConnection.objects.get().refusals == 0


def test_what_google_has_already_waits_out_the_pause_and_nobody_is_mailed(
    google: GoogleEmulatorHandle,
) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    write(plan(appointment, pair))
    move(appointment, timedelta(days=1))
    event = plan(appointment, pair)
    google.fault(name="quotaExceeded", method="PATCH", times=1)

    assert write(event) == "quotaExceeded"
    assert (event.state, event.last_error, event.is_mailed) == ("waiting", "quotaExceeded", False)
    asked = len(google.journal())
    assert [write(event), write(event, NOW + HOUR / 2)] == ["quotaExceeded"] * 2
    assert len(google.journal()) == asked
    assert write(event, NOW + 1.2 * HOUR) is None

    assert mail_jobs() == []
    assert google.mails() == [(MENTOR_AT_GOOGLE, "invitation"), (MENTOR_AT_GOOGLE, "update")]
    assert event.state == "written"


def test_a_removal_waits_out_the_pause_and_is_told_once(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    event = plan(appointment, pair)
    write(event)
    operations.withdraw_event(appointment=appointment, now=NOW)
    google.fault(name="quotaExceeded", method="DELETE")

    assert until_settled(event) == ["quotaExceeded"]

    assert at_google(google, FOUNDER_AT_GOOGLE) == at_google(google, MENTOR_AT_GOOGLE) == []
    assert google.mails() == [(MENTOR_AT_GOOGLE, "invitation"), (MENTOR_AT_GOOGLE, "cancellation")]
    assert event.state == "removed"


def test_an_insert_sent_twice_of_which_google_refused_the_second_is_not_mailed(
    google: GoogleEmulatorHandle,
) -> None:
    pair = a_founder_with_google(google)
    event = plan(an_appointment(pair), pair)
    google.fault(method="POST", path="*/events", kind="drop", commit=True)
    google.fault(name="quotaExceeded", method="POST", path="*/events")

    assert write(event) is None

    assert (event.state, mail_jobs()) == ("written", [])
    assert [shown["id"] for shown in at_google(google, FOUNDER_AT_GOOGLE)] == [event.google_event_id]


def test_a_session_called_off_while_google_refused_it_is_over_for_everybody(
    google: GoogleEmulatorHandle,
) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    event = plan(appointment, pair)
    google.fault(name="serviceUnavailable", method="POST", path="*/events")
    write(event)
    operations.withdraw_event(appointment=appointment, now=NOW)

    assert until_settled(event) == []
    assert (event.state, google.mails(), mail_jobs()) == ("removed", [], [])


def test_a_series_that_google_does_not_take_goes_by_mail_as_one(google: GoogleEmulatorHandle) -> None:
    series = ASeries(a_founder_with_google(google))
    event = series.plan()
    google.fault(name="quotaExceeded", method="POST", path="*/events")

    assert write(event) is None

    assert (event.state, event.is_mailed) == ("none", True)
    assert mail_jobs() == [{"event_id": event.pk, "sequence": 0}]


def test_turns_are_shared_and_whoever_has_many_comes_back_later(
    google: GoogleEmulatorHandle, settings: Settings
) -> None:
    settings.ENV = settings.ENV.model_copy(update={"google_requests_per_second": 2.0})
    busy = connect(google, a_pair().founder, FOUNDER_AT_GOOGLE)
    quiet = connect(google, a_pair().founder, "quiet@gmail.example")

    taken = [take_turns(busy, 1) for _ in range(6)]

    assert [is_mine for is_mine, _ in taken] == [True, True, False, False, False, False]
    assert [wait for is_mine, wait in taken if is_mine] == [timedelta(), timedelta()]
    comes_back = [wait for is_mine, wait in taken if not is_mine]
    assert comes_back == sorted(comes_back)
    assert len(set(comes_back)) == 4
    assert take_turns(quiet, 1) == (True, timedelta())


def test_an_event_that_waits_for_its_turn_was_not_tried(
    google: GoogleEmulatorHandle, settings: Settings
) -> None:
    settings.ENV = settings.ENV.model_copy(update={"google_requests_per_second": 0.5})
    pair = a_connected_pair(google)
    events = [plan(an_appointment(pair, STARTS_AT + hour * HOUR), pair) for hour in range(3)]

    assert [write(event) for event in events] == [None, None, "its_turn"]

    assert (events[2].state, events[2].attempts, events[2].last_error) == ("waiting", 0, "")
    assert writes(google) == [("POST", 200)] * 2


def test_a_coordinator_settles_a_warning_once(google: GoogleEmulatorHandle) -> None:
    pair = a_founder_with_google(google)
    google.fault(name="quotaExceeded", method="POST", path="*/events")
    write(plan(an_appointment(pair), pair))
    warning = CalendarWarning.objects.get()

    assert settle_warning(warning_id=warning.pk, by=pair.mentor, now=NOW)
    assert not settle_warning(warning_id=warning.pk, by=pair.mentor, now=NOW)

    assert list(open_warnings()) == []
    assert AuditEntry.objects.filter(action="calendar.warning_settled").count() == 1
    assert CalendarEvent.objects.get().is_mailed
