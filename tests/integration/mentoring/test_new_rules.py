"""California gives up daylight saving: what is no series keeps its instant, and everybody is brought to the new hour."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time
from io import StringIO
from pathlib import Path
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Person
from agenda.models import Appointment, BusyTime, KnownZone
from agenda.zone_rules import installed_rules, note_rules, stored_rules
from calendars.models import CalendarEvent
from clock.models import ClockShift
from directory.models import Expert
from mentoring.jobs import follow_persons_clock, replan_since_tzdata
from mentoring.new_hours import announce_new_hours
from mentoring.operations import announce_agreed
from mentoring.series.replanning import replan
from messaging.models import Message, Reminder
from tests.factories.hub import a_founder, a_mentor, a_programme
from tests.integration.groups.conftest import a_group, joined
from tests.integration.mentoring.conftest import Sign, signed_in_as
from tests.integration.mentoring.test_booking import ask
from tests.integration.series.conftest import booked
from tests.zone_files import california_without_daylight_saving_from_2027, zones_read_from

__all__ = ["signed_in_as"]  # a fixture
pytestmark = pytest.mark.django_db
FEBRUARY = datetime(2027, 2, 24, tzinfo=UTC)
# Tuesday 23 March 2027, 17:00 in California by the old rules and 16:00 by the new ones; 09:00 in Seoul.
START = "2027-03-24T00:00:00Z"
AUTOMATIC: dict[str, Any] = {"approval": "automatic", "reminder_offsets_minutes": []}


@pytest.fixture
def founder(db: None) -> Person:
    ClockShift.show(FEBRUARY)
    note_rules(rules=installed_rules(), now=FEBRUARY)
    return a_founder(humane_from=time(7))


@pytest.fixture
def mentor() -> Expert:
    return a_mentor()


@pytest.fixture
def doctored(tmp_path: Path) -> Path:
    california_without_daylight_saving_from_2027(tmp_path)
    return tmp_path


def follow_everybody() -> list[int]:
    """Run the jobs that follow a clock; whose it was."""
    people = [
        job.args["person_id"] for job in ProcrastinateJob.objects.filter(task_name="mentoring.follow_clock")
    ]
    for person_id in people:
        follow_persons_clock(person_id=person_id)
    return sorted(people)


def agreed(sign: Sign, founder: Person, mentor: Expert, **policy: Any) -> str:
    answer = ask(sign(founder), a_programme(**{**AUTOMATIC, **policy}), mentor, START)
    assert answer.status_code == 201, answer.json()
    session = str(answer.json()["id"])
    announce_agreed(session_id=UUID(session), now=FEBRUARY)
    Message.objects.all().delete()
    return session


def told() -> list[tuple[int, str]]:
    return sorted(Message.objects.filter(channel="email").values_list("person", "kind"))


def test_a_whole_day_of_ones_own_calendar_is_that_day_by_the_new_rules(
    founder: Person, mentor: Expert, doctored: Path
) -> None:
    by_old_rules = DateTimeTZRange(datetime(2027, 3, 24, 7, tzinfo=UTC), datetime(2027, 3, 25, 7, tzinfo=UTC))
    day = BusyTime.objects.create(
        person=mentor.person,
        source=1,
        external_id="away",
        during=by_old_rules,
        from_on=date(2027, 3, 24),
        until_on=date(2027, 3, 25),
    )
    with zones_read_from(doctored):
        replan(now=FEBRUARY)
        assert follow_everybody() == [mentor.person_id]
    day.refresh_from_db()
    assert day.during == DateTimeTZRange(
        datetime(2027, 3, 24, 8, tzinfo=UTC), datetime(2027, 3, 25, 8, tzinfo=UTC)
    )


def test_the_calendar_text_of_a_session_that_reminds_nobody_names_the_new_hour(
    founder: Person, mentor: Expert, signed_in_as: Sign, doctored: Path
) -> None:
    session = agreed(signed_in_as, founder, mentor)
    assert Reminder.objects.count() == 0
    assert "Tue 23 Mar 17:00 California" in CalendarEvent.objects.get().description
    with zones_read_from(doctored):
        replan(now=FEBRUARY)
        assert follow_everybody() == sorted([founder.pk, mentor.person_id])
    event = CalendarEvent.objects.get()
    assert (str(event.appointment_id), "Tue 23 Mar 16:00 California" in event.description) == (session, True)


def test_who_reads_another_hour_for_a_session_that_stays_is_told_once_however_often_it_is_looked_at(
    founder: Person, mentor: Expert, signed_in_as: Sign, doctored: Path
) -> None:
    session = agreed(signed_in_as, founder, mentor)
    with zones_read_from(doctored):
        replan_since_tzdata()
        call_command("replan", "--since-tzdata", stdout=StringIO())
        replan(now=FEBRUARY)
        assert told() == [(mentor.person_id, "new_rules")]
    mail = Message.objects.get(channel="email")
    assert (
        mail.subject
        == f"Another hour on your clock: session with {founder.name} ({founder.membership.startup})"
    )
    assert "The rules of time zones have changed" in mail.body
    assert "When: Tue 23 Mar 16:00 California · Wed 24 Mar 09:00 Seoul" in mail.body
    assert "On your clock: 16:00 instead of 17:00" in mail.body
    assert f"/sessions/{session}" in mail.body
    appointment = Appointment.objects.get()
    assert (appointment.starts_at, appointment.version) == (datetime.fromisoformat(START), 1)


def test_a_founder_who_lives_in_california_is_told_in_korean(
    founder: Person, mentor: Expert, signed_in_as: Sign, doctored: Path
) -> None:
    Person.objects.filter(pk=founder.pk).update(time_zone="America/Los_Angeles")
    founder.refresh_from_db()
    agreed(signed_in_as, founder, mentor)
    with zones_read_from(doctored):
        replan(now=FEBRUARY)
    assert told() == sorted([(founder.pk, "new_rules"), (mentor.person_id, "new_rules")])
    mail = Message.objects.get(channel="email", person=founder)
    assert mail.subject == f"내 시계로 시각이 바뀝니다: {mentor.person.name} 님과의 세션"
    assert "시간대 규칙이 바뀌었습니다" in mail.body
    assert "내 시계로는: 17:00 대신 16:00" in mail.body


def test_where_both_sides_are_asked_about_a_held_time_they_hear_of_its_new_hour_too(
    founder: Person, mentor: Expert, signed_in_as: Sign, doctored: Path
) -> None:
    agreed_not_yet = ask(signed_in_as(founder), a_programme(hold_hours=72), mentor, START)
    assert agreed_not_yet.json()["state"] == "requested"
    Message.objects.all().delete()
    with zones_read_from(doctored):
        replan(now=FEBRUARY)
    assert told() == [(mentor.person_id, "new_rules")]


def test_everybody_who_takes_part_hears_of_a_new_hour_of_theirs(
    founder: Person, mentor: Expert, signed_in_as: Sign, doctored: Path
) -> None:
    other, programme = a_mentor(), a_programme(**AUTOMATIC)
    asked = ask(signed_in_as(founder), programme, mentor, START, experts=[other.pk])
    assert asked.status_code == 201, asked.json()
    Message.objects.all().delete()
    with zones_read_from(doctored):
        replan(now=FEBRUARY)
    assert told() == sorted([(mentor.person_id, "new_rules"), (other.person_id, "new_rules")])


def test_host_and_those_seated_in_california_hear_of_a_group_session(
    founder: Person, mentor: Expert, doctored: Path
) -> None:
    group = a_group(expert=mentor, starts_at=datetime.fromisoformat(START), now=FEBRUARY)
    seated, in_seoul, waiting = a_founder(time_zone="America/Los_Angeles"), founder, a_founder()
    for person in (seated, in_seoul):
        joined(group, person, now=FEBRUARY)
    Message.objects.all().delete()
    with zones_read_from(doctored):
        replan(now=FEBRUARY)
        replan(now=FEBRUARY)
    assert told() == sorted([(seated.pk, "new_rules"), (mentor.person_id, "new_rules")])
    mail = Message.objects.get(channel="email", person=mentor.person)
    assert mail.subject == 'Another hour on your clock: group session "Pricing for the US"'
    assert "On your clock: 16:00 instead of 17:00" in mail.body
    korean = Message.objects.get(channel="email", person=seated)
    assert korean.subject == '내 시계로 시각이 바뀝니다: 그룹 세션 "미국 가격 정책"'
    assert waiting.messages.count() == 0


def test_of_a_series_on_the_other_sides_clock_all_dates_at_another_hour_are_told_in_one_message(
    founder: Person, mentor: Expert, signed_in_as: Sign, doctored: Path
) -> None:
    wish = {
        "programme": a_programme(**AUTOMATIC).slug,
        "expert": mentor.pk,
        "anchor": "founder",
        "starts_on": "2027-03-10",
        "starts_time": "09:00",
        "rule": {"frequency": "weekly", "count": 3},
        "goal": "Enter the US market",
    }
    booked(signed_in_as(founder), wish)
    Message.objects.all().delete()
    with zones_read_from(doctored):
        assert replan(now=FEBRUARY) == []
        replan(now=FEBRUARY)
    assert told() == [(mentor.person_id, "new_rules")]
    mail = Message.objects.get(channel="email")
    dates = mail.body.split("All dates:\n")[1].split("\n\n")[0].splitlines()
    assert dates == [
        "Tue 16 Mar 16:00 California · Wed 17 Mar 09:00 Seoul",
        "Tue 23 Mar 16:00 California · Wed 24 Mar 09:00 Seoul",
    ]


def test_nobody_hears_of_what_is_off_or_over_or_at_the_same_hour(
    founder: Person, mentor: Expert, signed_in_as: Sign, doctored: Path
) -> None:
    client = signed_in_as(founder)
    off = agreed(signed_in_as, founder, mentor)
    assert client.post(f"/api/sessions/{off}/cancel/", {"reason": "Ill"}, format="json").status_code == 200
    winter = ask(client, a_programme(**AUTOMATIC), mentor, "2027-03-02T00:00:00Z")
    assert winter.status_code == 201
    agreed(signed_in_as, founder, a_mentor(time_zone="Asia/Seoul", hours=(0, 1440)))
    with zones_read_from(doctored):
        replan(now=FEBRUARY)
        assert told() == []


def test_rules_of_a_zone_that_nobody_noted_are_no_news(
    founder: Person, mentor: Expert, signed_in_as: Sign, doctored: Path
) -> None:
    agreed(signed_in_as, founder, mentor)
    KnownZone.objects.all().delete()
    assert stored_rules() is None
    with zones_read_from(doctored):
        replan_since_tzdata()
        assert (told(), stored_rules()) == ([], installed_rules())


@pytest.mark.parametrize("sessions", [1, 6])
def test_looking_for_new_hours_takes_the_same_statements_however_many_sessions_there_are(
    sessions: int, founder: Person, signed_in_as: Sign
) -> None:
    for _ in range(sessions):
        ask(signed_in_as(a_founder(humane_from=time(7))), a_programme(**AUTOMATIC), a_mentor(), START)
    with CaptureQueriesContext(connection) as statements:
        assert announce_new_hours(besides=(), now=FEBRUARY) == 0
    # Sessions; groups; journeys; what is known of their zones.
    assert len(statements) == 4


@pytest.mark.django_db(transaction=True)
def test_two_workers_that_start_at_once_tell_once(
    founder: Person, mentor: Expert, signed_in_as: Sign, doctored: Path
) -> None:
    agreed(signed_in_as, founder, mentor)
    ready = Barrier(2)

    def start(_: int) -> None:
        ready.wait()
        replan_since_tzdata()
        connections.close_all()

    with zones_read_from(doctored), ThreadPoolExecutor(2) as workers:
        list(workers.map(start, range(2)))
    assert Counter(told()) == {(mentor.person_id, "new_rules"): 1}
