"""An event in guests' calendars: as one appointment or by meetings, as a file and under a secret address."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar
from rest_framework.test import APIClient

from accounts.models import Person, Role
from audit.models import AuditEntry
from calendars.operations import make_feed
from clock.models import ClockShift
from networking.events.operations import change_event
from networking.events.turning import step_event
from networking.guests.deciding import send_new_link
from networking.guests.registering import cancel_registration
from networking.guests.tokens import guest_token
from networking.models import EventTable, Plan, Registration
from networking.plans.hand import remove_meeting
from networking.plans.publishing import publish_plan
from networking.plans.rest import copy_plan
from tests.calendar_programs import seen_by_all
from tests.factories.cycles import a_coordinator
from tests.factories.events import DOORS_AT, a_guest, an_event
from tests.factories.hub import a_person
from tests.factories.plans import NOW, a_published_plan, an_event_to_plan, everybody_wishes
from tests.integration.networking.conftest import client_of

pytestmark = pytest.mark.django_db
SINCE, UNTIL = DOORS_AT - timedelta(days=9), DOORS_AT + timedelta(days=9)
ENDS_AT = DOORS_AT + timedelta(minutes=30 + 4 * 20 + 3 * 5)
Events = list[Any]


@pytest.fixture(autouse=True)
def _doors_clock() -> None:
    ClockShift.show(NOW)


def read(answer: Any) -> Events:
    assert answer.status_code == 200, answer.content
    calendar: Any = Calendar.from_ical(answer.content)
    return sorted(calendar.events, key=lambda event: event["DTSTART"].dt)


def path_in(answer: Any) -> str:
    assert answer.status_code == 201, answer.content
    return "/feeds/events/" + str(answer.json()["url"].rsplit("/", 1)[1])


def fetched(path: str, **headers: str) -> Any:
    return APIClient().get(path, headers=headers)


def address_of(registration: Registration) -> str:
    path = f"/api/events/{registration.event.slug}/calendar/feed/"
    return path_in(client_of(registration.person).post(path))


def chooses(registration: Registration, form: str) -> None:
    path = f"/api/events/{registration.event.slug}/calendar/"
    answer = client_of(registration.person).put(path, {"form": form}, format="json")
    assert (answer.status_code, answer.json()["form"]) == (200, form)


def told(events: Events) -> list[tuple[datetime, str, str]]:
    return [(one["DTSTART"].dt, str(one["STATUS"]), str(one["SUMMARY"])) for one in events]


def replanned_without(plan: Plan, guest: Registration) -> Plan:
    """The plan again, without the guest's first meeting."""
    copy = copy_plan(plan_id=plan.pk, by=a_coordinator(), now=NOW)
    first = copy.meetings.filter(guests__registration=guest).order_by("round")[0]
    remove_meeting(plan_id=copy.pk, meeting_id=first.pk, seen=None, by=a_coordinator(), now=NOW)
    return publish_plan(plan_id=copy.pk, by=a_coordinator(), now=NOW)


def test_before_a_plan_a_guest_has_the_event_as_one_appointment_in_either_form() -> None:
    guest = a_guest(an_event(link="https://meet.example/room"))
    address = address_of(guest)
    for form in ("block", "meetings"):
        chooses(guest, form)
        (event,) = read(fetched(address))
        assert (event["DTSTART"].dt, event["DTEND"].dt) == (DOORS_AT, ENDS_AT)
        assert (str(event["SUMMARY"]), event["LOCATION"]) == ("네트워킹 저녁", "AI Yangjae Hub")
        assert "https://meet.example/room" in event["DESCRIPTION"]
        assert "18:00" in event["DESCRIPTION"]


def test_a_guest_is_there_from_when_they_come_to_when_they_leave() -> None:
    guest = a_guest(an_event(), present_from="18:40", present_until="19:30")
    (event,) = read(fetched(address_of(guest)))
    assert event["DTSTART"].dt == DOORS_AT + timedelta(minutes=40)
    assert event["DTEND"].dt == DOORS_AT + timedelta(minutes=90)


