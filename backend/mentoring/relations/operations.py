"""A pair's life from the offer to its end. One function a deed, one transaction each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.models import Person
from agenda.transactions import atomically
from directory.models import Expert, Startup
from mentoring.models import Programme, ProgrammeState, Relation, RelationState
from mentoring.programmes.queries import BY_PAIRS
from mentoring.programmes.taking_part import require_expert_in, require_startup_in
from mentoring.refusals import ProgrammeClosed
from mentoring.relations.milestones import begin_with_milestones
from mentoring.relations.opening import locked, note, turn
from mentoring.relations.queries import possible_for, said_by, series_ahead, side_of, unanswered
from mentoring.relations.refusals import (
    AnswerByPassed,
    ExpertFull,
    NotYourPair,
    PairClosed,
    PairReplaced,
    PairsNotOffered,
    PairStands,
    PairUnanswered,
    SideMissing,
)
from mentoring.relations.room import room_in
from mentoring.relations.rules import other, state_after
from mentoring.relations.telling import BEGUN, DECLINED, ENDED, EXPIRED, OFFERED, WITHDRAWN, tell
from mentoring.series.changing import end_series
from queueing import defer

# Done by whoever chose the pair: somebody else may be next in the startup's line.
CAME_TO_NOTHING = "mentoring.pair_came_to_nothing"
BROKEN = {"relation_stands_once_per_pair": PairStands, "mentoring_relation_instead_of_id_key": PairReplaced}


@dataclass(frozen=True)
class Pair:
    """Who is offered to whom; `why_…` is for both to read, `instead_of` the pair that came to nothing for it,
    `weekly_minute` when they could meet, of the week on the hub's clock."""

    startup: Startup
    expert: Expert
    why_ko: str = ""
    why_en: str = ""
    instead_of: Relation | None = None
    weekly_minute: int | None = None


@atomically
def offer(
    *,
    programme: Programme,
    pairs: Sequence[Pair],
    answer_by: datetime | None,
    by: Person | None,
    now: datetime,
) -> list[Relation]:
    """Offer all these pairs to both of their sides, or none; returned in the order given.

    Whether the programme and the two allow them is the caller's to know. Raises AnswerByPassed, ExpertFull where an expert
    takes fewer, PairStands where two of them are a pair already, PairReplaced where `instead_of` has been replaced before.
    """
    if answer_by is not None and answer_by <= now:
        raise AnswerByPassed
    _require_room(programme, pairs)
    relations = [
        Relation(
            programme=programme,
            startup=pair.startup,
            expert=pair.expert,
            state=RelationState.OFFERED,
            why_ko=pair.why_ko,
            why_en=pair.why_en,
            instead_of=pair.instead_of,
            weekly_minute=pair.weekly_minute,
            answer_by=answer_by,
            offered_at=now,
        )
        for pair in pairs
    ]
    _insert(relations)
    for relation in relations:
        note(relation, "relation.offered", by, now, answer_by=answer_by and answer_by.isoformat())
    tell(relations, OFFERED, now=now)
    return relations


def _require_room(programme: Programme, pairs: Sequence[Pair]) -> None:
    room = room_in(programme)
    for expert, wanted in Counter(pair.expert.pk for pair in pairs).items():
        if wanted > room(expert):
            raise ExpertFull(expert=expert, room=max(room(expert), 0))


def _insert(relations: list[Relation]) -> None:
    try:
        with transaction.atomic():
            Relation.objects.bulk_create(relations)
    except IntegrityError as error:
        diag = getattr(error.__cause__, "diag", None)
        refusal = BROKEN.get(str(diag and diag.constraint_name))
        if refusal is None:
            raise
        raise refusal from error


@atomically
def offer_pair(
    *, programme: Programme, pair: Pair, answer_by: datetime | None, by: Person, now: datetime
) -> Relation:
    """A coordinator's own choice. Raises PairsNotOffered, ProgrammeClosed, StartupNotInProgramme, ExpertNotInProgramme
    and what `offer` does."""
    programme = Programme.objects.select_for_update(no_key=True).get(
        pk=programme.pk
    )  # whoever closes it waits
    if programme.pairing not in BY_PAIRS:
        raise PairsNotOffered
    if programme.state not in (ProgrammeState.OPEN, ProgrammeState.RUNNING):
        raise ProgrammeClosed
    require_startup_in(programme, pair.startup)
    require_expert_in(programme, pair.expert)
    return offer(programme=programme, pairs=[pair], answer_by=answer_by, by=by, now=now)[0]


