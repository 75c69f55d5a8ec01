"""What stands in somebody's own calendar is offered to nobody and cannot be booked."""

from datetime import datetime, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from rest_framework.test import APIClient

from accounts.models import Person
from agenda.models import BusyTime
from agenda.queries.ledger import KNOWN, KNOWN_WITH_LOADS
from mentoring.models import Programme
from tests.factories.hub import a_mentor
from tests.integration.finding.asking import find, starts
from tests.integration.mentoring.conftest import at

pytestmark = pytest.mark.django_db


def taken(person: Person, begins: str, minutes: int, event: str) -> None:
    begin = datetime.fromisoformat(begins)
    during = DateTimeTZRange(begin, begin + timedelta(minutes=minutes))
    BusyTime.objects.create(person=person, source=1, external_id=event, during=during)


@pytest.mark.parametrize("is_the_founders", [False, True])
def test_time_of_ones_own_calendar_is_not_offered_and_a_booking_is_refused_with_other_times(
    client: APIClient, founder: Person, programme: Programme, is_the_founders: bool
) -> None:
    expert = a_mentor()
    before = starts(find(client, programme, [expert]).json()["experts"][0])
    wanted = before[1]
    person = founder if is_the_founders else expert.person
    taken(person, wanted, 30, "one")
    taken(person, wanted, 45, "another that overlaps it")
    taken(person, wanted, 1, "a minute")

    assert wanted not in starts(find(client, programme, [expert]).json()["experts"][0])
    wish = {"programme": programme.slug, "expert": expert.pk, "goal": "Enter", "starts_at": wanted}
    refused = client.post("/api/sessions/", wish)
    assert (refused.status_code, refused.json()["code"]) == (409, "slot_taken")
    instead = [row["starts_at"] for row in refused.json()["next_free"]]
    assert instead
    assert wanted not in instead


def test_one_long_event_that_began_long_ago_still_takes_the_time(
    client: APIClient, programme: Programme
) -> None:
    expert = a_mentor()
    first = datetime.fromisoformat(at(0, 0)) - timedelta(days=100)
    taken(expert.person, first.isoformat(), 60 * 24 * 200, "a sabbatical")
    taken(expert.person, at(1, 0), 30, "half an hour in it")
    assert find(client, programme, [expert]).json()["experts"][0]["starts"] == []


def test_what_the_search_asks_stays_short_enough_to_be_remembered_by_the_driver() -> None:
    assert max(len(KNOWN), len(KNOWN_WITH_LOADS)) <= 4096
