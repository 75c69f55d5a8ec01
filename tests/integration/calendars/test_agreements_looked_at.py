"""Before a pair's dates are proposed or booked, both calendars are looked at once more."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from agenda.models import CalendarReading
from calendars.models import ReadCalendar
from mentoring.models import Relation, Session
from tests.emulators import GoogleEmulatorHandle
from tests.factories.hub import a_mentor
from tests.integration.calendars.hub import FOUNDER_AT_GOOGLE, MENTOR_AT_GOOGLE
from tests.integration.calendars.own_calendar import a_read_calendar, add, lists, read
from tests.integration.mentoring.conftest import MONDAY, Sign, monday, set_clock, signed_in_as
from tests.integration.relations.agreements import FIRST_AT
from tests.integration.relations.conftest import address, begun, founder_of, offered, post
from tests.integration.relations.test_agreements import BODY

__all__ = ["monday", "signed_in_as"]  # fixtures

pytestmark = pytest.mark.django_db(transaction=True)

LATER = MONDAY + timedelta(minutes=2)
WEEK = timedelta(days=7)


@pytest.fixture
def pair(monday: datetime) -> Relation:
    return begun(offered(expert=a_mentor(hours=(0, 1440), days=7)))


@pytest.fixture
def hers(google: GoogleEmulatorHandle, pair: Relation) -> ReadCalendar:
    """The mentor's own calendar, read just now."""
    return read(a_read_calendar(google, pair.expert.person, MENTOR_AT_GOOGLE), MONDAY)


@pytest.fixture
def his(google: GoogleEmulatorHandle, pair: Relation) -> ReadCalendar:
    """The founder's."""
    return read(a_read_calendar(google, founder_of(pair), FOUNDER_AT_GOOGLE), MONDAY)


def proposed(pair: Relation, signed_in_as: Sign) -> Any:
    return post(signed_in_as(founder_of(pair)), address(pair, "agreements"), **BODY)


def agreed(pair: Relation, signed_in_as: Sign) -> Any:
    return post(signed_in_as(pair.expert.person), address(pair, "agreements/1/agree"))


def refused(answer: Any) -> tuple[int, str, list[tuple[str, str]]]:
    problem = answer.json()
    told = [(row["starts_at"], row["reason"]) for row in problem["clashes"]]
    return answer.status_code, problem["code"], told


def told(instant: datetime) -> str:
    return f"{instant:%Y-%m-%dT%H:%M:%SZ}"


def test_what_came_into_the_experts_calendar_is_not_agreed_on(
    google: GoogleEmulatorHandle, hers: ReadCalendar, pair: Relation, signed_in_as: Sign
) -> None:
    assert proposed(pair, signed_in_as).status_code == 200
    add(google, hers.connection, FIRST_AT + WEEK)
    set_clock(LATER)
    answer = agreed(pair, signed_in_as)
    assert refused(answer) == (409, "slot_taken", [(told(FIRST_AT + WEEK), "busy")])
    assert not Session.objects.exists()


def test_nor_what_came_into_the_founders(
    google: GoogleEmulatorHandle, his: ReadCalendar, pair: Relation, signed_in_as: Sign
) -> None:
    assert proposed(pair, signed_in_as).status_code == 200
    add(google, his.connection, FIRST_AT + 2 * WEEK)
    set_clock(LATER)
    answer = agreed(pair, signed_in_as)
    assert refused(answer) == (409, "slot_taken", [(told(FIRST_AT + 2 * WEEK), "busy")])
    assert not Session.objects.exists()


def test_nor_is_it_proposed(
    google: GoogleEmulatorHandle, hers: ReadCalendar, pair: Relation, signed_in_as: Sign
) -> None:
    add(google, hers.connection, FIRST_AT)
    set_clock(LATER)
    answer = proposed(pair, signed_in_as)
    assert refused(answer) == (409, "slot_taken", [(told(FIRST_AT), "busy")])
    assert not pair.agreements.exists()


def test_nothing_is_agreed_on_while_the_experts_calendar_is_unknown(
    hers: ReadCalendar, pair: Relation, signed_in_as: Sign
) -> None:
    assert proposed(pair, signed_in_as).status_code == 200
    CalendarReading.objects.filter(person=pair.expert.person).update(state="unknown")
    status, code, clashes = refused(agreed(pair, signed_in_as))
    assert (status, code) == (409, "series_clashes")
    assert {reason for _, reason in clashes} == {"calendar_unknown"}


def test_one_look_is_enough_for_all_dates(
    google: GoogleEmulatorHandle, hers: ReadCalendar, pair: Relation, signed_in_as: Sign
) -> None:
    assert proposed(pair, signed_in_as).status_code == 200
    before = len(lists(google))
    set_clock(LATER)
    assert agreed(pair, signed_in_as).status_code == 200
    assert len(lists(google)) - before == 1
    assert Session.objects.count() == 4
