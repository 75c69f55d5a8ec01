"""What is taken of people's time, read from the ledger as whole minutes: thousands of rows in milliseconds.

Django reads a range column as objects of datetimes, which takes fifteen times as long.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from agenda.availability import BookedSession
from agenda.intervals import Span
from agenda.wall_clock import Minute

# Whose sessions are counted has each told with its own start and end, as the buffers lie around them. They are
# looked up one by one: the planner would read every appointment there is to join a few of them.
TAKEN = """
SELECT commitment.person_id,
       floor(date_part('epoch', lower(commitment.during)) / 60)::bigint,
       ceil(date_part('epoch', upper(commitment.during)) / 60)::bigint,
       CASE WHEN asked.counted THEN (
           SELECT ARRAY[floor(date_part('epoch', starts_at) / 60)::text, ceil(date_part('epoch', ends_at) / 60)::text,
                        id::text, alternative_of_id::text]
             FROM agenda_appointment WHERE id = commitment.appointment_id) END
  FROM unnest(%(people)s::bigint[], %(counted)s::boolean[]) AS asked (person, counted)
  JOIN agenda_commitment AS commitment
    ON int8range(commitment.person_id, commitment.person_id, '[]') && int8range(asked.person, asked.person, '[]')
   AND commitment.during && CASE WHEN asked.counted THEN tstzrange(%(counted_begin)s, %(counted_end)s)
                                 ELSE tstzrange(%(begin)s, %(end)s) END
   AND commitment.released_at IS NULL
   AND (commitment.expires_at IS NULL OR commitment.expires_at > %(now)s)
   AND (commitment.appointment_id <> ALL (ARRAY(
            SELECT id FROM agenda_appointment WHERE id = %(moving)s OR alternative_of_id = %(moving)s))
        OR commitment.appointment_id IS NULL)
 UNION ALL
SELECT person_id,
       floor(date_part('epoch', %(begin)s::timestamptz) / 60)::bigint,
       ceil(date_part('epoch', %(end)s::timestamptz) / 60)::bigint, NULL
  FROM agenda_calendarreading
 WHERE person_id = ANY(%(offered)s) AND state = 'unknown' AND NOT offer_when_unknown
"""
# What lies further beside the window neither stands in the way of a session in it nor shifts the grid of its date.
BESIDE = timedelta(days=2)


class Taken(NamedTuple):
    """One person's time that is taken: counted sessions apart from the rest, in minutes since 1970."""

    busy: list[Span]
    sessions: list[BookedSession]


def taken_of(
    people: Collection[int],
    *,
    window: tuple[datetime, datetime],
    around: timedelta = BESIDE,
    now: datetime,
    offered: Collection[int] = (),
    counted: Collection[int] = (),
    moving: UUID | None = None,
) -> defaultdict[int, Taken]:
    """What takes time of each of `people` (ids) in `window`, and of the counted `around` it too. One statement.

    Sessions of the `counted` people come as such, for day and week limits; everything else as busy spans,
    buffers included. An expired hold takes nothing; neither do the appointment `moving` and the other times that
    are held for it. Of the `offered` people all time is taken as long as their own calendar cannot be read, unless they said otherwise.
    """
    asked: dict[str, Any] = {
        "people": list(people),
        "counted": [person in counted for person in people],
        "offered": list(offered),
        "begin": window[0] - BESIDE,
        "end": window[1] + BESIDE,
        "counted_begin": window[0] - around,
        "counted_end": window[1] + around,
        "now": now,
        "moving": moving,
    }
    found: defaultdict[int, Taken] = defaultdict(lambda: Taken([], []))
    with connection.cursor() as cursor:
        cursor.execute(TAKEN, asked)
        rows = cursor.fetchall()
    proposed_for = {core[3] for _, _, _, core in rows if core is not None}
    for person, begin, end, core in rows:
        if core is None:
            found[person].busy.append((begin, end))
        else:
            found[person].sessions.append(_session((begin, end), core, proposed_for))
    return found


def _session(during: Span, core: Sequence[str], proposed_for: Collection[str]) -> BookedSession:
    """`core` is start, end, id, and the id of the one that it is another time for."""
    starts, ends = int(core[0]), int(core[1])
    one_of = core[3] or (core[2] if core[2] in proposed_for else None)
    return BookedSession(starts, ends, starts - during[0], during[1] - ends, one_of)


LOADS = """
SELECT commitment.person_id,
       count(*) FILTER (WHERE upper(commitment.during) > %(now)s),
       max(floor(date_part('epoch', lower(commitment.during)) / 60))::bigint
  FROM agenda_commitment AS commitment
 WHERE commitment.person_id = ANY(%(people)s)
   AND commitment.released_at IS NULL
   AND (commitment.expires_at IS NULL OR commitment.expires_at > %(now)s)
 GROUP BY commitment.person_id
"""


class Load(NamedTuple):
    """How much one person has before them, and the minute of the last time that they were given."""

    ahead: int
    last: Minute


def loads_of(people: Collection[int], *, now: datetime) -> dict[int, Load]:
    """What `people` have been given; who was never given anything is left out. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(LOADS, {"people": list(people), "now": now})
        return {person: Load(ahead, last) for person, ahead, last in cursor.fetchall()}
