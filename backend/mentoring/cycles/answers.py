"""Who is asked in a cycle, by when, and whether they have answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from accounts.models import Person
from agenda.own_clock import know_journeys
from directory.models import Startup, StartupMember
from mentoring.cycles.wishing import Party, due_for
from mentoring.models import Cycle, Wish
from mentoring.programmes.queries import experts_in, startups_in


@dataclass(frozen=True)
class Answer:
    """One of either side: `people` speak for it, `due_at` is the last hour of any of them; `sent` and `draft` are what
    they said."""

    party: Party
    people: list[Person]
    due_at: datetime | None
    sent: Wish | None
    draft: Wish | None

    @property
    def side(self) -> str:
        return "startup" if isinstance(self.party, Startup) else "expert"

    @property
    def state(self) -> str:
        """sent, draft or none."""
        if self.sent:
            return "sent"
        return "draft" if self.draft else "none"


def answers_in(cycle: Cycle, now: datetime) -> list[Answer]:
    """Startups by name, then experts by name. A constant number of statements."""
    members = Prefetch("members", StartupMember.objects.select_related("person").order_by("pk"))
    startups = list(startups_in(cycle.programme).order_by("name_ko", "pk").prefetch_related(members))
    experts = list(experts_in(cycle.programme).order_by("person__name", "pk").select_related("person"))
    wishes = {}
    for wish in cycle.wishes.select_related("by").prefetch_related("choices"):
        wishes[wish.startup_id, wish.expert_id, wish.is_draft] = wish
    rows: list[tuple[Party, list[Person], tuple[int | None, int | None]]] = [
        *((one, _people(one), (one.pk, None)) for one in startups),
        *((one, [one.person], (None, one.pk)) for one in experts),
    ]
    know_journeys(person for _, people, _ in rows for person in people)
    return [
        Answer(
            party,
            people,
            max((due_for(cycle, party, person, now) for person in people), default=None),
            wishes.get((*who, False)),
            wishes.get((*who, True)),
        )
        for party, people, who in rows
    ]


def unanswered(cycle: Cycle, now: datetime) -> Iterator[tuple[Party, Person, datetime]]:
    """Everybody who could still answer for one who has not, and when it is due for them."""
    for answer in answers_in(cycle, now):
        for person in answer.people if answer.sent is None else ():
            due = due_for(cycle, answer.party, person, now)
            if due > now:
                yield answer.party, person, due


def _people(startup: Startup) -> list[Person]:
    return [member.person for member in startup.members.all() if member.person.is_active]