def test_by_choice_the_plan_is_told_in_one_appointment_or_in_one_for_each_meeting() -> None:
    event, ours, theirs = an_event_to_plan(3, 3, rounds=3)
    everybody_wishes(ours, theirs)
    a_published_plan(event)
    guest = ours[0]
    address = address_of(guest)
    (block,) = read(fetched(address))
    chooses(guest, "meetings")
    meetings = read(fetched(address))
    first = DOORS_AT + timedelta(minutes=30)
    assert [one["DTSTART"].dt for one in meetings] == [first + timedelta(minutes=25 * n) for n in range(3)]
    assert sorted(str(one["SUMMARY"]) for one in meetings) == sorted(
        f"{one.person.name} (Google) · 네트워킹 저녁" for one in theirs
    )
    assert len({str(one["UID"]) for one in meetings} | {str(block["UID"])}) == 4
    for one in theirs:
        assert f"{one.person.name} (Google)" in block["DESCRIPTION"]
        assert one.person.email not in fetched(address).content.decode().replace("\r\n ", "")
    assert "테이블" in meetings[0]["LOCATION"]


def test_changes_follow_with_the_same_uid_and_what_fell_away_is_told_as_cancelled() -> None:
    event, ours, theirs = an_event_to_plan(3, 3, rounds=3)
    everybody_wishes(ours, theirs)
    plan, guest = a_published_plan(event), ours[0]
    chooses(guest, "meetings")
    address = address_of(guest)
    before = fetched(address)
    assert fetched(address, if_none_match=before["ETag"]).status_code == 304
    replanned_without(plan, guest)
    after = fetched(address, if_none_match=before["ETag"])
    assert [status for _, status, _ in told(read(after))] == ["CANCELLED", "CONFIRMED", "CONFIRMED"]
    was, now = read(before), read(after)
    assert [one["UID"] for one in now] == [one["UID"] for one in was]
    assert all(new["SEQUENCE"] > old["SEQUENCE"] for old, new in zip(was, now, strict=True))
    event.refresh_from_db()
    step_event(slug=event.slug, step="cancel", by=None, now=NOW, reason="Storm")
    assert {status for _, status, _ in told(read(fetched(address)))} == {"CANCELLED"}


def test_another_date_of_the_event_reaches_its_calendars_with_a_higher_sequence() -> None:
    guest = a_guest(an_event())
    address = address_of(guest)
    (was,) = read(fetched(address))
    day = guest.event.held_on + timedelta(days=1)
    change_event(slug=guest.event.slug, held_on=day, by=a_coordinator(), now=NOW)
    (now,) = read(fetched(address))
    assert (now["UID"], now["DTSTART"].dt) == (was["UID"], DOORS_AT + timedelta(days=1))
    assert now["SEQUENCE"] > was["SEQUENCE"]


def test_a_place_given_up_is_told_as_cancelled_and_one_never_had_is_not_told() -> None:
    event = an_event()
    guest, waiting = a_guest(event), a_guest(event, state="waitlisted", number=None)
    feeds = {one: f"/feeds/{make_feed(person=one.person, now=NOW)}.ics" for one in (guest, waiting)}
    assert [len(read(fetched(path))) for path in feeds.values()] == [1, 0]
    for one in (guest, waiting):
        cancel_registration(registration_id=one.pk, by=one.person, now=NOW)
    assert told(read(fetched(feeds[guest]))) == [(DOORS_AT, "CANCELLED", "취소됨: 네트워킹 저녁")]
    assert read(fetched(feeds[waiting])) == []


def test_ones_own_feed_shows_events_beside_sessions_in_a_constant_number_of_statements() -> None:
    event, ours, theirs = an_event_to_plan(3, 3, rounds=3)
    everybody_wishes(ours, theirs)
    a_published_plan(event)
    guest = ours[0]
    chooses(guest, "meetings")
    path = f"/feeds/{make_feed(person=guest.person, now=NOW)}.ics"

    def counted() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as statements:
            events = read(fetched(path))
        return len(events), len([one for one in statements if "clock_" not in one["sql"]])

    fetched(path)
    shown, statements = counted()
    for _ in range(3):
        a_guest(an_event(), person=guest.person)
    fetched(path)
    assert (shown, counted()) == (3, (6, statements))


def test_three_programs_read_it_alike() -> None:
    event, ours, theirs = an_event_to_plan(3, 3, rounds=3)
    everybody_wishes(ours, theirs)
    a_published_plan(event)
    chooses(theirs[0], "meetings")
    rows = seen_by_all(fetched(address_of(theirs[0])).content, SINCE, UNTIL)
    assert len(rows) == 3


def test_an_address_is_told_once_replaced_and_taken_back() -> None:
    guest = a_guest(an_event())
    client, path = client_of(guest.person), f"/api/events/{guest.event.slug}/calendar/"
    assert client.get(path).json() == {"form": "block", "feed_made_at": None, "google": None}
    first, second = path_in(client.post(f"{path}feed/")), path_in(client.post(f"{path}feed/"))
    assert (fetched(first).status_code, fetched(second).status_code) == (404, 200)
    assert datetime.fromisoformat(client.get(path).json()["feed_made_at"]) == NOW
    assert client.delete(f"{path}feed/").status_code == client.delete(f"{path}feed/").status_code == 204
    assert fetched(second).status_code == 404
    deeds = AuditEntry.objects.filter(subject_kind="event_feed").order_by("pk")
    assert [deed.action for deed in deeds] == ["event_feed.made", "event_feed.replaced", "event_feed.revoked"]


