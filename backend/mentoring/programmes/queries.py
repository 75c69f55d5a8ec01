"""Who takes part in a programme, and whom of its experts somebody may ask."""

from collections.abc import Callable
from datetime import timedelta

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from accounts.models import Person, Role
from directory.models import Expert, ExpertKind, Startup
from mentoring.models import (
    Joining,
    PairingWay,
    Programme,
    ProgrammeExpert,
    ProgrammeStartup,
    ProgrammeState,
    Relation,
    RelationState,
    TakingPart,
)

# In these a startup meets the expert with whom it was paired, and nobody else.
BY_PAIRS = (PairingWay.ASSIGNED, PairingWay.CYCLE)
# Of those who are in a programme without having said how much they take or give.
DEFAULT_SEATS, DEFAULT_CAPACITY = 1, 3


def startups_in(programme: Programme) -> QuerySet[Startup]:
    """The startups that take part: all of the hub where it is open to all, else those that joined."""
    if programme.joining == Joining.OPEN:
        return Startup.objects.all()
    places = ProgrammeStartup.objects.filter(
        programme=programme, startup=OuterRef("pk"), state=TakingPart.JOINED
    )
    return Startup.objects.filter(Exists(places))


def in_programmes_of(person: Person) -> Q:
    """Of rows with a programme: those whose programme takes the person's startup."""
    places = ProgrammeStartup.objects.filter(programme=OuterRef("programme"), state=TakingPart.JOINED)
    return Q(programme__joining=Joining.OPEN) | Q(Exists(places.filter(startup__members__person=person)))


def experts_in(programme: Programme) -> QuerySet[Expert]:
    """The experts who give time in it and are still there: all of its kind where it takes them all, else those who
    joined."""
    experts = Expert.objects.filter(kind=programme.expert_kind, person__is_active=True)
    if programme.takes_all_experts:
        return experts
    places = ProgrammeExpert.objects.filter(
        programme=programme, expert=OuterRef("pk"), state=TakingPart.JOINED
    )
    return experts.filter(Exists(places))


def experts_open_to(programme: Programme, viewer: Person) -> QuerySet[Expert]:
    """Those of them whom `viewer` may ask: for somebody of a startup nobody unless it takes part, and of a programme
    that pairs only the expert of its pair. Networking contacts are shown to coordinators only."""
    experts = experts_in(programme)
    if not viewer.coordinates:
        experts = experts.exclude(kind=ExpertKind.CONTACT)
    if viewer.role != Role.STARTUP_MEMBER:
        return experts
    if programme.joining != Joining.OPEN:
        experts = experts.filter(Exists(startups_in(programme).filter(members__person=viewer)))
    if programme.pairing in BY_PAIRS:
        pairs = Relation.objects.filter(programme=programme, state=RelationState.ACTIVE)
        experts = experts.filter(Exists(pairs.filter(expert=OuterRef("pk"), startup__members__person=viewer)))
    return experts


def seats_in(programme: Programme) -> Callable[[int], int]:
    """How many experts a startup (id) takes at most."""
    most = dict(ProgrammeStartup.objects.filter(programme=programme).values_list("startup", "most_experts"))
    return lambda startup: most.get(startup, DEFAULT_SEATS)


def capacities_in(programme: Programme) -> Callable[[int], int]:
    """How many startups an expert (id) takes at most."""
    most = dict(ProgrammeExpert.objects.filter(programme=programme).values_list("expert", "capacity"))
    return lambda expert: most.get(expert, DEFAULT_CAPACITY)


def longest_notice(*people: Person) -> timedelta:
    """How long ahead a session with the expert among `people` can be booked in every programme that runs."""
    kinds = Expert.objects.filter(person__in=people).values("kind")
    running = Programme.objects.filter(state=ProgrammeState.RUNNING, expert_kind__in=kinds)
    return timedelta(hours=running.aggregate(hours=Max("notice_hours", default=0))["hours"])
