"""What a day has of events, for the digest: each event is one thing, however many meetings somebody has there."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from django.db.models import F, Q
from django.utils.translation import gettext, override

from accounts.models import Person
from agenda.models import AppointmentState
from agenda.own_clock import zone_of
from messaging.digest_texts import DigestEntry
from messaging.models import Reminder, ReminderKind, ReminderState
from messaging.operations.meetings import FOLLOWS
from messaging.texts import Briefing

STANDS = Q(state__in=[ReminderState.PLANNED, ReminderState.SENT]) | Q(
    dropped_because__in=[FOLLOWS, "too_late"]
)


def events_of_day(person: Person, begins: datetime, ends: datetime) -> list[DigestEntry]:
    """The events at which the person has meetings that start from `begins` until `ends`, at the hour of the first. One
    statement."""
    rows = Reminder.objects.filter(
        STANDS,
        person=person,
        kind=ReminderKind.MEETING,
        appointment__state=AppointmentState.BOOKED,
        version=F("appointment__version"),
        starts_at__gte=begins,
        starts_at__lt=ends,
    )
    meetings = rows.select_related("appointment").order_by("context__link", "starts_at", "pk")
    by_event = groupby(meetings, lambda row: row.context["link"])
    with override(person.language):
        return [_entry(person, list(own)) for _, own in by_event]


def _entry(person: Person, meetings: Sequence[Reminder]) -> DigestEntry:
    said, starts_at = Briefing(**meetings[0].context), meetings[0].appointment.starts_at
    event = said.programme_ko if person.language == "ko" else said.programme_en
    many = gettext("%(event)s: %(count)s meetings") % {"event": event, "count": len(meetings)}
    return DigestEntry(
        starts_at=starts_at,
        zone=zone_of(person, starts_at),
        other_zone=said.other_zone,
        about=many if len(meetings) > 1 else f"{event}: {said.counterpart}",
        link=said.link,
    )
