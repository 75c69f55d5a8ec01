"""The expert answers a whole series by the link in the mail, without signing in: once, in time, and nobody else."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import signing
from rest_framework.test import APIClient

from accounts.models import Person
from agenda.models import Commitment
from clock.models import ClockShift
from directory.models import Expert
from mentoring.answers import SALT as SALT_OF_SINGLE_ANSWERS
from mentoring.jobs import let_time_pass
from mentoring.models import Series
from mentoring.series.links import SALT
from messaging.models import Message
from tests.factories.hub import a_programme
from tests.integration.series.conftest import booked, post, sign_in, starts

pytestmark = pytest.mark.django_db
Body = dict[str, Any]


@pytest.fixture
def series(client: APIClient, asked: Body) -> Body:
    return booked(client, {**asked, "programme": a_programme().slug})


@pytest.fixture
def anybody() -> APIClient:
    return APIClient(HTTP_ACCEPT_LANGUAGE="en")


def link_to(expert: Expert) -> str:
    """Where the newest link in the expert's mails leads to, as the API has it."""
    mail = Message.objects.filter(kind="requested", person=expert.person, channel="email").latest("pk")
    return f"/api/series-answers/{mail.body.split('/series-answer/')[1].split()[0]}/"


def test_the_mail_says_that_one_link_answers_all_dates(series: Body, mentor: Expert) -> None:
    body = Message.objects.get(kind="requested", channel="email").body
    assert "Accept or decline all of them with a word, no sign-in needed:" in body
    assert body.count("California") == 5  # "When", and the four dates


def test_the_link_shows_the_dates_on_both_clocks(series: Body, mentor: Expert, anybody: APIClient) -> None:
    shown = anybody.get(link_to(mentor)).json()
    assert (shown["id"], shown["answered"], shown["expires_at"]) == (
        series["id"],
        False,
        series["hold_expires_at"],
    )
    assert [(row["state"], row["expert_local"], row["shifts_for"]) for row in shown["occurrences"]] == [
        ("requested", "2026-10-20T16:30", []),
        ("requested", "2026-11-03T16:30", ["founder"]),
        ("requested", "2026-11-17T16:30", []),
        ("requested", "2026-12-01T16:30", []),
    ]


@pytest.mark.parametrize(("deed", "state"), [("accept", "confirmed"), ("decline", "declined")])
def test_one_tap_answers_all_dates_and_a_replayed_link_is_told_so(
    series: Body,
    mentor: Expert,
    anybody: APIClient,
    client: APIClient,
    founder: Person,
    deed: str,
    state: str,
) -> None:
    link = link_to(mentor)
    answer = anybody.post(f"{link}{deed}/", {"word": "See you"}, format="json")
    assert (answer.status_code, answer.json()["answered"]) == (200, True)
    assert [row["state"] for row in answer.json()["occurrences"]] == [state] * 4
    assert Message.objects.filter(kind=state, person=founder, channel="email").count() == 1
    for again in ("accept", "decline"):
        refused = anybody.post(f"{link}{again}/", {}, format="json")
        assert (refused.status_code, refused.json()["code"]) == (409, "already_answered")
    assert anybody.get(link).json()["answered"] is True
    assert len(starts(client.get(f"/api/series/{series['id']}/").json(), state)) == 4


def test_a_link_of_a_series_answered_by_hand_is_of_no_more_use(
    series: Body, mentor: Expert, anybody: APIClient
) -> None:
    link = link_to(mentor)
    post(sign_in(mentor.person), f"{series['id']}/decline/", {})
    assert anybody.post(f"{link}accept/", {}, format="json").json()["code"] == "already_answered"
    assert Commitment.objects.filter(released_at=None).count() == 0


@pytest.mark.parametrize("job_ran", [False, True])
def test_a_link_ends_with_the_hold(
    series: Body, mentor: Expert, anybody: APIClient, october: datetime, job_ran: bool
) -> None:
    ClockShift.show(october + timedelta(hours=49))
    if job_ran:
        let_time_pass()
    for answer in (
        anybody.get(link_to(mentor)),
        anybody.post(f"{link_to(mentor)}accept/", {}, format="json"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (410, "link_expired")


def forged(series: Body, person: int, salt: str = SALT, key: str | None = None) -> str:
    stored = Series.objects.get(pk=series["id"])
    asked_at = stored.sessions.values_list("requested_at", flat=True)[0]
    claims = {
        "series": series["id"],
        "person": person,
        "asked": asked_at.isoformat(),
        "until": "2030-01-01T00:00:00+00:00",
    }
    return signing.Signer(key=key, salt=salt).sign_object(claims)


def test_a_forged_link_opens_nothing(
    series: Body, mentor: Expert, founder: Person, anybody: APIClient
) -> None:
    token = link_to(mentor).removeprefix("/api/series-answers/").rstrip("/")
    for attempt in (
        f"{token[:-1]}{'A' if token[-1] != 'A' else 'B'}",
        "x:y",
        forged(series, mentor.person_id, key="another installation's secret"),
        forged(series, mentor.person_id, salt=SALT_OF_SINGLE_ANSWERS),
        forged(series, founder.pk),
    ):
        for answer in (
            anybody.get(f"/api/series-answers/{attempt}/"),
            anybody.post(f"/api/series-answers/{attempt}/accept/", {}, format="json"),
        ):
            assert (answer.status_code, answer.json()["code"]) == (404, "link_unknown")
    assert anybody.get(f"/api/answers/{token}/").status_code == 404


def test_a_link_answers_what_it_asked_and_not_what_was_asked_for_later(
    series: Body, client: APIClient, mentor: Expert, anybody: APIClient
) -> None:
    first = link_to(mentor)
    running = anybody.post(f"{first}accept/", {}, format="json").json()
    more = post(client, f"{series['id']}/extend/", {"count": 1, "version": running["version"]})
    assert more.status_code == 200, more.json()
    second = link_to(mentor)
    assert anybody.post(f"{first}decline/", {}, format="json").json()["code"] == "already_answered"
    assert [row["on"] for row in anybody.get(second).json()["occurrences"]] == ["2026-12-15"]
    answer = anybody.post(f"{second}decline/", {}, format="json").json()
    assert (answer["state"], [row["state"] for row in answer["occurrences"]]) == ("active", ["declined"])


def test_the_same_key_answers_once(series: Body, mentor: Expert, anybody: APIClient) -> None:
    link = link_to(mentor)
    answers = [
        anybody.post(f"{link}accept/", {}, format="json", HTTP_IDEMPOTENCY_KEY="tap") for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
    assert answers[1]["Idempotent-Replayed"] == "true"
