"""While a proposed time is taken, others reach for what is held."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import time
from threading import Barrier

import pytest
from django.db import connections
from rest_framework.test import APIClient

from directory.models import Expert
from mentoring.models import Programme, Session
from tests.factories.hub import a_founder
from tests.integration.mentoring.conftest import at
from tests.integration.mentoring.proposals.proposing import held, propose, take
from tests.integration.mentoring.test_booking import ask

pytestmark = pytest.mark.django_db


CLIENTS = 8


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(CLIENTS) as pool:
        yield pool
        closed = Barrier(CLIENTS)

        def close() -> None:
            connections.close_all()
            closed.wait()

        list(pool.map(lambda _: close(), range(CLIENTS)))


@pytest.mark.django_db(transaction=True)
def test_while_one_time_is_taken_others_get_only_what_is_freed(
    requested: str, expert: APIClient, programme: Programme, mentor: Expert, pool: ThreadPoolExecutor
) -> None:
    propose(expert, requested)
    founders = [a_founder(humane_from=time(0), humane_until=time(0)) for _ in range(CLIENTS)]
    owner = Session.objects.get().founder
    ready = Barrier(CLIENTS)

    def act(number: int) -> int:
        client = APIClient()
        client.force_authenticate(founders[number] if number else owner)
        ready.wait()
        if number == 0:
            return int(take(client, requested, at(3, 2)).status_code)
        return int(ask(client, programme, mentor, at(3, 2)).status_code)

    assert list(pool.map(act, range(CLIENTS))) == [200] + [409] * (CLIENTS - 1)
    assert held() == {at(3, 2): 2}
