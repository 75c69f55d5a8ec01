"""A startup applies, coordinators decide."""

import json
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import Person, Role
from audit.models import AuditEntry
from mentoring.models import Application, Programme
from mentoring.programmes.applying import submit_application
from mentoring.programmes.refusals import AppliedAlready
from messaging.models import Message
from tests.factories.hub import a_founder, a_person, a_startup
from tests.integration.mentoring.conftest import MONDAY, set_clock
from tests.integration.programmes.conftest import a_question, client_of, taking_applications
from tests.integration.programmes.desk import DESK, code, faults

pytestmark = pytest.mark.django_db


def own(client: APIClient, programme: Programme, deed: str = "", **answers: Any) -> Any:
    path = f"/api/me/programmes/{programme.slug}/application/{deed}"
    call = client.post if deed else client.put
    return call(path, {"answers": answers}, format="json")


def decide(client: APIClient, programme: Programme, decision: str, *rows: Application, word: str = "") -> Any:
    body = {"applications": [row.pk for row in rows], "decision": decision, "word": word}
    return client.post(f"{DESK}{programme.slug}/applications/decide/", body, format="json")


def sent(programme: Programme, founder: Person | None = None, **fields: Any) -> Application:
    founder = founder or a_founder()
    given = {"state": "submitted", "submitted_at": MONDAY, "submitted_by": founder, **fields}
    return Application.objects.create(programme=programme, startup=founder.membership.startup, **given)


def shown(client: APIClient, programme: Programme) -> dict[str, Any]:
    body: dict[str, Any] = client.get(f"/api/me/programmes/{programme.slug}/").json()
    return body


def test_a_draft_is_kept_as_it_is_typed_by_whoever_of_the_startup(
    startup: APIClient, founder: Person
) -> None:
    programme = taking_applications()
    question = a_question(programme)
    assert shown(startup, programme)["may"] == ["apply"]
    assert own(startup, programme, **{str(question.pk): ""}).json()["state"] == "draft"
    colleague = client_of(a_founder(founder.membership.startup))
    own(colleague, programme, **{str(question.pk): "Prices"})
    told = shown(startup, programme)
    assert told["own_application"]["answers"] == {str(question.pk): "Prices"}
    assert (told["application"], told["may"], Application.objects.count()) == ("draft", ["apply"], 1)


def test_what_is_sent_is_checked_kept_with_its_question_and_read_by_coordinators(
    startup: APIClient, coordinator: APIClient, founder: Person
) -> None:
    programme = taking_applications()
    text, scale = a_question(programme), a_question(programme, kind="scale", scale_from=1, scale_to=5)
    refused = own(startup, programme, "submit/", **{str(text.pk): " ", str(scale.pk): 6})
    assert code(refused) == (400, "answers_refused")
    assert faults(refused) == [
        (f"answers.{text.pk}", "required"),
        (f"answers.{scale.pk}", "not_on_the_scale"),
    ]
    assert Application.objects.count() == 0
    assert own(startup, programme, "submit/", **{str(text.pk): "Prices", str(scale.pk): 4}).status_code == 200
    assert code(own(startup, programme, "submit/")) == (409, "applied_already")
    assert code(own(startup, programme, "")) == (409, "applied_already")
    (row,) = coordinator.get(f"{DESK}{programme.slug}/applications/").json()["results"]
    whole = coordinator.get(f"/api/applications/{row['id']}/").json()
    assert [(one["question"]["id"], one["value"]) for one in whole["answers"]] == [
        (text.pk, "Prices"),
        (scale.pk, 4),
    ]
    assert (whole["submitted_by"], Message.objects.get().person) == (founder.name, founder)
    assert startup.get(f"/api/applications/{row['id']}/").status_code == 403


def test_a_question_that_changed_meanwhile_is_asked_again(startup: APIClient) -> None:
    programme = taking_applications()
    old = a_question(programme, retired_at=MONDAY)
    a_question(programme, number=2, replaces=old)
    assert code(own(startup, programme, "submit/", **{str(old.pk): "Prices"})) == (409, "question_gone")


def test_a_second_after_the_deadline_it_is_too_late(startup: APIClient) -> None:
    programme = taking_applications(applications_until=MONDAY + timedelta(days=1))
    set_clock(MONDAY + timedelta(days=1, seconds=1))
    refused = own(startup, programme, "submit/")
    assert code(refused) == (409, "deadline_passed")
    assert refused.json()["until"] == "2026-11-24T00:00:00+00:00"
    assert code(own(startup, programme)) == (409, "deadline_passed")
    assert shown(startup, programme)["may"] == []
    set_clock(MONDAY + timedelta(hours=23, minutes=59, seconds=50))
    assert own(startup, programme, "submit/").status_code == 200


@pytest.mark.parametrize("policy", [{"joining": "open"}, {"state": "closed"}, {"state": "draft"}])
def test_only_a_programme_that_takes_applications_takes_one(
    startup: APIClient, policy: dict[str, str]
) -> None:
    answer = own(startup, taking_applications(**policy), "submit/")
    assert (answer.status_code, Application.objects.count()) in [(409, 0), (404, 0)]


