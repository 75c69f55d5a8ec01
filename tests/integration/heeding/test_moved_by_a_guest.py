"""Guests may change an event of ours in Google (`guestsCanModify`), and it moves without its owner's doing. Google does
not say who it was: the time is proposed by nobody of ours, until a side takes it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from rest_framework.test import APIClient

import clock
from accounts.models import Person, Role
from audit.models import AuditEntry
from calendars.models import CalendarEdit
from mentoring.jobs import let_time_pass
from mentoring.models import Proposal, Session
from messaging.models import Message
from tests.emulators import GoogleEmulatorHandle
from tests.factories.hub import a_founder, a_mentor, a_person
from tests.integration.calendars.hub import FOUNDER_AT_GOOGLE, MENTOR_AT_GOOGLE, at_google, connect
from tests.integration.calendars.hub_account import BOTH_MODES
from tests.integration.groups.conftest import a_group, joined
from tests.integration.heeding.stage import Stage, a_stage, a_stage_by, client, sync, work
from tests.integration.mentoring.conftest import MONDAY, at, set_clock

pytestmark = pytest.mark.django_db(transaction=True)
AGREED, OTHER, FOR_NOBODY = at(2, 0), at(3, 1), at(3, 12)


def open_to_guests(stage: Stage) -> Stage:
    stage.act("edit", guestsCanModify=True)
    sync()
    return stage


@pytest.fixture
def stage(monday: datetime, google: GoogleEmulatorHandle) -> Stage:
    return open_to_guests(a_stage(google))


@pytest.fixture
def at_once(monday: datetime, google: GoogleEmulatorHandle) -> Stage:
    return open_to_guests(a_stage(google, calendar_edits="do"))


def moved(stage: Stage, starts_at: str = OTHER) -> None:
    stage.act("move", who=stage.guest, starts_at=starts_at.replace("Z", "+00:00"))
    sync(2)


def take(stage: Stage, *, as_expert: bool) -> dict[str, object]:
    by = stage.mentor.person if as_expert else stage.founder
    answer = client(by).post(f"{stage.url}take/", {"start": OTHER}, format="json")
    assert answer.status_code == 200, answer.json()
    found: dict[str, object] = answer.json()
    return found


def test_both_sides_are_asked_and_nobody_is_said_to_have_moved_it(stage: Stage) -> None:
    patches = stage.patches()
    moved(stage)
    for person in (stage.founder, stage.mentor.person):
        detail = client(person).get(stage.url).json()
        assert (detail["state"], detail["starts_at"]) == ("confirmed", AGREED)
        assert (detail["proposal"]["by"], detail["proposal"]["origin"]) == ("system", "guest")
        assert {"take", "turn_down"} <= set(detail["may"])
        assert stage.told(person) == ["proposed"]
    proposal = Proposal.objects.get()
    assert (proposal.by, proposal.state) == (None, "open")
    assert (stage.patches(), stage.shown()) == (patches, [OTHER, OTHER])
    actions = ("calendar.moved_by_hand", "session.proposed")
    entries = AuditEntry.objects.filter(action__in=actions).order_by("action")
    assert [(entry.action, entry.actor) for entry in entries] == [(action, None) for action in actions]
    subjects = [mail.subject for mail in Message.objects.filter(kind="proposed", channel="email")]
    assert [("proposes" in subject or "제안" in subject) for subject in subjects] == [False, False]


@pytest.mark.parametrize("as_expert", [True, False])
def test_the_first_to_take_it_proposes_it_and_the_other_decides(stage: Stage, as_expert: bool) -> None:
    patches = stage.patches()
    moved(stage)
    first = take(stage, as_expert=as_expert)
    part = "expert" if as_expert else "startup"
    assert (first["starts_at"], first["proposal"]["by"]) == (AGREED, part)  # type: ignore[index]
    assert "take" not in first["may"]  # type: ignore[operator]
    second = take(stage, as_expert=not as_expert)
    assert (second["starts_at"], second["proposal"]) == (OTHER, None)
    sync(3)
    assert (stage.shown(), stage.patches()) == ([OTHER, OTHER], patches + 1)  # the text names the hour
    taker, other = stage.mentor.person, stage.founder
    taker, other = (taker, other) if as_expert else (other, taker)
    assert (stage.told(taker), stage.told(other)) == (["proposed", "moved"], ["proposed", "proposed"])
    edit = CalendarEdit.objects.get()
    assert (edit.person, edit.state) == (None, "settled")
    assert stage.reminders() == ["planned"] * 4


def test_what_the_other_does_not_take_goes_back(stage: Stage) -> None:
    patches = stage.patches()
    moved(stage)
    take(stage, as_expert=True)
    client(stage.founder).post(f"{stage.url}turn-down/", {"word": "We stay"}, format="json")
    sync(3)
    assert (stage.shown(), stage.patches()) == ([AGREED, AGREED], patches + 1)
    assert stage.told(stage.mentor.person) == ["proposed", "turned_down"]


def test_either_side_turns_it_down_and_the_other_hears_that_it_stands(stage: Stage) -> None:
    moved(stage)
    answer = client(stage.mentor.person).post(f"{stage.url}turn-down/", {"word": "No"}, format="json")
    assert (answer.status_code, answer.json()["proposal"]) == (200, None)
    sync(3)
    assert stage.shown() == [AGREED, AGREED]
    assert (stage.told(stage.founder), stage.told(stage.mentor.person)) == (
        ["proposed", "kept"],
        ["proposed"],
    )


def test_what_nobody_answers_goes_back_and_both_hear_that_it_stands(stage: Stage) -> None:
    moved(stage)
    set_clock(MONDAY + timedelta(days=1, hours=23, minutes=50))
    Proposal.objects.update(expires_at=MONDAY + timedelta(days=1))
    Session.objects.update(proposal_expires_at=MONDAY + timedelta(days=1))
    let_time_pass()
    sync(2)
    assert stage.shown() == [AGREED, AGREED]
    for person in (stage.founder, stage.mentor.person):
        assert stage.told(person) == ["proposed", "kept"]


def test_a_guest_who_moves_it_back_is_asked_about_no_more(stage: Stage) -> None:
    patches = stage.patches()
    moved(stage)
    moved(stage, AGREED)
    assert client(stage.founder).get(stage.url).json()["proposal"] is None
    assert (stage.shown(), stage.patches()) == ([AGREED, AGREED], patches)
    for person in (stage.founder, stage.mentor.person):
        assert stage.told(person) == ["proposed", "kept"]


def test_a_guest_undoes_what_its_owner_moved_and_the_owner_hears_that_it_stands(
    monday: datetime, google: GoogleEmulatorHandle
) -> None:
    stage = a_stage(google)
    stage.move(OTHER)
    sync(2)
    assert Proposal.objects.get().by == stage.mentor.person
    open_to_guests(stage)
    moved(stage, AGREED)
    assert client(stage.founder).get(stage.url).json()["proposal"] is None
    assert (stage.told(stage.mentor.person), stage.told(stage.founder)) == (
        ["move_asked", "kept"],
        ["proposed", "kept"],
    )
    undone = AuditEntry.objects.get(action="session.proposal_withdrawn")
    assert (undone.actor, CalendarEdit.objects.get().state) == (None, "taken_back")


def test_an_owner_who_brings_back_what_they_deleted_is_known_whoever_may_change_it(stage: Stage) -> None:
    stage.act("delete")
    sync(2)
    stage.act("edit", status="confirmed")
    sync(2)
    assert (stage.told(stage.mentor.person), stage.told(stage.founder)) == (
        ["deleted_own"],
        ["deleted", "kept"],
    )
    assert AuditEntry.objects.get(action="session.kept").actor == stage.mentor.person


def test_a_time_that_breaks_a_rule_is_put_back_and_both_hear_that_it_stands(stage: Stage) -> None:
    moved(stage, FOR_NOBODY)
    assert stage.shown() == [AGREED, AGREED]
    assert not Proposal.objects.exists()
    for person in (stage.founder, stage.mentor.person):
        assert stage.told(person) == ["kept"]


def test_the_owner_moves_it_and_nobody_knows_that_it_was_the_owner(stage: Stage) -> None:
    stage.move(OTHER)
    sync(2)
    assert Proposal.objects.get().by is None


def test_where_hands_count_the_first_to_take_it_moves_it(at_once: Stage) -> None:
    moved(at_once)
    assert client(at_once.founder).get(at_once.url).json()["starts_at"] == AGREED
    assert take(at_once, as_expert=False)["starts_at"] == OTHER
    sync(2)
    assert at_once.shown() == [OTHER, OTHER]
    assert at_once.told(at_once.mentor.person) == ["proposed", "moved"]


def test_a_coordinator_who_takes_it_moves_it(stage: Stage) -> None:
    moved(stage)
    coordinator = client(a_person(Role.COORDINATOR))
    answer = coordinator.post(f"{stage.url}take/", {"start": OTHER}, format="json")
    assert (answer.status_code, answer.json()["starts_at"]) == (200, OTHER)


def link_of(person: Person) -> str:
    """The one in the first mail that asks them."""
    body = Message.objects.filter(person=person, kind="proposed", channel="email").earliest("pk").body
    return "/api/answers/" + body.split("/answer/")[1].split("?")[0].split()[0]


def behind(link: str, deed: str = "", **body: str) -> dict[str, Any]:
    """What anybody with the link sees, after that deed."""
    anybody = APIClient()
    answer = anybody.post(f"{link}/{deed}/", body, format="json") if deed else anybody.get(f"{link}/")
    found: dict[str, Any] = answer.json()
    return {**found, "status": answer.status_code}


def test_one_tap_in_the_mail_takes_it_and_a_second_says_that_it_was_answered(stage: Stage) -> None:
    moved(stage)
    link = link_of(stage.mentor.person)
    taken = behind(link, "take", start=OTHER)
    assert (taken["status"], taken["answered"]) == (200, True)
    again = behind(link, "take", start=OTHER)
    assert (again["status"], again["code"]) == (409, "already_answered")


def test_the_page_behind_the_link_says_what_holds_after_each_answer(stage: Stage) -> None:
    moved(stage)
    first, second = link_of(stage.mentor.person), link_of(stage.founder)
    asked = behind(first)
    assert (asked["outcome"], asked["proposal"]["by"], asked["proposal"]["needs_both"]) == (
        None,
        "system",
        True,
    )

    taken = behind(first, "take", start=OTHER)
    assert (taken["outcome"], taken["starts_at"]) == ("asked", AGREED)
    assert [one["starts_at"] for one in taken["proposal"]["starts"]] == [OTHER]
    others = behind(second)
    assert (others["outcome"], others["proposal"]["by"], others["proposal"]["needs_both"]) == (
        None,
        "expert",
        False,
    )

    agreed = behind(second, "take", start=OTHER)
    assert (agreed["outcome"], agreed["starts_at"]) == ("agreed", OTHER)
    assert (behind(first)["outcome"], behind(first)["starts_at"]) == ("agreed", OTHER)


def test_the_page_behind_the_link_says_that_the_agreed_time_stands(stage: Stage) -> None:
    moved(stage)
    first, second = link_of(stage.mentor.person), link_of(stage.founder)
    behind(first, "take", start=OTHER)
    no = behind(second, "decline", word="We stay")
    assert (no["outcome"], no["starts_at"]) == ("stands", AGREED)
    assert behind(first)["outcome"] == "stands"


def test_where_hands_count_nobody_is_told_that_both_have_to_take_it(at_once: Stage) -> None:
    moved(at_once)
    for person in (at_once.founder, at_once.mentor.person):
        person.refresh_from_db()
        body = Message.objects.get(person=person, kind="proposed", channel="email").body
        assert ("until one of you takes" in body or "한 분이 새 시간을 수락하면" in body) is True
        assert behind(link_of(person))["proposal"]["needs_both"] is False
    taken = behind(link_of(at_once.founder), "take", start=OTHER)
    assert (taken["outcome"], taken["starts_at"]) == ("agreed", OTHER)


def test_who_is_taken_out_by_nobody_knows_whom_is_invited_again(at_once: Stage) -> None:
    at_once.act("uninvite", guest=FOUNDER_AT_GOOGLE)
    sync(2)
    assert at_once.shown() == [AGREED, AGREED]
    assert at_once.told(at_once.founder) == []


def test_a_group_session_is_put_back_and_its_host_hears_that_it_stands(
    monday: datetime, google: GoogleEmulatorHandle
) -> None:
    host = a_mentor()
    connect(google, host.person, MENTOR_AT_GOOGLE, now=clock.now())
    group = a_group(1, expert=host)
    founder = a_founder()
    connect(google, founder, FOUNDER_AT_GOOGLE, now=clock.now())
    joined(group, founder)
    work()
    google.act(MENTOR_AT_GOOGLE, group.pk.hex, "edit", guestsCanModify=True)
    sync(2)
    begun = at_google(google, MENTOR_AT_GOOGLE)[0]["start"]
    google.act(FOUNDER_AT_GOOGLE, group.pk.hex, "move", starts_at=OTHER)
    sync(3)
    assert [row["start"] for row in at_google(google, MENTOR_AT_GOOGLE)] == [begun]
    told = Message.objects.filter(channel="email", kind__in=("kept", "put_back"))
    assert list(told.values_list("person", "kind")) == [(host.person.pk, "kept")]
    assert "nobody can tell who did" in told.get().body
    (entry,) = AuditEntry.objects.filter(action="session.put_back")
    assert (entry.subject_kind, entry.subject_id, entry.actor) == ("session", str(group.pk), None)


@BOTH_MODES
def test_in_the_hubs_calendar_it_is_put_back(
    monday: datetime, google: GoogleEmulatorHandle, request: pytest.FixtureRequest, mode: str
) -> None:
    stage = open_to_guests(a_stage_by(request, google, mode))
    moved(stage)
    assert not Proposal.objects.exists()
    assert stage.shown() == [AGREED, AGREED]
    rows = client(a_person(Role.COORDINATOR)).get("/api/calendar-warnings/").json()["results"]
    assert [row["kind"] for row in rows] == ["hub_edited"]
