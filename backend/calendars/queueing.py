"""Background work of this area, by name."""

from functools import partial

import queueing

QUEUE = "calendars"

WRITE_EVENT = "calendars.write_event"
READ_CALENDAR = "calendars.read_calendar"
OPEN_CHANNEL = "calendars.open_channel"
STOP_CHANNEL = "calendars.stop_channel"
FIND_MEET_LINK = "calendars.find_meet_link"
# What these five have to tell is told from there, where messages and the people of an event are known.
INVITE_BY_MAIL = "mentoring.invite_by_mail"
TELL_HANDED_OVER = "mentoring.tell_handed_over"
TELL_OF_CONNECTION = "mentoring.tell_of_connection"
TELL_NO_ROOM = "mentoring.tell_no_room"
TELL_REPLACED = "mentoring.tell_replaced"
# What stands in a person's calendar alone comes from there.
PUT_IN_CALENDAR = "networking.put_in_calendar"
LOOK_AT_EVENT = "calendars.look_at_event"
LIST_CALENDARS = "calendars.list_calendars"
MAKE_OWN_CALENDAR = "calendars.make_own_calendar"
END_LEAVING = "calendars.end_leaving"
REVOKE_TOKEN = "calendars.revoke_token"  # noqa: S105 -- the name of a task

# Takes the task, what it is to be told, and `after` which pause: see `queueing.defer`.
defer = partial(queueing.defer, queue=QUEUE)
tell = partial(queueing.defer, queue="sessions")
defer_once = partial(queueing.defer_once, queue=QUEUE)