@pytest.mark.parametrize("answers", [{"1": "x" * 70_000}, {"1": "a\0b"}, {"1": {"a": ["\ud800"]}}, "no", [1]])
def test_what_cannot_be_kept_is_refused(startup: APIClient, answers: Any) -> None:
    programme = taking_applications()
    path = f"/api/me/programmes/{programme.slug}/application/"
    body = json.dumps(
        {"answers": answers}
    )  # half a surrogate pair has no UTF-8, and can be sent all the same
    assert startup.put(path, body, content_type="application/json").status_code == 400
    assert Application.objects.count() == 0


def test_what_was_withdrawn_can_be_sent_again_until_somebody_decides(
    startup: APIClient, coordinator: APIClient
) -> None:
    programme = taking_applications()
    own(startup, programme, "submit/")
    assert own(startup, programme, "withdraw/").json()["state"] == "withdrawn"
    row = Application.objects.get()
    assert coordinator.get(f"/api/applications/{row.pk}/").status_code == 404
    assert code(decide(coordinator, programme, "accepted", row)) == (409, "not_decidable")
    assert own(startup, programme, "submit/").json()["state"] == "submitted"
    decide(coordinator, programme, "accepted", row)
    assert code(own(startup, programme, "withdraw/")) == (409, "applied_already")


def test_many_are_decided_at_once_and_those_accepted_take_part(coordinator: APIClient) -> None:
    programme = taking_applications()
    first, second, third = (sent(programme) for _ in range(3))
    assert decide(coordinator, programme, "waitlisted", third).json() == {"decided": 1}
    assert decide(coordinator, programme, "accepted", first, second, word="Welcome").json() == {"decided": 2}
    places = programme.startups.order_by("startup").values_list("startup", "state")
    assert list(places) == [(first.startup_id, "joined"), (second.startup_id, "joined")]
    mails = Message.objects.order_by("pk").values_list("person__membership__startup", "subject")
    assert [startup for startup, _subject in mails] == [row.startup_id for row in (third, first, second)]
    assert "Welcome" in Message.objects.get(person=first.submitted_by).body
    assert AuditEntry.objects.filter(action="application.accepted").count() == 2


def test_where_one_cannot_be_decided_none_is(coordinator: APIClient) -> None:
    programme, other = taking_applications(), taking_applications()
    good, of_another = sent(programme), sent(other)
    done = sent(programme, state="accepted", decided_at=MONDAY)
    refused = decide(coordinator, programme, "accepted", good, done, of_another)
    assert code(refused) == (409, "not_decidable")
    assert refused.json()["applications"] == sorted([done.pk, of_another.pk])
    good.refresh_from_db()
    assert (good.state, Message.objects.count(), programme.startups.count()) == ("submitted", 0, 0)


def test_scores_and_notes_are_the_coordinators_own(
    startup: APIClient, founder: Person, coordinator: APIClient
) -> None:
    programme = taking_applications()
    row = sent(programme, founder)
    path = f"/api/applications/{row.pk}/"
    seen = coordinator.get(path)["ETag"]
    review = {"score": 4, "note": "Strong team"}
    told = coordinator.put(path, review, format="json", headers={"If-Match": seen})
    assert (told.json()["score"], told.json()["note"]) == (4, "Strong team")
    stale = coordinator.put(path, {"score": 1}, format="json", headers={"If-Match": seen})
    assert code(stale) == (412, "changed_meanwhile")
    assert coordinator.put(path, {"score": 6}, format="json").status_code == 400
    assert {"score", "note"} & shown(startup, programme)["own_application"].keys() == set()


def test_the_list_is_filtered_ordered_and_asks_the_same_of_one_and_of_thirty(coordinator: APIClient) -> None:
    programme, path = taking_applications(), ""
    path = f"{DESK}{programme.slug}/applications/"
    counts = set()
    for size in (1, 30):
        while programme.applications.count() < size:
            sent(programme, score=programme.applications.count() % 5 + 1)
        with CaptureQueriesContext(connection) as asked:
            assert coordinator.get(path, {"page_size": 100}).json()["count"] == size
        counts.add(len(asked))
    assert counts == {4}  # who calls, the programme, how many, the page
    sent(programme, a_founder(a_startup("Solbit")), state="waitlisted", decided_at=MONDAY)
    names = [row["startup"]["name_en"] for row in coordinator.get(path, {"q": "solb"}).json()["results"]]
    assert names == ["Solbit"]
    assert coordinator.get(path, {"state": "waitlisted"}).json()["count"] == 1
    best = coordinator.get(path, {"ordering": "-score", "score_min": "5"}).json()["results"]
    assert [row["score"] for row in best] == [5] * 6


@pytest.mark.django_db(transaction=True)
def test_two_of_a_startup_who_apply_at_once_send_one_application() -> None:
    a_person(Role.COORDINATOR)
    first = a_founder()
    people = [first, a_founder(first.membership.startup)]
    programme = taking_applications()
    gate, refused = threading.Barrier(2), []

    def apply(by: Person) -> None:
        gate.wait()
        try:
            submit_application(
                programme=programme, startup=first.membership.startup, answers={}, by=by, now=MONDAY
            )
        except AppliedAlready as problem:
            refused.append(problem.extra["state"])
        finally:
            connection.close()

    threads = [threading.Thread(target=apply, args=[by]) for by in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (refused, [row.state for row in Application.objects.all()]) == (["submitted"], ["submitted"])
