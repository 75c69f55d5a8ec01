"""What follows when somebody moves or deletes dates of a series, or a group session, in Google."""

from datetime import datetime
from uuid import UUID

import pytest

import clock
from accounts.models import Person
from calendars.models import CalendarEdit, CalendarEvent
from directory.models import Expert
from mentoring.models import Programme, Session
from messaging.models import Message
from tests.emulators import GoogleEmulatorHandle
from tests.factories.hub import a_founder, a_mentor, a_programme
from tests.integration.calendars.hub import FOUNDER_AT_GOOGLE, MENTOR_AT_GOOGLE, at_google, connect
from tests.integration.groups.conftest import STARTS_AT, a_group, joined
from tests.integration.heeding.stage import client, sync, work
from tests.integration.series.conftest import booked

pytestmark = pytest.mark.django_db(transaction=True)
WEDNESDAYS = ["12-02 00:30", "12-09 00:30", "12-16 00:30", "12-23 00:30"]


@pytest.fixture
def mentor(monday: datetime, google: GoogleEmulatorHandle) -> Expert:
    mentor = a_mentor()
    connect(google, mentor.person, MENTOR_AT_GOOGLE, now=clock.now())
    return mentor


@pytest.fixture
def founder(mentor: Expert, google: GoogleEmulatorHandle) -> Person:
    founder = a_founder()
    connect(google, founder, FOUNDER_AT_GOOGLE, now=clock.now())
    return founder


@pytest.fixture
def series(founder: Person, mentor: Expert) -> str:
    """Four Tuesdays at 16:30 in California from 1 December on."""
    asked = {
        "programme": a_programme(approval="automatic").slug,
        "expert": mentor.pk,
        "anchor": "expert",
        "starts_on": "2026-12-01",
        "starts_time": "16:30",
        "rule": {"frequency": "weekly", "count": 4},
        "goal": "Enter the US market",
    }
    found: str = booked(client(founder), asked)["id"]
    work()
    sync()
    return found


def instance(series: str, number: int) -> str:
    return f"{UUID(series).hex}_202612{2 + 7 * number:02}T003000Z"


def dates(series: str) -> list[Session]:
    return list(
        Session.objects.filter(series__id=series).select_related("appointment").order_by("occurrence_on")
    )


def kinds(person: Person) -> list[str]:
    mails = Message.objects.filter(person=person, channel="email").exclude(kind="confirmed")
    return list(mails.order_by("pk").values_list("kind", flat=True))


def shown(google: GoogleEmulatorHandle) -> list[str]:
    """The exceptions of the series that stand in the mentor's calendar."""
    rows = [row for row in at_google(google, MENTOR_AT_GOOGLE) if "recurringEventId" in row]
    return [row["start"]["dateTime"][5:16].replace("T", " ") for row in rows]


def test_one_date_that_is_moved_in_google_is_asked_about_and_taken_alone(
    google: GoogleEmulatorHandle, series: str, founder: Person, mentor: Expert
) -> None:
    google.act(MENTOR_AT_GOOGLE, instance(series, 1), "move", starts_at="2026-12-10T01:00:00+00:00")
    sync(2)
    address = f"/api/sessions/{dates(series)[1].pk}/"
    proposal = client(founder).get(address).json()["proposal"]
    assert (proposal["origin"], proposal["starts"][0]["starts_at"]) == ("google", "2026-12-10T01:00:00Z")
    client(founder).post(f"{address}take/", {"start": "2026-12-10T01:00:00Z"}, format="json")
    sync(3)
    starts = [f"{one.appointment.starts_at:%m-%d %H:%M}" for one in dates(series)]
    assert starts == [WEDNESDAYS[0], "12-10 01:00", *WEDNESDAYS[2:]]
    assert shown(google) == ["12-10 01:00"]
    assert (kinds(founder), kinds(mentor.person)) == (["proposed"], ["move_asked", "moved"])


