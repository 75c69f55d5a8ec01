"""What guests hear of the meetings that they arrange themselves: once for each state of one, as the news of events are told."""

from datetime import datetime

from django.utils.translation import gettext_lazy

import messaging.operations
from messaging.event_texts import EventLine, EventNews
from messaging.models import MessageKind
from networking.booking.models import Booking
from networking.booking.rules import AT_ONCE
from networking.guests.telling import Phrases, page_of
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
    """One of the two hears what became of it, with whom, when and where. In the caller's transaction."""
    other = booking.contact if guest.pk == booking.startup_id else booking.startup
    person, event, table = guest.person, booking.event, booking.table
    at = booking.appointment.starts_at
    line = (EventLine(at, table.name or str(table.number), other.name_in(person.language)),)
    said = EventNews(
        occasion=_occasion(booking),
        version=booking.state,
        title=event.title_in(person.language),
        zone=event.time_zone,
        useful_until=booking.answer_until or at,
        link=page_of(guest),
        lines=line,
        changes=line,
        word=booking.word if phrases is ASKED else "",
        phrases=(phrases.subject, phrases.lead, phrases.ask),
    )
    messaging.operations.notify_of_event(kind=MessageKind.BOOKING, news={person: said}, now=now)


def tell_that_it_is_off(booking: Booking, guest: Registration, *, was_agreed: bool, now: datetime) -> None:
    """Whoever has not heard that somebody asked for a meeting, or has booked one, does not hear that there is none."""
    has_answered = was_agreed and booking.event.booking != AT_ONCE
    if guest.pk != booking.about_id or has_answered or _may_have_heard(booking, guest):
        tell_of(booking, guest, OFF, now=now)


def _may_have_heard(booking: Booking, guest: Registration) -> bool:
    return messaging.operations.may_have_heard(occasion=_occasion(booking), person=guest.person)


def drop_news_of(booking: Booking, *, now: datetime) -> None:
    """What was said of it is no longer so: what has not left does not. In the caller's transaction."""
    messaging.operations.drop_news(occasion=_occasion(booking), because="superseded", now=now)


def _occasion(booking: Booking) -> str:
    return f"booking:{booking.pk}"
