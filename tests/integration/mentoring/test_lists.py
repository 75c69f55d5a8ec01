"""Lists: filters, pages, and a number of statements that does not grow with the rows."""

from datetime import datetime
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from accounts.models import Role
from directory.models import Topic
from tests.factories.hub import a_founder, a_mentor, a_person, a_programme
from tests.integration.mentoring.conftest import Sign, at
from tests.integration.mentoring.test_booking import ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(signed_in_as: Sign) -> APIClient:
    return signed_in_as(a_person(Role.COORDINATOR))


def sessions(signed_in_as: Sign, number: int) -> None:
    programme = a_programme()
    for _ in range(number):
        assert ask(signed_in_as(a_founder()), programme, a_mentor(), at(2, 0)).status_code == 201


def found(client: APIClient, path: str, **query: Any) -> list[dict[str, Any]]:
    answer = client.get(path, query)
    assert answer.status_code == 200, answer.json()
    rows: list[dict[str, Any]] = answer.json()["results"]
    return rows


@pytest.mark.parametrize("rows", [1, 30])
def test_the_session_list_costs_nine_statements_and_the_signing_in(
    rows: int,
    monday: datetime,
    signed_in_as: Sign,
    coordinator: APIClient,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    sessions(signed_in_as, rows)
    with django_assert_num_queries(10):
        # who calls; count, page, calendar trouble, message trouble, clashes; where each meets, by its own event or as
        # a date; which Google shows the reader; journeys of both sides
        assert len(found(coordinator, "/api/sessions/", page_size=100)) == rows


@pytest.mark.parametrize("rows", [1, 30])
def test_the_expert_list_costs_five_statements_and_the_signing_in(
    rows: int, coordinator: APIClient, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    topic = Topic.objects.create(slug="pricing", name_ko="가격", name_en="Pricing")
    for _ in range(rows):
        a_mentor().topics.add(topic)
    with django_assert_num_queries(6):
        # who calls; count, page, topics; the clock that tests may move, and journeys
        assert len(found(coordinator, "/api/experts/", page_size=100)) == rows


def test_beyond_the_last_page_is_the_last(coordinator: APIClient) -> None:
    """What stood on the third page is done with, and somebody still has its address."""
    for number in range(3):
        a_mentor(name=f"Mentor {number}")
    pages = {page: coordinator.get("/api/experts/", {"page": page, "page_size": 2}) for page in (1, 2, 3, 9)}
    names = {page: [row["name"] for row in answer.json()["results"]] for page, answer in pages.items()}
    last = ["Mentor 2"]
    assert names == {1: ["Mentor 0", "Mentor 1"], 2: last, 3: last, 9: last}
    assert [pages[page].json()["next"] is None for page in (1, 2, 9)] == [False, True, True]
    for none in ("0", "-1", "two", "9" * 5_000):
        assert coordinator.get("/api/experts/", {"page": none}).status_code == 404


def test_sessions_are_filtered_by_state_words_and_trouble(
    monday: datetime, signed_in_as: Sign, coordinator: APIClient
) -> None:
    programme, mentor = a_programme(), a_mentor(name="Ada Novak")
    ask(signed_in_as(a_founder()), programme, mentor, at(2, 0), goal="Price for enterprises")
    ask(signed_in_as(a_founder()), programme, mentor, at(2, 2), goal="Hire a lawyer")

    def starts(**query: Any) -> list[str]:
        return [row["starts_at"] for row in found(coordinator, "/api/sessions/", **query)]

    assert starts(q="price") == [at(2, 0)]
    assert starts(q="novak", ordering="-starts_at") == [at(2, 2), at(2, 0)]
    assert starts(state="confirmed") == []
    assert starts(attention="true") == []
    assert starts(**{"from": at(2, 1), "until": at(2, 3)}) == [at(2, 2)]


def test_experts_are_found_by_topic_language_and_words(coordinator: APIClient) -> None:
    pricing = Topic.objects.create(slug="pricing", name_ko="가격", name_en="Pricing")
    ada, bob = a_mentor(name="Ada Novak"), a_mentor(name="Bob Okafor")
    ada.topics.add(pricing)

    def names(**query: Any) -> list[str]:
        return [row["name"] for row in found(coordinator, "/api/experts/", **query)]

    assert names(topic="pricing") == ["Ada Novak"]
    assert names(q="가격") == ["Ada Novak"]
    assert names(q="okafor golden") == ["Bob Okafor"]
    assert names(language="ko") == []
    assert names(kind="mentor") == ["Ada Novak", "Bob Okafor"]
    assert names(ids=f"{bob.pk},{10**6}") == ["Bob Okafor"]
    assert coordinator.get("/api/experts/", {"ids": "x"}).status_code == 400


def test_an_answer_to_a_startup_never_holds_an_experts_phone_or_address(
    monday: datetime, signed_in_as: Sign
) -> None:
    mentor = a_mentor(phone="+16502530000")
    client = signed_in_as(a_founder())
    session_id = ask(client, a_programme(), mentor, at(2, 0)).json()["id"]
    for path in (
        "/api/experts/",
        f"/api/experts/{mentor.pk}/",
        "/api/sessions/",
        f"/api/sessions/{session_id}/",
    ):
        text = client.get(path).content.decode()
        assert not [secret for secret in (mentor.person.phone, mentor.person.email) if secret in text], path
