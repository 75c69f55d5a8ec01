"""Certificates, letters of thanks and honoraria: what they say, to whom, and what they come to."""

import csv
import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from accounts.models import Person, Role
from audit.models import AuditEntry
from directory.models import Expert
from mentoring.models import HonorariumRate, Relation, Session
from mentoring.relations.certificates import certificate
from mentoring.relations.honoraria import statements_for
from mentoring.relations.money_rules import Month
from mentoring.relations.operations import end_relation
from mentoring.relations.paper import pdf_of
from mentoring.relations.statements import money_in_words, sheet_of
from tests.factories.hub import a_founder, a_mentor, a_person, a_programme
from tests.integration.mentoring.conftest import MONDAY, Sign, set_clock
from tests.integration.relations.agreements import FIRST_AT, agreed
from tests.integration.relations.conftest import address, begun, founder_of, offered

pytestmark = pytest.mark.django_db
AFTER_ALL = FIRST_AT + timedelta(days=22)


@pytest.fixture
def pair(monday: datetime) -> Relation:
    """Four sessions: 25 November, and 2, 9, 16 December in Seoul; each the day before in California."""
    mentor = a_mentor(hours=(0, 1440), days=7, name="Ada Novak")
    return agreed(begun(offered(programme=a_programme(pairing="assigned"), expert=mentor)))


@pytest.fixture
def coordinator() -> Person:
    return a_person(Role.COORDINATOR)


def held(*sessions: Session) -> None:
    Session.objects.filter(pk__in=[one.pk for one in sessions]).update(state="completed")


def all_held() -> None:
    held(*Session.objects.all())
    set_clock(AFTER_ALL)


def get(client: APIClient, path: str, **query: Any) -> Any:
    return client.get(path, query)


def test_a_certificate_counts_what_took_place_in_either_language(pair: Relation) -> None:
    all_held()
    in_english = certificate(pair, side="startup", language="en", now=AFTER_ALL)
    assert in_english.title == "Certificate of completion"
    company = pair.startup.name_en
    assert in_english.paragraphs == [
        f"This certifies that {company} has taken part in Localization mentoring with Ada Novak as its mentor."
    ]
    assert in_english.facts[3:] == [
        ("Sessions", "4"),
        ("Hours", "4"),
        ("From – to", "November 25, 2026 – December 16, 2026"),
    ]
    in_korean = certificate(pair, side="expert", language="ko", now=AFTER_ALL)
    assert (in_korean.title, in_korean.closing[0]) == ("감사장", "2026년 12월 17일")


def test_each_side_gets_its_own_letter_once_the_pair_is_through(
    pair: Relation, coordinator: Person, signed_in_as: Sign
) -> None:
    path = address(pair, "certificate.pdf").rstrip("/")
    founder, mentor = signed_in_as(founder_of(pair)), signed_in_as(pair.expert.person)
    assert get(founder, path).json()["code"] == "still_running"
    assert get(signed_in_as(coordinator), path, side="startup").json()["code"] == "nothing_held"
    all_held()
    letters = {name: get(client, path) for name, client in (("founder", founder), ("mentor", mentor))}
    assert {letter["Content-Type"] for letter in letters.values()} == {"application/pdf"}
    assert letters["founder"].content[:5] == b"%PDF-"
    assert letters["founder"].content != letters["mentor"].content
    assert get(founder, path, side="expert").json()["code"] == "not_your_pair"
    assert get(signed_in_as(coordinator), path).json()["code"] == "side_missing"
    assert get(signed_in_as(coordinator), path, side="expert").status_code == 200
    assert get(signed_in_as(a_founder()), path).status_code == 404


def test_a_pair_that_ended_early_gets_its_letters_for_what_took_place(
    pair: Relation, coordinator: Person, signed_in_as: Sign
) -> None:
    held(Session.objects.order_by("appointment__starts_at")[0])
    after_first = FIRST_AT + timedelta(hours=3)
    set_clock(after_first)
    end_relation(relation=pair, reason="Over", by=coordinator, now=after_first)
    assert (
        get(signed_in_as(founder_of(pair)), address(pair, "certificate.pdf").rstrip("/")).status_code == 200
    )


