"""Two who stay in touch propose and answer at the same moment: one of two deeds holds, and the ledger agrees with it."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest

from agenda.models import Commitment
from networking.follow_ups.operations import answer_follow_up, ask_follow_up, withdraw_follow_up
from networking.follow_ups.queries import starts_for
from networking.models import FollowUp, Registration, StayInTouch
from problems import Problem
from tests.at_once import at_once
from tests.factories.events import DOORS_AT, a_contact, a_guest, an_event

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
NOW = DOORS_AT + timedelta(hours=12)
Deed = Callable[[], FollowUp]


def in_touch() -> tuple[Registration, Registration]:
    event = an_event()
    ours, theirs = a_guest(event), a_guest(event, expert=a_contact())
    for one, other in ((ours, theirs), (theirs, ours)):
        StayInTouch.objects.create(event=event, by=one, about=other, at=NOW)
    return ours, theirs


def outcome(deed: Deed) -> str:
    try:
        deed()
    except Problem as refused:
        return refused.code
    return "done"


def both(*deeds: Deed) -> Counter[str]:
    return Counter(at_once([lambda deed=deed: outcome(deed) for deed in deeds]))  # type: ignore[misc]


def asking(one: Registration, other: Registration, nth: int) -> Deed:
    start = starts_for(one, other, NOW)[nth]
    return lambda: ask_follow_up(by=one, about=other.pk, starts_at=start, now=NOW)


def taken(*guests: Registration) -> int:
    return Commitment.objects.standing_at(NOW).filter(person__in=[one.person_id for one in guests]).count()


@pytest.mark.parametrize("apart", [0, 3])
def test_of_two_who_propose_to_each_other_one_has_proposed(apart: int) -> None:
    for _ in range(5):
        ours, theirs = in_touch()
        said = both(asking(ours, theirs, 0), asking(theirs, ours, apart))
        assert said == {"done": 1, "they_proposed_already": 1}
        assert (FollowUp.objects.filter(event=ours.event).count(), taken(ours, theirs)) == (1, 2)


def test_two_who_want_one_contact_at_one_hour_are_one_winner_and_one_who_hears_it() -> None:
    for _ in range(5):
        ours, theirs = in_touch()
        rival = a_guest(ours.event)
        for one, other in ((rival, theirs), (theirs, rival)):
            StayInTouch.objects.create(event=ours.event, by=one, about=other, at=NOW)
        said = both(asking(ours, theirs, 0), asking(rival, theirs, 0))
        assert said["done"] == 1
        assert said.keys() <= {"done", "slot_taken", "start_not_possible"}
        assert taken(ours, theirs, rival) == 2


def test_an_answer_and_the_word_that_takes_it_back_are_one_after_the_other() -> None:
    for agrees in (True, False) * 3:
        ours, theirs = in_touch()
        row = asking(ours, theirs, 0)()
        said = both(
            lambda: answer_follow_up(by=theirs, follow_up_id=row.pk, agrees=agrees, now=NOW),  # noqa: B023 -- used at once
            lambda: withdraw_follow_up(by=ours, follow_up_id=row.pk, now=NOW),  # noqa: B023 -- used at once
        )
        row.refresh_from_db()
        # What was agreed first can still be called off.
        assert said in ({"done": 2}, {"done": 1, "follow_up_answered": 1})
        assert row.state in ("withdrawn", "declined")
        assert taken(ours, theirs) == 0


def test_two_taps_of_one_answer_are_one_answer() -> None:
    for agrees in (True, False):
        ours, theirs = in_touch()
        row = asking(ours, theirs, 0)()

        def answer(agrees: bool = agrees, row: FollowUp = row, theirs: Registration = theirs) -> FollowUp:
            return answer_follow_up(by=theirs, follow_up_id=row.pk, agrees=agrees, now=NOW)

        assert both(answer, answer) == {"done": 1, "follow_up_answered": 1}
        assert taken(ours, theirs) == (2 if agrees else 0)
