"""Whom of a pool too large to look at everybody."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

LEAST_LOADED = """
SELECT asked.id
  FROM unnest(%(people)s::bigint[]) WITH ORDINALITY AS asked (id, place)
  CROSS JOIN LATERAL (
       SELECT count(*) AS ahead FROM agenda_commitment AS c
        WHERE c.person_id = asked.id AND c.released_at IS NULL AND upper(c.during) > %(now)s
          AND (c.expires_at IS NULL OR c.expires_at > %(now)s)) AS loaded
 ORDER BY loaded.ahead, asked.place
 LIMIT %(at_most)s
"""


def least_loaded(people: Sequence[int], *, at_most: int, now: datetime) -> tuple[int, ...]:
    """Of `people` (ids) the `at_most` who have least before them, of those alike the first. No statement where there
    are no more, else one."""
    if len(people) <= at_most:
        return tuple(people)
    with connection.cursor() as cursor:
        cursor.execute(LEAST_LOADED, {"people": list(people), "now": now, "at_most": at_most})
        return tuple(person for (person,) in cursor.fetchall())