@atomically
def answer_relation(
    *, relation: Relation, says: str, by: Person, now: datetime, word: str = "", side: str | None = None
) -> Relation:
    """One side says "yes" or "no"; two yeses begin the pair, one no ends it. `word` is for coordinators to read.

    Coordinators name the `side` that they answer for. The same answer twice is one; a yes can become a no until the
    other side has said yes. Raises NotYourPair, SideMissing, PairUnanswered, PairClosed.
    """
    # Before the pair: whoever changes its milestones holds the programme, and then looks which pairs run.
    Programme.objects.select_for_update(no_key=True).get(pk=relation.programme_id)
    opened = locked(relation.pk)
    side = _side_answered_for(opened, by, side)
    if said_by(opened, side) == says:
        return opened
    if "answer" not in possible_for(by, opened, now):
        raise PairUnanswered if opened.state == RelationState.OFFERED else PairClosed(state=opened.state)
    setattr(opened, f"{side}_says", says)
    opened.state = RelationState(state_after([opened.startup_says, opened.expert_says]))
    if opened.state == RelationState.ACTIVE:
        opened.began_at = now
        begin_with_milestones(opened, now)
    if opened.state == RelationState.DECLINED:
        opened.closed_at, opened.closing_reason = now, word
        defer(CAME_TO_NOTHING, queue="pairing", relation_id=str(opened.pk))
    turn(opened, "relation.answered", by, now, side=side, says=says, word=word)
    _tell_answer(opened, side, now)
    return opened


def _side_answered_for(relation: Relation, by: Person, side: str | None) -> str:
    if by.coordinates:
        if side is None:
            raise SideMissing
        return side
    own = side_of(by, relation)
    if own is None or side not in (None, own):
        raise NotYourPair
    return own


def _tell_answer(relation: Relation, side: str, now: datetime) -> None:
    """Both of a pair that begins; of one that does not, the side that has not said so itself."""
    if relation.state == RelationState.ACTIVE:
        tell([relation], BEGUN, now=now)
    if relation.state == RelationState.DECLINED:
        tell([relation], DECLINED, sides=[other(side)], now=now)


@atomically
def end_relation(*, relation: Relation, reason: str, by: Person, now: datetime) -> Relation:
    """Take an offer back, or end a pair that stands; both sides read the `reason`. Regular sessions ahead are called
    off with it. Raises PairClosed."""
    opened = locked(relation.pk)
    if "end" not in possible_for(by, opened, now):
        raise PairClosed(state=opened.state)
    was_active = opened.state == RelationState.ACTIVE
    for series in series_ahead(opened, now):
        end_series(series_id=series.pk, from_on=None, reason=reason, by=by, now=now, version=series.version)
    opened.state = RelationState.ENDED if was_active else RelationState.WITHDRAWN
    opened.closed_at, opened.closing_reason = now, reason
    turn(opened, "relation.ended", by, now, state=opened.state, reason=reason)
    tell([opened], ENDED if was_active else WITHDRAWN, reason=reason, now=now)
    return opened


def let_relations_pass(*, now: datetime) -> None:
    """Close every offer whose time to answer has passed, each in a transaction of its own."""
    for relation_id in unanswered(now).values_list("pk", flat=True):
        _expire(relation_id=relation_id, now=now)


@atomically
def _expire(*, relation_id: UUID, now: datetime) -> None:
    relation = locked(relation_id)
    if relation.state != RelationState.OFFERED or relation.is_open_at(now):
        return  # somebody answered since the list was read
    relation.state, relation.closed_at = RelationState.EXPIRED, now
    defer(CAME_TO_NOTHING, queue="pairing", relation_id=str(relation.pk))
    turn(relation, "relation.expired", None, now)
    tell([relation], EXPIRED, now=now)
