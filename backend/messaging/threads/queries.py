"""What was written about appointments. Who may read it is decided by the area whose appointments they are."""

from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, IntegerField, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Role
from messaging.models import InboundText, ThreadEntry

HUB = (Role.COORDINATOR, Role.ADMINISTRATOR)


def entries_of(appointment_id: UUID) -> QuerySet[ThreadEntry]:
    """All of one thread with their authors, the latest first."""
    return ThreadEntry.objects.filter(appointment_id=appointment_id).select_related("author").order_by("-pk")


def last_entries() -> QuerySet[ThreadEntry]:
    """The last entry of each thread, with its author and the `number` of entries there; the latest first."""
    later = ThreadEntry.objects.filter(appointment=OuterRef("appointment"), pk__gt=OuterRef("pk"))
    counted = ThreadEntry.objects.filter(appointment=OuterRef("appointment")).order_by()
    number = counted.values("appointment").annotate(number=Count("pk")).values("number")
    return (
        ThreadEntry.objects.filter(~Exists(later))
        .select_related("author")
        .annotate(number=Coalesce(Subquery(number, output_field=IntegerField()), 0))
        .order_by("-pk")
    )


def is_unanswered() -> Q:
    """Of a thread's last entry: neither the hub nor anybody else has written after it, and it is not the hub's."""
    return Q(author__isnull=False) & ~Q(author__role__in=HUB)


def unplaced(*, since: datetime) -> QuerySet[InboundText]:
    """Texts whose session nobody could tell, the latest first."""
    rows = InboundText.objects.filter(outcome="unplaced", received_at__gte=since)
    return rows.select_related("person").order_by("-pk")


def from_strangers(*, since: datetime) -> list[tuple[str, int, datetime]]:
    """What may be seen of numbers that are nobody's, how many texts came from those that look so, and when the last
    did; the latest first. One statement."""
    rows = InboundText.objects.filter(outcome="unknown", received_at__gte=since).order_by()
    counted = rows.values_list("masked").annotate(number=Count("pk"), last=Max("received_at"))
    return sorted(counted, key=lambda row: (row[2], row[0]), reverse=True)
