"""The database refuses what the operations never try."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from directory.models import ConflictKind, Expert, ExpertConflict
from mentoring.models import (
    Answer,
    Application,
    Programme,
    ProgrammeExpert,
    ProgrammeMilestone,
    ProgrammeStartup,
    Relation,
    RelationState,
    TakingPart,
)
from mentoring.relations.models import STANDING
from tests.factories.hub import a_founder, a_mentor, a_programme, a_startup
from tests.integration.mentoring.conftest import MONDAY
from tests.integration.programmes.conftest import a_question

pytestmark = pytest.mark.django_db


def a_place(**fields: Any) -> ProgrammeStartup:
    return ProgrammeStartup.objects.create(
        **{
            "programme": a_programme(),
            "startup": a_startup(),
            "state": TakingPart.JOINED,
            "since": MONDAY,
            **fields,
        }
    )


def an_experts_place(**fields: Any) -> ProgrammeExpert:
    return ProgrammeExpert.objects.create(
        **{
            "programme": a_programme(),
            "expert": a_mentor(),
            "state": TakingPart.JOINED,
            "since": MONDAY,
            **fields,
        }
    )


def a_relation(**fields: Any) -> Relation:
    return Relation.objects.create(
        **{
            "programme": a_programme(),
            "startup": a_startup(),
            "expert": a_mentor(),
            "state": RelationState.OFFERED,
            "offered_at": MONDAY,
            **fields,
        }
    )


def a_milestone(**fields: Any) -> ProgrammeMilestone:
    given = {"position": 0, "title_ko": "가격", "title_en": "Prices", **fields}
    return ProgrammeMilestone.objects.create(programme=a_programme(), **given)


def an_application(**fields: Any) -> Application:
    return Application.objects.create(**{"programme": a_programme(), "startup": a_startup(), **fields})


def an_answer(**fields: Any) -> Answer:
    application = an_application()
    given = {"application": application, "question": a_question(application.programme), **fields}
    return Answer.objects.create(**given, by=a_founder(), value="Yes", at=MONDAY)


def twice(make: Callable[..., Any], *same: str) -> None:
    first = make()
    make(**{name: getattr(first, name) for name in same})


def a_conflict(expert: Expert, **fields: Any) -> ExpertConflict:
    given = {"kind": ConflictKind.EMPLOYER, "company": "Sierra Labs", "company_key": "sierra labs", **fields}
    return ExpertConflict.objects.create(expert=expert, **given)


def one_conflict_twice() -> None:
    expert = a_mentor()
    a_conflict(expert)
    a_conflict(expert, company="SIERRA LABS")


BROKEN: dict[str, Callable[[], object]] = {
    "programme_kind_is_known": lambda: a_programme(kind="party"),
    "programme_state_joining_and_pairing_are_known": lambda: a_programme(state="lost"),
    "programme_ends_after_it_starts": lambda: a_programme(starts_on="2026-06-30", ends_on="2026-06-29"),
    "programme_has_a_startup_once": lambda: twice(a_place, "programme", "startup"),
    "programme_startup_state_is_known": lambda: a_place(state="lost"),
    "programme_startup_least_is_no_more_than_most": lambda: a_place(least_experts=3, most_experts=2),
    "programme_has_an_expert_once": lambda: twice(an_experts_place, "programme", "expert"),
    "programme_expert_state_is_known": lambda: an_experts_place(state="lost"),
    "programme_expert_least_is_within_capacity": lambda: an_experts_place(least_startups=2, capacity=1),
    "programme_formats_are_known": lambda: a_programme(formats=["by_letter"]),
    "question_use_and_kind_are_known": lambda: a_question(a_programme(), kind="joke"),
    "question_scale_alone_has_two_ends_in_order": lambda: a_question(
        a_programme(), kind="scale", scale_from=2, scale_to=2
    ),
    "question_choice_alone_has_options": lambda: a_question(a_programme(), kind="one"),
    "question_version_follows_another": lambda: a_question(a_programme(), number=2),
    "programme_milestone_is_within_two_years": lambda: a_milestone(due_weeks=105),
    "application_once_per_programme": lambda: twice(an_application, "programme", "startup"),
    "application_state_is_known": lambda: an_application(
        state="lost", submitted_at=MONDAY, submitted_by=a_founder()
    ),
    "application_sent_tells_when_and_by_whom": lambda: an_application(state="submitted"),
    "application_decided_tells_when": lambda: an_application(
        state="accepted", submitted_at=MONDAY, submitted_by=a_founder()
    ),
    "application_score_is_one_to_five": lambda: an_application(score=6),
    "answer_is_of_one_thing": lambda: an_answer(application=None),
    "answer_once_per_application": lambda: twice(an_answer, "application", "question"),
    "relation_stands_once_per_pair": lambda: twice(a_relation, "programme", "startup", "expert"),
    "relation_state_is_known": lambda: a_relation(state="lost", closed_at=MONDAY),
    "relation_answers_are_known": lambda: a_relation(startup_says="eh"),
    "relation_active_has_two_yeses": lambda: a_relation(
        state=RelationState.ACTIVE, startup_says="yes", began_at=MONDAY
    ),
    "relation_closed_tells_when": lambda: a_relation(state=RelationState.DECLINED, startup_says="no"),
    "expert_conflict_named_once": one_conflict_twice,
    "expert_conflict_kind_is_known": lambda: a_conflict(a_mentor(), kind="friend"),
    "expert_conflict_names_a_company": lambda: a_conflict(a_mentor(), company_key=""),
}


@pytest.mark.parametrize("name", list(BROKEN))
def test_the_database_keeps_programmes_and_relations_right(name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BROKEN[name]()


@pytest.mark.parametrize("state", sorted(set(RelationState) - set(STANDING)))
def test_a_pair_that_stands_no_more_tells_since_when(state: RelationState) -> None:
    with pytest.raises(IntegrityError, match="relation_closed_tells_when"), transaction.atomic():
        a_relation(state=state)


@pytest.mark.parametrize("state", STANDING)
def test_a_pair_that_stands_was_not_closed(state: RelationState) -> None:
    said = {"startup_says": "yes", "expert_says": "yes", "began_at": MONDAY}
    with pytest.raises(IntegrityError, match="relation_closed_tells_when"), transaction.atomic():
        a_relation(state=state, closed_at=MONDAY, **said)


def test_a_pair_that_has_ended_may_be_offered_again() -> None:
    ended = a_relation(state=RelationState.ENDED, closed_at=MONDAY)
    again = a_relation(programme=ended.programme, startup=ended.startup, expert=ended.expert)
    assert set(Relation.objects.filter(programme=ended.programme)) == {ended, again}


def test_a_new_programme_takes_sessions_from_every_startup_with_every_expert_of_its_kind() -> None:
    programme = Programme.objects.get(pk=a_programme().pk)
    assert (programme.state, programme.joining, programme.pairing) == ("running", "open", "direct")
    assert programme.takes_all_experts
