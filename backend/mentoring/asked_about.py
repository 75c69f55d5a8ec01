"""What a request for a session is about: the programme, the expert, and whose company asks. One statement."""

from functools import cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Model

from accounts.models import Person
from directory.models import Expert, Startup, StartupMember
from mentoring.models import Programme
from storing import planned_cursor

MODELS: dict[str, type[Model]] = {
    "programme": Programme,
    "expert": Expert,
    "person": Person,
    "membership": StartupMember,
    "startup": Startup,
}
# Each may be missing, and the others are found all the same.
ASKED_ABOUT = """
SELECT {columns}
  FROM (VALUES (%(programme)s, %(expert)s, %(by)s)) AS asked (programme, expert, by)
  LEFT JOIN mentoring_programme AS programme ON programme.slug = asked.programme
  LEFT JOIN directory_expert AS expert ON expert.id = asked.expert
  LEFT JOIN accounts_person AS person ON person.id = expert.person_id
  LEFT JOIN directory_startupmember AS membership ON membership.person_id = asked.by
  LEFT JOIN directory_startup AS startup ON startup.id = membership.startup_id
"""


class AskedAbout(NamedTuple):
    """None is what is not there."""

    programme: Programme | None
    expert: Expert | None
    startup: Startup | None


def asked_about(*, programme: str, expert: int, by: Person) -> AskedAbout:
    """The programme of this slug, the expert of this id with their person, the company of `by`."""
    with planned_cursor() as cursor:
        cursor.execute(_statement(), {"programme": programme, "expert": expert, "by": by.pk})
        found = _models(cursor.fetchone())
    if found["expert"]:
        found["expert"].person = found["person"]
    if found["membership"]:
        found["membership"].startup = found["startup"]
        found["membership"].person = by  # who is asked for it again has it at hand
    return AskedAbout(found["programme"], found["expert"], found["startup"])


@cache
def _statement() -> str:
    columns = [f'{alias}."{name}"' for alias, model in MODELS.items() for name in _columns(model)]
    return ASKED_ABOUT.format(columns=", ".join(columns))


def _models(row: tuple[Any, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for alias, model in MODELS.items():
        names = _columns(model)
        values, row = row[: len(names)], row[len(names) :]
        found[alias] = None if values[0] is None else model.from_db(connection.alias, names, values)
    return found


@cache
def _columns(model: type[Model]) -> list[str]:
    """In Django's order, the id first."""
    fields = model._meta.concrete_fields  # noqa: SLF001 -- Django's documented way to fields
    return [str(field.column) for field in fields]
