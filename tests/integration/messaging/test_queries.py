from datetime import UTC, datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from messaging.models import Message, MessageKind
from messaging.operations import due_reminders_become_messages, notify, plan_reminders
from messaging.queries import attention_for, messages_of, messages_wanting_attention, reminders_of
from tests.factories.appointments import a_briefing, an_appointment
from tests.factories.hub import a_founder

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)
STARTS_AT = datetime(2026, 11, 24, 6, tzinfo=UTC)


def test_attention_names_the_worst_of_each_appointment() -> None:
    person = a_founder(phone="+821012345678")
    well, ill = (an_appointment(person, starts_at=STARTS_AT.replace(hour=hour)) for hour in (2, 6))
    for appointment in (well, ill):
        notify(
            appointment=appointment, person=person, kind=MessageKind.MOVED, briefing=a_briefing(), now=NOON
        )
    Message.objects.filter(appointment=ill, channel="sms").update(state="unknown")
    Message.objects.filter(appointment=ill, channel="email").update(state="failed")
    assert attention_for([well.pk, ill.pk]) == {ill.pk: "failed"}
    assert messages_wanting_attention().count() == 2


@pytest.mark.parametrize("number", [1, 30])
def test_reading_takes_the_same_statements_however_many_there_are(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    people = [a_founder() for _ in range(number)]
    appointment = an_appointment(*people, starts_at=STARTS_AT)
    plan_reminders(
        appointment=appointment,
        briefings={person: a_briefing() for person in people},
        offsets_minutes=[1440],
        now=NOON,
    )
    due_reminders_become_messages(now=datetime(2026, 11, 23, 6, tzinfo=UTC))
    with django_assert_num_queries(3):
        assert [message.person.name for message in messages_of(appointment.pk)]
        assert {vars(row)["channel"] for row in reminders_of(appointment.pk) if row.person.name} == {"email"}
        assert attention_for([appointment.pk]) == {}
