"""Signed links on which one person proposes one other time for one session, once. See docs/decisions/0040."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing

from accounts.models import Person
from mentoring.models import Session
from mentoring.other_times.refusals import OtherTimeLinkOver
from mentoring.refusals import LinkUnknown

SALT = "meridian.other-times"
# Whoever asked for it by text has the phone in their hand.
GOOD_FOR = timedelta(days=1)


@dataclass(frozen=True)
class Holder:
    """What a link says: who proposes for which session, and since when."""

    session: Session
    person: Person
    made_at: datetime

    @property
    def is_spent(self) -> bool:
        """Whether the person has proposed something since: by this link or on the page. One statement."""
        return self.session.proposals.filter(by=self.person, at__gte=self.made_at).exists()


def other_time_link(session: Session, person: Person, *, now: datetime) -> str:
    """The address for one of the two sides; good for a day, at most until the start, while the time stays agreed."""
    until = min(now + GOOD_FOR, session.appointment.starts_at)
    claims = {
        "session": session.pk.hex,
        "person": person.pk,
        "version": session.appointment.version,
        "at": int(now.timestamp()),
        "until": int(until.timestamp()),
    }
    return f"{settings.PUBLIC_URL}/other-time/{signing.Signer(salt=SALT).sign_object(claims)}"


def holder_of(token: str, *, now: datetime) -> Holder:
    """Whose link it is. Raises LinkUnknown if it was not made here, OtherTimeLinkOver if its time has passed or the
    session has another one meanwhile."""
    try:
        claims: dict[str, Any] = signing.Signer(salt=SALT).unsign_object(token)
    except signing.BadSignature as error:
        raise LinkUnknown from error
    rows = Session.objects.select_related("appointment", "programme", "startup", "expert__person", "founder")
    session = rows.filter(pk=UUID(claims["session"])).first()
    sides = {} if session is None else {side.pk: side for side in (session.expert.person, session.founder)}
    person = sides.get(claims["person"])
    if session is None or person is None or not person.is_active:
        raise LinkUnknown
    holder = Holder(session, person, datetime.fromtimestamp(claims["at"], UTC))
    is_of_another_time = claims["version"] != session.appointment.version
    if int(now.timestamp()) >= claims["until"] or (is_of_another_time and not holder.is_spent):
        raise OtherTimeLinkOver
    return holder
