"""What people see of programmes: coordinators all of them with figures, others what they can join and how they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Person, Role
from directory.models import Expert
from directory.queries import startup_of
from mentoring.models import (
    Application,
    Joining,
    Programme,
    ProgrammeExpert,
    ProgrammeStartup,
    ProgrammeState,
    TakingPart,
)
from mentoring.programmes import rules

SHOWN = (ProgrammeState.OPEN, ProgrammeState.RUNNING)


def programmes_run_by(viewer: Person) -> QuerySet[Programme]:
    """All of them, for coordinators alone, with how many take part, are invited and wait for an answer."""
    if not viewer.coordinates:
        return Programme.objects.none()
    joined, invited = (Q(state=state) for state in (TakingPart.JOINED, TakingPart.INVITED))
    return Programme.objects.annotate(
        experts_joined=_count(ProgrammeExpert, joined),
        experts_invited=_count(ProgrammeExpert, invited),
        startups_joined=_count(ProgrammeStartup, joined),
        startups_invited=_count(ProgrammeStartup, invited),
        applications_waiting=_count(Application, Q(state="submitted")),
    ).order_by("-pk")


def _count(model: type[ProgrammeExpert | ProgrammeStartup | Application], which: Q) -> Coalesce:
    rows = model.objects.filter(which, programme=OuterRef("pk")).order_by().values("programme")
    return Coalesce(Subquery(rows.annotate(all=Count("pk")).values("all")), 0)


def programmes_shown_to(viewer: Person) -> QuerySet[Programme]:
    """Those that can be joined, or were: to startups what is open to all or takes applications, to experts what takes all
    of their kind, and to both those to which they were invited. No drafts, and nothing that is closed."""
    shown = Programme.objects.filter(state__in=SHOWN).order_by("starts_on", "pk")
    if viewer.role == Role.STARTUP_MEMBER:
        places = ProgrammeStartup.objects.filter(programme=OuterRef("pk"), startup__members__person=viewer)
        return shown.filter(~Q(joining=Joining.INVITATION) | Exists(places))
    if viewer.role == Role.MENTOR:
        places_of_experts = ProgrammeExpert.objects.filter(programme=OuterRef("pk"), expert__person=viewer)
        own_kind = Expert.objects.filter(person=viewer, kind=OuterRef("expert_kind"))
        return shown.filter(Exists(places_of_experts) | (Q(takes_all_experts=True) & Exists(own_kind)))
    return shown if viewer.coordinates else shown.none()


def programmes_bookable_by(viewer: Person) -> QuerySet[Programme]:
    """Those that run; of somebody of a startup those in which it takes part."""
    running = Programme.objects.filter(state=ProgrammeState.RUNNING)
    if viewer.role != Role.STARTUP_MEMBER:
        return running
    places = ProgrammeStartup.objects.filter(programme=OuterRef("pk"), state=TakingPart.JOINED)
    ours = places.filter(startup__members__person=viewer)
    return running.filter(Q(joining=Joining.OPEN) | Exists(ours))


@dataclass(frozen=True)
class Shown:
    """A programme as one person sees it: their place in it, if any, and what they may do."""

    programme: Programme
    place: ProgrammeStartup | ProgrammeExpert | None
    application: Application | None
    may: Sequence[str]


def shown_to(viewer: Person, programmes: Sequence[Programme], now: datetime) -> list[Shown]:
    """At most three statements, however many programmes there are."""
    if viewer.role == Role.MENTOR:
        return _shown_to_expert(viewer, programmes)
    startup = startup_of(viewer) if viewer.role == Role.STARTUP_MEMBER else None
    if startup is None:
        return [Shown(one, None, None, ()) for one in programmes]
    places = ProgrammeStartup.objects.filter(programme__in=programmes, startup=startup)
    applications = Application.objects.filter(programme__in=programmes, startup=startup)
    held = {row.programme_id: row for row in places}
    sent = {row.programme_id: row for row in applications}
    return [
        Shown(
            one,
            place := held.get(one.pk),
            application := sent.get(one.pk),
            _open_to_startup(one, place, application, now),
        )
        for one in programmes
    ]


def _shown_to_expert(viewer: Person, programmes: Sequence[Programme]) -> list[Shown]:
    rows = ProgrammeExpert.objects.filter(programme__in=programmes, expert__person=viewer)
    held = {row.programme_id: row for row in rows.prefetch_related("topics")}
    return [Shown(one, place := held.get(one.pk), None, _open_to_expert(one, place)) for one in programmes]


def _open_to_expert(programme: Programme, place: ProgrammeExpert | None) -> list[str]:
    return rules.open_to_expert(place.state if place else "", takes_all=programme.takes_all_experts)


def _open_to_startup(
    programme: Programme, place: ProgrammeStartup | None, application: Application | None, now: datetime
) -> list[str]:
    takes = programme.joining == Joining.APPLICATION and programme.state in SHOWN
    return rules.open_to_startup(
        place.state if place else "",
        application.state if application else "",
        may_apply=takes and rules.may_apply_at(now, programme.applications_until),
    )


def applications_seen_by(viewer: Person) -> QuerySet[Application]:
    """What was sent, for coordinators alone; drafts and what was withdrawn are the startup's own."""
    if not viewer.coordinates:
        return Application.objects.none()
    sent = Application.objects.exclude(state__in=["draft", "withdrawn"])
    return sent.select_related("startup", "programme", "submitted_by")
