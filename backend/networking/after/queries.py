"""What a guest sees of the others afterwards, and what the hub sees of all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Avg, Count, QuerySet

from networking.after_models import GuestNote
from networking.models import (
    Event,
    EventFeedback,
    EventThanks,
    MeetingGuest,
    PlanState,
    Registration,
    StayInTouch,
)


@dataclass(frozen=True)
class Acquaintance:
    """Another guest as one guest sees them. `email` and `phone` are empty unless both said yes."""

    registration: Registration
    note: GuestNote | None
    wishes: bool
    email: str
    phone: str


@dataclass(frozen=True)
class Outcome:
    """What came of an event; `stars` is the mean of the feedback, None where there is none."""

    guests: int
    feedback: int
    stars: float | None
    would_return: int
    follow_ups: int
    in_touch: int
    thanked_at: object


def met_by(guest: Registration, now: datetime) -> QuerySet[Registration]:
    """The guests of the other side whom one sat with in a round that has begun, in the plan that holds; at an evening
    without a plan, all of the other side. Two statements more."""
    others = guest.event.registrations.coming().exclude(kind=guest.kind)
    plan = guest.event.plans.filter(state=PlanState.PUBLISHED).only("pk").first()
    if plan is None:
        return others
    begun = sum(starts_at <= now for starts_at, _ in guest.event.round_times())
    mine = MeetingGuest.objects.filter(plan=plan, registration=guest, round__lte=begun).values("meeting")
    return others.filter(pk__in=MeetingGuest.objects.filter(meeting__in=mine).values("registration"))


def acquaintances_of(guest: Registration, now: datetime) -> list[Acquaintance]:
    """Whom one has met so far, by number; seven statements."""
    others = met_by(guest, now)
    notes = {one.about_id: one for one in GuestNote.objects.filter(by=guest)}
    asked = set(StayInTouch.objects.filter(by=guest).values_list("about_id", flat=True))
    asked_by = set(StayInTouch.objects.filter(about=guest).values_list("by_id", flat=True))
    both = asked & asked_by
    return [
        Acquaintance(
            registration=one,
            note=notes.get(one.pk),
            wishes=one.pk in asked,
            email=one.person.email if one.pk in both else "",
            phone=(one.person.phone or "") if one.pk in both else "",
        )
        for one in others.select_related("person", "startup", "expert").order_by("pk")
    ]


def feedback_of(guest: Registration) -> EventFeedback | None:
    return EventFeedback.objects.filter(registration=guest).first()


def mutual_pairs(event: Event) -> list[tuple[int, int]]:
    """The pairs of registrations that both said yes, the smaller number first."""
    said: Sequence[tuple[int, int]] = list(
        StayInTouch.objects.filter(event=event).values_list("by_id", "about_id")
    )
    pairs = set(said)
    return sorted((one, other) for one, other in pairs if one < other and (other, one) in pairs)


def outcome_of(event: Event) -> Outcome:
    """Five statements, whatever the number of guests."""
    said = EventFeedback.objects.filter(event=event)
    figures = said.aggregate(count=Count("pk"), stars=Avg("stars"))
    return Outcome(
        guests=event.registrations.coming().count(),
        feedback=figures["count"],
        stars=None if figures["stars"] is None else round(float(figures["stars"]), 2),
        would_return=said.filter(would_return=True).count(),
        follow_ups=GuestNote.objects.filter(event=event, mark="follow_up").count(),
        in_touch=len(mutual_pairs(event)),
        thanked_at=EventThanks.objects.filter(event=event).values_list("at", flat=True).first(),
    )
