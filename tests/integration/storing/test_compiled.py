"""Querysets that are compiled once give what Django gives."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef, QuerySet, Value
from django.db.models.functions import Concat
from django.test.utils import CaptureQueriesContext

from accounts.models import Person, Role
from accounts.operations import make_token
from directory.models import Expert, ExpertKind
from storing import Compiled, any_of
from tests.factories.hub import a_founder, a_mentor

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, tzinfo=UTC)

OF_KIND = Compiled(
    lambda kind, pk: (
        Expert.objects.filter(kind=kind, pk__gt=pk, person__name__contains="100%")
        .select_related("person")
        .order_by("-pk")
    ),
    kind=str,
    pk=int,
)
AMONG = Compiled(
    lambda ids: Person.objects.filter(pk__in=any_of(ids)).order_by("pk").values_list("pk", "role"), ids=list
)


def said(expert: Expert) -> tuple[object, ...]:
    return expert.pk, expert.languages, expert.person.email, expert.person.humane_from, expert.person.role


def test_the_objects_are_those_of_the_queryset_with_what_belongs_to_them() -> None:
    first, second, _other = (a_mentor(name=f"{name} 100%") for name in ("Kim", "Lee", "Park"))
    a_mentor(name="Choi")
    for least in (0, first.pk, second.pk):
        plain = Expert.objects.filter(kind="mentor", pk__gt=least, person__name__contains="100%")
        expected = [said(expert) for expert in plain.select_related("person").order_by("-pk")]
        assert [said(expert) for expert in OF_KIND.objects(kind="mentor", pk=least)] == expected
    with CaptureQueriesContext(connection) as statements:
        assert len(OF_KIND.objects(kind=ExpertKind.MENTOR, pk=0)) == 3
        assert {expert.person.email for expert in OF_KIND.objects(kind="contact", pk=0)} == set()
    assert len(statements) == 2  # the people came along


def test_an_object_of_it_can_be_saved_like_any_other() -> None:
    expert = a_mentor(name="Kim 100%")
    (found,) = OF_KIND.objects(kind="mentor", pk=0)
    found.organisation = "Elsewhere"
    found.save()
    expert.refresh_from_db()
    assert expert.organisation == "Elsewhere"


def test_annotations_come_along() -> None:
    person = a_founder()
    make_token(person=person, name="script", now=NOW)
    names = Compiled(
        lambda pk: Person.objects.filter(pk=pk).annotate(
            tokens=ArraySubquery(
                Person.objects.filter(pk=OuterRef("pk")).values(
                    said=Concat("auth_token_set__name", Value("!"))
                )
            )
        ),
        pk=int,
    )
    assert [getattr(found, "tokens") for found in names.objects(pk=person.pk)] == [["script!"]]  # noqa: B009


def test_any_number_of_ids_is_one_statement() -> None:
    people = [a_founder() for _ in range(3)]
    for ids in ([], [people[0].pk], [person.pk for person in people]):
        assert AMONG.rows(ids=ids) == [(pk, Role.STARTUP_MEMBER) for pk in ids]


def test_a_keyword_that_does_not_reach_the_statement_is_an_error() -> None:
    def upper(name: str) -> QuerySet[Person, Any]:
        return Person.objects.filter(name=name.upper())

    def absent(pk: int) -> QuerySet[Person, Any]:
        return Person.objects.all()

    with pytest.raises(TypeError, match="not in the statement: name"):
        Compiled(upper, name=str).objects(name="Kim")
    with pytest.raises(TypeError, match="not in the statement: pk"):
        Compiled(absent, pk=int).objects(pk=1)


def test_texts_of_others_stay_texts() -> None:
    a_mentor(name="O'Hara 100% %s %(kind)s")
    (found,) = OF_KIND.objects(kind="mentor", pk=0)
    assert found.person.name == "O'Hara 100% %s %(kind)s"
    assert OF_KIND.objects(kind="mentor' OR true --", pk=0) == []