def test_a_name_is_no_markup_and_the_same_sheet_gives_the_same_bytes(pair: Relation) -> None:
    pair.startup.name_en = "R&D <b>Lab</b> <img src='file:///etc/passwd'/>"
    all_held()
    sheet = certificate(pair, side="startup", language="en", now=AFTER_ALL)
    assert pdf_of(sheet) == pdf_of(sheet)
    assert b"/Subtype /Image" not in pdf_of(sheet)


@pytest.mark.parametrize("side", ["startup", "expert"])
def test_a_letter_carries_its_letters_itself_and_its_words_can_be_taken_out(
    side: str, pair: Relation, tmp_path: Path
) -> None:
    """No reader has to have a Korean font: each one is a part of the file."""
    all_held()
    paper = tmp_path / "letter.pdf"
    paper.write_bytes(pdf_of(certificate(pair, side=side, language="ko", now=AFTER_ALL)))
    fonts = re.findall(rb"/BaseFont /[A-Z]+\+(NotoSansKR-\w+)", paper.read_bytes())
    assert set(fonts) == {b"NotoSansKR-Regular", b"NotoSansKR-Bold"}
    assert paper.read_bytes().count(b"/FontFile2") == len(set(fonts))
    assert paper.stat().st_size < 200_000
    # With what a reader needs to copy the words out again.
    assert paper.read_bytes().count(b"/ToUnicode") == len(set(fonts))


def a_rate(pair: Relation, per_hour: str = "150.00", currency: str = "USD") -> None:
    HonorariumRate.objects.create(
        programme=pair.programme, expert=pair.expert, per_hour=per_hour, currency=currency
    )


def months(client: APIClient, *months: str) -> list[list[tuple[int, str | None]]]:
    """(sessions, amount) of every line of every statement, month by month."""
    found = [get(client, "/api/honoraria/", month=month).json() for month in months]
    return [
        [(line["sessions"], line["amount"]) for statement in month for line in statement["lines"]]
        for month in found
    ]


def test_a_month_is_that_of_the_expert_and_counts_what_took_place_alone(
    monday: datetime, coordinator: Person, signed_in_as: Sign
) -> None:
    """The second session is on 2 December at 09:00 in Seoul, and on 1 December in California."""
    mentor = a_mentor(hours=(0, 1440), days=7)
    pair = agreed(
        begun(offered(expert=mentor)), sessions=2, starts_on=datetime(2026, 12, 1, tzinfo=UTC).date()
    )
    a_rate(pair)
    first, _second = Session.objects.order_by("appointment__starts_at")
    client = signed_in_as(coordinator)
    assert months(client, "2026-11", "2026-12") == [[], []]
    held(first)  # 1 December, 09:00 in Seoul: 30 November, 16:00 in California
    assert months(client, "2026-11", "2026-12") == [[(1, "150.00")], []]
    Person.objects.filter(pk=mentor.person_id).update(time_zone="Asia/Seoul")
    assert months(client, "2026-11", "2026-12") == [[], [(1, "150.00")]]


def test_an_expert_sees_their_own_and_a_startup_none(
    pair: Relation, coordinator: Person, signed_in_as: Sign
) -> None:
    all_held()
    a_rate(pair)
    other = a_mentor()
    mentor = signed_in_as(pair.expert.person)
    assert months(mentor, "2026-12") == [[(3, "450.00")]]
    assert months(signed_in_as(other.person), "2026-12") == [[]]
    assert get(signed_in_as(founder_of(pair)), "/api/honoraria/", month="2026-12").status_code == 403
    path = f"/api/honoraria/{pair.expert_id}/statement.pdf"
    assert get(mentor, path, month="2026-12").content[:5] == b"%PDF-"
    assert get(signed_in_as(other.person), path, month="2026-12").status_code == 404
    assert get(mentor, path, month="2026-01").status_code == 404


