"""Who is asked to take another time reads it on their own clock, and answers behind a link."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from rest_framework.test import APIClient

from accounts.models import Person
from agenda.models import Travel
from directory.models import Expert
from messaging.models import Message
from tests.integration.mentoring.conftest import MONDAY, at, set_clock
from tests.integration.mentoring.proposals.proposing import OTHERS, held, propose, token_for

pytestmark = pytest.mark.django_db


def test_the_message_links_to_the_times_and_a_replayed_link_is_told_so(
    requested: str, expert: APIClient, founder: Person
) -> None:
    propose(expert, requested)
    token = token_for(founder)
    anybody = APIClient()
    shown = anybody.get(f"/api/answers/{token}/").json()
    assert (shown["asks"], shown["answered"], shown["person_id"]) == ("proposal", False, founder.pk)
    assert [start["starts_at"] for start in shown["proposal"]["starts"]] == OTHERS
    taken = anybody.post(f"/api/answers/{token}/take/", {"start": at(3, 0)}, format="json")
    assert (taken.status_code, taken.json()["state"], taken.json()["answered"]) == (200, "confirmed", True)
    for deed in ("take", "decline"):
        again = anybody.post(f"/api/answers/{token}/{deed}/", {"start": at(3, 2)}, format="json")
        assert (again.status_code, again.json()["code"]) == (409, "already_answered")
    assert held() == {at(3, 0): 2}


def test_the_message_lists_the_times_on_both_clocks_each_with_its_own_link(
    requested: str, expert: APIClient, asking: APIClient, founder: Person, mentor: Expert
) -> None:
    propose(asking, requested)
    body = Message.objects.get(kind="proposed", person=mentor.person, channel="email").body
    times = body.split("The times:\n")[1].split("\n\n")[0].splitlines()
    link = f"{settings.PUBLIC_URL}/answer/{token_for(mentor.person)}"
    assert times == [
        f"Wed 25 Nov 16:00 California · Thu 26 Nov 09:00 Seoul {link}?start={OTHERS[0]}",
        f"Wed 25 Nov 18:00 California · Thu 26 Nov 11:00 Seoul {link}?start={OTHERS[1]}",
        f"Thu 26 Nov 17:00 California · Fri 27 Nov 10:00 Seoul {link}?start={OTHERS[2]}",
    ]
    assert body.rstrip().split("\n\n")[-2].endswith(link)


NIGHT = at(3, 13)  # 22:00 in Seoul, 05:00 in California


def test_an_expert_hears_that_a_time_is_in_the_founders_night_and_may_offer_it_knowingly(
    requested: str, expert: APIClient, founder: Person
) -> None:
    refused = propose(expert, requested, [OTHERS[0], NIGHT])
    assert (refused.status_code, refused.json()["code"]) == (409, "outside_humane_hours")
    assert refused.json()["starts"] == [{"starts_at": NIGHT, "local": "Thu 26 Nov 22:00 Seoul"}]
    assert held() == {at(2, 0): 2}
    founder.language = "en"
    founder.save()
    offered = propose(expert, requested, [OTHERS[0], NIGHT], outside_humane_hours=True)
    assert offered.status_code == 200
    body = Message.objects.get(kind="proposed", person=founder, channel="email").body
    mark = "(outside the hours in which you meet)"
    assert [mark in line for line in body.splitlines() if "?start=" in line] == [False, True]


def test_a_founder_on_a_journey_is_asked_by_the_clock_there(
    requested: str, expert: APIClient, founder: Person
) -> None:
    Travel.objects.create(
        person=founder,
        from_on=date(2026, 11, 25),
        to_on=date(2026, 11, 28),
        time_zone="America/Los_Angeles",
    )
    assert propose(expert, requested, [at(3, 1)]).status_code == 200  # 17:00 there
    assert propose(expert, requested, [NIGHT]).json()["code"] == "outside_humane_hours"


def test_the_request_link_is_answered_by_a_proposal_and_a_proposal_link_ends_with_it(
    requested: str, expert: APIClient, founder: Person
) -> None:
    request_link = Message.objects.get(kind="requested").body.split("/answer/")[1].split()[0]
    propose(expert, requested)
    anybody = APIClient()
    late = anybody.post(f"/api/answers/{request_link}/accept/", {}, format="json")
    assert (late.status_code, late.json()["code"]) == (409, "already_answered")
    assert anybody.post(f"/api/answers/{token_for(founder)}/accept/", {}, format="json").status_code == 404
    set_clock(MONDAY + timedelta(hours=49))
    gone = anybody.get(f"/api/answers/{token_for(founder)}/")
    assert (gone.status_code, gone.json()["code"]) == (410, "link_expired")
