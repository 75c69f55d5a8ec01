from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from accounts.models import Person
from agenda import queries as agenda
from agenda.intentions import Intentions
from agenda.intervals import Span
from directory.queries import startup_of
from mentoring.models import PublicLink, PublicLinkState
from mentoring.programmes.queries import experts_in, experts_open_to
from mentoring.programmes.taking_part import require_running
from mentoring.public_links.refusals import PublicLinkClosed, PublicLinkUnknown
from mentoring.public_links.tokens import number_in
from mentoring.queries import offer_of
from mentoring.quota_standing import closed_to

# A page of starts is bounded, however many experts stand behind it.
MOST_STARTS = 2_000


def public_links_kept_by(viewer: Person) -> QuerySet[PublicLink]:
    """A coordinator's all; an expert's those to their own time."""
    links = PublicLink.objects.select_related("programme", "expert__person", "created_by")
    return links if viewer.coordinates else links.filter(expert__person=viewer)


def link_behind(token: str, *, now: datetime) -> PublicLink:
    """The link that a token opens. Raises PublicLinkUnknown, PublicLinkClosed, ProgrammeNotRunning,
    ProgrammeClosed."""
    links = PublicLink.objects.select_related("programme", "expert__person")
    link = links.filter(pk=number_in(token)).first()
    if link is None:
        raise PublicLinkUnknown
    away = link.expert is not None and not link.expert.person.is_active
    if away or link.state_at(now) != PublicLinkState.ACTIVE:
        raise PublicLinkClosed
    require_running(link.programme)
    return link


@dataclass(frozen=True)
class Shown:
    """The free starts behind a link, each with whose turn it is: for the booking, never for the page."""

    starts: Sequence[datetime]
    turns: Sequence[int]  # people
    said: Mapping[int, Intentions]  # by whoever takes part, about their own time
    readings: Mapping[int, agenda.Reading]  # what is known of their own calendars, where they connected one


def shown_starts(
    link: PublicLink,
    *,
    window: tuple[datetime, datetime],
    beside: Person | None,
    now: datetime,
    closed: tuple[Span, ...] = (),
    at_most: int = MOST_STARTS,
) -> Shown:
    """What can be booked through the link in `window`, in the humane hours of `beside` if somebody asks; nothing in
    spans that are `closed` (minutes since 1970) to them.

    Two statements, whether one expert stands behind the link or all of a programme; one more for a large pool.
    """
    asked = agenda.Together(
        experts=_behind(link, beside, now),
        offer=offer_of(link.programme),
        beside=(beside,) if beside else (),
        closed=closed,
    )
    found = agenda.starts_of_any(asked, window=window, now=now, at_most=at_most)
    return Shown(found.starts, found.turns, found.said, found.readings)


def closed_to_founder(link: PublicLink, founder: Person | None, *, now: datetime) -> tuple[Span, ...]:
    """The periods of the link's programme that the founder's company has used up; nothing is closed to strangers.

    At most two statements, none without a founder.
    """
    startup = startup_of(founder) if founder else None
    return closed_to(startup, link.programme, now=now) if startup else ()


def _behind(link: PublicLink, beside: Person | None, now: datetime) -> tuple[int, ...]:
    """The experts behind it; of a large pool those who have least before them, so that a page is worked out quickly."""
    if link.expert is not None:
        return (link.expert.person_id,)
    pool = experts_open_to(link.programme, beside) if beside else experts_in(link.programme)
    people = pool.order_by("pk").values_list("person_id", flat=True)
    return agenda.least_loaded(list(people), at_most=agenda.MOST_AT_LENGTH, now=now)
