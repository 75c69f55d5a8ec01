"""Somebody moves a session of ours in Google: G 25, from the hand that moves it to calendars that agree again."""

from datetime import datetime, timedelta

import pytest

from agenda.models import Commitment
from audit.models import AuditEntry
from calendars.models import CalendarEdit
from mentoring.jobs import let_time_pass
from mentoring.models import Programme, Proposal
from messaging.models import Message
from tests.emulators import GoogleEmulatorHandle
from tests.factories.hub import a_founder
from tests.integration.calendars.hub import FOUNDER_AT_GOOGLE
from tests.integration.heeding.stage import Stage, a_stage, client, sync, work
from tests.integration.mentoring.conftest import MONDAY, at, set_clock
from tests.integration.mentoring.test_booking import ask

pytestmark = pytest.mark.django_db(transaction=True)
OTHER = at(3, 1)


@pytest.fixture
def stage(monday: datetime, google: GoogleEmulatorHandle) -> Stage:
    return a_stage(google)


@pytest.fixture
def at_once(monday: datetime, google: GoogleEmulatorHandle) -> Stage:
    return a_stage(google, calendar_edits="do")


def test_g_25_the_other_side_is_asked_and_the_agreed_time_stands(stage: Stage) -> None:
    patches = stage.patches()
    stage.move(OTHER)
    sync(3)

    detail = client(stage.founder).get(stage.url).json()
    assert (detail["state"], detail["starts_at"]) == ("confirmed", at(2, 0))
    assert (detail["proposal"]["by"], detail["proposal"]["origin"]) == ("expert", "google")
    assert [start["starts_at"] for start in detail["proposal"]["starts"]] == [OTHER]
    assert {"take", "turn_down"} <= set(detail["may"])
    assert "take" not in client(stage.mentor.person).get(stage.url).json()["may"]
    assert (stage.told(stage.founder), stage.told(stage.mentor.person)) == (["proposed"], ["move_asked"])
    mail = Message.objects.get(kind="proposed", channel="email")
    assert "Google 캘린더" in mail.body
    assert (stage.patches(), stage.shown()) == (patches, [OTHER, OTHER])
    line = AuditEntry.objects.get(action="calendar.moved_by_hand")
    assert line.actor == stage.mentor.person
    assert AuditEntry.objects.get(action="session.proposed").actor == stage.mentor.person


def test_g_25_one_tap_takes_it_and_google_is_told_only_the_new_words(stage: Stage) -> None:
    patches = stage.patches()
    stage.move(OTHER)
    sync()
    taken = client(stage.founder).post(f"{stage.url}take/", {"start": OTHER}, format="json").json()
    assert (taken["starts_at"], taken["proposal"]) == (OTHER, None)
    sync(5)
    assert (stage.shown(), stage.patches()) == ([OTHER, OTHER], patches + 1)  # the text names the hour
    assert stage.told(stage.mentor.person) == ["move_asked", "moved"]
    assert stage.reminders() == ["planned"] * 4
    assert list(CalendarEdit.objects.values_list("state", flat=True)) == ["settled"]


def test_g_25_no_echo_a_hundred_rounds_after_a_move_write_nothing_more(stage: Stage) -> None:
    stage.move(OTHER)
    sync()
    client(stage.founder).post(f"{stage.url}take/", {"start": OTHER}, format="json")
    sync()
    patches, told = stage.patches(), Message.objects.count()
    sync(100)
    assert (stage.patches(), Message.objects.count()) == (patches, told)


def test_what_is_turned_down_goes_back_by_one_write(stage: Stage) -> None:
    patches = stage.patches()
    stage.move(OTHER)
    sync()
    answer = client(stage.founder).post(f"{stage.url}turn-down/", {"word": "We stay"}, format="json")
    assert (answer.status_code, answer.json()["starts_at"]) == (200, at(2, 0))
    sync(5)
    assert (stage.shown(), stage.patches()) == ([at(2, 0), at(2, 0)], patches + 1)
    assert stage.told(stage.mentor.person) == ["move_asked", "turned_down"]
    assert stage.told(stage.founder) == ["proposed"]
    assert stage.reminders() == ["planned"] * 4


