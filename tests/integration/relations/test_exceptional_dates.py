"""A pair agrees although single dates of the rule cannot be had: left out, or held at another time."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from mentoring.models import Relation
from mentoring.relations.agreeing import agree, propose_agreement, rehearse_agreement
from mentoring.relations.queries import sessions_of_pair
from mentoring.series.refusals import DatesClash, NotAnOccurrence
from tests.factories.appointments import an_appointment
from tests.factories.hub import a_mentor, a_programme
from tests.integration.mentoring.conftest import MONDAY, Sign
from tests.integration.relations.agreements import FIRST_AT, agreed, dates, terms
from tests.integration.relations.conftest import address, begun, founder_of, offered, post

pytestmark = pytest.mark.django_db

# Fridays in California: Christmas and New Year are the fourth and the fifth.
FRIDAYS = {"anchor": "expert", "starts_on": date(2026, 12, 4), "starts_time": time(16)}
CHRISTMAS, NEW_YEAR = date(2026, 12, 25), date(2027, 1, 1)
SECOND_ON, SECOND_AT = date(2026, 12, 2), FIRST_AT + timedelta(days=7)


BODY = {
    "goals": "Find ten pilot customers",
    "sessions": 4,
    "anchor": "founder",
    "starts_on": "2026-11-25",
    "starts_time": "09:00",
}


@pytest.fixture
def pair(monday: object) -> Relation:
    """With an expert in California who keeps its public holidays."""
    expert = a_mentor(hours=(0, 1440), days=7, country="US")
    return begun(offered(programme=a_programme(pairing="assigned", horizon_days=60), expert=expert))


def shown(pair: Relation, **fields: Any) -> list[tuple[str, str | None]]:
    """(date of the rule, what stands in its way) of a preview."""
    _, planned = rehearse_agreement(relation=pair, terms=terms(**fields), by=pair.expert.person, now=MONDAY)
    return [(date.on.isoformat(), date.clash) for date in planned]


def local_days(pair: Relation) -> list[str]:
    zone = pair.expert.person.zone
    return [f"{one.appointment.starts_at.astimezone(zone):%m-%d %H:%M}" for one in sessions_of_pair(pair)]


def test_a_public_holiday_is_left_out_and_made_up_for_at_the_end(pair: Relation) -> None:
    assert shown(pair, **FRIDAYS) == [
        ("2026-12-04", None),
        ("2026-12-11", None),
        ("2026-12-18", None),
        ("2026-12-25", "outside_hours"),
    ]
    with pytest.raises(DatesClash):
        propose_agreement(relation=pair, terms=terms(**FRIDAYS), by=pair.expert.person, now=MONDAY)
    assert shown(pair, **FRIDAYS, exceptions={CHRISTMAS: None})[3:] == [
        ("2026-12-25", "outside_hours"),
        ("2027-01-01", "outside_hours"),
    ]
    out = terms(**FRIDAYS, exceptions={CHRISTMAS: None, NEW_YEAR: None})
    propose_agreement(relation=pair, terms=out, by=pair.expert.person, now=MONDAY)
    agree(relation=pair, version=1, word="", by=founder_of(pair), now=MONDAY)
    assert local_days(pair) == ["12-04 16:00", "12-11 16:00", "12-18 16:00", "01-08 16:00"]


def test_a_date_that_is_taken_is_held_at_a_time_that_is_free_instead(pair: Relation) -> None:
    an_appointment(pair.expert.person, starts_at=SECOND_AT)
    _, planned = rehearse_agreement(relation=pair, terms=terms(), by=founder_of(pair), now=MONDAY)
    assert [date.clash for date in planned] == [None, "busy", None, None]
    instead = planned[1].alternatives[0]
    chosen = terms(exceptions={SECOND_ON: instead})
    propose_agreement(relation=pair, terms=chosen, by=founder_of(pair), now=MONDAY)
    agree(relation=pair, version=1, word="", by=pair.expert.person, now=MONDAY)
    starts = [FIRST_AT, instead, SECOND_AT + timedelta(days=7), SECOND_AT + timedelta(days=14)]
    assert [one.appointment.starts_at for one in sessions_of_pair(pair)] == starts


def test_what_is_taken_instead_is_looked_at_like_any_date(pair: Relation) -> None:
    an_appointment(pair.expert.person, starts_at=SECOND_AT + timedelta(hours=1))
    chosen = terms(exceptions={SECOND_ON: SECOND_AT + timedelta(hours=1)})
    with pytest.raises(DatesClash) as refused:
        propose_agreement(relation=pair, terms=chosen, by=founder_of(pair), now=MONDAY)
    assert [clash["on"] for clash in refused.value.extra["clashes"]] == ["2026-12-02"]


def test_only_what_the_rule_names_is_an_exception_to_it(pair: Relation) -> None:
    odd = terms(exceptions={SECOND_ON + timedelta(days=1): None})
    with pytest.raises(NotAnOccurrence):
        propose_agreement(relation=pair, terms=odd, by=founder_of(pair), now=MONDAY)
    assert not pair.agreements.exists()


@pytest.mark.parametrize(
    ("per_month", "exception"), [(3, None), (2, FIRST_AT + timedelta(days=1))], ids=["left_out", "moved"]
)
def test_a_date_that_is_held_otherwise_takes_nothing_of_its_own_months_quota(
    pair: Relation, per_month: int, exception: datetime | None
) -> None:
    pair.programme.quota_per_month = per_month
    pair.programme.save()
    chosen = terms(exceptions={SECOND_ON: exception})
    _, planned = rehearse_agreement(relation=pair, terms=chosen, by=founder_of(pair), now=MONDAY)
    assert [date.clash for date in planned if date.on != SECOND_ON] == [None] * (len(planned) - 1)
    propose_agreement(relation=pair, terms=chosen, by=founder_of(pair), now=MONDAY)
    agree(relation=pair, version=1, word="", by=pair.expert.person, now=MONDAY)
    assert len(sessions_of_pair(pair)) == 4


def test_a_date_that_is_held_otherwise_shows_whether_its_own_start_could_be_had(pair: Relation) -> None:
    an_appointment(pair.expert.person, starts_at=SECOND_AT)
    assert shown(pair, exceptions={SECOND_ON: None})[1] == ("2026-12-02", "busy")


def test_the_time_chosen_for_a_date_stays_among_what_is_offered_for_it(pair: Relation) -> None:
    pair.programme.quota_per_month = 3
    pair.programme.save()
    an_appointment(pair.expert.person, starts_at=SECOND_AT)
    _, before = rehearse_agreement(relation=pair, terms=terms(), by=founder_of(pair), now=MONDAY)
    for instead in before[1].alternatives:
        chosen = terms(exceptions={SECOND_ON: instead})
        _, planned = rehearse_agreement(relation=pair, terms=chosen, by=founder_of(pair), now=MONDAY)
        assert planned == before


def test_other_exceptions_are_other_dates(pair: Relation) -> None:
    agreed(pair)
    agreed(pair, exceptions={SECOND_ON: None})
    confirmed = [day for day, state in dates(pair) if state == "confirmed"]
    assert confirmed == [0, 14, 21, 28]


def test_over_http_exceptions_are_shown_to_who_is_to_agree(pair: Relation, signed_in_as: Sign) -> None:
    moved, left_out = (
        {"on": "2026-12-09", "starts_at": "2026-12-10T01:00:00Z"},
        {"on": "2026-12-02", "starts_at": None},
    )
    body = BODY | {"exceptions": [moved, left_out]}
    founder = signed_in_as(founder_of(pair))
    rows = post(founder, address(pair, "agreements/preview"), **body).json()["dates"]
    assert [row["on"] for row in rows] == [
        "2026-11-25",
        "2026-12-02",
        "2026-12-09",
        "2026-12-16",
        "2026-12-23",
    ]
    proposal = post(founder, address(pair, "agreements"), **body).json()["proposal"]
    assert proposal["exceptions"] == [left_out, moved]
    answer = post(signed_in_as(pair.expert.person), address(pair, "agreements/1/agree")).json()
    assert [one["starts_at"] for one in answer["sessions"]] == [
        "2026-11-25T00:00:00Z",
        "2026-12-10T01:00:00Z",
        "2026-12-16T00:00:00Z",
        "2026-12-23T00:00:00Z",
    ]


@pytest.mark.parametrize(
    "row", [{"on": "soon", "starts_at": None}, {"on": "2026-12-02"}, {"on": "2026-12-02", "starts_at": "x"}]
)
def test_an_exception_that_means_nothing_is_refused(
    row: dict[str, object], pair: Relation, signed_in_as: Sign
) -> None:
    client = signed_in_as(founder_of(pair))
    answer = post(client, address(pair, "agreements"), **BODY, exceptions=[row])
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
