"""One pair with everything that its viewer may know of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from accounts.models import Person
from mentoring.models import (
    ActionItem,
    Agreement,
    AgreementState,
    PairLink,
    PairMilestone,
    PrivateNote,
    Rating,
    Relation,
    RematchWish,
    Session,
    SessionNote,
)
from mentoring.relations.progress import Oversight, Progress, oversight_of, progress_of
from mentoring.relations.queries import RelationShown, members_of, sessions_of_pair, shown_to
from mentoring.relations.rules import EXPERT, STARTUP


@dataclass(frozen=True)
class RelationRow(RelationShown):
    """A pair in a list. `oversight` is for coordinators alone."""

    progress: Progress
    oversight: Oversight | None


def rows_of(viewer: Person, relations: Iterable[Relation], now: datetime) -> list[RelationRow]:
    """Of pairs that came from `with_progress`, and `with_oversight` for coordinators. No statement."""
    return [
        RelationRow(
            **vars(shown),
            progress=progress_of(shown.relation),
            oversight=oversight_of(shown.relation, now) if viewer.coordinates else None,
        )
        for shown in shown_to(viewer, relations, now)
    ]


@dataclass(frozen=True)
class PersonOfPair:
    id: int
    name: str
    side: str


@dataclass(frozen=True)
class RelationWhole(RelationRow):
    """`own_ratings` are those of the viewer's side, `ratings` and `wishes` everybody's, for coordinators; `private_notes`
    the viewer's own. `asked_at_half` says that the viewer's side is asked how it goes, and has not answered."""

    people: Sequence[PersonOfPair]
    agreement: Agreement | None
    proposal: Agreement | None
    sessions: Sequence[Session]
    actions: Sequence[ActionItem]
    milestones: Sequence[PairMilestone]
    links: Sequence[PairLink]
    private_notes: Sequence[PrivateNote]
    own_ratings: Sequence[Rating]
    ratings: Sequence[Rating]
    wishes: Sequence[RematchWish]

    @property
    def asked_at_half(self) -> bool:
        answered = any(rating.session_id is None for rating in self.own_ratings)
        return self.side is not None and self.relation.midterm_asked_at is not None and not answered


def whole_of(viewer: Person, relation: Relation, now: datetime) -> RelationWhole:
    """Of a pair that came from `with_progress`, and `with_oversight` for coordinators; twelve statements at most."""
    (row,) = rows_of(viewer, [relation], now)
    side, coordinates = row.side, viewer.coordinates
    notes = Prefetch("notes", SessionNote.objects.select_related("author"))
    latest = {one.state: one for one in relation.agreements.all()}
    ratings = list(relation.ratings.select_related("by"))
    return RelationWhole(
        **vars(row),
        people=people_of(relation),
        agreement=latest.get(AgreementState.AGREED),
        proposal=latest.get(AgreementState.PROPOSED),
        sessions=list(sessions_of_pair(relation).prefetch_related(notes)) if relation.began_at else [],
        actions=list(relation.actions.select_related("owner")),
        milestones=list(relation.milestones.all()),
        links=list(relation.links.select_related("added_by")),
        private_notes=list(relation.private_notes.filter(author=viewer)),
        own_ratings=[rating for rating in ratings if rating.side == side],
        ratings=ratings if coordinates else [],
        wishes=list(relation.rematch_wishes.select_related("by")) if coordinates else [],
    )


def people_of(relation: Relation) -> list[PersonOfPair]:
    """Who may own an action: everybody of the startup, and the expert."""
    founders = [PersonOfPair(person.pk, person.name, STARTUP) for person in members_of(relation)]
    expert = relation.expert.person
    return [*founders, PersonOfPair(expert.pk, expert.name, EXPERT)]