def test_what_nobody_answers_goes_back_and_who_moved_it_is_told(stage: Stage) -> None:
    stage.move(OTHER)
    sync()
    set_clock(MONDAY + timedelta(days=1, hours=23, minutes=50))
    Proposal.objects.update(expires_at=MONDAY + timedelta(days=1))
    session = stage.session
    session.proposal_expires_at = MONDAY + timedelta(days=1)
    session.save()
    let_time_pass()
    sync(2)
    assert stage.shown() == [at(2, 0), at(2, 0)]
    assert stage.told(stage.mentor.person) == ["move_asked", "put_back"]


def test_it_can_be_moved_again_after_it_was_turned_down(stage: Stage) -> None:
    for _ in range(2):
        stage.move(OTHER)
        sync()
        client(stage.founder).post(f"{stage.url}turn-down/", {"word": "No"}, format="json")
        sync()
    assert stage.told(stage.founder) == ["proposed", "proposed"]
    assert stage.shown() == [at(2, 0), at(2, 0)]


def test_a_second_move_replaces_the_first_question(stage: Stage) -> None:
    stage.move(OTHER)
    sync()
    stage.move(at(3, 2))
    sync(2)
    detail = client(stage.founder).get(stage.url).json()
    assert [start["starts_at"] for start in detail["proposal"]["starts"]] == [at(3, 2)]
    assert stage.shown() == [at(3, 2), at(3, 2)]
    assert sorted(Proposal.objects.values_list("state", flat=True)) == ["open", "replaced"]


def test_a_move_taken_back_in_google_is_asked_no_more(stage: Stage) -> None:
    patches = stage.patches()
    stage.move(OTHER)
    sync()
    stage.move(at(2, 0))
    sync(2)
    assert client(stage.founder).get(stage.url).json()["proposal"] is None
    assert stage.told(stage.founder) == ["proposed", "kept"]
    assert (stage.shown(), stage.patches()) == ([at(2, 0), at(2, 0)], patches)


def test_half_an_hour_later_meets_the_agreed_time_and_is_held_beside_it(
    stage: Stage, google: GoogleEmulatorHandle
) -> None:
    stage.move(at(2, 0, 30))
    sync()
    detail = client(stage.founder).get(stage.url).json()
    assert [start["starts_at"] for start in detail["proposal"]["starts"]] == [at(2, 0, 30)]
    another = a_founder()
    programme = Programme.objects.get()
    assert ask(client(another), programme, stage.mentor, at(2, 1)).json()["code"] == "slot_taken"
    taken = client(stage.founder).post(f"{stage.url}take/", {"start": at(2, 0, 30)}, format="json").json()
    assert taken["starts_at"] == at(2, 0, 30)
    sync(2)
    assert stage.shown() == [at(2, 0, 30), at(2, 0, 30)]
    standing = Commitment.objects.standing_at(MONDAY).filter(person=stage.founder)
    assert [row.during.lower.isoformat() for row in standing] == ["2026-11-25T00:30:00+00:00"]


def test_where_the_programme_says_so_a_move_is_a_move(at_once: Stage) -> None:
    patches = at_once.patches()
    at_once.move(OTHER)
    sync(3)
    detail = client(at_once.founder).get(at_once.url).json()
    assert (detail["starts_at"], detail["version"], detail["proposal"]) == (OTHER, 2, None)
    assert (at_once.told(at_once.founder), at_once.told(at_once.mentor.person)) == (["moved"], [])
    assert (at_once.shown(), at_once.patches()) == ([OTHER, OTHER], patches + 1)
    assert AuditEntry.objects.get(action="session.moved").actor == at_once.mentor.person
    assert at_once.reminders() == ["planned"] * 4


@pytest.mark.parametrize("policy", ["ask", "do"])
def test_after_the_cut_off_a_move_is_undone_and_who_moved_it_learns_why(
    monday: datetime, google: GoogleEmulatorHandle, policy: str
) -> None:
    stage = a_stage(google, calendar_edits=policy, reschedule_cutoff_hours=72)
    stage.move(OTHER)
    sync(3)
    detail = client(stage.founder).get(stage.url).json()
    assert (detail["starts_at"], detail["proposal"]) == (at(2, 0), None)
    assert (stage.shown(), stage.told(stage.mentor.person)) == ([at(2, 0)] * 2, ["put_back"])
    mail = Message.objects.get(kind="put_back", channel="email").body
    assert "It starts too soon. Cancel it, or ask a coordinator to move it." in mail


