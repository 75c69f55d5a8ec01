"""How far pairs have come, for many of them in one statement."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Exists, F, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from mentoring.models import (
    ActionItem,
    Agreement,
    AgreementState,
    PairMilestone,
    Rating,
    Relation,
    RelationState,
    RematchWish,
    Session,
    SessionState,
)
from mentoring.relations.queries import HELD
from mentoring.relations.rules import EXPERT, STARTUP, flags_of

NEVER = datetime.max.replace(tzinfo=UTC)


def with_progress(relations: QuerySet[Relation], now: datetime) -> QuerySet[Relation]:
    """Each with what `progress_of` reads."""
    sessions = _of_the_pair()
    held = sessions.filter(state__in=HELD, appointment__starts_at__lte=now)
    ahead = sessions.filter(state=SessionState.CONFIRMED, appointment__starts_at__gt=now)
    agreed = Agreement.objects.filter(relation=OuterRef("pk"), state=AgreementState.AGREED)
    actions = ActionItem.objects.filter(relation=OuterRef("pk"), done_at=None)
    milestones = PairMilestone.objects.filter(relation=OuterRef("pk"))
    return relations.annotate(
        sessions_held=_count(held, "programme"),
        next_at=Subquery(
            _grouped(ahead, "programme").annotate(at=Min("appointment__starts_at")).values("at")
        ),
        sessions_planned=Subquery(agreed.values("sessions")[:1]),
        actions_open=_count(actions, "relation"),
        milestones_all=_count(milestones, "relation"),
        milestones_reached=_count(milestones.exclude(reached_at=None), "relation"),
        milestones_late=_count(milestones.filter(reached_at=None, due_on__lt=_today(now)), "relation"),
    )


def with_oversight(relations: QuerySet[Relation]) -> QuerySet[Relation]:
    """Each with what only coordinators see."""
    wishes = RematchWish.objects.filter(relation=OuterRef("pk"), settled_at=None)
    return relations.annotate(
        startup_rating=_last_score(STARTUP), expert_rating=_last_score(EXPERT), is_unhappy=Exists(wishes)
    )


def _today(now: datetime) -> date:
    return now.astimezone(ZoneInfo(settings.HUB_TIME_ZONE)).date()


def _of_the_pair() -> QuerySet[Session]:
    """`queries.sessions_of_pair`, of a pair in an outer statement."""
    return Session.objects.filter(
        programme=OuterRef("programme"),
        startup=OuterRef("startup"),
        expert=OuterRef("expert"),
        appointment__starts_at__gte=OuterRef("began_at"),
        appointment__starts_at__lt=Coalesce(OuterRef("closed_at"), NEVER),
    )


def _grouped(rows: QuerySet, by: str) -> QuerySet:  # type: ignore[type-arg]  # rows of any model
    return rows.order_by().values(by)


def _count(rows: QuerySet, by: str) -> Coalesce:  # type: ignore[type-arg]
    return Coalesce(Subquery(_grouped(rows, by).annotate(number=Count("pk")).values("number")), 0)


def _last_score(side: str) -> Subquery:
    ratings = Rating.objects.filter(relation=OuterRef("pk"), side=side).order_by("-at", "-pk")
    return Subquery(ratings.values("score")[:1])


def at_half(now: datetime) -> QuerySet[Relation]:
    """Pairs that have had half of the sessions agreed on, and were not asked yet how it goes."""
    standing = Relation.objects.filter(state=RelationState.ACTIVE, midterm_asked_at=None)
    counted: QuerySet[Any] = with_progress(standing, now)
    return counted.filter(sessions_planned__gt=1, sessions_held__gte=F("sessions_planned") / 2.0)


@dataclass(frozen=True)
class Progress:
    """`planned` is None before anything is agreed; `next_at` None where no session lies ahead. Late is what was to be
    reached by a day that is over on the hub's clock."""

    held: int
    planned: int | None
    next_at: datetime | None
    open_actions: int
    milestones: int
    milestones_reached: int
    milestones_late: int


@dataclass(frozen=True)
class Oversight:
    """The last rating that each side gave, and what wants a coordinator's attention."""

    startup_rating: int | None
    expert_rating: int | None
    flags: list[str] = field(default_factory=list)


def progress_of(relation: Relation) -> Progress:
    """Of a pair that came from `with_progress`."""
    row = vars(relation)
    return Progress(
        held=row["sessions_held"],
        planned=row["sessions_planned"],
        next_at=row["next_at"],
        open_actions=row["actions_open"],
        milestones=row["milestones_all"],
        milestones_reached=row["milestones_reached"],
        milestones_late=row["milestones_late"],
    )


def oversight_of(relation: Relation, now: datetime) -> Oversight:
    """Of a pair that came from `with_progress` and `with_oversight`."""
    row = vars(relation)
    ratings = (row["startup_rating"], row["expert_rating"])
    flags = flags_of(
        is_active=relation.state == RelationState.ACTIVE,
        since=relation.began_at,
        held=row["sessions_held"],
        planned=row["sessions_planned"],
        has_next=row["next_at"] is not None,
        ratings=ratings,
        is_unhappy=row["is_unhappy"],
        is_late=row["milestones_late"] > 0,
        now=now,
    )
    return Oversight(*ratings, flags)
