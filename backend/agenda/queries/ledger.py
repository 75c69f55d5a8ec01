"""Everything the search is told about people, read in one statement: what they said, what is taken of their time,
what is known of their own calendar and, where asked for, how much they have been given.

Time comes as whole minutes in one row a person: Django reads a range column as objects of datetimes, which takes
fifteen times as long.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from agenda.intentions import Intentions
from agenda.intervals import Span
from agenda.loading import BESIDE, COLUMNS, INTENTIONS, OF_PEOPLE, Window, asked_about, intentions_in
from agenda.wall_clock import Minute
from storing import planned_cursor

# What lies further beside the window neither stands in the way of a session in it nor shifts the grid of its date;
# where sessions are counted, those of the same date, week or month matter too, whatever the zone.
#
# Of one person no two commitments that are not released overlap (the database sees to it), so they follow each
# other in the index by start and by end alike: at most one begins before the span and reaches into it.
#
# Another time for a session is held, never booked: only of holds is looked up what they are another time for. Where
# somebody has one, each of their sessions is told apart.
TAKEN = """
       reading.state, reading.as_of, reading.offer_when_unknown,
       taken.begins, taken.ends, taken.counted, taken.one_of, busy.begins, busy.ends
"""
# OFFSET 0 keeps PostgreSQL from copying what is worked out once a person into every place that uses it.
OF_THE_LEDGER = """
  LEFT JOIN agenda_calendarreading AS reading ON reading.person_id = person.id
  CROSS JOIN LATERAL (SELECT
       CASE WHEN NOT asked.is_expert THEN NULL
            WHEN own.max_per_month IS NOT NULL THEN interval '33 days'
            WHEN own.max_per_week IS NOT NULL THEN interval '9 days'
            WHEN own.max_per_day IS NOT NULL THEN %(beside)s END AS around OFFSET 0) AS limited
  CROSS JOIN LATERAL (SELECT
       %(begin)s - COALESCE(limited.around, %(beside)s) AS begins,
       %(end)s + COALESCE(limited.around, %(beside)s) AS ends OFFSET 0) AS span
  CROSS JOIN LATERAL (SELECT
       array_agg(floor(date_part('epoch', lower(c.during)) / 60)::bigint) AS begins,
       array_agg(ceil(date_part('epoch', upper(c.during)) / 60)::bigint) AS ends,
       array_agg(floor(date_part('epoch', c.starts_at) / 60)::bigint)
           FILTER (WHERE limited.around IS NOT NULL) AS counted,
       CASE WHEN bool_or(a.alternative_of_id IS NOT NULL)
            THEN array_agg(COALESCE(a.alternative_of_id, c.appointment_id))::text[] END AS one_of
       FROM agenda_commitment AS c
       LEFT JOIN agenda_appointment AS a
         ON a.id = CASE WHEN limited.around IS NOT NULL AND c.expires_at IS NOT NULL THEN c.appointment_id END
      WHERE c.person_id = person.id
        AND c.released_at IS NULL
        AND (c.expires_at IS NULL OR c.expires_at > %(now)s)
        AND c.appointment_id <> ALL (ARRAY(
            SELECT id FROM agenda_appointment WHERE id = %(moving)s OR alternative_of_id = %(moving)s))
        AND c.during < tstzrange(span.ends, NULL)
        AND c.during >= COALESCE((
            SELECT e.during FROM agenda_commitment AS e
             WHERE e.person_id = person.id AND e.released_at IS NULL
               AND e.during < tstzrange(span.begins, span.begins, '[]')
             ORDER BY e.during DESC LIMIT 1), 'empty')) AS taken
  CROSS JOIN LATERAL (SELECT
       array_agg(floor(date_part('epoch', lower(during)) / 60)::bigint) AS begins,
       array_agg(ceil(date_part('epoch', upper(during)) / 60)::bigint) AS ends
       FROM agenda_busytime
      WHERE person_id = person.id AND during < tstzrange(span.ends, NULL)
        AND during && tstzrange(span.begins, span.ends)) AS busy
