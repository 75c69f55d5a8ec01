"""How every deed about a pair begins and ends: the pair locked and fit for it, the change recorded."""

from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.models import Person
from audit.operations import record
from mentoring.models import Relation
from mentoring.relations.queries import possible_for, side_of
from mentoring.relations.refusals import NotYourPair, PairClosed


def locked(relation_id: UUID) -> Relation:
    rows = Relation.objects.select_related("programme", "startup", "expert__person")
    return rows.select_for_update(of=("self",)).get(pk=relation_id)


def opened(relation: Relation, deed: str, by: Person, now: datetime) -> tuple[Relation, str]:
    """The pair, locked, and the side of it that `by` is, who may do `deed` now. Raises NotYourPair, PairClosed."""
    found = locked(relation.pk)
    side = side_of(by, found)
    if side is None:
        raise NotYourPair
    if deed not in possible_for(by, found, now):
        raise PairClosed(state=found.state)
    return found, side


def turn(relation: Relation, action: str, by: Person | None, now: datetime, **details: Any) -> None:
    """One revision up, with its audit row."""
    relation.revision += 1
    relation.save()
    note(relation, action, by, now, revision=relation.revision, **details)


def note(relation: Relation, action: str, by: Person | None, now: datetime, **details: Any) -> None:
    record("relation", relation.pk, action, by=by, now=now, **details)
