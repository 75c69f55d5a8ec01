"""A pair is offered to both, and becomes what both make of it."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections

from accounts.models import Person, Role
from audit.models import AuditEntry
from directory.models import Expert, Startup
from mentoring.jobs import let_relations_pass
from mentoring.models import Programme, Relation
from mentoring.relations.operations import Pair, answer_relation, end_relation, offer, offer_pair
from mentoring.relations.refusals import (
    AnswerByPassed,
    ExpertFull,
    NotYourPair,
    PairClosed,
    PairReplaced,
    PairStands,
    PairUnanswered,
    SideMissing,
)
from messaging.models import Message
from tests.factories.hub import a_founder, a_mentor, a_person, a_programme
from tests.factories.programmes import gives_time
from tests.integration.mentoring.conftest import MONDAY, set_clock
from tests.integration.relations.conftest import ANSWER_BY, begun, founder_of, mails, offered

pytestmark = pytest.mark.django_db


def says(relation: Relation) -> tuple[str, str, str]:
    relation.refresh_from_db()
    return relation.state, relation.startup_says, relation.expert_says


def test_both_sides_are_asked_in_their_language_and_told_why_and_until_when(monday: datetime) -> None:
    relation = offered(why_ko="가격을 아는 분입니다.", why_en="Knows pricing.")
    assert mails(relation) == [
        ("founder", f"멘토링 연결 제안: {relation.expert.person.name}"),
        ("mentor", f"Proposed as a pair: {relation.startup.name_en} and you"),
    ]
    to_mentor = Message.objects.get(person=relation.expert.person)
    assert "Please answer by: Fri 27 Nov 16:00 California\nWhy you two: Knows pricing.\n" in to_mentor.body
    assert f"/pairs/{relation.pk}\n" in to_mentor.body
    to_founder = Message.objects.get(person=founder_of(relation))
    assert "가격을 아는 분입니다." in to_founder.body


def test_two_yeses_begin_the_pair_and_both_are_told(relation: Relation) -> None:
    answer_relation(relation=relation, says="yes", by=relation.expert.person, now=MONDAY)
    assert says(relation) == ("offered", "", "yes")
    answer_relation(relation=relation, says="yes", by=founder_of(relation), now=MONDAY)
    assert says(relation) == ("active", "yes", "yes")
    assert relation.began_at == MONDAY
    assert [reader for reader, _ in mails(relation)[2:]] == ["founder", "mentor"]
    entries = AuditEntry.objects.filter(subject_kind="relation", subject_id=str(relation.pk)).order_by("pk")
    assert [(entry.action, entry.actor_id) for entry in entries] == [
        ("relation.offered", None),
        ("relation.answered", relation.expert.person_id),
        ("relation.answered", founder_of(relation).pk),
    ]


def test_one_no_ends_it_and_only_the_other_side_hears_without_the_word(relation: Relation) -> None:
    word = "Too near to my own company"
    answer_relation(relation=relation, says="no", by=relation.expert.person, now=MONDAY, word=word)
    assert says(relation) == ("declined", "", "no")
    assert [reader for reader, _ in mails(relation)[2:]] == ["founder"]
    assert word not in Message.objects.filter(person=founder_of(relation)).latest("pk").body
    with pytest.raises(PairClosed):
        answer_relation(relation=relation, says="yes", by=founder_of(relation), now=MONDAY)


def test_a_yes_becomes_a_no_until_the_other_side_has_said_yes(relation: Relation) -> None:
    founder = founder_of(relation)
    answer_relation(relation=relation, says="yes", by=founder, now=MONDAY)
    answer_relation(relation=relation, says="no", by=founder, now=MONDAY)
    assert says(relation) == ("declined", "no", "")
    stands = begun(offered())
    with pytest.raises(PairClosed):
        answer_relation(relation=stands, says="no", by=founder_of(stands), now=MONDAY)


def test_the_same_answer_twice_is_one(relation: Relation) -> None:
    for _ in range(2):
        answer_relation(relation=relation, says="yes", by=founder_of(relation), now=MONDAY)
    assert AuditEntry.objects.filter(action="relation.answered").count() == 1


def test_nobody_else_answers_and_a_coordinator_says_for_whom(relation: Relation) -> None:
    with pytest.raises(NotYourPair):
        answer_relation(relation=relation, says="yes", by=a_founder(), now=MONDAY)
    with pytest.raises(NotYourPair):
        answer_relation(relation=relation, says="yes", by=founder_of(relation), side="expert", now=MONDAY)
    coordinator = a_person(Role.COORDINATOR)
    with pytest.raises(SideMissing):
        answer_relation(relation=relation, says="yes", by=coordinator, now=MONDAY)
    answer_relation(relation=relation, says="yes", by=coordinator, side="startup", now=MONDAY)
    assert says(relation) == ("offered", "yes", "")


def test_an_answer_is_too_late_when_its_time_has_passed_whether_or_not_a_worker_saw_it(
    relation: Relation,
) -> None:
    with pytest.raises(PairUnanswered):
        answer_relation(relation=relation, says="yes", by=founder_of(relation), now=ANSWER_BY)
    in_time = ANSWER_BY - timedelta(seconds=1)
    answer_relation(relation=relation, says="yes", by=founder_of(relation), now=in_time)
    set_clock(ANSWER_BY)
    let_relations_pass()
    assert says(relation) == ("expired", "yes", "")
    assert [reader for reader, _ in mails(relation)[2:]] == ["founder", "mentor"]
    let_relations_pass()
    assert len(mails(relation)) == 4


def test_a_worker_leaves_open_offers_and_pairs_that_stand_alone(relation: Relation) -> None:
    stands = begun(offered())
    set_clock(ANSWER_BY - timedelta(minutes=1))
    let_relations_pass()
    assert says(relation)[0] == "offered"
    set_clock(ANSWER_BY + timedelta(days=1))
    let_relations_pass()
    assert says(stands)[0] == "active"


def test_a_coordinator_ends_a_pair_and_takes_an_offer_back(relation: Relation) -> None:
    coordinator = a_person(Role.COORDINATOR)
    end_relation(relation=relation, reason="A mistake", by=coordinator, now=MONDAY)
    assert says(relation)[0] == "withdrawn"
    stands = begun(offered())
    end_relation(relation=stands, reason="The term is over", by=coordinator, now=MONDAY)
    assert says(stands)[0] == "ended"
    assert mails(stands)[-1] == ("mentor", f"Your mentoring with {stands.startup.name_en} has ended")
    with pytest.raises(PairClosed):
        end_relation(relation=stands, reason="Again", by=coordinator, now=MONDAY)


def test_a_pair_that_stands_is_not_offered_again_and_then_no_other_of_the_same_offer(
    relation: Relation,
) -> None:
    other, mentor = a_founder().membership.startup, a_mentor()
    pairs = [Pair(other, mentor), Pair(relation.startup, relation.expert)]
    with pytest.raises(PairStands):
        offer(programme=relation.programme, pairs=pairs, answer_by=ANSWER_BY, by=None, now=MONDAY)
    assert list(Relation.objects.all()) == [relation]
    assert not Message.objects.filter(person=mentor.person).exists()


def test_the_place_of_a_declined_pair_is_given_once(relation: Relation) -> None:
    answer_relation(relation=relation, says="no", by=relation.expert.person, now=MONDAY)

    def instead() -> Relation:
        return offered(startup=relation.startup, programme=relation.programme, instead_of=relation)

    alternative = instead()
    assert Relation.objects.get(replaced_by=alternative) == relation
    with pytest.raises(PairReplaced):
        instead()


def test_an_offer_leaves_time_to_answer(monday: datetime) -> None:
    pair = Pair(a_founder().membership.startup, a_mentor())
    with pytest.raises(AnswerByPassed):
        offer(programme=a_programme(), pairs=[pair], answer_by=MONDAY, by=None, now=MONDAY)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("second", "state"), [("yes", "active"), ("no", "declined")])
def test_two_answers_at_once_are_both_heard(second: str, state: str) -> None:
    for _ in range(5):
        relation = offered()
        answers = {founder_of(relation): "yes", relation.expert.person: second}
        at_once(relation, answers)
        assert says(relation)[0] == state


def test_an_expert_is_offered_to_no_more_startups_than_they_take(monday: datetime) -> None:
    programme, expert = a_programme(pairing="assigned"), a_mentor()
    gives_time(programme, expert, capacity=2)
    first = offered(programme=programme, expert=expert)
    both = [Pair(a_founder().membership.startup, expert) for _ in range(2)]
    with pytest.raises(ExpertFull):
        offer(programme=programme, pairs=both, answer_by=ANSWER_BY, by=None, now=MONDAY)
    assert list(Relation.objects.all()) == [first]
    offered(programme=programme, expert=expert)
    with pytest.raises(ExpertFull):
        offered(programme=programme, expert=expert)
    answer_relation(relation=first, says="no", by=expert.person, now=MONDAY)
    offered(programme=programme, expert=expert)


def test_who_has_not_said_how_many_takes_three(monday: datetime) -> None:
    programme, expert = a_programme(pairing="assigned"), a_mentor()
    for _ in range(3):
        offered(programme=programme, expert=expert)
    with pytest.raises(ExpertFull):
        offered(programme=programme, expert=expert)


@pytest.mark.django_db(transaction=True)
def test_of_coordinators_who_offer_an_expert_at_once_as_many_do_as_there_is_room_for() -> None:
    coordinator = a_person(Role.COORDINATOR)
    for _ in range(3):
        programme, expert = a_programme(pairing="assigned"), a_mentor()
        gives_time(programme, expert, capacity=2)
        startups = [a_founder().membership.startup for _ in range(6)]
        start = Barrier(len(startups))

        def choose(
            startup: Startup,
            programme: Programme = programme,
            expert: Expert = expert,
            start: Barrier = start,
        ) -> None:
            start.wait()
            with suppress(ExpertFull):
                offer_pair(
                    programme=programme,
                    pair=Pair(startup, expert),
                    answer_by=ANSWER_BY,
                    by=coordinator,
                    now=MONDAY,
                )
            connections.close_all()

        in_threads(choose, [(startup,) for startup in startups])
        assert Relation.objects.filter(programme=programme).count() == 2


def at_once(relation: Relation, answers: dict[Person, str]) -> None:
    """Each answers in a thread of their own; a yes may find that the other side has said no."""
    start = Barrier(len(answers))

    def answer(by: Person, word: str) -> None:
        start.wait()
        with suppress(PairClosed):
            answer_relation(relation=relation, says=word, by=by, now=MONDAY)
        connections.close_all()

    in_threads(answer, list(answers.items()))


def in_threads(deed: Callable[..., None], each: Sequence[tuple[object, ...]]) -> None:
    threads = [Thread(target=deed, args=one) for one in each]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
