"""A guest cancels at the moment at which a plan with them is published: whoever is first, nobody's time stays taken for a
meeting that cannot be."""

from functools import partial

import pytest

from accounts.models import Person
from agenda.models import Commitment
from networking.guests.registering import cancel_registration
from networking.models import MeetingGuest, Plan, Registration
from networking.plans.publishing import publish_plan
from networking.plans.refusals import PlanFaulty
from networking.plans.rest import copy_plan
from tests.at_once import at_once
from tests.factories.cycles import a_coordinator
from tests.factories.plans import NOW, a_published_plan, a_ready_plan, an_event_to_plan, everybody_wishes

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


def leave(guest: Registration) -> str:
    cancel_registration(registration_id=guest.pk, by=guest.person, now=NOW)
    return "left"


def publish(plan: Plan, by: Person) -> str:
    try:
        publish_plan(plan_id=plan.pk, by=by, now=NOW)
    except PlanFaulty:
        return "refused"
    return "published"


@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize("turn", range(3))
def test_cancelling_and_publishing_at_once_leave_no_time_taken(turn: int, is_first: bool) -> None:
    event, ours, theirs = an_event_to_plan(3, 2)
    everybody_wishes(ours, theirs)
    by = a_coordinator()
    plan = a_ready_plan(event) if is_first else copy_plan(plan_id=a_published_plan(event).pk, by=by, now=NOW)
    leaving = [ours[0], theirs[turn % 2]]
    deeds = [partial(publish, plan, by), *(partial(leave, one) for one in leaving)]
    outcome, *left = at_once(deeds)
    assert left == ["left", "left"]
    holds = Plan.objects.filter(event=event, state="published").first()
    assert (holds is None) == (is_first and outcome == "refused")
    seats = MeetingGuest.objects.filter(plan=holds, plan__isnull=False)
    taken = sorted(Commitment.objects.filter(released_at=None).values_list("person", flat=True))
    assert taken == sorted(seats.values_list("registration__person", flat=True))
    assert not {one.person_id for one in leaving} & set(taken)
    assert {one.guests.count() for one in (holds.meetings.all() if holds else ())} <= {2}
