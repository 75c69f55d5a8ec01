"""The worker itself, on committed rows."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Person
from agenda.models import Appointment
from messaging.models import Message, MessageKind
from messaging.operations import notify
from tests.factories.appointments import a_briefing, an_appointment
from tests.factories.hub import a_founder
from tests.working import work

pytestmark = pytest.mark.django_db(transaction=True)

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)
STARTS_AT = datetime(2099, 11, 24, 6, tzinfo=UTC)


def tell(person: Person, appointment: Appointment) -> None:
    notify(appointment=appointment, person=person, kind=MessageKind.MOVED, briefing=a_briefing(), now=NOON)


def test_a_worker_sends_what_a_committed_transaction_wrote() -> None:
    person = a_founder()
    tell(person, an_appointment(person, starts_at=STARTS_AT))
    work("messages")
    assert [sent.to for sent in mail.outbox] == [[person.email]]
    assert list(Message.objects.values_list("state", flat=True)) == ["sent"]
    assert list(
        ProcrastinateJob.objects.filter(task_name="messaging.send_due").values_list("status", flat=True)
    ) == ["succeeded"]


def test_a_transaction_that_is_rolled_back_leaves_no_message_and_no_job() -> None:
    person = a_founder()
    appointment = an_appointment(person, starts_at=STARTS_AT)
    with transaction.atomic():
        tell(person, appointment)
        transaction.set_rollback(True)
    assert Message.objects.count() == 0
    assert ProcrastinateJob.objects.filter(task_name="messaging.send_due").count() == 0
