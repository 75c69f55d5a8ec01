"""Background work of this area, by name."""

from functools import partial

import queueing

QUEUE = "calendars"

WRITE_EVENT = "calendars.write_event"
FIND_MEET_LINK = "calendars.find_meet_link"
REVOKE_TOKEN = "calendars.revoke_token"  # noqa: S105 -- the name of a task

# Takes the task, what it is to be told, and `after` which pause: see `queueing.defer`.
defer = partial(queueing.defer, queue=QUEUE)