"""
LOADS = """, loaded.ahead, loaded.last"""
OF_LOADS = """
  CROSS JOIN LATERAL (SELECT
       count(*) FILTER (WHERE upper(c.during) > %(now)s) AS ahead,
       max(floor(date_part('epoch', lower(c.during)) / 60))::bigint AS last
       FROM agenda_commitment AS c
      WHERE c.person_id = person.id
        AND c.released_at IS NULL
        AND (c.expires_at IS NULL OR c.expires_at > %(now)s)) AS loaded
"""
# About so many the statement takes longer to plan than to run; about more it is planned for their number.
FEW = 4
# psycopg takes statements of more than 4,096 letters to pieces again at each call: white space is left out.
KNOWN = " ".join(f"SELECT {INTENTIONS}, {TAKEN} {OF_PEOPLE} {OF_THE_LEDGER}".split())
KNOWN_WITH_LOADS = " ".join(
    f"SELECT {INTENTIONS}, {TAKEN} {LOADS} {OF_PEOPLE} {OF_THE_LEDGER} {OF_LOADS}".split()
)


class Taken(NamedTuple):
    """One person's time that is taken, buffers included, in minutes since 1970; of the sessions among it that count
    for a limit, when they start without buffers, and what several times for one session have in common.
    """

    busy: tuple[Span, ...]
    counted: tuple[tuple[Minute, str | None], ...]


class Reading(NamedTuple):
    """What is known of a person's own calendar: known, stale or unknown, and as of when."""

    state: str
    as_of: datetime | None
    offer_when_unknown: bool

    @property
    def closes(self) -> bool:
        """Whether nothing may be offered, as nothing is known of the time."""
        return self.state == "unknown" and not self.offer_when_unknown

    def is_older_than(self, instant: datetime) -> bool:
        """Whether it was last read before, if ever."""
        return self.as_of is not None and self.as_of < instant


class Load(NamedTuple):
    """How much one person has before them, and the minute of the last time that they were given."""

    ahead: int
    last: Minute | None


@dataclass(frozen=True)
class Known:
    """One person. `reading` is None for who never connected a calendar; `load` unless it was asked for."""

    said: Intentions
    taken: Taken
    reading: Reading | None
    load: Load | None

    @property
    def is_closed(self) -> bool:
        """Whether none of the time may be offered: it is not known, and the person did not say that it may."""
        return self.reading is not None and self.reading.closes


def known_of(
    people: Collection[int],
    *,
    experts: Collection[int],
    window: Window,
    now: datetime,
    offer: str = "",
    moving: UUID | None = None,
    loads: bool = False,
) -> dict[int, Known]:
    """What bears on `window` of each of `people` (ids) who is there; sessions count for the limits of the `experts`
    among them. One statement. An expired hold takes nothing; neither do the appointment `moving` and the other
    times that are held for it.
    """
    giving = set(experts)
    asked = asked_about(people, window, now, offer) | {
        "experts": [person in giving for person in people],
        "begin": window[0],
        "end": window[1],
        "beside": BESIDE,
        "now": now,
        "moving": moving,
    }
    cursor_for = planned_cursor if len(people) <= FEW else connection.cursor
    with cursor_for() as cursor:
        cursor.execute(KNOWN_WITH_LOADS if loads else KNOWN, asked)
        return {row[0]: _known(row) for row in cursor.fetchall()}


def _known(row: Sequence[Any]) -> Known:
    state, as_of, offer_when_unknown, begins, ends, counted, one_of, own, until, *load = row[COLUMNS:]
    return Known(
        said=intentions_in(row),
        taken=Taken(
            busy=(
                *zip(begins or (), ends or (), strict=True),
                *zip(own or (), until or (), strict=True),
            ),
            counted=tuple(zip(counted or (), one_of or [None] * len(counted or ()), strict=True)),
        ),
        reading=Reading(state, as_of, offer_when_unknown) if state else None,
        load=Load(*load) if load else None,
    )
