"""Ten thousand applications are listed, searched and read as one is."""

import time
from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from accounts.models import Person
from directory.models import Startup
from mentoring.models import Application, Programme
from tests.factories.hub import a_founder, a_programme
from tests.integration.mentoring.conftest import MONDAY

pytestmark = pytest.mark.django_db


def sent(programme: Programme, count: int, by: Person) -> None:
    startups = Startup.objects.bulk_create(
        Startup(name_ko=f"신청사 {at}", name_en=f"Applicant {at}", stage="seed") for at in range(count)
    )
    Application.objects.bulk_create(
        Application(
            programme=programme,
            startup=startup,
            state="submitted",
            submitted_at=MONDAY + timedelta(seconds=at),
            submitted_by=by,
        )
        for at, startup in enumerate(startups)
    )


@pytest.mark.parametrize("rows", [1, 30])
def test_a_page_costs_the_same_however_many_have_applied(
    rows: int, coordinator: APIClient, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    programme = a_programme(joining="application")
    sent(programme, rows, a_founder())
    with django_assert_num_queries(4):
        # who calls; programme, how many, page
        shown = coordinator.get(f"/api/programme-desk/{programme.slug}/applications/").json()
    assert (shown["count"], len(shown["results"])) == (rows, min(rows, 20))


def test_ten_thousand_are_listed_and_searched_within_a_second(coordinator: APIClient) -> None:
    programme = a_programme(joining="application")
    sent(programme, 10_000, a_founder())
    path = f"/api/programme-desk/{programme.slug}/applications/"
    for query, count in (
        ({"page": 400}, 10_000),
        ({"q": "Applicant 9999"}, 1),
        ({"ordering": "-startup"}, 10_000),
    ):
        began = time.process_time()
        assert coordinator.get(path, query).json()["count"] == count
        assert time.process_time() - began < 1
