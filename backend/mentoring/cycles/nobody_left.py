"""Startups whose pairs came to nothing, and for which nobody is left: listed, and told to coordinators."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy, override

import messaging.operations
from accounts.models import Person, Role
from directory.models import Startup
from mentoring.models import Cycle, CycleState, Relation, RelationState
from mentoring.programmes.queries import startups_in
from mentoring.relations.models import STANDING
from messaging.programme_texts import Phrases

CAME_TO_NOTHING = (RelationState.DECLINED, RelationState.EXPIRED)
NOBODY_LEFT = Phrases(
    gettext_lazy("Nobody is left for %(startup)s: %(programme)s"),
    gettext_lazy(
        "The pair of %(startup)s and %(expert)s came to nothing, and nobody who could be next has a place left."
    ),
    gettext_lazy("See who has nobody, pair again, or pair two yourself:"),
)


@dataclass(frozen=True)
class LeftAlone:
    """A startup without a pair, and the last one that it was offered."""

    startup: Startup
    last: Relation


def left_alone(cycle: Cycle) -> list[LeftAlone]:
    """Those of a published cycle that were offered somebody and have nobody, by their Korean names. Two statements."""
    if cycle.state != CycleState.PUBLISHED:
        return []
    own = Relation.objects.filter(programme=cycle.programme, startup=OuterRef("pk"))
    startups = startups_in(cycle.programme).filter(
        Exists(own.filter(state__in=CAME_TO_NOTHING, offered_at__gte=cycle.published_at)),
        ~Exists(own.filter(state__in=STANDING)),
    )
    by_id = {one.pk: one for one in startups.order_by("name_ko", "pk")}
    tried = Relation.objects.filter(
        programme=cycle.programme, startup__in=by_id, state__in=CAME_TO_NOTHING
    ).select_related("expert__person")
    last = {one.startup_id: one for one in tried.order_by("closed_at", "pk")}
    return [LeftAlone(startup, last[pk]) for pk, startup in by_id.items()]


def tell_nobody_left(cycle: Cycle, relation: Relation, now: datetime) -> None:
    """A letter to every coordinator, in their language."""
    link = f"{settings.PUBLIC_URL}/pairing/{cycle.pk}?view=pairs"
    for person in Person.objects.filter(role=Role.COORDINATOR, is_active=True).order_by("pk"):
        names = {
            "startup": relation.startup.name_ko if person.language == "ko" else relation.startup.name_en,
            "expert": relation.expert.person.name,
            "programme": cycle.programme.name_in(person.language),
        }
        with override(person.language):
            letter = NOBODY_LEFT.letter(names, link=link)
        messaging.operations.notify_of_programme(person=person, letter=letter, now=now)