@pytest.mark.parametrize("policy", ["ask", "do"])
def test_a_time_that_cannot_be_is_undone_once_and_who_moved_it_learns_why(
    monday: datetime, google: GoogleEmulatorHandle, policy: str
) -> None:
    stage = a_stage(google, organiser=FOUNDER_AT_GOOGLE, calendar_edits=policy)
    patches = stage.patches()
    stage.move(at(3, 10))  # two in the morning in California
    sync(5)
    detail = client(stage.founder).get(stage.url).json()
    assert (detail["starts_at"], detail["proposal"]) == (at(2, 0), None)
    assert (stage.shown(), stage.patches()) == ([at(2, 0)], patches + 1)
    assert (stage.told(stage.founder), stage.told(stage.mentor.person)) == (["put_back"], [])
    assert stage.reminders() == ["planned"] * 4
    assert stage.mentor.person.name in Message.objects.get(kind="put_back", channel="email").body
    stage.move(at(3, 10))  # they try it once more, and are told once more
    sync(3)
    assert stage.told(stage.founder) == ["put_back", "put_back"]


def test_a_time_that_another_session_has_is_undone(at_once: Stage) -> None:
    ask(client(a_founder()), Programme.objects.get(), at_once.mentor, OTHER)
    work()
    at_once.move(OTHER)
    sync(3)
    assert (at_once.session.appointment.version, at_once.told(at_once.mentor.person)) == (1, ["put_back"])


def test_another_length_and_a_whole_day_are_undone(stage: Stage) -> None:
    stage.act("move", starts_at=at(2, 0).replace("Z", "+00:00"), ends_at=at(2, 2).replace("Z", "+00:00"))
    sync(2)
    stage.act("edit", start={"date": "2026-11-25"}, end={"date": "2026-11-26"})
    sync(2)
    assert stage.told(stage.mentor.person) == ["put_back", "put_back"]
    assert stage.shown() == [at(2, 0), at(2, 0)]


def test_a_startup_that_moves_it_is_held_to_the_experts_free_starts(
    monday: datetime, google: GoogleEmulatorHandle
) -> None:
    stage = a_stage(google, organiser=FOUNDER_AT_GOOGLE)
    stage.move(OTHER)
    sync(2)
    detail = client(stage.mentor.person).get(stage.url).json()
    assert (detail["proposal"]["by"], detail["proposal"]["origin"]) == ("startup", "google")
    taken = client(stage.mentor.person).post(f"{stage.url}take/", {"start": OTHER}, format="json")
    assert taken.json()["starts_at"] == OTHER


def test_a_move_in_meridian_before_anybody_noticed_leaves_the_other_time_to_be_asked(stage: Stage) -> None:
    """G 5, the whole way: both moved it at once."""
    stage.move(OTHER)
    body = {"starts_at": at(2, 2), "reason": "Travel", "version": 1}
    answer = client(stage.founder).post(f"{stage.url}reschedule/", body, format="json")
    assert answer.status_code == 200, answer.json()
    sync(2)
    detail = client(stage.founder).get(stage.url).json()
    assert (detail["starts_at"], detail["proposal"]["origin"]) == (at(2, 2), "google")
    client(stage.founder).post(f"{stage.url}turn-down/", {"word": "No"}, format="json")
    sync(2)
    assert stage.shown() == [at(2, 2), at(2, 2)]


def test_a_move_in_meridian_while_somebody_is_asked_settles_it(stage: Stage) -> None:
    stage.move(OTHER)
    sync()
    body = {"starts_at": at(2, 2), "reason": "Travel", "version": 1}
    client(stage.founder).post(f"{stage.url}reschedule/", body, format="json")
    sync(3)
    assert stage.shown() == [at(2, 2), at(2, 2)]
    assert client(stage.founder).get(stage.url).json()["proposal"] is None


def test_a_session_that_was_called_off_meanwhile_is_not_moved(stage: Stage) -> None:
    stage.move(OTHER)
    client(stage.founder).post(f"{stage.url}cancel/", {"reason": "Ill"}, format="json")
    sync(3)
    assert (stage.shown(), stage.session.state) == ([], "cancelled")
