"""What is held for others, and links that are used for what they were not made for."""

from datetime import timedelta

import pytest
from rest_framework.test import APIClient

from accounts.models import Person, Role
from directory.models import Expert
from mentoring.answers import answer_token
from mentoring.models import Programme, Session
from tests.factories.hub import a_founder, a_mentor, a_person
from tests.faults.input.asking import MONDAY, asked, everything, signed_in

pytestmark = pytest.mark.django_db


def test_what_is_held_for_others_is_not_there_for_anybody_else(
    founder: Person, mentor: Expert, programme: Programme
) -> None:
    session = asked(signed_in(founder), programme, mentor).json()["id"]
    strangers = [a_founder(), a_mentor().person, a_person(Role.CONTACT)]
    before = everything()
    for stranger in strangers:
        client = signed_in(stranger)
        answers = [client.get(f"/api/sessions/{session}/")] + [
            client.post(f"/api/sessions/{session}/{deed}/", {"reason": "mine", "word": ""}, format="json")
            for deed in ("accept", "decline", "cancel", "complete")
        ]
        assert {answer.status_code for answer in answers} <= {403, 404}
    assert everything() == before


def test_a_link_of_one_session_answers_no_other(
    founder: Person, mentor: Expert, programme: Programme
) -> None:
    ours = asked(signed_in(founder), programme, mentor).json()["id"]
    theirs = asked(signed_in(a_founder()), programme, mentor, "2026-11-26T00:00:00Z").json()["id"]
    tokens = {
        str(one.pk): answer_token(one, MONDAY + timedelta(days=1))
        for one in Session.objects.select_related("expert")
    }
    claims, signature = (tokens[one].rsplit(":", 1)[part] for part, one in enumerate((theirs, ours)))
    mixed = APIClient().post(f"/api/answers/{claims}:{signature}/accept/", {}, format="json")
    assert mixed.status_code == 404
    assert APIClient().post(f"/api/answers/{tokens[ours]}/accept/", {}, format="json").status_code == 200
    states = {str(one.pk): one.state for one in Session.objects.all()}
    assert states == {ours: "confirmed", theirs: "requested"}


def test_a_link_that_was_changed_answers_none(founder: Person, mentor: Expert, programme: Programme) -> None:
    asked(signed_in(founder), programme, mentor)
    session = Session.objects.select_related("expert").get()
    token = answer_token(session, MONDAY + timedelta(days=1))
    claims, signature = token.rsplit(":", 1)
    changed = [
        f"{claims}x:{signature}",
        f"{claims}:{signature[::-1]}",
        "",
        "x",
        token + "x",
        "%00",
        token[: len(token) // 2],
    ]
    for wrong in changed:
        assert APIClient().post(f"/api/answers/{wrong}/accept/", {}, format="json").status_code == 404
    assert Session.objects.get().state == "requested"


def test_a_link_that_was_used_is_answered_so_when_it_is_used_again(
    founder: Person, mentor: Expert, programme: Programme
) -> None:
    asked(signed_in(founder), programme, mentor)
    token = answer_token(Session.objects.select_related("expert").get(), MONDAY + timedelta(days=1))
    answers = [APIClient().post(f"/api/answers/{token}/accept/", {}, format="json") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 409]
    assert answers[1].json()["code"] == "already_answered"
