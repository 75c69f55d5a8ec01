"""A pair agrees on goals and regular sessions, and they are booked as agreed."""

from datetime import time, timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connections, transaction

from accounts.models import Role
from mentoring.models import Agreement, AgreementState, Relation, Session
from mentoring.relations.agreeing import agree, decline_agreement, propose_agreement
from mentoring.relations.operations import end_relation
from mentoring.relations.refusals import AgreementAnswered, NotYourPair, OwnProposal, PairClosed, SessionsHeld
from mentoring.series.refusals import DatesClash
from messaging.models import Message
from tests.factories.hub import a_founder, a_mentor, a_person, a_programme
from tests.integration.mentoring.conftest import MONDAY, Sign, set_clock
from tests.integration.relations.agreements import FIRST_AT, agreed, dates, terms
from tests.integration.relations.conftest import address, begun, founder_of, mails, offered, post

pytestmark = pytest.mark.django_db
WEEKLY = [(0, "confirmed"), (7, "confirmed"), (14, "confirmed"), (21, "confirmed")]
BODY = {
    "goals": "Find ten pilot customers",
    "sessions": 4,
    "anchor": "founder",
    "starts_on": "2026-11-25",
    "starts_time": "09:00",
}


@pytest.fixture
def pair(monday: object) -> Relation:
    return begun(offered(expert=a_mentor(hours=(0, 1440), days=7)))


def states(relation: Relation) -> list[tuple[int, str]]:
    return list(relation.agreements.values_list("version", "state"))


def test_what_one_side_proposes_is_booked_once_the_other_agrees(pair: Relation) -> None:
    proposal = propose_agreement(relation=pair, terms=terms(), by=founder_of(pair), now=MONDAY)
    assert dates(pair) == []
    assert mails(pair)[-1] == ("mentor", f"Goals and dates to agree on, from {pair.startup.name_en}")
    agree(relation=pair, version=proposal.version, word="Gladly", by=pair.expert.person, now=MONDAY)
    pair.refresh_from_db()
    assert dates(pair) == WEEKLY
    assert pair.series is not None
    assert (pair.series.state, pair.series.anchor_zone, pair.series.goal) == (
        "active",
        "Asia/Seoul",
        "Find ten pilot customers",
    )
    assert set(Session.objects.values_list("founder", flat=True)) == {founder_of(pair).pk}
    kinds = Message.objects.filter(person=pair.expert.person).values_list("kind", flat=True)
    assert "requested" not in kinds


def test_the_expert_may_propose_and_whoever_agrees_for_the_startup_comes(pair: Relation) -> None:
    colleague = a_founder(pair.startup)
    given = terms(anchor="expert", starts_time=time(16))
    propose_agreement(relation=pair, terms=given, by=pair.expert.person, now=MONDAY)
    agree(relation=pair, version=1, word="", by=colleague, now=MONDAY)
    assert set(Session.objects.values_list("founder", flat=True)) == {colleague.pk}
    assert Agreement.objects.get().anchor_zone == "America/Los_Angeles"


def test_nobody_agrees_to_their_own_proposal_nor_for_others(pair: Relation) -> None:
    propose_agreement(relation=pair, terms=terms(), by=founder_of(pair), now=MONDAY)
    with pytest.raises(OwnProposal):
        agree(relation=pair, version=1, word="", by=founder_of(pair), now=MONDAY)
    with pytest.raises(NotYourPair):
        agree(relation=pair, version=1, word="", by=a_person(Role.COORDINATOR), now=MONDAY)
    waits = offered()
    with pytest.raises(PairClosed):
        propose_agreement(relation=waits, terms=terms(), by=waits.expert.person, now=MONDAY)


