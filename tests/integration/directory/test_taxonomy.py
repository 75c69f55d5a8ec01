"""The shared vocabulary in coordinators' hands."""

import threading
from typing import Any

import pytest
from django.db import connection
from rest_framework.test import APIClient

import clock
from accounts.models import Role
from audit.models import AuditEntry
from directory.models import Topic
from directory.own.operations import set_company
from directory.refusals import TopicGone, TopicInUse
from directory.taxonomy.operations import delete_topic
from tests.factories.hub import a_founder, a_mentor, a_person, a_programme, a_startup
from tests.factories.programmes import gives_time

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator() -> APIClient:
    client = APIClient(HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(a_person(Role.COORDINATOR))
    return client


def a_topic(slug: str) -> Topic:
    return Topic.objects.create(slug=slug, name_ko=slug, name_en=slug)


def deeds() -> list[str]:
    return list(
        AuditEntry.objects.filter(subject_kind="topic").order_by("pk").values_list("action", flat=True)
    )


def test_a_topic_is_added_renamed_and_deleted_while_nothing_names_it(coordinator: APIClient) -> None:
    body = {"slug": "pricing", "name_ko": "가격", "name_en": "Pricing"}
    assert coordinator.post("/api/topics/", body, format="json").status_code == 201
    again = coordinator.post("/api/topics/", body, format="json")
    assert (again.status_code, again.json()["code"]) == (409, "topic_slug_taken")
    renamed = coordinator.patch("/api/topics/pricing/", {"name_en": "Prices"}, format="json")
    assert renamed.json() == {**body, "name_en": "Prices"}
    assert coordinator.get("/api/topics/pricing/uses/").json() == []
    assert coordinator.delete("/api/topics/pricing/").status_code == 204
    assert (Topic.objects.count(), deeds()) == (0, ["topic.added", "topic.renamed", "topic.deleted"])


def test_a_topic_in_use_is_not_deleted_and_the_refusal_tells_by_what(coordinator: APIClient) -> None:
    topic, mentor = a_topic("pricing"), a_mentor()
    for _ in range(2):
        a_startup().needs.add(topic)
    mentor.topics.add(topic)
    gives_time(a_programme(), mentor).topics.add(topic)
    refused = coordinator.delete("/api/topics/pricing/")
    assert (refused.status_code, refused.json()["code"]) == (409, "topic_in_use")
    used = [
        {"by": "startup", "count": 2},
        {"by": "expert", "count": 1},
        {"by": "programmeexpert", "count": 1},
    ]
    assert refused.json()["used"] == used == coordinator.get("/api/topics/pricing/uses/").json()
    assert (Topic.objects.count(), deeds()) == (1, [])


def test_merged_topics_are_named_once_by_whoever_named_either(coordinator: APIClient) -> None:
    topic, kept = a_topic("prices"), a_topic("pricing")
    either, both, neither, place = (
        a_startup(),
        a_startup(),
        a_startup(),
        gives_time(a_programme(), a_mentor()),
    )
    either.needs.add(topic)
    both.needs.add(topic, kept)
    place.topics.add(topic)
    merged = coordinator.post("/api/topics/prices/merge/", {"into": "pricing"}, format="json")
    assert (merged.status_code, merged.json()["slug"]) == (200, "pricing")
    assert [list(one.needs.all()) for one in (either, both, neither)] == [[kept], [kept], []]
    assert (list(place.topics.all()), list(Topic.objects.all())) == ([kept], [kept])
    assert deeds() == ["topic.merged"]


def test_a_topic_is_not_merged_into_itself_or_one_that_is_not_there(coordinator: APIClient) -> None:
    a_topic("pricing")
    itself = coordinator.post("/api/topics/pricing/merge/", {"into": "pricing"}, format="json")
    assert (itself.status_code, itself.json()["code"]) == (400, "topic_into_itself")
    assert coordinator.post("/api/topics/pricing/merge/", {"into": "no"}, format="json").status_code == 400
    assert coordinator.post("/api/topics/no/merge/", {"into": "pricing"}, format="json").status_code == 404


def test_only_coordinators_change_the_vocabulary() -> None:
    client = APIClient()
    client.force_login(a_founder())
    a_topic("pricing")
    body = {"slug": "no", "name_ko": "no", "name_en": "no"}
    assert client.post("/api/topics/", body, format="json").status_code == 403
    assert client.delete("/api/topics/pricing/").status_code == 403


@pytest.mark.django_db(transaction=True)
def test_a_topic_named_and_deleted_at_once_ends_as_one_of_the_two() -> None:
    by, founder, topic = a_person(Role.COORDINATOR), a_founder(), a_topic("pricing")
    gate, refused = threading.Barrier(2), []

    def name_it() -> None:
        set_company(
            startup=founder.membership.startup,
            needs=[topic],
            markets=[],
            competitors=[],
            by=founder,
            now=clock.now(),
        )

    def at_once(deed: Any) -> None:
        gate.wait()
        try:
            deed()
        except (TopicGone, TopicInUse) as problem:
            refused.append(problem.code)
        finally:
            connection.close()

    deeds_of_both = [name_it, lambda: delete_topic(slug="pricing", by=by, now=clock.now())]
    threads = [threading.Thread(target=at_once, args=[deed]) for deed in deeds_of_both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    is_there = Topic.objects.filter(pk=topic.pk).exists()
    assert refused == (["topic_in_use"] if is_there else ["topic_gone"])
    assert founder.membership.startup.needs.count() == (1 if is_there else 0)
