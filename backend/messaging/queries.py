"""Reads of reminders and messages. Who may see them is decided by the area whose appointments they are about."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery

from accounts.models import Person
from messaging.models import RINGS, Message, MessageKind, MessageState, Reminder
from storing import planned_cursor

# A person should look at these: they will not mend themselves, or it is not yet known whether they will. The
# first is the worst.
NEEDS_A_LOOK = (MessageState.FAILED, MessageState.UNDELIVERED, MessageState.UNKNOWN)

# A text in one of these is with its reader, or may be.
HANDED_OVER = (
    MessageState.SENDING,
    MessageState.UNKNOWN,
    MessageState.ACCEPTED,
    MessageState.SENT,
    MessageState.DELIVERED,
)

NEXT_DUE = """
SELECT least((SELECT min(due_at) FROM messaging_reminder WHERE state = 'planned'),
             (SELECT min(not_before) FROM messaging_message WHERE state = 'ready'))
"""


def next_due() -> datetime | None:
    """When the next reminder or message is due, which may be past already; None if there is none. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT_DUE)
        (found,) = cursor.fetchone()
    due_at: datetime | None = found
    return due_at


def sending_is_stopped() -> bool:
    """Whether somebody has stopped all sending. One statement, asked before every call."""
    with planned_cursor() as cursor:
        cursor.execute("SELECT FROM messaging_sendingswitch WHERE stopped_at IS NOT NULL")
        return cursor.fetchone() is not None


def waiting_channels(*, besides: Collection[str]) -> list[str]:
    """The channels on which messages wait to leave, but for some. One statement."""
    waiting = Message.objects.filter(state=MessageState.READY).exclude(channel__in=besides)
    return list(waiting.order_by("channel").values_list("channel", flat=True).distinct())


def reminders_of(appointment_id: UUID) -> QuerySet[Reminder]:
    """All reminders of an appointment with their people, the earliest first; `channel` is None until one left."""
    first = Message.objects.filter(reminder=OuterRef("pk")).order_by("pk").values("channel")[:1]
    return (
        Reminder.objects.filter(appointment_id=appointment_id)
        .select_related("person")
        .annotate(channel=Subquery(first))
    )


def messages_of(appointment_id: UUID) -> QuerySet[Message]:
    """All messages about an appointment with their people, in the order in which they were written."""
    return Message.objects.filter(appointment_id=appointment_id).select_related("person")


def notices_of(appointment_ids: Iterable[UUID]) -> QuerySet[Message]:
    """The messages about any of these appointments that are no reminders, in the order in which they were written."""
    about = Message.objects.filter(appointment__in=list(appointment_ids), reminder=None)
    return about.select_related("person")


def was_told(appointment_id: UUID, kind: MessageKind) -> bool:
    """Whether somebody was ever told this about the appointment."""
    return Message.objects.filter(appointment_id=appointment_id, kind=kind).exists()


def messages_wanting_attention() -> QuerySet[Message]:
    """Messages that failed, did not arrive, or of which nobody knows yet."""
    return Message.objects.filter(state__in=NEEDS_A_LOOK)


def attention_for(appointment_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The worst message state of each appointment that needs a look, none where all is well; one query."""
    rows = (
        messages_wanting_attention()
        .filter(appointment_id__in=list(appointment_ids))
        .order_by()
        .values_list("appointment_id", "state")
        .distinct()
    )
    worst_last = sorted(rows, key=lambda row: NEEDS_A_LOOK.index(MessageState(row[1])), reverse=True)
    return {appointment_id: state for appointment_id, state in worst_last if appointment_id is not None}


def worst_of(states: Iterable[str]) -> str | None:
    """The one of these message states that needs a look most; None where all is well."""
    found = set(states)
    return next((state.value for state in NEEDS_A_LOOK if state in found), None)


def texts_to(person: Person, *, since: datetime, until: datetime) -> QuerySet[Message]:
    """What rang about appointments and was handed over to a person in that time, the latest first; no answers of ours to
    theirs."""
    texts = Message.objects.filter(RINGS, person=person, state__in=HANDED_OVER, appointment__isnull=False)
    in_time = texts.filter(claimed_at__gte=since, claimed_at__lte=until)
    return in_time.exclude(kind=MessageKind.ANSWER).order_by("-claimed_at", "-pk")


def last_texted(people: Collection[Person]) -> Person | None:
    """Whom of them the last text was for; None where none was."""
    texts = Message.objects.filter(RINGS, person__in=people, state__in=HANDED_OVER)
    last = texts.select_related("person").order_by("-claimed_at", "-pk").first()
    return last.person if last else None