def test_a_counter_proposal_takes_the_place_of_the_first(pair: Relation) -> None:
    propose_agreement(relation=pair, terms=terms(), by=founder_of(pair), now=MONDAY)
    propose_agreement(relation=pair, terms=terms(sessions=2), by=pair.expert.person, now=MONDAY)
    with pytest.raises(AgreementAnswered):
        agree(relation=pair, version=1, word="", by=pair.expert.person, now=MONDAY)
    agree(relation=pair, version=2, word="", by=founder_of(pair), now=MONDAY)
    assert states(pair) == [(1, AgreementState.REPLACED), (2, AgreementState.AGREED)]
    assert dates(pair) == WEEKLY[:2]


def test_what_is_declined_leaves_what_was_agreed(pair: Relation) -> None:
    agreed(pair)
    propose_agreement(relation=pair, terms=terms(sessions=8), by=founder_of(pair), now=MONDAY)
    decline_agreement(relation=pair, version=2, word="Too many", by=pair.expert.person, now=MONDAY)
    assert states(pair) == [(1, AgreementState.AGREED), (2, AgreementState.DECLINED)]
    assert dates(pair) == WEEKLY
    assert mails(pair)[-1][0] == "founder"


def test_a_new_version_moves_what_lies_ahead_and_counts_what_was_held(pair: Relation) -> None:
    agreed(pair)
    later = FIRST_AT + timedelta(days=8)  # two have begun
    moved = terms(sessions=5, starts_on=(later + timedelta(days=2)).date(), starts_time=time(10))
    propose_agreement(relation=pair, terms=moved, by=founder_of(pair), now=later)
    agree(relation=pair, version=2, word="", by=pair.expert.person, now=later)
    assert [one for one in dates(pair) if one[1] == "confirmed"] == [
        (0, "confirmed"),
        (7, "confirmed"),
        (10, "confirmed"),
        (17, "confirmed"),
        (24, "confirmed"),
    ]
    assert [one for one in dates(pair) if one[1] == "cancelled"] == [(14, "cancelled"), (21, "cancelled")]


def test_a_new_version_may_keep_the_hour_of_the_dates_that_it_replaces(pair: Relation) -> None:
    agreed(pair)
    agreed(pair, sessions=6)
    assert [day for day, state in dates(pair) if state == "confirmed"] == [0, 7, 14, 21, 28, 35]


def test_other_goals_alone_leave_the_dates_alone(pair: Relation) -> None:
    before = agreed(pair).series_id
    agreed(pair, goals="Find a distributor")
    pair.refresh_from_db()
    assert (pair.series_id, dates(pair)) == (before, WEEKLY)
    agreement = pair.agreements.get(state=AgreementState.AGREED)
    assert (agreement.version, agreement.goals) == (2, "Find a distributor")


def test_no_fewer_sessions_than_were_held(pair: Relation) -> None:
    agreed(pair)
    with pytest.raises(SessionsHeld):
        propose_agreement(
            relation=pair, terms=terms(sessions=1), by=founder_of(pair), now=FIRST_AT + timedelta(hours=2)
        )


def test_dates_that_cannot_be_had_are_told_when_proposed_and_nothing_is_kept(monday: object) -> None:
    busy = a_mentor()
    other = begun(offered(expert=busy))
    agreed(other, sessions=2)
    pair = begun(offered(expert=busy))
    with pytest.raises(DatesClash):
        propose_agreement(relation=pair, terms=terms(), by=founder_of(pair), now=MONDAY)
    assert not pair.agreements.exists()


def test_dates_taken_since_they_were_proposed_leave_the_proposal_open(monday: object) -> None:
    busy = a_mentor()
    pair, other = begun(offered(expert=busy)), begun(offered(expert=busy))
    propose_agreement(relation=pair, terms=terms(), by=founder_of(pair), now=MONDAY)
    agreed(other)
    with pytest.raises(DatesClash):
        agree(relation=pair, version=1, word="", by=busy.person, now=MONDAY)
    assert (states(pair), dates(pair)) == ([(1, AgreementState.PROPOSED)], [])


