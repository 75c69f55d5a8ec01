"""One event is shared by both sides: how it is named, who writes it, and what another home does to it."""

from datetime import datetime
from typing import Any

import pytest

from accounts.models import Person
from calendars.google import tokens_of
from calendars.models import CalendarEvent, GoogleConnection
from messaging.models import Reminder
from tests.emulators import GoogleEmulatorHandle
from tests.factories.hub import a_founder
from tests.integration.calendars.hub import FOUNDER_AT_GOOGLE, MENTOR_AT_GOOGLE, at_google
from tests.integration.heeding.stage import ORGANISERS, Stage, a_stage, a_stage_by, client, sync
from tests.integration.mentoring.conftest import at

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("language", "named"), [("ko", "{en} · {ko} × {expert}"), ("en", "{en} × {expert}")])
def test_the_title_names_the_company_as_each_side_reads_it(
    monday: datetime, google: GoogleEmulatorHandle, language: str, named: str
) -> None:
    founder = a_founder(language=language)
    startup = founder.membership.startup
    stage = a_stage(google, founder=founder)
    title = named.format(en=startup.name_en, ko=startup.name_ko, expert=stage.mentor.person.name)
    shown = [row["summary"] for who in (MENTOR_AT_GOOGLE, stage.guest) for row in at_google(google, who)]
    assert shown == [title, title]


def writers(google: GoogleEmulatorHandle) -> set[str]:
    """The tokens with which anybody wrote to a calendar."""
    return {
        entry["headers"]["authorization"]
        for entry in google.journal()
        if "/calendar/" in entry["path"] and entry["method"] != "GET"
    }


def token_of(connection: GoogleConnection) -> str:
    return f"Bearer {tokens_of(connection).access_token}"


@pytest.mark.parametrize("by", ORGANISERS)
def test_g_22_nothing_is_ever_written_to_a_guests_copy(
    monday: datetime, google: GoogleEmulatorHandle, request: pytest.FixtureRequest, by: str
) -> None:
    stage = a_stage_by(request, google, by)
    organiser = stage.event.organiser
    assert organiser is not None
    (before,) = at_google(google, stage.organiser)
    guest = stage.guest if by == "people" else MENTOR_AT_GOOGLE
    own = {
        "colorId": "7",
        "reminders": {"useDefault": False, "overrides": [{"method": "popup", "minutes": 5}]},
    }
    stage.act("edit", guest, **own)
    sync(2)
    shared = ("summary", "description", "start", "end", "attendees", "location", "colorId")
    (after,) = at_google(google, stage.organiser)
    assert [after.get(name) for name in shared] == [before.get(name) for name in shared]

    session, mentor = client(stage.founder), client(stage.mentor.person)
    body: dict[str, Any] = {"starts_at": at(3, 1), "reason": "Travel", "version": 1}
    assert mentor.post(f"{stage.url}reschedule/", body, format="json").status_code == 200
    sync(2)
    for answer in ("accept", "decline"):
        stage.act(answer, guest)
        sync(2)
    session.post(f"{stage.url}keep/", {}, format="json")
    sync(2)
    (copy,) = at_google(google, guest)
    assert (copy["colorId"], copy["reminders"]) == ("7", own["reminders"])
    session.post(f"{stage.url}cancel/", {"reason": "Ill"}, format="json")
    sync(2)

    assert stage.shown() == []
    assert writers(google) == {token_of(GoogleConnection.objects.get(pk=organiser.pk))}


@pytest.fixture
def moving_home(monday: datetime) -> Person:
    return a_founder(phone="+821012345678", language="en", humane_from="00:00", humane_until="23:59")


@pytest.mark.parametrize("organiser", [FOUNDER_AT_GOOGLE, MENTOR_AT_GOOGLE])
def test_g_49_another_home_moves_no_instant_and_writes_one_text(
    google: GoogleEmulatorHandle, moving_home: Person, organiser: str
) -> None:
    """Wednesday 03:00 UTC is noon in Seoul, and Tuesday 22:00 in New York, an hour into the night."""
    stage = a_stage(google, founder=moving_home, organiser=organiser, starts_at=at(2, 3))
    rows = Reminder.objects.filter(person=moving_home).order_by("-offset_minutes")
    assert [f"{row.due_at:%d %H:%M}" for row in rows] == ["24 03:00", "25 02:00"]
    journal = len(google.journal())

    answer = client(moving_home).patch("/api/me/", {"time_zone": "America/New_York"}, format="json")
    assert answer.status_code == 200, answer.json()
    sync(5)

    patches = [entry for entry in google.journal()[journal:] if entry["method"] == "PATCH"]
    assert [list(entry["body"]) for entry in patches] == [["description"]]
    assert "Tue 24 Nov 22:00 New York" in patches[0]["body"]["description"]
    assert "Seoul" not in patches[0]["body"]["description"]
    assert set(stage.shown()) == {at(2, 3)}
    appointment = stage.session.appointment
    assert (f"{appointment.starts_at:%d %H:%M}", appointment.version) == ("25 03:00", 1)
    # Half an hour before the night that begins at 21:00 in New York.
    assert [f"{row.due_at:%d %H:%M}" for row in rows.all()] == ["24 01:30", "25 01:30"]
    assert {row.state for row in rows.all()} == {"planned"}
    detail = client(moving_home).get(stage.url).json()
    assert (detail["starts_at"], detail["founder_time_zone"]) == (at(2, 3), "America/New_York")
    assert detail["founder"]["time_zone"] == "America/New_York"
    assert CalendarEvent.objects.get().wanted_version == 2


def test_g_49_the_other_side_hears_nothing_of_it(google: GoogleEmulatorHandle, moving_home: Person) -> None:
    stage: Stage = a_stage(google, founder=moving_home, starts_at=at(2, 3))
    client(moving_home).patch("/api/me/", {"time_zone": "America/New_York"}, format="json")
    sync(3)
    assert (stage.told(moving_home), stage.told(stage.mentor.person)) == ([], [])
