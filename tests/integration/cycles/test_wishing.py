"""What people say: drafts and answers, on time by each one's own clock, or by a coordinator for them."""

from datetime import UTC, datetime, timedelta

import pytest

from audit.models import AuditEntry
from directory.models import Expert, Startup, Topic
from mentoring.cycles.operations import end_cycle
from mentoring.cycles.refusals import CycleOver, DuePassed, NotTakingPart, WishFault
from mentoring.cycles.wishing import Say, due_for, keep_wish, own_party
from mentoring.models import ProgrammeExpert, TakingPart, Wish
from tests.factories.cycles import a_startup_in, founder_of
from tests.factories.hub import a_founder
from tests.integration.cycles.conftest import Stage

pytestmark = pytest.mark.django_db

DUE_IN_SEOUL = datetime(2026, 12, 4, 9, tzinfo=UTC)
DUE_IN_CALIFORNIA = datetime(2026, 12, 5, 2, tzinfo=UTC)
A_SECOND = timedelta(seconds=1)


def said(wish: Wish) -> list[tuple[int | None, int | None]]:
    return [(one.place, one.expert_id or one.startup_id) for one in wish.choices.order_by("place", "startup")]


def send(stage: Stage, party: Startup | Expert, say: Say, now: datetime, **others: bool) -> Wish:
    by = founder_of(party) if isinstance(party, Startup) else party.person
    return keep_wish(cycle_id=stage.cycle.pk, party=party, say=say, send=True, by=by, now=now, **others)


def test_a_draft_lies_beside_what_was_sent_until_it_is_sent(stage: Stage) -> None:
    startup, (first, second) = stage.startups[0], stage.experts
    founder = founder_of(startup)
    sent = send(stage, startup, Say([first.pk]), stage.now)
    draft = keep_wish(
        cycle_id=stage.cycle.pk,
        party=startup,
        say=Say([second.pk, first.pk], needs="미국 진출"),
        send=False,
        by=founder,
        now=stage.now,
    )
    assert (said(sent), said(draft)) == ([(1, first.pk)], [(1, second.pk), (2, first.pk)])
    again = send(stage, startup, Say([second.pk]), stage.now)
    assert list(Wish.objects.all()) == [again]
    actions = AuditEntry.objects.filter(subject_kind="cycle").values_list("action", flat=True)
    assert list(actions) == ["opened", "wish_sent", "wish_drafted", "wish_sent"]


def test_topics_are_those_of_the_wish(stage: Stage) -> None:
    Topic.objects.create(slug="sales", name_ko="영업", name_en="Sales")
    wish = send(stage, stage.startups[0], Say(topics=["sales", "gone"]), stage.now)
    assert [topic.slug for topic in wish.topics.all()] == ["sales"]


def test_an_expert_ranks_and_rules_out(stage: Stage) -> None:
    one, two, three = stage.startups
    wish = send(stage, stage.experts[0], Say([two.pk], vetoes=[one.pk, three.pk]), stage.now)
    assert said(wish) == [(1, two.pk), (None, one.pk), (None, three.pk)]


def test_a_second_late_is_late_on_each_ones_own_clock(stage: Stage) -> None:
    startup, expert = stage.startups[0], stage.experts[0]
    assert due_for(stage.cycle, startup, founder_of(startup), stage.now) == DUE_IN_SEOUL
    assert due_for(stage.cycle, expert, expert.person, stage.now) == DUE_IN_CALIFORNIA
    send(stage, startup, Say(), DUE_IN_SEOUL)
    with pytest.raises(DuePassed):
        send(stage, startup, Say(), DUE_IN_SEOUL + A_SECOND)
    send(stage, expert, Say(), DUE_IN_CALIFORNIA)
    with pytest.raises(DuePassed):
        send(stage, expert, Say(), DUE_IN_CALIFORNIA + A_SECOND)


def test_a_coordinator_answers_for_somebody_after_the_hour(stage: Stage) -> None:
    wish = keep_wish(
        cycle_id=stage.cycle.pk,
        party=stage.startups[0],
        say=Say([stage.experts[0].pk]),
        send=True,
        by=stage.coordinator,
        now=DUE_IN_SEOUL + A_SECOND,
        for_them=True,
    )
    assert (wish.by, wish.for_them) == (stage.coordinator, True)


@pytest.mark.parametrize("fault", ["unknown", "twice", "both"])
def test_a_list_with_a_fault_is_refused_and_nothing_is_kept(stage: Stage, fault: str) -> None:
    one, two = stage.startups[0].pk, stage.startups[1].pk
    stranger = a_founder().membership.startup.pk
    say = {
        "unknown": Say([one, stranger]),
        "twice": Say([one, one]),
        "both": Say([one, two], vetoes=[two]),
    }[fault]
    with pytest.raises(WishFault) as refusal:
        send(stage, stage.experts[0], say, stage.now)
    assert (refusal.value.fault, Wish.objects.count()) == (fault, 0)


def test_who_takes_no_part_says_nothing(stage: Stage) -> None:
    with pytest.raises(NotTakingPart):
        own_party(stage.cycle, a_founder())
    ProgrammeExpert.objects.filter(expert=stage.experts[0]).update(state=TakingPart.LEFT)
    with pytest.raises(NotTakingPart):
        own_party(stage.cycle, stage.experts[0].person)
    assert own_party(stage.cycle, stage.experts[1].person) == stage.experts[1]


def test_a_cycle_that_is_over_takes_no_answers(stage: Stage) -> None:
    end_cycle(cycle_id=stage.cycle.pk, by=stage.coordinator, now=stage.now)
    with pytest.raises(CycleOver):
        send(stage, stage.startups[0], Say(), stage.now)


def test_a_startup_that_joins_late_may_answer_too(stage: Stage) -> None:
    late = a_startup_in(stage.programme)
    assert send(stage, late, Say([stage.experts[0].pk]), stage.now).startup == late
