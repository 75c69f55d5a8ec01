"""What calendars show of a series equals what Meridian shows, occurrence by occurrence, after every kind of change.

The series runs over the end of daylight saving in California. Both forms are looked at: two people with Google
(one recurring event), and two without (invitations by mail, read by a calendar that knows nothing else).
"""

from collections.abc import Iterator
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from accounts.models import Person
from audit.models import AuditEntry
from calendars.models import CalendarEvent
from directory.models import Expert
from mentoring.jobs import follow_persons_clock
from mentoring.models import Session
from messaging.models import Message
from tests.emulators import GoogleEmulatorHandle, running_google_emulator
from tests.factories.hub import a_programme
from tests.google_discovery import problems_in
from tests.integration.calendars.hub import at_google, connect, points_at, writes
from tests.integration.series.calendar_readers import MailCalendar, shown_by_google, write_all
from tests.integration.series.conftest import OCTOBER, booked, post, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
Body = dict[str, Any]
ALL = ["10-20 23:30", "11-04 00:30", "11-18 00:30", "12-02 00:30"]
FOUNDER, MENTOR = "founder@gmail.example", "mentor@gmail.example"
MOVE_ONE = {"which": "this", "on": "2026-11-03", "starts_at": "2026-11-05T01:00:00Z", "reason": "Flight"}
SKIP = {"on": "2026-11-17", "reason": "Trade fair"}


@pytest.fixture(scope="module")
def google_server() -> Iterator[GoogleEmulatorHandle]:
    with running_google_emulator() as emulator:
        yield emulator


@pytest.fixture
def google(
    google_server: GoogleEmulatorHandle, settings: Settings, founder: Person, mentor: Expert
) -> Iterator[GoogleEmulatorHandle]:
    """Both sides have connected their calendar; all that Google answers fits its own description."""
    google_server.order("reset")
    settings.ENV = points_at(settings.ENV, google_server.url)
    connect(google_server, mentor.person, MENTOR, now=OCTOBER)
    connect(google_server, founder, FOUNDER, now=OCTOBER)
    yield google_server
    assert problems_in(google_server.journal()) == []


def following(series: Body, on: str, starts_on: str, starts_time: str = "17:00") -> Body:
    return {
        "which": "following",
        "on": on,
        "starts_on": starts_on,
        "starts_time": starts_time,
        "version": series["version"],
        "reason": "New job",
    }


def seen(client: APIClient, series: Body) -> Body:
    found: Body = client.get(f"/api/series/{series['id']}/").json()
    return found


def do(client: APIClient, series: Body, deed: str, body: Body) -> Body:
    answer = post(client, f"{series['id']}/{deed}/", body)
    assert answer.status_code == 200, answer.json().get("clashes", answer.json())
    write_all()
    found: Body = answer.json()
    return found


def in_meridian() -> list[str]:
    agreed = Session.objects.filter(state="confirmed").select_related("appointment")
    return sorted(f"{one.appointment.starts_at:%m-%d %H:%M}" for one in agreed)


def through_every_change(client: APIClient, asked: Body) -> Iterator[list[str]]:
    """One change after the other; after each the starts that should be shown."""
    series = booked(client, asked)
    write_all()
    yield ALL
    do(client, series, "move", MOVE_ONE)
    yield [ALL[0], "11-05 01:00", *ALL[2:]]
    do(client, series, "skip", SKIP)
    yield [ALL[0], "11-05 01:00", ALL[3]]
    do(client, series, "extend", {"count": 3, "version": seen(client, series)["version"]})
    yield [ALL[0], "11-05 01:00", ALL[3], "12-16 00:30", "12-30 00:30", "01-13 00:30"]
    series = do(client, series, "move", following(seen(client, series), "2026-12-01", "2026-12-02"))
    yield [ALL[0], "11-05 01:00", "12-03 01:00", "12-17 01:00", "12-31 01:00", "01-14 01:00"]
    end = {"from_on": "2027-01-13", "reason": "Goal reached", "version": series["version"]}
    do(client, series, "end", end)
    yield [ALL[0], "11-05 01:00", "12-03 01:00", "12-17 01:00", "12-31 01:00"]


