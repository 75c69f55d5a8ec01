from datetime import time

import pytest

from accounts.models import Person
from clock.models import ClockShift
from directory.models import Expert
from mentoring.models import Programme
from tests.factories.hub import a_founder, a_mentor, a_programme
from tests.faults.input.asking import MONDAY


@pytest.fixture
def mentor(db: None) -> Expert:
    ClockShift.show(MONDAY)
    return a_mentor()


@pytest.fixture
def founder(mentor: Expert) -> Person:
    return a_founder(humane_from=time(0), humane_until=time(23, 59))


@pytest.fixture
def programme() -> Programme:
    return a_programme(notice_hours=0)
