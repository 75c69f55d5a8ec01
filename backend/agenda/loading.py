"""What people said about their time, read from the database: two statements however many they are.

What is taken of it is the ledger's affair (`agenda.queries.ledger`).
"""

import json
from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from agenda.availability import Availability, Travel, WeeklyRange
from agenda.intentions import Intentions, Limits, zone_at

Window = tuple[datetime, datetime]
# Hours of the dates beside a window reach into it: dates differ by a day between zones, and so do hours over midnight.
BESIDE = timedelta(days=2)
# Sessions a month around count for limits, each on the date that its person's clock then shows.
COUNTED = timedelta(days=35)

PEOPLE = """
SELECT person.id, person.time_zone, person.country, own.person_id,
       own.buffer_before_minutes, own.buffer_after_minutes, own.notice_hours,
       own.max_per_day, own.max_per_week, own.max_per_month, own.session_minutes_offered,
       own.step_minutes, own.alignment, own.window_days, own.window_from_on, own.window_until_on
  FROM accounts_person AS person
  LEFT JOIN agenda_bookinglimits AS own ON own.person_id = person.id
 WHERE person.id = ANY(%(people)s)
"""

# One form for all that people say: whose, what it is, two numbers or two dates or a text of it.
SAID = """
SELECT hours.person_id, 'weekly', hours.weekday, hours.starts_minute, hours.ends_minute,
       NULL::date, NULL::date, NULL::text
  FROM agenda_weeklyhours AS hours
  JOIN agenda_schedule AS schedule ON schedule.id = hours.schedule_id
 WHERE hours.person_id = ANY(%(people)s)
   AND (%(offer)s = ANY(schedule.used_for)
        OR schedule.is_default AND NOT EXISTS (
           SELECT FROM agenda_schedule AS own
            WHERE own.person_id = hours.person_id AND %(offer)s = ANY(own.used_for)))
UNION ALL
SELECT person_id, 'override', NULL, NULL, NULL, "on", NULL, ranges::text
  FROM agenda_dateoverride
 WHERE person_id = ANY(%(people)s) AND "on" BETWEEN %(first)s AND %(last)s
UNION ALL
SELECT person_id, 'time_off', NULL, NULL, NULL, from_on, to_on, NULL
  FROM agenda_timeoff
 WHERE person_id = ANY(%(people)s) AND from_on <= %(last)s AND to_on >= %(first)s
UNION ALL
SELECT person_id, 'travel', NULL, NULL, NULL, from_on, to_on, time_zone
  FROM agenda_travel
 WHERE person_id = ANY(%(people)s) AND from_on <= %(counted_last)s AND to_on >= %(counted_first)s
UNION ALL
SELECT person_id, 'opted_out', NULL, NULL, NULL, "on", NULL, NULL
  FROM agenda_holidayoptout
 WHERE person_id = ANY(%(people)s) AND "on" BETWEEN %(first)s AND %(last)s
"""

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
    default one. Two statements, whatever the number of people.
    """
    asked = _asked(people, window, now, offer)
    with connection.cursor() as cursor:
        cursor.execute(PEOPLE, asked)
        found = {
            person: Intentions(zone, country, _limits(*limits) if has_limits else Limits())
            for person, zone, country, has_limits, *limits in cursor.fetchall()
        }
        cursor.execute(SAID, asked)
        for person, *said in cursor.fetchall():
            _add(found[person], *said)
    for one in found.values():
        one.travel.sort(key=lambda trip: trip.from_on)
    return found


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


def _asked(people: Collection[int], window: Window, now: datetime, offer: str) -> dict[str, Any]:
    first, last = dates_around(window)
    return {
        "people": list(people),
        "offer": offer,
        "first": first,
        "last": last,
        "counted_first": min(first - COUNTED, (now - BESIDE).date()),  # the horizon counts from today
        "counted_last": last + COUNTED,
    }


def _limits(*values: Any) -> Limits:
    told = Limits(*values)
    return told._replace(session_minutes_offered=tuple(told.session_minutes_offered))


def _add(  # the columns of SAID after the person
    to: Intentions,
    kind: str,
    weekday: int,
    starts_minute: int,
    ends_minute: int,
    from_on: date,
    to_on: date,
    text: str,
) -> None:
    if kind == "weekly":
        to.weekly.append(WeeklyRange(weekday, starts_minute, ends_minute))
    elif kind == "override":
        to.overrides[from_on] = tuple((start, end) for start, end in json.loads(text))
    elif kind == "time_off":
        to.time_off.append((from_on, to_on))
    elif kind == "travel":
        to.travel.append(Travel(from_on, to_on, text))
    else:
        to.opted_out.add(from_on)
