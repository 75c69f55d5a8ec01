"""What somebody wants of a cycle: kept as a draft, or sent. A coordinator can write for anybody, at any time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from accounts.models import Person, Role
from agenda.own_clock import zone_of
from agenda.transactions import atomically
from audit.operations import record
from directory.models import Expert, Startup, Topic
from directory.queries import startup_of
from mentoring.cycles.operations import living
from mentoring.cycles.refusals import CycleOver, DuePassed, NotTakingPart, WishFault
from mentoring.cycles.rules import due_instant, first_fault
from mentoring.models import Choice, Cycle, CycleState, Wish
from mentoring.programmes.queries import experts_in, startups_in

Party = Startup | Expert
TAKES_WISHES = (CycleState.COLLECTING, CycleState.REVIEW)


@dataclass(frozen=True)
class Say:
    """Ids of the other side, the best first; those ruled out (an expert's only); and a startup's needs. Topics (slugs)
    that are not there are those of its profile."""

    ranks: Collection[int] = ()
    vetoes: Collection[int] = ()
    needs: str = ""
    topics: Collection[str] = ()


def own_party(cycle: Cycle, person: Person) -> Party:
    """For whom the person speaks in the cycle. Raises NotTakingPart."""
    found: Party | None = None
    if person.role == Role.STARTUP_MEMBER and (startup := startup_of(person)):
        found = startups_in(cycle.programme).filter(pk=startup.pk).first()
    elif person.role in (Role.MENTOR, Role.CONTACT):
        found = experts_in(cycle.programme).filter(person=person).first()
    if found is None:
        raise NotTakingPart
    return found


def due_for(cycle: Cycle, party: Party, person: Person, now: datetime) -> datetime:
    """When `person`, who speaks for `party`, has to have answered: on their own clock, wherever they then are."""
    if isinstance(party, Startup):
        on, at = cycle.startups_due_on, cycle.startups_due_at
    else:
        on, at = cycle.experts_due_on, cycle.experts_due_at
    about = due_instant(on, at, zone_of(person, now))
    return due_instant(on, at, zone_of(person, about))


@atomically
def keep_wish(
    *, cycle_id: int, party: Party, say: Say, send: bool, by: Person, now: datetime, for_them: bool = False
) -> Wish:
    """Keep a draft, or send it: then the draft is gone and what was sent before is replaced.

    Raises CycleOver; DuePassed for everybody but a coordinator (`for_them`); WishFault; NotTakingPart.
    """
    cycle = living(cycle_id)
    if cycle.state not in TAKES_WISHES and not for_them:
        raise CycleOver
    if not for_them and now > due_for(cycle, party, by, now):
        raise DuePassed
    _require_possible(cycle, party, say)
    side = {"startup": party} if isinstance(party, Startup) else {"expert": party}
    stale = cycle.wishes.filter(**side) if send else cycle.wishes.filter(**side, is_draft=True)
    stale.delete()
    needs = say.needs if isinstance(party, Startup) else ""
    wish = Wish.objects.create(
        cycle=cycle, **side, is_draft=not send, needs=needs, by=by, for_them=for_them, at=now
    )
    if isinstance(party, Startup):
        wish.topics.set(Topic.objects.filter(slug__in=say.topics))
    Choice.objects.bulk_create(_choices(wish, party, say))
    if send:
        cycle.revision += 1
        cycle.save(update_fields=["revision"])
    action = "wish_sent" if send else "wish_drafted"
    named = {name: one.pk for name, one in side.items()}
    record("cycle", cycle.pk, action, by=by, now=now, for_them=for_them, **named)
    return wish


def _require_possible(cycle: Cycle, party: Party, say: Say) -> None:
    if isinstance(party, Startup):
        takes_part = startups_in(cycle.programme).filter(pk=party.pk).exists()
        possible = set(experts_in(cycle.programme).values_list("pk", flat=True))
    else:
        takes_part = experts_in(cycle.programme).filter(pk=party.pk).exists()
        possible = set(startups_in(cycle.programme).values_list("pk", flat=True))
    if not takes_part:
        raise NotTakingPart
    vetoes = [] if isinstance(party, Startup) else list(say.vetoes)
    if fault := first_fault(list(say.ranks), vetoes, possible):
        raise WishFault(*fault)


def _choices(wish: Wish, party: Party, say: Say) -> list[Choice]:
    other = "expert_id" if isinstance(party, Startup) else "startup_id"
    ranked = [Choice(wish=wish, place=at, **{other: one}) for at, one in enumerate(say.ranks, start=1)]
    if isinstance(party, Startup):
        return ranked
    return [*ranked, *(Choice(wish=wish, place=None, startup_id=one) for one in say.vetoes)]