def test_this_and_following_deleted_in_google_is_one_question(
    google: GoogleEmulatorHandle, series: str, founder: Person, mentor: Expert
) -> None:
    google.act(MENTOR_AT_GOOGLE, instance(series, 2), "delete_following")
    sync(3)
    assert [one.cancel_asked_by for one in dates(series)] == ["", "", "expert", "expert"]
    assert (kinds(founder), kinds(mentor.person)) == (["deleted"], ["deleted_own"])
    third, fourth = dates(series)[2:]
    client(founder).post(f"/api/sessions/{third.pk}/keep/", {}, format="json")
    client(founder).post(f"/api/sessions/{fourth.pk}/confirm-cancel/", {}, format="json")
    sync(3)
    event = CalendarEvent.objects.get(series_id=series)
    assert event.state == "written"
    assert [one.state for one in dates(series)] == ["confirmed"] * 3 + ["cancelled"]
    assert [one.cancel_asked_by for one in dates(series)] == [""] * 4
    assert kinds(founder) == ["deleted"]
    assert kinds(mentor.person) == ["deleted_own", "kept", "cancelled"]


def test_a_series_that_is_moved_as_a_whole_goes_back_and_who_moved_it_learns_why(
    google: GoogleEmulatorHandle, series: str, founder: Person, mentor: Expert
) -> None:
    google.act(MENTOR_AT_GOOGLE, UUID(series).hex, "move", starts_at="2026-12-02T03:00:00+00:00")
    sync(4)
    (master,) = [row for row in at_google(google, MENTOR_AT_GOOGLE) if "recurrence" in row]
    assert master["start"]["dateTime"].startswith(("2026-12-01T16:30:00-08:00", "2026-12-02T00:30:00"))
    assert shown(google) == []
    assert (kinds(founder), kinds(mentor.person)) == ([], ["put_back"])


def test_a_guest_who_declines_one_date_or_the_series_asks_once(
    google: GoogleEmulatorHandle, series: str, founder: Person, mentor: Expert
) -> None:
    google.act(FOUNDER_AT_GOOGLE, instance(series, 1), "decline")
    sync(3)
    answers = [client(founder).get(f"/api/sessions/{one.pk}/").json()["answers"] for one in dates(series)]
    assert [[row["answer"] for row in rows] for rows in answers] == [[], ["declined"], [], []]
    assert [one.cancel_asked_by for one in dates(series)] == ["", "startup", "", ""]
    assert (kinds(founder), kinds(mentor.person)) == (["off_own"], ["off_asked"])
    google.act(FOUNDER_AT_GOOGLE, UUID(series).hex, "decline")
    sync(3)
    assert [one.cancel_asked_by for one in dates(series)] == ["startup"] * 4
    assert kinds(mentor.person) == ["off_asked", "off_asked"]
    assert [one.state for one in dates(series)] == ["confirmed"] * 4


def test_who_comes_back_to_a_series_keeps_all_dates_with_one_message(
    google: GoogleEmulatorHandle, series: str, founder: Person, mentor: Expert
) -> None:
    for answer, asked in (("decline", "startup"), ("accept", "")):
        google.act(FOUNDER_AT_GOOGLE, UUID(series).hex, answer)
        sync(3)
        assert [one.cancel_asked_by for one in dates(series)] == [asked] * 4
    assert (kinds(founder), kinds(mentor.person)) == (["off_own"], ["off_asked", "kept"])


def test_a_whole_series_is_asked_about_also_where_one_date_is_off_at_once(
    google: GoogleEmulatorHandle, series: str, founder: Person, mentor: Expert
) -> None:
    Programme.objects.update(calendar_edits="do")
    google.act(FOUNDER_AT_GOOGLE, instance(series, 1), "decline")
    sync(3)
    assert [one.state for one in dates(series)] == ["confirmed", "cancelled", "confirmed", "confirmed"]
    google.act(FOUNDER_AT_GOOGLE, UUID(series).hex, "decline")
    sync(3)
    assert [one.cancel_asked_by for one in dates(series)] == ["startup", "", "startup", "startup"]
    assert kinds(mentor.person) == ["cancelled", "off_asked"]


@pytest.mark.parametrize("how", ["move", "delete"])
def test_a_group_session_stands_whatever_its_host_does_in_google(
    google: GoogleEmulatorHandle, mentor: Expert, founder: Person, how: str
) -> None:
    group = a_group(expert=mentor, now=clock.now())
    joined(group, founder, now=clock.now())
    work()
    sync()
    order = {"starts_at": "2026-11-26T02:00:00+00:00"} if how == "move" else {}
    google.act(MENTOR_AT_GOOGLE, group.pk.hex, how, **order)
    sync(4)
    starts = {row["start"]["dateTime"] for row in at_google(google, MENTOR_AT_GOOGLE)}
    assert starts == {STARTS_AT.isoformat()}
    assert kinds(mentor.person)[-1] == "put_back"
    assert "put_back" not in kinds(founder)


