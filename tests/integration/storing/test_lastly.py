"""What a deed leaves to its end: written together, and undone with what it belongs to."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

import queueing
from agenda.transactions import atomically, part_of_a_deed
from audit.models import AuditEntry
from audit.operations import record
from clock.models import ClockShift
from messaging.models import SuppressedNumber
from storing import insert, insert_new

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, tzinfo=UTC)


def note(action: str) -> None:
    record("thing", 1, action, by=None, now=NOW)


def noted() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


@part_of_a_deed
def part(action: str) -> None:
    note(action)
    if action == "wrong":
        raise ValueError(action)


def test_the_rows_of_a_deed_and_its_parts_are_one_statement_in_their_order() -> None:
    @atomically
    def deed() -> None:
        note("first")
        part("second")
        note("third")
        assert noted() == []

    with CaptureQueriesContext(connection) as statements:
        deed()
    assert noted() == ["first", "second", "third"]
    assert sum("INSERT" in statement["sql"] for statement in statements) == 1
    assert (
        sum("SAVEPOINT" in statement["sql"] for statement in statements) == 2
    )  # set and released: a test's own


def test_without_a_deed_a_row_is_written_at_once() -> None:
    note("alone")
    assert noted() == ["alone"]


def test_a_deed_that_fails_leaves_nothing() -> None:
    @atomically
    def deed() -> None:
        note("first")
        part("wrong")

    with pytest.raises(ValueError, match="wrong"):
        deed()
    assert noted() == []


def test_whoever_goes_on_after_an_error_of_a_part_is_stopped() -> None:
    @atomically
    def deed() -> None:
        with pytest.raises(ValueError, match="wrong"):
            part("wrong")
        ClockShift.current()

    with pytest.raises(transaction.TransactionManagementError):
        deed()
    assert noted() == []


def test_what_belongs_to_a_savepoint_is_undone_with_it() -> None:
    @atomically
    def deed() -> None:
        note("kept")
        with transaction.atomic():
            note("undone")
            queueing.defer("messaging.send_due", queue="messages")
            transaction.set_rollback(True)
        note("kept too")

    deed()
    assert sorted(noted()) == ["kept", "kept too"]
    assert not ProcrastinateJob.objects.exists()


def test_a_deed_within_a_deed_that_fails_takes_only_its_own_rows_along() -> None:
    @atomically
    def inner() -> None:
        note("inner")
        raise ValueError("inner")

    @atomically
    def outer() -> None:
        note("outer")
        with pytest.raises(ValueError, match="inner"):
            inner()

    outer()
    assert noted() == ["outer"]


def test_deeds_within_deeds_keep_the_order_of_what_was_noted() -> None:
    @atomically
    def inner() -> None:
        note("second")

    @atomically
    def outer() -> None:
        note("first")
        inner()
        note("third")

    outer()
    assert noted() == ["first", "second", "third"]


def test_the_same_job_is_queued_once_by_a_deed_and_others_each() -> None:
    @atomically
    def deed() -> None:
        for event in (1, 2, 2):
            queueing.defer("calendars.write_event", queue="calendars", event_id=event)
            queueing.defer("messaging.send_due", queue="messages")

    deed()
    jobs = ProcrastinateJob.objects.order_by("id").values_list("task_name", "args")
    assert [(name, args) for name, args in jobs] == [
        ("calendars.write_event", {"event_id": 1}),
        ("messaging.send_due", {}),
        ("calendars.write_event", {"event_id": 2}),
    ]


def a_number(phone: str) -> SuppressedNumber:
    return SuppressedNumber(phone=phone, since=NOW, source="reply")


def test_inserted_rows_know_their_keys() -> None:
    rows = [a_number("+821012345678"), a_number("+821012345679")]
    insert(rows)
    assert [row.phone for row in SuppressedNumber.objects.order_by("pk")] == [row.phone for row in rows]
    assert [row.pk for row in rows] == list(
        SuppressedNumber.objects.order_by("pk").values_list("pk", flat=True)
    )


def test_a_row_that_is_there_already_is_an_error_unless_it_may_be() -> None:
    insert([a_number("+821012345678")])
    assert not insert_new([a_number("+821012345678"), a_number("+821012345679")])
    assert SuppressedNumber.objects.count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        insert([a_number("+821012345678")])
