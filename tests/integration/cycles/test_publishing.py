"""Pairs are offered all at once or not at all; what comes to nothing is followed by the next in the line."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries

from accounts.models import Person
from directory.models import Startup
from mentoring.cycles.operations import end_cycle, pin_pair
from mentoring.cycles.publishing import changes_since, offer_alternative, publish_run
from mentoring.cycles.refusals import CycleOver, NotPublishable, WorldMoved
from mentoring.cycles.running import start_run
from mentoring.models import (
    Cycle,
    CycleState,
    PinKind,
    ProgrammeExpert,
    Relation,
    RelationState,
    Run,
    RunPair,
    TakingPart,
)
from mentoring.programmes.joining import leave
from mentoring.relations.operations import Pair, answer_relation, end_relation, offer_pair
from messaging.models import Message
from tests.factories.cycles import an_expert_in, founder_of
from tests.integration.cycles.conftest import Stage
from tests.integration.cycles.deeds import A_MINUTE, pairs, published, run_of
from tests.integration.mentoring.conftest import Sign

pytestmark = pytest.mark.django_db


def standing() -> list[tuple[int, int]]:
    rows = Relation.objects.filter(state__in=["offered", "active"])
    return list(rows.order_by("startup").values_list("startup", "expert"))


def says_no(relation: Relation, by: Person, stage: Stage) -> Relation:
    return answer_relation(relation=relation, says="no", by=by, now=stage.now + 3 * A_MINUTE)


def test_both_sides_are_offered_their_pairs_with_why_and_when(stage: Stage) -> None:
    run = run_of(stage)
    relations = published(stage, run)
    assert [(one.startup_id, one.expert_id) for one in relations] == pairs(run)
    assert {one.answer_by for one in relations} == {stage.now + 2 * A_MINUTE + timedelta(days=5)}
    assert relations[0].why_en.startswith("12 hours a week in common. A first session could be: ")
    assert "처음 만날 수 있는 시간" in relations[0].why_ko
    assert [one.weekly_minute for one in relations] == [
        one.hour for one in run.pairs.filter(place=0).order_by("startup")
    ]
    assert " Jan " in relations[0].why_en  # the programme begins then
    cycle = Cycle.objects.get()
    assert (cycle.state, cycle.published_at) == (CycleState.PUBLISHED, stage.now + 2 * A_MINUTE)
    assert Message.objects.filter(person=founder_of(stage.startups[0]), kind="programme").count() == 1


@pytest.mark.parametrize("why", ["not_done", "trial", "faulty", "published", "superseded"])
def test_what_is_not_fit_to_be_published_is_not(stage: Stage, why: str) -> None:
    if why == "not_done":
        run = start_run(cycle_id=stage.cycle.pk, by=stage.coordinator, now=stage.now)
    elif why == "superseded":
        run, newer = run_of(stage), run_of(stage)
        published(stage, newer)
    else:
        run = run_of(stage, trial={} if why == "trial" else None)
    if why == "faulty":
        Run.objects.update(faults=["(0, 0) is forbidden"])
    if why == "published":
        published(stage, run)
    before = standing()
    with pytest.raises(NotPublishable) as refusal:
        published(stage, run)
    assert (refusal.value.extra, standing()) == ({"why": why}, before)


def test_what_has_changed_since_is_told_and_may_be_set_aside(stage: Stage) -> None:
    run = run_of(stage)
    Startup.objects.filter(pk=stage.startups[0].pk).update(stage="idea")
    ProgrammeExpert.objects.filter(expert=stage.experts[1]).update(state=TakingPart.LEFT)
    pin_pair(
        cycle_id=stage.cycle.pk,
        startup=stage.startups[0],
        expert=stage.experts[0],
        kind=PinKind.FORBIDDEN,
        by=stage.coordinator,
        now=stage.now,
    )
    with pytest.raises(WorldMoved) as refusal:
        published(stage, run)
    assert refusal.value.extra == {"moved": ["experts_taking_part", "startups_stage", "pins"]}
    assert standing() == []
    published(stage, run, despite_changes=True)
    assert standing() == [pair for pair in pairs(run) if pair[1] == stage.experts[0].pk]


def test_nothing_changed_where_nothing_did(stage: Stage) -> None:
    run = run_of(stage)
    assert changes_since(run, Cycle.objects.get(), stage.now + timedelta(days=3)) == []


@pytest.mark.django_db(transaction=True)
def test_of_two_coordinators_who_publish_at_once_one_does(stage: Stage) -> None:
    runs, ready, outcomes = [run_of(stage), run_of(stage)], Barrier(2), []

    def publish(run: Run) -> None:
        ready.wait()
        try:
            published(stage, run)
            outcomes.append("published")
        except NotPublishable as refusal:
            outcomes.append(refusal.extra["why"])
        finally:
            connection.close()

    threads = [Thread(target=publish, args=(run,)) for run in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["published", "superseded"]
    assert (len(standing()), Run.objects.exclude(published_at=None).count()) == (3, 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("side", ["expert", "startup"])
def test_who_leaves_while_it_is_published_is_offered_to_nobody(stage: Stage, side: str) -> None:
    """They leave first, and have not committed when the publishing begins."""
    run = run_of(stage)
    who: dict[str, Any] = {side: stage.experts[0] if side == "expert" else stage.startups[0]}
    publishing = Thread(target=in_a_thread, args=(lambda: published(stage, run, despite_changes=True),))
    with transaction.atomic():
        leave(programme=stage.programme, **who, by=stage.coordinator, now=stage.now)
        publishing.start()
        publishing.join(2)
    publishing.join()
    stayed = [pair for pair in pairs(run) if who[side].pk != pair[side == "expert"]]
    assert standing() == stayed


@pytest.mark.django_db(transaction=True)
def test_who_leaves_while_an_alternative_is_looked_for_is_not_it(stage: Stage) -> None:
    for _ in range(2):
        an_expert_in(stage.programme)
    first, *others = published(stage)
    line = RunPair.objects.filter(startup=first.startup, place__gt=0)
    line.filter(expert__in=[one.expert for one in others]).delete()
    says_no(first, founder_of(first.startup), stage)
    offering = Thread(
        target=in_a_thread, args=(lambda: offer_alternative(relation_id=first.pk, now=stage.now),)
    )
    gone = line.get().expert
    with transaction.atomic():
        leave(programme=stage.programme, expert=gone, by=stage.coordinator, now=stage.now)
        offering.start()
        offering.join(2)
    offering.join()
    assert Relation.objects.filter(expert=gone).count() == 0


def in_a_thread(deed: Callable[[], object]) -> None:
    try:
        deed()
    finally:
        connection.close()


def test_a_decline_is_followed_by_the_next_in_the_line_once(stage: Stage) -> None:
    an_expert_in(stage.programme, capacity=3)
    first = published(stage)[0]
    line = list(RunPair.objects.filter(startup=first.startup, place__gt=0).order_by("place"))
    says_no(first, founder_of(first.startup), stage)
    second = offer_alternative(relation_id=first.pk, now=stage.now)
    assert second
    assert (second.expert_id, second.instead_of, second.state) == (
        line[0].expert_id,
        first,
        RelationState.OFFERED,
    )
    assert offer_alternative(relation_id=first.pk, now=stage.now) is None


def test_an_alternative_is_offered_by_the_worker_as_soon_as_somebody_says_no(stage: Stage) -> None:
    relation = published(stage)[0]
    says_no(relation, relation.expert.person, stage)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args->>'relation_id' FROM procrastinate_jobs WHERE task_name = %s",
            ["mentoring.pair_came_to_nothing"],
        )
        assert cursor.fetchall() == [(str(relation.pk),)]


def test_where_the_line_has_nobody_with_a_place_coordinators_are_told_once(stage: Stage) -> None:
    first = published(stage)[0]
    says_no(first, founder_of(first.startup), stage)
    for _ in range(2):  # a job runs again where its worker was killed
        assert offer_alternative(relation_id=first.pk, now=stage.now) is None
    assert len(standing()) == 2
    told = Message.objects.filter(person=stage.coordinator, kind="programme")
    assert [one.subject for one in told] == [
        f"{first.startup.name_ko}에 연결할 분이 남지 않았습니다: {stage.programme.name_ko}"
    ]


def test_who_has_nobody_is_listed_until_they_have_somebody(
    stage: Stage, signed_in_as: Sign, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    hub = signed_in_as(stage.coordinator)

    def listed() -> list[tuple[int, str, str]]:
        rows = hub.get(f"/api/cycles/{stage.cycle.pk}/left-alone/").json()
        return [(row["startup"]["id"], row["pair"], row["state"]) for row in rows]

    assert listed() == []
    first, second, _third = published(stage)
    says_no(first, founder_of(first.startup), stage)
    assert listed() == [(first.startup_id, str(first.pk), "declined")]
    says_no(second, second.expert.person, stage)
    with django_assert_num_queries(4):
        both = listed()
    assert sorted(both) == sorted([(one.startup_id, str(one.pk), "declined") for one in (first, second)])
    new = an_expert_in(stage.programme)
    offer_pair(
        programme=stage.programme,
        pair=Pair(first.startup, new),
        answer_by=None,
        by=stage.coordinator,
        now=stage.now + 4 * A_MINUTE,
    )
    assert listed() == [(second.startup_id, str(second.pk), "declined")]


def test_a_pair_that_stands_or_comes_from_no_cycle_has_no_alternative(stage: Stage) -> None:
    an_expert_in(stage.programme, capacity=3)
    first, second, _third = published(stage)
    assert offer_alternative(relation_id=first.pk, now=stage.now) is None
    says_no(second, founder_of(second.startup), stage)
    end_cycle(cycle_id=stage.cycle.pk, by=stage.coordinator, now=stage.now)
    assert offer_alternative(relation_id=second.pk, now=stage.now) is None


def test_after_a_withdrawal_only_those_affected_get_somebody_else(stage: Stage) -> None:
    relations = published(stage)
    gone = stage.experts[0]
    ProgrammeExpert.objects.filter(expert=gone).update(state=TakingPart.LEFT)
    for relation in relations:
        if relation.expert_id == gone.pk:
            end_relation(relation=relation, reason="moved away", by=stage.coordinator, now=stage.now)
    stays = standing()
    new = an_expert_in(stage.programme, capacity=5)
    stage_later = Stage(
        stage.programme,
        stage.startups,
        [*stage.experts, new],
        stage.coordinator,
        stage.cycle,
        stage.now + timedelta(days=1),
    )
    again = published(stage_later)
    assert {one.expert_id for one in again} == {new.pk}
    assert len(again) == 2
    assert set(stays) < set(standing())


def test_nothing_of_a_closed_cycle_is_published(stage: Stage) -> None:
    run = run_of(stage)
    end_cycle(cycle_id=stage.cycle.pk, by=stage.coordinator, now=stage.now)
    with pytest.raises(CycleOver):
        publish_run(run_id=run.pk, despite_changes=True, by=stage.coordinator, now=stage.now)
    assert standing() == []
