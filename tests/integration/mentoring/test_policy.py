"""Until when a session moves, how often, and what a late cancellation costs."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from rest_framework.test import APIClient

from accounts.models import Person, Role
from audit.models import AuditEntry
from directory.models import Expert
from mentoring.models import Programme, Session
from tests.factories.hub import a_founder, a_mentor, a_person, a_programme
from tests.integration.mentoring.conftest import MONDAY, Sign, at, set_clock
from tests.integration.mentoring.test_booking import ask

pytestmark = pytest.mark.django_db
START = MONDAY + timedelta(days=2)


@pytest.fixture
def mentor(monday: datetime) -> Expert:
    return a_mentor()


@pytest.fixture
def founder(mentor: Expert) -> Person:
    return a_founder()


@pytest.fixture
def founders_client(founder: Person, signed_in_as: Sign) -> APIClient:
    return signed_in_as(founder)


@pytest.fixture
def coordinator(signed_in_as: Sign) -> APIClient:
    return signed_in_as(a_person(Role.COORDINATOR))


def agreed(client: APIClient, mentor: Expert, **policy: Any) -> str:
    """The address of a session that is confirmed for Wednesday."""
    programme = a_programme(approval="automatic", notice_hours=0, **policy)
    return f"/api/sessions/{ask(client, programme, mentor, at(2, 0)).json()['id']}/"


def move(client: APIClient, session: str, starts_at: str, version: int = 1, **more: object) -> Any:
    body = {"starts_at": starts_at, "reason": "Travel", "version": version, **more}
    return client.post(f"{session}reschedule/", body, format="json")


def test_a_session_moves_until_the_cut_off_and_not_at_it(founders_client: APIClient, mentor: Expert) -> None:
    session = agreed(founders_client, mentor, reschedule_cutoff_hours=24)
    told = founders_client.get(session).json()
    assert told["policy"] == {
        "move_until": at(1, 0),
        "moves_left": None,
        "free_cancel_until": at(2, 0),
        "overriders": ["coordinator"],
        "no_show_from": at(2, 0, 10),
        "no_show_until": at(16, 0),
        "dispute_until": None,
        "calendar_edits": "ask",
    }
    set_clock(START - timedelta(hours=24))
    assert "reschedule" not in founders_client.get(session).json()["may"]
    refused = move(founders_client, session, at(3, 1))
    assert (refused.status_code, refused.json()["code"]) == (409, "too_late_to_move")
    assert (refused.json()["move_until"], refused.json()["cutoff_hours"]) == (at(1, 0), 24)
    set_clock(START - timedelta(hours=24, minutes=5))
    assert move(founders_client, session, at(3, 1)).status_code == 200


def test_a_session_moves_as_often_as_the_programme_lets_it(
    founders_client: APIClient, mentor: Expert
) -> None:
    session = agreed(founders_client, mentor, max_moves=1)
    assert move(founders_client, session, at(3, 1)).json()["policy"]["moves_left"] == 0
    refused = move(founders_client, session, at(3, 2), version=2)
    assert (refused.status_code, refused.json()["code"]) == (409, "moved_too_often")
    assert (refused.json()["max_moves"], refused.json()["moves"]) == (1, 1)


def test_a_coordinator_sets_the_policy_aside_with_a_reason(
    founders_client: APIClient, coordinator: APIClient, mentor: Expert
) -> None:
    session = agreed(founders_client, mentor, max_moves=0)
    assert "override_policy" in coordinator.get(session).json()["may"]
    assert move(coordinator, session, at(3, 1)).json()["code"] == "moved_too_often"
    moved = move(coordinator, session, at(3, 1), override=True)
    assert (moved.status_code, moved.json()["starts_at"]) == (200, at(3, 1))
    details = AuditEntry.objects.get(action="session.moved").details
    assert (details["overridden"], details["reason"]) == (True, "Travel")
    assert Session.objects.get().moves == 0


def test_nobody_else_sets_the_policy_aside(founders_client: APIClient, mentor: Expert) -> None:
    session = agreed(founders_client, mentor, max_moves=0)
    refused = move(founders_client, session, at(3, 1), override=True)
    assert (refused.status_code, refused.json()["code"]) == (403, "override_not_yours")


def test_the_expert_sets_the_policy_aside_where_the_programme_lets_them(
    founders_client: APIClient, mentor: Expert, signed_in_as: Sign
) -> None:
    session = agreed(founders_client, mentor, max_moves=0, overrides_by="experts")
    expert = signed_in_as(mentor.person)
    told = expert.get(session).json()
    assert ("override_policy" in told["may"], told["policy"]["overriders"]) == (
        True,
        ["coordinator", "expert"],
    )
    assert "override_policy" not in founders_client.get(session).json()["may"]
    assert move(expert, session, at(3, 1)).json()["code"] == "moved_too_often"
    assert move(expert, session, at(3, 1), override=True).status_code == 200


def cancelled_late(client: APIClient, mentor: Expert, **policy: Any) -> str:
    session = agreed(client, mentor, cancel_cutoff_hours=24, quota_per_month=1, **policy)
    set_clock(START - timedelta(hours=1))
    client.post(f"{session}cancel/", {"reason": "Ill"}, format="json")
    return session


def excuse(client: APIClient, session: str) -> Any:
    return client.post(f"{session}excuse/", {"reason": "In hospital"}, format="json")


def test_a_late_cancellation_that_is_excused_does_not_count(
    founders_client: APIClient, coordinator: APIClient, mentor: Expert, signed_in_as: Sign
) -> None:
    session = cancelled_late(founders_client, mentor)
    wish = (Session.objects.get().programme, mentor, at(3, 1))
    assert ask(founders_client, *wish).json()["code"] == "quota_used_up"
    for client in (founders_client, signed_in_as(mentor.person)):
        refused = excuse(client, session)
        assert (refused.status_code, refused.json()["code"]) == (409, "not_possible_now")
    excused = excuse(coordinator, session)
    assert (excused.status_code, excused.json()["cancelled_late"]) == (200, False)
    details = AuditEntry.objects.get(action="session.excused").details
    assert (details["reason"], details["changed"]) == ("In hospital", {"cancelled_late": [True, False]})
    assert excuse(coordinator, session).json()["code"] == "not_possible_now"
    assert ask(founders_client, *wish).status_code == 201


def test_the_expert_excuses_where_the_programme_lets_them(
    founders_client: APIClient, mentor: Expert, signed_in_as: Sign
) -> None:
    session = cancelled_late(founders_client, mentor, overrides_by="experts")
    assert excuse(signed_in_as(mentor.person), session).status_code == 200


@pytest.mark.parametrize(("hours_before", "late"), [(25, False), (24, True), (1, True)])
def test_a_startup_that_cancels_after_the_cut_off_is_late(
    founders_client: APIClient, mentor: Expert, hours_before: int, late: bool
) -> None:
    session = agreed(founders_client, mentor, cancel_cutoff_hours=24)
    set_clock(START - timedelta(hours=hours_before))
    cancelled = founders_client.post(f"{session}cancel/", {"reason": "Ill"}, format="json").json()
    assert (cancelled["state"], cancelled["cancelled_late"]) == ("cancelled", late)


def test_an_expert_or_a_coordinator_who_cancels_late_costs_the_startup_nothing(
    founders_client: APIClient, coordinator: APIClient, mentor: Expert, signed_in_as: Sign
) -> None:
    for client in (signed_in_as(mentor.person), coordinator):
        set_clock(MONDAY)
        session = agreed(founders_client, mentor, cancel_cutoff_hours=24)
        set_clock(START - timedelta(hours=1))
        cancelled = client.post(f"{session}cancel/", {"reason": "Ill"}, format="json").json()
        assert (cancelled["state"], cancelled["cancelled_late"]) == ("cancelled", False)


@pytest.mark.parametrize(
    ("policy", "constraint"),
    [
        ({"reschedule_cutoff_hours": 673}, "programme_cutoffs_are_four_weeks_at_most"),
        ({"cancel_cutoff_hours": 673}, "programme_cutoffs_are_four_weeks_at_most"),
        ({"overrides_by": "founders"}, "programme_overrides_by_is_known"),
        ({"quota_per_month": 0}, "programme_quotas_are_positive"),
        ({"quota_per_cycle": 0}, "programme_quotas_are_positive"),
        ({"cycle_from_on": "2026-11-01"}, "programme_cycle_has_two_ends_in_order"),
        (
            {"cycle_from_on": "2026-11-02", "cycle_until_on": "2026-11-01"},
            "programme_cycle_has_two_ends_in_order",
        ),
    ],
)
def test_the_database_refuses_a_policy_that_means_nothing(policy: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        a_programme(**policy)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"cancelled_late": True}, "session_late_is_a_cancelled_one"),
        ({"state": "no_show", "no_show_by": "expert"}, "session_no_show_tells_when_and_by_whom"),
        ({"no_show_said_by": "startup"}, "session_no_show_tells_when_and_by_whom"),
    ],
)
def test_the_database_refuses_a_session_that_contradicts_itself(
    founders_client: APIClient, mentor: Expert, change: dict[str, Any], constraint: str
) -> None:
    agreed(founders_client, mentor)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Session.objects.update(**change)


def offer(*more: str) -> None:
    names = ("--name-ko", "현지화", "--name-en", "Localization", "--expert-kind", "mentor")
    call_command("offer_programme", "localization", *names, *more)


def test_what_a_hand_in_google_means_is_set_where_a_programme_is_offered_and_is_shown(
    founders_client: APIClient, mentor: Expert
) -> None:
    offer()
    assert Programme.objects.get(slug="localization").calendar_edits == "ask"
    offer("--calendar-edits", "do")
    (programme,) = founders_client.get("/api/programmes/").json()["results"]
    assert (programme["slug"], programme["calendar_edits"]) == ("localization", "do")
    with pytest.raises(CommandError, match="calendar-edits"):
        offer("--calendar-edits", "perhaps")
    session = agreed(founders_client, mentor, calendar_edits="do")
    assert founders_client.get(session).json()["policy"]["calendar_edits"] == "do"
