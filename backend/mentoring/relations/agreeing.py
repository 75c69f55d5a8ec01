"""A pair agrees on goals and on regular sessions: proposed by one side, answered by the other, booked at once."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time

from django.db import transaction

from accounts.models import Person
from agenda.recurrence import BadRule, Frequency, Rule, WallStart
from agenda.several import give_up
from agenda.transactions import atomically
from mentoring.models import Agreement, AgreementState, Relation, Session
from mentoring.own_calendars import Looked, require_looked_at
from mentoring.refusals import instant
from mentoring.relations.opening import note, opened, turn
from mentoring.relations.queries import held_in, members_of, series_ahead, side_of
from mentoring.relations.refusals import (
    AgreementAnswered,
    NobodyThere,
    NotYourPair,
    OwnProposal,
    SessionsHeld,
)
from mentoring.relations.rules import STARTUP, other
from mentoring.relations.telling import PROPOSAL_DECLINED, PROPOSED, tell
from mentoring.series.booking import Purpose, request_series
from mentoring.series.changing import end_series
from mentoring.series.planning import UNDECIDED, Chosen, PlannedDate, plan, preview, require_free
from mentoring.series.queries import Wanted, anchor_zone
from mentoring.series.refusals import NotAnOccurrence, RuleRefused

LONGEST_GOAL = 300  # of a session


@dataclass(frozen=True)
class Terms:
    """What one side proposes. `sessions` in all, those held included; the date and hour are of the anchor's clock.
    `exceptions` names dates of the rule that are left out (None), each made up for by one more at the end, or have another
    start."""

    goals: str
    sessions: int
    every_weeks: int
    anchor: str
    starts_on: date
    starts_time: time
    exceptions: Mapping[date, datetime | None] = field(default_factory=dict)


def rehearse_agreement(
    *, relation: Relation, terms: Terms, by: Person, now: datetime
) -> tuple[Wanted, list[PlannedDate]]:
    """Every date that the rule names, with what stands in its way; the pair's own dates do not. What is an exception is
    told as the rule has it, so that it can be decided again. Raises NotYourPair, NobodyThere, SessionsHeld, RuleRefused."""
    return _rehearsed(_drafted(relation, terms, by, now), relation, now, as_agreed=False)


def _rehearsed(
    agreement: Agreement, relation: Relation, now: datetime, *, as_agreed: bool
) -> tuple[Wanted, list[PlannedDate]]:
    wanted = _wanted(agreement, relation, now)
    chosen = _chosen(agreement, wanted) if as_agreed else None
    decided = UNDECIDED if as_agreed else agreement.exceptional
    ahead = Session.objects.filter(series__in=series_ahead(relation, now), appointment__starts_at__gt=now)
    moving = list(ahead.values_list("pk", flat=True))
    if not moving:
        return wanted, preview(wanted, now=now, chosen=chosen, decided=decided)
    with transaction.atomic():  # their own times are given up for the look, and that is undone
        give_up(moving, now=now)
        dates = plan(wanted, wanted.dates(), now=now, chosen=chosen, decided=decided, moving=moving)
        transaction.set_rollback(True)
    return wanted, dates


@atomically
def propose_agreement(
    *, relation: Relation, terms: Terms, by: Person, now: datetime, looked: Looked = None
) -> Agreement:
    """Put terms to the other side; whatever waited for an answer is replaced. The dates are held by nobody until then.

    Raises LookFirst where calendars are to be `looked` at before, NotYourPair, PairClosed, SessionsHeld, RuleRefused,
    NotAnOccurrence, DatesClash with what is free instead.
    """
    found, side = opened(relation, "propose", by, now)
    agreement = _drafted(found, terms, by, now)
    before = found.agreements.filter(state=AgreementState.AGREED).first()
    if before is None or before.schedule != agreement.schedule:
        require_looked_at([found.expert.person, agreement.founder], now=now, looked=looked)
        wanted, dates = _rehearsed(agreement, found, now, as_agreed=True)
        require_free(wanted, dates, now=now)
    found.agreements.filter(state=AgreementState.PROPOSED).update(
        state=AgreementState.REPLACED, answered_at=now
    )
    agreement.version = found.agreements.count() + 1
    agreement.save()
    note(found, "agreement.proposed", by, now, version=agreement.version, side=side)
    tell([found], PROPOSED, sides=[other(side)], now=now)
    return agreement


@atomically
def agree(
    *, relation: Relation, version: int, word: str, by: Person, now: datetime, looked: Looked = None
) -> Agreement:
    """The other side agrees, and every date is booked, or none. Dates ahead of an earlier agreement are called off
    first. Raises LookFirst, NotYourPair, PairClosed, OwnProposal, AgreementAnswered, DatesClash, DatesTaken."""
    found, agreement = _proposed(relation, version, by, now)
    before = found.agreements.filter(state=AgreementState.AGREED).first()
    if agreement.side != STARTUP:
        agreement.founder = by  # whoever of the startup says yes is the one who comes
    if before is not None:
        before.state = AgreementState.REPLACED
        before.save()
    agreement.state, agreement.answered_at, agreement.word = AgreementState.AGREED, now, word
    agreement.save()
    if before is None or before.schedule != agreement.schedule:
        _book(found, agreement, by, now, looked)
    turn(found, "agreement.agreed", by, now, version=version, sessions=agreement.sessions)
    return agreement


@atomically
def decline_agreement(*, relation: Relation, version: int, word: str, by: Person, now: datetime) -> Agreement:
    """The other side would rather have other terms; what was agreed before stays. Raises as `agree` does."""
    found, agreement = _proposed(relation, version, by, now)
    agreement.state, agreement.answered_at, agreement.word = AgreementState.DECLINED, now, word
    agreement.save()
    note(found, "agreement.declined", by, now, version=version, word=word)
    tell([found], PROPOSAL_DECLINED, sides=[agreement.side], reason=word, now=now)
    return agreement


def _proposed(relation: Relation, version: int, by: Person, now: datetime) -> tuple[Relation, Agreement]:
    found, side = opened(relation, "propose", by, now)
    agreement = found.agreements.select_related("founder").filter(version=version).first()
    if agreement is None or agreement.state != AgreementState.PROPOSED:
        raise AgreementAnswered
    if agreement.side == side:
        raise OwnProposal
    return found, agreement


def _book(relation: Relation, agreement: Agreement, by: Person, now: datetime, looked: Looked) -> None:
    require_looked_at([relation.expert.person, agreement.founder], now=now, looked=looked)
    for series in series_ahead(relation, now):
        reason = agreement.goals[:LONGEST_GOAL]
        end_series(series_id=series.pk, from_on=None, reason=reason, by=by, now=now, version=series.version)
    wanted = _wanted(agreement, relation, now)
    relation.series = request_series(
        wanted=wanted,
        anchor=agreement.anchor,
        purpose=Purpose(agreement.goals[:LONGEST_GOAL], "", ""),
        chosen=_chosen(agreement, wanted),
        agreed=True,
        by=by,
        now=now,
    )


def _drafted(relation: Relation, terms: Terms, by: Person, now: datetime) -> Agreement:
    """The terms as an agreement that is not kept yet. Where the expert proposes, the longest-standing member of the
    startup is the one who would come."""
    expert, side = relation.expert.person, side_of(by, relation)
    if side is None:
        raise NotYourPair
    founder = by if side == STARTUP else next(iter(members_of(relation)), None)
    if founder is None:
        raise NobodyThere
    return Agreement(
        relation=relation,
        state=AgreementState.PROPOSED,
        side=side,
        founder=founder,
        anchor_zone=anchor_zone(terms.anchor, expert, founder),
        proposed_at=now,
        **asdict(terms) | {"exceptions": _as_kept(terms.exceptions)},
    )


def _as_kept(exceptions: Mapping[date, datetime | None]) -> dict[str, str | None]:
    return {on.isoformat(): instant(at) if at else None for on, at in sorted(exceptions.items())}


def _chosen(agreement: Agreement, wanted: Wanted) -> Chosen:
    """The dates to book. Raises NotAnOccurrence if something is excepted that the rule does not name."""
    exceptions, dates = agreement.exceptional, [date.on for date in wanted.dates()]
    if set(exceptions) - set(dates):
        raise NotAnOccurrence
    left_out = {on for on, at in exceptions.items() if at is None}
    return {on: exceptions.get(on) for on in dates if on not in left_out}


def _wanted(agreement: Agreement, relation: Relation, now: datetime) -> Wanted:
    """The dates that are left to book, and those left out among them. Raises SessionsHeld, RuleRefused."""
    left = agreement.sessions - held_in(relation, now)
    if left < 1:
        raise SessionsHeld(held=held_in(relation, now))
    left_out = sum(at is None for at in agreement.exceptional.values())
    try:
        return Wanted(
            programme=relation.programme,
            expert=relation.expert,
            founder=agreement.founder,
            startup=relation.startup,
            start=WallStart(agreement.starts_on, agreement.starts_time, agreement.anchor_zone),
            rule=Rule(Frequency.WEEKLY, every=agreement.every_weeks, count=left + left_out),
        )
    except BadRule as error:
        raise RuleRefused(error) from error
