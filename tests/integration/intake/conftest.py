import pytest

from accounts.models import Person, Role
from directory.models import Topic


@pytest.fixture
def topics(db: None) -> None:
    Topic.objects.create(slug="tax", name_ko="세무", name_en="Tax")
    Topic.objects.create(slug="pricing", name_ko="가격 책정", name_en="Pricing")


@pytest.fixture
def coordinator(db: None) -> Person:
    return Person.objects.create_person(
        email="coordinator@hub.example", name="Coordinator", role=Role.COORDINATOR
    )
