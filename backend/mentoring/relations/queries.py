"""Who may see which pairs, and what they may do to them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Person, Role
from directory.queries import membership_of
from mentoring.models import Relation, RelationState, Series, SeriesState, Session, SessionState
from mentoring.relations.rules import EXPERT, STARTUP, may
from mentoring.series.queries import LIVE

HELD = (SessionState.CONFIRMED, SessionState.COMPLETED)  # of one that has begun: somebody came


def relations_visible_to(viewer: Person) -> QuerySet[Relation]:
    """A startup's own, an expert's own, a coordinator's all; nobody else sees any."""
    relations = Relation.objects.select_related("programme", "startup", "expert__person")
    if viewer.coordinates:
        return relations
    if viewer.role == Role.STARTUP_MEMBER:
        return relations.filter(startup__members__person=viewer)
    if viewer.role == Role.MENTOR:
        return relations.filter(expert__person=viewer)
    return relations.none()


def side_of(viewer: Person, relation: Relation) -> str | None:
    """ "startup" or "expert", which of the two the viewer is; None for everybody else."""
    if relation.expert.person_id == viewer.pk:
        return EXPERT
    membership = membership_of(viewer) if viewer.role == Role.STARTUP_MEMBER else None
    return STARTUP if membership and membership.startup_id == relation.startup_id else None


def possible_for(viewer: Person, relation: Relation, now: datetime) -> list[str]:
    side = side_of(viewer, relation)
    return may(
        state=relation.state,
        is_open=relation.is_open_at(now),
        side=side,
        coordinates=viewer.coordinates,
        said=said_by(relation, side) if side else "",
    )


def said_by(relation: Relation, side: str) -> str:
    return relation.expert_says if side == EXPERT else relation.startup_says


@dataclass(frozen=True)
class RelationShown:
    """A pair as one viewer sees it. What a side said when it declined is for coordinators and that side alone."""

    relation: Relation
    side: str | None
    may: Sequence[str]
    closing_reason: str


def shown_to(viewer: Person, relations: Iterable[Relation], now: datetime) -> list[RelationShown]:
    return [_shown(viewer, relation, now) for relation in relations]


def _shown(viewer: Person, relation: Relation, now: datetime) -> RelationShown:
    side = side_of(viewer, relation)
    is_theirs = viewer.coordinates or (side is not None and said_by(relation, side) == "no")
    is_private = relation.state == RelationState.DECLINED and not is_theirs
    return RelationShown(
        relation=relation,
        side=side,
        may=possible_for(viewer, relation, now),
        closing_reason="" if is_private else relation.closing_reason,
    )


def unanswered(now: datetime) -> QuerySet[Relation]:
    """Offered pairs whose time to answer has passed."""
    return Relation.objects.filter(state=RelationState.OFFERED, answer_by__lte=now)


def members_of(relation: Relation) -> list[Person]:
    """Those of the startup who are still there, the longest-standing first."""
    members = relation.startup.members.filter(person__is_active=True).select_related("person")
    return [member.person for member in members.order_by("pk")]


def sessions_of_pair(relation: Relation) -> QuerySet[Session]:
    """The pair's sessions, whether or not they are of a series: all of the two in the programme while it stands."""
    sessions = Session.objects.filter(
        programme=relation.programme_id, startup=relation.startup_id, expert=relation.expert_id
    ).select_related("appointment")
    if relation.began_at:
        sessions = sessions.filter(appointment__starts_at__gte=relation.began_at)
    if relation.closed_at:
        sessions = sessions.filter(appointment__starts_at__lt=relation.closed_at)
    return sessions.order_by("appointment__starts_at", "pk")


def held_in(relation: Relation, now: datetime) -> int:
    """How many of its sessions took place, or go on."""
    return sessions_of_pair(relation).filter(state__in=HELD, appointment__starts_at__lte=now).count()


def series_ahead(relation: Relation, now: datetime) -> QuerySet[Series]:
    """Regular sessions of the two that still have dates ahead; also those into which earlier ones were continued."""
    ahead = Session.objects.filter(series=OuterRef("pk"), state__in=LIVE, appointment__starts_at__gt=now)
    return Series.objects.filter(
        Exists(ahead),
        programme=relation.programme_id,
        startup=relation.startup_id,
        expert=relation.expert_id,
        state__in=[SeriesState.ACTIVE, SeriesState.REQUESTED],
    )
