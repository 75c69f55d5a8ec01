from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from accounts.models import Person
from directory.models import Expert, ExpertKind, Startup, StartupMember


def experts_visible_to(viewer: Person) -> QuerySet[Expert]:
    """The experts that can be asked for time; networking contacts are met at events and shown to coordinators only."""
    return experts_shown(to_coordinators=viewer.coordinates)


def experts_shown(*, to_coordinators: bool) -> QuerySet[Expert]:
    """The same by who looks."""
    experts = (
        Expert.objects.filter(person__is_active=True).select_related("person").prefetch_related("topics")
    )
    if to_coordinators:
        return experts
    return experts.exclude(kind=ExpertKind.CONTACT)


def membership_of(person: Person) -> StartupMember | None:
    """The person's place in a company, with the company; looked up once for the same object `person`."""
    with_company = StartupMember.objects.select_related("startup")
    prefetch_related_objects([person], Prefetch("membership", with_company))
    return getattr(person, "membership", None)


def colleagues_of(person: Person) -> QuerySet[Person]:
    """The others of the person's company who are still there, by name; nobody where they are of none."""
    others = Person.objects.filter(membership__startup__members__person=person, is_active=True)
    return others.exclude(pk=person.pk).order_by("name", "pk")


def startup_of(person: Person) -> Startup | None:
    """The company that a startup member belongs to."""
    membership = membership_of(person)
    return membership.startup if membership else None
