"""Those who still wait when registration closes are told, each once."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Person
from audit.models import AuditEntry
from mentoring.groups import joining, operations
from mentoring.groups.models import GroupSession
from messaging.models import Message
from tests.factories.hub import a_founder
from tests.integration.groups.conftest import STARTS_AT, joined, state_of
from tests.integration.mentoring.conftest import MONDAY

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
CLOSES_AT = STARTS_AT - 2 * HOUR


@pytest.fixture
def waiting(group: GroupSession) -> list[Person]:
    """Two who wait for one of three seats."""
    founders = [a_founder(phone=f"+82101234567{number}") for number in range(5)]
    for founder in founders:
        joined(group, founder)
    return founders[3:]


def told(kind: str = "no_seat") -> list[str]:
    mails = Message.objects.filter(kind=kind, channel="email").order_by("pk")
    return list(mails.values_list("person__name", flat=True))


def names(people: list[Person]) -> list[str]:
    return [person.name for person in people]


def test_each_is_told_once_however_often_the_job_runs(group: GroupSession, waiting: list[Person]) -> None:
    operations.let_groups_pass(now=CLOSES_AT - timedelta(seconds=1))
    assert told() == []
    for late in (timedelta(), timedelta(minutes=1), HOUR, 2 * HOUR, 9 * HOUR):
        operations.let_groups_pass(now=CLOSES_AT + late)
        assert told() == names(waiting)


def test_the_mail_says_that_there_is_no_seat_and_where_other_sessions_are(
    group: GroupSession, waiting: list[Person]
) -> None:
    operations.let_groups_pass(now=CLOSES_AT)
    mail = Message.objects.get(kind="no_seat", channel="email", person=waiting[0])
    assert (mail.invitation, mail.body.count("/groups\n")) == ("", 1)
    assert Message.objects.filter(kind="no_seat", channel="sms").count() == 2
    told_rows = AuditEntry.objects.filter(action="group.no_seat")
    assert [(row.details["person_id"], row.actor) for row in told_rows] == [
        (person.pk, None) for person in waiting
    ]


def test_they_are_told_even_where_no_worker_ran_until_after_the_end(
    group: GroupSession, waiting: list[Person]
) -> None:
    operations.let_groups_pass(now=STARTS_AT + 30 * HOUR)
    assert told() == names(waiting)
    group.refresh_from_db()
    assert group.state == "held"


def test_whoever_leaves_first_and_whoever_has_a_seat_hears_nothing(
    group: GroupSession, waiting: list[Person]
) -> None:
    joining.leave_group(group_id=group.pk, by=waiting[0], now=CLOSES_AT)
    operations.let_groups_pass(now=CLOSES_AT)
    assert told() == [waiting[1].name]


@pytest.mark.parametrize("looked_at", [CLOSES_AT, STARTS_AT + HOUR])
def test_an_offer_that_ends_with_the_registration_is_no_longer_offered_on(
    group: GroupSession, waiting: list[Person], looked_at: datetime
) -> None:
    seated = group.places.taken()[0].person
    joining.leave_group(group_id=group.pk, by=seated, now=CLOSES_AT - HOUR)
    assert state_of(group, CLOSES_AT - HOUR)[2:] == [
        (waiting[0].name, "offered"),
        (waiting[1].name, "waiting"),
    ]

    for _ in range(2):
        operations.let_groups_pass(now=looked_at)

    assert (told(), told("offer_gone")) == (names(waiting), [])


def test_of_a_cancelled_one_they_were_told_already(group: GroupSession, waiting: list[Person]) -> None:
    operations.cancel_group(group_id=group.pk, reason="Ill", by=group.expert.person, now=MONDAY)
    operations.let_groups_pass(now=CLOSES_AT)
    assert told() == []


def test_should_it_open_again_the_first_is_offered_a_seat_and_nobody_is_told_twice(
    group: GroupSession, waiting: list[Person]
) -> None:
    operations.let_groups_pass(now=CLOSES_AT)
    host = group.expert.person

    operations.change_group(group_id=group.pk, seats=4, closes_hours=0, by=host, now=CLOSES_AT)
    joining.take_offer(group_id=group.pk, by=waiting[0], now=CLOSES_AT + HOUR)
    operations.let_groups_pass(now=STARTS_AT)

    assert told() == names(waiting)
    assert state_of(group)[3:] == [(waiting[0].name, "taken"), (waiting[1].name, "waiting")]


def test_what_is_rolled_back_told_nobody_and_left_no_job(group: GroupSession, waiting: list[Person]) -> None:
    jobs = ProcrastinateJob.objects.filter(task_name="messaging.send_due")
    before = jobs.count()
    with transaction.atomic():
        operations.let_groups_pass(now=CLOSES_AT)
        assert jobs.count() == before + 1
        transaction.set_rollback(True)
    assert (told(), jobs.count()) == ([], before)

    operations.let_groups_pass(now=CLOSES_AT)

    assert (told(), jobs.count()) == (names(waiting), before + 1)
