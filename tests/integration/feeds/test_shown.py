"""What a person's feed shows of sessions, series and group sessions."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar
from rest_framework.test import APIClient

from accounts.models import Person
from agenda.models import Travel
from calendars.models import CalendarEvent
from clock.models import ClockShift
from directory.models import Expert
from mentoring.models import Programme
from tests.calendar_programs import seen_by_all
from tests.factories.hub import a_founder, a_programme
from tests.integration.feeds.conftest import SINCE, UNTIL, a_session, fetched, path_of
from tests.integration.groups.conftest import a_group, joined
from tests.integration.series.conftest import booked, post, sign_in, starts

pytestmark = pytest.mark.django_db
Body = dict[str, Any]


def events_in(path: str) -> list[Any]:
    calendar: Any = Calendar.from_ical(fetched(path).content)
    return list(calendar.events)


def seen(path: str) -> list[str]:
    return [f"{start:%m-%d %H:%M}" for _, start, _, _ in seen_by_all(fetched(path).content, SINCE, UNTIL)]


def cancel(founder: Person, session: str) -> None:
    done = sign_in(founder).post(f"/api/sessions/{session}/cancel/", {"reason": "Ill"}, format="json")
    assert done.status_code == 200, done.json()


def test_a_session_is_told_to_each_side_in_their_language_with_both_clocks_and_the_link(
    founder: Person, mentor: Expert, programme: Programme, starts_at: datetime
) -> None:
    session = a_session(founder, mentor, programme, starts_at)
    (theirs,), (ours,) = events_in(path_of(mentor.person)), events_in(path_of(founder))
    event = CalendarEvent.objects.get()
    for shown in (theirs, ours):
        assert (shown["UID"], shown["SEQUENCE"], shown["STATUS"]) == (event.uid, 0, "CONFIRMED")
        assert shown["DTSTART"].to_ical() == b"20261014T000000Z"
        assert str(shown["URL"]).endswith(f"/sessions/{session}")
        assert str(shown["URL"]) in shown["DESCRIPTION"]
    company = founder.membership.startup
    assert str(theirs["SUMMARY"]) == f"{company.name_en} × {mentor.person.name}"
    assert str(ours["SUMMARY"]) == f"{company.name_ko} × {mentor.person.name}"
    assert "17:00" in theirs["DESCRIPTION"].splitlines()[1]
    assert "09:00" in theirs["DESCRIPTION"].splitlines()[1]
    assert ours["DESCRIPTION"].startswith("현지화 멘토링\n")
    assert "Localization mentoring" not in ours["DESCRIPTION"]


def test_nobodys_address_is_in_a_feed_and_nobody_is_invited(
    founder: Person, mentor: Expert, programme: Programme, client: APIClient, asked: Body
) -> None:
    for person in (founder, mentor.person):
        Person.objects.filter(pk=person.pk).update(phone="+82101234567" + str(person.pk)[-1])
    booked(client, asked)
    for person in (founder, mentor.person):
        text = fetched(path_of(person)).content.decode().replace("\r\n ", "")
        for private in ("ATTENDEE", founder.email, mentor.person.email, "+8210"):
            assert private not in text


def test_what_was_called_off_stays_for_thirty_days_as_cancelled_with_a_higher_sequence(
    founder: Person, mentor: Expert, programme: Programme, starts_at: datetime
) -> None:
    path = path_of(mentor.person)
    cancel(founder, a_session(founder, mentor, programme, starts_at))
    (event,) = events_in(path)
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
    assert str(event["SUMMARY"]).startswith("Cancelled: ")
    ClockShift.show(starts_at + timedelta(days=29))
    assert len(events_in(path)) == 1
    ClockShift.show(starts_at + timedelta(days=31))
    assert events_in(path) == []


def test_what_nobody_has_agreed_to_is_not_in_a_feed(
    founder: Person, mentor: Expert, starts_at: datetime
) -> None:
    a_session(founder, mentor, a_programme(approval="expert"), starts_at)
    assert events_in(path_of(mentor.person)) == []


def test_a_person_sees_their_own_sessions_and_no_others(
    founder: Person, mentor: Expert, programme: Programme, starts_at: datetime
) -> None:
    a_session(founder, mentor, programme, starts_at)
    assert events_in(path_of(a_founder())) == []


def test_a_series_is_one_event_that_three_programs_read_alike_whatever_became_of_its_dates(
    client: APIClient, founder: Person, mentor: Expert, asked: Body
) -> None:
    series = booked(client, asked)
    paths = [path_of(founder), path_of(mentor.person)]
    for path in paths:
        assert seen(path) == starts(series)
    move = {"which": "this", "on": "2026-11-03", "starts_at": "2026-11-05T01:00:00Z", "reason": "Flight"}
    post(client, f"{series['id']}/move/", move)
    post(client, f"{series['id']}/skip/", {"on": "2026-11-17", "reason": "Trade fair"})
    for path in paths:
        assert seen(path) == ["10-20 23:30", "11-05 01:00", "12-02 00:30"]
        master, moved = events_in(path)
        uid = CalendarEvent.objects.get(series_id=series["id"]).uid
        assert (master["UID"], moved["UID"], "RECURRENCE-ID" in moved) == (uid, uid, True)
        assert str(master["URL"]).endswith(f"/series/{series['id']}")


def test_every_week_of_spring_and_autumn_is_at_the_agreed_hour_on_each_clock(
    client: APIClient, founder: Person, asked: Body
) -> None:
    weekly = {**asked, "rule": {"frequency": "weekly", "every": 1, "count": 26}}
    series = booked(client, weekly)
    assert series["occurrences"][-1]["starts_at"] > "2027-03-31"
    assert seen(path_of(founder)) == starts(series)


def test_a_group_session_is_in_the_feeds_of_its_host_and_of_those_with_a_seat(
    mentor: Expert, october: datetime
) -> None:
    group = a_group(1, expert=mentor, starts_at=october + timedelta(days=2, hours=1), now=october)
    seated, waiting = joined(group, now=october).person, joined(group, now=october).person
    (ours,), (theirs,) = events_in(path_of(seated)), events_in(path_of(mentor.person))
    assert (str(ours["SUMMARY"]), str(theirs["SUMMARY"])) == ("미국 가격 정책", "Pricing for the US")
    assert ours["UID"] == theirs["UID"]
    assert [
        "10:00" in shown["DESCRIPTION"] and "18:00" in shown["DESCRIPTION"] for shown in (ours, theirs)
    ] == [True, True]
    assert seated.name not in str(theirs.to_ical())
    assert events_in(path_of(waiting)) == []


def test_a_title_from_outside_cannot_add_a_line(
    founder: Person, mentor: Expert, programme: Programme, starts_at: datetime
) -> None:
    startup = founder.membership.startup
    startup.name_en = 'A, "B"; C\\\r\nATTENDEE:mailto:x@y.example'
    startup.save()
    a_session(founder, mentor, programme, starts_at)
    ((_, start, _, title),) = seen_by_all(fetched(path_of(mentor.person)).content, SINCE, UNTIL)
    assert start == starts_at
    assert title == f'A, "B"; C\\ ATTENDEE:mailto:x@y.example × {mentor.person.name}'


def test_a_feed_takes_as_many_statements_for_many_sessions_as_for_one(
    founder: Person, mentor: Expert, programme: Programme, october: datetime, client: APIClient, asked: Body
) -> None:
    path = path_of(mentor.person)
    Travel.objects.create(person=founder, from_on="2026-12-13", to_on="2026-12-20", time_zone="Europe/Paris")

    def fill(number: int) -> None:
        a_session(founder, mentor, programme, datetime(2026, 10, 13 + number, 1, tzinfo=UTC))
        group = a_group(expert=mentor, starts_at=datetime(2026, 10, 13 + number, 2, tzinfo=UTC), now=october)
        joined(group, now=october)
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
    assert len(events_in(path)) == 12
    assert (one, changed, counted()) == (14, 14, 10)  # two of them ask for events
