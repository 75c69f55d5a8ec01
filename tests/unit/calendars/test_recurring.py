"""A series means the same instants everywhere: in the agenda, in Google's rule, in an iCalendar file."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from agenda.recurrence import LAST, Frequency, Rule, WallStart, occurrences
from calendars.recurring import Dates, Pattern, Span
from integrations.emulators.google.recurrence import originals
from integrations.icalendar_files.invitation import Invitation, Mailbox, Method
from integrations.icalendar_files.recurring import RegularInvitation, series_file
from tests.integration.series.calendar_readers import expanded

ZONES = [
    "Asia/Seoul",
    "America/Los_Angeles",
    "America/New_York",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Africa/Casablanca",
    "Pacific/Apia",
    "Europe/Dublin",
    "UTC",
]


@st.composite
def series(draw: st.DrawFn) -> tuple[Rule, WallStart]:
    """Any rule that comes round on its start, which the clock really shows."""
    on = draw(st.dates(date(2026, 9, 1), date(2028, 4, 1)))
    at = time(draw(st.integers(0, 23)), draw(st.sampled_from([0, 15, 30, 59])))
    start = WallStart(on, at, draw(st.sampled_from(ZONES)))
    assume(start.instant_on(on).astimezone(ZoneInfo(start.time_zone)).time() == at)
    every, count = draw(st.integers(1, 5)), draw(st.integers(1, 20))
    if draw(st.booleans()):
        days = tuple({on.weekday(), *draw(st.lists(st.integers(0, 6), max_size=3))})
        return Rule(Frequency.WEEKLY, every, days, count=count), start
    is_last = (on + timedelta(days=7)).month != on.month
    position = LAST if is_last and draw(st.booleans()) else (on.day - 1) // 7 + 1
    return Rule(Frequency.MONTHLY, every, position=position, count=min(count, 8)), start


def pattern_of(rule: Rule, start: WallStart) -> Pattern:
    return Pattern.of(rule, start, minutes=45, until_on=occurrences(rule, start)[-1].on)


def by_google(pattern: Pattern, excluded: list[date]) -> list[datetime]:
    """What the emulator makes of the event that it is sent."""
    first = pattern.span_on(pattern.dates[0])
    event: dict[str, Any] = {
        edge: {"dateTime": at.isoformat(), "timeZone": pattern.zone}
        for edge, at in (("start", first.starts_at), ("end", first.ends_at))
    }
    found = originals(event | {"recurrence": list(pattern.lines(excluded))}, "Asia/Seoul")
    return [original.at for original in found]


def by_file(pattern: Pattern, excluded: list[date]) -> list[datetime]:
    """What a reader makes of the file that is mailed."""
    first, last = pattern.span_on(pattern.dates[0]), pattern.span_on(pattern.dates[-1])
    invitation = Invitation(
        uid="series@meridian.example",
        sequence=0,
        method=Method.REQUEST,
        starts_at=first.starts_at,
        ends_at=first.ends_at,
        summary="Mentoring",
        organizer=Mailbox("Meridian", "hub@meridian.example"),
        stamped_at=datetime(2026, 9, 1, tzinfo=UTC),
    )
    file = series_file(
        RegularInvitation(
            first=invitation,
            time_zone=pattern.zone,
            rule=pattern.lines([])[0].removeprefix("RRULE:"),
            last_at=last.starts_at,
            excluded=tuple(pattern.span_on(on).starts_at for on in excluded),
        )
    )
    calendar: Any = Calendar.from_ical(file)
    (event,) = calendar.events
    return expanded(event)


@settings(max_examples=300, deadline=None)
@given(series(), st.data())
def test_the_agenda_google_and_the_file_agree_instant_by_instant(
    drawn: tuple[Rule, WallStart], data: st.DataObject
) -> None:
    pattern = pattern_of(*drawn)
    excluded = data.draw(st.lists(st.sampled_from(pattern.dates), unique=True, max_size=3))
    meant = [found.starts_at for found in occurrences(*drawn) if found.on not in excluded]
    assert by_google(pattern, excluded) == meant
    assert by_file(pattern, excluded) == meant


@settings(deadline=None)
@given(series())
def test_a_pattern_comes_back_from_its_row(drawn: tuple[Rule, WallStart]) -> None:
    pattern = pattern_of(*drawn)
    dates = Dates(pattern, {on: pattern.span_on(on) for on in pattern.dates[1:]} | {pattern.dates[0]: None})
    assert Pattern.from_json(pattern.as_json()) == pattern
    assert Dates.from_json(dates.as_json()) == dates


TUESDAYS = pattern_of(
    Rule(Frequency.WEEKLY, weekdays=(1,), count=4),
    WallStart(date(2026, 10, 20), time(16, 30), "America/Los_Angeles"),
)
FIRST, SECOND, THIRD, FOURTH = TUESDAYS.dates
LATER = Span(datetime(2026, 10, 29, 1, tzinfo=UTC), datetime(2026, 10, 29, 1, 45, tzinfo=UTC))


def standing(**changes: Span | None) -> Dates:
    """All four dates by the rule but for `changes`, by name."""
    named = {"first": FIRST, "second": SECOND, "third": THIRD, "fourth": FOURTH}
    by_rule: dict[date, Span | None] = {on: TUESDAYS.span_on(on) for on in TUESDAYS.dates}
    return Dates(TUESDAYS, by_rule | {named[name]: span for name, span in changes.items()})


def shorter(dates: Dates) -> Dates:
    pattern = Pattern.of(
        Rule(Frequency.WEEKLY, weekdays=(1,), count=3),
        WallStart(FIRST, time(16, 30), "America/Los_Angeles"),
        minutes=45,
        until_on=THIRD,
    )
    return Dates(pattern, {on: span for on, span in dates.standing.items() if on != FOURTH})


@pytest.mark.parametrize(
    ("wanted", "told", "is_new", "due"),
    [
        (standing(), None, True, []),
        (standing(second=LATER), None, True, [SECOND]),
        (standing(), None, False, list(TUESDAYS.dates)),
        (standing(), standing(), False, []),
        (standing(second=LATER), standing(), False, [SECOND]),
        (standing(second=None), standing(second=LATER), False, [SECOND]),
        (standing(second=LATER), standing(second=LATER), False, []),
        # The rule is another: its exceptions are looked at again, dates by the rule are not.
        (shorter(standing(second=LATER)), standing(second=LATER), False, [SECOND]),
    ],
)
def test_only_dates_of_which_meridian_changed_its_mind_are_looked_at(
    wanted: Dates, told: Dates | None, is_new: bool, due: list[date]
) -> None:
    assert wanted.to_look_at(told, is_new=is_new) == due


def test_a_date_that_google_was_never_given_is_left_out_of_the_rule() -> None:
    dates = Dates(TUESDAYS, {on: TUESDAYS.span_on(on) for on in (FIRST, THIRD, FOURTH)})
    assert dates.lines == (
        "RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20261111T075959Z",
        "EXDATE;TZID=America/Los_Angeles:20261027T163000",
    )
