"""The price of finding is the same for one expert and for hundreds."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

import clock
from accounts.models import Person
from accounts.operations import make_token
from directory.models import Expert
from mentoring.models import Programme
from tests.factories.hub import a_founder, a_mentor
from tests.integration.finding.asking import find, free_on_thursdays_only
from tests.integration.mentoring.conftest import at

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("mode", ["each", "all", "any"])
@pytest.mark.parametrize("signed_in_by", ["session", "token"])
def test_finding_takes_five_statements_for_one_expert_for_thirty_and_for_three_hundred(
    founder: Person, programme: Programme, mode: str, signed_in_by: str
) -> None:
    caller = APIClient()
    if signed_in_by == "session":
        caller.force_login(founder)
    else:
        _, text = make_token(person=founder, name="script", now=clock.now())
        caller.credentials(HTTP_AUTHORIZATION=f"Token {text}")
    Programme.objects.update(quota_per_month=4)
    experts = [a_mentor() for _ in range(20 if mode == "all" else 300)]
    for some in (experts[:1], experts[:30], experts):
        # Who calls, clock; programme with what is used of its quota; experts; all that is known of them.
        assert statements_of(caller, programme, some, mode) == 5
    for expert in experts[:2]:
        free_on_thursdays_only(expert)
    # Not enough is free soon: one more.
    for some in (experts[:1], experts[:2], experts[1:2]):
        assert statements_of(caller, programme, some, mode) == 6


def statements_of(caller: APIClient, programme: Programme, experts: list[Expert], mode: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        answer = find(caller, programme, experts, mode=mode, until=at(28, 0))
    assert answer.status_code == 200
    return len(asked)


def test_colleagues_cost_one_statement_however_many_they_are(founder: Person, programme: Programme) -> None:
    caller = APIClient()
    caller.force_login(founder)
    experts = [a_mentor() for _ in range(30)]
    for count in (1, 10):
        ids = ",".join(str(a_founder(founder.membership.startup).pk) for _ in range(count))
        with CaptureQueriesContext(connection) as asked:
            answer = find(caller, programme, experts, colleagues=ids)
        assert (answer.status_code, len(asked)) == (200, 6)
    for expert in experts:
        free_on_thursdays_only(expert)
    with CaptureQueriesContext(connection) as asked:
        find(caller, programme, experts, colleagues=ids)
    assert len(asked) == 6  # nor where not enough is free soon
