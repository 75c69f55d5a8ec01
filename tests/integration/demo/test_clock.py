from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from rest_framework.test import APIClient

import clock
from accounts.models import Person
from agenda.models import Appointment
from clock.models import ClockShift
from demo.operations import Move, NoSessionAhead, move_clock
from mentoring.models import Session, SessionState
from tests.factories.hub import a_founder, a_mentor, a_programme

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


def a_session(starts_at: datetime, state: SessionState = SessionState.CONFIRMED) -> Session:
    founder: Person = a_founder()
    appointment = Appointment.objects.create(
        starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), state="booked"
    )
    return Session.objects.create(
        appointment=appointment,
        programme=a_programme(),
        startup=founder.membership.startup,
        expert=a_mentor(),
        founder=founder,
        state=state,
        goal="-",
        requested_at=NOW,
    )


def test_the_next_day_adds_up_with_what_was_moved_before() -> None:
    ClockShift.move(timedelta(hours=5))

    shift = move_clock(move=Move.NEXT_DAY, minutes=None, now=NOW)

    assert shift == timedelta(hours=5) + timedelta(hours=21)
    assert ClockShift.current() == shift


def test_time_moves_to_one_hour_before_the_first_confirmed_session() -> None:
    a_session(NOW + timedelta(hours=2), SessionState.REQUESTED)
    a_session(NOW + timedelta(days=3))
    a_session(NOW + timedelta(days=2))

    assert move_clock(move=Move.HOUR_BEFORE_NEXT_SESSION, minutes=None, now=NOW) == timedelta(hours=47)


def test_whoever_is_signed_in_goes_to_their_own_next_session_and_without_one_to_anybodys() -> None:
    a_session(NOW + timedelta(days=2))
    own = a_session(NOW + timedelta(days=3))
    move = partial(move_clock, move=Move.HOUR_BEFORE_NEXT_SESSION, minutes=None, now=NOW)

    assert move(by=own.founder) == timedelta(hours=71)
    ClockShift.objects.all().delete()
    assert move(by=own.expert.person) == timedelta(hours=71)
    ClockShift.objects.all().delete()
    assert move(by=a_founder()) == timedelta(hours=47)


def test_a_session_within_the_hour_is_passed_over_since_time_only_moves_forward() -> None:
    a_session(NOW + timedelta(minutes=60))

    with pytest.raises(NoSessionAhead):
        move_clock(move=Move.HOUR_BEFORE_NEXT_SESSION, minutes=None, now=NOW)


def test_each_move_wakes_the_work_that_waits_for_time_once() -> None:
    move_clock(move=Move.MINUTES, minutes=10, now=NOW)
    move_clock(move=Move.MINUTES, minutes=10, now=NOW + timedelta(minutes=10))

    waiting = list(ProcrastinateJob.objects.values_list("task_name", flat=True))
    assert waiting.count("messaging.send_due_now") == 1
    assert waiting.count("mentoring.let_time_pass") == 1


def test_the_api_moves_the_clock_that_every_door_reads() -> None:
    before = clock.now()

    answer = APIClient().post("/api/demo/clock/", {"move": "minutes", "minutes": 90})

    assert (answer.status_code, answer.json()["shift_seconds"]) == (200, 5400)
    assert clock.now() - before >= timedelta(minutes=90)


@pytest.mark.parametrize("minutes", [None, 0, -5, 10_000_000])
def test_minutes_have_to_lead_forward(minutes: int | None) -> None:
    answer = APIClient().post("/api/demo/clock/", {"move": "minutes", "minutes": minutes})

    assert (answer.status_code, [row["field"] for row in answer.json()["errors"]]) == (400, ["minutes"])
    assert ClockShift.current() == timedelta()


def test_nothing_ahead_is_said_as_a_problem() -> None:
    answer = APIClient().post("/api/demo/clock/", {"move": "hour_before_next_session"})

    assert (answer.status_code, answer.json()["code"]) == (409, "no_session_ahead")
