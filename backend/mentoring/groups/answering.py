"""What people answer in their calendars about a group session. See docs/decisions/0016."""

from datetime import datetime
from uuid import UUID

from accounts.models import Person
from calendars.replies import Answer, Ignored
from mentoring.groups.joining import leave_group
from mentoring.groups.models import GroupSession
from mentoring.groups.offering import is_open, locked
from mentoring.groups.telling import tell_put_back

NOT_INVITED = "not_invited"


def people_of_group(group_id: UUID) -> list[Person]:
    """The host and whoever has a seat; empty where there is no such group session."""
    group = GroupSession.objects.select_related("expert__person").filter(pk=group_id).first()
    if group is None:
        return []
    return [group.expert.person, *(one.person for one in group.places.taken().select_related("person"))]


def answer_group(
    *, group_id: UUID, person: Person, answer: str, channel: str, said_at: datetime | None, now: datetime
) -> str:
    """A decline gives the seat up, as if they had left in Meridian; any other answer changes nothing. The outcome.

    `said_at` is Google's own time: what was said of an earlier seat says nothing of a later one. A host leaves no
    group session by declining it: many have a seat in it, and the host learns that. In the caller's transaction.
    """
    group = locked(group_id)
    if not is_open(group, now):
        return Ignored.OVER.value
    if person.pk == group.expert.person_id:
        if answer == Answer.DECLINED:
            tell_put_back(group, now=now)
        return answer
    place = group.places.taken().filter(person=person).first()
    if place is None or (said_at is not None and said_at < place.since):
        return NOT_INVITED
    if answer == Answer.DECLINED:
        leave_group(group_id=group_id, by=person, now=now, channel=channel)
    return answer
