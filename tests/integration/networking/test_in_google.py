"""An event in its guests' own calendars at Google: as one appointment or by meetings, and changes follow."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar
from procrastinate.contrib.django.models import ProcrastinateJob
from rest_framework.test import APIClient

from accounts.models import Person
from calendars import operations
from calendars.models import CalendarEvent
from clock.models import ClockShift
from mentoring.following import follow_all_clocks, follow_clock
from networking.events.operations import change_event
from networking.events.turning import step_event
from networking.guests.placing import put
from networking.guests.registering import cancel_registration
from networking.guests.tokens import guest_token
from networking.in_calendars.in_google import put_in_calendars
from networking.models import CalendarForm, Plan, Registration, RegistrationState
from networking.plans.hand import remove_meeting
from networking.plans.publishing import publish_plan
from networking.plans.rest import copy_plan
from tests.emulators import GoogleEmulatorHandle
from tests.factories.cycles import a_coordinator
from tests.factories.events import DOORS_AT, a_guest, an_event
from tests.factories.plans import NOW, a_published_plan, an_event_to_plan, everybody_wishes
from tests.integration.calendars.conftest import google, google_server
from tests.integration.calendars.hub import FOUNDER_AT_GOOGLE, at_google, connect, write, writes
from tests.integration.networking.conftest import client_of

__all__ = ["google", "google_server"]

pytestmark = pytest.mark.django_db(transaction=True)
PUT, WRITE = "networking.put_in_calendar", "calendars.write_event"
FOLLOW = "mentoring.follow_clock"
FIRST_ROUND = DOORS_AT + timedelta(minutes=30)
ROUND_AND_CHANGE = timedelta(minutes=25)


@pytest.fixture(autouse=True)
def _doors_clock() -> None:
    ClockShift.show(NOW)


def work() -> int:
    """The jobs that wait, as a worker does them; how many events were written."""
    jobs = ProcrastinateJob.objects.filter(status="todo")
    for args in _taken(jobs.filter(task_name=FOLLOW)):
        follow_clock(**args, now=NOW)
    for args in _taken(jobs.filter(task_name=PUT)):
        put_in_calendars(**args, now=NOW)
    due = {args["event_id"] for args in _taken(jobs.filter(task_name=WRITE))}
    for event in CalendarEvent.objects.filter(pk__in=due).order_by("pk"):
        write(event, NOW)
    return len(due)


def _taken(jobs: Any) -> Iterable[dict[str, Any]]:
    taken = list(jobs.order_by("pk").values_list("pk", "args"))
    ProcrastinateJob.objects.filter(pk__in=[pk for pk, _ in taken]).update(status="succeeded")
    return [args for _, args in taken]


def connected(google: GoogleEmulatorHandle, person: Person) -> None:
    connect(google, person, FOUNDER_AT_GOOGLE, now=NOW)
    work()


def chooses(guest: Registration, form: str) -> str | None:
    """How it stands at Google then."""
    path = f"/api/events/{guest.event.slug}/calendar/"
    client_of(guest.person).put(path, {"form": form}, format="json")
    work()
    standing: str | None = client_of(guest.person).get(path).json()["google"]
    return standing


def shown(google: GoogleEmulatorHandle) -> list[tuple[str, str]]:
    """When, and under which UID."""
    rows = at_google(google, FOUNDER_AT_GOOGLE)
    return sorted((row["start"]["dateTime"], row["iCalUID"]) for row in rows)


def in_the_file(guest: Registration) -> list[tuple[str, str]]:
    """The same of the file to keep."""
    answer = client_of(guest.person).get(f"/api/events/{guest.event.slug}/event.ics")
    calendar: Any = Calendar.from_ical(answer.content)
    return sorted((one["DTSTART"].dt.isoformat(), str(one["UID"])) for one in calendar.events)


def a_planned_evening(rounds: int = 3) -> tuple[Plan, Registration, list[Registration]]:
    """Its plan, a startup, and the contacts, all of whom the startup meets."""
    event, ours, theirs = an_event_to_plan(3, 3, rounds=rounds)
    everybody_wishes(ours, theirs)
    return a_published_plan(event), ours[0], theirs


def replanned_without(plan: Plan, guest: Registration) -> None:
    """The plan again, without the guest's first meeting."""
    copy = copy_plan(plan_id=plan.pk, by=a_coordinator(), now=NOW)
    first = copy.meetings.filter(guests__registration=guest).order_by("round")[0]
    remove_meeting(plan_id=copy.pk, meeting_id=first.pk, seen=None, by=a_coordinator(), now=NOW)
    publish_plan(plan_id=copy.pk, by=a_coordinator(), now=NOW)


