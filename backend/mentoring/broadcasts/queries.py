"""Who is in the audience of a broadcast."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from accounts.models import Person
from agenda.own_clock import know_journeys
from mentoring.models import Companion, GroupSession, GroupState, Place, Programme, Session, SessionState
from messaging.news_texts import NO_FRAME, Frame
from messaging.templates.queries import own_words

# Who has a session within it "meets soon".
SOON = timedelta(days=7)


def audience_of(*, programme: str, roles: Collection[str], meets_soon: bool, now: datetime) -> list[Person]:
    """Active people of these roles; with a `programme` (slug) those who took or take part in it, and with `meets_soon`
    those who have an agreed session within a week. Two statements."""
    people = Person.objects.filter(role__in=roles, is_active=True)
    if programme or meets_soon:
        people = people.filter(_takes_part(programme, meets_soon, now))
    found = list(people.order_by("pk"))
    know_journeys(found)
    return found


def frame_of(programme: Programme | None) -> Frame:
    """What stands around what the people of one programme are told; built-in words for those of any."""
    if programme is None:
        return NO_FRAME
    own = own_words(programme.pk, programme.words_as_of)
    return Frame(own, {language: programme.name_in(language) for language in ("ko", "en")})


def _takes_part(programme: str, meets_soon: bool, now: datetime) -> Q:
    sessions = Session.objects.filter(state__in=[SessionState.CONFIRMED, SessionState.COMPLETED])
    groups = GroupSession.objects.exclude(state=GroupState.CANCELLED)
    if meets_soon:
        ahead = Q(appointment__starts_at__gte=now, appointment__starts_at__lt=now + SOON)
        sessions = sessions.filter(ahead, state=SessionState.CONFIRMED)
        groups = groups.filter(ahead, state=GroupState.OPEN)
    if programme:
        sessions, groups = (
            sessions.filter(programme__slug=programme),
            groups.filter(programme__slug=programme),
        )
    them = OuterRef("pk")
    return (
        Q(Exists(sessions.filter(founder=them)))
        | Q(Exists(sessions.filter(expert__person=them)))
        | Q(Exists(Companion.objects.filter(person=them, left_at=None, session__in=sessions)))
        | Q(Exists(groups.filter(expert__person=them)))
        | Q(Exists(Place.objects.taken().filter(person=them, group__in=groups)))
    )
