"""A character that PostgreSQL takes in no text, into every field of the API that takes one."""

from collections.abc import Iterator
from typing import Any

import pytest
from drf_spectacular.generators import SchemaGenerator
from rest_framework.test import APIClient

from accounts.models import Person, Role
from directory.models import Expert
from mentoring.models import Programme
from tests.factories.hub import a_person
from tests.faults.input.asking import everything, signed_in
from tests.faults.input.test_ends_of_the_calendar import body_with

pytestmark = pytest.mark.django_db
NUL = "a\0b"
SCHEMA: dict[str, Any] = SchemaGenerator().get_schema(public=True)  # type: ignore[no-untyped-call]


def texts_of(shape: dict[str, Any], name: str = "") -> Iterator[str]:
    """The texts that somebody may send in a body of that shape: "topics.0"."""
    if "$ref" in shape:
        shape = SCHEMA["components"]["schemas"][shape["$ref"].rsplit("/", 1)[1]]
    for part in (*shape.get("allOf", ()), *shape.get("oneOf", ())):
        yield from texts_of(part, name)
    if shape.get("type") == "string":
        yield name
    if "items" in shape:
        yield from texts_of(shape["items"], f"{name}.0")
    for key, inner in shape.get("properties", {}).items():
        if not inner.get("readOnly"):
            yield from texts_of(inner, f"{name}.{key}".lstrip("."))


def places() -> Iterator[tuple[str, str, str]]:
    """Method, path and field."""
    for path, methods in SCHEMA["paths"].items():
        for method, what in methods.items():
            content = what.get("requestBody", {}).get("content", {}).get("application/json", {})
            for name in sorted(set(texts_of(content.get("schema", {})))):
                yield method, path, name


def test_no_text_with_a_nul_is_looked_up_or_kept(
    founder: Person, mentor: Expert, programme: Programme
) -> None:
    callers = [signed_in(person) for person in (founder, mentor.person, a_person(Role.COORDINATOR))]
    known = {"{expert_id}": str(mentor.pk), "{slug}": programme.slug}
    before = everything()
    asked = list(places())
    assert {("post", "/api/relations/", "programme"), ("post", "/api/cycles/", "programme")} <= set(asked)
    broken = [
        place for place in asked if max(sent(client, *filled(*place, known)) for client in callers) >= 500
    ]
    assert broken == []
    assert everything() == before


def filled(method: str, path: str, name: str, known: dict[str, str]) -> tuple[str, str, str]:
    for gap, value in known.items():
        path = path.replace(gap, value)
    return method, path, name


def sent(client: APIClient, method: str, path: str, name: str) -> int:
    return int(getattr(client, method)(path, body_with(name, NUL), format="json").status_code)
