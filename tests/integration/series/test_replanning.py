"""California gives up daylight saving from 2027: what was meant on its clock stays, the instants move."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from io import StringIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from procrastinate.contrib.django.models import ProcrastinateJob
from rest_framework.test import APIClient

from accounts.models import Person
from agenda.models import TzdataVersion
from agenda.zone_rules import installed_rules, note_rules
from audit.models import AuditEntry
from calendars.models import CalendarEvent
from clock.models import ClockShift
from directory.models import Expert
from mentoring.jobs import follow_persons_clock, replan_since_tzdata
from mentoring.models import Programme, Session
from mentoring.series.replanning import replan, shifts_ahead
from messaging.models import Message, Reminder
from messaging.operations import plan_reminders
from tests.factories.appointments import a_briefing, an_appointment
from tests.factories.hub import a_founder, a_mentor, a_programme
from tests.integration.series.conftest import booked, post, sign_in, starts
from tests.zone_files import california_without_daylight_saving_from_2027, zones_read_from

pytestmark = pytest.mark.django_db
JANUARY = datetime(2027, 1, 12, tzinfo=UTC)
# Tuesdays at 16:00; daylight saving was to begin on 14 March.
BEFORE = ["02-24 00:00", "03-03 00:00", "03-10 00:00", "03-16 23:00", "03-23 23:00", "03-30 23:00"]
AFTER = ["02-24 00:00", "03-03 00:00", "03-10 00:00", "03-17 00:00", "03-24 00:00", "03-31 00:00"]


@pytest.fixture
def founder(db: None) -> Person:
    ClockShift.show(JANUARY)
    return a_founder(humane_from=time(7))


@pytest.fixture
def mentor() -> Expert:
    return a_mentor()


@pytest.fixture
def programme() -> Programme:
    return a_programme(approval="automatic")


def body(programme: Programme, mentor: Expert, at: str = "16:00", **more: object) -> dict[str, Any]:
    return {
        "programme": programme.slug,
        "expert": mentor.pk,
        "anchor": "expert",
        "starts_on": "2027-02-23",
        "starts_time": at,
        "rule": {"frequency": "weekly", "count": 6},
        "goal": "Enter the US market",
        **more,
    }


@pytest.fixture
def client(founder: Person) -> APIClient:
    return sign_in(founder)


@pytest.fixture
def series(client: APIClient, programme: Programme, mentor: Expert) -> dict[str, Any]:
    found = booked(client, body(programme, mentor))
    assert starts(found) == BEFORE
    note_rules(rules=installed_rules(), now=JANUARY)
    Message.objects.all().delete()
    return found


@pytest.fixture
def doctored(tmp_path: Path) -> Path:
    california_without_daylight_saving_from_2027(tmp_path)
    return tmp_path


@pytest.fixture
def new_law(series: dict[str, Any], doctored: Path) -> Iterator[None]:
    with zones_read_from(doctored):
        yield


def seen(client: APIClient, series: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/series/{series['id']}/").json()
    return found


def test_the_doctored_file_keeps_the_past_and_changes_the_future(doctored: Path) -> None:
    with zones_read_from(doctored):
        clock = ZoneInfo("America/Los_Angeles")
        hours = [
            datetime(year, 7, 1, 12, tzinfo=UTC).astimezone(clock).hour for year in (2025, 2026, 2027, 2040)
        ]
        assert (hours, installed_rules().startswith("2027-doctored+")) == ([5, 5, 4, 4], True)


def test_nothing_moves_while_the_rules_are_the_same(series: dict[str, Any]) -> None:
    assert shifts_ahead(now=JANUARY) == []
    replan_since_tzdata()
    assert Message.objects.count() == 0


def test_what_lies_ahead_keeps_the_mentors_hour(
    new_law: None, client: APIClient, series: dict[str, Any]
) -> None:
    replan_since_tzdata()
    found = seen(client, series)
    assert starts(found) == AFTER
    assert {row["expert_local"][11:] for row in found["occurrences"]} == {"16:00"}
    assert TzdataVersion.objects.get().version == installed_rules()


def test_reminders_and_calendars_follow_and_each_side_is_told_once(
    new_law: None, mentor: Expert, founder: Person
) -> None:
    replan_since_tzdata()
    mails = Message.objects.filter(channel="email")
    assert sorted(mails.values_list("person", "kind")) == sorted(
        [(mentor.person_id, "moved"), (founder.pk, "moved")]
    )
    moved = Session.objects.filter(appointment__version=2)
    assert moved.count() == 3
    planned = Reminder.objects.filter(state="planned", appointment__in=moved.values("pk"))
    assert {reminder.version for reminder in planned} == {2}
    event = CalendarEvent.objects.get()
    assert (event.sequence, event.occurrences.filter(appointment__in=moved.values("pk")).count()) == (1, 3)
    actions = AuditEntry.objects.filter(action__in=["session.replanned", "series.replanned"])
    assert sorted(actions.values_list("action", flat=True)) == [
        "series.replanned",
        *["session.replanned"] * 3,
    ]


def test_running_it_again_changes_nothing_more(new_law: None) -> None:
    replan_since_tzdata()
    Message.objects.all().delete()
    assert replan(now=JANUARY) == []
    assert Message.objects.count() == 0


def test_where_the_time_is_taken_the_people_are_asked_once(
    client: APIClient, series: dict[str, Any], mentor: Expert, founder: Person, doctored: Path
) -> None:
    an_appointment(mentor.person, starts_at=datetime(2027, 3, 24, 0, 0, tzinfo=UTC))
    with zones_read_from(doctored):
        shifts = replan(now=JANUARY)
        assert [shift.clash for shift in shifts] == [None, "busy", None]
        assert starts(seen(client, series)) == [*AFTER[:4], "03-23 23:00", AFTER[5]]
        asked = Message.objects.filter(kind="clash", channel="email")
        assert set(asked.values_list("person", flat=True)) == {mentor.person_id, founder.pk}
        assert "15:00 California" in asked.get(person=mentor.person).body
        replan(now=JANUARY)
        assert asked.count() == 2
    entry = AuditEntry.objects.get(action="session.clock_clash")
    assert (entry.details["meant"], entry.details["reason"]) == ("2027-03-24T00:00:00Z", "busy")


def test_sessions_side_by_side_move_together(
    client: APIClient, series: dict[str, Any], programme: Programme, mentor: Expert, doctored: Path
) -> None:
    other = sign_in(a_founder(humane_from=time(7)))
    later = booked(other, body(programme, mentor, "17:00"))
    with zones_read_from(doctored):
        assert {shift.clash for shift in replan(now=JANUARY)} == {None}
        assert starts(seen(client, series)) == AFTER
        assert starts(seen(other, later))[3:] == ["03-17 01:00", "03-24 01:00", "03-31 01:00"]


def test_what_was_moved_by_hand_stays_at_its_instant(
    client: APIClient, series: dict[str, Any], doctored: Path
) -> None:
    move = {"which": "this", "on": "2027-03-23", "starts_at": "2027-03-25T01:00:00Z", "reason": "Flight"}
    assert post(client, f"{series['id']}/move/", move).status_code == 200
    with zones_read_from(doctored):
        replan(now=JANUARY)
        assert starts(seen(client, series)) == [*AFTER[:4], "03-25 01:00", AFTER[5]]


def test_a_date_for_which_other_times_are_open_is_left_alone(
    client: APIClient, mentor: Expert, doctored: Path
) -> None:
    asked_for = booked(client, body(a_programme(approval="expert"), mentor))
    chosen, hers = asked_for["occurrences"][4]["session"], sign_in(mentor.person)
    offer = {"starts": ["2027-03-25T01:00:00Z"], "word": "Rather Wednesday?"}
    answer = hers.post(f"/api/sessions/{chosen}/propose/", offer, format="json")
    assert answer.status_code == 200, answer.json()
    with zones_read_from(doctored):
        moved = {str(shift.session.pk) for shift in replan(now=JANUARY)}
        assert moved == {asked_for["occurrences"][index]["session"] for index in (3, 5)}
        row = seen(client, asked_for)["occurrences"][4]
        assert (row["state"], row["starts_at"]) == ("proposed", "2027-03-25T01:00:00Z")
        session = hers.get(f"/api/sessions/{chosen}/").json()
        assert [span["starts_at"] for span in session["proposal"]["starts"]] == offer["starts"]


def test_an_agreed_date_follows_the_clock_and_other_times_open_for_it_stand(
    client: APIClient, series: dict[str, Any], mentor: Expert, doctored: Path
) -> None:
    following, stuck = (series["occurrences"][index]["session"] for index in (3, 4))
    hers = sign_in(mentor.person)
    for session, start in ((following, "2027-03-18T01:00:00Z"), (stuck, "2027-03-25T00:00:00Z")):
        answer = hers.post(
            f"/api/sessions/{session}/propose/", {"starts": [start], "word": ""}, format="json"
        )
        assert answer.status_code == 200, answer.json()
    an_appointment(mentor.person, starts_at=datetime(2027, 3, 24, 0, 0, tzinfo=UTC))
    Message.objects.all().delete()
    with zones_read_from(doctored):
        shifts = replan(now=JANUARY)
        assert [shift.clash for shift in shifts] == [None, "busy", None]
        assert starts(seen(client, series)) == [*AFTER[:4], BEFORE[4], AFTER[5]]
        replan(now=JANUARY)
    moved = Message.objects.filter(channel="email")
    assert set(moved.values_list("kind", flat=True)) == {"moved"}  # nobody is asked a second question
    still = {
        "en": "the other times that were offered still stand",
        "ko": "제안된 다른 시간들은 그대로 유효합니다",
    }
    assert [mail.body.count(still[mail.language]) for mail in moved] == [1] * len(moved)
    for session in (following, stuck):
        assert len(hers.get(f"/api/sessions/{session}/").json()["proposal"]["starts"]) == 1
    assert AuditEntry.objects.filter(action="session.clock_clash").count() == 1


def test_a_series_on_the_founders_clock_stays_where_the_mentor_can_and_asks_where_not(
    client: APIClient, programme: Programme, mentor: Expert, doctored: Path
) -> None:
    wish = body(programme, mentor, "09:00", anchor="founder", starts_on="2027-02-24")
    found = booked(client, wish)
    with zones_read_from(doctored):
        assert replan(now=JANUARY) == []
        assert starts(seen(client, found)) == [at.replace("23:00", "00:00") for at in AFTER]


def test_the_command_lists_what_moves_before_it_moves_it(
    new_law: None, client: APIClient, series: dict[str, Any]
) -> None:
    told = StringIO()
    call_command("replan", "--since-tzdata", "--dry-run", stdout=told)
    assert told.getvalue().splitlines()[-1] == "3 to move, 0 to ask about"
    assert "2027-03-16T23:00:00Z -> 2027-03-17T00:00:00Z" in told.getvalue()
    assert starts(seen(client, series)) == BEFORE
    call_command("replan", "--since-tzdata", stdout=told)
    assert starts(seen(client, series)) == AFTER


def test_a_single_session_stays_at_its_instant_and_its_reminder_keeps_out_of_the_new_night(
    founder: Person, mentor: Expert, doctored: Path
) -> None:
    starts_at = datetime(
        2027, 3, 24, 16, tzinfo=UTC
    )  # 09:00 in California by the old rules, 08:00 by the new ones
    appointment = an_appointment(mentor.person, founder, starts_at=starts_at)
    plan_reminders(
        appointment=appointment, briefings={mentor.person: a_briefing()}, offsets_minutes=[60], now=JANUARY
    )
    assert Reminder.objects.get().due_at == datetime(2027, 3, 24, 15, tzinfo=UTC)
    with zones_read_from(doctored):
        replan(now=JANUARY)
        jobs = ProcrastinateJob.objects.filter(task_name="mentoring.follow_clock")
        assert {job.args["person_id"] for job in jobs} == {mentor.person_id, founder.pk}
        for job in jobs:
            follow_persons_clock(**job.args)
    # An hour before is 07:00 by now: half an hour before the night instead, at 20:30.
    assert Reminder.objects.get().due_at == datetime(2027, 3, 24, 4, 30, tzinfo=UTC)
    appointment.refresh_from_db()
    assert (appointment.starts_at, appointment.version) == (starts_at, 1)


def test_weekly_hours_and_journeys_are_read_by_the_new_rules_at_once(
    client: APIClient, programme: Programme, doctored: Path
) -> None:
    at_home, visitor = a_mentor(), a_mentor(time_zone="Asia/Seoul")
    trip = {"from_on": "2027-01-25", "to_on": "2027-03-31", "time_zone": "America/Los_Angeles"}
    assert sign_in(visitor.person).post("/api/agenda/travel/", trip, format="json").status_code == 201
    window = {"programme": programme.slug, "from": "2027-03-16T00:00:00Z", "until": "2027-03-17T00:00:00Z"}
    ClockShift.show(datetime(2027, 3, 1, tzinfo=UTC))

    def first(expert: Expert) -> str:
        starts: list[dict[str, str]] = client.get(f"/api/experts/{expert.pk}/free-starts/", window).json()[
            "starts"
        ]
        return starts[-1]["starts_at"]

    assert [first(at_home), first(visitor)] == ["2027-03-16T23:00:00Z"] * 2  # 16:00 by summer time
    with zones_read_from(doctored):
        # The last that ends within the window by standard time: 16:00 is midnight in UTC, so it is one of the day before.
        assert [first(at_home), first(visitor)] == ["2027-03-16T03:00:00Z"] * 2
