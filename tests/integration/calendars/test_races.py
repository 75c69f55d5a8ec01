"""People who plan, move and disconnect in the same moment: nobody gets an error, and no event is left hanging."""

from functools import partial

import pytest

from calendars import operations, tokens
from calendars.models import CalendarEvent, GoogleConnection
from integrations.google_calendar import SCOPES
from tests.integration.calendars.at_once import at_once
from tests.integration.calendars.hub import NOW, Pair, a_pair, an_appointment, plan

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 10


def connect(pair: Pair) -> None:
    for person in pair.people:
        GoogleConnection.objects.create(
            person=person,
            google_email=f"{person.pk}@gmail.example",
            refresh_token_encrypted=tokens.encrypt("1//any"),
            connected_at=NOW,
            scopes=list(SCOPES),
        )


@pytest.mark.parametrize("tries", [0, 1], ids=["never_tried", "tried"])
def test_plans_and_partings_at_the_same_time_all_succeed(tries: int) -> None:
    for _ in range(ROUNDS):
        pair = a_pair()
        connect(pair)
        appointment = an_appointment(pair)
        plan(appointment, pair)
        CalendarEvent.objects.filter(appointment=appointment).update(attempts=tries)

        raised = at_once(
            [
                partial(plan, appointment, pair),
                partial(plan, appointment, pair),
                partial(operations.disconnect, person=pair.founder, now=NOW),
                partial(operations.disconnect, person=pair.mentor, now=NOW),
            ]
        )

        assert raised == []
        event = CalendarEvent.objects.get(appointment=appointment)
        assert (event.organiser, event.state, event.wanted_version) == (None, "none", 3)


def test_two_first_plans_at_the_same_time_make_one_event() -> None:
    for _ in range(ROUNDS):
        pair = a_pair()
        appointment = an_appointment(pair)

        raised = at_once([partial(plan, appointment, pair)] * 2)

        assert raised == []
        assert CalendarEvent.objects.get(appointment=appointment).wanted_version == 2
