"""What is to be said and when: notices at once, reminders by the programme's offsets."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

import queueing
from accounts.models import Person
from agenda.models import Appointment
from agenda.own_clock import journeys_of, know_journeys, zone_of
from agenda.transactions import part_of_a_deed
from audit.operations import record
from messaging.account_texts import account_words
from messaging.channels import texts_are_set_up
from messaging.models import (
    Channel,
    Message,
    MessageKind,
    MessageState,
    Reminder,
    ReminderState,
)
from messaging.operations.settling import BY_TEXT, drop_reminder, settle
from messaging.quiet_hours import QuietHours, due_at, notice_at
from messaging.reaching import KEPT_FROM_WHO_WANTS_TEXTS, OPTED_OUT, why_no_texts
from messaging.short_links import ShortLink, short_link
from messaging.templates.filling import Words
from messaging.templates.queries import own_words
from messaging.texts import Briefing, InvitationPart, link_in_text, question_of, words_for
from storing import insert, insert_new, lastly


def quiet_hours_of(person: Person) -> QuietHours:
    """Those of wherever the person is; see `agenda.own_clock` for what that reads."""
    return QuietHours(person.zone, person.quiet_from, person.quiet_until, journeys_of(person))


def wake_up() -> None:
    """Have a worker send what is due once this transaction is committed.

    There is no queueing lock: its unique index would make bookings wait for each other, and a wake-up that
    is left out because another one waits can be lost when that one runs before this transaction commits.
    """
    queueing.defer("messaging.send_due", queue="messages")


@part_of_a_deed
def notify(
    *,
    appointment: Appointment,
    person: Person,
    kind: MessageKind,
    briefing: Briefing,
    invitation: InvitationPart | None = None,
    by_sms: bool = True,
    now: datetime,
) -> list[Message]:
    """Tell a person what happened to an appointment: by e-mail, and by SMS if the person gets texts.

    At night the text waits for the end of the quiet hours; if the start comes first there is none. One that cannot
    reach who wants it is kept as dropped, for the log.
    `by_sms=False` is for whoever did it: a copy in the mailbox is enough. The messages are written at the end of
    the deed, and know their ids then.
    """
    part = invitation or InvitationPart("", "")
    link = short_link(link_in_text(kind, briefing), appointment.starts_at, now)
    words = _words_to(person, appointment, kind, briefing, link)
    notice = _notice(person, appointment, kind, now)
    why_not = _why_no_text(person) if by_sms or not person.email_allowed else OPTED_OUT
    text_at = None if why_not else notice_at(appointment.starts_at, quiet_hours_of(person), now)
    held = text_at is not None and not person.email_allowed and not part.text
    by_mail = notice(
        state=MessageState.DROPPED if held else MessageState.READY,
        error_code=BY_TEXT if held else "",
        channel=Channel.EMAIL,
        subject=words.subject,
        body=words.email,
        invitation=part.text,
        invitation_method=part.method,
        not_before=now,
    )
    notices = [by_mail]
    if by_sms and text_at:
        asks = question_of(kind, briefing)
        text = notice(channel=Channel.SMS, body=words.sms, asks=asks, not_before=text_at, **link.stored())
        notices.append(text)
    if by_sms and why_not in KEPT_FROM_WHO_WANTS_TEXTS:
        kept = partial(notice, state=MessageState.DROPPED, error_code=why_not, settled_at=now)
        notices.append(kept(channel=Channel.SMS, body=words.sms, not_before=now))
    for message in notices:
        lastly(insert, message)
    wake_up()
    return notices


@part_of_a_deed
def notify_of_account(
    *, person: Person, kind: MessageKind, link: str, since: datetime, now: datetime
) -> bool:
    """Tell a person by e-mail what became of their own account; False where they were told since `since`.

    The caller holds what it is about, so that two at once do not both write it.
    """
    if Message.objects.filter(person=person, kind=kind, created_at__gte=since).exists():
        return False
    subject, body = account_words(kind, link=link, language=person.language)
    Message.objects.create(
        person=person,
        kind=kind,
        channel=Channel.EMAIL,
        language=person.language,
        subject=subject,
        body=body,
        not_before=now,
        created_at=now,
    )
    wake_up()
    return True


def _notice(person: Person, appointment: Appointment, kind: MessageKind, now: datetime) -> partial[Message]:
    """What its messages have in common on every channel."""
    return partial(
        Message,
        person=person,
        appointment=appointment,
        version=appointment.version,
        starts_at=appointment.starts_at,
        kind=kind,
        language=person.language,
        created_at=now,
    )


def _words_to(
    person: Person, appointment: Appointment, kind: MessageKind, briefing: Briefing, link: ShortLink
) -> Words:
    """In the person's language and the programme's words, the start on the clock of where they are then."""
    starts_at = appointment.starts_at
    return words_for(
        kind,
        briefing,
        starts_at=starts_at,
        zone=zone_of(person, starts_at),
        language=person.language,
        own=own_words(briefing.programme, briefing.words_as_of),
        text_link=link.address,
    )


def _why_no_text(person: Person) -> str:
    """A stable word, empty if texts reach the person."""
    return why_no_texts([person]).get(person.pk, "") if texts_are_set_up() else OPTED_OUT


def plan_reminders(
    *,
    appointment: Appointment,
    briefings: Mapping[Person, Briefing],
    offsets_minutes: Sequence[int],
    now: datetime,
) -> list[Reminder]:
    """Plan the reminders of this version of the appointment; planning it again changes nothing.

    A reminder whose time has passed, or that would come together with another, is kept as dropped with the
    reason. Returns those that are planned, the earliest first.
    """
    every = plan_every_reminder(
        appointment=appointment, briefings=briefings, offsets_minutes=offsets_minutes, now=now
    )
    return [reminder for reminder in every if reminder.state == ReminderState.PLANNED]


@part_of_a_deed
def plan_every_reminder(
    *,
    appointment: Appointment,
    briefings: Mapping[Person, Briefing],
    offsets_minutes: Sequence[int],
    now: datetime,
) -> list[Reminder]:
    """`plan_reminders`, but returns all there are of this version, the dropped ones too."""
    know_journeys(briefings)
    rows = [
        reminder
        for person, briefing in briefings.items()
        for reminder in _reminders_for(appointment, person, briefing, offsets_minutes, now)
    ]
    if not insert_new(rows):
        known = Reminder.objects.filter(appointment=appointment, version=appointment.version)
        rows = list(known.select_related("person"))
    rows.sort(key=lambda reminder: (reminder.due_at, reminder.pk))
    dues = [
        [reminder.person_id, reminder.due_at.isoformat()]
        for reminder in rows
        if reminder.state == ReminderState.PLANNED
    ]
    record("session", appointment.pk, "reminders.planned", by=None, now=now, dues=dues)
    return rows


def _reminders_for(
    appointment: Appointment, person: Person, briefing: Briefing, offsets: Sequence[int], now: datetime
) -> list[Reminder]:
    rows: list[Reminder] = []
    quiet, context = quiet_hours_of(person), briefing.as_dict()
    for minutes in sorted(set(offsets), reverse=True):
        offset = timedelta(minutes=minutes)
        due = due_at(appointment.starts_at, offset, quiet, now)
        because = "too_late" if due is None else ""
        if due is not None and any(row.due_at == due for row in rows if not row.dropped_because):
            because = "same_time"
        rows.append(
            Reminder(
                appointment=appointment,
                version=appointment.version,
                person=person,
                offset_minutes=minutes,
                starts_at=appointment.starts_at,
                due_at=due or appointment.starts_at - offset,
                state=ReminderState.DROPPED if because else ReminderState.PLANNED,
                dropped_because=because,
                context=context,
            )
        )
    return rows


@part_of_a_deed
def drop_notices(*, appointment: Appointment, person: Person, kind: MessageKind, now: datetime) -> int:
    """Drop those of this kind that have not left: what the person did meanwhile has overtaken them. How many."""
    written = Message.objects.select_for_update().filter(
        appointment=appointment, person=person, kind=kind, state=MessageState.READY
    )
    messages = list(written.order_by("pk"))
    for message in messages:
        settle(message, MessageState.DROPPED, now=now, code="superseded")
    return len(messages)


@part_of_a_deed
def drop_reminders(
    *, appointment: Appointment, because: str, person: Person | None = None, now: datetime
) -> int:
    """Drop every planned reminder of the appointment and every written one that has not left; how many.

    `because` is a stable word: "moved", "cancelled", "left". With `person` only theirs.
    """
    whose = {"appointment": appointment} | ({"person": person} if person else {})
    planned = Reminder.objects.select_for_update().filter(**whose, state=ReminderState.PLANNED)
    written = Message.objects.select_for_update().filter(
        **whose, kind=MessageKind.REMINDER, state=MessageState.READY
    )
    reminders, messages = list(planned.order_by("pk")), list(written.order_by("pk"))
    for reminder in reminders:
        drop_reminder(reminder, because=because, now=now)
    for message in messages:
        settle(message, MessageState.DROPPED, now=now, code=because)
    if person:
        # They may come back to the same version of it, and are then reminded as if they had never left.
        Reminder.objects.filter(pk__in=[reminder.pk for reminder in reminders]).delete()
    return len(reminders) + len(messages)
