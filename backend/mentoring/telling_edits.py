"""The messages about what somebody did to a session in their own calendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from mentoring.answers import session_link
from mentoring.models import Session
from mentoring.series.telling import tell_once
from mentoring.telling import tell
from messaging.models import MessageKind

UNANSWERED: str | Promise = _("The other side did not answer in time.")
OTHER_LENGTH: str | Promise = _(
    "How long a session takes is the programme's. Only when it starts can be changed."
)
ALL_DAY: str | Promise = _("A session needs an hour; it cannot take the whole day.")
WHOLE_SERIES: str | Promise = _(
    "Regular sessions are moved together in Meridian, where the other side is asked."
)
ONE_DATE: str | Promise = _(
    "One date was agreed, not one that repeats. Regular sessions are booked in Meridian, where the other side is asked."
)
NOT_THEIRS: str | Promise = _("Only the expert who was asked and the startup can move or cancel a session.")


def tell_put_back(session: Session, person: Person, why: str | Promise, *, now: datetime) -> None:
    """Whoever moved it: it cannot be there, and their calendar shows the agreed time again."""
    with translation.override(person.language):
        reason = str(why)
    tell(session, person, MessageKind.PUT_BACK, link=session_link(session), reason=reason, now=now)


def tell_move_asked(session: Session, person: Person, *, now: datetime) -> None:
    """Whoever moved it: the other side is asked, and until then nothing is agreed."""
    link = session_link(session)
    tell(session, person, MessageKind.MOVE_ASKED, link=link, by_sms=False, now=now)


@dataclass(frozen=True)
class Asking:
    """How somebody let a session go, and what the others and they themselves hear: the others are asked."""

    how: str
    others: MessageKind
    own: MessageKind


DELETED = Asking("deleted", MessageKind.DELETED, MessageKind.DELETED_OWN)
DECLINED = Asking("declined", MessageKind.OFF_ASKED, MessageKind.OFF_OWN)


def tell_asked(sessions: Sequence[Session], asking: Asking, by: Person, *, now: datetime) -> None:
    """The others are asked whether it is off; whoever let it go learns that it still stands."""
    for person in _sides(sessions):
        is_own = person.pk == by.pk
        _tell_of(sessions, person, asking.own if is_own else asking.others, by_sms=not is_own, now=now)


def tell_kept(sessions: Sequence[Session], by: Person | None, *, now: datetime) -> None:
    """The sessions stand as they were agreed: who did not say so hears it."""
    for person in _sides(sessions):
        if by is None or person.pk != by.pk:
            _tell_of(sessions, person, MessageKind.KEPT, now=now)


def _sides(sessions: Sequence[Session]) -> tuple[Person, Person]:
    return sessions[0].expert.person, sessions[0].founder


def _tell_of(
    sessions: Sequence[Session], person: Person, kind: MessageKind, *, by_sms: bool = True, now: datetime
) -> None:
    """One message, however many dates of a series it is about."""
    first = sessions[0]
    if len(sessions) > 1 and first.series is not None:
        tell_once(first.series, sessions, person, kind, now=now)
    else:
        tell(first, person, kind, link=session_link(first), by_sms=by_sms, now=now)
