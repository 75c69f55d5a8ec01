from datetime import datetime, timedelta
from typing import Any

import pytest

from accounts.models import Person
from directory.models import Expert
from mentoring.groups.joining import join_group
from mentoring.groups.models import GroupSession, Place
from mentoring.groups.operations import Terms, Waived, open_group
from mentoring.models import Programme
from tests.factories.hub import a_founder, a_mentor, a_programme
from tests.integration.mentoring.conftest import MONDAY, monday, signed_in_as
from tests.twilio import channels, emulator, started_emulator

__all__ = ["channels", "emulator", "monday", "signed_in_as", "started_emulator"]

STARTS_AT = MONDAY + timedelta(days=2, hours=1)  # Wednesday morning in Seoul, Tuesday afternoon in California


def a_group(
    seats: int = 3,
    *,
    expert: Expert | None = None,
    programme: Programme | None = None,
    starts_at: datetime = STARTS_AT,
    by: Person | None = None,
    now: datetime = MONDAY,
    **words: Any,
) -> GroupSession:
    """A group session of an hour with so many seats, opened by its expert."""
    expert = expert or a_mentor()
    terms = {
        "title_ko": "미국 가격 정책",
        "title_en": "Pricing for the US",
        "summary_ko": "",
        "summary_en": "",
        "closes_hours": 2,
        "offer_hours": 12,
        **words,
    }
    return open_group(
        programme=programme or a_programme(),
        expert=expert,
        starts_at=starts_at,
        minutes=60,
        seats=seats,
        terms=Terms(**terms),
        waived=Waived(),
        by=by or expert.person,
        now=now,
    )


def joined(
    group: GroupSession, founder: Person | None = None, *, wait: bool = True, now: datetime = MONDAY
) -> Place:
    """A seat of the group, or the last place of its waitlist."""
    founder = founder or a_founder()
    return join_group(group_id=group.pk, startup=founder.membership.startup, wait=wait, by=founder, now=now)


def state_of(group: GroupSession, now: datetime = MONDAY) -> list[tuple[str, str]]:
    """(person, state) of every place, in the order of arrival."""
    places = group.places.select_related("person").order_by("pk")
    return [(place.person.name, place.state_at(now)) for place in places]


@pytest.fixture
def group(monday: datetime) -> GroupSession:
    return a_group()
