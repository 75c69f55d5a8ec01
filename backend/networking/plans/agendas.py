"""What guests and the wall read: of the plan that holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.utils import translation

from agenda.own_clock import zone_of
from networking.floor_models import floor_picture_path
from networking.models import Event, Meeting, MeetingGuest, Plan, PlanState, Registration, WishValue
from networking.plans.queries import rounds_of
from networking.plans.timing import first_round_ahead, round_now
from networking.plans.words import reason_lines

Row = dict[str, Any]
WISHED = (WishValue.MUST, WishValue.LIKE)


@dataclass(frozen=True)
class Stamp:
    """What an agenda or the wall depends on; equal stamps are equal answers."""

    event: int
    revision: int
    plan: int
    plan_revision: int  # guests who book meetings themselves change the plan that holds


def stamp_of(events: QuerySet[Event]) -> Stamp | None:
    """Of the one event, in one statement: what 300 phones ask every few seconds is mostly answered from it alone."""
    holds = Plan.objects.filter(event=OuterRef("pk"), state=PlanState.PUBLISHED)
    plan, revision = (Subquery(holds.values(name)[:1]) for name in ("pk", "revision"))
    rows = events.annotate(holds=plan, turn=revision).values_list("pk", "revision", "holds", "turn")
    row = rows.first()
    return None if row is None else Stamp(row[0], row[1], row[2] or 0, row[3] or 0)


def agenda_of(registration: Registration, language: str, now: datetime) -> Row:
    """A guest's own rounds and tables, whom they meet and why. A constant number of statements."""
    event = registration.event
    plan = plan_in_force(event)
    mine = MeetingGuest.objects.filter(registration=registration, plan=plan).values("meeting")
    meetings = list(meetings_shown(plan).filter(pk__in=mine))
    times = event.round_times()
    wished = set(registration.wishes.filter(value__in=WISHED).values_list("about", flat=True))
    topics = {one.pk for one in registration.topics.all()}
    return {
        "event": event.slug,
        "title": event.title_in(language),
        "place": event.place,
        "link": event.link,
        "floor_picture": floor_picture_path(event),
        "time_zone": event.time_zone,
        "own_time_zone": zone_of(registration.person, event.doors_at),
        "state": event.state,
        "plan": plan and plan.number,
        "published_at": plan and plan.published_at,
        "rounds": rounds_of(event),
        "meetings": [
            {
                "id": one.pk,
                "round": one.round,
                "starts_at": times[one.round - 1][0],
                "ends_at": times[one.round - 1][1],
                "table": one.table,
                "people": [_person(other, language) for other in others_at(one, registration)],
                "reason": reasons(others_at(one, registration), wished, topics, language),
            }
            for one in meetings
            if one.round <= len(times)
        ],
        "now": now,
    }


def wall_of(event: Event, language: str, now: datetime) -> Row:
    """Every table in every round, which of them is now and which next. A constant number of statements."""
    plan = plan_in_force(event)
    ahead = first_round_ahead(event, now)
    return {
        "title": event.title_in(language),
        "time_zone": event.time_zone,
        "plan": plan and plan.number,
        "rounds": rounds_of(event),
        "round_now": round_now(event, now),
        "round_next": ahead if ahead <= event.rounds else None,
        "meetings": [_on_the_wall(one, language) for one in meetings_shown(plan)],
        "now": now,
    }


def plan_in_force(event: Event) -> Plan | None:
    """The one that holds, without what it was asked."""
    return event.plans.filter(state=PlanState.PUBLISHED).defer("question", "outcome").first()


def meetings_shown(plan: Plan | None) -> QuerySet[Meeting]:
    """By round and table, with everybody at them and their topics: four statements."""
    guests = MeetingGuest.objects.select_related(
        "registration__person", "registration__startup", "registration__expert"
    ).prefetch_related("registration__topics")
    meetings = Meeting.objects.filter(plan=plan) if plan else Meeting.objects.none()
    shown = meetings.select_related("table").prefetch_related(Prefetch("guests", guests))
    return shown.order_by("round", "table__number")


def others_at(meeting: Meeting, registration: Registration) -> list[Registration]:
    """Whom a guest meets: a contact all startups at the table, a startup the contact."""
    guests = list(meeting.guests.all())
    is_host = any(one.is_host and one.registration_id == registration.pk for one in guests)
    return [one.registration for one in guests if one.is_host != is_host]


def reasons(others: Sequence[Registration], wished: set[int], topics: set[int], language: str) -> list[str]:
    """Why somebody who wished for `wished` (registrations) and has `topics` meets these, in two lines at most."""
    shared = {topic.pk: topic for other in others for topic in other.topics.all() if topic.pk in topics}
    names = [one.name_ko if language == "ko" else one.name_en for _, one in sorted(shared.items())]
    with translation.override(language):
        return reason_lines(is_own_wish=any(one.pk in wished for one in others), topics=names)


def _person(guest: Registration, language: str) -> Row:
    """Never an address or a number."""
    expert, startup = guest.expert, guest.startup
    if expert:
        headline = expert.headline_ko if language == "ko" else expert.headline_en
    else:
        headline = (startup.builds_ko if language == "ko" else startup.builds_en) if startup else ""
    return {
        "id": guest.pk,
        "name": guest.name_in(language),
        "organisation": expert.organisation if expert else guest.person.name,
        "headline": headline,
    }


def _on_the_wall(meeting: Meeting, language: str) -> Row:
    guests = [one for one in meeting.guests.all() if not one.is_host]
    host = next(one.registration for one in meeting.guests.all() if one.is_host)
    return {
        "round": meeting.round,
        "table": meeting.table.number,
        "table_name": meeting.table.name,
        "host": host.name_in(language),
        "host_organisation": host.expert.organisation if host.expert else "",
        "guests": [one.registration.name_in(language) for one in guests],
    }
