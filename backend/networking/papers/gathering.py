"""The plain values of an event's papers, from the database."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _

from networking.day.queries import guests_at_the_door, ticket_tail
from networking.guests.tokens import ticket_link
from networking.models import Event, Registration
from networking.papers.badges import kind_word
from networking.papers.occasion import Arrival, Badge, Occasion, Seating, pictures_word
from networking.papers.workbook import Cell, SheetOfRows, xlsx_of


def occasion_of(event: Event, language: str) -> Occasion:
    return Occasion(event.title_in(language), event.place, event.doors_at, event.time_zone, language)


def badge_of(guest: Registration, language: str) -> Badge:
    """Needs the person, the startup and the expert."""
    organisation = guest.expert.organisation if guest.expert else guest.name_in(language)
    with translation.override(language):
        note = "" if guest.photo_consent_at else _("No photos, please")
    return Badge(guest.person.name, organisation, guest.kind, ticket_link(guest), note)


def badges_of(event: Event, language: str) -> list[Badge]:
    return [badge_of(one.registration, language) for one in guests_at_the_door(event)]


def arrivals_of(event: Event, language: str, seats: Mapping[int, Seating]) -> list[Arrival]:
    """Everybody with a place, by name; `seats` is where each registration sits first."""
    return [
        _arrival(one.registration, one.arrived_at, seats.get(one.registration.pk), language)
        for one in guests_at_the_door(event)
    ]


def _arrival(
    guest: Registration, arrived_at: datetime | None, first: Seating | None, language: str
) -> Arrival:
    return Arrival(
        name=guest.person.name,
        organisation=guest.expert.organisation if guest.expert else guest.name_in(language),
        kind=guest.kind,
        ticket=ticket_tail(guest),
        first_at=first.starts_at if first else None,
        first_table=first.table if first else "",
        companions=len(guest.companions),
        arrived_at=arrived_at,
        may_be_pictured=guest.photo_consent,
    )


def guests_workbook(event: Event, language: str) -> bytes:
    """XLSX of who is expected and who has come, on the event's clock; no addresses."""
    zone = ZoneInfo(event.time_zone)
    with translation.override(language):
        heading = [
            _("Name"),
            _("Organisation"),
            _("Kind"),
            _("Ticket"),
            _("Companions"),
            _("In pictures"),
            _("Arrived"),
        ]
        rows = [_row(one, zone) for one in arrivals_of(event, language, {})]
        return xlsx_of([SheetOfRows(_("Guests"), heading, rows)])


def _row(one: Arrival, zone: ZoneInfo) -> list[Cell]:
    arrived = one.arrived_at.astimezone(zone) if one.arrived_at else None
    pictured = pictures_word(one.may_be_pictured)
    return [one.name, one.organisation, kind_word(one.kind), one.ticket, one.companions, pictured, arrived]
