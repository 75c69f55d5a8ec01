"""The e-mails after an event: a contact that both released, and the hub's thanks."""

from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

import messaging.operations
from messaging.programme_texts import Letter
from networking.guests.tokens import guest_link
from networking.models import GuestKind, Registration


def after_link(registration: Registration) -> str:
    """The guest's page for what comes after: contacts come by their link, members sign in."""
    if registration.kind == GuestKind.CONTACT:
        return f"{guest_link(registration)}/after"
    return f"{settings.PUBLIC_URL}/events/{registration.event.slug}/after"


def tell_in_touch(reader: Registration, other: Registration, *, now: datetime) -> None:
    """The reader gets the other's e-mail and phone, which both have agreed to."""
    language = reader.person.language
    with translation.override(language):
        names = {"other": other.name_in(language), "event": reader.event.title_in(language)}
        person = other.person
        letter = Letter(
            subject=_("You both want to stay in touch: %(other)s") % names,
            lead=_("You and %(other)s, whom you met at %(event)s, both want to stay in touch.") % names,
            ask=_("Your notes and all contacts of the event:"),
            link=after_link(reader),
            rows=(person.name, person.email, person.phone or ""),
        )
    messaging.operations.notify_of_programme(person=reader.person, letter=letter, now=now)


def tell_thanks(reader: Registration, *, now: datetime) -> None:
    language = reader.person.language
    with translation.override(language):
        names = {"event": reader.event.title_in(language)}
        letter = Letter(
            subject=_("Thank you for coming: %(event)s") % names,
            lead=_("Thank you for coming to %(event)s and for the time that you gave.") % names,
            ask=_("Say with whom you want to stay in touch, and how it was. It takes two minutes:"),
            link=after_link(reader),
        )
    messaging.operations.notify_of_programme(person=reader.person, letter=letter, now=now)
