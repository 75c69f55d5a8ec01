"""What is said to coordinators alone: ratings of both sides, the mid-term check, the wish for another partner."""

from datetime import datetime
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

import messaging.operations
from accounts.models import Person, Role
from agenda.transactions import atomically
from mentoring.models import Rating, Relation, RematchWish
from mentoring.relations.opening import locked, note, opened
from mentoring.relations.progress import at_half
from mentoring.relations.queries import sessions_of_pair
from mentoring.relations.refusals import NotHeldYet, NothingThere, NotOfThisPair, WishedAlready
from mentoring.relations.telling import MIDTERM, relation_link, tell
from messaging.programme_texts import Letter


@atomically
def rate(
    *, relation: Relation, session: UUID | None, score: int, word: str, by: Person, now: datetime
) -> Rating:
    """How a side found a session that is over, or (`session` None) the pair so far, from 1 to 5; the last word counts.

    Only coordinators and the side itself read it. Raises NotYourPair, PairClosed, NotOfThisPair, NotHeldYet.
    """
    found, side = opened(relation, "rate", by, now)
    if session is not None:
        _require_over(found, session, now)
    elif found.midterm_asked_at is None:
        raise NotHeldYet
    rating, _is_new = Rating.objects.update_or_create(
        relation=found,
        session_id=session,
        side=side,
        defaults={"by": by, "score": score, "word": word, "at": now},
    )
    note(found, "rating.given", by, now, side=side, session=session and str(session))
    return rating


def _require_over(relation: Relation, session_id: UUID, now: datetime) -> None:
    session = sessions_of_pair(relation).filter(pk=session_id).first()
    if session is None:
        raise NotOfThisPair
    if session.appointment.ends_at > now or session.state not in ("confirmed", "completed"):
        raise NotHeldYet


def ask_at_half(*, now: datetime) -> None:
    """Ask both sides of every pair at half of its sessions how it goes, once; each in a transaction of its own."""
    for relation_id in at_half(now).values_list("pk", flat=True):
        _ask(relation_id=relation_id, now=now)


@atomically
def _ask(*, relation_id: UUID, now: datetime) -> None:
    relation = locked(relation_id)
    if relation.midterm_asked_at is not None:
        return
    relation.midterm_asked_at = now
    relation.save(update_fields=["midterm_asked_at"])
    note(relation, "midterm.asked", None, now)
    tell([relation], MIDTERM, now=now)


@atomically
def wish_for_another(*, relation: Relation, reason: str, by: Person, now: datetime) -> RematchWish:
    """It does not work: coordinators are told, and nobody else. Raises NotYourPair, PairClosed, WishedAlready."""
    found, side = opened(relation, "rematch", by, now)
    if found.rematch_wishes.filter(side=side, settled_at=None).exists():
        raise WishedAlready
    wish = RematchWish.objects.create(relation=found, side=side, by=by, reason=reason, at=now)
    note(found, "rematch.wished", by, now, side=side)
    for coordinator in Person.objects.filter(role=Role.COORDINATOR, is_active=True).order_by("pk"):
        letter = _wish_letter(found, by, reason, coordinator.language)
        messaging.operations.notify_of_programme(person=coordinator, letter=letter, now=now)
    return wish


def _wish_letter(relation: Relation, by: Person, reason: str, language: str) -> Letter:
    company = relation.startup.name_ko if language == "ko" else relation.startup.name_en
    names = {"startup": company, "expert": relation.expert.person.name, "name": by.name}
    with translation.override(language):
        return Letter(
            subject=_("Another partner wished for: %(startup)s and %(expert)s") % names,
            lead=_("%(name)s asks for another partner. The other side does not know, and is not told by us.")
            % names,
            rows=(_("Reason: %(reason)s") % {"reason": reason},),
            ask=_("See the pair, end it, or settle it:"),
            link=relation_link(relation),
        )


@atomically
def settle_wishes(*, relation: Relation, by: Person, now: datetime) -> None:
    """A coordinator has seen to what was wished for. Raises NothingThere where nothing is open."""
    if not relation.rematch_wishes.filter(settled_at=None).update(settled_at=now):
        raise NothingThere
    note(relation, "rematch.settled", by, now)
