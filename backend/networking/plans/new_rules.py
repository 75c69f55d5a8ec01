"""The rules of the world's clocks change: an event keeps the hours on its wall, so the meetings of its plan move."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

import messaging.operations
from accounts.models import Person, Role
from agenda.transactions import atomically
from agenda.wording import local_words
from audit.models import AuditEntry
from audit.operations import record
from messaging.programme_texts import Phrases
from networking.events.keeping import locked, turn
from networking.models import Event, EventState, Meeting, PlanState
from networking.plans.publishing import follow_times
from networking.plans.refusals import GuestsTaken

ASKED = "event.clock_clash"
WITH_A_PLAN = (EventState.PUBLISHED, EventState.RUNNING)
STAYS = Phrases(
    _("New rules of the clock: the meetings of %(name)s stay where they were"),
    _("%(name)s begins at another moment by the new rules, but somebody has another appointment then."),
    _("Plan the rest anew, or give the event other hours:"),
)


@dataclass(frozen=True)
class EventShift:
    """An event whose meetings stand at other instants than its hours mean: the first that does, from and to. `clash` names
    who has another appointment then, so all of them stayed; empty: they moved."""

    event: Event
    before: datetime
    after: datetime
    clash: tuple[str, ...] = ()


def replan_events(*, now: datetime) -> list[EventShift]:
    """Move the meetings ahead to where the hours of their events are by now, each event in a transaction of its own.

    All of an event's meetings move, and who has any is told; where one cannot, all stay, and coordinators are told once.
    Running it again changes nothing more.
    """
    slugs = (
        Event.objects.filter(state__in=WITH_A_PLAN).order_by("held_on", "pk").values_list("slug", flat=True)
    )
    return [shift for slug in list(slugs) if (shift := _follow(slug, now))]


def rehearse_events(*, now: datetime) -> list[EventShift]:
    """What `replan_events` would move or ask about. It is done and undone: nothing stays of it."""
    with transaction.atomic():
        found = replan_events(now=now)
        transaction.set_rollback(True)
    return found


@atomically
def _follow(slug: str, now: datetime) -> EventShift | None:
    event = locked(slug)
    moved = _first_moved(event, now)
    if moved is None:
        return None
    before, after = moved
    try:
        _move(event, before, after, now)
    except GuestsTaken as error:
        shift = EventShift(event, before, after, tuple(error.extra["guests"]) or ("—",))
        _ask(shift, now)
        return shift
    return EventShift(event, before, after)


@atomically
def _move(event: Event, before: datetime, after: datetime, now: datetime) -> None:
    """Under a revision of its own: under the one before, its guests have been told something else."""
    turn(event, "event.replanned", None, now, {"meetings": [before.isoformat(), after.isoformat()]})
    follow_times(event, now=now)


def _first_moved(event: Event, now: datetime) -> tuple[datetime, datetime] | None:
    """The first meeting ahead that is not where its round is: from and to."""
    times = event.round_times()
    meetings = Meeting.objects.filter(plan__event=event, plan__state=PlanState.PUBLISHED)
    ahead = meetings.filter(appointment__starts_at__gt=now).order_by("round", "pk")
    for number, before in ahead.values_list("round", "appointment__starts_at"):
        if number <= len(times) and times[number - 1][0] != before:
            return before, times[number - 1][0]
    return None


def _ask(shift: EventShift, now: datetime) -> None:
    """Of each new instant once."""
    event, meant = shift.event, shift.after.isoformat()
    asked = AuditEntry.objects.filter(subject_kind="event", subject_id=str(event.pk), action=ASKED)
    if asked.filter(details__meant=meant).exists():
        return
    record("event", event.pk, ASKED, by=None, now=now, stays=shift.before.isoformat(), meant=meant)
    for person in Person.objects.filter(role=Role.COORDINATOR, is_active=True).order_by("pk"):
        with translation.override(person.language):
            letter = STAYS.letter(
                {"name": event.title_in(person.language)},
                link=f"{settings.PUBLIC_URL}/coordinator/events/{event.slug}/plan",
                rows=_rows(shift, person.language),
            )
        messaging.operations.notify_of_programme(person=person, letter=letter, now=now)


def _rows(shift: EventShift, language: str) -> list[str]:
    zone = shift.event.time_zone
    hours = f"{local_words(shift.before, zone, language)} → {local_words(shift.after, zone, language)}"
    return [hours, ", ".join(shift.clash)]
