"""Answers to a series: with RECURRENCE-ID to that date, without to the whole."""

from pathlib import Path
from typing import Any

import pytest

from accounts.models import Person
from calendars.models import CalendarEvent
from directory.models import Expert
from mentoring.models import InvitationAnswer, Session
from messaging.models import Message
from tests.factories.hub import a_programme
from tests.integration.replies.conftest import Mailbox, sign_in
from tests.integration.series.conftest import booked, post

pytestmark = pytest.mark.django_db
Body = dict[str, Any]


@pytest.fixture
def series(founder: Person, mentor: Expert) -> Body:
    """Four Tuesdays at 16:30 in California from 1 December on."""
    asked = {
        "programme": a_programme(approval="automatic").slug,
        "expert": mentor.pk,
        "anchor": "expert",
        "starts_on": "2026-12-01",
        "starts_time": "16:30",
        "rule": {"frequency": "weekly", "count": 4},
        "goal": "Enter the US market",
    }
    return booked(sign_in(founder), asked)


@pytest.fixture
def its_mailbox(folder: Path, series: Body) -> Mailbox:
    return Mailbox(folder, CalendarEvent.objects.get(series_id=series["id"]))


def shown(series: Body, viewer: Person) -> list[list[tuple[str, str]]]:
    """The answers to each date, in order."""
    client = sign_in(viewer)
    rows = Session.objects.filter(series=series["id"]).order_by("occurrence_on")
    details = [client.get(f"/api/sessions/{row.pk}/").json() for row in rows]
    return [[(row["side"], row["answer"]) for row in detail["answers"]] for detail in details]


def kinds(person: Person) -> list[str]:
    return list(
        Message.objects.filter(person=person, kind__startswith="unable").values_list("kind", flat=True)
    )


def test_an_answer_to_the_series_is_to_all_its_dates(
    its_mailbox: Mailbox, series: Body, founder: Person, mentor: Expert
) -> None:
    assert its_mailbox.answer(mentor.person, "ACCEPTED") == "accepted"
    assert shown(series, founder) == [[("expert", "accepted")]] * 4


def test_an_answer_to_one_date_leaves_the_others(
    its_mailbox: Mailbox, series: Body, founder: Person, mentor: Expert
) -> None:
    its_mailbox.answer(mentor.person, "ACCEPTED")
    line = "RECURRENCE-ID;TZID=America/Los_Angeles:20261208T163000"
    assert its_mailbox.answer(mentor.person, "DECLINED", minute=1, more=line) == "declined"

    yes, no = [("expert", "accepted")], [("expert", "declined")]
    assert shown(series, founder) == [yes, no, yes, yes]
    assert (kinds(founder), kinds(mentor.person)) == (["unable"], ["unable_own"])
    assert InvitationAnswer.objects.filter(series=None).count() == 1


def test_a_declined_series_is_told_once_with_its_dates(
    its_mailbox: Mailbox, series: Body, founder: Person, mentor: Expert
) -> None:
    assert its_mailbox.answer(mentor.person, "DECLINED") == "declined"
    assert (kinds(founder), kinds(mentor.person)) == (["unable"], ["unable_own"])
    assert f"/series/{series['id']}" in Message.objects.get(kind="unable").body


@pytest.mark.parametrize("line", ["RECURRENCE-ID:20261209T003000Z", "RECURRENCE-ID;VALUE=DATE:20261208"])
def test_a_date_is_known_in_every_form(its_mailbox: Mailbox, mentor: Expert, line: str) -> None:
    assert its_mailbox.answer(mentor.person, "TENTATIVE", more=line) == "tentative"


def test_a_date_that_is_none_of_the_series_is_ignored(its_mailbox: Mailbox, mentor: Expert) -> None:
    line = "RECURRENCE-ID:20261210T003000Z"
    assert its_mailbox.answer(mentor.person, "DECLINED", more=line) == "unknown_date"


def test_after_one_date_moved_the_others_can_still_be_answered_from_the_first_invitation(
    its_mailbox: Mailbox, series: Body, founder: Person, mentor: Expert
) -> None:
    move = {"which": "this", "on": "2026-12-08", "starts_at": "2026-12-10T01:00:00Z", "reason": "Flight"}
    answer = post(sign_in(founder), f"{series['id']}/move/", move | {"version": series["version"]})
    assert answer.status_code == 200, answer.json()

    third = "RECURRENCE-ID:20261216T003000Z\nDTSTART:20261216T003000Z"
    assert its_mailbox.answer(mentor.person, "ACCEPTED", more=third) == "accepted"
    moved = "RECURRENCE-ID:20261209T003000Z\nDTSTART:20261209T003000Z"
    assert its_mailbox.answer(mentor.person, "ACCEPTED", minute=1, more=moved) == "older_sequence"
    assert shown(series, founder) == [[], [], [("expert", "accepted")], []]
