"""What guests and the hub do when people have met. One function a deed; each owns its transaction."""

from datetime import datetime

from accounts.models import Person
from agenda.transactions import atomically
from networking.after.queries import met_by
from networking.after.refusals import AlreadyThanked, EventNotOver, NoSuchGuest, NotYetMet
from networking.after.telling import tell_in_touch, tell_thanks
from networking.after_models import GuestNote, NoteMark
from networking.events.keeping import locked
from networking.guests.placing import note
from networking.models import Event, EventFeedback, EventThanks, Registration, StayInTouch


@atomically
def set_note(*, by: Registration, about: int, mark: NoteMark, text: str, now: datetime) -> GuestNote:
    """Keep a mark and a text about another guest, instead of what was kept before. Raises NotYetMet, NoSuchGuest."""
    other = _other(by, about, now)
    kept, _ = GuestNote.objects.update_or_create(
        by=by, about=other, defaults={"event_id": by.event_id, "mark": mark, "text": text, "at": now}
    )
    return kept


@atomically
def stay_in_touch(*, by: Registration, about: int, now: datetime) -> StayInTouch:
    """Say yes to another guest; where they said so before, both are told each other's e-mail and phone, once.

    The event's lock makes one of two that speak at the same moment the second. Raises NotYetMet, NoSuchGuest.
    """
    event = locked(by.event.slug)
    other = _other(by, about, now)
    said, is_new = StayInTouch.objects.get_or_create(by=by, about=other, defaults={"event": event, "at": now})
    if is_new:
        note(by, "registration.stays_in_touch", now=now, by=by.person, with_registration=other.pk)
        if StayInTouch.objects.filter(by=other, about=by).exists():
            tell_in_touch(by, other, now=now)
            tell_in_touch(other, by, now=now)
    return said


@atomically
def take_back_contact(*, by: Registration, about: int, now: datetime) -> None:
    """Not any more: what was released is shown no longer, to neither. Taking back nothing is no fault."""
    locked(by.event.slug)
    gone, _ = StayInTouch.objects.filter(by=by, about_id=about).delete()
    if gone:
        note(by, "registration.contact_taken_back", now=now, by=by.person, with_registration=about)


@atomically
def give_feedback(
    *, by: Registration, stars: int, text: str, would_return: bool | None, now: datetime
) -> EventFeedback:
    """Say what one thought of it, instead of what was said before; `stars` from 1 to 5. Raises NotYetMet."""
    _require_begun(by.event, now)
    said, _ = EventFeedback.objects.update_or_create(
        registration=by,
        defaults={
            "event_id": by.event_id,
            "stars": stars,
            "text": text,
            "would_return": would_return,
            "at": now,
        },
    )
    return said


@atomically
def thank_guests(*, slug: str, by: Person, now: datetime) -> int:
    """Thank everybody with a place by e-mail, once; returns how many. Raises EventNotOver, AlreadyThanked."""
    event = locked(slug)
    if now < event.ends_at:
        raise EventNotOver(ends_at=event.ends_at.isoformat())
    thanks, is_new = EventThanks.objects.get_or_create(event=event, defaults={"at": now})
    if not is_new:
        raise AlreadyThanked(at=thanks.at.isoformat())
    guests = list(event.registrations.coming().select_related("person", "event"))
    for guest in guests:
        tell_thanks(guest, now=now)
        note(guest, "registration.thanked", now=now, by=by)
    return len(guests)


def _other(by: Registration, about: int, now: datetime) -> Registration:
    """Another guest whom they have met. Raises NotYetMet, NoSuchGuest."""
    _require_begun(by.event, now)
    other = met_by(by, now).select_related("person", "startup", "event").filter(pk=about).first()
    if other is None:
        raise NoSuchGuest
    return other


def _require_begun(event: Event, now: datetime) -> None:
    if now < event.doors_at:
        raise NotYetMet(from_at=event.doors_at.isoformat())
