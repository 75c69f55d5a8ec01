"""Nothing about a plan is silent: faults, pins that could not be kept, meetings that nobody wished and why they are there."""

import pytest
from django.utils import translation

from networking.events.operations import change_event
from networking.models import Meeting
from networking.plans import refusals
from networking.plans.hand import pin_meetings
from networking.plans.publishing import publish_plan
from networking.plans.queries import shown
from networking.plans.rest import plan_rest
from tests.factories.cycles import a_coordinator
from tests.factories.plans import NOW, a_published_plan, a_ready_plan, an_event_to_plan, meetings_of, wish
from tests.integration.networking.plans.test_the_day import happens

pytestmark = pytest.mark.django_db


def test_a_startup_whose_only_wish_does_not_come_meets_somebody_else_up_to_its_least_number() -> None:
    event, ours, theirs = an_event_to_plan(2, 3, meetings_least=1)
    wish(ours[0], theirs[0])
    wish(ours[1], theirs[1])
    wish(theirs[2], ours[0], "no")
    plan = a_published_plan(event)
    assert set(meetings_of(plan)) == {(ours[0].pk, theirs[0].pk), (ours[1].pk, theirs[1].pk)}
    happens(event, "no_show", of=theirs[0], begins=1)
    rest = plan_rest(event_id=event.pk, by=a_coordinator(), now=NOW)
    assert set(meetings_of(rest)) == {(ours[0].pk, theirs[1].pk), (ours[1].pk, theirs[1].pk)}
    assert (rest.outcome["lacking"], rest.outcome["faults"]) == ([], [])
    publish_plan(plan_id=rest.pk, by=a_coordinator(), now=NOW)


def test_nobody_meets_unwished_beyond_the_least_number() -> None:
    event, ours, _ = an_event_to_plan(1, 4, meetings_least=2)
    plan = a_ready_plan(event)
    assert [startup for startup, _ in meetings_of(plan)] == [ours[0].pk] * 2
    event, _, _ = an_event_to_plan(2, 2)
    with pytest.raises(refusals.NothingToPlan):
        a_ready_plan(event)


def test_a_pin_that_cannot_be_kept_is_told_in_both_languages() -> None:
    event, ours, theirs = an_event_to_plan(1, 2)
    wish(ours[0], theirs[0])
    wish(ours[0], theirs[1])
    plan = a_ready_plan(event)
    pinned = Meeting.objects.filter(plan=plan, guests__registration=theirs[0]).get()
    pin_meetings(
        plan_id=plan.pk, meetings=[pinned.pk], is_pinned=True, seen=None, by=a_coordinator(), now=NOW
    )
    happens(event, "no_show", of=theirs[0], begins=1)
    again = a_ready_plan(event, pins=plan)
    assert (again.outcome["faults"], list(meetings_of(again))) == ([], [(ours[0].pk, theirs[1].pk)])
    startup, contact = ours[0].name_in("en"), theirs[0].name_in("en")
    with translation.override("en"):
        (said,) = shown(again, "en").dropped
    assert (said["code"], said["round"]) == ("pin_dropped", pinned.round)
    assert said["words"] == (
        f"{startup} and {contact} were pinned in round {pinned.round} at table {pinned.table.number},"
        " and cannot meet there any more."
    )
    with translation.override("ko"):
        (said,) = shown(again, "ko").dropped
    assert f"{pinned.round}라운드" in said["words"]


def test_faults_name_people_and_tables_in_the_reader_s_language() -> None:
    event, ours, theirs = an_event_to_plan(1, 1, tables=1)
    wish(ours[0], theirs[0])
    plan = a_ready_plan(event)
    event.tables.update(is_out=True)
    ours[0].wishes.update(value="no")
    for language, words in (("en", "are not to meet"), ("ko", "만나지 않아야")):
        with translation.override(language), pytest.raises(refusals.PlanFaulty) as refused:
            publish_plan(plan_id=plan.pk, by=a_coordinator(), now=NOW)
        (fault,) = refused.value.extra["faults"]
        assert words in fault["words"]
        assert theirs[0].person.name in fault["words"]
    ours[0].wishes.update(value="like")
    with pytest.raises(refusals.PlanFaulty) as refused:
        publish_plan(plan_id=plan.pk, by=a_coordinator(), now=NOW)
    (meeting,) = plan.meetings.all()
    assert [(one["code"], one["round"], one["table"]) for one in refused.value.extra["faults"]] == [
        ("table_out", meeting.round, meeting.table_id)
    ]


def test_meetings_of_rounds_that_there_are_no_more_go() -> None:
    event, ours, theirs = an_event_to_plan(1, 4, tables=4)
    for one in theirs:
        wish(ours[0], one)
    plan = a_published_plan(event)
    assert plan.meetings.count() == 4
    change_event(slug=event.slug, rounds=2, by=a_coordinator(), now=NOW)
    assert sorted(plan.meetings.values_list("round", flat=True)) == [1, 2]
    change_event(slug=event.slug, rounds=4, by=a_coordinator(), now=NOW)
    assert sorted(plan.meetings.values_list("round", flat=True)) == [1, 2]


def test_hosts_who_need_not_stay_go_to_the_startups() -> None:
    fields = {"format": "group_tables", "startups_per_table": 3, "rounds": 2, "tables": 2}
    changes = []
    for stay in (True, False):
        event, ours, theirs = an_event_to_plan(3, 2, hosts_stay=stay, **fields)
        event.tables.update(capacity=4)
        for one in ours:
            for other in theirs:
                wish(one, other)
        plan = a_ready_plan(event)
        assert len(meetings_of(plan)) == 6
        changes.append(plan.outcome["changes"])
    assert changes[1] <= changes[0]
    assert changes[1] == 0
