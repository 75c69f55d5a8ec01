"""Addresses of a series in messages: its page, and the signed link by which its expert answers without signing in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing

from accounts.models import Person
from mentoring.answers import series_link
from mentoring.models import Series, Session, SessionState
from mentoring.refusals import AlreadyAnswered, LinkExpired, LinkUnknown
from mentoring.series.queries import sessions_of

SALT = "meridian.series-answers"


@dataclass(frozen=True)
class SeriesBearer:
    """What a link says: who answers for which dates of a series, those that were asked for together."""

    series: Series
    person: Person
    sessions: Sequence[Session]
    expires_at: datetime

    @property
    def answered(self) -> bool:
        return all(session.state != SessionState.REQUESTED for session in self.sessions)

    @property
    def asked_at(self) -> datetime:
        return self.sessions[0].requested_at


def series_answer_link(series: Series, sessions: Sequence[Session]) -> str:
    """Where the expert answers these held dates, which were asked for together; of no use once a hold has run out."""
    holds = [session.appointment.hold_expires_at for session in sessions]
    asked_at = {session.requested_at for session in sessions}
    if None in holds or len(asked_at) > 1:
        return series_link(series)
    token = series_answer_token(series, asked_at.pop(), min(hold for hold in holds if hold))
    return f"{settings.PUBLIC_URL}/series-answer/{token}"


def series_answer_token(series: Series, asked_at: datetime, expires_at: datetime) -> str:
    """A token for the series' expert and nobody else, and for nothing that is asked for later."""
    claims = {
        "series": str(series.pk),
        "person": series.expert.person_id,
        "asked": asked_at.isoformat(),
        "until": expires_at.isoformat(),
    }
    return signing.Signer(salt=SALT).sign_object(claims)


def bearer_of_series_token(token: str, *, now: datetime) -> SeriesBearer:
    """Who a token speaks for, and for which dates. Raises LinkUnknown if it is forged or its dates are gone,
    LinkExpired if its time passed without an answer."""
    try:
        claims: dict[str, Any] = signing.Signer(salt=SALT).unsign_object(token)
    except signing.BadSignature as error:
        raise LinkUnknown from error
    found = Series.objects.select_related("programme", "startup", "expert__person", "founder", "followed_by")
    series = found.filter(pk=UUID(claims["series"])).first()
    if series is None or series.expert.person_id != claims["person"] or not series.expert.person.is_active:
        raise LinkUnknown
    asked = sessions_of(series).filter(requested_at=datetime.fromisoformat(claims["asked"]))
    until = datetime.fromisoformat(claims["until"])
    bearer = SeriesBearer(series, series.expert.person, list(asked), until)
    if not bearer.sessions:
        raise LinkUnknown
    expired = all(session.state == SessionState.EXPIRED for session in bearer.sessions)
    if expired or (now >= until and not bearer.answered):
        raise LinkExpired
    return bearer


def require_unanswered(bearer: SeriesBearer) -> None:
    if bearer.answered:
        raise AlreadyAnswered
