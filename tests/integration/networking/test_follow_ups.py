"""A session of two who stay in touch: proposed at a time that suits both, held, answered, taken back."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from rest_framework.test import APIClient

from agenda.models import Commitment
from messaging.models import Message, Reminder
from networking.follow_ups import refusals
from networking.follow_ups.operations import answer_follow_up, ask_follow_up, withdraw_follow_up
from networking.follow_ups.queries import follow_ups_of, starts_for
from networking.follow_ups.rules import KEPT, LEAST_NOTICE
from networking.guests.tokens import guest_token
from networking.in_calendars.items import items_for, items_of
from networking.models import FollowUp, Registration, StayInTouch
from tests.factories.events import DOORS_AT, a_contact, a_guest, an_event
from tests.factories.hub import a_founder
from tests.integration.mentoring.conftest import set_clock
from tests.integration.networking.conftest import client_of

pytestmark = pytest.mark.django_db
NOW = DOORS_AT + timedelta(hours=12)


@pytest.fixture
def two() -> tuple[Registration, Registration]:
    """A startup in Seoul and a contact in California who stay in touch."""
    event = an_event()
    ours, theirs = a_guest(event), a_guest(event, expert=a_contact())
    for one, other in ((ours, theirs), (theirs, ours)):
        StayInTouch.objects.create(event=event, by=one, about=other, at=NOW)
    return ours, theirs


def asked(two: tuple[Registration, Registration], nth: int = 0) -> FollowUp:
    starts = starts_for(*two, NOW)
    return ask_follow_up(by=two[0], about=two[1].pk, starts_at=starts[nth], now=NOW)


def busy(now: datetime = NOW) -> int:
    return Commitment.objects.standing_at(now).count()


def states(guest: Registration, now: datetime = NOW) -> list[tuple[bool, str]]:
    return [(one.is_asked_by_me, one.state) for one in follow_ups_of(guest, now)]


def test_only_times_that_suit_both_are_offered(two: tuple[Registration, Registration]) -> None:
    starts = starts_for(*two, NOW)
    assert starts
    assert min(starts) >= NOW + LEAST_NOTICE
    for guest in two:
        local = [start.astimezone(guest.person.zone) for start in starts]
        assert {8 <= one.hour < 21 for one in local} == {True}
    first = starts[0]
    asked(two)
    assert first not in starts_for(*two, NOW)
    assert first in starts_for(*two, NOW + KEPT) or first < NOW + KEPT + LEAST_NOTICE


def test_a_time_is_held_for_both_and_taken_when_the_other_agrees(
    two: tuple[Registration, Registration],
) -> None:
    row = asked(two)
    assert (busy(), states(two[0]), states(two[1])) == (2, [(True, "asked")], [(False, "asked")])
    (letter,) = Message.objects.all()
    assert letter.person_id == two[1].person_id
    answer_follow_up(by=two[1], follow_up_id=row.pk, agrees=True, now=NOW)
    assert (busy(NOW + KEPT), states(two[0], NOW + KEPT)) == (2, [(True, "agreed")])
    told = list(Message.objects.values_list("person_id", flat=True).order_by("pk"))
    assert told == [two[1].person_id, two[0].person_id, two[1].person_id]
    with pytest.raises(refusals.FollowUpAnswered):
        answer_follow_up(by=two[1], follow_up_id=row.pk, agrees=False, now=NOW)
    withdraw_follow_up(by=two[1], follow_up_id=row.pk, now=NOW)
    assert (busy(), states(two[0])) == (0, [(True, "withdrawn")])


def test_declined_and_taken_back_it_is_free_again(two: tuple[Registration, Registration]) -> None:
    declined, withdrawn = asked(two), asked(two, 3)
    answer_follow_up(by=two[1], follow_up_id=declined.pk, agrees=False, now=NOW)
    with pytest.raises(refusals.FollowUpNotYours):
        withdraw_follow_up(by=two[1], follow_up_id=withdrawn.pk, now=NOW)
    with pytest.raises(refusals.FollowUpNotYours):
        answer_follow_up(by=two[0], follow_up_id=withdrawn.pk, agrees=True, now=NOW)
    withdraw_follow_up(by=two[0], follow_up_id=withdrawn.pk, now=NOW)
    assert (busy(), states(two[1])) == (0, [(False, "declined"), (False, "withdrawn")])


def test_what_is_not_answered_in_time_holds_nobody(two: tuple[Registration, Registration]) -> None:
    row = asked(two, -1)
    late = NOW + KEPT
    assert (busy(late), states(two[1], late)) == (0, [(False, "lapsed")])
    with pytest.raises(refusals.FollowUpLapsed):
        answer_follow_up(by=two[1], follow_up_id=row.pk, agrees=True, now=late)


def test_who_is_not_in_touch_proposes_nothing(two: tuple[Registration, Registration]) -> None:
    ours, theirs = two
    start = starts_for(ours, theirs, NOW)[0]
    StayInTouch.objects.filter(by=theirs).delete()
    with pytest.raises(refusals.NotInTouch):
        ask_follow_up(by=ours, about=theirs.pk, starts_at=start, now=NOW)


@pytest.mark.parametrize("hours", [1, 24 * 60])
def test_a_time_that_was_not_offered_is_refused(two: tuple[Registration, Registration], hours: int) -> None:
    with pytest.raises(refusals.StartNotPossible):
        ask_follow_up(by=two[0], about=two[1].pk, starts_at=NOW + timedelta(hours=hours), now=NOW)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"state": "odd"}, "follow_up_state_is_known"),
        ({"state": "declined", "answered_at": None}, "follow_up_answered_tells_when"),
        ({"answered_at": NOW}, "follow_up_answered_tells_when"),
    ],
)
def test_the_database_refuses_what_makes_no_sense(
    two: tuple[Registration, Registration], fields: dict[str, Any], constraint: str
) -> None:
    row = asked(two)
    if constraint == "follow_up_state_is_known":
        fields = {**fields, "answered_at": NOW}
    with pytest.raises(IntegrityError, match=constraint):
        FollowUp.objects.filter(pk=row.pk).update(**fields)


def test_one_meets_another_and_not_oneself(two: tuple[Registration, Registration]) -> None:
    row = asked(two)
    with pytest.raises(IntegrityError, match="follow_up_is_with_another"):
        FollowUp.objects.filter(pk=row.pk).update(about=row.by)


def test_two_settle_a_session_over_http_signed_in_and_by_link(
    two: tuple[Registration, Registration],
) -> None:
    set_clock(NOW)
    ours, theirs = two
    mine, link = f"/api/events/{ours.event.slug}", f"/api/guests/{guest_token(theirs)}"
    founder, contact = client_of(ours.person), APIClient()
    offered = founder.get(f"{mine}/follow-up-starts/{theirs.pk}/").json()
    assert (offered["time_zone"], offered["their_time_zone"]) == ("Asia/Seoul", "America/Los_Angeles")
    body = {"about": theirs.pk, "starts_at": offered["starts"][0]}
    made = founder.post(f"{mine}/follow-ups/", body, format="json")
    assert made.status_code == 201
    assert [one["state"] for one in made.json()] == ["asked"]
    taken = founder.post(f"{mine}/follow-ups/", body, format="json")
    assert (taken.status_code, taken.json()["code"]) == (409, "start_not_possible")
    (row,) = contact.get(f"{link}/follow-ups/").json()
    assert (row["other"], row["is_asked_by_me"], row["starts_at"]) == (ours.pk, False, body["starts_at"])
    agreed = contact.post(f"{link}/follow-ups/{row['id']}/answer/", {"deed": "agree"}, format="json")
    assert [one["state"] for one in agreed.json()] == ["agreed"]
    odd = contact.post(f"{link}/follow-ups/{row['id']}/answer/", {"deed": "odd"}, format="json")
    assert [(one["field"], one["code"]) for one in odd.json()["errors"]] == [("deed", "invalid_choice")]
    stranger = a_guest(ours.event, person=a_founder())
    path = f"{mine}/follow-ups/{row['id']}/answer/"
    assert client_of(stranger.person).post(path, {"deed": "agree"}, format="json").status_code == 404
    assert client_of(stranger.person).get(f"{mine}/follow-ups/").json() == []


def test_who_was_proposed_a_time_answers_it_before_proposing_another(
    two: tuple[Registration, Registration],
) -> None:
    ours, theirs = two
    row = asked(two, -1)
    start = starts_for(theirs, ours, NOW)[0]
    with pytest.raises(refusals.TheyProposedAlready) as refused:
        ask_follow_up(by=theirs, about=ours.pk, starts_at=start, now=NOW)
    assert refused.value.extra == {"follow_up": row.pk}
    late = NOW + KEPT
    later = starts_for(theirs, ours, late)[0]
    ask_follow_up(by=theirs, about=ours.pk, starts_at=later, now=late)
    assert states(ours, late) == [(False, "asked"), (True, "lapsed")]
    with pytest.raises(refusals.FollowUpLapsed):
        answer_follow_up(by=theirs, follow_up_id=row.pk, agrees=True, now=late)


def test_the_database_has_two_propose_to_each_other_one_at_a_time(
    two: tuple[Registration, Registration],
) -> None:
    first, second = asked(two), asked(two, 3)
    with transaction.atomic(), pytest.raises(IntegrityError, match="follow_up_is_proposed_by_one_of_two"):
        FollowUp.objects.filter(pk=second.pk).update(by=two[1], about=two[0])
    answer_follow_up(by=two[1], follow_up_id=first.pk, agrees=True, now=NOW)
    FollowUp.objects.filter(pk=second.pk).update(by=two[1], about=two[0])


def test_what_is_agreed_is_in_both_calendars_and_both_are_reminded_until_it_is_off(
    two: tuple[Registration, Registration],
) -> None:
    ours, theirs = two
    row = asked(two, -1)
    assert [items_for(ours.event, one.person)[1:] for one in two] == [[], []]
    agreed = answer_follow_up(by=theirs, follow_up_id=row.pk, agrees=True, now=NOW)
    (mine,) = [one for one in items_of(ours.person, now=NOW) if one.uid.startswith("follow-up-")]
    (hers,) = items_for(ours.event, theirs.person)[1:]
    starts_at = agreed.appointment.starts_at
    assert (mine.uid, mine.starts_at, mine.is_cancelled) == (hers.uid, starts_at, False)
    assert mine.summary == f"{theirs.person.name} (Google)"
    assert hers.summary == ours.name_in("en")
    assert theirs.person.email not in mine.description
    planned = Reminder.objects.filter(appointment=row.appointment, state="planned")
    assert set(planned.values_list("person", "offset_minutes")) <= {
        (one.person_id, minutes) for one in two for minutes in (1440, 60)
    }
    assert set(planned.values_list("person", flat=True)) == {one.person_id for one in two}
    withdraw_follow_up(by=ours, follow_up_id=row.pk, now=NOW)
    assert not planned.exists()
    (off,) = items_for(ours.event, theirs.person)[1:]
    assert (off.uid, off.is_cancelled, off.sequence) == (hers.uid, True, hers.sequence + 1)


def test_the_database_knows_what_was_agreed(two: tuple[Registration, Registration]) -> None:
    row = asked(two)
    with pytest.raises(IntegrityError, match="follow_up_agreed_stays_known"):
        FollowUp.objects.filter(pk=row.pk).update(state="agreed", answered_at=NOW)
