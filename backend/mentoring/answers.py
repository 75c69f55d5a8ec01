"""Signed links by which people answer a request or a proposal without signing in."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing

from accounts.models import Person
from mentoring.models import Proposal, ProposalState, Series, Session, SessionState
from mentoring.refusals import AlreadyAnswered, LinkExpired, LinkUnknown

SALT = "meridian.answers"


class Outcome(StrEnum):
    """What holds behind a link that needs no answer any more."""

    ASKED = "asked"  # the bearer takes a time that nobody had proposed, and the other side is asked
    AGREED = "agreed"  # to what was asked here
    STANDS = "stands"  # the agreed time, and none of those that were offered here
    PENDING = "pending"  # nothing is agreed yet: it is about other times now
    ENDED = "ended"  # there is no session ahead: its state says why


@dataclass(frozen=True)
class Bearer:
    """What a link says: who answers for which session, and which proposal if it is about one."""

    session: Session
    person: Person
    proposal: Proposal | None

    @property
    def answered(self) -> bool:
        if self.proposal:
            is_theirs = self.proposal.by_id == self.person.pk  # what nobody had made, until they took it
            return is_theirs or self.proposal.state != ProposalState.OPEN
        return self.session.state != SessionState.REQUESTED

    @property
    def outcome(self) -> Outcome | None:
        """None while an answer is awaited."""
        if not self.answered:
            return None
        if self.session.state in (SessionState.REQUESTED, SessionState.PROPOSED):
            return Outcome.PENDING
        if self.session.state != SessionState.CONFIRMED:
            return Outcome.ENDED
        if self.proposal and self.proposal.state == ProposalState.OPEN:
            return Outcome.ASKED
        is_agreed = self.proposal is None or self.proposal.state == ProposalState.TAKEN
        return Outcome.AGREED if is_agreed else Outcome.STANDS


def answer_token(session: Session, expires_at: datetime) -> str:
    """A token for the session's expert and nobody else; of no use once the hold has run out."""
    return _token(session, session.expert.person_id, expires_at)


def _token(session: Session, person_id: int, expires_at: datetime, **more: int) -> str:
    claims = {"session": str(session.pk), "person": person_id, "until": int(expires_at.timestamp()), **more}
    return signing.Signer(salt=SALT).sign_object(claims)


def bearer_of_token(token: str, *, now: datetime) -> Bearer:
    """Who a token speaks for. Raises LinkUnknown if forged, LinkExpired if its time passed without an answer."""
    try:
        claims: dict[str, Any] = signing.Signer(salt=SALT).unsign_object(token)
    except signing.BadSignature as error:
        raise LinkUnknown from error
    session = (
        Session.objects.select_related("appointment", "programme", "startup", "expert__person", "founder")
        .filter(pk=UUID(claims["session"]))
        .first()
    )
    sides = {} if session is None else {side.pk: side for side in (session.expert.person, session.founder)}
    person = sides.get(claims["person"])
    if session is None or person is None or not person.is_active:
        raise LinkUnknown
    bearer = Bearer(session, person, _proposal(session, claims.get("proposal")))
    run_out = int(now.timestamp()) >= claims["until"] and not bearer.answered
    expired = bearer.proposal.state == ProposalState.EXPIRED if bearer.proposal else False
    if run_out or expired or session.state == SessionState.EXPIRED:
        raise LinkExpired
    return bearer


def _proposal(session: Session, proposal_id: int | None) -> Proposal | None:
    return None if proposal_id is None else session.proposals.get(pk=proposal_id)


def require_open(bearer: Bearer) -> None:
    if bearer.answered:
        raise AlreadyAnswered


def session_link(session: Session) -> str:
    return f"{settings.PUBLIC_URL}/sessions/{session.pk}"


def sessions_link() -> str:
    return f"{settings.PUBLIC_URL}/sessions"


def series_link(series: Series) -> str:
    return f"{settings.PUBLIC_URL}/series/{series.pk}"


def answer_link(session: Session, expires_at: datetime) -> str:
    return f"{settings.PUBLIC_URL}/answer/{answer_token(session, expires_at)}"


def proposal_link(proposal: Proposal, session: Session, person: Person) -> str:
    """Where `person`, whom the times are proposed to, takes one of them."""
    token = _token(session, person.pk, proposal.expires_at, proposal=proposal.pk)
    return f"{settings.PUBLIC_URL}/answer/{token}"
