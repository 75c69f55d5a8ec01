from django.db.models import QuerySet

from accounts.models import Person
from directory.models import Expert, ExpertKind, Startup


def experts_visible_to(viewer: Person) -> QuerySet[Expert]:
    """The experts that can be asked for time; networking contacts are met at events and shown to coordinators only."""
    experts = (
        Expert.objects.filter(person__is_active=True).select_related("person").prefetch_related("topics")
    )
    if viewer.coordinates:
        return experts
    return experts.exclude(kind=ExpertKind.CONTACT)


def startup_of(person: Person) -> Startup | None:
    """The company that a startup member belongs to."""
    return Startup.objects.filter(members__person=person).first()
