"""What two can still propose to each other, and what they have."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from agenda.models import Commitment
from agenda.queries import outside_humane_hours
from networking.follow_ups.rules import LONGEST_AHEAD, MINUTES, MOST_STARTS, candidates, overlaps
from networking.models import FollowUp, FollowUpState, Registration, StayInTouch


@dataclass(frozen=True)
class OwnFollowUp:
    """A follow-up as one of the two sees it. `state` is lapsed where nobody answered in time."""

    id: int
    other: Registration
    is_asked_by_me: bool
    starts_at: datetime
    ends_at: datetime
    state: str


def are_in_touch(one: Registration, other: Registration) -> bool:
    """Whether both said yes."""
    pairs = {(one.pk, other.pk), (other.pk, one.pk)}
    said = StayInTouch.objects.filter(by__in=[one, other], about__in=[one, other])
    return set(said.values_list("by", "about")) == pairs


def starts_for(one: Registration, other: Registration, now: datetime) -> list[datetime]:
    """The next half hours in the humane hours of both with nothing known of standing against them. Needs the people."""
    starts = candidates(now)
    for person in (one.person, other.person):
        outside = set(outside_humane_hours(person, starts, minutes=MINUTES, now=now))
        starts = [start for start in starts if start not in outside]
        if not starts:
            return []
    window = now, now + LONGEST_AHEAD + timedelta(days=1)
    standing = Commitment.objects.standing_at(now).filter(
        person__in=[one.person_id, other.person_id], during__overlap=window
    )
    taken = [(during.lower, during.upper) for during in standing.values_list("during", flat=True)]
    return [start for start in starts if not overlaps(start, taken)][:MOST_STARTS]


def follow_ups_of(guest: Registration, now: datetime) -> list[OwnFollowUp]:
    """Those of a guest, the earliest first; two statements."""
    rows = FollowUp.objects.filter(by=guest) | FollowUp.objects.filter(about=guest)
    shown = rows.select_related(
        "appointment",
        "by__person",
        "by__startup",
        "by__expert",
        "about__person",
        "about__startup",
        "about__expert",
    )
    return [
        OwnFollowUp(
            one.pk,
            one.about if one.by_id == guest.pk else one.by,
            one.by_id == guest.pk,
            one.appointment.starts_at,
            one.appointment.ends_at,
            FollowUpState.LAPSED if is_lapsed(one, now) else one.state,
        )
        for one in shown.order_by("appointment__starts_at", "pk")
    ]


def is_lapsed(follow_up: FollowUp, now: datetime) -> bool:
    """Whether it was not answered in time. Needs the appointment."""
    return follow_up.state == FollowUpState.ASKED and not follow_up.appointment.stands_at(now)
