"""Giving a seat up, and what somebody was told of theirs."""

from datetime import datetime

from mentoring.groups import joining
from mentoring.groups.models import GroupSession
from messaging.models import Message
from tests.integration.mentoring.conftest import MONDAY


def leave(group: GroupSession, place_person: object, now: datetime = MONDAY) -> None:
    joining.leave_group(group_id=group.pk, by=place_person, now=now)  # type: ignore[arg-type]


def kinds_to(person: object) -> list[str]:
    return list(Message.objects.filter(person=person, channel="email").values_list("kind", flat=True))  # type: ignore[misc]
