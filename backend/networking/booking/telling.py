"""The e-mails about meetings that guests arrange themselves."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agenda.own_clock import zone_of
from agenda.wording import both_clocks
from networking.booking.models import Booking
from networking.guests.telling import Phrases, tell
from networking.models import Registration

ASKED = Phrases(
    gettext_lazy("Somebody would like to meet you at %(name)s"),
    gettext_lazy("At %(name)s, another guest asks you for a meeting."),
    gettext_lazy("Take it or decline, with one tap:"),
)
AGREED = Phrases(
    gettext_lazy("A meeting is agreed: %(name)s"),
    gettext_lazy("You have one more meeting at %(name)s."),
    gettext_lazy("Your own rounds and tables, on the phone:"),
)
DECLINED = Phrases(
    gettext_lazy("No meeting this time: %(name)s"),
    gettext_lazy("The guest whom you asked at %(name)s cannot take the meeting."),
    gettext_lazy("Others have free rounds:"),
)
LAPSED = Phrases(
    gettext_lazy("No answer came: %(name)s"),
    gettext_lazy("Your request for a meeting at %(name)s was not answered in time."),
    gettext_lazy("Others have free rounds:"),
)
OFF = Phrases(
    gettext_lazy("A meeting does not take place: %(name)s"),
    gettext_lazy("One of your meetings at %(name)s does not take place."),
    gettext_lazy("Others have free rounds:"),
)


def tell_of(booking: Booking, guest: Registration, phrases: Phrases, *, now: datetime) -> None:
    """One e-mail to one of the two, with whom, when and where it is about. In the caller's transaction."""
    other = booking.contact if guest.pk == booking.startup_id else booking.startup
    person, event = guest.person, booking.event
    at = booking.appointment.starts_at
    with translation.override(person.language):
        rows = [
            _("With: %(name)s") % {"name": other.name_in(person.language)},
            _("When: %(hours)s")
            % {"hours": both_clocks(at, event.time_zone, zone_of(person, at), person.language)},
            _("Table %(number)s") % {"number": booking.table.number},
        ]
    word = booking.word if phrases is ASKED else ""
    tell(guest, phrases, rows=[*rows, f"“{word}”"] if word else rows, now=now)
