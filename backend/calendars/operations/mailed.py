"""What tells a person's calendar by mail of an event; which copies are out is remembered. In the caller's transaction."""

from datetime import datetime

from django.db.models import QuerySet

from accounts.models import Person
from agenda.models import Appointment
from calendars.invitations import Wish, Words, invitation_part, series_part
from calendars.models import CalendarEvent, MailedCopy
from calendars.queries import people_reached_by_google
from calendars.queueing import TELL_REPLACED, tell


def mailed_part(
    *,
    event: CalendarEvent,
    appointment: Appointment | None,
    person: Person,
    words: Words,
    method: Wish,
    now: datetime,
) -> str | None:
    """What invites a person whom Google does not, or takes back what was mailed; None where there is nothing to mail.

    Exactly one channel invites each. `appointment` is what it is about, None where it is a series as a whole. Whoever
    has a copy keeps its UID, so that what they have changes and does not stand there twice.
    """
    copies = MailedCopy.objects.filter(event=event, person=person)
    held = copies.values_list("uid", flat=True).first()
    is_off = method == "CANCEL"
    if person.pk in people_reached_by_google(event) and not (is_off and held):
        return None
    if is_off and (appointment is None or event.series_id is None):
        copies.delete()
    elif not is_off:
        _remember(event, person, held or event.uid)
    uid = held or event.uid
    if appointment is None:
        return series_part(event=event, people=[person], method=method, words=words, uid=uid, now=now)
    return invitation_part(
        event=event,
        appointment=appointment,
        people=[person],
        method=method,
        words=words,
        uid=uid,
        now=now,
    )


def _remember(event: CalendarEvent, person: Person, uid: str) -> None:
    MailedCopy.objects.bulk_create(
        [MailedCopy(event=event, person=person, uid=uid, sequence=event.sequence)],
        update_conflicts=True,
        unique_fields=["event", "person"],
        update_fields=["sequence"],
    )


def copies_replaced(event: CalendarEvent) -> QuerySet[MailedCopy]:
    """The mailed copies of people whom Google shows the event by now."""
    return MailedCopy.objects.filter(event=event, person__in=people_reached_by_google(event))


def take_back_replaced(event: CalendarEvent) -> None:
    """Google has taken the event: whoever has it by mail as well, and is its guest by now, is to lose the mailed one."""
    if copies_replaced(event).exists():
        tell(TELL_REPLACED, event_id=event.pk)


def up_to_date(event: CalendarEvent) -> QuerySet[MailedCopy]:
    """The mailed copies that show the event as it stands."""
    return MailedCopy.objects.filter(event=event, sequence=event.sequence)
