"""What the two of a pair write down between sessions. One function a deed; either side, while the pair stands."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Manager, Model

from accounts.models import Person
from agenda.transactions import atomically
from mentoring.models import ActionItem, PairLink, PairMilestone, PrivateNote, Relation
from mentoring.relations.opening import note, opened
from mentoring.relations.queries import members_of, sessions_of_pair
from mentoring.relations.refusals import LinkThere, MilestoneThere, NothingThere, NotOfThisPair, OwnerUnknown

Row = TypeVar("Row", bound=Model)


@atomically
def add_action(
    *,
    relation: Relation,
    text: str,
    owner: int | None,
    due_on: date | None,
    session: UUID | None,
    by: Person,
    now: datetime,
) -> ActionItem:
    """Something to do, for `by` unless an `owner` (the id of a person) is named. Raises NotYourPair, PairClosed,
    OwnerUnknown, NotOfThisPair."""
    found, _side = opened(relation, "work", by, now)
    if session is not None and not sessions_of_pair(found).filter(pk=session).exists():
        raise NotOfThisPair
    action = ActionItem.objects.create(
        relation=found,
        session_id=session,
        text=text,
        owner=_owner(found, by.pk if owner is None else owner),
        due_on=due_on,
        written_by=by,
        written_at=now,
    )
    note(found, "action.added", by, now, item=str(action.pk), owner=action.owner_id)
    return action


@atomically
def change_action(
    *, relation: Relation, action_id: UUID, by: Person, now: datetime, **fields: Any
) -> ActionItem:
    """Other words, another owner or day, done or not (`done`). Raises as `add_action` does, and NothingThere."""
    found, _side = opened(relation, "work", by, now)
    action = _one(found.actions, action_id)
    if "done" in fields and fields.pop("done") != (action.done_at is not None):
        fields["done_at"] = None if action.done_at else now
    if "owner" in fields:
        fields["owner"] = _owner(found, fields["owner"])
    for name, value in fields.items():
        setattr(action, name, value)
    action.save()
    done = action.done_at is not None
    note(found, "action.changed", by, now, item=str(action.pk), fields=sorted(fields), done=done)
    return action


def _owner(relation: Relation, person_id: int) -> Person:
    people = [relation.expert.person, *members_of(relation)]
    owner = next((person for person in people if person.pk == person_id), None)
    if owner is None:
        raise OwnerUnknown
    return owner


@atomically
def add_milestone(
    *, relation: Relation, title: str, due_on: date | None, by: Person, now: datetime
) -> PairMilestone:
    """Raises NotYourPair, PairClosed, MilestoneThere."""
    found, _side = opened(relation, "work", by, now)
    milestone = PairMilestone(relation=found, title=title, due_on=due_on, written_at=now)
    _insert(milestone, MilestoneThere)
    note(found, "milestone.added", by, now, milestone=str(milestone.pk))
    return milestone


@atomically
def mark_milestone(
    *, relation: Relation, milestone_id: UUID, reached: bool, by: Person, now: datetime
) -> PairMilestone:
    """Reached, or not after all. Raises NotYourPair, PairClosed, NothingThere."""
    found, _side = opened(relation, "work", by, now)
    milestone = _one(found.milestones, milestone_id)
    if reached != (milestone.reached_at is not None):
        milestone.reached_at = now if reached else None
        milestone.save()
        note(found, "milestone.marked", by, now, milestone=str(milestone.pk), reached=reached)
    return milestone


@atomically
def add_link(*, relation: Relation, title: str, url: str, by: Person, now: datetime) -> PairLink:
    """A file that lies elsewhere, by its https address. Raises NotYourPair, PairClosed, LinkThere."""
    found, _side = opened(relation, "work", by, now)
    link = PairLink(relation=found, title=title, url=url, added_by=by, added_at=now)
    _insert(link, LinkThere)
    note(found, "link.added", by, now, link=str(link.pk))
    return link


@atomically
def remove_link(*, relation: Relation, link_id: UUID, by: Person, now: datetime) -> None:
    """Raises NotYourPair, PairClosed, NothingThere."""
    found, _side = opened(relation, "work", by, now)
    link = _one(found.links, link_id)
    note(found, "link.removed", by, now, link=str(link.pk), title=link.title, url=link.url)
    link.delete()


@atomically
def write_private_note(*, relation: Relation, text: str, by: Person, now: datetime) -> PrivateNote:
    """For the author's eyes alone: the audit row says that there is one, not what. Raises NotYourPair, PairClosed."""
    found, _side = opened(relation, "work", by, now)
    written = PrivateNote.objects.create(relation=found, author=by, text=text, at=now)
    note(found, "private_note.written", by, now)
    return written


@atomically
def remove_private_note(*, relation: Relation, note_id: UUID, by: Person, now: datetime) -> None:
    """An author's own, also once the pair has ended. Raises NothingThere."""
    deleted, _rows = PrivateNote.objects.filter(relation=relation, pk=note_id, author=by).delete()
    if not deleted:
        raise NothingThere
    note(relation, "private_note.removed", by, now)


def _one(rows: "Manager[Row]", pk: UUID) -> Row:
    row = rows.filter(pk=pk).first()
    if row is None:
        raise NothingThere
    return row


def _insert(row: Model, refusal: Callable[[], Exception]) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise refusal() from error
