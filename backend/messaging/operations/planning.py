"""What is to be said and when: notices at once, reminders by the programme's offsets."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

import queueing
from accounts.models import Person, Reach
from agenda.models import Appointment
from agenda.own_clock import journeys_of, know_journeys, zone_of
from agenda.transactions import part_of_a_deed
from audit.operations import record
from messaging import rules
from messaging.account_texts import account_words
from messaging.kinds import group_of
from messaging.models import (
    REMINDING,
    Channel,
    Message,
    MessageKind,
    MessageState,
    Reminder,
    ReminderKind,
    ReminderState,
)
from messaging.near_days import Departures, Leaving
from messaging.operations.settling import BY_ANOTHER, BY_TEXT, drop_reminder, settle
from messaging.operations.writing import is_worded, said_on, without_asking
from messaging.quiet_hours import QuietHours, due_at, notice_at
from messaging.reaching import KEPT_FROM_WHO_WANTS_TEXTS, OPTED_OUT, reached_by
from messaging.short_links import ShortLink, another_link, short_link
from messaging.templates.filling import Words
from messaging.templates.queries import own_words
from messaging.texts import Briefing, InvitationPart, has_thread, link_in_text, question_of, words_for
from storing import insert, insert_new, lastly

# Who is told at the start is told so many minutes before it: time to find the link and sit down.
AT_START = 5
# And after it so many minutes after the end, when both have got up.
AFTER_THE_END = 15


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
    """Tell a person what happened to an appointment: by e-mail, and by what rings if that reaches the person.

    At night the text waits for the end of the quiet hours; if the start comes first there is none. One that cannot
    reach who wants it is kept as dropped, for the log.
    `by_sms=False` is for whoever did it: a copy in the mailbox is enough. What the person chose for this kind counts;
    an e-mail that they do not want beside a text is held, in case the text fails, and so is a text beside a channel that
    falls back to it. The messages are written at the end
    of the deed, and know their ids then.
    """
    part = invitation or InvitationPart("", "")
    link = short_link(link_in_text(kind, briefing), appointment.starts_at, now)
    notice = _notice(person, appointment, kind, now)
    wish = person.reach_of(group_of(kind))
    in_need = not person.email_allowed or not rules.wants_mail(wish)
    asked = in_need or (by_sms and wish != Reach.EMAIL)
    may_ring_at = notice_at(appointment.starts_at, quiet_hours_of(person), now)
    leave = _departures(person, now, may_ring_at or now)
    words = _words_to(person, appointment, kind, briefing, link, leave)
    line, why_not = _line(person, wish, words) if asked else ([], OPTED_OUT)
    text_at = may_ring_at if line else None
    chosen = rules.ways(wish, texts=text_at is not None, mails=person.email_allowed, has_to_come=True)
    notices = [
        _by_mail(
            partial(notice, has_thread=has_thread(kind, briefing)),
            words,
            part,
            is_held=not chosen.mail and not part.text,
            now=now,
        )
    ]
    if by_sms and text_at and chosen.text:
        notices += _ringing(notice, line, words, link, question_of(kind, briefing), text_at)
    if by_sms and not line and why_not in KEPT_FROM_WHO_WANTS_TEXTS:
        text = partial(notice, channel=Channel.SMS, body=words.sms, **words.text_day.stored())
        dropped = text(state=MessageState.DROPPED, error_code=why_not, settled_at=now, not_before=now)
        notices.append(dropped)
    for message in notices:
        lastly(insert, message)
    wake_up()
    return notices


def _ringing(
    notice: partial[Message],
    line: Sequence[str],
    words: Words,
    link: ShortLink,
    asks: str,
    at: datetime,
) -> list[Message]:
    """A notice on the first channel of a line; on the others it is held in case that fails, with links of its own."""
    messages = []
    for number, channel in enumerate(line):
        held = {"state": MessageState.DROPPED, "error_code": BY_ANOTHER} if number else {}
        said = said_on(channel, words, link, own_link=another_link(link) if number else None)
        messages.append(notice(**said, **held, asks=without_asking(channel, asks), not_before=at))
    return messages


def _departures(person: Person, mail_at: datetime, text_at: datetime) -> Departures:
    """Both messages count the days from when they leave, on the clock of where their reader is then."""
    return Departures(
        mail=Leaving(mail_at, zone_of(person, mail_at)), text=Leaving(text_at, zone_of(person, text_at))
    )


def _by_mail(
    notice: partial[Message], words: Words, part: InvitationPart, *, is_held: bool, now: datetime
) -> Message:
    """The e-mail of a notice; `is_held` in case the text fails."""
    return notice(
        state=MessageState.DROPPED if is_held else MessageState.READY,
        error_code=BY_TEXT if is_held else "",
        channel=Channel.EMAIL,
        subject=words.subject,
        body=words.email,
        invitation=part.text,
        invitation_method=part.method,
        not_before=now,
        **words.mail_day.stored(),
    )


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
    person: Person,
    appointment: Appointment,
    kind: MessageKind,
    briefing: Briefing,
    link: ShortLink,
    leave: Departures,
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
        leave=leave,
    )


def _line(person: Person, wish: str, words: Words) -> tuple[list[str], str]:
    """The channels that reach the person, the wished one first, and why no text does."""
    reached = reached_by([person], [rules.ringing(wish)])
    worded = [channel for channel in words.approved if is_worded(channel, words)]
    line = reached.line(person, wish, worded=worded)
    why_not = reached.why(Channel.SMS, person)
    return [channel for channel in line if channel != Channel.SMS or not why_not], why_not


def plan_reminders(
    *,
    appointment: Appointment,
    briefings: Mapping[Person, Briefing],
    offsets_minutes: Sequence[int],
    also: Collection[ReminderKind] = (),
    now: datetime,
) -> list[Reminder]:
    """Plan the reminders of this version of the appointment; planning it again changes nothing.

    A reminder whose time has passed, or that would come together with another, is kept as dropped with the
    reason. `offsets_minutes` before the start and what is `also` told are the programme's; what a person chose
    counts more. Returns those that are planned, the earliest first.
    """
    every = plan_every_reminder(
        appointment=appointment,
        briefings=briefings,
        offsets_minutes=offsets_minutes,
        also=also,
        now=now,
    )
    return [reminder for reminder in every if reminder.state == ReminderState.PLANNED]


@part_of_a_deed
def plan_every_reminder(
    *,
    appointment: Appointment,
    briefings: Mapping[Person, Briefing],
    offsets_minutes: Sequence[int],
    also: Collection[ReminderKind] = (),
    now: datetime,
) -> list[Reminder]:
    """`plan_reminders`, but returns all there are of this version, the dropped ones too."""
    know_journeys(briefings)
    rows = [
        reminder
        for person, briefing in briefings.items()
        for reminder in reminders_for(
            appointment, person, briefing, wanted_by(person, offsets_minutes, also), now
        )
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


def wanted_by(
    person: Person, offsets: Sequence[int], also: Collection[ReminderKind]
) -> list[tuple[ReminderKind, int]]:
    """What a person is told of a session by time alone, each with its minutes, the earliest first."""
    chosen = offsets if person.reminder_offsets_minutes is None else person.reminder_offsets_minutes
    wanted = [(ReminderKind.REMINDER, minutes) for minutes in sorted(set(chosen), reverse=True)]
    if ReminderKind.STARTING in also and person.told_at_start:
        wanted.append((ReminderKind.STARTING, AT_START))
    if ReminderKind.AFTER in also:
        wanted.append((ReminderKind.AFTER, AFTER_THE_END))
    return wanted


def planned_at(
    kind: str, appointment: Appointment, minutes: int, quiet: QuietHours, now: datetime
) -> datetime | None:
    """When the reminder is to leave; None if that has passed. What leads into a session comes then or, in quiet hours,
    as an e-mail then: earlier it would lead nowhere."""
    if kind == ReminderKind.REMINDER:
        return due_at(appointment.starts_at, timedelta(minutes=minutes), quiet, now)
    due = usual_time(kind, appointment, minutes)
    return due if due >= now else None


def usual_time(kind: str, appointment: Appointment, minutes: int) -> datetime:
    """When a reminder leaves where no night is in its way."""
    offset = timedelta(minutes=minutes)
    return appointment.ends_at + offset if kind == ReminderKind.AFTER else appointment.starts_at - offset


def reminders_for(
    appointment: Appointment,
    person: Person,
    briefing: Briefing,
    wanted: Sequence[tuple[ReminderKind, int]],
    now: datetime,
) -> list[Reminder]:
    """One person's reminders of this version as they would be planned at `now`, unsaved, the farthest first."""
    rows: list[Reminder] = []
    quiet, context = quiet_hours_of(person), briefing.as_dict()
    for kind, minutes in wanted:
        due = planned_at(kind, appointment, minutes, quiet, now)
        because = "too_late" if due is None else ""
        if due is not None and any(row.due_at == due for row in rows if not row.dropped_because):
            because = "same_time"
        rows.append(
            Reminder(
                appointment=appointment,
                version=appointment.version,
                person=person,
                kind=kind,
                offset_minutes=minutes,
                starts_at=appointment.starts_at,
                due_at=due or usual_time(kind, appointment, minutes),
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
        **whose, kind__in=REMINDING, state=MessageState.READY
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