def test_google_shows_the_same_dates_on_both_calendars_after_every_change(
    google: GoogleEmulatorHandle, client: APIClient, asked: Body, founder: Person, mentor: Expert
) -> None:
    for expected in through_every_change(client, asked):
        assert in_meridian() == sorted(expected)
        assert shown_by_google(founder) == shown_by_google(mentor.person) == sorted(expected)
        assert set(CalendarEvent.objects.values_list("state", flat=True)) == {"written"}
    assert Message.objects.exclude(invitation="").count() == 0


def test_a_calendar_that_lives_on_mails_shows_the_same_dates_after_every_change(
    client: APIClient, asked: Body, founder: Person, mentor: Expert
) -> None:
    for expected in through_every_change(client, asked):
        assert in_meridian() == sorted(expected)
        for person in (founder, mentor.person):
            assert sorted(MailCalendar.of(person).shown()) == sorted(expected)
    assert CalendarEvent.objects.filter(state="none").count() == CalendarEvent.objects.count() == 2


def test_a_series_is_one_event_with_a_rule_on_the_anchors_clock(
    google: GoogleEmulatorHandle, client: APIClient, asked: Body
) -> None:
    series = booked(client, asked)
    write_all()
    (event,) = at_google(google, MENTOR)
    assert event["recurrence"] == ["RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20261202T075959Z"]
    assert event["start"]["timeZone"] == "America/Los_Angeles"
    assert event["id"] == series["id"].replace("-", "")
    assert writes(google) == [("POST", 200)]
    assert google.mails() == [(FOUNDER, "invitation")]
    assert "Every time at 16:30 on the clock of California" in event["description"]
    assert "Seoul: 08:30 · from Wed 4 Nov 09:30 Seoul" in event["description"]


def test_each_change_is_one_write_and_one_mail_of_googles(
    google: GoogleEmulatorHandle, client: APIClient, asked: Body
) -> None:
    series = booked(client, asked)
    write_all()
    before = len(writes(google))
    do(client, series, "move", MOVE_ONE)
    do(client, series, "skip", SKIP)
    assert writes(google)[before:] == [("PATCH", 200), ("DELETE", 204)]
    assert google.mails() == [(FOUNDER, "invitation"), (FOUNDER, "update"), (FOUNDER, "cancellation")]
    write_all()
    assert len(writes(google)) == before + 2


def test_a_request_is_in_no_calendar_until_it_is_accepted_date_by_date(
    google: GoogleEmulatorHandle, client: APIClient, asked: Body, mentor: Expert, founder: Person
) -> None:
    series = booked(client, {**asked, "programme": a_programme(approval="expert").slug})
    write_all()
    assert (writes(google), CalendarEvent.objects.count()) == ([], 0)
    expert = sign_in(mentor.person)
    for number in (1, 2):
        session = series["occurrences"][number]["session"]
        assert expert.post(f"/api/sessions/{session}/accept/", {"word": ""}).status_code == 200
        write_all()
        assert shown_by_google(founder) == shown_by_google(mentor.person) == ALL[1 : number + 1]
    assert CalendarEvent.objects.count() == 1
    do(expert, series, "accept", {"word": "Gladly"})
    assert shown_by_google(founder) == ALL


def test_dates_that_were_not_chosen_are_not_in_the_rule(
    google: GoogleEmulatorHandle, client: APIClient, asked: Body, founder: Person
) -> None:
    chosen = [{"on": "2026-11-03"}, {"on": "2026-12-01", "starts_at": "2026-12-03T01:00:00Z"}]
    booked(client, {**asked, "chosen": chosen})
    write_all()
    assert shown_by_google(founder) == [ALL[1], "12-03 01:00"] == in_meridian()
    (master, exception) = at_google(google, MENTOR)
    assert master["recurrence"][1] == "EXDATE;TZID=America/Los_Angeles:20261020T163000,20261117T163000"
    assert exception["originalStartTime"]["dateTime"].startswith("2026-12-01T16:30")


