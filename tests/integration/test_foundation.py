import pytest

from accounts.models import Person, Role


@pytest.mark.django_db
def test_a_person_can_be_kept() -> None:
    Person.objects.create_person(email="A@b.example", name="A", role=Role.MENTOR)
    assert list(Person.objects.values_list("email", flat=True)) == ["a@b.example"]
