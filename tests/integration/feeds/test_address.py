"""The secret address of a person's calendar: its making, its end, and what it answers to programs."""

import hashlib
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils.http import http_date, parse_http_date

import clock
from accounts.models import Person, Role
from audit.models import AuditEntry
from calendars.models import CalendarFeed
from calendars.operations.feeding import last_changed
from clock.models import ClockShift
from directory.models import Expert
from mentoring.models import Programme
from tests.factories.hub import a_person
from tests.integration.feeds.conftest import ADDRESS, a_session, fetched, path_of
from tests.integration.series.conftest import sign_in

pytestmark = pytest.mark.django_db


def token_in(url: str) -> str:
    return url.rsplit("/", 1)[1].removesuffix(".ics")


def test_an_address_is_told_once_and_only_its_digest_is_kept(founder: Person) -> None:
    client = sign_in(founder)
    assert client.get(ADDRESS).json() == {"exists": False, "made_at": None}
    made = client.post(ADDRESS)
    assert made.status_code == 201
    token = token_in(made.json()["url"])
    assert len(token) == 43  # 256 bits
    kept = CalendarFeed.objects.values().get()
    assert kept["digest"] == hashlib.sha256(token.encode()).hexdigest()
    assert token not in str(kept) + str(list(AuditEntry.objects.values()))
    shown = client.get(ADDRESS).json()
    assert (shown["exists"], set(shown)) == (True, {"exists", "made_at"})


def test_a_program_reads_it_without_signing_in_whatever_it_says_to_accept(founder: Person) -> None:
    path = path_of(founder)
    for accepted in ("text/calendar", "*/*", "text/html"):
        answer = fetched(path, accept=accepted)
        assert answer.status_code == 200
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        assert answer["Cache-Control"] == "private, no-cache"
        assert answer.content.startswith(b"BEGIN:VCALENDAR\r\n")


def test_another_address_ends_the_one_before_at_once(founder: Person) -> None:
    client = sign_in(founder)
    first, second = (f"/feeds/{token_in(client.post(ADDRESS).json()['url'])}.ics" for _ in range(2))
    assert (fetched(first).status_code, fetched(second).status_code) == (404, 200)
    deeds = AuditEntry.objects.filter(subject_kind="calendar_feed").order_by("pk")
    assert [deed.action for deed in deeds] == ["calendar_feed.made", "calendar_feed.replaced"]


def test_an_address_that_was_taken_back_is_gone_at_once_for_whoever_had_read_it(founder: Person) -> None:
    path = path_of(founder)
    etag = fetched(path)["ETag"]
    client = sign_in(founder)
    assert client.delete(ADDRESS).status_code == 204
    assert fetched(path, if_none_match=etag).status_code == 404
    assert client.get(ADDRESS).json()["exists"] is False
    assert client.delete(ADDRESS).status_code == 204


def test_a_person_who_may_not_sign_in_any_more_has_no_feed(founder: Person) -> None:
    path = path_of(founder)
    Person.objects.filter(pk=founder.pk).update(is_active=False)
    assert fetched(path).status_code == 404


@pytest.mark.parametrize("token", ["x", "a" * 43, "%00", "é"])
def test_an_address_that_nobody_made_opens_nothing(db: None, token: str) -> None:
    assert fetched(f"/feeds/{token}.ics").status_code == 404
    assert fetched(f"/feeds/{token}").status_code == 404


def test_what_is_unchanged_is_not_sent_again_and_what_changed_is(
    founder: Person, mentor: Expert, programme: Programme, starts_at: datetime
) -> None:
    session = a_session(founder, mentor, programme, starts_at)
    path = path_of(mentor.person)
    first = fetched(path)
    ClockShift.show(starts_at - timedelta(days=1, hours=20))
    again = fetched(path, if_none_match=first["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    client = sign_in(founder)
    moved = {"starts_at": (starts_at + timedelta(days=1)).isoformat(), "reason": "Flight"}
    version = client.get(f"/api/sessions/{session}/")["ETag"]
    done = client.post(
        f"/api/sessions/{session}/reschedule/", moved, format="json", headers={"if-match": version}
    )
    assert done.status_code == 200, done.json()
    changed = fetched(path, if_none_match=first["ETag"])
    assert (changed.status_code, changed["ETag"] == first["ETag"]) == (200, False)
    assert b"SEQUENCE:1" in changed.content


def test_it_names_the_address_from_which_it_was_read(founder: Person) -> None:
    path = path_of(founder)
    file = fetched(path).content.replace(b"\r\n ", b"").decode()
    assert f"SOURCE;VALUE=URI:{settings.PUBLIC_URL}{path}" in file.split("\r\n")


def test_a_program_that_knows_dates_alone_reads_only_what_changed_since(
    founder: Person, mentor: Expert, programme: Programme, starts_at: datetime
) -> None:
    path = path_of(mentor.person)
    ClockShift.show(starts_at - timedelta(days=2))
    first = fetched(path)
    dated = first["Last-Modified"]
    assert parse_http_date(dated) == int(clock.now().timestamp())
    ClockShift.show(starts_at - timedelta(days=2, hours=-1))
    again = fetched(path, if_modified_since=dated)
    assert (again.status_code, again.content, again["Last-Modified"]) == (304, b"", dated)
    a_session(founder, mentor, programme, starts_at)
    changed = fetched(path, if_modified_since=dated)
    assert (changed.status_code, changed["Last-Modified"] == dated) == (200, False)
    assert fetched(path, if_modified_since=changed["Last-Modified"]).status_code == 304
    # Where both are said the tag decides (RFC 9110, 13.1.3).
    both = {"if_modified_since": changed["Last-Modified"], "if_none_match": first["ETag"]}
    assert fetched(path, **both).status_code == 200


def test_a_second_change_within_a_second_is_not_taken_for_the_first(
    founder: Person, mentor: Expert, programme: Programme, starts_at: datetime
) -> None:
    path, now = path_of(mentor.person), (starts_at - timedelta(days=2)).replace(microsecond=0)
    ClockShift.show(now)
    feed = CalendarFeed.objects.get()
    first = last_changed(feed=feed, fingerprint="a" * 64, now=now)
    feed.refresh_from_db()
    second = last_changed(feed=feed, fingerprint="b" * 64, now=now + timedelta(milliseconds=400))
    assert (first, second) == (now, now + timedelta(seconds=1))
    answer = fetched(path)  # another again: two seconds after the first, and nobody is told a date to come
    assert (answer.status_code, answer.has_header("Last-Modified")) == (200, False)
    assert fetched(path, if_modified_since=http_date(now.timestamp())).status_code == 200


def test_a_date_of_change_is_kept_with_what_was_shown_alone(founder: Person) -> None:
    path_of(founder)
    with pytest.raises(IntegrityError, match="calendarfeed_shown_since"), transaction.atomic():
        CalendarFeed.objects.update(shown="a" * 64)


def test_one_address_asks_at_most_so_often(founder: Person) -> None:
    cache.clear()
    path = path_of(founder)
    answers = [fetched(path).status_code for _ in range(121)]
    cache.clear()
    assert (set(answers[:120]), answers[120]) == ({200}, 429)


def test_nothing_but_a_digest_can_be_kept(db: None) -> None:
    person = a_person(Role.MENTOR)
    with pytest.raises(IntegrityError, match="calendar_feed_keeps_a_digest"), transaction.atomic():
        CalendarFeed.objects.create(person=person, digest="the-token-itself", made_at="2026-11-24T00:00:00Z")
