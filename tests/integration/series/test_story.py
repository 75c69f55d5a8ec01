"""A coordinator's view of a series: what happened to it as a whole, and what came of it."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import Person, Role
from calendars.models import CalendarEvent, WriteState
from directory.models import Expert
from messaging.models import Message
from tests.factories.hub import a_founder, a_mentor, a_person, a_programme
from tests.integration.series.conftest import booked, post, sign_in

pytestmark = pytest.mark.django_db
Body = dict[str, Any]


@pytest.fixture
def hub(october: object) -> APIClient:
    return sign_in(a_person(Role.COORDINATOR))


def story_of(hub: APIClient, series: Body) -> Body:
    answer = hub.get(f"/api/series/{series['id']}/story/")
    assert answer.status_code == 200
    found: Body = answer.json()
    return found


def test_it_tells_who_did_what_to_the_series_and_what_became_of_its_calendar_event(
    client: APIClient, asked: Body, hub: APIClient, founder: Person, mentor: Expert
) -> None:
    series = booked(client, {**asked, "programme": a_programme(approval="expert").slug})
    post(sign_in(mentor.person), f"{series['id']}/accept/", {"word": "Gladly"})
    post(client, f"{series['id']}/skip/", {"on": "2026-11-03", "reason": "Trade fair"})
    told = story_of(hub, series)
    deeds = [(row["action"], row["actor"]) for row in told["entries"]]
    assert deeds == [
        ("series.requested", founder.name),
        ("series.accepted", mentor.person.name),
        ("calendar.planned", None),
        ("calendar.planned", None),
        ("series.skipped", founder.name),
    ]
    assert told["calendar"]["state"] == "emailed"
    assert [row["state"] for row in told["readings"]] == ["none", "none"]


def test_it_shows_the_messages_about_its_dates_and_the_reminders_of_the_next(
    client: APIClient, asked: Body, hub: APIClient, founder: Person, mentor: Expert
) -> None:
    series = booked(client, asked)
    post(client, f"{series['id']}/skip/", {"on": "2026-10-20", "reason": "Trade fair"})
    told = story_of(hub, series)
    kinds = {(row["kind"], row["person_name"]) for row in told["messages"]}
    assert kinds == {
        (kind, name) for kind in ("confirmed", "cancelled") for name in (founder.name, mentor.person.name)
    }
    assert {row["person_name"] for row in told["reminders"]} == {founder.name, mentor.person.name}
    assert {row["due_at"][:10] for row in told["reminders"]} <= {"2026-11-03", "2026-11-04"}
    assert told["attention"] == []


def test_what_failed_is_named_and_tried_again(client: APIClient, asked: Body, hub: APIClient) -> None:
    series = booked(client, asked)
    failed = Message.objects.filter(kind="confirmed", channel="email").first()
    assert failed
    Message.objects.filter(pk=failed.pk).update(state="failed", attempts=3)
    assert story_of(hub, series)["attention"] == [{"kind": "message", "state": "failed"}]
    path = f"/api/series/{series['id']}/retry/"
    assert hub.post(path).json() == {"calendar": False, "messages": 1}
    assert hub.post(path).json() == {"calendar": False, "messages": 0}
    failed.refresh_from_db()
    assert (failed.state, failed.attempts) == ("ready", 0)


def test_a_write_that_was_refused_is_named(client: APIClient, asked: Body, hub: APIClient) -> None:
    series = booked(client, asked)
    CalendarEvent.objects.update(state=WriteState.FAILED, last_error="forbidden")
    told = story_of(hub, series)
    assert (told["calendar"]["state"], told["calendar"]["detail"]) == ("failed", "forbidden")
    assert told["attention"] == [{"kind": "calendar", "state": "failed"}]


def test_a_long_series_takes_as_many_statements_as_a_short_one(
    client: APIClient, asked: Body, hub: APIClient
) -> None:
    def statements(series: Body) -> int:
        with CaptureQueriesContext(connection) as seen:
            story_of(hub, series)
        return len(seen)

    few = booked(client, {**asked, "rule": {**asked["rule"], "count": 2}})
    many = booked(sign_in(a_founder()), {**asked, "expert": a_mentor().pk})
    assert statements(few) == statements(many)


def test_only_coordinators_read_it(client: APIClient, asked: Body, mentor: Expert) -> None:
    series = booked(client, asked)
    for caller in (client, sign_in(mentor.person)):
        assert caller.get(f"/api/series/{series['id']}/story/").status_code == 403
        assert caller.post(f"/api/series/{series['id']}/retry/").status_code == 403