def test_moved_from_its_first_date_on_the_same_event_moves(
    google: GoogleEmulatorHandle, client: APIClient, asked: Body, founder: Person
) -> None:
    series = booked(client, asked)
    write_all()
    do(client, series, "move", following(series, "2026-10-20", "2026-10-21"))
    assert shown_by_google(founder) == ["10-22 00:00", "11-05 01:00", "11-19 01:00", "12-03 01:00"]
    assert [event["id"] for event in at_google(google, MENTOR)] == [series["id"].replace("-", "")]
    assert CalendarEvent.objects.count() == 1


def test_exceptions_that_google_drops_with_the_old_rule_are_put_back(
    google: GoogleEmulatorHandle, client: APIClient, asked: Body, founder: Person
) -> None:
    google.order("knobs", {"exceptions_of_changed_rule": "reset"})
    series = booked(client, asked)
    write_all()
    do(client, series, "move", MOVE_ONE)
    do(client, series, "skip", SKIP)
    do(client, series, "extend", {"count": 1, "version": seen(client, series)["version"]})
    assert shown_by_google(founder) == sorted([ALL[0], "11-05 01:00", ALL[3], "12-16 00:30"])


def test_what_a_person_changed_of_one_date_survives_changes_of_others(
    google: GoogleEmulatorHandle, client: APIClient, asked: Body, founder: Person, mentor: Expert
) -> None:
    series = booked(client, asked)
    write_all()
    first, last = (f"{series['id'].replace('-', '')}_{at}" for at in ("20261020T233000Z", "20261202T003000Z"))
    google.act(MENTOR, first, "edit", summary="Kick-off", colorId="5")
    google.act(MENTOR, last, "delete")
    do(client, series, "move", MOVE_ONE)
    edited = [event for event in at_google(google, MENTOR) if event["id"] == first]
    assert [(event["summary"], event["colorId"]) for event in edited] == [("Kick-off", "5")]
    assert shown_by_google(founder) == [ALL[0], "11-05 01:00", ALL[2]]


def test_the_session_tells_how_the_event_of_its_series_stands(
    google: GoogleEmulatorHandle, client: APIClient, asked: Body, mentor: Expert
) -> None:
    series = booked(client, asked)
    first, other = (series["occurrences"][number]["session"] for number in (0, 2))

    def calendar_of(session: str) -> str:
        return str(client.get(f"/api/sessions/{session}/").json()["calendar"]["state"])

    assert calendar_of(first) == "waiting"
    write_all()
    assert calendar_of(first) == "written"
    do(client, series, "skip", SKIP)
    assert (calendar_of(first), calendar_of(other)) == ("written", "removed")
    lines = AuditEntry.objects.filter(subject_kind="series", action="calendar.written")
    assert [line.details["dates"] for line in lines] == [
        ["2026-10-20", "2026-11-03", "2026-11-17", "2026-12-01"],
        ["2026-11-17"],
    ]


def test_a_journey_told_later_rewrites_the_text_of_the_series_with_one_write(
    google: GoogleEmulatorHandle, client: APIClient, asked: Body, mentor: Expert
) -> None:
    booked(client, asked)
    write_all()
    trip = {"from_on": "2026-11-01", "to_on": "2026-11-08", "time_zone": "America/New_York"}
    assert sign_in(mentor.person).post("/api/agenda/travel/", trip, format="json").status_code == 201
    [job] = ProcrastinateJob.objects.filter(task_name="mentoring.follow_clock")
    for _ in range(2):  # the second time nothing is left to write
        follow_persons_clock(**job.args)
        write_all()
    assert writes(google) == [("POST", 200), ("PATCH", 200)]
    hours = "16:30 · from Tue 3 Nov 19:30 New York · from Tue 17 Nov 16:30 California"
    [shown] = at_google(google, MENTOR)
    assert f"{mentor.person.name}, California: {hours}" in shown["description"]
    assert shown_by_google(mentor.person) == ALL
