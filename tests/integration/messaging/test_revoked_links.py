"""One short link is taken back, by its reader or a coordinator: it answers as one that is over, and no other does."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.conf import settings
from django.db import IntegrityError, connections, transaction
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from accounts.models import Person, Role
from audit.models import AuditEntry
from clock.models import ClockShift
from messaging.links.operations import revoke_link
from messaging.models import Message, MessageKind, RevokedLink
from messaging.operations import notify
from messaging.own_messages.operations import erase_messages
from tests.factories.appointments import a_briefing, an_appointment
from tests.factories.hub import a_founder, a_person
from tests.integration.messaging.test_short_links import GONE, NOON, STARTS_AT, code_in, where

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
PAGE = "/sessions/5"


@pytest.fixture
def founder() -> Person:
    ClockShift.show(NOON)
    return a_founder(phone="+821012345678")


def told(person: Person, days: int = 0) -> Message:
    """A text with a short link of its own."""
    starts_at = STARTS_AT + timedelta(days=days)
    written = notify(
        appointment=an_appointment(person, starts_at=starts_at),
        person=person,
        kind=MessageKind.CONFIRMED,
        briefing=a_briefing(link=settings.PUBLIC_URL + PAGE),
        now=NOON,
    )
    return next(one for one in written if one.channel == "sms")


def call(person: Person) -> APIClient:
    client = APIClient()
    client.force_authenticate(person)
    return client


def is_open(message: Message) -> bool:
    return where(code_in(message.body)) != GONE


def test_its_reader_takes_one_link_back_and_the_others_stay(founder: Person) -> None:
    first, second = told(founder), told(founder, days=1)
    client = call(founder)
    listed = client.get("/api/me/links/").json()["results"]
    assert [(row["id"], row["kind"], row["until"]) for row in listed] == [
        (second.pk, "confirmed", "2026-12-09T06:00:00Z"),
        (first.pk, "confirmed", "2026-12-08T06:00:00Z"),
    ]
    assert not {"path", "link", "body"} & set(listed[0])
    assert client.post(f"/api/me/links/{first.pk}/revoke/").json()["at"].startswith("2026-11-20T03:00:")
    assert (is_open(first), is_open(second)) == (False, True)
    assert [row["id"] for row in client.get("/api/me/links/").json()["results"]] == [second.pk]
    entry = AuditEntry.objects.get(action="link.revoked")
    assert (entry.subject_kind, entry.subject_id, entry.actor, entry.details) == (
        "person",
        str(founder.pk),
        founder,
        {"message": first.pk, "kind": "confirmed"},
    )


def test_a_coordinator_sees_which_link_is_open_and_takes_it_back(founder: Person) -> None:
    message = told(founder)
    desk = call(a_person(Role.COORDINATOR))
    rows = {row["id"]: row for row in desk.get("/api/messages/").json()["results"]}
    assert (rows[message.pk]["link_until"], rows[message.pk]["link_revoked_at"]) == (
        "2026-12-08T06:00:00Z",
        None,
    )
    ClockShift.show(NOON + MINUTE)
    assert desk.post(f"/api/messages/{message.pk}/link/revoke/").status_code == 200
    assert not is_open(message)
    rows = {row["id"]: row for row in desk.get("/api/messages/").json()["results"]}
    assert rows[message.pk]["link_revoked_at"].startswith("2026-11-20T03:01:")


def test_another_person_s_link_is_not_there(founder: Person) -> None:
    message = told(founder)
    assert call(a_founder()).post(f"/api/me/links/{message.pk}/revoke/").status_code == 404
    assert call(a_founder()).post(f"/api/messages/{message.pk}/link/revoke/").status_code == 403
    assert is_open(message)


@pytest.mark.parametrize("why", ["past", "erased", "none"])
def test_there_is_nothing_to_take_back_where_the_link_is_over(founder: Person, why: str) -> None:
    message = told(founder)
    now = NOON
    if why == "past":
        now = STARTS_AT + timedelta(days=14)
    elif why == "erased":
        Message.objects.update(state="delivered", settled_at=NOON)
        erase_messages(person=founder, by=founder, now=NOON + timedelta(days=2))
    else:
        message = Message.objects.get(channel="email")
    ClockShift.show(now)
    answer = call(founder).post(f"/api/me/links/{message.pk}/revoke/")
    assert (answer.status_code, answer.json()["code"]) == (409, "link_is_over")
    assert not RevokedLink.objects.exists()


def test_doing_it_again_keeps_who_did_it_first(founder: Person) -> None:
    message = told(founder)
    revoke_link(message=message, by=founder, now=NOON)
    revoke_link(message=message, by=a_person(Role.COORDINATOR), now=NOON + MINUTE)
    row = RevokedLink.objects.get()
    assert (row.by, row.at) == (founder, NOON)
    assert AuditEntry.objects.filter(action="link.revoked").count() == 1


def test_a_link_is_taken_back_once(founder: Person) -> None:
    message = told(founder)
    RevokedLink.objects.create(message=message, by=founder, at=NOON)
    with pytest.raises(IntegrityError, match="messaging_revokedlink_pkey"), transaction.atomic():
        RevokedLink.objects.bulk_create([RevokedLink(message=message, by=founder, at=NOON)])


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_it_back_at_once_both_are_told_the_same() -> None:
    ClockShift.show(NOON)
    person = a_founder(phone="+821012345678")
    message, ready = told(person), Barrier(2)

    def take() -> str:
        ready.wait()
        try:
            return revoke_link(message=message, by=person, now=NOON).at.isoformat()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert len({one.result() for one in [pool.submit(take), pool.submit(take)]}) == 1
    assert AuditEntry.objects.filter(action="link.revoked").count() == 1


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_takes_as_many_statements_for_one_as_for_many(
    founder: Person, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for days in range(number):
        told(founder, days=days)
    client = call(founder)
    with django_assert_num_queries(3):  # what time it is, how many, and a page of them
        client.get("/api/me/links/")
