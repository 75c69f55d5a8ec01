"""How a guest wishes an event in calendars, and how its secret address is made, replaced and taken back."""

import secrets
from datetime import datetime

from accounts.models import Person
from agenda.transactions import atomically
from audit.operations import record
from calendars.operations import bring_back_entries
from calendars.operations.feeding import TOKEN_BYTES
from calendars.rules import digest_of
from networking.guests.placing import follow_in_calendar, note
from networking.in_calendars.in_google import KIND
from networking.models import CalendarForm, Event, EventFeed, Registration


@atomically
def choose_calendar_form(
    *, registration_id: int, form: CalendarForm, by: Person, now: datetime
) -> Registration:
    """One appointment, or each meeting by itself. What they threw away of it in their own calendar stands there again:
    the same once more brings it back, and changes nothing else."""
    registrations = Registration.objects.select_for_update(of=("self",)).select_related("event", "person")
    registration = registrations.get(pk=registration_id)
    before = registration.calendar_form
    if before != form:
        registration.calendar_form = form
        registration.revision += 1
        registration.save(update_fields=["calendar_form", "revision"])
        note(registration, "registration.calendar_form", now=now, by=by, was=before, form=form)
    bring_back_entries(subject=(KIND, str(registration.event_id)), person=registration.person)
    follow_in_calendar(registration)
    return registration


@atomically
def make_event_feed(*, person: Person, event: Event, link_round: int | None, now: datetime) -> str:
    """A new token for the person's feed of the event. One that was there before opens nothing from now on.

    The token can be told only now: its digest is all that is kept. `link_round` is of the guest's link behind which it
    is made, and None for somebody who is signed in.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    kept = {"digest": digest_of(token), "made_at": now, "link_round": link_round}
    feed, is_first = EventFeed.objects.update_or_create(person=person, event=event, defaults=kept)
    action = "event_feed.made" if is_first else "event_feed.replaced"
    record("event_feed", feed.pk, action, by=person, now=now, event=event.slug)
    return token


@atomically
def end_event_feed(*, person: Person, event: Event, now: datetime) -> None:
    """The address opens nothing from this moment on; where there is none nothing happens."""
    feed = EventFeed.objects.select_for_update().filter(person=person, event=event).first()
    if feed is not None:
        record("event_feed", feed.pk, "event_feed.revoked", by=person, now=now, event=event.slug)
        feed.delete()