def guests(google: GoogleEmulatorHandle, google_event_id: str) -> list[str]:
    (row,) = [row for row in at_google(google, MENTOR_AT_GOOGLE) if row["id"] == google_event_id]
    return [guest["email"] for guest in row.get("attendees", [])]


@pytest.mark.parametrize(
    ("policy", "at_googles", "by_mail"), [("ask", [FOUNDER_AT_GOOGLE], []), ("do", [], ["handed_over"])]
)
def test_who_is_taken_out_of_a_whole_series_keeps_their_invitation(
    google: GoogleEmulatorHandle,
    series: str,
    founder: Person,
    policy: str,
    at_googles: object,
    by_mail: object,
) -> None:
    Programme.objects.update(calendar_edits=policy)
    google.act(MENTOR_AT_GOOGLE, UUID(series).hex, "uninvite", guest=FOUNDER_AT_GOOGLE)
    sync(3)
    assert guests(google, UUID(series).hex) == at_googles
    mails = Message.objects.filter(person=founder, invitation_method="REQUEST")
    assert list(mails.values_list("kind", flat=True)) == by_mail


def test_who_a_host_takes_out_of_a_group_session_is_invited_again(
    google: GoogleEmulatorHandle, mentor: Expert, founder: Person
) -> None:
    group = a_group(expert=mentor, programme=a_programme(calendar_edits="do"), now=clock.now())
    joined(group, founder, now=clock.now())
    work()
    sync()
    google.act(MENTOR_AT_GOOGLE, group.pk.hex, "uninvite", guest=FOUNDER_AT_GOOGLE)
    assert guests(google, group.pk.hex) == []
    sync(3)
    assert guests(google, group.pk.hex) == [FOUNDER_AT_GOOGLE]
    assert kinds(mentor.person) == []


def test_a_date_that_a_guest_may_have_moved_is_asked_of_both_sides(
    series: str, google: GoogleEmulatorHandle, founder: Person, mentor: Expert
) -> None:
    google.act(MENTOR_AT_GOOGLE, UUID(series).hex, "edit", guestsCanModify=True)
    sync()
    google.act(FOUNDER_AT_GOOGLE, instance(series, 1), "move", starts_at="2026-12-10T01:00:00+00:00")
    sync(2)
    second = dates(series)[1]
    assert [one.proposed_by for one in dates(series)] == ["", "system", "", ""]
    assert (kinds(founder), kinds(mentor.person)) == (["proposed"], ["proposed"])
    for person in (founder, mentor.person):
        take = {"start": "2026-12-10T01:00:00Z"}
        answer = client(person).post(f"/api/sessions/{second.pk}/take/", take, format="json")
        assert answer.status_code == 200, answer.json()
    sync(2)
    assert f"{dates(series)[1].appointment.starts_at:%m-%d %H:%M}" == "12-10 01:00"
    assert shown(google) == ["12-10 01:00"]


def test_a_date_that_is_deleted_is_the_owners_doing_although_guests_may_change_the_series(
    series: str, google: GoogleEmulatorHandle, founder: Person, mentor: Expert
) -> None:
    google.act(MENTOR_AT_GOOGLE, UUID(series).hex, "edit", guestsCanModify=True)
    sync()
    google.act(MENTOR_AT_GOOGLE, instance(series, 1), "delete")
    sync(2)
    assert [one.cancel_asked_by for one in dates(series)] == ["", "expert", "", ""]
    assert (kinds(founder), kinds(mentor.person)) == (["deleted"], ["deleted_own"])
    assert CalendarEdit.objects.get().person == mentor.person


def test_a_series_that_a_guest_may_have_moved_as_a_whole_is_put_back_and_both_hear_that_it_stands(
    series: str, google: GoogleEmulatorHandle, founder: Person, mentor: Expert
) -> None:
    google.act(MENTOR_AT_GOOGLE, UUID(series).hex, "edit", guestsCanModify=True)
    sync()
    google.act(FOUNDER_AT_GOOGLE, UUID(series).hex, "move", starts_at="2026-12-03T02:00:00+00:00")
    sync(3)
    (master,) = [row for row in at_google(google, MENTOR_AT_GOOGLE) if "recurrence" in row]
    assert datetime.fromisoformat(master["start"]["dateTime"]) == dates(series)[0].appointment.starts_at
    assert (kinds(founder), kinds(mentor.person)) == (["kept"], ["kept"])