def test_a_place_puts_the_event_there_and_giving_it_up_takes_it_out(google: GoogleEmulatorHandle) -> None:
    guest = a_guest(an_event(link="https://meet.example/room"), state="waitlisted", number=None)
    connected(google, guest.person)
    assert shown(google) == []
    put(guest, RegistrationState.APPROVED, number=1)
    work()
    (row,) = at_google(google, FOUNDER_AT_GOOGLE)
    assert (row["start"]["dateTime"], row["location"]) == (DOORS_AT.isoformat(), "AI Yangjae Hub")
    assert "https://meet.example/room" in row["description"]
    assert guest_token(guest) not in row["description"]
    assert shown(google) == in_the_file(guest)
    cancel_registration(registration_id=guest.pk, by=guest.person, now=NOW)
    work()
    assert (shown(google), google.mails()) == ([], [])


def test_who_connects_has_their_events_there_and_who_chooses_a_form_has_that(
    google: GoogleEmulatorHandle,
) -> None:
    _, guest, theirs = a_planned_evening()
    connected(google, guest.person)
    (row,) = at_google(google, FOUNDER_AT_GOOGLE)
    assert all(one.person.name in row["description"] for one in theirs)
    assert shown(google) == in_the_file(guest)
    assert chooses(guest, "meetings") == "written"
    starts = [(FIRST_ROUND + ROUND_AND_CHANGE * number).isoformat() for number in range(3)]
    assert [at for at, _ in shown(google)] == starts
    assert shown(google) == in_the_file(guest)
    assert chooses(guest, "block") == "written"
    assert shown(google) == in_the_file(guest)
    assert len(shown(google)) == 1


def test_a_contact_behind_a_link_has_it_too(google: GoogleEmulatorHandle) -> None:
    _, _, (contact, *_) = a_planned_evening()
    connected(google, contact.person)
    path = f"/api/guests/{guest_token(contact)}/calendar/"
    assert APIClient().put(path, {"form": "meetings"}, format="json").json()["google"] == "written"
    work()
    assert len(shown(google)) == 3


def test_of_another_plan_only_what_changed_is_written(google: GoogleEmulatorHandle) -> None:
    plan, guest, _ = a_planned_evening()
    connected(google, guest.person)
    chooses(guest, "meetings")
    before = len(writes(google))
    replanned_without(plan, guest)
    assert (work(), len(shown(google)), len(writes(google)) - before) == (1, 2, 1)
    put_in_calendars(event_id=guest.event_id, now=NOW)
    assert (work(), google.mails()) == (0, [])


def test_when_a_guest_leaves_their_meeting_goes_from_the_others_calendar(
    google: GoogleEmulatorHandle,
) -> None:
    _, guest, (contact, *_) = a_planned_evening()
    connected(google, guest.person)
    chooses(guest, "meetings")
    cancel_registration(registration_id=contact.pk, by=contact.person, now=NOW)
    assert (work(), len(shown(google))) == (1, 2)


def test_ten_meetings_in_one_appointment_are_one_write(google: GoogleEmulatorHandle) -> None:
    event, ours, theirs = an_event_to_plan(10, 10, rounds=10, tables=10)
    everybody_wishes(ours, theirs)
    connected(google, ours[0].person)
    before = len(writes(google))
    plan = a_published_plan(event)
    assert (work(), len(writes(google)) - before) == (1, 1)
    replanned_without(plan, ours[0])
    assert (work(), len(writes(google)) - before) == (1, 2)


def test_another_date_moves_it_and_called_off_it_goes(google: GoogleEmulatorHandle) -> None:
    guest = a_guest(an_event())
    connected(google, guest.person)
    day = guest.event.held_on + timedelta(days=1)
    change_event(slug=guest.event.slug, held_on=day, by=a_coordinator(), now=NOW)
    work()
    assert [at for at, _ in shown(google)] == [(DOORS_AT + timedelta(days=1)).isoformat()]
    step_event(slug=guest.event.slug, step="cancel", by=None, now=NOW, reason="Storm")
    work()
    assert (shown(google), google.mails()) == ([], [])


