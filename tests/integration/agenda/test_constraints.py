"""Each constraint of what people say about their time, provoked."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Person, Role
from agenda.models import (
    BookingLimits,
    CalendarReading,
    DateOverride,
    HolidayOptOut,
    Schedule,
    TimeOff,
    Travel,
    WeeklyHours,
)
from tests.factories.hub import a_person

pytestmark = pytest.mark.django_db
DAY, NEXT = date(2026, 12, 1), date(2026, 12, 2)
Write = Callable[[Person], object]


def the_default(person: Person) -> Schedule:
    return Schedule.objects.default_of(person)


REFUSED: list[tuple[str, Write]] = [
    (
        "schedule_names_of_a_person_differ",
        lambda p: [Schedule.objects.create(person=p, name="a") for _ in "12"],
    ),
    (
        "schedule_one_default_per_person",
        lambda p: [Schedule.objects.create(person=p, name=name, is_default=True) for name in "ab"],
    ),
    (
        "schedule_default_is_used_for_the_rest",
        lambda p: Schedule.objects.create(person=p, name="a", is_default=True, used_for=["tax"]),
    ),
    (
        "weekly_hours_weekday",
        lambda p: WeeklyHours.objects.create(
            person=p, schedule=the_default(p), weekday=7, starts_minute=0, ends_minute=60
        ),
    ),
    (
        "weekly_hours_end_after_start_within_the_day",
        lambda p: WeeklyHours.objects.create(
            person=p, schedule=the_default(p), weekday=0, starts_minute=1400, ends_minute=60
        ),
    ),
    ("date_override_one_per_date", lambda p: [DateOverride.objects.create(person=p, on=DAY) for _ in "12"]),
    (
        "time_off_ends_on_or_after_its_start",
        lambda p: TimeOff.objects.create(person=p, from_on=NEXT, to_on=DAY),
    ),
    (
        "travel_ends_on_or_after_its_start",
        lambda p: Travel.objects.create(person=p, from_on=NEXT, to_on=DAY, time_zone="Asia/Seoul"),
    ),
    (
        "travel_nobody_is_in_two_zones_at_once",
        lambda p: [
            Travel.objects.create(person=p, from_on=DAY, to_on=NEXT, time_zone="Asia/Seoul"),
            Travel.objects.create(person=p, from_on=NEXT, to_on=NEXT, time_zone="Asia/Tokyo"),
        ],
    ),
    (
        "holiday_opt_out_one_per_date",
        lambda p: [HolidayOptOut.objects.create(person=p, on=DAY) for _ in "12"],
    ),
    ("booking_limits_step_is_positive", lambda p: BookingLimits.objects.create(person=p, step_minutes=0)),
    (
        "booking_limits_alignment_is_known",
        lambda p: BookingLimits.objects.create(person=p, alignment="moon"),
    ),
    (
        "booking_limits_window_ends_after_it_begins",
        lambda p: BookingLimits.objects.create(person=p, window_from_on=NEXT, window_until_on=DAY),
    ),
    (
        "booking_limits_lengths_are_positive",
        lambda p: BookingLimits.objects.create(person=p, session_minutes_offered=[30, 0]),
    ),
    (
        "calendar_reading_what_is_known_has_a_date",
        lambda p: CalendarReading.objects.create(person=p, state="known"),
    ),
    ("person_country_is_iso_3166", lambda p: Person.objects.filter(pk=p.pk).update(country="kr")),
]


@pytest.mark.parametrize(("constraint", "write"), REFUSED, ids=[name for name, _ in REFUSED])
def test_the_database_refuses_what_the_constraint_forbids(constraint: str, write: Write) -> None:
    person = a_person(Role.MENTOR)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        write(person)


@pytest.mark.parametrize(
    "ranges",
    [
        {},
        5,
        [5],
        ["ab"],
        [[540]],
        [[540, 600, 660]],
        [[600, 540]],
        [[-1, 5]],
        [[0, 1441]],
        [["a", "b"]],
        [[1, None]],
    ],
    ids=str,
)
def test_an_override_holds_only_ranges_within_its_day(ranges: object) -> None:
    person = a_person(Role.MENTOR)
    with pytest.raises(IntegrityError, match="date_override_ranges_within_the_day"), transaction.atomic():
        DateOverride.objects.create(person=person, on=DAY, ranges=ranges)


@pytest.mark.parametrize("ranges", [[], [[0, 1440]], [[540, 600], [660, 720]]], ids=str)
def test_an_override_may_be_a_day_off_or_any_hours(ranges: object) -> None:
    person = a_person(Role.MENTOR)
    assert DateOverride.objects.create(person=person, on=DAY, ranges=ranges).pk


def test_two_travels_may_follow_each_other_day_by_day() -> None:
    person = a_person(Role.MENTOR)
    Travel.objects.create(person=person, from_on=DAY, to_on=DAY, time_zone="Asia/Seoul")
    Travel.objects.create(person=person, from_on=NEXT, to_on=NEXT, time_zone="Asia/Tokyo")
    other = a_person(Role.MENTOR)
    Travel.objects.create(person=other, from_on=DAY, to_on=NEXT, time_zone="Asia/Tokyo")
    assert Travel.objects.count() == 3


def test_a_reading_that_is_known_says_as_of_when() -> None:
    person = a_person(Role.MENTOR)
    at = datetime(2026, 12, 1, tzinfo=UTC)
    assert CalendarReading.objects.create(person=person, state="known", as_of=at).pk
