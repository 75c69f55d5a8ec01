"""What the search is told about people, and the failures of other schedulers that it must not repeat."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import Person
from agenda import queries as agenda
from agenda.intentions import zone_at
from agenda.loading import availability_of, intentions_of, zones_at
from agenda.models import DateOverride, HolidayOptOut, Schedule, TimeOff, Travel, WeeklyHours
from agenda.operations import NO_BUFFERS, hold
from agenda.queries import Offer, Question
from agenda.slots import Reason, free_starts
from tests.factories.hub import a_founder, a_mentor, limits
from tests.integration.agenda.conftest import MONDAY

pytestmark = pytest.mark.django_db
WINDOW = MONDAY, MONDAY + timedelta(days=28)
OFFER = Offer(session_minutes=60, step_minutes=60, notice=timedelta(), horizon_days=None)


def everything_said(person: Person) -> None:
    """One of each."""
    on = date(2026, 12, 1)
    DateOverride.objects.create(person=person, on=on, ranges=[[540, 600]])
    TimeOff.objects.create(person=person, from_on=on + timedelta(days=1), to_on=on + timedelta(days=2))
    Travel.objects.create(person=person, from_on=on, to_on=on, time_zone="Asia/Tokyo")
    HolidayOptOut.objects.create(person=person, on=date(2026, 12, 25))


@pytest.mark.parametrize("number", [1, 30])
def test_one_statement_tells_all_that_any_number_of_people_said(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    people = [a_mentor(country="US").person for _ in range(number)]
    for person in people:
        everything_said(person)
    with django_assert_num_queries(1):
        found = availability_of([person.pk for person in people], window=WINDOW, now=MONDAY)
    assert set(found) == {person.pk for person in people}
    closed = [date(2026, 11, 26), date(2026, 12, 2), date(2026, 12, 3)]
    for who in found.values():
        hours = {override.on: override.hours for override in who.overrides}
        assert hours == {**dict.fromkeys(closed, ()), date(2026, 12, 1): ((540, 600),)}
        assert [trip.time_zone for trip in who.travel] == ["Asia/Tokyo"]
        assert len(who.weekly) == 5


def test_an_offer_uses_the_schedule_named_for_it_and_every_other_the_default() -> None:
    person = a_mentor(hours=(540, 600), days=1).person
    own = Schedule.objects.create(person=person, name="pitching", used_for=["pitching"])
    WeeklyHours.objects.create(person=person, schedule=own, weekday=6, starts_minute=60, ends_minute=120)

    def weekly(offer: str) -> list[tuple[int, int, int]]:
        said = intentions_of([person.pk], window=WINDOW, now=MONDAY, offer=offer)[person.pk]
        return [(one.weekday, one.starts_minute, one.ends_minute) for one in said.weekly]

    assert weekly("pitching") == [(6, 60, 120)]
    assert weekly("tax") == weekly("") == [(0, 540, 600)]


def test_a_schedule_without_hours_offers_nothing_rather_than_the_default() -> None:
    person = a_mentor().person
    Schedule.objects.create(person=person, name="pitching", used_for=["pitching"])
    assert intentions_of([person.pk], window=WINDOW, now=MONDAY, offer="pitching")[person.pk].weekly == []


def test_nobody_who_does_not_exist_is_told_of() -> None:
    assert intentions_of([999_999], window=WINDOW, now=MONDAY) == {}


def test_an_override_counts_on_the_experts_date_whoever_looks() -> None:
    # 24 November in California; for the founder in Seoul these are hours of the 25th.
    person = a_mentor().person
    DateOverride.objects.create(person=person, on=date(2026, 11, 24))
    who = availability_of([person.pk], window=WINDOW, now=MONDAY)[person.pk]
    rules = intentions_of([person.pk], window=WINDOW, now=MONDAY)[person.pk].limits.rules_for(
        minutes=60, step_minutes=60, notice=timedelta(), horizon_days=None
    )
    week = MONDAY, MONDAY + timedelta(days=5)
    starts = free_starts([who], rules, window=week, now=MONDAY)
    assert {start.astimezone(person.zone).date().day for start in starts} == {23, 25, 26}
    in_seoul = {start.astimezone(a_founder().zone).date().day for start in starts}
    assert in_seoul == {24, 26, 27}


def booked(person: Person, starts_at: datetime) -> None:
    hold(
        appointment_id=uuid4(),
        people={person.pk: NO_BUFFERS},
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        expires_at=None,
        now=MONDAY,
    )


@pytest.mark.parametrize(
    ("limit", "reason"),
    [
        ("max_per_day", Reason.DAY_FULL),
        ("max_per_week", Reason.WEEK_FULL),
        ("max_per_month", Reason.MONTH_FULL),
    ],
)
def test_a_limit_is_counted_on_the_experts_clock_for_the_list_and_for_booking_alike(
    limit: str, reason: Reason
) -> None:
    expert = a_mentor(hours=(0, 1440), days=7)
    limits(expert, **{limit: 1})
    # 22:00 on Monday 30 November in California: Tuesday 1 December in UTC and in Seoul.
    booked(expert.person, datetime(2026, 12, 1, 6, tzinfo=UTC))
    question = Question(expert.person, OFFER)
    same_date = datetime(2026, 11, 30, 20, tzinfo=UTC)  # 12:00 of that Monday
    next_date = datetime(2026, 12, 1, 8, tzinfo=UTC)  # 00:00 of 1 December in California
    window = same_date, next_date + timedelta(hours=1)
    listed = agenda.free_starts(question, window=window, now=MONDAY)
    assert same_date not in listed
    assert agenda.refusal(question, same_date, now=MONDAY) is reason
    is_free = next_date in listed
    assert is_free is (limit != "max_per_week")
    assert (agenda.refusal(question, next_date, now=MONDAY) is None) is is_free


def test_somebody_lives_by_the_clock_of_their_journey_while_it_shows_its_dates() -> None:
    trips = [(date(2026, 12, 1), date(2026, 12, 2), "Asia/Seoul")]
    home = "America/Los_Angeles"
    midnight_in_seoul = datetime(2026, 11, 30, 15, tzinfo=UTC)
    minute = timedelta(minutes=1)
    assert zone_at(home, trips, midnight_in_seoul - minute) == home
    assert zone_at(home, trips, midnight_in_seoul) == "Asia/Seoul"
    assert zone_at(home, trips, midnight_in_seoul + timedelta(days=2) - minute) == "Asia/Seoul"
    assert zone_at(home, trips, midnight_in_seoul + timedelta(days=2)) == home


def test_one_statement_tells_where_people_are(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    away, home = a_mentor().person, a_founder()
    for on, zone in ((date(2026, 12, 1), "Asia/Tokyo"), (date(2026, 12, 2), "Asia/Seoul")):
        Travel.objects.create(person=away, from_on=on, to_on=on, time_zone=zone)
    people, noon = [away.pk, home.pk], datetime(2026, 12, 2, 3, tzinfo=UTC)
    with django_assert_num_queries(1):
        assert zones_at(people, instant=noon) == {away.pk: "Asia/Seoul", home.pk: "Asia/Seoul"}
    later = noon + timedelta(days=1)
    assert zones_at(people, instant=later) == {away.pk: "America/Los_Angeles", home.pk: "Asia/Seoul"}
