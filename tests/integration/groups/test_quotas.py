"""A seat uses up no quota: see docs/decisions/0056."""

import pytest

from accounts.models import Person
from tests.factories.hub import a_founder, a_mentor, a_programme
from tests.integration.groups.conftest import a_group
from tests.integration.mentoring.conftest import Sign, at
from tests.integration.mentoring.test_booking import ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def founder(monday: object) -> Person:
    return a_founder()


@pytest.mark.parametrize("first", ["the seat", "the session"])
def test_a_seat_and_the_last_session_of_a_month_leave_each_other_room(
    founder: Person, signed_in_as: Sign, first: str
) -> None:
    programme = a_programme(approval="automatic", quota_per_month=1, quota_per_cycle=1)
    group, client = a_group(programme=programme), signed_in_as(founder)

    def take_seat() -> int:
        join = client.post(f"/api/groups/{group.pk}/join/", {"wait": False}, format="json")
        return int(join.status_code)

    def book() -> int:
        return int(ask(client, programme, a_mentor(), at(3, 0)).status_code)

    deeds = [take_seat, book] if first == "the seat" else [book, take_seat]
    assert sorted(deed() for deed in deeds) == [200, 201]
    assert ask(client, programme, a_mentor(), at(4, 0)).json()["code"] == "quota_used_up"
