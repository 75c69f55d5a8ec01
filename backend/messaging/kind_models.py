"""Words of a closed list that rows of messages hold: by which channel, and about what."""

from datetime import UTC, datetime

from django.db import models
from django.db.models import Q


class Channel(models.TextChoices):
    """Those that the product brings; a hub may add others (`messaging.channels`)."""

    SMS = "sms"
    WHATSAPP = "whatsapp"
    EMAIL = "email"


# How a channel may be called: the database cannot know what a hub adds.
CHANNEL_NAME = r"^[a-z][a-z0-9_]{1,11}$"
# All others ring a phone: caps, quiet hours and receipts are theirs.
RINGS = ~Q(channel=Channel.EMAIL)


class MessageKind(models.TextChoices):
    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    EXPIRED = "expired"
    MOVED = "moved"
    CANCELLED = "cancelled"
    REMINDER = "reminder"
    STARTING = "starting"
    AFTER = "after"
    DIGEST = "digest"  # a whole day in one message
    BROADCAST = "broadcast"  # what a coordinator tells many
    PROPOSED = "proposed"
    SEATED = "seated"  # these six are of a group session: a seat is the reader's,
    REMOVED = "removed"  # taken out by a coordinator,
    NO_SEAT = "no_seat"  # registration has closed, and the reader has none,
    OFFERED = "offered"  # theirs to take until an hour,
    OFFER_GONE = "offer_gone"  # not taken in time,
    LEFT = "left"  # given up; of a session with several, that the reader is out of it
    TURNED_DOWN = "turned_down"  # none of the reader's other times
    MISSED = "missed"  # the reader is said not to have come
    DISPUTED = "disputed"  # somebody says that they did come
    SETTLED = "settled"
    SHIFT = "shift"  # of a regular session: the clocks change, and the reader's hour with them
    UNABLE = "unable"  # the other side declined in their calendar,
    UNABLE_OWN = "unable_own"  # or the reader did: the session stands until somebody cancels or moves it
    OFF_ASKED = "off_asked"  # the other side declined in Google: is it off?
    OFF_OWN = "off_own"  # the reader did: the others are asked
    UNABLE_TOO = "unable_too"  # or the reader did, who takes part beside the two
    NAMED = "named"  # the reader takes part in what somebody asked for
    ABSENT = "absent"  # somebody beside the two cannot come
    MAILED = "mailed"  # Google would not take it: the invitation comes with this mail
    NO_ROOM = "no_room"  # Google makes no video room, and the hub has none: agree where to meet
    PUT_BACK = "put_back"  # the reader moved it in their calendar, to where it cannot be
    MOVE_ASKED = "move_asked"  # or to where it can: the other side is asked
    DELETED = "deleted"  # the other side deleted it in their calendar: is it off?
    DELETED_OWN = "deleted_own"  # the reader did: the others are asked
    KEPT = "kept"  # it stands, at the time that was agreed
    HANDED_OVER = (
        "handed_over"  # somebody took the events out of their Google: another calendar has it, or the mail
    )
    LOST_CONSENT = "lost_consent"  # these two are of no session: Google lets us in no more,
    NO_CALENDAR = "no_calendar"  # or the calendar that the reader chose is gone
    CONSENT = "consent"  # what the reader said to advertisements, or that it ends soon
    CLASH = "clash"  # a new rule of a zone moved the clock, and the session cannot follow
    NEW_RULES = "new_rules"  # or it stays at its moment, and the reader's hour is another
    CODE = "code"  # proves that a number is the reader's
    WRITTEN = "written"  # somebody wrote in the thread of the session
    ANSWER = "answer"  # to a text that the reader has just sent
    AGENDA = "agenda"  # of an event: the meetings that the reader has there,
    REPLANNED = "replanned"  # those that have changed since they were told,
    MEETING = "meeting"  # the next one, some minutes before it,
    CALLED_OFF = "called_off"  # that it does not take place,
    BOOKING = "booking"  # or what becomes of a meeting that a guest asks another for
    PROGRAMME = (
        "programme"  # of no session: what becomes of the reader's part in a programme, or of their pair
    )


# Somebody sits there and waits for these: they leave before all others, as if what they tell began then.
AWAITED = (MessageKind.CODE, MessageKind.ANSWER)
AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
# What a `Reminder` becomes: it says nothing new.
REMINDING = (MessageKind.REMINDER, MessageKind.STARTING, MessageKind.AFTER, MessageKind.MEETING)
# News of an event, which is no appointment of one person.
OF_EVENTS = (MessageKind.AGENDA, MessageKind.REPLANNED, MessageKind.CALLED_OFF, MessageKind.BOOKING)
