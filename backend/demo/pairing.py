"""A pairing cycle of the demo hub: most have said whom they want, and a worker works out who gets whom as it starts.

The first people of the files are those whom a visitor signs in as: they have not answered yet.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from accounts.models import Person, Role
from directory.models import Expert, ExpertKind, Startup
from mentoring.cycles.running import start_run
from mentoring.models import Approval, Choice, Cycle, PairingWay, Programme, Wish
from mentoring.programmes.queries import experts_in, startups_in

UNANSWERED = 4  # of each side
RANKED = 5
DUE_IN, BEGINS_IN, LASTS = timedelta(days=30), timedelta(days=45), timedelta(weeks=16)


def open_pairing(*, now: datetime) -> int:
    """A programme that pairs by cycles, with what most of its people want; how many have answered."""
    by = Person.objects.filter(role=Role.COORDINATOR).order_by("pk").first()
    if by is None or Cycle.objects.exists():
        return 0
    due_on = (now + DUE_IN).date()
    # Not by the operation: nobody's mailbox is to be full of letters before they come.
    cycle = Cycle.objects.create(
        programme=_programme(now),
        startups_due_on=due_on,
        startups_due_at=time(18),
        experts_due_on=due_on,
        experts_due_at=time(18),
        language_is_a_must=False,
        opened_at=now,
    )
    answered = _wishes(cycle, by, now)
    start_run(cycle_id=cycle.pk, by=by, now=now)
    return answered


def _programme(now: datetime) -> Programme:
    starts_on = (now + BEGINS_IN).date()
    return Programme.objects.create(
        slug="regular-mentoring",
        name_ko="해외 진출 정기 멘토링",
        name_en="Regular mentoring abroad",
        summary_ko="한 멘토와 넉 달 동안 매주 만나 해외 진출 전략을 세웁니다.",
        summary_en="Four months with one mentor, an hour a week, on your way abroad.",
        expert_kind=ExpertKind.MENTOR,
        approval=Approval.AUTOMATIC,
        pairing=PairingWay.CYCLE,
        starts_on=starts_on,
        ends_on=starts_on + LASTS,
    )


def _wishes(cycle: Cycle, by: Person, now: datetime) -> int:
    """Those whose topics a startup needs are ranked first; an expert ranks those who need theirs."""
    startups = list(startups_in(cycle.programme).order_by("pk").prefetch_related("needs"))
    experts = list(experts_in(cycle.programme).order_by("pk").prefetch_related("topics"))
    wishes = [
        *(Wish(cycle=cycle, startup=one, is_draft=False, by=by, at=now) for one in startups[UNANSWERED:]),
        *(Wish(cycle=cycle, expert=one, is_draft=False, by=by, at=now) for one in experts[UNANSWERED:]),
    ]
    Wish.objects.bulk_create(wishes)
    Choice.objects.bulk_create(
        choice for wish in wishes for choice in _choices(wish, startups if wish.expert else experts)
    )
    return len(wishes)


def _choices(wish: Wish, others: Sequence[Startup | Expert]) -> list[Choice]:
    wanted = _topics(wish.startup or wish.expert)
    best = sorted(others, key=lambda other: (-len(wanted & _topics(other)), (other.pk * 7 + wish.pk) % 31))
    side = "expert" if wish.startup else "startup"
    return [Choice(wish=wish, place=at, **{side: other}) for at, other in enumerate(best[:RANKED], start=1)]


def _topics(party: Startup | Expert | None) -> set[int]:
    if party is None:
        return set()
    topics = party.needs if isinstance(party, Startup) else party.topics
    return {topic.pk for topic in topics.all()}
