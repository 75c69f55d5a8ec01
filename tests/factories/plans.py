"""An event with guests who wish to meet, and a plan of it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from networking.models import (
    Event,
    EventState,
    Happening,
    Meeting,
    MeetingGuest,
    Plan,
    PlanState,
    Registration,
    Wish,
)
from networking.plans.publishing import publish_plan
from networking.plans.working import start_plan, work_out
from tests.factories.cycles import a_coordinator
from tests.factories.events import LONG_BEFORE, a_contact, a_guest, an_event

Guests = list[Registration]
NOW = LONG_BEFORE + timedelta(days=14)


def an_event_to_plan(startups: int = 3, contacts: int = 3, **fields: Any) -> tuple[Event, Guests, Guests]:
    """A closed event of four rounds; nobody has wished anything yet."""
    given: dict[str, Any] = {"state": EventState.CLOSED, **fields}
    event = an_event(startups=startups, contacts=contacts, **given)
    ours = [a_guest(event) for _ in range(startups)]
    theirs = [a_guest(event, expert=a_contact()) for _ in range(contacts)]
    return event, ours, theirs


def wish(one: Registration, other: Registration, value: str = "like", back: str | None = None) -> None:
    for by, about, said in ((one, other, value), (other, one, back)):
        if said:
            Wish.objects.create(event=one.event, by=by, about=about, value=said, at=LONG_BEFORE)


def everybody_wishes(ours: Sequence[Registration], theirs: Sequence[Registration]) -> None:
    for one in ours:
        for other in theirs:
            wish(one, other)


def a_ready_plan(event: Event, **given: Any) -> Plan:
    plan = start_plan(event_id=event.pk, by=a_coordinator(), now=NOW, **given)
    assert work_out(plan_id=plan.pk, now=NOW)
    plan.refresh_from_db()
    return plan


def a_published_plan(event: Event) -> Plan:
    return publish_plan(plan_id=a_ready_plan(event).pk, by=a_coordinator(), now=NOW)


def meetings_of(plan: Plan) -> Mapping[tuple[int, int], tuple[int, int]]:
    """Round and table number of each pair of registrations (startup, contact)."""
    found = {}
    for meeting in plan.meetings.select_related("table").prefetch_related("guests"):
        (host,) = [one.registration_id for one in meeting.guests.all() if one.is_host]
        for guest in meeting.guests.all():
            if not guest.is_host:
                found[guest.registration_id, host] = (meeting.round, meeting.table.number)
    return found


def a_meeting_of_a_ready_plan(guest: Registration) -> Meeting:
    """One table and one guest alone, without anything worked out, and a table that was out for a while."""
    event, by = guest.event, a_coordinator()
    table = event.tables.all()[0]
    Happening.objects.create(event=event, kind="table_out", table=table, begins=1, ends=1, at=NOW, by=by)
    asked = {"rounds": 1, "begins": 0, "seats": 1, "tables": [[table.pk]], "guests": [], "pairs": []}
    plan = Plan.objects.create(
        event=event, number=1, state=PlanState.READY, question=asked, by=by, wanted_at=NOW, ended_at=NOW
    )
    meeting = Meeting.objects.create(plan=plan, round=1, table=table)
    MeetingGuest.objects.create(meeting=meeting, plan=plan, round=1, registration=guest, is_host=True)
    return meeting
