"""Signed links by which an expert answers a request without signing in."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core import signing

from mentoring.models import Session, SessionState
from mentoring.refusals import AlreadyAnswered, LinkExpired, LinkUnknown

SALT = "meridian.answers"


def answer_token(session: Session, expires_at: datetime) -> str:
    """A token for the session's expert and nobody else; of no use once the hold has run out."""
    claims = {
        "session": str(session.pk),
        "person": session.expert.person_id,
        "until": int(expires_at.timestamp()),
    }
    return signing.Signer(salt=SALT).sign_object(claims)


def session_of_token(token: str, *, now: datetime) -> Session:
    """The session a token speaks of. Raises LinkUnknown if forged, LinkExpired if its time has passed."""
    try:
        claims = signing.Signer(salt=SALT).unsign_object(token)
    except signing.BadSignature as error:
        raise LinkUnknown from error
    session = (
        Session.objects.select_related("appointment", "programme", "startup", "expert__person", "founder")
        .filter(pk=UUID(claims["session"]), expert__person=claims["person"], expert__person__is_active=True)
        .first()
    )
    if session is None:
        raise LinkUnknown
    if session.state == SessionState.REQUESTED and int(now.timestamp()) >= claims["until"]:
        raise LinkExpired
    if session.state == SessionState.EXPIRED:
        raise LinkExpired
    return session


def require_open(session: Session) -> None:
    if session.state != SessionState.REQUESTED:
        raise AlreadyAnswered


def session_link(session: Session) -> str:
    return f"{settings.PUBLIC_URL}/sessions/{session.pk}"


def answer_link(session: Session, expires_at: datetime) -> str:
    return f"{settings.PUBLIC_URL}/answer/{answer_token(session, expires_at)}"
