"""A plan is worked out by a process of its own, and kept as rows."""

from itertools import product
from uuid import uuid4

import pytest

from agenda.operations import NO_BUFFERS, hold
from networking.models import Plan, PlanState
from networking.plans import refusals
from networking.plans.working import start_plan, stop_plan, work_out
from tests.factories.cycles import a_coordinator
from tests.factories.plans import (
    NOW,
    a_ready_plan,
    an_event_to_plan,
    everybody_wishes,
    meetings_of,
    wish,
)

pytestmark = pytest.mark.django_db


def test_everybody_meets_whom_they_wish_where_there_are_rounds_enough() -> None:
    event, ours, theirs = an_event_to_plan()
    everybody_wishes(ours, theirs)
    plan = a_ready_plan(event)
    met = meetings_of(plan)
    assert (plan.state, plan.failure, plan.outcome["faults"]) == (PlanState.READY, "", [])
    assert sorted(met) == sorted(product([one.pk for one in ours], [one.pk for one in theirs]))
    assert plan.gap == 0
    assert (plan.outcome["meetings"], plan.outcome["unmet"], plan.outcome["lacking"]) == (9, [], [])
    hosts = {host: {table for pair, (_, table) in met.items() if pair[1] == host} for _, host in met}
    assert [len(tables) for tables in hosts.values()] == [1, 1, 1]


def test_a_mutual_must_comes_before_everything_else() -> None:
    event, ours, theirs = an_event_to_plan(3, 1, rounds=1, tables=1)
    wish(ours[0], theirs[0], "must")
    wish(ours[1], theirs[0], "like", "like")
    wish(ours[2], theirs[0], "must", "must")
    plan = a_ready_plan(event)
    assert list(meetings_of(plan)) == [(ours[2].pk, theirs[0].pk)]
    assert [(one["startup"], one["must"], one["why"], one["guest"]) for one in plan.outcome["unmet"]] == [
        (ours[0].pk, False, "full", theirs[0].pk),
        (ours[1].pk, False, "full", theirs[0].pk),
    ]


def test_each_startup_has_its_least_number_before_interest_counts_and_who_cannot_is_named() -> None:
    event, ours, theirs = an_event_to_plan(2, 2, rounds=1, tables=1, meetings_least=1)
    wish(ours[0], theirs[0], "must")
    wish(ours[1], theirs[1], "like")
    plan = a_ready_plan(event)
    assert list(meetings_of(plan)) == [(ours[0].pk, theirs[0].pk)]
    assert plan.outcome["lacking"] == [{"guest": ours[1].pk, "has": 0, "least": 1, "possible": 1}]


def test_who_said_no_is_met_by_nobody_nor_whose_company_is_avoided() -> None:
    event, ours, theirs = an_event_to_plan(3, 1)
    wish(ours[0], theirs[0], "must", "no")
    wish(ours[1], theirs[0], "must", "like")
    wish(ours[2], theirs[0], "like")
    assert ours[1].startup
    theirs[0].avoids = [ours[1].startup.name_en]
    theirs[0].save()
    assert list(meetings_of(a_ready_plan(event))) == [(ours[2].pk, theirs[0].pk)]


def test_hours_and_what_takes_somebody_s_time_elsewhere_are_gone_around() -> None:
    event, ours, theirs = an_event_to_plan(1, 3)
    everybody_wishes(ours, theirs)
    times = event.round_times()

    starts_at, ends_at = times[1]
    hold(
        appointment_id=uuid4(),
        people={ours[0].person_id: NO_BUFFERS},
        starts_at=starts_at,
        ends_at=ends_at,
        expires_at=None,
        now=NOW,
    )
    met = meetings_of(a_ready_plan(event))
    assert sorted(round_ for round_, _ in met.values()) == [1, 3, 4]


def test_at_small_group_tables_several_startups_sit_with_one_contact() -> None:
    event, ours, theirs = an_event_to_plan(
        6, 2, rounds=2, tables=2, format="group_tables", startups_per_table=3
    )
    event.tables.update(capacity=4)
    everybody_wishes(ours, theirs)
    plan = a_ready_plan(event)
    assert (plan.outcome["meetings"], plan.outcome["faults"], plan.gap) == (12, [], 0)
    assert [meeting.guests.count() for meeting in plan.meetings.all()] == [4, 4, 4, 4]


def test_one_is_worked_out_at_a_time_and_only_what_can_be_planned() -> None:
    event, ours, theirs = an_event_to_plan(1, 1)
    by = a_coordinator()
    with pytest.raises(refusals.NothingToPlan) as refused:
        start_plan(event_id=event.pk, by=by, now=NOW)
    assert refused.value.extra == {"lacks": ["contacts", "startups"]}
    everybody_wishes(ours, theirs)
    plan = start_plan(event_id=event.pk, by=by, now=NOW)
    with pytest.raises(refusals.PlanUnderWay):
        start_plan(event_id=event.pk, by=by, now=NOW)
    stop_plan(plan_id=plan.pk, by=by, now=NOW)
    assert not work_out(plan_id=plan.pk, now=NOW)
    with pytest.raises(refusals.PlanNotGoingOn):
        stop_plan(plan_id=plan.pk, by=by, now=NOW)
    event.state = "done"
    event.save()
    with pytest.raises(refusals.PlanNotPossibleNow):
        start_plan(event_id=event.pk, by=by, now=NOW)


def test_a_worker_that_died_is_followed_by_another_three_times_at_most() -> None:
    event, ours, theirs = an_event_to_plan(1, 1)
    everybody_wishes(ours, theirs)
    plan = start_plan(event_id=event.pk, by=a_coordinator(), now=NOW)
    Plan.objects.filter(pk=plan.pk).update(state="running", tries=2)
    assert work_out(plan_id=plan.pk, now=NOW)
    again = start_plan(event_id=event.pk, by=a_coordinator(), now=NOW)
    Plan.objects.filter(pk=again.pk).update(state="running", tries=3)
    assert not work_out(plan_id=again.pk, now=NOW)
    again.refresh_from_db()
    assert (again.state, again.failure) == ("failed", "died")


def test_the_same_event_and_seed_give_the_same_plan() -> None:
    event, ours, theirs = an_event_to_plan(8, 4, tables=3)
    everybody_wishes(ours, theirs)
    first, second = (meetings_of(a_ready_plan(event, seed=5)) for _ in range(2))
    assert first == second