def test_the_export_opens_in_a_spreadsheet_with_money_as_it_is_paid(
    pair: Relation, coordinator: Person, signed_in_as: Sign
) -> None:
    all_held()
    Person.objects.filter(pk=pair.expert.person_id).update(name="=cmd()")
    answer = get(signed_in_as(coordinator), "/api/honoraria/export.csv", month="2026-12")
    text = answer.content.decode()
    assert text[0] == "\ufeff"
    without_rate = list(csv.reader(StringIO(text[1:])))
    assert without_rate[1][1:] == ["'=cmd()", "Golden Gate", pair.programme.slug, "3", "3.00", "", "", ""]
    a_rate(pair, "200000", "KRW")
    text = get(signed_in_as(coordinator), "/api/honoraria/export.csv", month="2026-12").content.decode()
    assert list(csv.reader(StringIO(text[1:])))[1][5:] == ["3.00", "200000.00", "KRW", "600000"]


@pytest.mark.parametrize(
    ("amount", "currency", "told"),
    [
        ("1234567.5", "USD", "1,234,567.50"),
        ("600000", "KRW", "600,000"),
        ("999", "JPY", "999"),
        ("0", "EUR", "0.00"),
        ("1500.25", "KRW", "1,500.25"),
    ],
)
def test_money_on_paper_has_its_thousands_apart(amount: str, currency: str, told: str) -> None:
    assert money_in_words(Decimal(amount), currency) == f"{told} {currency}"


def test_the_paper_tells_rate_and_amounts_so(pair: Relation) -> None:
    all_held()
    a_rate(pair, "1250000", "KRW")
    (statement,) = statements_for(pair.expert.person, Month(2026, 12), None)
    facts = [value for _name, value in sheet_of(statement, "en").facts]
    assert "3.00 hours at 1,250,000 KRW: 3,750,000 KRW" in facts
    assert "3,750,000 KRW" in facts


@pytest.mark.parametrize("month", ["", "2026-13", "yesterday"])
def test_what_is_no_month_is_told(month: str, coordinator: Person, signed_in_as: Sign) -> None:
    answer = get(signed_in_as(coordinator), "/api/honoraria/", month=month)
    assert (answer.status_code, answer.json()["code"]) == (400, "month_unknown")


def test_a_coordinator_sets_a_rate_and_the_row_tells_both(
    pair: Relation, coordinator: Person, signed_in_as: Sign
) -> None:
    client = signed_in_as(coordinator)
    body = {"programme": pair.programme.slug, "expert": pair.expert_id, "currency": "USD"}
    for per_hour in ("100.00", "120.50"):
        answer = client.put("/api/honoraria/rates/", {**body, "per_hour": per_hour}, format="json")
        assert answer.status_code == 200, answer.json()
    entry = AuditEntry.objects.filter(action="honorarium.rate_set").latest("pk")
    assert (entry.details["before"], entry.details["after"]) == ("100.00 USD", "120.50 USD")
    for wrong in ({"per_hour": "-1"}, {"per_hour": "NaN"}, {"per_hour": "1.001"}, {"currency": "XXX"}):
        answer = client.put("/api/honoraria/rates/", {**body, "per_hour": "1", **wrong}, format="json")
        assert [one["field"] for one in answer.json()["errors"]] == [next(iter(wrong))]


@pytest.mark.parametrize("rows", [1, 30])
def test_the_statements_of_a_month_cost_two_statements_and_the_signing_in(
    rows: int,
    monday: datetime,
    coordinator: Person,
    signed_in_as: Sign,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(rows):
        held(*Session.objects.filter(expert=one_session(a_mentor(hours=(0, 1440), days=7))))
    client = signed_in_as(coordinator)
    with django_assert_num_queries(3):
        assert len(get(client, "/api/honoraria/", month="2026-11").json()) == rows


def one_session(mentor: Expert) -> Expert:
    agreed(begun(offered(expert=mentor), MONDAY), sessions=1)
    return mentor
