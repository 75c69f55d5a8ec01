"""What people said about their time, read from the database: one statement however many they are.

What is taken of it is the ledger's affair (`agenda.queries.ledger`).
"""

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db import connection

from agenda.availability import Availability, Travel, WeeklyRange
from agenda.intentions import NO_LIMITS, Intentions, Limits, zone_at

Window = tuple[datetime, datetime]
# Hours of the dates beside a window reach into it: dates differ by a day between zones, and so do hours over midnight.
BESIDE = timedelta(days=2)
# Sessions a month around count for limits, each on the date that its person's clock then shows.
COUNTED = timedelta(days=35)

# Each person's own say is one row, whatever it consists of: lists of weekly ranges, the rest as JSON or NULL.
INTENTIONS = """
       person.id, person.time_zone, person.country,
       ARRAY(SELECT ARRAY[hours.weekday, hours.starts_minute, hours.ends_minute]
               FROM agenda_schedule AS schedule
               JOIN agenda_weeklyhours AS hours ON hours.schedule_id = schedule.id
              WHERE schedule.person_id = person.id
                AND (%(offer)s = ANY(schedule.used_for)
                     OR schedule.is_default AND NOT EXISTS (
                        SELECT FROM agenda_schedule AS named
                         WHERE named.person_id = person.id AND %(offer)s = ANY(named.used_for)))),
       (SELECT json_agg(json_build_array(kind, from_on, to_on, text))::text FROM (
        SELECT 'override' AS kind, "on" AS from_on, NULL::date AS to_on, ranges::text AS text
          FROM agenda_dateoverride
         WHERE person_id = person.id AND "on" BETWEEN %(first)s AND %(last)s
        UNION ALL
        SELECT 'time_off', from_on, to_on, NULL
          FROM agenda_timeoff
         WHERE person_id = person.id AND from_on <= %(last)s AND to_on >= %(first)s
        UNION ALL
        SELECT 'travel', from_on, to_on, time_zone
          FROM agenda_travel
         WHERE person_id = person.id AND from_on <= %(counted_last)s AND to_on >= %(counted_first)s
        UNION ALL
        SELECT 'opted_out', "on", NULL, NULL
          FROM agenda_holidayoptout
         WHERE person_id = person.id AND "on" BETWEEN %(first)s AND %(last)s
        ORDER BY from_on) AS said),
       own.person_id,
       own.buffer_before_minutes, own.buffer_after_minutes, own.notice_hours,
       own.max_per_day, own.max_per_week, own.max_per_month, own.session_minutes_offered,
       own.step_minutes, own.alignment, own.window_days, own.window_from_on, own.window_until_on
"""
OF_PEOPLE = """
  FROM unnest(%(people)s::bigint[], %(experts)s::boolean[]) AS asked (id, is_expert)
  JOIN accounts_person AS person ON person.id = asked.id
  LEFT JOIN agenda_bookinglimits AS own ON own.person_id = person.id
"""
COLUMNS = 5 + 1 + len(Limits._fields)
OFFERED = Limits._fields.index("session_minutes_offered")

ZONES = """
SELECT person.id, person.time_zone, travel.from_on, travel.to_on, travel.time_zone
  FROM accounts_person AS person
  LEFT JOIN agenda_travel AS travel
    ON travel.person_id = person.id AND travel.from_on <= %(last)s AND travel.to_on >= %(first)s
 WHERE person.id = ANY(%(people)s)
 ORDER BY travel.from_on
"""


def intentions_of(
    people: Collection[int], *, window: Window, now: datetime, offer: str = ""
) -> dict[int, Intentions]:
    """What each of `people` (ids) said that bears on `window`; people who do not exist are left out.

    `offer` is the slug of what is to be booked: hours are those of the schedule used for it, else of the
    default one. One statement, whatever the number of people.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {INTENTIONS} {OF_PEOPLE}", asked_about(people, window, now, offer))
        return {row[0]: intentions_in(row) for row in cursor.fetchall()}


def availability_of(
    people: Collection[int], *, window: Window, now: datetime, offer: str = ""
) -> dict[int, Availability]:
    """When each of `people` would meet in `window` if nothing were taken; see `intentions_of`."""
    first, last = dates_around(window)
    found = intentions_of(people, window=window, now=now, offer=offer)
    return {person: said.availability(first, last) for person, said in found.items()}


def zones_at(people: Collection[int], *, instant: datetime) -> dict[int, str]:
    """The zone on whose clock each of `people` (ids) lives at an aware `instant`, journeys included."""
    first, last = dates_around((instant, instant))
    homes: dict[int, str] = {}
    trips: defaultdict[int, list[tuple[date, date, str]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(ZONES, {"people": list(people), "first": first, "last": last})
        for person, home, from_on, to_on, away in cursor.fetchall():
            homes[person] = home
            if away is not None:
                trips[person].append((from_on, to_on, away))
    return {person: zone_at(home, trips[person], instant) for person, home in homes.items()}


def dates_around(window: Window) -> tuple[date, date]:
    """The first and the last local date whose hours may reach into `window`, whatever the zone."""
    return (window[0] - BESIDE).date(), (window[1] + BESIDE).date()


def asked_about(people: Collection[int], window: Window, now: datetime, offer: str) -> dict[str, Any]:
    """The values that INTENTIONS and OF_PEOPLE want."""
    first, last = dates_around(window)
    return {
        "people": list(people),
        "experts": [],  # whose sessions are counted, in the order of people
        "offer": offer,
        "first": first,
        "last": last,
        "counted_first": min(first - COUNTED, (now - BESIDE).date()),  # the horizon counts from today
        "counted_last": last + COUNTED,
    }


def intentions_in(row: Sequence[Any]) -> Intentions:
    """The columns of INTENTIONS, as a row begins with them."""
    _person, zone, country, weekly, said, has_limits, *limits = row[:COLUMNS]
    found = Intentions(
        zone,
        country,
        _limits(*limits[:OFFERED], tuple(limits[OFFERED]), *limits[OFFERED + 1 :])
        if has_limits
        else NO_LIMITS,
        [_weekly_range(*hours) for hours in weekly],
    )
    for one in json.loads(said) if said else ():
        _add(found, *one)
    return found


@lru_cache(maxsize=4096)  # much the same for everybody
def _weekly_range(weekday: int, starts_minute: int, ends_minute: int) -> WeeklyRange:
    return WeeklyRange(weekday, starts_minute, ends_minute)


@lru_cache(maxsize=4096)
def _limits(*values: Any) -> Limits:
    return Limits(*values)


def _add(to: Intentions, kind: str, from_on: str, to_on: str | None, text: str | None) -> None:
    first, last = date.fromisoformat(from_on), date.fromisoformat(to_on or from_on)
    if kind == "override":
        to.overrides[first] = tuple((start, end) for start, end in json.loads(text or "[]"))
    elif kind == "time_off":
        to.time_off.append((first, last))
    elif kind == "travel":
        to.travel.append(Travel(first, last, text or ""))
    else:
        to.opted_out.add(first)
