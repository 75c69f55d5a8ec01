"""The e-mails to guests of an event, each in their language: what became of their place, and their page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import messaging.operations
from agenda.own_clock import zone_of
from agenda.wording import both_clocks, local_words
from messaging.event_texts import EventNews
from messaging.models import MessageKind
from messaging.programme_texts import Letter
from networking.guests.tokens import guest_link
from networking.models import Event, GuestKind, Registration


@dataclass(frozen=True)
class Phrases:
    """Sentences with the placeholder `name`: the event's in the reader's language."""

    subject: str | Promise
    lead: str | Promise
    ask: str | Promise


INVITED = Phrases(
    gettext_lazy("You are invited: %(name)s"),
    gettext_lazy("The hub invites you to %(name)s, to meet founders of its startups."),
    gettext_lazy("Say whether you come, with one tap and without a password. This link is yours alone:"),
)
APPROVED = Phrases(
    gettext_lazy("You have a place: %(name)s"),
    gettext_lazy("You have a place at %(name)s."),
    gettext_lazy("Your ticket, and whom you wish to meet:"),
)
RECEIVED = Phrases(
    gettext_lazy("Your registration has arrived: %(name)s"),
    gettext_lazy("Your registration for %(name)s has arrived. You will hear from the hub."),
    gettext_lazy("Look at it, or change it:"),
)
WAITLISTED = Phrases(
    gettext_lazy("On the waiting list: %(name)s"),
    gettext_lazy("All places of %(name)s are taken at the moment. You are on the waiting list."),
    gettext_lazy("See how it stands:"),
)
OFFERED = Phrases(
    gettext_lazy("A place has come free: %(name)s"),
    gettext_lazy("A place at %(name)s has come free, and it is kept for you."),
    gettext_lazy("Take it, or leave it to the next:"),
)
OFFER_GONE = Phrases(
    gettext_lazy("The place went to the next guest: %(name)s"),
    gettext_lazy("The place at %(name)s was not taken in time, so it went to the next guest."),
    gettext_lazy("You can join the waiting list again:"),
)
DECLINED = Phrases(
    gettext_lazy("About your registration: %(name)s"),
    gettext_lazy("The hub cannot give you a place at %(name)s this time. Thank you for registering."),
    gettext_lazy("See what else the hub offers:"),
)
CANCELLED = Phrases(
    gettext_lazy("Cancelled as you asked: %(name)s"),
    gettext_lazy("You do not come to %(name)s. Your place is free for somebody else."),
    gettext_lazy("Should you change your mind:"),
)
STILL_WAITING = Phrases(
    gettext_lazy("No place has come free: %(name)s"),
    gettext_lazy(
        "Registration for %(name)s has closed, and no place has come free for you. You need not wait any longer; should"
        " the hub have a place after all, it writes to you."
    ),
    gettext_lazy("See what else the hub offers:"),
)


def event_link(event: Event) -> str:
    """The public page of the event."""
    return f"{settings.PUBLIC_URL}/events/{event.slug}"


def tell(
    registration: Registration,
    phrases: Phrases,
    *,
    until: datetime | None = None,
    word: str = "",
    rows: Sequence[str] = (),
    now: datetime,
) -> None:
    """One e-mail, in the caller's transaction; `rows` are further lines in the reader's language."""
    event, person = registration.event, registration.person
    name = {"name": event.title_in(person.language)}
    with translation.override(person.language):
        letter = Letter(
            subject=str(phrases.subject) % name,
            lead=str(phrases.lead) % name,
            ask=str(phrases.ask),
            link=_link(registration, phrases),
            rows=(*rows, *_rows(registration, phrases, until, word)),
        )
    messaging.operations.notify_of_programme(person=person, letter=letter, now=now)


def _link(registration: Registration, phrases: Phrases) -> str:
    if phrases in (DECLINED, STILL_WAITING):
        return f"{settings.PUBLIC_URL}/events"
    return page_of(registration)


def page_of(registration: Registration) -> str:
    """Contacts have no password: their link signs them in to this event alone."""
    is_contact = registration.kind == GuestKind.CONTACT
    return guest_link(registration) if is_contact else event_link(registration.event)


def _rows(registration: Registration, phrases: Phrases, until: datetime | None, word: str) -> tuple[str, ...]:
    event, person = registration.event, registration.person
    rows = []
    if phrases in (INVITED, APPROVED, OFFERED, WAITLISTED, RECEIVED):
        at = event.doors_at
        hours = both_clocks(at, event.time_zone, zone_of(person, at), person.language)
        rows.append(_("Doors open: %(hours)s") % {"hours": hours})
        rows.append(event.place)
    if until is not None:
        words = local_words(until, zone_of(person, until), person.language)
        rows.append(_("It is kept until %(until)s.") % {"until": words})
    if word:
        rows.append(_("A word from the hub: %(word)s") % {"word": word})
    return tuple(rows)


def tell_called_off(event: Event, *, now: datetime) -> None:
    """Everybody who was to come, or might have, hears that it will not be, and why: on the phone, too, who have one."""
    guests = event.registrations.exclude(state__in=["declined", "cancelled"]).select_related("person")
    news = {
        one.person: EventNews(
            occasion=occasion_of(event),
            version=f"off.{event.revision}",
            title=event.title_in(one.person.language),
            zone=event.time_zone,
            useful_until=event.ends_at,
            link=f"{settings.PUBLIC_URL}/events",
            word=event.closing_reason,
        )
        for one in guests.order_by("pk")
    }
    messaging.operations.notify_of_event(kind=MessageKind.CALLED_OFF, news=news, now=now)


def tell_still_waiting(event: Event, *, now: datetime) -> None:
    """Who is on the waiting list when registration closes hears that no place has come free."""
    for registration in event.registrations.waiting().select_related("person", "startup", "event"):
        tell(registration, STILL_WAITING, now=now)


def occasion_of(event: Event) -> str:
    """By which messages about an event know it."""
    return f"event:{event.pk}"
