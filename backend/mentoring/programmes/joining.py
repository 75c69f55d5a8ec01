"""Startups and experts are invited, say yes or no, say what they give, and leave."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from accounts.models import Person
from agenda.transactions import atomically
from audit.operations import record
from directory.models import Expert, Startup
from directory.taxonomy.operations import held
from mentoring.models import (
    Programme,
    ProgrammeExpert,
    ProgrammeStartup,
    ProgrammeState,
    Relation,
    TakingPart,
)
from mentoring.programmes.editing import locked
from mentoring.programmes.refusals import NotInvited, NotTakingPart, PairsStand, StepNotPossible
from mentoring.programmes.telling import tell_invited
from mentoring.refusals import ExpertNotInProgramme
from mentoring.relations.models import STANDING

P = TypeVar("P", ProgrammeStartup, ProgrammeExpert)
SAYS = {"yes": TakingPart.JOINED, "no": TakingPart.DECLINED}


@atomically
def invite(
    *,
    slug: str,
    startups: Sequence[Startup] = (),
    experts: Sequence[Expert] = (),
    by: Person,
    now: datetime,
) -> int:
    """Invite those who do not take part and are not invited already; how many. Those of a draft are told once it opens.

    Raises ExpertNotInProgramme for one of another kind, StepNotPossible where the programme is closed.
    """
    programme = _unclosed(slug)
    if any(expert.kind != programme.expert_kind for expert in experts):
        raise ExpertNotInProgramme
    new_startups = _invited(programme.startups, "startup", startups, programme, now)
    new_experts = _invited(programme.experts, "expert", experts, programme, now)
    if new_startups or new_experts:
        told = {"startups": sorted(new_startups), "experts": sorted(new_experts)}
        record("programme", programme.pk, "programme.invited", by=by, now=now, **told)
    if programme.state != ProgrammeState.DRAFT:
        tell_invited(
            programme.startups.filter(startup__in=new_startups),
            programme.experts.filter(expert__in=new_experts),
            now=now,
        )
    return len(new_startups) + len(new_experts)


def _invited(
    places: Any, side: str, ones: Sequence[Startup | Expert], programme: Programme, now: datetime
) -> set[int]:
    """The ids of those who were not there. The programme is locked, so nobody invites them meanwhile."""
    ids = {one.pk for one in ones}
    states = dict(places.filter(**{f"{side}__in": ids}).values_list(f"{side}_id", "state"))
    again = {pk for pk, state in states.items() if state in (TakingPart.DECLINED, TakingPart.LEFT)}
    places.filter(**{f"{side}__in": again}).update(state=TakingPart.INVITED, since=now)
    new = ids - states.keys()
    places.bulk_create(
        places.model(programme=programme, state=TakingPart.INVITED, since=now, **{f"{side}_id": pk})
        for pk in sorted(new)
    )
    return again | new


@atomically
def answer_for_startup(
    *, programme: Programme, startup: Startup, says: str, by: Person, now: datetime
) -> ProgrammeStartup:
    """Somebody of the startup says "yes" or "no" to the invitation. Raises NotInvited, StepNotPossible."""
    place = _place_of(_shown(programme.slug), startup)
    if place is None or place.state != TakingPart.INVITED:
        raise NotInvited
    return _turn(place, SAYS[says], by, now)


@atomically
def decline_as_expert(*, programme: Programme, expert: Expert, by: Person, now: datetime) -> ProgrammeExpert:
    """The expert does not take part; a yes is said with what they give. Raises NotInvited, StepNotPossible."""
    place = _shown(programme.slug).experts.filter(expert=expert).first()
    if place is None or place.state != TakingPart.INVITED:
        raise NotInvited
    return _turn(place, TakingPart.DECLINED, by, now)


@atomically
def give_time(
    *, programme: Programme, expert: Expert, by: Person, now: datetime, **gives: Any
) -> ProgrammeExpert:
    """What the expert gives in the programme (fields of ProgrammeExpert); with it they take part. Experts join where they
    are invited, or where all of their kind are taken; a coordinator may say it for any.

    Raises NotInvited, ExpertNotInProgramme, StepNotPossible, TopicGone.
    """
    programme = _unclosed(programme.slug) if by.coordinates else _shown(programme.slug)
    if expert.kind != programme.expert_kind:
        raise ExpertNotInProgramme
    place = programme.experts.filter(expert=expert).first()
    may_join = by.coordinates or programme.takes_all_experts or is_awaited(place)
    if not may_join:
        raise NotInvited
    place = place or ProgrammeExpert(programme=programme, expert=expert)
    topics = held(gives.pop("topics"))
    before = _given(place, gives) if place.pk else {}
    if place.state != TakingPart.JOINED:
        place.state, place.since = TakingPart.JOINED, now
    for name, value in gives.items():
        setattr(place, name, value)
    place.save()
    place.topics.set(topics)
    after = {**_given(place, gives), "topics": sorted(topic.slug for topic in topics)}
    note(place, "programme.expert_gives", by, now, before=before, after=after)
    return place


def is_awaited(place: ProgrammeStartup | ProgrammeExpert | None) -> bool:
    """Whether somebody with that place may say what they give."""
    return place is not None and place.state in (TakingPart.INVITED, TakingPart.JOINED)


def _given(place: ProgrammeExpert, gives: Mapping[str, Any]) -> dict[str, Any]:
    return {name: getattr(place, name) for name in gives}


@atomically
def set_startup_place(
    *, slug: str, startup: Startup, least_experts: int, most_experts: int, by: Person, now: datetime
) -> ProgrammeStartup:
    """A coordinator takes a startup in, with how many experts at once. Raises StepNotPossible."""
    programme = _unclosed(slug)
    place = _place_of(programme, startup) or ProgrammeStartup(programme=programme, startup=startup)
    place.least_experts, place.most_experts = least_experts, most_experts
    return _turn(place, TakingPart.JOINED, by, now)


@atomically
def leave(
    *,
    programme: Programme,
    startup: Startup | None = None,
    expert: Expert | None = None,
    by: Person,
    now: datetime,
) -> None:
    """One of the two takes part no more, or is not invited any more. Raises NotTakingPart, PairsStand."""
    programme = locked(programme.slug)
    side: dict[str, Any] = {"startup": startup} if startup else {"expert": expert}
    places: Any = programme.startups if startup else programme.experts
    place = places.filter(**side).first()
    if not is_awaited(place):
        raise NotTakingPart
    if pairs := Relation.objects.filter(programme=programme, state__in=STANDING, **side).count():
        raise PairsStand(pairs=pairs)
    _turn(place, TakingPart.LEFT, by, now)


def take_in(programme: Programme, startups: Collection[int], now: datetime) -> None:
    """These startups (ids) take part from now on, whatever place they had. In the caller's transaction."""
    rows = [
        ProgrammeStartup(programme=programme, startup_id=pk, state=TakingPart.JOINED, since=now)
        for pk in sorted(startups)
    ]
    ProgrammeStartup.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["programme", "startup"],
        update_fields=["state", "since"],
    )


def _place_of(programme: Programme, startup: Startup) -> ProgrammeStartup | None:
    return programme.startups.filter(startup=startup).first()


def _unclosed(slug: str) -> Programme:
    programme = locked(slug)
    if programme.state == ProgrammeState.CLOSED:
        raise StepNotPossible(state=programme.state)
    return programme


def _shown(slug: str) -> Programme:
    """The programme while it can be joined."""
    programme = _unclosed(slug)
    if programme.state == ProgrammeState.DRAFT:
        raise StepNotPossible(state=programme.state)
    return programme


def _turn(place: P, to: TakingPart, by: Person, now: datetime) -> P:
    before = place.state if place.pk else ""
    if before != to:
        place.state, place.since = to, now
    place.save()
    note(place, f"programme.{to.value}", by, now, before=before, after=to.value)
    return place


def note(
    place: ProgrammeStartup | ProgrammeExpert, action: str, by: Person, now: datetime, **details: Any
) -> None:
    """The audit row of a change of a place, under its programme."""
    whose = (
        {"startup": place.startup_id} if isinstance(place, ProgrammeStartup) else {"expert": place.expert_id}
    )
    record("programme", place.programme_id, action, by=by, now=now, **whose, **details)
