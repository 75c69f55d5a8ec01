"""What an expert should know before a session, put together when it is looked at: nothing of it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import Person
from mentoring.models import (
    ActionItem,
    Agreement,
    AgreementState,
    Answer,
    ApplicationState,
    PairMilestone,
    Relation,
    RelationState,
    Session,
    SessionNote,
)
from mentoring.queries import part_of
from mentoring.rules import Part

LAST_NOTES = 6
# Who comes along to one session has not been told what the startup wrote to the hub.
TOLD = (Part.STARTUP, Part.EXPERT, Part.COORDINATOR)


@dataclass(frozen=True)
class Brief:
    """`number` counts the sessions of the two that were agreed on up to this one; what hangs on a pair is empty where
    they are none. `answers` are what the startup said when it applied to the programme, for the two and coordinators."""

    session: Session
    number: int
    relation: Relation | None
    agreement: Agreement | None
    notes: Sequence[SessionNote]
    actions: Sequence[ActionItem]
    milestones: Sequence[PairMilestone]
    answers: Sequence[Answer]


def brief_of(session: Session, viewer: Person) -> Brief:
    """For everybody who may see the session. Nine statements at most, whatever was written."""
    relation = Relation.objects.filter(
        programme=session.programme_id,
        startup=session.startup_id,
        expert=session.expert_id,
        state__in=[RelationState.ACTIVE, RelationState.ENDED],
    ).last()
    earlier = Session.objects.filter(
        startup=session.startup_id,
        expert=session.expert_id,
        appointment__starts_at__lt=session.appointment.starts_at,
    )
    stood = earlier.filter(programme=session.programme_id, state__in=["confirmed", "completed"])
    notes = SessionNote.objects.filter(session__in=earlier).select_related("author").order_by("-at", "-pk")
    return Brief(
        session=session,
        number=stood.count() + 1,
        relation=relation,
        agreement=_agreement_of(relation) if relation else None,
        notes=list(notes[:LAST_NOTES]),
        actions=list(relation.actions.filter(done_at=None).select_related("owner")) if relation else [],
        milestones=list(relation.milestones.all()) if relation else [],
        answers=list(_answers_of(session)) if part_of(viewer, session) in TOLD else [],
    )


def _answers_of(session: Session) -> QuerySet[Answer]:
    """In the order in which they were asked; none where the startup came in otherwise."""
    answers = Answer.objects.filter(
        application__programme=session.programme_id,
        application__startup=session.startup_id,
        application__state=ApplicationState.ACCEPTED,
    )
    return answers.select_related("question").order_by("question__position", "pk")


def _agreement_of(relation: Relation) -> Agreement | None:
    return relation.agreements.filter(state=AgreementState.AGREED).first()