def test_the_end_of_a_pair_calls_its_sessions_off(pair: Relation) -> None:
    agreed(pair)
    end_relation(
        relation=pair,
        reason="The term is over",
        by=a_person(Role.COORDINATOR),
        now=FIRST_AT + timedelta(hours=2),
    )
    states = Session.objects.order_by("appointment__starts_at").values_list("state", flat=True)
    assert list(states) == ["confirmed", "cancelled", "cancelled", "cancelled"]


def test_over_http_a_preview_shows_both_clocks_before_anything_is_proposed(
    pair: Relation, signed_in_as: Sign
) -> None:
    client = signed_in_as(founder_of(pair))
    shown = post(client, address(pair, "agreements/preview"), **BODY)
    assert shown.status_code == 200, shown.json()
    first = shown.json()["dates"][0]
    assert (first["founder_local"], first["expert_local"], first["clash"]) == (
        "2026-11-25T09:00",
        "2026-11-24T16:00",
        None,
    )
    assert not pair.agreements.exists()
    proposed = post(client, address(pair, "agreements"), **BODY).json()
    assert (proposed["proposal"]["version"], proposed["agreement"]) == (1, None)
    mentor = signed_in_as(pair.expert.person)
    answered = post(mentor, address(pair, "agreements/1/agree"))
    assert answered.status_code == 200, answered.json()
    assert (answered.json()["progress"]["planned"], len(answered.json()["sessions"])) == (4, 4)
    assert post(mentor, address(pair, "agreements/1/agree")).json()["code"] == "agreement_answered"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"sessions": 0}, "min_value"),
        ({"sessions": 500}, "max_value"),
        ({"starts_time": "25:00"}, "invalid"),
        ({"starts_on": "9999-12-31"}, "out_of_range"),
        ({"anchor": "moon"}, "invalid_choice"),
        ({"goals": ""}, "blank"),
    ],
)
def test_terms_that_mean_nothing_are_refused_by_field(
    wrong: dict[str, object], code: str, pair: Relation, signed_in_as: Sign
) -> None:
    answer = post(signed_in_as(founder_of(pair)), address(pair, "agreements"), **BODY | wrong)
    assert answer.status_code == 400
    assert [(one["field"], one["code"]) for one in answer.json()["errors"]] == [(next(iter(wrong)), code)]


BROKEN = {
    "agreement_version_is_one": {"version": 1, "state": "replaced"},
    "agreement_one_is_agreed": {"version": 3, "state": "agreed"},
    "agreement_one_is_proposed": {"version": 3, "state": "proposed"},
    "agreement_words_are_known": {"version": 3, "state": "lost"},
    "agreement_is_of_so_many_sessions": {"version": 3, "state": "replaced", "sessions": 0},
}


@pytest.mark.parametrize("name", list(BROKEN))
def test_the_database_keeps_agreements_right(name: str, pair: Relation) -> None:
    agreed(pair)
    propose_agreement(relation=pair, terms=terms(goals="More"), by=founder_of(pair), now=MONDAY)
    row = Agreement.objects.get(version=1)
    row.pk = None
    for field, value in BROKEN[name].items():
        setattr(row, field, value)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
def test_two_of_the_startup_agree_at_once_and_it_is_booked_once() -> None:
    set_clock(MONDAY)
    pair = begun(offered(programme=a_programme(pairing="assigned"), expert=a_mentor(hours=(0, 1440), days=7)))
    people = [founder_of(pair), a_founder(pair.startup)]
    propose_agreement(relation=pair, terms=terms(), by=pair.expert.person, now=MONDAY)
    start, refused = Barrier(2), []

    def yes(number: int) -> None:
        start.wait()
        try:
            agree(relation=pair, version=1, word="", by=people[number], now=MONDAY)
        except AgreementAnswered as error:
            refused.append(error.code)
        connections.close_all()

    threads = [Thread(target=yes, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (refused, dates(pair)) == (["agreement_answered"], WEEKLY)
