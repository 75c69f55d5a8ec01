"""What follows from a change of a group session: one calendar event, messages, reminders. In the caller's transaction."""

from datetime import datetime
from typing import Literal

import calendars.operations
import messaging.operations
from accounts.models import Person
from calendars.models import CalendarEvent
from calendars.queries import people_reached_by_google
from mentoring.groups.models import GroupSession
from mentoring.groups.words import (
    briefing_for,
    calendar_description,
    calendar_summary,
    words_in_calendar,
)
from messaging.models import MessageKind
from messaging.texts import Briefing, InvitationPart


def write_event(group: GroupSession, now: datetime) -> CalendarEvent:
    """The one event as it is to stand: on the host's calendar, those with a seat as guests unknown to each other."""
    seated = Person.objects.filter(group_places__in=group.places.taken()).order_by("group_places__pk")
    return calendars.operations.plan_event(
        appointment=group.appointment,
        people=[group.expert.person, *seated],
        summary=calendar_summary(group),
        description=calendar_description(group),
        strangers=True,
        now=now,
    )


def tell(
    group: GroupSession,
    person: Person,
    kind: MessageKind,
    briefing: Briefing,
    *,
    invitation: InvitationPart | None = None,
    by_sms: bool = True,
    now: datetime,
) -> None:
    messaging.operations.notify(
        appointment=group.appointment,
        person=person,
        kind=kind,
        briefing=briefing,
        invitation=invitation,
        by_sms=by_sms,
        now=now,
    )


def announce_opened(group: GroupSession, *, by: Person, now: datetime) -> None:
    """The session stands: in the host's calendar, with the host's reminders."""
    host = group.expert.person
    event = write_event(group, now)
    invitation = invitation_for(group, event, host, "REQUEST", now)
    did_it = by.pk == host.pk
    if not did_it or invitation:
        briefing = briefing_for(group, host)
        tell(
            group,
            host,
            MessageKind.CONFIRMED,
            briefing,
            invitation=invitation,
            by_sms=not did_it,
            now=now,
        )
    _remind(group, host, now)


def take_offer_back(group: GroupSession, person: Person, *, now: datetime) -> None:
    """An offer that was answered is not told any more: a text may still wait for the morning."""
    messaging.operations.drop_notices(
        appointment=group.appointment, person=person, kind=MessageKind.OFFERED, now=now
    )


def announce_seat(group: GroupSession, person: Person, *, now: datetime) -> None:
    """Somebody has a seat: in their calendar, confirmed by mail, with reminders. Nobody else hears of it."""
    event = write_event(group, now)
    invitation = invitation_for(group, event, person, "REQUEST", now)
    briefing = briefing_for(group, person)
    tell(group, person, MessageKind.SEATED, briefing, invitation=invitation, by_sms=False, now=now)
    _remind(group, person, now)


def announce_left(group: GroupSession, person: Person, *, now: datetime) -> None:
    """Somebody gave their seat up: it leaves their calendar, nothing reminds them. Nobody else hears of it."""
    invitation = _take_out(group, person, "left", now)
    briefing = briefing_for(group, person)
    tell(group, person, MessageKind.LEFT, briefing, invitation=invitation, by_sms=False, now=now)


def announce_removed(
    group: GroupSession, person: Person, *, had_seat: bool, reason: str, now: datetime
) -> None:
    """Somebody was taken out: as if they had left, but they are told why. Nobody else hears of it."""
    invitation = _take_out(group, person, "removed", now) if had_seat else None
    briefing = briefing_for(group, person, reason=reason)
    tell(group, person, MessageKind.REMOVED, briefing, invitation=invitation, now=now)


def _take_out(group: GroupSession, person: Person, because: str, now: datetime) -> InvitationPart | None:
    """Out of the calendar and the reminders; the iCalendar part that says so, where Google does not."""
    messaging.operations.drop_reminders(
        appointment=group.appointment, because=because, person=person, now=now
    )
    before = CalendarEvent.objects.get(appointment=group.appointment)
    by_google = person.pk in people_reached_by_google(before)
    event = write_event(group, now)
    return None if by_google else invitation_for(group, event, person, "CANCEL", now)


def call_off(group: GroupSession, *, by: Person, now: datetime) -> None:
    """It will not be: out of every calendar, no reminders, and everybody with a seat or a wish for one is told."""
    messaging.operations.drop_reminders(appointment=group.appointment, because="cancelled", now=now)
    event = calendars.operations.withdraw_event(appointment=group.appointment, now=now)
    seated = set(group.places.taken().values_list("person", flat=True)) | {group.expert.person_id}
    people = Person.objects.filter(group_places__group=group).order_by("group_places__pk")
    for person in (group.expert.person, *people):
        had_it = event is not None and person.pk in seated
        invitation = invitation_for(group, event, person, "CANCEL", now) if event and had_it else None
        did_it = person.pk == by.pk
        if not did_it or invitation:
            briefing = briefing_for(group, person, reason=group.closing_reason)
            tell(
                group,
                person,
                MessageKind.CANCELLED,
                briefing,
                invitation=invitation,
                by_sms=not did_it,
                now=now,
            )


def tell_put_back(group: GroupSession, *, now: datetime) -> None:
    """The host moved or deleted it in their calendar, which many share: it stands there again."""
    host = group.expert.person
    tell(group, host, MessageKind.PUT_BACK, briefing_for(group, host), now=now)


def tell_host_that_it_stands(group: GroupSession, *, now: datetime) -> None:
    """Somebody moved it where guests may, and nobody knows who: it stands there again."""
    host = group.expert.person
    tell(group, host, MessageKind.KEPT, briefing_for(group, host), now=now)


def _remind(group: GroupSession, person: Person, now: datetime) -> None:
    messaging.operations.plan_reminders(
        appointment=group.appointment,
        briefings={person: briefing_for(group, person)},
        offsets_minutes=group.programme.reminder_offsets_minutes,
        also=group.programme.also_tells,
        now=now,
    )


Method = Literal["REQUEST", "CANCEL"]


def invitation_for(
    group: GroupSession, event: CalendarEvent, person: Person, method: Method, now: datetime
) -> InvitationPart | None:
    """The iCalendar part for a person whom Google does not tell; exactly one channel invites each."""
    text = calendars.operations.mailed_part(
        event=event,
        appointment=group.appointment,
        person=person,
        words=words_in_calendar(group, person),
        method=method,
        now=now,
    )
    return InvitationPart(text=text, method=method) if text else None
