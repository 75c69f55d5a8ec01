"""What a pairing depends on, read into one document that says the same each time."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.company_names import company_key
from directory.models import ConflictKind, ExpertConflict, Startup, Topic
from mentoring.cycles.gathering import changes_between, digest_of, gathered
from mentoring.cycles.similarity import likeness
from mentoring.cycles.wishing import Say, keep_wish
from mentoring.models import Rating, Relation, RelationState
from tests.factories.appointments import an_appointment
from tests.factories.cycles import a_pairing_programme, a_startup_in, an_expert_in, founder_of
from tests.integration.cycles.conftest import Stage
from tests.integration.relations.agreements import agreed
from tests.integration.relations.conftest import begun, offered

pytestmark = pytest.mark.django_db


def test_the_document_holds_what_both_sides_said_and_are(stage: Stage) -> None:
    startup, expert = stage.startups[0], stage.experts[0]
    Startup.objects.filter(pk=startup.pk).update(
        name_en="Han River", competitors=["㈜ Moon  Lab"], markets=["US"]
    )
    startup.needs.add(Topic.objects.create(slug="sales", name_ko="영업", name_en="Sales"))
    ExpertConflict.objects.create(
        expert=expert,
        kind=ConflictKind.EMPLOYER,
        company="Moon Lab, Inc.",
        company_key=company_key("Moon Lab, Inc."),
    )
    keep_wish(
        cycle_id=stage.cycle.pk,
        party=startup,
        say=Say([expert.pk]),
        send=True,
        by=founder_of(startup),
        now=stage.now,
    )
    document = gathered(stage.cycle, now=stage.now)
    ours, theirs = document["startups"][0], document["experts"][0]
    free = ours.pop("free"), theirs.pop("free")
    names = sorted({startup.name_ko.replace(" ", ""), "hanriver", "moonlab"})
    assert ours == {
        "id": startup.pk,
        "least": 0,
        "most": 1,
        "ranks": [expert.pk],
        "needs": ["sales"],
        "languages": ["ko"],
        "stage": "seed",
        "markets": ["US"],
        "organisations": names,
    }
    assert theirs == {
        "id": expert.pk,
        "least": 0,
        "most": 2,
        "load": 0,
        "ranks": [],
        "vetoes": [],
        "topics": [],
        "languages": ["en"],
        "stages": [],
        "markets": [],
        "conflicts": ["moonlab"],
        "organisation": "goldengate",
    }
    # The founder's working days, 08:00 to 21:00; the expert's 16:00 to 20:00 over the change of clocks: 10:00 to 12:00.
    assert free[0] == [[day * 96 + 32, day * 96 + 84] for day in range(5)]
    assert free[1] == [[day * 96 + 36, day * 96 + 48] for day in range(1, 6)]


def test_what_stands_in_an_agenda_in_one_week_is_not_free(stage: Stage) -> None:
    before = gathered(stage.cycle, now=stage.now)["experts"][0]["free"]
    tuesday_ten = stage.now + timedelta(days=43, hours=1)
    an_appointment(stage.experts[0].person, starts_at=tuesday_ten)
    after = gathered(stage.cycle, now=stage.now)["experts"][0]["free"]
    assert before[0] == [132, 144]
    assert after[:2] == [[132, 136], [140, 144]]


def test_the_same_world_has_the_same_digest_and_another_tells_what_changed(stage: Stage) -> None:
    before = gathered(stage.cycle, now=stage.now)
    assert digest_of(before) == digest_of(gathered(stage.cycle, now=stage.now))
    Startup.objects.filter(pk=stage.startups[0].pk).update(stage="idea")
    an_expert_in(stage.programme)
    after = gathered(stage.cycle, now=stage.now)
    assert digest_of(before) != digest_of(after)
    assert changes_between(before, after) == ["experts_taking_part", "startups_stage"]


def test_pairs_of_the_past_are_told_by_the_mean_of_what_both_sides_gave(stage: Stage) -> None:
    startup, expert = stage.startups[1], stage.experts[0]
    before = a_pairing_programme()
    relation = Relation.objects.create(
        programme=before,
        startup=startup,
        expert=expert,
        state=RelationState.ENDED,
        offered_at=stage.now,
        closed_at=stage.now,
    )
    gone = a_startup_in(before)
    elsewhere = Relation.objects.create(
        programme=before,
        startup=gone,
        expert=expert,
        state=RelationState.ENDED,
        offered_at=stage.now,
        closed_at=stage.now,
    )
    for pair, side, score in [(relation, "startup", 5), (relation, "expert", 2), (elsewhere, "startup", 1)]:
        Rating.objects.create(relation=pair, side=side, by=stage.coordinator, score=score, at=stage.now)
    document = gathered(stage.cycle, now=stage.now)
    assert document["ratings"] == [[startup.pk, expert.pk, 3.5]]


def test_it_takes_as_many_statements_for_many_as_for_few(stage: Stage) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as caught:
            gathered(stage.cycle, now=stage.now)
        return len(caught)

    few = statements()
    for _ in range(10):
        a_startup_in(stage.programme)
        an_expert_in(stage.programme)
    assert statements() == few


def test_texts_are_alike_by_their_letters_in_both_languages() -> None:
    startups = ["의료 영상을 판독하는 인공지능", "Robots that sort parcels"]
    experts = ["의료영상 인공지능의 해외 진출", "Warehouse robot and parcel sorting", ""]
    alike = likeness(startups, experts)
    assert max(alike[0, 0], alike[1, 1]) == 1.0
    assert min(alike[0, 0], alike[1, 1]) > 4 * max(alike[0, 1], alike[1, 0])
    assert alike[:, 2].tolist() == [0.0, 0.0]


def test_nothing_said_is_like_nothing() -> None:
    assert (likeness([], []).shape, likeness([""], [""]).tolist()) == ((0, 0), [[0.0]])


def test_a_topic_that_is_deleted_in_use_is_asked_for_no_more(stage: Stage) -> None:
    startup = stage.startups[0]
    topic = Topic.objects.create(slug="sales", name_ko="영업", name_en="Sales")
    keep_wish(
        cycle_id=stage.cycle.pk,
        party=startup,
        say=Say(topics=["sales"]),
        send=True,
        by=founder_of(startup),
        now=stage.now,
    )
    assert gathered(stage.cycle, now=stage.now)["startups"][0]["needs"] == ["sales"]
    topic.delete()
    assert gathered(stage.cycle, now=stage.now)["startups"][0]["needs"] == []


def test_a_pair_that_meets_regularly_has_the_hour_that_it_agreed_on_whatever_was_offered(
    stage: Stage,
) -> None:
    startup, expert = stage.startups[0], stage.experts[0]
    pair = begun(offered(programme=stage.programme, startup=startup, expert=expert))
    assert gathered(stage.cycle, now=stage.now)["standing"] == [[startup.pk, expert.pk, None]]
    agreed(pair, starts_on=date(2027, 1, 6), starts_time=time(10), sessions=3)
    wednesday_at_ten = 2 * 24 * 60 + 10 * 60
    assert gathered(stage.cycle, now=stage.now)["standing"] == [[startup.pk, expert.pk, wednesday_at_ten]]
