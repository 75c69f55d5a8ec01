from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from accounts.models import Person
from calendars.rules import digest_of
from mentoring.models import Programme, ProgrammeFeed
from mentoring.programmes.showing import programmes_bookable_by


@dataclass(frozen=True)
class Standing:
    """Whether a person has a feed of this programme; `made_at` is None where not."""

    programme: Programme
    made_at: datetime | None


def programme_feeds_of(person: Person) -> Sequence[Standing]:
    """Each programme in which the person can book, and each that the person has a feed of. Two statements."""
    made = dict(ProgrammeFeed.objects.filter(person=person).values_list("programme", "made_at"))
    bookable = programmes_bookable_by(person).order_by().values("pk")
    programmes = Programme.objects.filter(Q(pk__in=bookable) | Q(pk__in=made)).order_by("slug")
    return [Standing(programme, made.get(programme.pk)) for programme in programmes]


def programme_feed_at(token: str) -> ProgrammeFeed | None:
    """What this token opens now, with its person and programme; None for one that opens nothing. One statement."""
    feeds = ProgrammeFeed.objects.filter(digest=digest_of(token), person__is_active=True)
    return feeds.select_related("person", "programme").first()
