"""What experts are paid for a month: the hours of the sessions that took place, by the rate of each programme."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from django.db.models import QuerySet

from accounts.models import Person, Role
from directory.models import Expert
from mentoring.models import HonorariumRate, Programme, Session, SessionState
from mentoring.relations.money_rules import Month, amount_for, hours_of

# No clock is farther from UTC.
FARTHEST = timedelta(hours=14)


@dataclass(frozen=True)
class StatementLine:
    """One programme's part: `rate`, `currency` and `amount` are None where no rate is set."""

    programme: Programme
    sessions: Sequence[Session]
    hours: Decimal
    rate: Decimal | None
    currency: str | None
    amount: Decimal | None


@dataclass(frozen=True)
class Statement:
    """An expert's month, counted on the clock of their home (`time_zone`)."""

    expert: Expert
    month: Month
    time_zone: str
    lines: Sequence[StatementLine]

    @property
    def hours(self) -> Decimal:
        return sum((line.hours for line in self.lines), Decimal(0))

    @property
    def totals(self) -> list[tuple[str, Decimal]]:
        """(currency, amount) of every currency, in the order of the alphabet."""
        sums: dict[str, Decimal] = defaultdict(Decimal)
        for line in self.lines:
            if line.currency and line.amount is not None:
                sums[line.currency] += line.amount
        return sorted(sums.items())


def statements_for(viewer: Person, month: Month, expert_id: int | None = None) -> list[Statement]:
    """The statements of every expert who held a session in the month, by name: all for coordinators, one's own for an
    expert, none for anybody else. Two statements to the database, however many there are."""
    by_expert: dict[Expert, list[Session]] = defaultdict(list)
    for session in _held_around(viewer, month, expert_id):
        if month.holds(session.appointment.starts_at, session.expert.person.time_zone):
            by_expert[session.expert].append(session)
    rates = {
        (rate.programme_id, rate.expert_id): rate
        for rate in HonorariumRate.objects.filter(expert__in=[expert.pk for expert in by_expert])
    }
    return [
        Statement(expert, month, expert.person.time_zone, _lines(sessions, rates))
        for expert, sessions in sorted(by_expert.items(), key=lambda one: (one[0].person.name, one[0].pk))
    ]


def _held_around(viewer: Person, month: Month, expert_id: int | None) -> QuerySet[Session]:
    begins, ends = (datetime(on.year, on.month, on.day, tzinfo=UTC) for on in month.bounds)
    sessions = Session.objects.filter(
        state=SessionState.COMPLETED,
        appointment__starts_at__gte=begins - FARTHEST,
        appointment__starts_at__lt=ends + FARTHEST,
    ).select_related("appointment", "programme", "startup", "expert__person")
    if expert_id is not None:
        sessions = sessions.filter(expert=expert_id)
    if viewer.coordinates:
        return sessions
    return sessions.filter(expert__person=viewer) if viewer.role == Role.MENTOR else sessions.none()


def _lines(sessions: Iterable[Session], rates: dict[tuple[int, int], HonorariumRate]) -> list[StatementLine]:
    by_programme: dict[Programme, list[Session]] = defaultdict(list)
    for session in sessions:
        by_programme[session.programme].append(session)
    return [_line(programme, held, rates) for programme, held in by_programme.items()]


def _line(
    programme: Programme, held: list[Session], rates: dict[tuple[int, int], HonorariumRate]
) -> StatementLine:
    held.sort(key=lambda session: (session.appointment.starts_at, session.pk))
    lengths = [session.appointment.ends_at - session.appointment.starts_at for session in held]
    total = sum(lengths, timedelta())
    rate = rates.get((programme.pk, held[0].expert_id))
    return StatementLine(
        programme=programme,
        sessions=held,
        hours=hours_of(total),
        rate=rate.per_hour if rate else None,
        currency=rate.currency if rate else None,
        amount=amount_for(total, rate.per_hour, rate.currency) if rate else None,
    )
