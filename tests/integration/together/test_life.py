"""A session of several from the answer to its end: everybody's time, messages and reminders follow."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from agenda.models import Commitment
from mentoring.jobs import let_time_pass
from mentoring.keeping import ask_whether_off
from mentoring.models import Companion, Session
from mentoring.telling_edits import DELETED
from messaging.models import Message, Reminder
from tests.factories.appointments import an_appointment
from tests.factories.hub import limits
from tests.integration.mentoring.conftest import MONDAY, at, set_clock
from tests.integration.together.conftest import Four, kinds, taken

pytestmark = pytest.mark.django_db


def planned(session: Session) -> set[int]:
    """Who is to be reminded of the session as it stands."""
    session.appointment.refresh_from_db()
    rows = Reminder.objects.filter(
        appointment=session.pk, version=session.appointment.version, state="planned"
    )
    return set(rows.values_list("person", flat=True))


def test_an_accepted_session_is_everybodys_with_reminders_and_an_invitation_each(four: Four) -> None:
    session = four.agreed()
    assert (taken(at(2, 0)), planned(session)) == (four.people, four.people)
    invited = Message.objects.filter(kind="confirmed").exclude(invitation="")
    assert set(invited.values_list("person", flat=True)) == four.people
    for message in invited.select_related("person"):
        assert f"mailto:{message.person.email}" in message.invitation.replace("\r\n ", "")
        assert message.invitation.count("ATTENDEE") == 1
    bodies = dict(invited.values_list("person__name", "body"))
    assert ("With: Dana\n" in bodies["Bora"], "Also there: Yuna, Lee\n" in bodies["Bora"]) == (True, True)
    assert "Also there: Dana, Bora\n" in bodies["Lee"]


def test_a_moved_session_takes_everybody_along(four: Four) -> None:
    session = four.agreed()
    moved = four.do(four.founder, session, "reschedule", starts_at=at(3, 0), reason="A fair", version=1)
    assert moved.status_code == 200, moved.json()
    assert (taken(at(2, 0)), taken(at(3, 0)), planned(session)) == (set(), four.people, four.people)
    assert kinds(four.other.person) == kinds(four.colleague) == ["named", "confirmed", "moved"]


def test_a_session_moves_only_to_where_it_suits_everybody(four: Four) -> None:
    session = four.agreed()
    an_appointment(four.other.person, starts_at=datetime.fromisoformat(at(3, 0)))
    refused = four.do(four.founder, session, "reschedule", starts_at=at(3, 0), reason="A fair", version=1)
    assert (refused.status_code, refused.json()["code"]) == (409, "slot_taken")
    assert refused.json()["next_free"][0]["starts_at"] == at(3, 1)
    window = {
        "programme": four.programme.slug,
        "from": at(3, 0),
        "until": at(4, 0),
        "moving": str(session.pk),
    }
    shown = four.client.get(f"/api/experts/{four.mentor.pk}/free-starts/", window).json()
    assert [start["starts_at"] for start in shown["starts"]][:2] == [at(3, 1), at(3, 1, 30)]
    assert taken(at(2, 0)) == four.people


def test_proposed_times_are_held_for_everybody_and_one_is_taken_for_all(four: Four) -> None:
    session = four.session()
    offered = four.do(four.mentor.person, session, "propose", starts=[at(3, 0), at(4, 0)])
    assert offered.status_code == 200, offered.json()
    assert (taken(at(2, 0)), taken(at(3, 0)), taken(at(4, 0))) == (set(), four.people, four.people)
    agreed = four.do(four.founder, session, "take", start=at(4, 0))
    assert (agreed.status_code, taken(at(3, 0)), taken(at(4, 0))) == (200, set(), four.people)
    assert (planned(session), kinds(four.other.person)) == (four.people, ["named", "confirmed"])


def test_a_time_in_somebodys_night_is_proposed_knowingly_only(four: Four) -> None:
    session = four.session()
    four.colleague.time_zone = "Europe/London"
    four.colleague.save()
    late = four.do(four.mentor.person, session, "propose", starts=[at(3, 0)])
    assert (late.status_code, late.json()["code"]) == (409, "outside_humane_hours")
    knowing = four.do(four.mentor.person, session, "propose", starts=[at(3, 0)], outside_humane_hours=True)
    assert knowing.status_code == 200


def test_a_start_that_one_of_them_has_elsewhere_cannot_be_proposed(four: Four) -> None:
    session = four.session()
    an_appointment(four.colleague, starts_at=datetime.fromisoformat(at(3, 0)))
    refused = four.do(four.mentor.person, session, "propose", starts=[at(3, 0)])
    assert (refused.status_code, refused.json()["code"]) == (409, "slot_taken")
    assert taken(at(2, 0)) == four.people


@pytest.mark.parametrize(
    ("deed", "body", "state"),
    [("decline", {"word": "Not my field"}, "declined"), ("cancel", {"reason": "Ill"}, "cancelled")],
)
def test_what_is_not_to_be_frees_everybody_and_everybody_hears_it(
    four: Four, deed: str, body: dict[str, str], state: str
) -> None:
    session = four.session() if deed == "decline" else four.agreed()
    assert four.do(four.mentor.person, session, deed, **body).json()["state"] == state
    assert (taken(at(2, 0)), planned(session)) == (set(), set())
    assert [kinds(four.other.person)[-1], kinds(four.colleague)[-1]] == ["cancelled", "cancelled"]
    if deed == "cancel":
        called_off = Message.objects.filter(kind="cancelled", invitation_method="CANCEL")
        assert set(called_off.values_list("person", flat=True)) == four.people


def test_a_request_that_is_withdrawn_is_told_to_all_but_who_did_it(four: Four) -> None:
    session = four.session()
    assert four.do(four.colleague, session, "cancel", reason="Later").status_code == 200
    assert (taken(at(2, 0)), kinds(four.colleague)) == (set(), ["named"])
    assert [kinds(four.other.person)[-1], kinds(four.mentor.person)[-1]] == ["cancelled", "cancelled"]


def test_times_that_are_turned_down_free_everybody(four: Four) -> None:
    session = four.session()
    four.do(four.mentor.person, session, "propose", starts=[at(3, 0)])
    assert four.do(four.founder, session, "turn-down").json()["state"] == "declined"
    assert (taken(at(3, 0)), kinds(four.other.person)) == (set(), ["named", "cancelled"])


def test_an_unanswered_request_falls_for_everybody(four: Four) -> None:
    session = four.session()
    set_clock(MONDAY + timedelta(hours=48, minutes=1))
    let_time_pass()
    session.refresh_from_db()
    assert session.state == "expired"
    assert not Commitment.objects.filter(appointment=session.pk, released_at=None).exists()
    assert [kinds(four.other.person)[-1], kinds(four.colleague)[-1]] == ["cancelled", "cancelled"]


def test_a_no_show_is_of_a_side_and_keeps_what_everybody_gave(four: Four) -> None:
    session = four.agreed()
    set_clock(MONDAY + timedelta(days=2, minutes=30))
    assert four.do(four.other.person, session, "no-show", who="startup").json()["code"] == "not_possible_now"
    told = four.do(four.mentor.person, session, "no-show", who="startup").json()
    assert (told["state"], told["no_show_by"]) == ("no_show", "startup")
    note = four.do(four.other.person, session, "notes", text="We waited ten minutes")
    assert [row["author_name"] for row in note.json()["notes"]] == ["Lee"]


def test_whoever_cannot_come_gets_their_time_back_and_the_others_hear_it(four: Four) -> None:
    session = four.agreed()
    gone = four.do(four.other.person, session, "leave", word="A family matter")
    assert gone.status_code == 204, gone.content
    rest = four.people - {four.other.person_id}
    assert (taken(at(2, 0)), planned(session)) == (rest, rest)
    assert kinds(four.other.person) == ["named", "confirmed", "left"]
    taken_out = Message.objects.get(person=four.other.person, kind="left")
    assert taken_out.invitation_method == "CANCEL"
    for person in (four.mentor.person, four.founder, four.colleague):
        told = Message.objects.get(person=person, kind="absent", channel="email")
        assert ("Lee" in told.subject, "A family matter" in told.body) == (True, True)
        assert (told.invitation_method, "SEQUENCE:1" in told.invitation) == ("REQUEST", True)
    assert four.seen_by(four.other.person, session).status_code == 404
    (row,) = [row for row in four.seen_by(four.founder, session).json()["companions"] if row["left_at"]]
    assert (row["name"], row["left_word"]) == ("Lee", "A family matter")
    assert four.do(four.colleague, session, "leave").status_code == 204
    assert four.do(four.colleague, session, "leave").json()["code"] == "not_possible_now"
    assert four.do(four.mentor.person, session, "leave").json()["code"] == "not_possible_now"


def test_who_left_is_not_taken_along_when_it_moves(four: Four) -> None:
    session = four.session()
    four.do(four.mentor.person, session, "propose", starts=[at(3, 0), at(4, 0)])
    four.do(four.other.person, session, "leave")
    rest = four.people - {four.other.person_id}
    assert (taken(at(3, 0)), taken(at(4, 0))) == (rest, rest)
    assert four.do(four.founder, session, "take", start=at(4, 0)).status_code == 200
    assert (taken(at(4, 0)), kinds(four.other.person)) == (rest, ["named", "left"])


def test_a_time_that_came_free_by_leaving_can_be_booked(four: Four) -> None:
    limits(four.other, max_per_day=1)
    session = four.session()
    assert Companion.objects.get(person=four.other.person).left_at is None
    four.do(four.other.person, session, "leave")
    second = four.ask(at(2, 2), colleagues=[])
    assert second.status_code == 201, second.json()


def test_reminders_come_on_everybodys_own_clock_and_never_in_their_night(four: Four) -> None:
    four.colleague.time_zone = "Europe/London"
    four.colleague.humane_from = four.colleague.humane_until = time(0)
    four.colleague.save()
    four.agreed()
    due = {
        person: [
            row.due_at.astimezone(zone).hour
            for row in Reminder.objects.filter(person=person, state="planned")
        ]
        for person, zone in (
            (four.colleague, ZoneInfo("Europe/London")),
            (four.other.person, ZoneInfo("America/Los_Angeles")),
        )
    }
    assert due == {four.colleague: [20, 20], four.other.person: [16, 15]}


def test_while_it_is_asked_whether_it_is_off_nobody_is_reminded_and_then_all_are_again(four: Four) -> None:
    session = four.agreed()
    session.refresh_from_db()
    with transaction.atomic():
        ask_whether_off([session], DELETED, by=four.founder, now=MONDAY)
    assert (planned(session), taken(at(2, 0))) == (set(), four.people)
    assert four.do(four.other.person, session, "confirm-cancel").json()["code"] == "not_possible_now"
    assert four.do(four.mentor.person, session, "keep").status_code == 200
    assert planned(session) == four.people
