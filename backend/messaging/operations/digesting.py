"""A day in one message instead of one for each session."""

from collections.abc import Sequence
from datetime import date, datetime

from accounts.models import KindGroup, Person
from agenda.models import AppointmentState
from agenda.own_clock import know_journeys, zone_of
from agenda.transactions import atomically
from audit.operations import record
from messaging import rules
from messaging.channels import texts_are_set_up
from messaging.digest_rules import bounds_of, is_told_by_digest
from messaging.digest_texts import DigestEntry, digest_words
from messaging.models import (
    Channel,
    Digest,
    Message,
    MessageKind,
    MessageState,
    Reminder,
    ReminderKind,
    ReminderState,
)
from messaging.near_days import Leaving
from messaging.operations.planning import quiet_hours_of
from messaging.operations.settling import BY_TEXT, drop_each_reminder
from messaging.reaching import may_get_texts
from messaging.templates.filling import BUILT_IN, OwnWords
from messaging.templates.queries import own_words
from messaging.texts import Briefing
from messaging.waking import wake_up
from storing import insert, insert_new

IN_DIGEST = "in_digest"


@atomically
def write_digest(*, person: Person, on: date, today: Sequence[DigestEntry], link: str, now: datetime) -> bool:
    """Tell a person in one message what is `today`, their local day `on`; False if they were told before.

    The reminders that this makes needless are dropped, and what lies after the day and would have been told by one of
    them is told with it. It comes as the person wants reminders; in quiet hours, and where no text reaches them, by
    e-mail.
    """
    ways = _ways(person, now)
    if not (ways.text or ways.mail) or not insert_new([Digest(person=person, on=on, at=now)]):
        return False
    day_ends = bounds_of(on, zone_of(person, now))[1]
    folded = _needless(person, now, day_ends)
    told = {one.link for one in today}
    later = [entry for entry in _entries_of(person, folded) if entry.link not in told]
    drop_each_reminder(dict.fromkeys(folded, IN_DIGEST), now=now)
    leaving = Leaving(now, zone_of(person, now))
    words = digest_words(
        on, today, later, link=link, language=person.language, leaving=leaving, own=_own([*today, *later])
    )
    # Until the last of the day has begun it tells something.
    useful_until = max(entry.starts_at for entry in today)
    by_mail = _message(person, Channel.EMAIL, useful_until, now)
    by_mail.subject, by_mail.body = words.subject, words.email
    if not ways.mail:
        by_mail.state, by_mail.error_code = MessageState.DROPPED, BY_TEXT
    messages = [by_mail]
    if ways.text:
        messages.append(_message(person, Channel.SMS, useful_until, now))
        messages[-1].body = words.sms
    insert(messages)
    record("person", person.pk, "digest.written", by=None, now=now, on=on.isoformat(), count=len(today))
    wake_up()
    return True


def _own(entries: Sequence[DigestEntry]) -> OwnWords:
    """The words of the programme that all of it is of; what is of several is told in nobody's own."""
    programmes = {one.programme for one in entries}
    return (
        own_words(programmes.pop(), max(one.words_as_of for one in entries))
        if len(programmes) == 1
        else BUILT_IN
    )


def _ways(person: Person, now: datetime) -> rules.Ways:
    texts = texts_are_set_up() and may_get_texts(person) and not quiet_hours_of(person).hold_at(now)
    return rules.ways(
        person.reach_of(KindGroup.REMINDERS), texts=texts, mails=person.email_allowed, has_to_come=True
    )


def _needless(person: Person, now: datetime, day_ends: datetime) -> list[Reminder]:
    planned = Reminder.objects.select_for_update(of=("self",)).filter(
        person=person,
        kind=ReminderKind.REMINDER,
        state=ReminderState.PLANNED,
        due_at__gte=now,
        due_at__lt=day_ends,
        appointment__state=AppointmentState.BOOKED,
    )
    return [
        row
        for row in planned.select_related("appointment").order_by("starts_at", "pk")
        if row.version == row.appointment.version
        and is_told_by_digest(row.offset_minutes, row.due_at, now, day_ends)
    ]


def _entries_of(person: Person, reminders: Sequence[Reminder]) -> list[DigestEntry]:
    """What these would have said, each session once."""
    briefings = {row.appointment: Briefing(**row.context) for row in reminders}
    others = Person.objects.in_bulk({one.other for one in briefings.values() if one.other is not None})
    know_journeys(others.values())
    return [
        DigestEntry(
            starts_at=appointment.starts_at,
            zone=zone_of(person, appointment.starts_at),
            other_zone=zone_of(others[said.other], appointment.starts_at)
            if said.other in others
            else said.other_zone,
            about=said.title or said.counterpart,
            link=said.link,
            programme=said.programme,
            words_as_of=said.words_as_of,
        )
        for appointment, said in briefings.items()
    ]


def _message(person: Person, channel: Channel, useful_until: datetime, now: datetime) -> Message:
    return Message(
        person=person,
        kind=MessageKind.DIGEST,
        channel=channel,
        language=person.language,
        starts_at=useful_until,
        not_before=now,
        created_at=now,
    )
