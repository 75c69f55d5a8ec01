"""Generated people, rules and windows, close to the days on which clocks do something odd."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from agenda.availability import (
    Availability,
    BookedSession,
    Override,
    SessionRules,
    Travel,
    WeeklyRange,
    taken_between,
)

ODD_DAYS = {
    "Africa/Casablanca": date(2026, 3, 22),  # back to +01 after Ramadan
    "America/Havana": date(2026, 3, 8),  # 00:00 does not exist
    "America/Los_Angeles": date(2026, 11, 1),  # 01:00 to 02:00 comes twice
    "America/Sao_Paulo": date(2018, 2, 18),  # the hour before midnight comes twice
    "America/St_Johns": date(2010, 11, 7),  # 00:01 goes back to 23:01 of the day before
    "Asia/Kathmandu": date(1986, 1, 1),  # +05:30 becomes +05:45
    "Asia/Seoul": date(1988, 5, 8),  # a summer time, once
    "Australia/Lord_Howe": date(2026, 10, 4),  # half an hour forward
    "Pacific/Apia": date(2011, 12, 30),  # does not exist
    "Europe/London": date(2026, 3, 29),
}
ZONES = sorted(ODD_DAYS)


@dataclass(frozen=True)
class Situation:
    people: list[Availability]
    rules: SessionRules
    window: tuple[datetime, datetime]
    now: datetime


@st.composite
def spans_of_a_day(draw: st.DrawFn) -> tuple[int, int]:
    start = draw(st.sampled_from([0, 0, 30, 60, 90, 120, 150, 180, 540, 615, 1080, 1380, 1425]))
    length = draw(st.sampled_from([1440, 960, 480, 240, 90, 60, 35, 30, 15]))
    return start, min(1440, start + length)


def instants(around: date) -> st.SearchStrategy[datetime]:
    noon = datetime(around.year, around.month, around.day, 12, tzinfo=UTC)
    fives = st.integers(-2 * 288, 2 * 288).map(lambda fives: noon + timedelta(minutes=5 * fives))
    seconds = st.sampled_from([0, 0, 0, 0, 30])
    return st.builds(lambda instant, second: instant + timedelta(seconds=second), fives, seconds)


@st.composite
def taken_times(draw: st.DrawFn, around: date) -> tuple[datetime, datetime]:
    start = draw(instants(around))
    return start, start + timedelta(minutes=draw(st.sampled_from([0, 5, 20, 45, 60, 240, 900])))


@st.composite
def trips(draw: st.DrawFn, around: date) -> Travel:
    first = around + timedelta(days=draw(st.integers(-2, 2)))
    return Travel(first, first + timedelta(days=draw(st.integers(0, 2))), draw(st.sampled_from(ZONES)))


@st.composite
def weeks(draw: st.DrawFn) -> tuple[WeeklyRange, ...]:
    days = draw(st.sampled_from([range(7), range(7), range(7), range(5), (1, 3, 6)]))
    hours = draw(st.lists(spans_of_a_day(), min_size=1, max_size=3))
    return tuple(WeeklyRange(day, *span) for day in days for span in hours)


@st.composite
def availabilities(draw: st.DrawFn, zone: str, around: date) -> Availability:
    buffers = st.sampled_from([0, 0, 5, 30])
    dates = st.integers(-3, 3).map(lambda days: around + timedelta(days=days))
    overrides = st.builds(Override, dates, st.lists(spans_of_a_day(), max_size=2).map(tuple))
    sessions = st.builds(
        lambda times, before, after: BookedSession.between(
            *times, before_minutes=before, after_minutes=after
        ),
        taken_times(around),
        buffers,
        buffers,
    )
    return Availability(
        time_zone=zone,
        weekly=draw(weeks()),
        overrides=tuple(draw(st.lists(overrides, max_size=2))),
        travel=tuple(draw(st.lists(trips(around), max_size=2))) if draw(st.booleans()) else (),
        busy=tuple(taken_between(*times) for times in draw(st.lists(taken_times(around), max_size=5))),
        sessions=tuple(draw(st.lists(sessions, max_size=3))),
    )


@st.composite
def session_rules(draw: st.DrawFn, around: date) -> SessionRules:
    nearby = st.integers(-2, 2).map(lambda days: around + timedelta(days=days))
    first, last = draw(st.tuples(nearby, nearby).map(sorted))
    edges = st.sampled_from(
        [(None, None), (None, None), (None, None), (first, None), (None, last), (first, last)]
    )
    window_from_on, window_until_on = draw(edges)
    maxima = st.sampled_from([None, None, None, 2, 1])
    buffers = st.sampled_from([0, 0, 10, 45])
    rules = st.builds(
        SessionRules,
        minutes=st.sampled_from([15, 20, 30, 45, 60, 300]),
        step_minutes=st.sampled_from([15, 1, 25, 30, 60, 90, 1441]),
        align=st.sampled_from(["range", "clock"]),
        buffer_before_minutes=buffers,
        buffer_after_minutes=buffers,
        notice_minutes=st.sampled_from([0, 0, 61, 600]),
        horizon_days=st.sampled_from([None, None, None, 5, 3, 1, 0]),
        max_per_day=maxima,
        max_per_week=maxima,
        max_per_month=maxima,
        window_from_on=st.just(window_from_on),
        window_until_on=st.just(window_until_on),
    )
    return draw(rules)


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    zones = draw(st.lists(st.sampled_from(ZONES), min_size=1, max_size=2))
    around = ODD_DAYS[draw(st.sampled_from(zones))]
    people = [draw(availabilities(zone, around)) for zone in zones]
    opening = draw(instants(around))
    window = opening, opening + timedelta(minutes=draw(st.sampled_from([2880, 2880, 1440, 731, 60, 0])))
    now = opening - timedelta(minutes=5 * draw(st.integers(-60, 1440)))
    return Situation(people, draw(session_rules(around)), window, now)
