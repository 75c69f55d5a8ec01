"""Reminders that are due, made inside PostgreSQL: 100,000 in seconds."""

from datetime import datetime, time, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from django.db import connection
from django.db.models import Model

import clock
from accounts.models import Person, Role
from agenda.models import Appointment, AppointmentState
from messaging.models import Reminder, ReminderKind
from messaging.texts import Briefing

EACH = 10  # of one person: fewer than anybody may get in a day
BRIEFING = Briefing(
    "Kim", "현지화 멘토링", "Localization mentoring", "Asia/Seoul", "http://127.0.0.1/sessions/1"
)
_phones = count(10_000_000, 1_000_000)


def plan(number: int, first: datetime, apart: timedelta) -> list[int]:
    """So many reminders of sessions an hour later, of people whose quiet hours lie far away; their ids."""
    people = _reachable(-(-number // EACH))
    values = {"first": first, "apart": apart, "mark": str(uuid4()), "people": people, "each": len(people)}
    hour, due_at = timedelta(hours=1), "%(first)s + place * %(apart)s"
    id_ = "md5(%(mark)s || place)::uuid"
    appointment = Appointment(starts_at=first + hour, ends_at=first + 2 * hour, state=AppointmentState.BOOKED)
    spans = {f"{name}_at": f"template.{name}_at + place * %(apart)s" for name in ("starts", "ends")}
    appointments = _copies(appointment, number, {"id": id_, **spans}, values)
    reminder = Reminder(
        appointment_id=appointments[0],
        version=1,
        kind=ReminderKind.STARTING,  # other than its copies: each is planned once
        person_id=people[0],
        offset_minutes=60,
        starts_at=first + hour,
        due_at=first,
        context=BRIEFING.as_dict(),
    )
    changed = {
        "appointment_id": id_,
        "kind": "'reminder'",
        "person_id": "(%(people)s::bigint[])[1 + place %% %(each)s]",
        "starts_at": spans["starts_at"],
        "due_at": due_at,
    }
    return _copies(reminder, number, changed, values)


def _reachable(number: int) -> list[int]:
    """The ids of so many people with a phone each."""
    away, phones = (clock.now() + timedelta(hours=12)).time(), next(_phones)
    person = Person(
        email=f"bench-{phones}@example.com",
        name="Bench",
        role=Role.MENTOR,
        phone=f"+8210{phones}",
        phone_verified_at=clock.now(),
        sms_allowed=True,
        time_zone="UTC",
        quiet_from=time(away.hour, 0),
        quiet_until=time(away.hour, 1),
    )
    changed = {
        "email": "'bench-' || %(phones)s + 1 + place || '@example.com'",
        "phone": "'+8210' || %(phones)s + 1 + place",
    }
    return _copies(person, number, changed, {"phones": phones})


def _copies(template: Model, number: int, changed: dict[str, str], values: dict[str, Any]) -> list[Any]:
    """The keys of `number` rows like `template`, which is written and goes again; `changed` columns are expressions of `place`, from
    0 on, and of `values`."""
    template.save(force_insert=True)
    meta = template._meta
    columns = [
        str(field.column)
        for field in meta.concrete_fields
        if field is not meta.auto_field or field.column in changed
    ]
    source = ", ".join(changed.get(name, f'template."{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {meta.db_table} ({names}) SELECT {source}"
            f" FROM {meta.db_table} AS template, generate_series(0, %(number)s - 1) AS place"
            f" WHERE template.id = %(template)s ORDER BY place RETURNING id",
            {**values, "number": number, "template": template.pk},
        )
        keys = [key for (key,) in cursor.fetchall()]
    template.delete()
    return keys
