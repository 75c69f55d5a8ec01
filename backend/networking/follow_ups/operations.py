"""A follow-up is proposed, answered and taken back. One function a deed; each owns its transaction."""

from datetime import datetime, timedelta
from uuid import uuid4

from agenda.operations import NO_BUFFERS, book, hold, release
from agenda.transactions import atomically
from messaging.operations import drop_reminders
from networking.after.refusals import NoSuchGuest
from networking.events.keeping import locked
from networking.follow_ups.queries import are_in_touch, is_lapsed, starts_for
from networking.follow_ups.refusals import (
    FollowUpAnswered,
    FollowUpLapsed,
    FollowUpNotYours,
    NotInTouch,
    StartNotPossible,
    TheyProposedAlready,
)
from networking.follow_ups.rules import MINUTES, kept_until
from networking.follow_ups.telling import remind_both, tell_agreed, tell_asked, tell_off
from networking.guests.placing import note
from networking.models import FollowUp, FollowUpState, Registration

OPEN = (FollowUpState.ASKED, FollowUpState.AGREED)


@atomically
def ask_follow_up(*, by: Registration, about: int, starts_at: datetime, now: datetime) -> FollowUp:
    """Propose a time to somebody whom one stays in touch with; it is held for both until it is answered.

    Of two who propose to each other at the same moment one answers the other. Raises NoSuchGuest, NotInTouch,
    TheyProposedAlready, StartNotPossible, SlotTaken.
    """
    locked(by.event.slug)
    others = Registration.objects.filter(event_id=by.event_id).exclude(kind=by.kind)
    other = others.select_related("person", "startup", "expert", "event").filter(pk=about).first()
    if other is None:
        raise NoSuchGuest
    if not are_in_touch(by, other):
        raise NotInTouch
    _let_lapse(by, other, now)
    if theirs := FollowUp.objects.filter(by=other, about=by, state=FollowUpState.ASKED).first():
        raise TheyProposedAlready(follow_up=theirs.pk)
    if starts_at not in starts_for(by, other, now):
        raise StartNotPossible
    appointment = hold(
        appointment_id=uuid4(),
        people={by.person_id: NO_BUFFERS, other.person_id: NO_BUFFERS},
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=MINUTES),
        expires_at=kept_until(starts_at, now),
        now=now,
    )
    row = FollowUp.objects.create(event_id=by.event_id, by=by, about=other, appointment=appointment, at=now)
    note(by, "follow_up.asked", now=now, by=by.person, follow_up=row.pk)
    tell_asked(row, now=now)
    return row


@atomically
def answer_follow_up(*, by: Registration, follow_up_id: int, agrees: bool, now: datetime) -> FollowUp:
    """Agree, and the time is taken for good, or decline, and it is free again.

    Raises FollowUp.DoesNotExist, FollowUpNotYours, FollowUpAnswered, FollowUpLapsed.
    """
    row = _locked(by, follow_up_id)
    if row.about_id != by.pk:
        raise FollowUpNotYours
    if row.state == FollowUpState.LAPSED or is_lapsed(row, now):
        raise FollowUpLapsed
    if row.state != FollowUpState.ASKED:
        raise FollowUpAnswered(state=row.state)
    (book if agrees else release)(appointment=row.appointment, now=now)
    _become(row, FollowUpState.AGREED if agrees else FollowUpState.DECLINED, by, now)
    if agrees:
        remind_both(row, now=now)
        tell_agreed(row, now=now)
    else:
        tell_off(row, to=row.by, now=now)
    return row


@atomically
def withdraw_follow_up(*, by: Registration, follow_up_id: int, now: datetime) -> FollowUp:
    """Take back what one proposed, or call off what was agreed; the other is told.

    Raises FollowUp.DoesNotExist, FollowUpNotYours, FollowUpAnswered.
    """
    row = _locked(by, follow_up_id)
    if row.state not in OPEN or row.appointment.starts_at <= now:
        raise FollowUpAnswered(state=row.state)
    if row.state == FollowUpState.ASKED and row.by_id != by.pk:
        raise FollowUpNotYours
    release(appointment=row.appointment, now=now)
    drop_reminders(appointment=row.appointment, because="cancelled", now=now)
    _become(row, FollowUpState.WITHDRAWN, by, now)
    tell_off(row, to=row.about if row.by_id == by.pk else row.by, now=now)
    return row


def _let_lapse(one: Registration, other: Registration, now: datetime) -> None:
    """What was not answered in time stands in nobody's way."""
    both = FollowUp.objects.filter(by__in=[one, other], about__in=[one, other], state=FollowUpState.ASKED)
    for row in both.select_related("appointment"):
        if is_lapsed(row, now):
            row.state, row.answered_at = FollowUpState.LAPSED, now
            row.save(update_fields=["state", "answered_at"])


def _become(row: FollowUp, state: FollowUpState, by: Registration, now: datetime) -> None:
    row.state, row.answered_at = state, now
    row.was_agreed = row.was_agreed or state == FollowUpState.AGREED
    row.save(update_fields=["state", "answered_at", "was_agreed"])
    note(by, f"follow_up.{state}", now=now, by=by.person, follow_up=row.pk)


def _locked(by: Registration, follow_up_id: int) -> FollowUp:
    rows = FollowUp.objects.filter(by=by) | FollowUp.objects.filter(about=by)
    FollowUp.objects.select_for_update().get(pk=rows.get(pk=follow_up_id).pk)
    return FollowUp.objects.select_related(
        "appointment",
        "event",
        *(f"{side}__{what}" for side in ("by", "about") for what in ("person", "startup", "expert")),
    ).get(pk=follow_up_id)
