"""A guest says whom they wish to meet."""

from datetime import datetime

from accounts.models import Person
from agenda.transactions import atomically
from networking.guests.placing import note
from networking.guests.refusals import NotRegistered
from networking.models import Registration, RegistrationState, Wish, WishValue
from networking.rules import CLOSED, OPEN
from networking.wishes.refusals import NobodyToMeet, TooManyMusts, WishesClosed


@atomically
def set_wish(*, registration_id: int, about_id: int, value: str, by: Person, now: datetime) -> None:
    """What a guest says of meeting another of the other kind; an empty `value` takes it back. Saying it again changes
    nothing.

    Raises NotRegistered, WishesClosed, NobodyToMeet, TooManyMusts.
    """
    registrations = Registration.objects.select_related("event").select_for_update(of=("self",), no_key=True)
    registration = registrations.get(pk=registration_id)
    if registration.state != RegistrationState.APPROVED:
        raise NotRegistered
    if registration.event.state not in (OPEN, CLOSED):
        raise WishesClosed
    others = registration.event.registrations.coming().exclude(kind=registration.kind)
    about = others.filter(pk=about_id).first()
    if about is None:
        raise NobodyToMeet
    held = registration.wishes.filter(about=about).first()
    before = held.value if held else ""
    if before == value:
        return
    _require_room_for_must(registration, value)
    if not value:
        registration.wishes.filter(about=about).delete()
    else:
        Wish.objects.update_or_create(
            by=registration, about=about, defaults={"event": registration.event, "value": value, "at": now}
        )
    note(registration, "wish.set", now=now, by=by, about=about.pk, changed={"value": [before, value]})


def _require_room_for_must(registration: Registration, value: str) -> None:
    most = registration.event.musts_most
    if value == WishValue.MUST and registration.wishes.filter(value=WishValue.MUST).count() >= most:
        raise TooManyMusts(at_most=most)
