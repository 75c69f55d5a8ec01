"""The one place where a message changes its state: with its time, its error and its audit row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import reduce
from operator import or_
from uuid import UUID

from django.db import connection
from django.db.models import Q, prefetch_related_objects

from accounts.models import Person
from agenda.own_clock import know_journeys, zone_of
from audit.operations import record
from messaging.carriers import US_NOT_REGISTERED
from messaging.models import (
    Channel,
    Message,
    MessageKind,
    MessageState,
    Reminder,
    ReminderKind,
    ReminderState,
    ToldNumber,
)
from messaging.near_days import Departures, Leaving
from messaging.operations.writing import asked_on, is_worded, said_on
from messaging.reaching import BAD_NUMBER, NOT_SET_UP, reached_by
from messaging.rooms import rooms_of
from messaging.short_links import ShortLink, short_link
from messaging.templates.filling import BUILT_IN, OwnWords
from messaging.templates.queries import words_of_reminders
from messaging.texts import Briefing, has_thread, question_of, words_for
from storing import insert_new

DROP = """
UPDATE messaging_message AS message SET state = 'dropped', error_code = dropped.because, settled_at = %s
  FROM unnest(%s::bigint[], %s::text[]) AS dropped (id, because) WHERE message.id = dropped.id
"""
# A text that is dropped for one of these may still be said in an e-mail.
ABOUT_THE_CHANNEL = ("opted_out", "daily_limit", "hourly_limit", BAD_NUMBER, US_NOT_REGISTERED, NOT_SET_UP)

# Why the e-mail of a notice did not leave: its reader has switched e-mail off, and a text tells the same.
BY_TEXT = "by_text"
# Why a message did not leave on a channel that another one falls back to: that other one tells the same.
BY_ANOTHER = "by_another"


def settle(
    message: Message, state: MessageState, *, now: datetime, code: str = "", by: Person | None = None
) -> None:
    """Write the state and the audit row; a text that failed for good becomes an e-mail if it is a reminder."""
    message.state, message.error_code, message.settled_at = state, code, now
    message.save()
    audit_message(message, now=now, by=by)
    if state in (MessageState.FAILED, MessageState.UNDELIVERED):
        if message.tells_of_stop:
            ToldNumber.objects.filter(phone=message.phone).delete()  # the next text tells it again
        fall_back(message, now=now)


def drop_each(reasons: Mapping[Message, str], *, now: datetime) -> None:
    """Drop locked messages, each for a stable word; reminders that only cannot come by SMS become e-mails.

    The number of statements does not depend on how many there are.
    """
    if not reasons:
        return
    with connection.cursor() as cursor:
        cursor.execute(DROP, [now, [message.pk for message in reasons], list(reasons.values())])
    for message, because in reasons.items():
        message.state, message.error_code, message.settled_at = MessageState.DROPPED, because, now
        audit_message(message, now=now)
    fall_back_each([one for one, because in reasons.items() if because in ABOUT_THE_CHANNEL], now=now)


def audit_message(message: Message, *, now: datetime, by: Person | None = None) -> None:
    record(
        "session" if message.appointment_id else "message",
        message.appointment_id or message.pk,
        f"message.{message.state}",
        by=by,
        now=now,
        message_id=message.pk,
        person_id=message.person_id,
        kind=message.kind,
        channel=message.channel,
        error_code=message.error_code,
    )


def drop_reminder(reminder: Reminder, *, because: str, now: datetime) -> None:
    drop_each_reminder({reminder: because}, now=now)


def drop_each_reminder(reasons: Mapping[Reminder, str], *, now: datetime) -> None:
    """Drop locked reminders, each for a stable word; one statement for each word."""
    for word in sorted(set(reasons.values())):
        ids = [reminder.pk for reminder, because in reasons.items() if because == word]
        Reminder.objects.filter(pk__in=ids).update(state=ReminderState.DROPPED, dropped_because=word)
    for reminder, because in reasons.items():
        reminder.state, reminder.dropped_because = ReminderState.DROPPED, because
        record(
            "session",
            reminder.appointment_id,
            "reminder.dropped",
            by=None,
            now=now,
            person_id=reminder.person_id,
            offset_minutes=reminder.offset_minutes,
            because=because,
        )


def fall_back(message: Message, *, now: datetime) -> None:
    """Give what does not arrive on a channel that rings to the next one that reaches its reader, and to the mailbox where
    none does, once. Of a notice the mailbox has its copy already, unless that is held."""
    fall_back_each([message], now=now)


def fall_back_each(messages: Iterable[Message], *, now: datetime) -> None:
    """`fall_back` of several, in as many statements, if each has its person and its appointment at hand."""
    ringing = [one for one in messages if one.rings]
    prefetch_related_objects(ringing, "reminder")
    for one in ringing:
        if one.reminder is not None and one.appointment is not None:
            one.reminder.person, one.reminder.appointment = one.person, one.appointment
    reminders = [(one, one.reminder) for one in ringing if one.reminder is not None]
    behind = _next_ways([one for one, _ in reminders])
    write_reminders([(reminder, behind.get(one, Channel.EMAIL)) for one, reminder in reminders], now=now)
    _free_held([one for one in ringing if one.reminder is None and one.number_code_id is None], now)


def _next_ways(messages: Sequence[Message]) -> dict[Message, str]:
    """The channel that follows each, where one other than e-mail does."""
    others = [one for one in messages if one.channel != Channel.SMS]
    if not others:
        return {}
    reached = reached_by([one.person for one in others], {one.channel for one in others})
    found = {}
    for one in others:
        # Of words that were approved for one channel others know nothing.
        line = [way for way in reached.line(one.person, f"{one.channel}+none") if way != one.channel]
        if line:
            found[one] = line[0]
    return found


def _free_held(notices: Sequence[Message], now: datetime) -> None:
    """Let go what was held because these were to tell the same: the next channel that rings, else the e-mail."""
    if not notices:
        return
    beside = [
        Q(person=one.person_id, appointment=one.appointment_id, kind=one.kind, created_at=one.created_at)
        for one in notices
    ]
    held = Message.objects.select_for_update(of=("self",)).filter(
        reduce(or_, beside), state=MessageState.DROPPED, error_code__in=(BY_TEXT, BY_ANOTHER)
    )
    # E-mail is written first and comes last; what rings was written in the order in which it is to follow.
    waiting = sorted(held, key=lambda one: (not one.rings, one.pk))
    freed: set[tuple[object, ...]] = set()
    for one in waiting:
        news = (one.person_id, one.appointment_id, one.kind, one.created_at)
        if news not in freed:
            freed.add(news)
            one.not_before = now
            settle(one, MessageState.READY, now=now)


def write_reminders(wanted: Sequence[tuple[Reminder, str]], *, now: datetime) -> None:
    """The messages of reminders, each on its channel, by text where it has no words of its own for one; nothing of one
    that is there already.

    The words know where both sides are then. The number of statements does not depend on how many there are, if
    each reminder has its person and its appointment at hand.
    """
    if not wanted:
        return
    people = {reminder.person_id: reminder.person for reminder, _ in wanted}
    others = {reminder.context.get("other") for reminder, _ in wanted} - {None, *people}
    people |= Person.objects.in_bulk(others)
    know_journeys(people.values())
    own = words_of_reminders(worded_by([one for one, _ in wanted]))
    starting = {one.appointment_id for one, _ in wanted if one.kind == ReminderKind.STARTING}
    rooms = rooms_of(starting) if starting else {}
    insert_new([_message_of(reminder, channel, people, own, rooms, now) for reminder, channel in wanted])


def worded_by(reminders: Sequence[Reminder]) -> set[int | None]:
    """Whose words they may be in: programmes, and None where the hub words what is of events."""
    programmes: set[int | None] = {
        one.context["programme"] for one in reminders if one.context.get("programme")
    }
    return programmes | ({None} if any(one.kind == ReminderKind.MEETING for one in reminders) else set())


def _message_of(
    reminder: Reminder,
    channel: str,
    people: Mapping[int, Person],
    own: Mapping[int | None, OwnWords],
    rooms: Mapping[UUID, str],
    now: datetime,
) -> Message:
    person, starts_at = people[reminder.person_id], reminder.appointment.starts_at
    briefing = Briefing(**reminder.context)
    room = rooms.get(reminder.appointment_id, "") if reminder.kind == ReminderKind.STARTING else ""
    briefing = replace(briefing, meet_url=room or briefing.meet_url)
    if briefing.other is not None and briefing.other in people:
        briefing = replace(briefing, other_zone=zone_of(people[briefing.other], starts_at))
    link = short_link(briefing.link, starts_at, now)
    kind, leaving = MessageKind(reminder.kind), Leaving(now, zone_of(person, now))
    words = words_for(
        kind,
        briefing,
        starts_at=starts_at,
        zone=zone_of(person, starts_at),
        language=person.language,
        own=own.get(briefing.programme, BUILT_IN),
        text_link=room or link.address,
        leave=Departures(leaving, leaving),
    )
    channel = channel if channel == Channel.EMAIL or is_worded(channel, words) else Channel.SMS
    by_mail = {"channel": channel, "subject": words.subject, "body": words.email, **words.mail_day.stored()}
    return Message(
        person=person,
        appointment_id=reminder.appointment_id,
        reminder=reminder,
        version=reminder.version,
        starts_at=starts_at,
        kind=kind,
        language=person.language,
        has_thread=channel == Channel.EMAIL and has_thread(kind, briefing),
        asks=asked_on(channel, question_of(kind, briefing), words),
        not_before=now,
        created_at=now,
        **(by_mail if channel == Channel.EMAIL else said_on(channel, words, ShortLink("") if room else link)),
    )
