"""What every pair of a programme is to reach: each begins with it as milestones of its own, and follows its changes."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from audit.operations import record
from mentoring.models import PairMilestone, Programme, ProgrammeMilestone, Relation, RelationState


def begin_with_milestones(relation: Relation, now: datetime) -> None:
    """Give the pair the milestones that its programme has now, due so many weeks from the day on which it began, on the
    hub's clock; what is a goal of the whole is due on no day. In the caller's transaction, which holds the programme."""
    _give(relation.programme, [relation], now)


def follow_programme(programme: Programme, *, now: datetime) -> None:
    """Bring every pair that runs in it up to the milestones that it has now: new ones are added, and what is not reached
    takes their words and days. What is reached, what the programme has no longer, and what a pair wrote itself stays.

    In the caller's transaction, which holds the programme: nobody begins meanwhile.
    """
    running = Relation.objects.filter(programme=programme, state=RelationState.ACTIVE).order_by("pk")
    for relation in _give(programme, list(running), now):
        record("relation", relation.pk, "milestones.followed", by=None, now=now)


def _give(programme: Programme, relations: list[Relation], now: datetime) -> list[Relation]:
    """Those for which anything has changed."""
    asked = {one.title_ko: one for one in programme.milestones.all()}
    had: dict[object, dict[str, PairMilestone]] = {relation.pk: {} for relation in relations}
    for milestone in PairMilestone.objects.filter(relation__in=relations, title__in=asked):
        had[milestone.relation_id][milestone.title] = milestone
    new, moved, changed = [], [], []
    for relation in relations:
        before = had[relation.pk]
        added = list(_added(relation, asked.values(), before, now))
        follows = list(_following(relation, asked.values(), before))
        new += added
        moved += follows
        if added or follows:
            changed.append(relation)
    PairMilestone.objects.bulk_create(new)
    PairMilestone.objects.bulk_update(moved, ["title_en", "due_on"])
    return changed


def _added(
    relation: Relation,
    asked: Iterable[ProgrammeMilestone],
    before: dict[str, PairMilestone],
    now: datetime,
) -> Iterator[PairMilestone]:
    for one in asked:
        if one.title_ko not in before:
            yield PairMilestone(
                relation=relation,
                title=one.title_ko,
                title_en=one.title_en,
                due_on=_due(relation, one),
                written_at=now,
            )


def _following(
    relation: Relation, asked: Iterable[ProgrammeMilestone], before: dict[str, PairMilestone]
) -> Iterator[PairMilestone]:
    for one in asked:
        milestone = before.get(one.title_ko)
        if milestone is None or milestone.reached_at or not milestone.is_of_programme:
            continue
        wanted = (one.title_en, _due(relation, one))
        if (milestone.title_en, milestone.due_on) != wanted:
            milestone.title_en, milestone.due_on = wanted
            yield milestone


def _due(relation: Relation, one: ProgrammeMilestone) -> date | None:
    if not one.due_weeks or relation.began_at is None:
        return None
    began_on = relation.began_at.astimezone(ZoneInfo(settings.HUB_TIME_ZONE)).date()
    return began_on + timedelta(weeks=one.due_weeks)
