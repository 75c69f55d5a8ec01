"""Two groups of four who share two of them reach for overlapping times at once: one gets everybody, the other nobody."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from rest_framework.test import APIClient

from agenda.models import Commitment
from mentoring.models import Companion, Session
from tests.factories.hub import a_founder, a_mentor, a_programme
from tests.integration.mentoring.conftest import Sign, at
from tests.integration.mentoring.test_booking import ask
from tests.integration.together.conftest import Four

ROUNDS = 6
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pair() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as pair:
        yield pair
        closed = Barrier(2)

        def close() -> None:
            connections.close_all()
            closed.wait()

        list(pair.map(lambda _: close(), range(2)))


def two_groups(sign: Sign) -> tuple[Four, Four]:
    """They share their experts, each of whom is asked by one of them and named by the other."""
    programme, one, other = a_programme(), a_mentor(), a_mentor()
    groups = []
    for mentor, beside in ((one, other), (other, one)):
        founder = a_founder()
        colleague = a_founder(founder.membership.startup)
        groups.append(Four(programme, founder, colleague, mentor, beside, sign))
    return groups[0], groups[1]


@pytest.mark.parametrize("apart", [0, 30])
def test_of_two_overlapping_groups_exactly_one_gets_everybody(
    monday: None, signed_in_as: Sign, pair: ThreadPoolExecutor, apart: int
) -> None:
    for _ in range(ROUNDS):
        groups = two_groups(signed_in_as)
        ready = Barrier(2)

        def act(number: int, groups: tuple[Four, Four] = groups, ready: Barrier = ready) -> int:
            four = groups[number]
            client = APIClient()
            client.force_authenticate(four.founder)
            named = {"experts": [four.other.pk], "colleagues": [four.colleague.pk]}
            ready.wait()
            starts_at = at(2, 0, apart * number)
            return int(ask(client, four.programme, four.mentor, starts_at, **named).status_code)

        assert sorted(pair.map(act, range(2))) == [201, 409]
        session = Session.objects.get(programme=groups[0].programme)
        (winner,) = [four for four in groups if four.founder == session.founder]
        held = Commitment.objects.filter(person__in=groups[0].people | groups[1].people, released_at=None)
        assert set(held.values_list("person", "appointment")) == {
            (person, session.pk) for person in winner.people
        }
        assert Companion.objects.filter(session__programme=winner.programme).count() == 2
