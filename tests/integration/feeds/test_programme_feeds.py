"""A programme's calendar under a secret address of one person: what it shows to whom, and its end."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar
from rest_framework.test import APIClient

from accounts.models import Person, Role
from audit.models import AuditEntry
from calendars.models import CalendarEvent
from clock.models import ClockShift
from directory.models import Expert
from mentoring.models import Programme, ProgrammeFeed
from mentoring.programme_feeds.operations import make_programme_feed
from tests.calendar_programs import seen_by_all
from tests.factories.hub import a_founder, a_mentor, a_person, a_programme
from tests.integration.feeds.conftest import SINCE, UNTIL, a_session, fetched
from tests.integration.groups.conftest import a_group, joined
from tests.integration.series.conftest import OCTOBER, booked, post, sign_in, starts

pytestmark = pytest.mark.django_db
Body = dict[str, Any]
LIST = "/api/me/programme-feeds/"


def path_of(person: Person, programme: Programme) -> str:
    token = make_programme_feed(person=person, programme=programme, now=OCTOBER)
    return f"/feeds/programmes/{token}.ics"


def path_in(answer: Any) -> str:
    assert answer.status_code == 201, answer.json()
    return f"/feeds/programmes/{answer.json()['url'].rsplit('/', 1)[1]}"


def titles(path: str) -> list[str]:
    calendar: Any = Calendar.from_ical(fetched(path).content)
    return sorted(str(event["SUMMARY"]) for event in calendar.events)


@pytest.fixture
def coordinator() -> Person:
    return a_person(Role.COORDINATOR, language="en")


def test_an_address_is_told_once_replaced_and_taken_back(coordinator: Person, programme: Programme) -> None:
    client, path = sign_in(coordinator), f"{LIST}{programme.slug}/"
    (row,) = client.get(LIST).json()
    assert (row["slug"], row["exists"], row["made_at"]) == (programme.slug, False, None)
    first = path_in(client.post(path))
    etag = fetched(first)["ETag"]
    second = path_in(client.post(path))
    assert (fetched(first).status_code, fetched(second).status_code) == (404, 200)
    (row,) = client.get(LIST).json()
    assert (row["exists"], row["made_at"] is None) == (True, False)
    assert client.delete(path).status_code == client.delete(path).status_code == 204
    assert fetched(second, if_none_match=etag).status_code == 404
    deeds = AuditEntry.objects.filter(subject_kind="programme_feed").order_by("pk")
    assert [deed.action.split(".")[1] for deed in deeds] == ["made", "replaced", "revoked"]
    assert first.rsplit("/", 1)[1][:40] not in str(list(deeds.values()))


def test_an_address_is_one_persons_and_one_programmes(coordinator: Person, programme: Programme) -> None:
    other = a_programme()
    paths = [
        path_of(coordinator, programme),
        path_of(coordinator, other),
        path_of(a_person(Role.COORDINATOR), programme),
    ]
    sign_in(coordinator).delete(f"{LIST}{programme.slug}/")
    assert [fetched(path).status_code for path in paths] == [404, 200, 200]
    token = paths[1].rsplit("/", 1)[1]
    assert fetched(f"/feeds/{token}").status_code == 404


def test_a_closed_programme_has_no_new_address_and_shows_what_there_is_until_it_is_taken_back(
    coordinator: Person, programme: Programme
) -> None:
    path = path_of(coordinator, programme)
    Programme.objects.update(state="closed")
    client = sign_in(coordinator)
    assert client.post(f"{LIST}{programme.slug}/").status_code == 404
    assert client.post(f"{LIST}nothing/").status_code == 404
    assert fetched(path).status_code == 200
    assert [row["slug"] for row in client.get(LIST).json()] == [programme.slug]
    client.delete(f"{LIST}{programme.slug}/")
    assert client.get(LIST).json() == []


def test_an_address_ends_with_its_owners_account(coordinator: Person, programme: Programme) -> None:
    path = path_of(coordinator, programme)
    Person.objects.filter(pk=coordinator.pk).update(is_active=False)
    assert fetched(path).status_code == 404


def test_it_tells_time_names_and_the_way_to_the_page_and_nothing_private(
    coordinator: Person, founder: Person, mentor: Expert, programme: Programme, starts_at: datetime
) -> None:
    session = a_session(founder, mentor, programme, starts_at)
    CalendarEvent.objects.update(meet_url="https://meet.google.com/abc-defg-hij")
    for person in (coordinator, founder, mentor.person):
        text = fetched(path_of(person, programme)).content.decode().replace("\r\n ", "")
        event: Any = Calendar.from_ical(text).events[0]
        kept = CalendarEvent.objects.get()
        assert (event["UID"], event["SEQUENCE"]) == (kept.uid, kept.sequence)
        assert event["DTSTART"].dt == starts_at
        company = founder.membership.startup
        name = company.name_ko if person.language == "ko" else company.name_en
        assert str(event["SUMMARY"]) == f"{name} × {mentor.person.name}"
        assert str(event["URL"]).endswith(f"/sessions/{session}")
        assert "09:00" in event["DESCRIPTION"]
        assert "17:00" in event["DESCRIPTION"]
        for private in ("Enter the US market", "meet.google", "ATTENDEE", founder.email, mentor.person.email):
            assert private not in text


def test_each_sees_what_they_may_see_today(
    coordinator: Person, founder: Person, mentor: Expert, programme: Programme, october: datetime
) -> None:
    other = a_founder()
    a_session(founder, mentor, programme, october + timedelta(days=2))
    a_session(other, mentor, programme, october + timedelta(days=3))
    a_session(other, mentor, a_programme(approval="automatic"), october + timedelta(days=4))
    group = a_group(
        expert=a_mentor(), programme=programme, starts_at=october + timedelta(days=5), now=october
    )
    seated = joined(group, now=october).person
    ours = f"{founder.membership.startup.name_ko} × {mentor.person.name}"
    paths = {person: path_of(person, programme) for person in (coordinator, founder, mentor.person, seated)}
    assert len(titles(paths[coordinator])) == 3
    assert titles(paths[founder]) == sorted([ours, "미국 가격 정책"])
    assert titles(paths[mentor.person]) == sorted(
        f"{one.membership.startup.name_en} × {mentor.person.name}" for one in (founder, other)
    )
    assert titles(paths[seated]) == ["미국 가격 정책"]
    assert seated.name not in fetched(paths[coordinator]).content.decode()
    Person.objects.filter(pk=coordinator.pk).update(role=Role.CONTACT)
    assert titles(paths[coordinator]) == []


def test_what_was_called_off_is_told_as_cancelled(
    coordinator: Person, founder: Person, mentor: Expert, programme: Programme, starts_at: datetime
) -> None:
    session = a_session(founder, mentor, programme, starts_at)
    path = path_of(coordinator, programme)
    etag = fetched(path)["ETag"]
    assert fetched(path, if_none_match=etag).status_code == 304
    sign_in(founder).post(f"/api/sessions/{session}/cancel/", {"reason": "Ill"}, format="json")
    answer = fetched(path, if_none_match=etag)
    event: Any = Calendar.from_ical(answer.content).events[0]
    assert (answer.status_code, event["STATUS"], event["SEQUENCE"]) == (200, "CANCELLED", 1)
    ClockShift.show(starts_at + timedelta(days=31))
    assert titles(path) == []


def test_three_programs_read_a_series_of_it_alike_and_its_name(
    client: APIClient, coordinator: Person, programme: Programme, asked: Body
) -> None:
    series = booked(client, asked)
    post(client, f"{series['id']}/skip/", {"on": "2026-11-17", "reason": "Trade fair"})
    file = fetched(path_of(coordinator, programme)).content
    rows = seen_by_all(file, SINCE, UNTIL)
    assert [f"{start:%m-%d %H:%M}" for _, start, _, _ in rows] == [
        at for at in starts(series) if not at.startswith("11-18")
    ]
    calendar: Any = Calendar.from_ical(file)
    assert (str(calendar["NAME"]), "UID" in calendar) == ("Meridian · Localization mentoring", False)
    assert "Enter the US market" not in file.decode().replace("\r\n ", "")


def test_it_takes_as_many_statements_for_many_sessions_as_for_one(
    coordinator: Person,
    founder: Person,
    mentor: Expert,
    programme: Programme,
    october: datetime,
    client: APIClient,
    asked: Body,
) -> None:
    path = path_of(coordinator, programme)

    def fill(number: int) -> None:
        a_session(founder, mentor, programme, october + timedelta(days=1 + number, hours=1))
        at = october + timedelta(days=1 + number, hours=2)
        joined(a_group(expert=mentor, programme=programme, starts_at=at, now=october), now=october)
        booked(client, {**asked, "starts_on": f"2026-10-{19 + number}", "starts_time": "19:00"})

    def counted() -> int:
        with CaptureQueriesContext(connection) as statements:
            assert fetched(path).status_code == 200
        return len([one for one in statements if "clock_" not in one["sql"]])

    fill(0)
    one = counted()
    for number in (1, 2, 3):
        fill(number)
    changed = counted()  # what is shown first is noted, which takes four
    assert len(titles(path)) == 12
    assert (one, changed, counted()) == (12, 12, 8)


def test_the_list_takes_two_statements_however_many_programmes_there_are(coordinator: Person) -> None:
    for count in (1, 30):
        while Programme.objects.count() < count:
            path_of(coordinator, a_programme())
        client = sign_in(coordinator)
        with CaptureQueriesContext(connection) as statements:
            assert len(client.get(LIST).json()) == count
        rows = [one["sql"] for one in statements if "programme" in one["sql"]]
        assert len(rows) == 2


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"digest": "the-token-itself"}, "programme_feed_keeps_a_digest"),
        ({"digest": "a" * 64}, "programme_feed_once_a_person"),
    ],
)
def test_the_database_keeps_one_digest_a_person(
    coordinator: Person, programme: Programme, fields: Body, name: str
) -> None:
    path_of(coordinator, programme)
    whole = {"person": coordinator, "programme": programme, "made_at": OCTOBER} | fields
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ProgrammeFeed.objects.create(**whole)
