"""Links that speak for a guest, and the codes of their tickets: a number and 256 bits of signature, so that none can be guessed.

Nothing in the database opens a link: who reads a dump of it cannot make the addresses. A link stops when the hub
gives the guest a new one.
"""

from django.conf import settings
from django.core.signing import BadSignature, Signer

from networking.guests.refusals import GuestLinkUnknown
from networking.models import GuestKind, Registration

_LINKS = Signer(salt="meridian.guests", sep="~")
_TICKETS = Signer(salt="meridian.tickets", sep="~")


def guest_token(registration: Registration) -> str:
    return _LINKS.sign(f"{registration.pk}.{registration.link_round}")


def guest_link(registration: Registration) -> str:
    """The page of a guest, who needs no password there."""
    return f"{settings.PUBLIC_URL}/e/{guest_token(registration)}"


def guest_in(token: str) -> tuple[int, int]:
    """The number of the registration and the round of links. Raises GuestLinkUnknown if it was not made here."""
    try:
        number, _, turn = _LINKS.unsign(token).partition(".")
        return int(number), int(turn)
    except (BadSignature, ValueError) as error:
        raise GuestLinkUnknown from error


def agenda_link(registration: Registration) -> str:
    """The guest's own rounds and tables: contacts come by their link, members sign in."""
    if registration.kind == GuestKind.CONTACT:
        return f"{guest_link(registration)}/agenda"
    return f"{settings.PUBLIC_URL}/events/{registration.event.slug}/agenda"


def ticket_code(registration: Registration) -> str:
    """What the QR code of the ticket holds beside the address."""
    return _TICKETS.sign(str(registration.pk))


def ticket_link(registration: Registration) -> str:
    """What the QR code says: a camera opens it, and a desk that is signed in checks the guest in."""
    return f"{settings.PUBLIC_URL}/check-in/{ticket_code(registration)}"


def ticket_in(code: str) -> int:
    """The number of the registration. Raises GuestLinkUnknown if the code is forged."""
    try:
        return int(_TICKETS.unsign(code))
    except (BadSignature, ValueError) as error:
        raise GuestLinkUnknown from error
