"""Everybody is asked once, and reminded before it is due on their own clock if they have not answered."""

from datetime import UTC, datetime, timedelta

import pytest

from mentoring.cycles.refusals import RemindedJustNow
from mentoring.cycles.reminding import ask_everybody, remind_before_due, remind_now
from mentoring.cycles.wishing import Say, keep_wish
from messaging.models import Message
from tests.factories.cycles import founder_of
from tests.integration.cycles.conftest import Stage

pytestmark = pytest.mark.django_db

# Three days before 18:00 on the fourth of December.
SEOUL = datetime(2026, 12, 1, 9, tzinfo=UTC)
CALIFORNIA = datetime(2026, 12, 2, 2, tzinfo=UTC)


def told(stage: Stage) -> list[int]:
    """How many mails each has, startups first."""
    people = [*map(founder_of, stage.startups), *(one.person for one in stage.experts)]
    return [Message.objects.filter(person=person, kind="programme").count() for person in people]


def test_both_sides_are_asked_once_when_a_cycle_opens(stage: Stage) -> None:
    assert (ask_everybody(cycle_id=stage.cycle.pk, now=stage.now), told(stage)) == (5, [1, 1, 1, 1, 1])
    assert ask_everybody(cycle_id=stage.cycle.pk, now=stage.now) == 0
    message = Message.objects.filter(person=stage.experts[0].person).get()
    assert "Please answer by: Fri 4 Dec 18:00" in message.body


def test_who_has_not_answered_is_reminded_once_on_their_own_clock(stage: Stage) -> None:
    keep_wish(
        cycle_id=stage.cycle.pk,
        party=stage.startups[0],
        say=Say(),
        send=True,
        by=founder_of(stage.startups[0]),
        now=stage.now,
    )
    remind_before_due(now=SEOUL - timedelta(seconds=1))
    assert told(stage) == [0, 0, 0, 0, 0]
    for _ in range(2):
        remind_before_due(now=SEOUL)
    assert told(stage) == [0, 1, 1, 0, 0]
    remind_before_due(now=CALIFORNIA)
    assert told(stage) == [0, 1, 1, 1, 1]
    remind_before_due(now=SEOUL + timedelta(days=2))
    assert told(stage) == [0, 2, 2, 1, 1]


def test_nobody_is_reminded_of_what_is_past(stage: Stage) -> None:
    remind_before_due(now=CALIFORNIA + timedelta(days=3, seconds=1))
    assert told(stage) == [0, 0, 0, 0, 0]


def test_a_coordinator_reminds_all_who_wait_once_an_hour(stage: Stage) -> None:
    assert remind_now(cycle_id=stage.cycle.pk, by=stage.coordinator, now=stage.now) == 5
    with pytest.raises(RemindedJustNow):
        remind_now(cycle_id=stage.cycle.pk, by=stage.coordinator, now=stage.now + timedelta(minutes=59))
    assert told(stage) == [1, 1, 1, 1, 1]