def test_an_address_made_behind_a_link_ends_with_that_link() -> None:
    _, _, theirs = an_event_to_plan()
    guest = theirs[0]
    path = f"/api/guests/{guest_token(guest)}/"
    answer = APIClient().put(f"{path}calendar/", {"form": "meetings"}, format="json")
    assert answer.json() == {"form": "meetings", "feed_made_at": None, "google": None}
    linked = path_in(APIClient().post(f"{path}calendar/feed/"))
    own = address_of(theirs[1])
    assert [fetched(one).status_code for one in (linked, own)] == [200, 200]
    assert guest_token(guest) not in fetched(linked).content.decode().replace("\r\n ", "")
    for one in theirs[:2]:
        send_new_link(registration_id=one.pk, by=a_coordinator(), now=NOW)
    assert [fetched(one).status_code for one in (linked, own)] == [404, 200]
    assert APIClient().post(f"{path}calendar/feed/").status_code == 404
    Person.objects.filter(pk=theirs[1].person_id).update(is_active=False)
    assert fetched(own).status_code == 404


def test_whoever_has_no_place_sees_what_is_announced_and_no_way_in() -> None:
    event = an_event(link="https://meet.example/room")
    coordinator = a_person(Role.COORDINATOR, language="en")
    path = f"/api/events/{event.slug}/"
    made = path_in(client_of(coordinator).post(f"{path}calendar/feed/"))
    for answer in (fetched(made), APIClient().get(f"{path}event.ics", headers={"accept-language": "en"})):
        (shown,) = read(answer)
        assert (shown["DTSTART"].dt, str(shown["SUMMARY"])) == (DOORS_AT, "Networking evening")
        assert "meet.example" not in answer.content.decode().replace("\r\n ", "")
    refused = client_of(coordinator).put(f"{path}calendar/", {"form": "block"}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (409, "not_registered")


def test_the_file_to_keep_is_ones_own_part_and_one_meeting_where_a_round_is_named() -> None:
    event, ours, theirs = an_event_to_plan(3, 3, rounds=3)
    everybody_wishes(ours, theirs)
    a_published_plan(event)
    own, linked = f"/api/events/{event.slug}/event.ics", f"/api/guests/{guest_token(theirs[0])}/event.ics"
    clients = {own: client_of(ours[0].person), linked: APIClient()}
    for path, client in clients.items():
        (block,) = read(client.get(path))
        assert block["DTSTART"].dt == DOORS_AT
        (second,) = read(client.get(f"{path}?round=2"))
        assert second["DTSTART"].dt == DOORS_AT + timedelta(minutes=55)
        for nothing in ("9", "0", "-1", "two", "2;", "٢", "1" * 99):
            assert client.get(f"{path}?round={nothing}").status_code == 404
    assert APIClient().get(f"{own}?round=2").status_code == 200  # of whoever is not known, all of it


def test_a_draft_has_no_calendar() -> None:
    event = an_event(state="draft")
    client = client_of(a_person(Role.COORDINATOR))
    for path in ("calendar/", "event.ics"):
        assert client.get(f"/api/events/{event.slug}/{path}").status_code == 404
    assert client.post(f"/api/events/{event.slug}/calendar/feed/").status_code == 404


def test_an_unknown_form_is_refused_by_name() -> None:
    guest = a_guest(an_event())
    path = f"/api/events/{guest.event.slug}/calendar/"
    answer = client_of(guest.person).put(path, {"form": "poem"}, format="json")
    assert (answer.status_code, [one["field"] for one in answer.json()["errors"]]) == (400, ["form"])


def test_an_online_table_is_told_to_those_who_meet_there() -> None:
    event, ours, theirs = an_event_to_plan(2, 2, rounds=2, place="", link="https://meet.example/hall")
    EventTable.objects.filter(event=event).update(link="https://meet.example/table")
    everybody_wishes(ours, theirs)
    a_published_plan(event)
    (block,) = read(fetched(address_of(ours[0])))
    assert block["LOCATION"] == "https://meet.example/hall"
    chooses(ours[0], "meetings")
    assert "https://meet.example/table" in read(fetched(address_of(ours[0])))[0]["DESCRIPTION"]
