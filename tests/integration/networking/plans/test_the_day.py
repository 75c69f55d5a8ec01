"""What happens on the day: the rest is planned again with the fewest changes, and agendas follow."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from agenda.models import Commitment
from networking.guests.refusals import AlreadyRegistered, NotAGuest
from networking.happenings import refusals
from networking.happenings.operations import What, note_happening, undo_happening
from networking.happenings.walking_in import walk_in
from networking.models import Event, HappeningKind
from networking.plans.agendas import agenda_of, wall_of
from networking.plans.publishing import publish_plan
from networking.plans.queries import difference
from networking.plans.refusals import NothingPublished
from networking.plans.rest import plan_rest
from tests.factories.cycles import a_coordinator
from tests.factories.events import a_contact, a_guest
from tests.factories.hub import a_founder
from tests.factories.plans import NOW, a_published_plan, an_event_to_plan, everybody_wishes, meetings_of, wish

pytestmark = pytest.mark.django_db


def during(event: Event, number: int) -> datetime:
    """In the middle of a round."""
    return event.round_times()[number - 1][0] + timedelta(minutes=5)


def happens(event: Event, kind: str, *, of: object, begins: int, ends: int = 4, now: datetime = NOW) -> int:
    is_table = kind == "table_out"
    pk: int = of.pk  # type: ignore[attr-defined]
    what = What(HappeningKind(kind), None if is_table else pk, pk if is_table else None, begins, ends)
    return note_happening(event_id=event.pk, what=what, by=a_coordinator(), now=now).pk


def test_who_does_not_come_is_taken_out_and_the_others_keep_what_they_know() -> None:
    event, ours, theirs = an_event_to_plan(4, 4, tables=3)
    everybody_wishes(ours, theirs)
    plan = a_published_plan(event)
    now = during(event, 1)
    happens(event, "no_show", of=theirs[0], begins=2, now=now)
    rest = plan_rest(event_id=event.pk, by=a_coordinator(), now=now)
    before, after = meetings_of(plan), meetings_of(rest)
    gone = {pair for pair in before if pair[1] == theirs[0].pk and before[pair][0] > 1}
    assert gone
    assert {pair: at for pair, at in before.items() if pair not in gone}.items() <= after.items()
    assert not gone & after.keys()
    assert (rest.kind, rest.begins, rest.state, rest.outcome["faults"]) == ("rest", 2, "ready", [])
    found = difference(plan, rest, "en")
    assert {one["change"] for one in found["changes"]} <= {"lost", "added"}
    assert {(one["startup"], one["contact"]) for one in found["changes"] if one["change"] == "lost"} == gone
    publish_plan(plan_id=rest.pk, by=a_coordinator(), now=now)
    assert Commitment.objects.filter(released_at=None).count() == 2 * len(after)


def test_with_a_table_out_the_meetings_at_it_go_to_another() -> None:
    event, ours, theirs = an_event_to_plan(2, 2, tables=3)
    everybody_wishes(ours, theirs)
    plan = a_published_plan(event)
    used = plan.meetings.order_by("round", "pk")[0].table
    happens(event, "table_out", of=used, begins=1)
    rest = plan_rest(event_id=event.pk, by=a_coordinator(), now=NOW)
    before, after = meetings_of(plan), meetings_of(rest)
    assert {pair: at[0] for pair, at in before.items()} == {pair: at[0] for pair, at in after.items()}
    assert used.number not in {table for _, table in after.values()}
    assert {one["change"] for one in difference(plan, rest, "en")["changes"]} == {"table"}


def test_who_walks_in_is_fitted_into_the_gaps() -> None:
    event, ours, theirs = an_event_to_plan(2, 3, tables=3)
    everybody_wishes(ours, theirs)
    plan = a_published_plan(event)
    event.seats.create(kind="contact", number=9)
    walk_in = a_guest(event, expert=a_contact())
    wish(ours[0], walk_in)
    rest = plan_rest(event_id=event.pk, by=a_coordinator(), now=NOW)
    before, after = meetings_of(plan), meetings_of(rest)
    assert before.items() <= after.items()
    assert set(after) - set(before) == {(ours[0].pk, walk_in.pk)}


def test_at_the_door_a_place_is_given_to_who_had_not_registered() -> None:
    event, _, _ = an_event_to_plan(1, 1)
    contact, founder = a_contact(), a_founder()
    given = [
        walk_in(slug=event.slug, person=one, by=a_coordinator(), now=NOW) for one in (contact.person, founder)
    ]
    assert [(one.kind, one.state, one.number) for one in given] == [
        ("contact", "approved", 2),
        ("startup", "approved", 2),
    ]
    with pytest.raises(AlreadyRegistered):
        walk_in(slug=event.slug, person=founder, by=a_coordinator(), now=NOW)
    with pytest.raises(NotAGuest):
        walk_in(slug=event.slug, person=a_coordinator(), by=a_coordinator(), now=NOW)
    event.state = "draft"
    event.save()
    with pytest.raises(refusals.NotTheDay):
        walk_in(slug=event.slug, person=a_founder(), by=a_coordinator(), now=NOW)


def test_at_the_door_it_is_said_whom_they_would_like_to_meet() -> None:
    event, ours, theirs = an_event_to_plan(2, 2, tables=3)
    everybody_wishes(ours, theirs)
    plan = a_published_plan(event)
    founder = a_founder()
    said: dict[str, Any] = {"slug": event.slug, "person": founder, "by": a_coordinator(), "now": NOW}
    for nobody in (ours[0].pk, 0):
        with pytest.raises(refusals.NotOfThisEvent):
            walk_in(**said, wishes=[theirs[0].pk, nobody])
    here = walk_in(**said, wishes=[theirs[1].pk, theirs[0].pk, theirs[0].pk])
    assert set(here.wishes.values_list("about", "value")) == {(one.pk, "like") for one in theirs}
    rest = plan_rest(event_id=event.pk, by=a_coordinator(), now=NOW)
    before, after = meetings_of(plan), meetings_of(rest)
    assert before.items() <= after.items()
    assert set(after) - set(before) == {(here.pk, one.pk) for one in theirs}


def test_what_is_over_stays_whatever_happens() -> None:
    event, ours, theirs = an_event_to_plan(3, 3)
    everybody_wishes(ours, theirs)
    plan = a_published_plan(event)
    now = during(event, 2)
    for one in (*ours, *theirs):
        happens(event, "left", of=one, begins=1, now=now)
    rest = plan_rest(event_id=event.pk, by=a_coordinator(), now=now)
    over = {pair: at for pair, at in meetings_of(plan).items() if at[0] <= 2}
    assert meetings_of(rest) == over
    publish_plan(plan_id=rest.pk, by=a_coordinator(), now=now)


def test_what_is_undone_has_not_happened() -> None:
    event, ours, theirs = an_event_to_plan(2, 2)
    everybody_wishes(ours, theirs)
    plan = a_published_plan(event)
    noted = happens(event, "late", of=ours[0], begins=1, ends=2)
    with pytest.raises(refusals.HappeningKnown) as refused:
        happens(event, "late", of=ours[0], begins=1)
    assert refused.value.extra == {"happening": noted}
    undo_happening(event_id=event.pk, happening_id=noted, by=a_coordinator(), now=NOW)
    with pytest.raises(refusals.AlreadyUndone):
        undo_happening(event_id=event.pk, happening_id=noted, by=a_coordinator(), now=NOW)
    rest = plan_rest(event_id=event.pk, by=a_coordinator(), now=NOW)
    assert meetings_of(rest) == meetings_of(plan)


def test_what_is_not_of_the_event_or_not_of_its_day_is_refused() -> None:
    event, ours, theirs = an_event_to_plan(1, 1)
    everybody_wishes(ours, theirs)
    other, strangers, _ = an_event_to_plan(1, 1, state="draft")
    with pytest.raises(refusals.NotOfThisEvent):
        happens(event, "no_show", of=strangers[0], begins=1)
    with pytest.raises(refusals.RoundsImpossible):
        happens(event, "no_show", of=ours[0], begins=3, ends=2)
    with pytest.raises(refusals.NotTheDay):
        happens(other, "no_show", of=strangers[0], begins=1)
    with pytest.raises(NothingPublished):
        plan_rest(event_id=event.pk, by=a_coordinator(), now=NOW)


def test_an_agenda_tells_whom_a_guest_meets_and_never_what_the_other_side_wished() -> None:
    event, ours, theirs = an_event_to_plan(2, 1)
    wish(ours[0], theirs[0], "must", "must")
    wish(ours[1], theirs[0], "like")
    assert agenda_of(ours[0], "en", NOW)["meetings"] == []
    a_published_plan(event)
    (mine,) = agenda_of(ours[0], "en", NOW)["meetings"]
    assert [one["name"] for one in mine["people"]] == [theirs[0].person.name]
    assert mine["reason"] == ["You wished to meet."]
    assert mine["starts_at"] == event.round_times()[mine["round"] - 1][0]
    contact = agenda_of(theirs[0], "ko", NOW)["meetings"]
    assert sorted(len(one["reason"]) for one in contact) == [0, 1]
    wall = wall_of(event, "en", during(event, 1))
    assert (wall["round_now"], wall["round_next"], len(wall["meetings"])) == (1, 2, 2)
