from datetime import UTC, datetime, timedelta

import pytest
from rest_framework.test import APIClient

from audit.operations import record
from demo.hub import load_hub
from demo.pairs import SLUG, pair_up
from demo.queries import calendars_were_connected
from mentoring.cycles.nobody_left import left_alone
from mentoring.models import Answer, Cycle, Programme, Relation, Session
from messaging.models import Message, Reminder
from tests.factories.hub import a_founder
from tests.integration.demo.test_clock import a_session

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


def test_the_demo_has_pairs_in_every_state_and_two_of_one_to_sign_in_as() -> None:
    load_hub(now=NOW)

    assert pair_up(now=NOW) >= 3

    programme, cycle = Programme.objects.get(slug=SLUG), Cycle.objects.get()
    assert (programme.state, cycle.state) == ("running", "published")
    assert set(Relation.objects.values_list("state", flat=True)) == {"active", "offered", "ended", "declined"}
    assert len(left_alone(cycle)) == 1
    assert Answer.objects.filter(session__isnull=False).exists()
    assert Session.objects.filter(state="completed", appointment__starts_at__lt=NOW).exists()
    assert Session.objects.filter(state="confirmed", appointment__starts_at__gt=NOW).exists()
    assert not Message.objects.exists()
    assert not Reminder.objects.filter(due_at__lte=NOW).exists()
    people = APIClient().get("/api/demo/").json()["people"]
    founder, mentor = people[-2:]
    assert (founder["role"], mentor["role"], len({one["email"] for one in people})) == (
        "startup_member",
        "mentor",
        9,
    )
    pair = Relation.objects.get(expert__person__email=mentor["email"], actions__done_at__isnull=False)
    assert pair.startup.members.filter(person__email=founder["email"]).exists()


def test_sessions_do_not_keep_the_first_calendars_from_being_connected() -> None:
    a_session(NOW + timedelta(days=2))
    assert not calendars_were_connected()

    person = a_founder()
    record("person", person.pk, "google.connected", by=person, now=NOW, again=False)

    assert calendars_were_connected()


def test_the_demo_is_prepared_in_the_last_hour_of_the_hub_s_day_as_well() -> None:
    late = NOW.replace(hour=14, minute=30)  # 23:30 in Seoul
    load_hub(now=late)

    assert pair_up(now=late) >= 3
