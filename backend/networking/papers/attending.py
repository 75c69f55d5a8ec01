"""Who gets a certificate: whoever was checked in, once the event is over."""

from datetime import datetime

from django.conf import settings
from django.db.models import Count, Q

from networking.models import Event, Registration
from networking.papers.certificates import Attendance, certificates_pdf
from networking.papers.gathering import occasion_of
from networking.papers.refusals import EventStillOn, NotAttended
from networking.plans.agendas import plan_in_force


def has_certificate(guest: Registration, now: datetime) -> bool:
    """Whether there is one to fetch; one statement. Needs the event."""
    return now >= guest.event.ends_at and hasattr(guest, "check_in")


def certificates_of(event: Event, language: str, now: datetime, *, only: int | None = None) -> bytes:
    """PDF with a page for each guest who came, by name, with their companions, or for the one. Raises EventStillOn, NotAttended."""
    if now < event.ends_at:
        raise EventStillOn(ends_at=event.ends_at.isoformat())
    came = _came(event, only)
    if not came:
        raise NotAttended
    occasion = occasion_of(event, language)
    guests = [row for one in came for row in _attendances(one, language)]
    hours = occasion.hours(event.doors_at, event.ends_at)
    return certificates_pdf(occasion, hours, settings.ENV.meridian_hub_name, guests)


def _attendances(guest: Registration, language: str) -> list[Attendance]:
    """The guest's, and one of each companion: they come through the door together, and no plan has seats for them."""
    organisation = guest.expert.organisation if guest.expert else guest.name_in(language)
    own = Attendance(guest.person.name, organisation, getattr(guest, "sat", 0))
    return [own, *(Attendance(name, organisation, 0) for name in guest.companions)]


def _came(event: Event, only: int | None) -> list[Registration]:
    plan = plan_in_force(event)
    sat = Count("meetings", filter=Q(meetings__plan=plan, meetings__round__lte=event.rounds))
    came = event.registrations.coming().exclude(check_in=None).annotate(sat=sat)
    if only is not None:
        came = came.filter(pk=only)
    return list(came.select_related("person", "startup", "expert").order_by("person__name", "pk"))
