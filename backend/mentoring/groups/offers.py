"""Signed links by which people take or decline an offered seat without signing in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from mentoring.groups.models import GroupSession, Place
from mentoring.refusals import LinkExpired, LinkUnknown

SALT = "meridian.offers"


@dataclass(frozen=True)
class Bearer:
    """Whom a link speaks for, and what became of the offer: `state` is offered, taken or gone."""

    group: GroupSession
    person: Person
    state: str
    until: datetime


def offer_link(place: Place) -> str:
    """For an offered place: of use to its person, for this offer, as long as it stands."""
    if place.offered_until is None:
        raise ValueError("nothing is offered")
    claims = {
        "group": str(place.group_id),
        "place": place.pk,
        "person": place.person_id,
        "until": place.offered_until.timestamp(),
    }
    return f"{settings.PUBLIC_URL}/offer/{signing.Signer(salt=SALT).sign_object(claims)}"


def bearer_of_offer(token: str, *, now: datetime) -> Bearer:
    """Raises LinkUnknown if forged, LinkExpired if the offer's time passed and it was not taken."""
    try:
        claims: dict[str, Any] = signing.Signer(salt=SALT).unsign_object(token)
    except signing.BadSignature as error:
        raise LinkUnknown from error
    groups = GroupSession.objects.select_related("appointment", "programme", "expert__person")
    group = groups.filter(pk=UUID(claims["group"])).first()
    person = Person.objects.filter(pk=claims["person"], is_active=True).first()
    if group is None or person is None:
        raise LinkUnknown
    place = Place.objects.filter(pk=claims["place"], group=group, person=person).first()
    state = place.state_at(now) if place else "gone"
    until = datetime.fromtimestamp(claims["until"], tz=now.tzinfo)
    if state != "taken" and until <= now:
        raise LinkExpired(detail=_("The seat was not taken in time and went to the next person."))
    return Bearer(group, person, state, until)