def test_what_somebody_threw_away_stays_out_until_they_choose_it_again(google: GoogleEmulatorHandle) -> None:
    plan, guest, _ = a_planned_evening()
    connected(google, guest.person)
    (row,) = at_google(google, FOUNDER_AT_GOOGLE)
    google.act(FOUNDER_AT_GOOGLE, row["id"], "delete")
    replanned_without(plan, guest)
    work()
    path = f"/api/events/{guest.event.slug}/calendar/"
    standing = client_of(guest.person).get(path).json()
    assert (shown(google), standing["google"], standing["form"]) == ([], "left_out", "block")
    assert chooses(guest, "block") == "written"
    assert shown(google) == in_the_file(guest)


def test_an_id_that_is_taken_gives_way_and_the_file_follows(google: GoogleEmulatorHandle) -> None:
    guest = a_guest(an_event())
    connected(google, guest.person)
    (row,) = at_google(google, FOUNDER_AT_GOOGLE)
    google.act(
        FOUNDER_AT_GOOGLE,
        row["id"],
        "edit",
        extendedProperties={"private": {"meridian_session": None}},
    )
    change_event(slug=guest.event.slug, place="Room 2", by=a_coordinator(), now=NOW)
    work()
    work()
    ours = [one for one in shown(google) if one[1] != row["iCalUID"]]
    assert ours == in_the_file(guest)


def test_who_parts_and_has_it_taken_out_is_told_nothing_of_it(google: GoogleEmulatorHandle) -> None:
    guest = a_guest(an_event())
    connected(google, guest.person)
    operations.disconnect(person=guest.person, events=operations.Fate.REMOVE, now=NOW)
    work()
    assert (shown(google), google.mails()) == ([], [])
    assert chooses(guest, "meetings") is None


def test_however_many_guests_have_it_the_number_of_statements_is_the_same(
    google: GoogleEmulatorHandle,
) -> None:
    event, ours, theirs = an_event_to_plan(3, 3, rounds=3)
    everybody_wishes(ours, theirs)
    Registration.objects.update(calendar_form=CalendarForm.MEETINGS)
    a_published_plan(event)
    connected(google, ours[0].person)

    def statements() -> int:
        with CaptureQueriesContext(connection) as found:
            put_in_calendars(event_id=event.pk, now=NOW)
        return len(found)

    alone = statements()
    for number, one in enumerate([*ours[1:], *theirs]):
        connect(google, one.person, f"guest{number}@gmail.example", now=NOW)
    work()
    assert CalendarEvent.objects.filter(state="written").count() == 18
    assert statements() == alone


def names_london(row: dict[str, Any]) -> bool:
    return "London" in row["description"] or "런던" in row["description"]


def test_another_home_and_another_language_reach_it_at_once(google: GoogleEmulatorHandle) -> None:
    guest = a_guest(an_event())
    connected(google, guest.person)
    (before,) = at_google(google, FOUNDER_AT_GOOGLE)
    client = client_of(guest.person)
    assert client.patch("/api/me/", {"time_zone": "Europe/London"}, format="json").status_code == 200
    assert work() == 1
    (in_london,) = at_google(google, FOUNDER_AT_GOOGLE)
    assert [names_london(one) for one in (before, in_london)] == [False, True]
    other = "en" if guest.person.language == "ko" else "ko"
    assert client.patch("/api/me/", {"language": other}, format="json").status_code == 200
    assert work() == 1
    (reworded,) = at_google(google, FOUNDER_AT_GOOGLE)
    assert reworded["description"] != in_london["description"]
    assert [one["start"] for one in (before, in_london, reworded)] == [before["start"]] * 3
    follow_clock(person_id=guest.person.pk, now=NOW)
    assert work() == 0


def test_new_rules_of_clocks_reach_whoever_has_an_entry_ahead(google: GoogleEmulatorHandle) -> None:
    guest = a_guest(an_event())
    connected(google, guest.person)
    follow_all_clocks(now=NOW)
    followed = ProcrastinateJob.objects.filter(task_name=FOLLOW, status="todo")
    assert [job.args for job in followed] == [{"person_id": guest.person.pk}]


def test_who_has_nothing_of_an_event_there_causes_no_work(google: GoogleEmulatorHandle) -> None:
    guest = a_guest(an_event())
    follow_clock(person_id=guest.person.pk, now=NOW)
    assert not ProcrastinateJob.objects.filter(
        task_name=PUT, status="todo", args={"person_id": guest.person.pk}
    ).exists()
